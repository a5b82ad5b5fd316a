"""How much is waiting, in numbers: what monitoring and ``krm-bot doctor`` look at. Nothing about anybody.

Every question is answered from an index that holds only what is asked for, however many cases there are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from casework.remind import POSTPONED
from procedure.duties import DutyKind
from procedure.rulebook import Rulebook
from storage.engine import reading
from storage.outage import outages_named
from storage.tables import OutboxState, duties, outbox, reminder_items


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What waits at one moment."""

    outbox_open: int
    """Messages owed and not yet delivered, those for the next working hours included."""
    outbox_due: int
    """Those of them that could be sent now."""
    oldest_open_at: datetime | None
    """When the oldest message not yet delivered came up."""
    oldest_due_at: datetime | None
    """Since when the longest due message has been due; a failed attempt puts it off."""
    dead_letters: int
    """Messages that were given up; they are sent when their person comes back."""
    duties_due: Mapping[DutyKind, int]
    """What is owed about cases and was due today or before; every kind is named."""
    reminders_due: int
    """Duties of which somebody is to be reminded by now."""
    reminders_failing: int
    """Cases whose reminders were put off because telling them failed; each is tried again and again."""
    reminders_waiting: int
    """Reminders kept and not yet put into a message."""


async def read_figures(engine: AsyncEngine, now: datetime, rulebook: Rulebook) -> Figures:
    """Count what waits. DatabaseUnavailable names the remedy."""
    today = rulebook.day(now)
    of_kind = select(duties.c.kind, func.count()).where(duties.c.due_on <= today).group_by(duties.c.kind)
    # As far ahead as what failed is put off.
    by_instant = (
        select(duties.c.remind_at, func.count(), func.count(duties.c.case_id.distinct()))
        .where(duties.c.remind_at <= now + POSTPONED)
        .group_by(duties.c.remind_at)
    )
    with outages_named():
        async with reading(engine) as connection:

            async def one(query: Select[Any]) -> Any:  # noqa: ANN401 - a row
                return (await connection.execute(query)).one()

            waiting, oldest = await one(
                _outbox(OutboxState.OPEN, func.count(), func.min(outbox.c.created_at))
            )
            due, longest = await one(
                _outbox(OutboxState.OPEN, func.count(), func.min(outbox.c.due_at)).where(
                    outbox.c.due_at <= now
                )
            )
            (dead,) = await one(_outbox(OutboxState.DEAD, func.count()))
            reminders = (await connection.execute(by_instant)).all()
            (kept,) = await one(
                select(func.count()).select_from(reminder_items).where(reminder_items.c.message_id.is_(None))
            )
            found = {row[0]: row[1] for row in (await connection.execute(of_kind)).all()}
    return Figures(
        outbox_open=waiting,
        outbox_due=due,
        oldest_open_at=oldest,
        oldest_due_at=longest,
        dead_letters=dead,
        duties_due={kind: found.get(kind, 0) for kind in DutyKind},
        reminders_due=sum(number for at, number, _ in reminders if at <= now),
        # Whatever the rules set is due at the hour of reminding; any other instant is one it was put off to.
        reminders_failing=sum(
            of_cases for at, _, of_cases in reminders if at != rulebook.reminder_at(rulebook.day(at))
        ),
        reminders_waiting=kept,
    )


def _outbox(state: OutboxState, *wanted: Any) -> Select[Any]:  # noqa: ANN401 - columns
    # Written out: an index of one state serves a statement only if the state stands in it.
    chosen = bindparam("chosen", state, type_=outbox.c.state.type, literal_execute=True)
    return select(*wanted).select_from(outbox).where(outbox.c.state == chosen)
