"""Each of these has one owner, so that it can be exchanged or controlled in one place."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.source import PACKAGES, SourceFile, source_files

OWNERS = {
    "adaptivecards": r"cards/(\w+_)?elements\.py",
    "alembic": r"storage/.+",
    "apscheduler": r"bot/jobs/schedule\.py",
    "botbuilder": r"bot/.+",
    "botframework": r"bot/.+",
    "cryptography": r"storage/.+|bot/authentication\w*\.py",
    "dateparser": r"dialogs/.+",
    "holidays": r"procedure/working_days\.py",
    "jwt": r"bot/.+",
    "matplotlib": r"documents/charts\.py",
    "msrest": r"bot/.+",
    "prometheus_client": r"bot/metrics(_page)?\.py",
    "pydantic": r"bot/.+",
    "pydantic_settings": r"bot/configuration/settings\.py",
    "scipy": r"procedure/statistics/suppression_tables\.py",
    "sqlalchemy": r"storage/.+|bot/app\.py",  # the composition root passes the engine on
    "typer": r"bot/__main__\.py|bot/cli/.+",
    "xlsxwriter": r"documents/(report_xlsx|sheet_\w+)\.py",
}
CREATES_ARBITRARY_OBJECTS = ("pickle", "jsonpickle", "marshal", "shelve", "dill", "cloudpickle")

CLOCK = r"bot/clock\.py"
ENVIRONMENT = r"bot/configuration/settings\.py|bot/demo/.+"


def owned(pattern: str, file: SourceFile) -> bool:
    return re.fullmatch(pattern, file.path) is not None


@pytest.mark.parametrize("library", OWNERS)
def test_library_is_imported_by_its_owner_only(library: str) -> None:
    others = [
        file.path
        for file in source_files(*PACKAGES)
        if file.imports(library) and not owned(OWNERS[library], file)
    ]

    assert not others


@pytest.mark.parametrize("library", CREATES_ARBITRARY_OBJECTS)
def test_nothing_read_can_create_an_arbitrary_object(library: str) -> None:
    assert not [file.path for file in source_files(*PACKAGES) if file.imports(library)]


def attributes(file: SourceFile, owners: set[str], names: set[str]) -> Iterator[str]:
    """Find ``owner.name`` in a file, also behind a module: ``datetime.now``, ``datetime.datetime.now``."""
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Attribute) and node.attr in names:
            owner = node.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            if name in owners:
                yield f"{file.path}:{node.lineno}"


def imported_names(file: SourceFile, module: str, names: set[str]) -> Iterator[str]:
    for node in ast.walk(file.tree):
        if isinstance(node, ast.ImportFrom) and node.module == module:
            yield from (f"{file.path}:{node.lineno}" for alias in node.names if alias.name in names)


def test_the_machine_s_clock_is_read_in_one_place() -> None:
    readers = [
        place
        for file in source_files(*PACKAGES)
        if not owned(CLOCK, file)
        for place in (
            *attributes(file, {"datetime", "date"}, {"now", "utcnow", "today"}),
            *attributes(file, {"time"}, {"time", "time_ns", "localtime", "gmtime"}),
            *imported_names(file, "time", {"time", "time_ns", "localtime", "gmtime"}),
        )
    ]

    assert not readers


def test_the_environment_is_read_in_one_place() -> None:
    readers = [
        place
        for file in source_files(*PACKAGES)
        if not owned(ENVIRONMENT, file)
        for place in (
            *attributes(file, {"os"}, {"environ", "environb", "getenv", "putenv"}),
            *imported_names(file, "os", {"environ", "environb", "getenv", "putenv"}),
        )
    ]

    assert not readers


def test_no_file_has_grown_past_300_lines() -> None:
    files = source_files(*PACKAGES, "tests")

    assert not [(file.path, file.lines) for file in files if file.lines > 300]


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = re.compile(r"(utils?|helpers?|commons?|manager|misc)\.py")

    assert not [file.path for file in source_files(*PACKAGES, "tests") if drawers.search(file.path)]
