"""The command ``krm-bot report``, as an office's operator types it."""

import asyncio
import os
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from bot.__main__ import build
from bot.cli.report_files import FilesRefused, write_all
from bot.clock import SystemClock
from casework.report import release_report
from storage.engine import create_engine, reading
from storage.key_file import create_key_file, load_key_ring
from storage.reports import SqlReports
from storage.roster import Roster
from storage.staff import SqlStaff
from storage.staff_changes import StaffEvent
from storage.tables import staff_audit
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.builders import MANAGEMENT, REGISTERED_AT, an_office
from tests.support.expired import expired, keep_with_all
from tests.support.house import RULEBOOK

YEAR = REGISTERED_AT.year
FILES = [f"krm-bericht-{YEAR}-v1.docx", f"krm-bericht-{YEAR}-v1.xlsx"]


@pytest.fixture
def out(tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep cases of a year; return an empty folder."""
    file = tmp_path / "keys" / "krm.key"
    create_key_file(file)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KRM_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("KRM_KEY_FILE", str(file))
    # A year that has begun, whenever these tests run.
    monkeypatch.setattr("bot.clock.SystemClock.now", lambda _: REGISTERED_AT + timedelta(days=90))

    async def fill(units: SqlUnitsOfWork) -> None:
        await keep_with_all(units, *(expired(number) for number in range(1, 6)))

    with_units(tmp_path, sqlite_url, fill)
    folder = tmp_path / "berichte"
    folder.mkdir()
    return folder


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the files be made in no time."""
    monkeypatch.setattr("documents.report_xlsx.report_workbook", lambda view: view.checksum.encode())
    monkeypatch.setattr("documents.report_docx.report_document", lambda view: view.checksum.encode())


def with_units(folder: Path, url: str, work: Callable[[SqlUnitsOfWork], Awaitable[object]]) -> None:
    async def run() -> None:
        engine = create_engine(url)
        keys = load_key_ring(folder / "keys" / "krm.key")
        try:
            await SqlStaff(engine, keys).apply_roster(Roster(an_office()), REGISTERED_AT)
            await work(SqlUnitsOfWork(engine, keys))
        finally:
            await engine.dispose()

    asyncio.run(run())


def taken(url: str) -> list[tuple[str, dict[str, str]]]:
    """Read what the record of the house says of files that left."""
    chosen = select(staff_audit.c.subject, staff_audit.c.details).where(
        staff_audit.c.event == StaffEvent.REPORT_TAKEN
    )

    async def read() -> list[tuple[str, dict[str, str]]]:
        engine = create_engine(url)
        try:
            async with reading(engine) as connection:
                rows = await connection.execute(chosen.order_by(staff_audit.c.id))
                return [(row.subject, row.details) for row in rows]
        finally:
            await engine.dispose()

    return asyncio.run(read())


def krm(*words: object) -> Result:
    return CliRunner().invoke(build(), [str(word) for word in words])


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def test_it_writes_both_files_says_version_and_checksum_and_repeats_to_the_byte(out: Path) -> None:
    first = krm("report", YEAR, "--out", out)
    assert first.exit_code == 0, first.output
    assert first.stdout.startswith(f"Jahresbericht {YEAR}, Version 1 (Entwurf, noch nicht freigegeben).\n")
    assert re.search(r"^Prüfsumme: [0-9a-f]{64}$", first.stdout, re.MULTILINE)
    assert first.stderr == "Gezählt: 5 Vorgänge …\nDie Dateien werden erstellt …\n"
    files = contents(out)
    assert list(files) == FILES
    assert all(content.startswith(b"PK") for content in files.values())
    again = krm("report", YEAR, "--out", out)
    assert again.stdout == first.stdout
    assert contents(out) == files
    old = krm("report", YEAR, "--out", out, "--version", 1)
    assert (old.stdout, old.stderr) == (first.stdout, "Die Dateien werden erstellt …\n")
    assert contents(out) == files


@pytest.mark.usefixtures("quick")
def test_what_is_released_is_written_again_until_somebody_counts_anew(
    out: Path, tmp_path: Path, sqlite_url: str
) -> None:
    assert krm("report", YEAR, "--out", out).exit_code == 0

    async def go_on(units: SqlUnitsOfWork) -> None:
        await release_report(units, YEAR, 1, actor=MANAGEMENT, rulebook=RULEBOOK, now=SystemClock().now())
        async with units() as unit:
            await unit.cases.add(expired(6, documents=()))
            await unit.commit()

    with_units(tmp_path, sqlite_url, go_on)
    assert f"{YEAR}, Version 1 (freigegeben)." in krm("report", YEAR, "--out", out).stdout
    assert "Version 2 (Entwurf" in krm("report", YEAR, "--out", out, "--new").stdout
    assert f"{YEAR}, Version 1 (freigegeben)." in krm("report", YEAR, "--out", out).stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((YEAR + 1,), "ist kein Vorgang eingegangen"),
        ((YEAR + 2,), "hat noch nicht begonnen"),
        ((YEAR - 1,), "Der erste Vorgang ist von"),
        ((YEAR, "--version", 9), f"Version 9 des Berichts {YEAR} gibt es nicht."),
        ((10**12,), "hat noch nicht begonnen"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_no_file(
    out: Path, words: tuple[object, ...], sentence: str
) -> None:
    refused = krm("report", *words, "--out", out)
    assert refused.exit_code == 1
    assert sentence in refused.stderr
    assert refused.stderr.count("\n") <= 2
    assert (refused.stdout, contents(out)) == ("", {})


def test_a_missing_folder_is_named_before_anything_is_counted(out: Path) -> None:
    refused = krm("report", YEAR, "--out", out / "fehlt")
    assert refused.exit_code == 1
    assert refused.stderr == f"Den Ordner {out / 'fehlt'} gibt es nicht. Bitte legen Sie ihn an.\n"
    assert krm("report", YEAR, "--out", out, "--new", "--version", 1).exit_code == 2
    assert krm("report", YEAR, "--out", out, "--version", 1).exit_code == 1, "nothing was counted"


@pytest.mark.usefixtures("quick")
def test_a_file_that_is_open_elsewhere_leaves_both_as_they_are(
    out: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in FILES:
        (out / name).write_bytes(b"alt")
    before = contents(out)
    opens = Path.open

    def locked(file: Path, mode: str = "r", *rest: object, **more: object) -> object:
        if file.name.endswith("v1.docx") and mode == "r+b":
            raise PermissionError
        return opens(file, mode, *rest, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", locked)
    refused = krm("report", YEAR, "--out", out)
    monkeypatch.undo()
    assert refused.exit_code == 1
    assert "lässt sich nicht ersetzen. Bitte schließen Sie die Datei" in refused.stderr
    assert contents(out) == before
    assert taken(sqlite_url) == []


@pytest.mark.usefixtures("quick")
def test_the_record_says_of_both_files_that_the_operator_took_them_and_stays_whole(
    out: Path, sqlite_url: str
) -> None:
    for _ in range(2):
        assert krm("report", YEAR, "--out", out).exit_code == 0
    by_the_operator = [(f"report-{YEAR}", {"file": f"{form} 1", "by": ""}) for form in ("xlsx", "docx")]
    assert taken(sqlite_url) == by_the_operator * 2
    assert krm("audit", "verify").exit_code == 0


@pytest.mark.usefixtures("quick")
def test_what_cannot_be_noted_does_not_leave(
    out: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = SqlReports.note_taken

    async def at_the_second(reports: SqlReports, year: int, file: str, **rest: Any) -> None:  # noqa: ANN401 - passed on
        if file.startswith("docx"):
            raise ConnectionError
        await note(reports, year, file, **rest)

    monkeypatch.setattr(SqlReports, "note_taken", at_the_second)
    refused = krm("report", YEAR, "--out", out)
    assert refused.exit_code == 1
    assert "Die Datenbank ist nicht benutzbar" in refused.stderr
    assert contents(out) == {}
    assert taken(sqlite_url) == [], "one transaction"


class TestFiles:
    def test_a_folder_in_the_place_of_a_file_leaves_the_other_as_it_is(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"alt")
        (tmp_path / "b").mkdir()
        with pytest.raises(FilesRefused, match="lässt sich nicht ersetzen"):
            write_all(tmp_path, {"a": b"neu", "b": b"neu"}, pytest.fail)
        assert (tmp_path / "a").read_bytes() == b"alt"
        assert sorted(file.name for file in tmp_path.iterdir()) == ["a", "b"]

    @pytest.mark.parametrize("there", [{}, {"a": b"alt"}, {"a": b"alt", "b": b"alt"}])
    @pytest.mark.parametrize("breaks_at", range(5))
    @pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
    def test_whatever_fails_nothing_is_half_written(
        self,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        there: dict[str, bytes],
        breaks_at: int,
        error: type[BaseException],
    ) -> None:
        for name, content in there.items():
            (tmp_path / name).write_bytes(content)
        steps = 0
        replaces, syncs = Path.replace, os.fsync

        def step() -> None:
            nonlocal steps
            steps += 1
            if steps == breaks_at + 1:
                raise error

        def replace(file: Path, target: Path) -> Path:
            step()
            return replaces(file, target)

        def sync(number: int) -> None:
            step()
            syncs(number)

        monkeypatch.setattr(Path, "replace", replace)
        monkeypatch.setattr("bot.cli.report_files.os.fsync", sync)
        with pytest.raises(FilesRefused if error is OSError else error):
            write_all(tmp_path, {"a": b"neu", "b": b"neu"}, step)
        monkeypatch.undo()
        assert contents(tmp_path) == there

    def test_otherwise_all_are_new_and_nothing_is_left_beside_them(self, tmp_path: Path) -> None:
        noted: list[bytes] = []
        (tmp_path / "b").write_bytes(b"alt")
        write_all(tmp_path, {"a": b"neu", "b": b"neuer"}, lambda: noted.append((tmp_path / "b").read_bytes()))
        assert noted == [b"alt"]
        assert contents(tmp_path) == {"a": b"neu", "b": b"neuer"}
