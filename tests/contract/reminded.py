"""What people are to be told, as every store keeps it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from sqlalchemy import select

from casework.ports import UnitsOfWork
from casework.reminding_ports import Permission, ReminderItem
from procedure.case import Case
from procedure.duties import Duty, DutyKind
from procedure.notice_kind import NoticeKind
from procedure.representation import Audience, AudienceKind
from procedure.vocabulary import CaseId, StaffId
from storage.engine import reading
from storage.tables import outbox
from storage.unit_of_work import SqlUnitsOfWork
from tests.contract.keeping import put
from tests.support.builders import BGF, CASE_ID, TEAM_A
from tests.support.fakes import FakeUnitsOfWork

EIGHT = datetime(2026, 12, 8, 7, 0, tzinfo=UTC)
"""8 o'clock in Berlin."""
DUE_ON = date(2026, 12, 8)
TO_BGF = Audience(AudienceKind.BGF)
TO_LEAD = Audience(AudienceKind.TEAM_LEAD, TEAM_A)
ACKNOWLEDGE = Duty(kind=DutyKind.ACKNOWLEDGE, audience=TO_BGF, due_on=DUE_ON)
ANSWER = Duty(kind=DutyKind.ANSWER, audience=TO_LEAD, due_on=date(2026, 12, 17), ends_on=date(2026, 12, 20))


async def keep_owing(units: UnitsOfWork, case: Case, remind_at: Mapping[Duty, datetime]) -> None:
    """Keep a case, what is owed about it, and when that is told."""
    async with units() as unit:
        await put(unit, case)
        await unit.duties.replace(case.id, tuple(remind_at), remind_at)
        await unit.commit()


async def due(units: UnitsOfWork, now: datetime = EIGHT, limit: int = 10) -> list[CaseId]:
    """Name the cases that are due, in a transaction of its own."""
    async with units(reads_only=True) as unit:
        return list(await unit.reminders.due(now, limit))


def a_permission(duty: Duty = ACKNOWLEDGE, *, stage: int = 0, case_id: CaseId = CASE_ID) -> Permission:
    """Permit to tell a stage of a duty."""
    return Permission(
        case_id=case_id, kind=duty.kind, audience=duty.audience, stage=stage, due_on=duty.due_on
    )


def an_item(
    staff_id: StaffId = BGF, duty: Duty = ACKNOWLEDGE, stage: int | None = 0, case_id: CaseId = CASE_ID
) -> ReminderItem:
    """Tell one person of a duty."""
    return ReminderItem(
        staff_id=staff_id,
        case_id=case_id,
        kind=duty.kind,
        audience=duty.audience,
        due_on=duty.due_on,
        stage=stage,
    )


async def bundled(units: UnitsOfWork, now: datetime = EIGHT) -> int:
    """Make messages in a transaction of its own."""
    async with units() as unit:
        made = await unit.reminders.bundle(now)
        await unit.commit()
    return made


async def messages(units: UnitsOfWork) -> list[tuple[StaffId, list[ReminderItem]]]:
    """Return the messages made so far, each with whom it goes to and what it is about."""
    made = await _made(units)
    async with units(reads_only=True) as unit:
        return [
            (StaffId(staff_id), list(await unit.reminders.of_message(message_id)))
            for message_id, staff_id in made
        ]


async def _made(units: UnitsOfWork) -> list[tuple[str, str]]:
    if isinstance(units, FakeUnitsOfWork):
        return [(message_id, staff_id) for message_id, staff_id, _ in units.committed.bundles]
    assert isinstance(units, SqlUnitsOfWork)
    rows = select(outbox.c.id, outbox.c.staff_id).where(
        outbox.c.kind == NoticeKind.REMINDER, outbox.c.case_id.is_(None)
    )
    async with reading(units._engine) as connection:  # noqa: SLF001 - messages have no other reader
        return [(row.id, row.staff_id) for row in await connection.execute(rows.order_by(outbox.c.sequence))]
