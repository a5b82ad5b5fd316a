"""Anonymising beside everything else that goes on: other replicas, presses, deliveries, cancellations."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from casework.errors import VersionConflict
from casework.notices import Notice
from casework.retention_run import RetentionRun, retention_run
from casework.transact import transact
from procedure.case_parts import Hold
from procedure.notification import REFRESH, NoticeKind
from procedure.representation import Audience, AudienceKind
from procedure.vocabulary import CaseState, HoldGround
from storage.audit_verify import Verified
from storage.engine import create_engine, reading
from storage.keys import KeyRing
from storage.outbox import SqlOutbox
from storage.roster import Roster
from storage.staff import SqlStaff
from storage.tables import OutboxState, outbox
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.audit_record import checked
from tests.support.builders import BGF, MANAGEMENT, REGISTERED_AT, an_office
from tests.support.expired import NIGHT, OVER, an_entry, expired, expired_id, keep_with_all
from tests.support.house import RULEBOOK

LEASE = timedelta(minutes=1)
HELD = Hold(ground=HoldGround.LAWSUIT, placed_at=NIGHT)
TO_BGF = Audience(AudienceKind.BGF)


@pytest.fixture
async def units(engine: AsyncEngine, key_ring: KeyRing) -> SqlUnitsOfWork:
    await SqlStaff(engine, key_ring).apply_roster(Roster(an_office()), REGISTERED_AT)
    return SqlUnitsOfWork(engine, key_ring)


async def kinds_left(engine: AsyncEngine) -> list[tuple[NoticeKind, OutboxState]]:
    chosen = select(outbox.c.kind, outbox.c.state).order_by(outbox.c.sequence)
    async with reading(engine) as connection:
        return [(kind, state) for kind, state in (await connection.execute(chosen)).all()]


STILL_TO_GO = [(NoticeKind.CARD_REFRESH, OutboxState.OPEN), (NoticeKind.REDACTION, OutboxState.OPEN)]


async def test_messages_and_the_reports_about_them_go_and_the_parts_before_the_whole(
    engine: AsyncEngine, units: SqlUnitsOfWork
) -> None:
    await keep_with_all(units, expired())
    sending = SqlOutbox(engine)
    (office_row,) = await sending.claim(OVER, 9, LEASE, "relay")
    await sending.expand(office_row, [BGF, MANAGEMENT], OVER)
    to_bgf, _ = await sending.claim(OVER, 9, LEASE, "relay")
    await sending.dead(to_bgf, "blocked", OVER, report_to=TO_BGF)
    report = next(row for row in await sending.claim(OVER, 9, LEASE, "relay") if row.staff_id is None)
    await sending.expand(report, [BGF], OVER)
    assert len(await kinds_left(engine)) == 5
    assert (await retention_run(units, RULEBOOK, NIGHT)).anonymised == 1
    assert await kinds_left(engine) == STILL_TO_GO


async def test_what_is_being_delivered_stays_and_goes_with_the_next_run(
    engine: AsyncEngine, units: SqlUnitsOfWork
) -> None:
    await keep_with_all(units, expired())
    sending = SqlOutbox(engine)
    (row,) = await sending.claim(NIGHT, 9, LEASE, "relay")
    assert (await retention_run(units, RULEBOOK, NIGHT)).anonymised == 1
    assert await kinds_left(engine) == [(NoticeKind.NEWS_FOR_BGF, OutboxState.OPEN), *STILL_TO_GO]
    assert (await retention_run(units, RULEBOOK, NIGHT)).is_quiet
    # Its delivery fails for good, and a report is owed: both came late.
    await sending.dead(row, "blocked", NIGHT, report_to=TO_BGF)
    again = await retention_run(units, RULEBOOK, NIGHT + timedelta(days=1))
    assert again == RetentionRun(swept=1)
    assert await kinds_left(engine) == STILL_TO_GO


async def test_what_takes_cards_out_of_chats_is_never_swept(
    engine: AsyncEngine, units: SqlUnitsOfWork
) -> None:
    await keep_with_all(units, expired())
    await retention_run(units, RULEBOOK, NIGHT)
    sending = SqlOutbox(engine)
    for row in await sending.claim(NIGHT, 9, LEASE, "relay"):
        await sending.expand(row, [BGF], NIGHT)
    for row in await sending.claim(NIGHT, 9, LEASE, "relay"):
        await sending.dead(row, "blocked", NIGHT)
    before = await kinds_left(engine)
    assert len(before) == 4
    assert (await retention_run(units, RULEBOOK, NIGHT + timedelta(days=1))).is_quiet
    assert await kinds_left(engine) == before


async def test_two_replicas_and_people_who_press_at_the_same_moment(
    engine: AsyncEngine, key_ring: KeyRing, units: SqlUnitsOfWork
) -> None:
    numbers = range(1, 11)
    await keep_with_all(units, *(expired(number) for number in numbers))
    other = create_engine(engine.url.render_as_string(hide_password=False))
    presses = asyncio.gather(*(_hold(units, number) for number in numbers if number % 2))
    runs = await asyncio.gather(
        retention_run(units, RULEBOOK, NIGHT),
        retention_run(SqlUnitsOfWork(other, key_ring), RULEBOOK, NIGHT),
        return_exceptions=False,
    )
    held = sum(await presses)
    await other.dispose()
    await retention_run(units, RULEBOOK, NIGHT)  # what was skipped
    states = [await _state(units, number) for number in numbers]
    assert states.count(CaseState.CLOSED) == held
    assert states.count(CaseState.ANONYMISED) == len(numbers) - held
    assert not any(run.failed for run in runs)
    verified = await checked(engine, key_ring)
    assert (verified.broken, verified.cases, verified.anonymised) == (None, 10, 10 - held)


async def _hold(units: SqlUnitsOfWork, number: int) -> bool:
    """Hold a case as a press does; False if it was anonymised before."""
    async with units() as unit:
        case = await unit.cases.get(expired_id(number))
        assert case is not None
        if case.state is CaseState.ANONYMISED:
            return False
        try:
            await unit.cases.save(replace(case, version=case.version + 1, holds=(HELD,)))
            await unit.audit.append([an_entry(case, "HoldPlaced")])
            await unit.notices.put(
                [Notice(kind=REFRESH.kind, audience=REFRESH.audience, case_id=case.id, due_at=NIGHT)]
            )
            await unit.commit()
        except VersionConflict:
            return False
    return True


async def _state(units: SqlUnitsOfWork, number: int) -> CaseState:
    async with units(reads_only=True) as unit:
        case = await unit.cases.get(expired_id(number))
    assert case is not None
    return case.state


async def test_a_run_cut_off_anywhere_leaves_the_record_whole_and_the_table_protected(
    engine: AsyncEngine, key_ring: KeyRing, units: SqlUnitsOfWork
) -> None:
    chance = Random(8)  # noqa: S311 - nothing secret
    numbers = range(1, 9)
    await keep_with_all(units, *(expired(number) for number in numbers))
    for _ in range(6):
        run = asyncio.create_task(retention_run(units, RULEBOOK, NIGHT))
        await asyncio.sleep(chance.random() * 0.08)
        run.cancel()
        await asyncio.gather(run, return_exceptions=True)
        verified: Verified = await checked(engine, key_ring)
        assert verified.broken is None
        states = [await _state(units, number) for number in numbers]
        assert states.count(CaseState.ANONYMISED) == verified.anonymised
    await transact(units, lambda unit: unit.retention.note_run(NIGHT))
    await retention_run(units, RULEBOOK, NIGHT)
    verified = await checked(engine, key_ring)
    assert (verified.broken, verified.anonymised, verified.removed) == (None, 8, 24)
