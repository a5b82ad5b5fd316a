"""``krm-bot doctor``: each thing that is wrong is named with its remedy; what is right is no alarm."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import typer
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine
from typer.testing import CliRunner

from bot.cli import doctor as command
from bot.clock import FixedClock
from bot.configuration.settings import Settings
from bot.examination.finding import Finding, Weight
from bot.examination.machine import examine_machine
from bot.examination.office import examine_office
from bot.examination.store import examine_store
from bot.examination.teams import examine_teams
from casework.record import first_reminders
from casework.remind import POSTPONED, release_due
from procedure.duties import duties_of
from procedure.office import Office
from procedure.vocabulary import Role
from storage.key_file import create_key_file, load_key_ring
from storage.roster import Roster
from storage.staff import SqlStaff
from storage.tables import OutboxState
from storage.tables import outbox as outbox_table
from storage.unit_of_work import SqlUnitsOfWork
from tests.integration.storage.outbox_rows import a_notice, put
from tests.support.builders import BGF, DEPUTY_A, TEAM_A, TEAM_LEAD_A, a_case, an_office
from tests.support.channel import Signer
from tests.support.connector_server import connector_server
from tests.support.host import host_settings
from tests.support.openid_server import openid_server

NOW = datetime(2026, 12, 3, 10, 0, tzinfo=UTC)
TODAY = date(2026, 12, 3)
EVERYBODY = frozenset(an_office().staff)


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    create_key_file(tmp_path / "krm.key")
    return tmp_path / "krm.key"


@pytest.fixture
def settings(database_url: str, key_file: Path) -> Settings:
    return Settings(_env_file=None, database_url=database_url, key_file=key_file)


@pytest.fixture
async def office_of(engine: AsyncEngine, key_file: Path) -> SqlUnitsOfWork:
    keys = load_key_ring(key_file)
    await SqlStaff(engine, keys).apply_roster(Roster(an_office()), NOW)
    units = SqlUnitsOfWork(engine, keys)
    async with units() as unit:
        await unit.cases.add(a_case())
        await unit.commit()
    return units


async def all_of(findings: AsyncIterator[Finding]) -> list[Finding]:
    return [finding async for finding in findings]


def wrong(findings: list[Finding], weight: Weight = Weight.ERROR) -> list[str]:
    found = [finding for finding in findings if finding.weight is weight]
    assert all(finding.remedy.startswith(("Bitte ", "Für Teams bitte ")) for finding in found)
    return [f"{finding.about}: {finding.says}" for finding in found]


def of_office(office: Office, weight: Weight = Weight.ERROR) -> list[str]:
    return wrong(list(examine_office(office, EVERYBODY)), weight)


def changed(**teams: object) -> Office:
    office = an_office()
    return replace(office, teams={**office.teams, TEAM_A: replace(office.teams[TEAM_A], **teams)})  # type: ignore[arg-type]


def without(role: Role) -> Office:
    office = an_office()
    staff = {i: replace(p, roles=p.roles - {role}) for i, p in office.staff.items()}
    return replace(office, staff=staff)


@pytest.mark.usefixtures("office_of")
async def test_a_healthy_store_has_no_error(settings: Settings) -> None:
    findings = await all_of(examine_store(settings, FixedClock(datetime.now(UTC))))

    assert wrong(findings) == []
    assert {f.about for f in findings} >= {"Datenbank", "Schlüssel", "Nachrichten"}


@pytest.mark.usefixtures("office_of")
async def test_a_lost_key_is_named(settings: Settings, key_file: Path) -> None:
    create_key_file(key_file.with_name("andere.key"))
    settings = settings.model_copy(update={"key_file": key_file.with_name("andere.key")})

    (finding,) = await all_of(examine_store(settings, FixedClock(NOW)))

    assert (finding.about, finding.weight) == ("Schlüssel", Weight.ERROR)
    assert "passt nicht zur Datenbank" in finding.says
    assert finding.remedy.startswith("Bitte die Schlüsseldatei zurückspielen")


async def test_a_missing_database_is_named_and_none_is_made(tmp_path: Path, key_file: Path) -> None:
    settings = Settings(_env_file=None, database_url=f"sqlite:///{tmp_path}/neu/krm", key_file=key_file)

    assert wrong(await all_of(examine_store(settings, FixedClock(NOW)))) == [
        "Datenbank: Es gibt noch keine Datenbank."
    ]
    assert not (tmp_path / "neu").exists()


async def test_a_case_nobody_could_be_reminded_of_is_named_until_it_is_told(
    settings: Settings, office_of: SqlUnitsOfWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = a_case()
    owed = duties_of(case, settings.rulebook)
    async with office_of() as unit:
        await unit.duties.replace(case.id, owed, first_reminders(case, owed, settings.rulebook))
        await unit.commit()
    morning = settings.rulebook.reminder_at(max(duty.due_on for duty in owed))
    with monkeypatch.context() as patch:
        patch.setattr("casework.remind.duties_of", None)
        await release_due(office_of, settings.rulebook, morning)
    failed = await all_of(examine_store(settings, FixedClock(morning)))
    await release_due(office_of, settings.rulebook, morning + POSTPONED)
    told = await all_of(examine_store(settings, FixedClock(morning + POSTPONED)))

    (said,) = [says for says in wrong(failed) if says.startswith("Erinnerungen: ")]
    assert "an die nicht erinnert werden konnte: 1. Der Bot versucht es alle 15 Minuten wieder." in said
    assert "Erinnerungen" not in {finding.about for finding in told}


async def test_messages_that_wait_too_long_and_dead_ones_are_named(
    settings: Settings, office_of: SqlUnitsOfWork, engine: AsyncEngine
) -> None:
    await put(office_of, a_notice(due_at=NOW - timedelta(minutes=16)))
    late = await all_of(examine_store(settings, FixedClock(NOW)))
    early = await all_of(examine_store(settings, FixedClock(NOW - timedelta(minutes=2))))
    async with engine.begin() as connection:
        await connection.execute(update(outbox_table).values(state=OutboxState.DEAD, settled_at=NOW))
    dead = await all_of(examine_store(settings, FixedClock(NOW)))

    assert [says for says in wrong(late) if "Nachrichten" in says] == [
        "Nachrichten: Wartende: 1, die längste seit über 15 Minuten."
    ]
    assert not [says for says in wrong(early) if "Nachrichten" in says]
    assert "Nachrichten: Nicht zustellbar: 1." in wrong(dead, Weight.HINT)


async def test_a_clock_that_differs_from_the_server_s_is_named(postgres_url: str, key_file: Path) -> None:
    settings = Settings(_env_file=None, database_url=postgres_url, key_file=key_file)

    async def at(skew: int) -> list[str]:
        clock = FixedClock(datetime.now(UTC) + timedelta(seconds=skew))
        return [says for says in wrong(await all_of(examine_store(settings, clock))) if "Uhr" in says]

    assert await at(0) == []
    assert await at(-60) == ["Uhr: Sie weicht um 60 Sekunden von der des Datenbank-Servers ab."]


def test_gaps_of_the_roster_are_named() -> None:
    assert of_office(an_office()) == []
    assert of_office(Office()) == ["Personal: Es ist niemand eingetragen."]
    assert of_office(without(Role.BGF)) == ["Personal: Im BGF ist niemand eingetragen."]
    assert of_office(without(Role.MANAGEMENT)) == [
        "Personal: In der Geschäftsleitung ist niemand eingetragen."
    ]
    assert of_office(changed(lead=None)) == ["Personal: Leistung A hat keine Teamleitung."]
    assert of_office(changed(lead=None, deputies=())) == [
        "Personal: Leistung A hat weder Teamleitung noch Stellvertretung."
    ]
    assert "Personal: Leistung A hat keine Stellvertretung." not in of_office(an_office(), Weight.HINT)
    assert "Personal: Leistung A hat keine Stellvertretung." in of_office(changed(deputies=()), Weight.HINT)


def test_somebody_who_has_left_is_no_teamleitung() -> None:
    office = an_office()
    staff = {**office.staff, TEAM_LEAD_A: replace(office.staff[TEAM_LEAD_A], active=False)}

    assert of_office(replace(office, staff=staff)) == ["Personal: Leistung A hat keine Teamleitung."]


def test_people_who_never_opened_the_bot_are_named() -> None:
    findings = list(examine_office(an_office(), EVERYBODY - {BGF, DEPUTY_A}))

    assert "Chats: Diese Personen kann der Bot nicht anschreiben: Bea Büro, Sina Stellvertretung." in wrong(
        findings, Weight.HINT
    )
    assert "Gerd" not in str(findings)


def test_open_files_unknown_holidays_and_bad_templates_are_named(tmp_path: Path, key_file: Path) -> None:
    database = tmp_path / "krm.sqlite3"
    database.write_bytes(b"")
    settings = Settings(
        _env_file=None, database_url=f"sqlite:///{database}", key_file=key_file, templates_dir=tmp_path / "x"
    )
    tmp_path.chmod(0o700)
    before = wrong(list(examine_machine(settings, TODAY)))
    for open_one in (tmp_path, database, key_file):
        open_one.chmod(0o755)
    after = wrong(list(examine_machine(settings, date(2100, 6, 1))))

    assert [says.partition(":")[0] for says in before] == ["Briefvorlagen"]
    assert [says.partition(":")[0] for says in after] == [
        "Schlüssel",
        "Datenbank",
        "Feiertage",
        "Briefvorlagen",
    ]


async def test_teams_that_cannot_be_reached_is_named() -> None:
    async with openid_server(Signer()) as openid, connector_server() as connector:
        settings = host_settings(connector, openid)
        assert wrong(await all_of(examine_teams(settings, FixedClock(NOW)))) == []
    gone = wrong(await all_of(examine_teams(settings, FixedClock(NOW))))

    assert gone == [
        "Teams: Die Schlüssel des Teams-Dienstes sind nicht erreichbar.",
        "Teams: Der Bot kann sich bei Entra nicht anmelden (login_no_answer).",
    ]


def test_the_command_ends_with_1_for_an_error_and_says_no_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.logs.configure_logging", lambda **_: None)  # the runner's stderr ends with it
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KRM_DATABASE_URL", "postgresql://krm:streng-geheim@127.0.0.1:1/krm")
    monkeypatch.setenv("KRM_KEY_FILE", str(tmp_path / "krm.key"))
    create_key_file(tmp_path / "krm.key")
    app = typer.Typer()
    command.register(app)

    result = CliRunner().invoke(app, [])
    monkeypatch.setenv("KRM_PORT", "abc")
    unreadable = CliRunner().invoke(app, [])

    assert result.exit_code == 1
    assert "Fehler      Datenbank: Die Datenbank ist nicht benutzbar" in result.output
    assert "geheim" not in result.output
    assert unreadable.exit_code == 1
    assert "Fehler      Einstellungen: KRM_PORT: Bitte eine Zahl" in unreadable.output
