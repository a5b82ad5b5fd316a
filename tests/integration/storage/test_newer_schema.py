"""A rolling upgrade: the release before works on the newer schema, and no release on one it cannot know."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.clock import FixedClock
from storage.engine import create_engine, writing
from storage.errors import SchemaOutdated, SchemaUnknown
from storage.key_file import create_key_file
from storage.keys import KeyRing
from storage.outbox import SqlOutbox
from storage.readiness import assert_can_serve, assert_ready
from storage.roster import Roster
from storage.schema import head_revision, works_with
from storage.staff import SqlStaff
from storage.unit_of_work import SqlUnitsOfWork
from tests.acceptance.conftest import Bot, stopped_bot  # noqa: F401 - a fixture
from tests.acceptance.test_walk_in import record
from tests.integration.storage.outbox_rows import LEASE, NOW, a_notice, put
from tests.integration.storage.test_commands import krm
from tests.support.builders import FRONT_DESK, REGISTERED_AT, TEAM_LEAD_A, a_case, an_office

ONE_DATABASE = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
NEWER = "9998"
NEWER_SINCE_OURS = f"9998_needs_{head_revision()[:4]}"
NEWER_WITHOUT_OURS = "9998_needs_9997"


async def set_revision(engine: AsyncEngine, revision: str) -> None:
    async with writing(engine) as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = :r"), {"r": revision})


@pytest.mark.parametrize(
    ("own", "found", "works"),
    [
        ("0012", "0012", False),  # not newer: the ordinary case
        ("0012", "0011", False),
        ("0012", "0013", True),
        ("0012", "0014_needs_0012", True),
        ("0012", "0014_needs_0013", False),
        ("0013_needs_0012", "0014_needs_0012", True),
        ("0013_needs_0012", "0014_needs_0014", False),
        ("0012", "anything", False),
        ("0012", "0013; DROP", False),
        ("anything", "0013", False),
    ],
)
def test_a_newer_schema_is_worked_with_unless_it_says_since_when_it_lacks_something(
    own: str, found: str, *, works: bool
) -> None:
    assert works_with(own, found) is works


@pytest.mark.parametrize("revision", [NEWER, NEWER_SINCE_OURS])
async def test_serving_goes_on_where_the_schema_only_has_more(
    engine: AsyncEngine, key_ring: KeyRing, revision: str
) -> None:
    assert await assert_can_serve(engine, key_ring) is False
    await set_revision(engine, revision)
    assert await assert_can_serve(engine, key_ring) is True


@pytest.mark.parametrize("revision", [NEWER_WITHOUT_OURS, "not-ours"])
async def test_nobody_serves_on_a_schema_that_lacks_what_they_need(
    engine: AsyncEngine, key_ring: KeyRing, revision: str
) -> None:
    await set_revision(engine, revision)
    with pytest.raises(SchemaUnknown, match="Bitte die neuere Fassung des Programms einsetzen"):
        await assert_can_serve(engine, key_ring)


async def test_nobody_serves_on_an_older_schema_and_the_remedy_is_named(
    engine: AsyncEngine, key_ring: KeyRing
) -> None:
    await set_revision(engine, "0011")
    with pytest.raises(SchemaOutdated, match="Bitte `krm-bot db upgrade` ausführen"):
        await assert_can_serve(engine, key_ring)


async def test_what_must_know_all_of_the_database_refuses_a_newer_one(
    engine: AsyncEngine, key_ring: KeyRing
) -> None:
    # Keys: a column this release does not know would keep its old key unseen.
    await set_revision(engine, NEWER)
    with pytest.raises(SchemaUnknown):
        await assert_ready(engine, key_ring)


def test_a_release_that_is_started_anew_on_a_newer_schema_upgrades_nothing_and_does_not_fail(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The unit of docs/operations.md runs ``krm-bot db upgrade`` before each start."""
    create_key_file(tmp_path / "krm.key")
    monkeypatch.setenv("KRM_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("KRM_KEY_FILE", str(tmp_path / "krm.key"))
    said = {}
    for revision in (NEWER, NEWER_WITHOUT_OURS):
        with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as database:
            database.execute("UPDATE alembic_version SET version_num = ?", (revision,))
            database.commit()
        said[revision] = krm("db", "upgrade")
    assert said[NEWER].exit_code == 0
    assert "Das Programm kann damit arbeiten, es ist nichts zu tun." in said[NEWER].output
    assert said[NEWER_WITHOUT_OURS].exit_code == 1
    assert "Bitte die neuere Fassung des Programms einsetzen" in said[NEWER_WITHOUT_OURS].output


async def test_what_only_a_newer_release_has_to_tell_is_left_to_it_and_holds_nothing_up(
    postgres_url: str, key_ring: KeyRing
) -> None:
    engine = create_engine(postgres_url)
    units, outbox = SqlUnitsOfWork(engine, key_ring), SqlOutbox(engine)
    await SqlStaff(engine, key_ring).apply_roster(Roster(an_office()), REGISTERED_AT)
    async with units() as unit:
        await unit.cases.add(a_case())
        await unit.commit()
    await put(units, a_notice(), a_notice())
    async with writing(engine) as connection:
        await connection.execute(text("ALTER TABLE outbox DROP CONSTRAINT ck_outbox_kind"))
        await connection.execute(text("UPDATE outbox SET kind = 'etwas_neues' WHERE sequence = 1"))
    assert len(await outbox.claim(NOW, 10, LEASE, "older")) == 1
    await engine.dispose()


@ONE_DATABASE
async def test_a_process_stays_ready_while_the_database_is_upgraded_under_it_and_may_be_started_anew(
    stopped_bot: Bot,  # noqa: F811 - the fixture
    engine: AsyncEngine,
) -> None:
    stopped_bot.clock = FixedClock(REGISTERED_AT)
    async with stopped_bot.running():
        for person in (FRONT_DESK, TEAM_LEAD_A):
            await stopped_bot.chat(person).opens()
        await set_revision(engine, NEWER)
        assert await ready(stopped_bot) == 200
        await record(stopped_bot.chat(FRONT_DESK))
        lead = stopped_bot.chat(TEAM_LEAD_A)
        await stopped_bot.until(lambda: lead.says("wartet"))
    async with stopped_bot.running():
        assert await ready(stopped_bot) == 200
        await set_revision(engine, NEWER_WITHOUT_OURS)
        assert await ready(stopped_bot) == 503
    with pytest.raises(SchemaUnknown):
        async with stopped_bot.running():
            pass


async def ready(bot: Bot) -> int:
    async with bot.session.get(f"{bot.url}/readyz") as answer:
        return answer.status
