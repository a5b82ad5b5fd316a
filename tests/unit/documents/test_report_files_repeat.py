"""The same report is the same bytes again: in another process, another time zone, another order of sets."""

import hashlib
import subprocess
import sys

from documents.report_docx import report_document
from documents.report_xlsx import report_workbook
from tests.support.reports import sample_view

PROGRAM = """
from tests.unit.documents.test_report_files_repeat import checksums
print(checksums())
"""


def checksums() -> str:
    view = sample_view()
    return " ".join(hashlib.sha256(make(view)).hexdigest() for make in (report_workbook, report_document))


def elsewhere(seed: str, zone: str) -> str:
    surroundings = {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": ":".join(filter(None, sys.path))}
    done = subprocess.run(
        (sys.executable, "-c", PROGRAM),
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
        env=surroundings,
    )
    return done.stdout.strip()


def test_the_same_report_is_the_same_bytes_in_every_process() -> None:
    assert elsewhere("1", "UTC") == elsewhere("2", "Asia/Tokyo") == checksums()
