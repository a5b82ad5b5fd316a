"""What must not stand in any file of the project."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

# Put together, so that this file does not contain what it looks for.
REGISTRIES = re.compile(
    "|".join(
        (
            r"registry\.(npmjs|yarnpkg)" + r"\.",
            r"(?<![\w.])pypi" + r"\.(org|python)",
            "files" + r"\.pythonhosted",
            r"--(extra-)?index" + "-url",
            # npm's own line in a lock file; dialogs have an answer of the same name.
            r'"resolved' + r'":\s*"http',
        )
    )
)
MACHINE_PATHS = re.compile(r"(?<![\w.:/~}-])/(work|root|home|Users|tmp)" + "/")
LARGEST_BYTES = 1_000_000


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def places(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture
        found += [
            f"{path.relative_to(ROOT)}:{number}"
            for number, line in enumerate(text.splitlines(), 1)
            if pattern.search(line)
        ]
    return found


def test_no_file_names_the_address_of_a_package_registry() -> None:
    assert not places(REGISTRIES)


def test_no_file_names_a_path_of_somebody_s_machine() -> None:
    assert not places(MACHINE_PATHS)


def test_no_file_is_too_large_for_a_repository() -> None:
    assert not [str(path.relative_to(ROOT)) for path in tracked() if path.stat().st_size > LARGEST_BYTES]


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (REGISTRIES, '"resolved' + '": "https://x"'),
        (REGISTRIES, "https://registry.npmjs" + ".org/x"),
        (REGISTRIES, "https://pypi" + ".org/simple"),
        (MACHINE_PATHS, "see /work" + "/shared/x.md"),
        (MACHINE_PATHS, '"/home' + '/erika/krm"'),
    ],
)
def test_the_patterns_find_what_they_are_for(pattern: re.Pattern[str], line: str) -> None:
    assert pattern.search(line)
