"""The weekly summary in memory: every case and every duty is looked at, one after the other."""

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from casework.weekly_ports import DueDuty, WeekAsked, WeekNumbers
from procedure.case import Case
from procedure.duties import Duty, DutyKind
from procedure.situation import OVER
from procedure.vocabulary import CaseState
from tests.support.fake_finder import in_scope
from tests.support.fake_state import State, Transaction


class FakeWeeklyBoard:
    """Weekly summaries within one transaction on memory."""

    def __init__(self, unit: Transaction) -> None:
        self._unit = unit

    async def count(self, asked: WeekAsked) -> WeekNumbers:
        """Count case by case."""
        state = self._unit.read()
        seen = [case for case in state.cases.values() if in_scope(case, asked.scope)]
        owed = list(_owed(seen, state, asked))
        due = sorted(
            (_shown_on(case, duty, asked.from_on), case.number, position, duty)
            for case, position, duty in owed
            if duty.due_on <= asked.until_on and _ends(case, duty) >= asked.from_on
        )
        return WeekNumbers(
            open=sum(case.state not in OVER for case in seen),
            overdue=len({case.id for case, _, duty in owed if _ends(case, duty) < asked.from_on}),
            acknowledgements_due=len(
                {
                    case.id
                    for case, _, duty in owed
                    if duty.kind is DutyKind.ACKNOWLEDGE and duty.due_on <= asked.until_on
                }
            ),
            due=tuple(
                DueDuty(number=number, kind=duty.kind, audience=duty.audience, due_on=due_on)
                for due_on, number, _, duty in due[: asked.listed]
            ),
            due_total=len(due),
            new=_by_week([case.registered_at for case in seen], asked),
            closed=_by_week([_ended_at(case) for case in seen], asked),
        )

    async def is_made(self, week: str) -> bool:
        """Tell whether a week has its summary."""
        return week in self._unit.read().summaries

    async def keep(self, week: str, facts: str, at: datetime) -> bool:
        """Keep a week's summary; False if the week has one already."""
        state = await self._unit.write()
        if at.tzinfo is None:
            message = "Ein Zeitpunkt braucht eine Zeitzone."
            raise ValueError(message)
        if week in state.summaries:
            return False
        made = {week: (str(uuid.uuid4()), facts)}
        self._unit.replace_with(replace(state, summaries=state.summaries | made))
        return True

    async def facts_of(self, message_id: str) -> str | None:
        """Return the facts that a message brings to the channel."""
        return dict(self._unit.read().summaries.values()).get(message_id)

    async def report_lost(self, week: str, at: datetime) -> bool:
        """Owe the BGF a word that the channel of a delivered summary is gone, once."""
        state = await self._unit.write()
        message_id, _ = state.summaries.get(week, ("", ""))
        if message_id not in state.summaries_delivered:
            return False
        self._unit.replace_with(
            replace(
                state,
                summaries_delivered=state.summaries_delivered - {message_id},
                losses_reported=(*state.losses_reported, (week, at)),
            )
        )
        return True


def _owed(seen: list[Case], state: State, asked: WeekAsked) -> Iterator[tuple[Case, int, Duty]]:
    for case in seen:
        if case.state not in OVER:
            for position, duty in enumerate(state.duties.get(case.id, ())):
                if duty.kind in asked.kinds:
                    yield case, position, duty


def _ends(case: Case, duty: Duty) -> date:
    return max(duty.due_on, case.close_by) if duty.kind is DutyKind.ANSWER else duty.due_on


def _shown_on(case: Case, duty: Duty, today: date) -> date:
    return duty.due_on if duty.due_on >= today else _ends(case, duty)


def _ended_at(case: Case) -> datetime | None:
    if case.state not in OVER:
        return None
    ended = case.ending.ended_at if case.ending is not None else None
    if case.state is CaseState.ENDED or case.closing is None:
        return ended
    return case.closing.signed_at or case.closing.closed_at


def _by_week(instants: list[datetime | None], asked: WeekAsked) -> tuple[int, ...]:
    weeks = zip(asked.bounds, asked.bounds[1:], strict=False)
    return tuple(sum(at is not None and begins <= at < ends for at in instants) for begins, ends in weeks)
