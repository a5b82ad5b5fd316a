"""The commands ``krm-bot retention``, as an office types them."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from typer.testing import CliRunner, Result

from bot.__main__ import build
from bot.cli.audit import sentence
from bot.cli.retention import outcome, safe_cell, sentences
from bot.clock import SystemClock
from casework.retention_run import Expiring, RetentionRun
from procedure.case_parts import Hold
from procedure.retention import Obstacle
from procedure.vocabulary import CaseState, HoldGround
from storage.audit_check import Break, BreakKind
from storage.engine import create_engine
from storage.key_file import create_key_file, load_key_ring
from storage.roster import Roster
from storage.staff import SqlStaff
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.builders import REGISTERED_AT, an_office
from tests.support.expired import NIGHT, OVER, SECRET, expired, expired_id, keep_with_all

HELD = Hold(ground=HoldGround.LAWSUIT, placed_at=OVER, note=SECRET)


@pytest.fixture
def office(tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Keep two cases whose time is over on 1 January 2029, one of them held; the settings point at them."""
    file = tmp_path / "keys" / "krm.key"
    create_key_file(file)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KRM_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("KRM_KEY_FILE", str(file))

    async def fill(units: SqlUnitsOfWork, engine: AsyncEngine) -> None:
        await SqlStaff(engine, load_key_ring(file)).apply_roster(Roster(an_office()), REGISTERED_AT)
        await keep_with_all(units, expired(1), expired(2, holds=(HELD,)))

    with_units(tmp_path, sqlite_url, fill)
    return sqlite_url


def with_units(
    folder: Path, url: str, work: Callable[[SqlUnitsOfWork, AsyncEngine], Awaitable[None]]
) -> None:
    async def run() -> None:
        engine = create_engine(url)
        try:
            await work(SqlUnitsOfWork(engine, load_key_ring(folder / "keys" / "krm.key")), engine)
        finally:
            await engine.dispose()

    asyncio.run(run())


def krm(*arguments: str) -> Result:
    return CliRunner().invoke(build(), list(arguments))


def states(folder: Path, url: str) -> list[CaseState]:
    found: list[CaseState] = []

    async def read(units: SqlUnitsOfWork, _: AsyncEngine) -> None:
        async with units(reads_only=True) as unit:
            for number in (1, 2):
                case = await unit.cases.get(expired_id(number))
                assert case is not None
                found.append(case.state)

    with_units(folder, url, read)
    return found


def test_the_preview_says_what_goes_what_stays_and_why(office: str, tmp_path: Path) -> None:
    result = krm("retention", "preview", "--on", "2029-01-01", "--csv", "liste.csv")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "Aufbewahrung: 2 volle Kalenderjahre nach dem Jahr des Endes.",
        "Montag, 1. Januar 2029: 1 Vorgang wird anonymisiert, 1 bleibt.",
        "KRM-2026-0001  ab Montag, 1. Januar 2029  wird anonymisiert",
        "KRM-2026-0002  ab Montag, 1. Januar 2029  bleibt: gesperrt (Klage)",
        "Die Liste steht in liste.csv.",
    ]
    assert (tmp_path / "liste.csv").read_text(encoding="utf-8-sig").splitlines() == [
        "Vorgang;Anonymisieren ab;Folge;Grund",
        "KRM-2026-0001;2029-01-01;wird anonymisiert;",
        "KRM-2026-0002;2029-01-01;bleibt;gesperrt (Klage)",
    ]
    assert states(tmp_path, office) == [CaseState.CLOSED, CaseState.CLOSED]


@pytest.mark.usefixtures("office")
def test_a_day_before_nothing_goes_and_a_list_is_never_written_over(tmp_path: Path) -> None:
    result = krm("retention", "preview", "--on", "2028-12-31")
    assert result.stdout.splitlines()[1:] == [
        "Sonntag, 31. Dezember 2028: 0 Vorgänge werden anonymisiert, 0 bleiben."
    ]
    (tmp_path / "da.csv").write_text("da")
    taken = krm("retention", "preview", "--csv", "da.csv")
    assert (taken.exit_code, taken.stderr) == (
        1,
        "da.csv gibt es schon. Bitte einen anderen Namen angeben.\n",
    )
    assert (tmp_path / "da.csv").read_text() == "da"
    nowhere = krm("retention", "preview", "--csv", "fehlt/da.csv")
    assert nowhere.stderr == "fehlt/da.csv lässt sich nicht schreiben. Bitte den Pfad prüfen.\n"


@pytest.mark.parametrize("command", ["preview", "run"])
def test_where_nothing_was_kept_yet_the_database_is_named_and_not_a_backup(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KRM_DATABASE_URL", raising=False)
    result = krm("retention", command)
    assert (result.exit_code, result.stdout, result.stderr) == (
        1,
        "",
        "Es gibt noch keine Datenbank. Bitte `krm-bot db upgrade` ausführen.\n",
    )
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_day_is_refused_with_a_sentence() -> None:
    result = krm("retention", "preview", "--on", "1.1.2029")
    assert (result.exit_code, result.stderr) == (
        1,
        "„1.1.2029“ ist kein Tag. Bitte so angeben: --on 2029-01-01.\n",
    )


def test_the_run_says_what_it_did_and_the_check_explains_it(
    office: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = krm("retention", "run")
    assert before.stdout.startswith("0 Vorgänge anonymisiert")
    monkeypatch.setattr(SystemClock, "now", lambda _: NIGHT + timedelta(hours=1))
    result = krm("retention", "run")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "1 Vorgang anonymisiert, 3 Einträge der Aufzeichnung entfernt.",
        "1 Vorgang bleibt (siehe `retention preview`).",
    ]
    assert states(tmp_path, office) == [CaseState.ANONYMISED, CaseState.CLOSED]
    checked = krm("audit", "verify")
    assert checked.exit_code == 0, checked.output
    assert "1 Vorgang ist anonymisiert, 3 Einträge dazu entfernt." in checked.stdout


def test_a_record_that_is_not_whole_ends_the_command_with_a_failure(
    office: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.support.audit_record import tamper

    async def change(_: SqlUnitsOfWork, engine: AsyncEngine) -> None:
        await tamper(engine, ["UPDATE audit_entries SET event = 'Signed' WHERE position = 2"])

    with_units(tmp_path, office, change)
    monkeypatch.setattr(SystemClock, "now", lambda _: NIGHT)
    result = krm("retention", "run")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"{expired_id(1)}: RecordBroken",
        "1 Vorgang nicht anonymisiert (Gründe oben). Bitte `krm-bot audit verify` ausführen.",
    ]


def test_every_reason_and_every_outcome_has_its_words() -> None:
    first_day = NIGHT.date()
    said = [
        outcome(Expiring(number="", first_day=first_day, obstacles=(each,), holds=(HoldGround.PETITION,)))
        for each in Obstacle
    ]
    assert all(words.startswith("bleibt: ") for words in said)
    assert len(set(said)) == len(Obstacle)
    assert sentences(RetentionRun(swept=2, skipped=1))[1:] == [
        "Nachträglich Dazugekommenes entfernt: 2 Vorgänge.",
        "1 Vorgang war gerade in Arbeit; der nächste Lauf nimmt sie.",
    ]
    assert "ein früherer Stand wurde zurückgespielt" in sentence(Break(kind=BreakKind.BROUGHT_BACK))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_is_a_formula(start: str) -> None:
    assert safe_cell(f"{start}1+1") == f"'{start}1+1"
    assert safe_cell("KRM-2026-0001") == "KRM-2026-0001"
