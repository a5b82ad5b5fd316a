"""When to remind of what, and what has been told (``casework.reminding_ports``)."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import exists, select, update

from casework.clocks import CLOCKS_APART
from casework.reminding_ports import Permission, ReminderItem
from procedure.duties import Duty
from procedure.notification import NoticeKind
from procedure.representation import Audience, AudienceKind
from procedure.vocabulary import CaseId
from storage.connection import Connection
from storage.exclusive import one_at_a_time
from storage.tables import OutboxState, cases, duties, outbox, reminder_items, reminder_permissions
from storage.upsert import insert

BUNDLING = "reminders.bundle"


class SqlReminderBoard:
    """Reminders within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def due(self, now: datetime, limit: int) -> Sequence[CaseId]:
        """Name cases with a reminder due, longest due first, through the index alone."""
        due = (
            select(duties.c.case_id)
            .where(duties.c.remind_at <= now)
            .order_by(duties.c.remind_at)
            .limit(limit)
        )
        found = (await self._connection.execute(due)).scalars()
        return [CaseId(case_id) for case_id in dict.fromkeys(found)]

    async def claim(self, case_id: CaseId, now: datetime) -> bool:
        """Hold a case's due reminders until this transaction ends; False if there is nothing to hold.

        Held is the row of the case itself, which every press writes first: were it the duties, a press
        that replaces them and this could wait for each other.
        """
        due = exists().where(duties.c.case_id == case_id, duties.c.remind_at <= now)
        held = (
            select(cases.c.id)
            .where(cases.c.id == case_id, due)
            # As a change of the case would lock it; SQLite has one writer at a time and needs none.
            .with_for_update(key_share=True, skip_locked=True)
        )
        return (await self._connection.execute(held)).first() is not None

    async def permit(self, permission: Permission, at: datetime) -> bool:
        """Note a permission; False if it was given before."""
        noted = insert(self._connection, reminder_permissions).values(
            case_id=permission.case_id,
            kind=permission.kind,
            audience=str(permission.audience),
            stage=permission.stage,
            due_on=permission.due_on,
            given_at=at,
        )
        return (await self._connection.execute(noted.on_conflict_do_nothing())).rowcount == 1

    async def passed_on(self, permission: Permission) -> bool:
        """Tell whether the same stage of the same thing was permitted while another office owed it."""
        given = reminder_permissions.c
        elsewhere = select(given.stage).where(
            given.case_id == permission.case_id,
            given.kind == permission.kind,
            given.stage == permission.stage,
            given.due_on == permission.due_on,
            given.audience != str(permission.audience),
        )
        return (await self._connection.execute(elsewhere.limit(1))).first() is not None

    async def advance(self, case_id: CaseId, remind_at: Mapping[Duty, datetime]) -> bool:
        """Set when each duty is told next, in place; False if one of them is not kept.

        What is not named here the rules no longer see; left as it is, it would be due for ever.
        """
        all_kept = True
        of_case = update(duties).where(duties.c.case_id == case_id)
        await self._connection.execute(of_case.values(remind_at=None))
        for duty, at in remind_at.items():
            of_duty = (
                (duties.c.case_id == case_id)
                & (duties.c.kind == duty.kind)
                & (duties.c.audience == str(duty.audience))
                & (duties.c.due_on == duty.due_on)
            )
            told_next = update(duties).where(of_duty).values(remind_at=at)
            all_kept &= (await self._connection.execute(told_next)).rowcount > 0
        return all_kept

    async def postpone(self, case_id: CaseId, until: datetime) -> None:
        """Leave a case's due reminders alone until an instant."""
        due = (duties.c.case_id == case_id) & (duties.c.remind_at < until)
        await self._connection.execute(update(duties).where(due).values(remind_at=until))

    async def put(self, items: Sequence[ReminderItem]) -> None:
        """Keep what people are to be told."""
        if items:
            rows = [
                {
                    "staff_id": item.staff_id,
                    "case_id": item.case_id,
                    "kind": item.kind,
                    "audience": str(item.audience),
                    "due_on": item.due_on,
                    "stage": item.stage,
                    "moved_from": item.moved_from,
                    "because": item.because,
                }
                for item in items
            ]
            await self._connection.execute(reminder_items.insert(), rows)

    async def bundle(self, now: datetime) -> int:
        """Owe each person one message about everything kept for her; return how many messages."""
        await one_at_a_time(self._connection, BUNDLING)
        # In order: for a mere EXISTS, PostgreSQL would expect a hit soon and read the table from its begin.
        still_due = (
            select(duties.c.case_id)
            .where(duties.c.remind_at <= now + CLOCKS_APART)
            .order_by(duties.c.remind_at)
            .limit(1)
        )
        if (await self._connection.execute(still_due)).first() is not None:
            return 0
        waits = reminder_items.c.message_id.is_(None)
        people = (await self._connection.execute(select(reminder_items.c.staff_id).where(waits))).scalars()
        messages = {staff_id: str(uuid.uuid4()) for staff_id in dict.fromkeys(people)}
        for staff_id, message_id in messages.items():
            await self._connection.execute(
                outbox.insert().values(
                    id=message_id,
                    kind=NoticeKind.REMINDER,
                    audience=str(Audience(AudienceKind.PERSON, staff_id)),
                    staff_id=staff_id,
                    on_behalf=False,
                    due_at=now,
                    attempts=0,
                    state=OutboxState.OPEN,
                )
            )
            of_person = waits & (reminder_items.c.staff_id == staff_id)
            await self._connection.execute(
                update(reminder_items).where(of_person).values(message_id=message_id)
            )
        return len(messages)

    async def of_message(self, message_id: str) -> Sequence[ReminderItem]:
        """Return what a message is about, in the order in which it was kept."""
        chosen = (
            select(reminder_items)
            .where(reminder_items.c.message_id == message_id)
            .order_by(reminder_items.c.sequence)
        )
        return [
            ReminderItem(
                staff_id=row["staff_id"],
                case_id=row["case_id"],
                kind=row["kind"],
                audience=Audience.parse(row["audience"]),
                due_on=row["due_on"],
                stage=row["stage"],
                moved_from=row["moved_from"],
                because=row["because"],
            )
            for row in (await self._connection.execute(chosen)).mappings()
        ]
