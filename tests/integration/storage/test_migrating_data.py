"""A database of the first version is brought to the newest with everything in it."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, func, inspect, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from casework.ports import StoredDocument
from procedure.notification import NoticeKind
from procedure.office import Absence
from procedure.vocabulary import DocumentId, DocumentKind, Role
from storage.connection import Connection
from storage.documents import SqlDocumentStore
from storage.engine import create_engine, reading, writing
from storage.errors import ReferencesBroken
from storage.keys import KeyRing
from storage.mapping import case_columns, handover_columns, reaction_columns
from storage.roster_rows import staff_columns, team_columns
from storage.schema import assert_schema_is_current, current_revision, upgrade
from storage.tables import (
    OutboxState,
    absences,
    audit_entries,
    case_concerns,
    case_documents,
    case_record_reasons,
    case_teams,
    cases,
    handovers,
    outbox,
    processed_commands,
    sent_cards,
    staff,
    staff_roles,
    team_deputies,
    teams,
)
from storage.unit_of_work import SqlUnitsOfWork
from storage.word_lists import concern_rows, reason_rows, team_rows
from tests.support.builders import (
    CASE_ID,
    DEPUTY_A,
    REGISTERED_AT,
    TEAM_A,
    TEAM_LEAD_A,
    a_case,
    a_handover,
    an_office,
)

FIRST = "0003"
AWAY = Absence(staff_id=TEAM_LEAD_A, from_on=REGISTERED_AT.date(), until_on=REGISTERED_AT.date())


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the address of a database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'old.sqlite3'}"
        return
    with request.getfixturevalue("postgres_template").lent("template1") as url:
        yield url


@pytest.fixture
async def old(empty_url: str, key_ring: KeyRing) -> AsyncIterator[AsyncEngine]:
    """Open a database as the first version left it, with ``a_case()`` and a row in every old table."""
    engine = create_engine(empty_url)
    await upgrade(engine, FIRST)
    async with writing(engine) as connection:
        await write_the_office(connection, key_ring)
        await write_a_case(connection, key_ring)
    yield engine
    await engine.dispose()


async def put(connection: Connection, table: Table, *rows: dict[str, Any]) -> None:
    """Write rows with the columns that the table had then."""
    columns = await connection.run_sync(lambda sync: inspect(sync).get_columns(table.name))
    known = {column["name"] for column in columns}
    for row in rows:
        await connection.execute(
            table.insert().values({name: value for name, value in row.items() if name in known})
        )


async def write_the_office(connection: Connection, keys: KeyRing) -> None:
    office = an_office()
    await put(connection, staff, *(staff_columns(person, keys) for person in office.staff.values()))
    await put(connection, teams, *(team_columns(team) for team in office.teams.values()))
    await put(connection, team_deputies, {"team_id": TEAM_A, "position": 0, "staff_id": DEPUTY_A})
    for person in office.staff.values():
        await put(connection, staff_roles, *({"staff_id": person.id, "role": role} for role in person.roles))
    await put(
        connection,
        absences,
        {"staff_id": AWAY.staff_id, "from_on": AWAY.from_on, "until_on": AWAY.until_on},
    )


async def write_a_case(connection: Connection, keys: KeyRing) -> None:
    case = a_case()
    await put(connection, cases, case_columns(case, keys) | reaction_columns(case.reaction, keys))
    await put(connection, case_concerns, *concern_rows(case))
    await put(connection, case_teams, *team_rows(case))
    await put(connection, case_record_reasons, *reason_rows(case))
    await put(connection, handovers, {"case_id": case.id} | handover_columns(a_handover(), keys))
    entry = {"case_id": case.id, "at": REGISTERED_AT, "actor": case.registered_by, "role": Role.FRONT_DESK}
    await put(connection, audit_entries, entry | {"on_behalf": False, "event": "Registered", "details": {}})
    await put(
        connection, processed_commands, {"command_id": "draft-1", "case_id": case.id, "at": REGISTERED_AT}
    )
    message = {
        "id": "parent",
        "kind": NoticeKind.RECORD_REQUEST,
        "audience": "bgf",
        "on_behalf": False,
        "case_id": case.id,
        "due_at": REGISTERED_AT,
        "attempts": 0,
        "state": OutboxState.OPEN,
        "created_at": REGISTERED_AT,
    }
    await put(connection, outbox, message, message | {"id": "child", "parent_id": "parent"})
    await put(
        connection,
        sent_cards,
        {
            "case_id": case.id,
            "staff_id": TEAM_LEAD_A,
            "kind": NoticeKind.ALERT,
            "conversation_id": "a:1",
            "service_url": "http://127.0.0.1",
            "activity_id": "1",
            "sent_at": REGISTERED_AT,
        },
    )


async def test_nothing_is_lost_and_a_case_stands_at_the_beginning_of_the_new_parts(
    old: AsyncEngine, key_ring: KeyRing
) -> None:
    await upgrade(old)
    await assert_schema_is_current(old)
    async with SqlUnitsOfWork(old, key_ring)(reads_only=True) as unit:
        assert await unit.cases.get(CASE_ID) == a_case()
        assert await unit.staff.office() == an_office(absences=(AWAY,))
        assert [entry.event for entry in await unit.audit.of_case(CASE_ID)] == ["Registered"]
        assert await unit.commands.case_of("draft-1") == CASE_ID
    async with reading(old) as connection:
        for table in (outbox, sent_cards):
            count = (await connection.execute(select(func.count()).select_from(table))).scalar_one()
            assert count == {"outbox": 2, "sent_cards": 1}[table.name]


async def test_references_and_append_only_hold_afterwards_as_before(old: AsyncEngine) -> None:
    await upgrade(old)
    for statement in (
        "UPDATE cases SET closing_closed_by = 'nobody'",
        "UPDATE cases SET talk_state = 'laut'",
        "UPDATE case_teams SET case_id = 'nowhere'",
        "UPDATE outbox SET case_id = 'nowhere'",
        "UPDATE staff_roles SET role = 'kaiser'",
    ):
        async with writing(old) as connection:
            with pytest.raises(IntegrityError):
                await connection.execute(text(statement))
            await connection.rollback()
    for statement in ("UPDATE audit_entries SET event = 'other'", "DELETE FROM audit_entries"):
        async with writing(old) as connection:
            with pytest.raises(DBAPIError, match="append-only"):
                await connection.execute(text(statement))
            await connection.rollback()


async def test_a_key_that_was_given_is_never_given_again(old: AsyncEngine) -> None:
    async with writing(old) as connection:
        await connection.execute(text("DELETE FROM outbox WHERE id = 'child'"))
    await upgrade(old)
    async with writing(old) as connection:
        row = {"id": "next", "kind": NoticeKind.CASE_CLOSED, "audience": "bgf", "on_behalf": False}
        rest = {"case_id": CASE_ID, "due_at": REGISTERED_AT, "attempts": 0, "state": OutboxState.OPEN}
        await connection.execute(outbox.insert().values(row | rest))
        found = select(outbox.c.sequence).where(outbox.c.id == "next")
        assert (await connection.execute(found)).scalar_one() == 3


async def test_a_damaged_database_is_left_as_it_is(old: AsyncEngine) -> None:
    if old.dialect.name != "sqlite":
        return  # PostgreSQL minds references all the time
    with closing(sqlite3.connect(str(old.url.database))) as careless, careless:
        careless.execute("UPDATE case_teams SET case_id = 'nowhere'")
    with pytest.raises(ReferencesBroken, match="aus der Sicherung prüfen"):
        await upgrade(old)
    assert await current_revision(old) == FIRST


async def test_papers_stay_with_their_case_and_a_withdrawal_may_be_confirmed(
    old: AsyncEngine, key_ring: KeyRing
) -> None:
    await upgrade(old, "0006")
    paper = StoredDocument(
        id=DocumentId("paper"),
        case_id=CASE_ID,
        kind=DocumentKind.INCOMING,
        name="Brief.pdf",
        media_type="application/pdf",
        size=4,
        added_at=REGISTERED_AT,
        added_by=TEAM_LEAD_A,
    )
    async with writing(old) as connection:
        await SqlDocumentStore(connection, key_ring).add(paper, b"%PDF")
        await put(
            connection,
            case_documents,
            {"case_id": CASE_ID, "position": 0, "document_id": paper.id, "kind": paper.kind},
        )

    await upgrade(old)

    later = REGISTERED_AT + timedelta(days=1)
    confirmation = replace(
        paper, id=DocumentId("letter"), kind=DocumentKind.WITHDRAWAL_NOTICE, added_at=later
    )
    async with SqlUnitsOfWork(old, key_ring)() as unit:
        await unit.documents.add(confirmation, b"PK")
        assert await unit.documents.of_case(CASE_ID) == [paper, confirmation]
        assert await unit.documents.content(paper.id) == b"%PDF"
        await unit.commit()
    async with writing(old) as connection:
        with pytest.raises(IntegrityError):
            await connection.execute(text("UPDATE case_documents SET kind = 'liebesbrief'"))
        await connection.rollback()
