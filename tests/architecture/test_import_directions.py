"""Which way imports point. The contracts of ``pyproject.toml``, and what a list of forbidden names misses."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGES, ROOT, SourceFile, source_files

ALLOWED = {
    "procedure": frozenset({"procedure"}),
    "casework": frozenset({"procedure", "casework"}),
}
EXCEPTIONS = {
    ("procedure/working_days.py", "holidays"),
    ("procedure/statistics/suppression_tables.py", "scipy"),
}


def test_contracts_of_import_linter_are_kept() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_contracts_cover_every_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    folders = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}

    assert set(project["tool"]["importlinter"]["root_packages"]) == folders == set(PACKAGES)


@pytest.mark.parametrize("file", source_files("procedure", "casework"), ids=lambda file: file.path)
def test_rules_and_use_cases_import_the_standard_library_and_each_other_only(file: SourceFile) -> None:
    own = ALLOWED[file.path.partition("/")[0]]
    foreign = {
        top
        for top in (name.partition(".")[0] for name in file.imported())
        if top not in sys.stdlib_module_names and top not in own and (file.path, top) not in EXCEPTIONS
    }

    assert not foreign


@pytest.mark.parametrize("file", source_files("procedure", "casework"), ids=lambda file: file.path)
def test_rules_and_use_cases_reach_no_clock_file_or_network(file: SourceFile) -> None:
    outside = {"asyncio", "io", "logging", "os", "pathlib", "random", "shutil", "socket", "sqlite3",
               "subprocess", "tempfile", "threading", "time", "urllib", "http"}  # fmt: skip
    if file.path.startswith("casework/"):
        outside -= {"asyncio"}

    assert not {name for name in file.imported() if name.partition(".")[0] in outside}


@pytest.mark.parametrize("file", source_files("procedure"), ids=lambda file: file.path)
def test_rules_wait_for_nothing(file: SourceFile) -> None:
    waiting = (ast.AsyncFunctionDef, ast.Await, ast.AsyncFor, ast.AsyncWith)

    assert not [node.lineno for node in ast.walk(file.tree) if isinstance(node, waiting)]
