"""SECURITY.md names for each threat the test that shows it closed: the test must exist under that name."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
ROWS = [row for row in PAGE.splitlines() if row.startswith("| ") and not row.startswith("| Threat")]
NAMED = re.compile(r"`(?P<file>[a-z_/]+\.py)::(?P<test>test_\w+)` \|$")


def test_there_are_threats() -> None:
    assert len(ROWS) > 20


@pytest.mark.parametrize("row", ROWS)
def test_each_threat_names_a_test_that_exists(row: str) -> None:
    named = NAMED.search(row)
    assert named is not None
    source = (ROOT / "tests" / named["file"]).read_text(encoding="utf-8")
    assert re.search(rf"def {named['test']}\(", source)
