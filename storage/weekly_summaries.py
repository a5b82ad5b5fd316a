"""The counts of a week and the summaries made (``casework.weekly_ports``), within one transaction."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, select, update

from casework.weekly_ports import DueDuty, WeekAsked, WeekNumbers
from procedure.duties import DutyKind
from procedure.notification import NoticeKind
from procedure.representation import Audience, AudienceKind
from procedure.situation import OVER
from procedure.vocabulary import CaseState
from storage.case_finder import in_scope
from storage.connection import Connection
from storage.tables import OutboxState, cases, duties, outbox, weekly_summaries
from storage.upsert import insert

REMOVED = "removed"
"""Why a message that had arrived counts as lost: its channel is out of reach now."""

_ends: ColumnElement[Any] = case(
    # One acts before the deadline ends where that is a free day, or another body's (A10, A21).
    (and_(duties.c.kind == DutyKind.ANSWER, cases.c.close_by > duties.c.due_on), cases.c.close_by),
    else_=duties.c.due_on,
)
_ended_at: ColumnElement[Any] = case(
    (cases.c.state == CaseState.ENDED, cases.c.ending_ended_at),
    else_=func.coalesce(
        cases.c.closing_signed_at,
        cases.c.closing_closed_at,
        cases.c.ending_ended_at,
        type_=cases.c.registered_at.type,
    ),
)
_IS_OPEN = cases.c.state.not_in(OVER)


class SqlWeeklyBoard:
    """Weekly summaries within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def count(self, asked: WeekAsked) -> WeekNumbers:
        """Count without loading a case."""
        seen = in_scope(asked.scope)
        owed = and_(seen, _IS_OPEN, duties.c.kind.in_(sorted(asked.kinds)))
        overdue = and_(owed, duties.c.due_on < asked.from_on, _ends < asked.from_on)
        acknowledge = and_(owed, duties.c.kind == DutyKind.ACKNOWLEDGE, duties.c.due_on <= asked.until_on)
        due, total = await self._due(asked, owed)
        return WeekNumbers(
            open=await self._one(select(func.count()).select_from(cases).where(seen, _IS_OPEN)),
            overdue=await self._cases_owing(overdue),
            acknowledgements_due=await self._cases_owing(acknowledge),
            due=due,
            due_total=total,
            new=await self._by_week(cases.c.registered_at, asked, seen),
            closed=await self._by_week(_ended_at, asked, and_(seen, cases.c.state.in_(OVER))),
        )

    async def is_made(self, week: str) -> bool:
        """Tell whether a week has its summary."""
        made = select(exists().where(weekly_summaries.c.week == week))
        return bool((await self._connection.execute(made)).scalar_one())

    async def keep(self, week: str, facts: str, at: datetime) -> bool:
        """Keep a week's summary and owe it to the channel; False if the week has one already."""
        kept = insert(self._connection, weekly_summaries).values(week=week, made_at=at, facts=facts)
        if (await self._connection.execute(kept.on_conflict_do_nothing())).rowcount != 1:
            return False
        message_id = await self._owe(NoticeKind.WEEKLY_SUMMARY, AudienceKind.CHANNEL, at)
        of_week = weekly_summaries.c.week == week
        await self._connection.execute(update(weekly_summaries).where(of_week).values(message_id=message_id))
        return True

    async def facts_of(self, message_id: str) -> str | None:
        """Return the facts that a message brings to the channel."""
        facts = select(weekly_summaries.c.facts).where(weekly_summaries.c.message_id == message_id)
        found: str | None = (await self._connection.execute(facts)).scalar_one_or_none()
        return found

    async def report_lost(self, week: str, at: datetime) -> bool:
        """Owe the BGF a word that the channel of a delivered summary is gone, once."""
        of_week = select(weekly_summaries.c.message_id).where(weekly_summaries.c.week == week)
        delivered = and_(outbox.c.id.in_(of_week), outbox.c.state == OutboxState.DELIVERED)
        # Teams tells the same loss twice; only who finds the message delivered reports it.
        taken_away = update(outbox).where(delivered).values(state=OutboxState.DEAD, last_error=REMOVED)
        returned = (await self._connection.execute(taken_away.returning(outbox.c.id))).scalar_one_or_none()
        if returned is None:
            return False
        await self._owe(NoticeKind.DEAD_LETTER, AudienceKind.BGF, at, parent_id=returned)
        return True

    async def _due(self, asked: WeekAsked, owed: ColumnElement[bool]) -> tuple[tuple[DueDuty, ...], int]:
        which = and_(owed, duties.c.due_on <= asked.until_on, _ends >= asked.from_on)
        shown_on = case((duties.c.due_on >= asked.from_on, duties.c.due_on), else_=_ends).label("shown_on")
        listed = (
            select(cases.c.number, duties.c.kind, duties.c.audience, shown_on)
            .join_from(duties, cases)
            .where(which)
            .order_by(shown_on, cases.c.number, duties.c.position)
            .limit(asked.listed)
        )
        found = tuple(
            DueDuty(number=number, kind=kind, audience=Audience.parse(audience), due_on=due_on)
            for number, kind, audience, due_on in await self._connection.execute(listed)
        )
        total = select(func.count()).select_from(duties).join(cases).where(which)
        return found, await self._one(total)

    async def _cases_owing(self, which: ColumnElement[bool]) -> int:
        counted = select(func.count(duties.c.case_id.distinct())).join_from(duties, cases).where(which)
        return await self._one(counted)

    async def _by_week(
        self, at: ColumnElement[Any], asked: WeekAsked, which: ColumnElement[bool]
    ) -> tuple[int, ...]:
        weeks = zip(asked.bounds, asked.bounds[1:], strict=False)
        counted = [func.count(case((and_(at >= begins, at < ends), 1))) for begins, ends in weeks]
        at_all = and_(which, at >= asked.bounds[0], at < asked.bounds[-1])
        return tuple(
            (await self._connection.execute(select(*counted).select_from(cases).where(at_all))).one()
        )

    async def _one(self, statement: Any) -> int:  # noqa: ANN401 - any SELECT of one number
        number: int = (await self._connection.execute(statement)).scalar_one()
        return number

    async def _owe(
        self, kind: NoticeKind, audience: AudienceKind, at: datetime, parent_id: str | None = None
    ) -> str:
        message_id = str(uuid.uuid4())
        await self._connection.execute(
            outbox.insert().values(
                id=message_id,
                parent_id=parent_id,
                kind=kind,
                audience=str(Audience(audience)),
                on_behalf=False,
                due_at=at,
                attempts=0,
                state=OutboxState.OPEN,
            )
        )
        return message_id
