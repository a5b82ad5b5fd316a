"""The weekly summary: every number agrees with a slow count of its own, and a week has one summary."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from casework.ports import UnitsOfWork
from casework.views_weekly import DueThisWeek, WeekCount
from casework.weekly import LISTED, NOT_IN_THE_CHANNEL, make_summary, overview, overview_for
from procedure.case import Case
from procedure.duties import Duty, DutyKind
from procedure.vocabulary import CaseId, CaseState
from tests.contract.keeping import put
from tests.support.builders import BGF, MANAGEMENT, REGISTERED_AT
from tests.support.house import RULEBOOK
from tests.support.random_cases import RandomCases

NOW = REGISTERED_AT + timedelta(hours=2)
BERLIN = ZoneInfo("Europe/Berlin")
WEEK = "2026-W49"

Board = dict[CaseId, tuple[Duty, ...]]


def drawn(seed: int, count: int) -> tuple[list[Case], Board]:
    """Draw cases of which some are confidential, as well over as open."""
    chance, source = Random(seed), RandomCases(seed)  # noqa: S311 - nothing secret
    cases = [
        replace(case, reaction=replace(case.reaction, confidential=chance.random() < 0.2))
        for case in source.many(count)
    ]
    return cases, {case.id: source.duties() for case in cases}


async def fill(units: UnitsOfWork, cases: Iterable[Case], board: Board) -> None:
    async with units() as unit:
        for case in cases:
            await put(unit, case)
            await unit.duties.replace(case.id, board[case.id])
        await unit.commit()


def is_over(case: Case) -> bool:
    return case.state.value in {
        CaseState.CLOSED.value,
        CaseState.ENDED.value,
        CaseState.ANONYMISED.value,
    }


def last_day(case: Case, duty: Duty) -> date:
    """Say when the deadline behind a duty ends: of the answer it is the case's own."""
    if duty.kind is DutyKind.ANSWER and case.close_by > duty.due_on:
        return case.close_by
    return duty.due_on


def over_at(case: Case) -> datetime | None:
    if not is_over(case):
        return None
    ended = None if case.ending is None else case.ending.ended_at
    closed = None if case.closing is None else (case.closing.signed_at or case.closing.closed_at)
    return ended if case.state is CaseState.ENDED else (closed or ended)


def iso_week(at: datetime | None) -> tuple[int, int] | None:
    return None if at is None else at.astimezone(BERLIN).isocalendar()[:2]


def weeks_before(today: date, number: int) -> list[tuple[int, int]]:
    """Name whole weeks, the oldest first, found day by day."""
    weeks = {(today - timedelta(days=day)).isocalendar()[:2] for day in range(1, 7 * number + 7)}
    return sorted(weeks - {today.isocalendar()[:2]})[-number:]


def slow_due(cases: list[Case], board: Board, kinds: set[DutyKind], today: date) -> list[DueThisWeek]:
    """List by day what is due, reading every duty."""
    found = []
    for case in cases:
        for position, duty in enumerate(board[case.id]):
            over = is_over(case) or duty.kind not in kinds
            if over or last_day(case, duty) < today or duty.due_on > today + timedelta(days=6):
                continue
            shown = last_day(case, duty) if duty.due_on < today else duty.due_on
            line = DueThisWeek(number=case.number, kind=duty.kind, due_on=shown)
            found.append((shown, case.number, position, line))
    return [line for *_, line in sorted(found, key=lambda entry: entry[:3])]


@pytest.mark.parametrize("seed", [11, 12])
async def test_the_channel_counts_all_but_confidential_cases_and_what_hints_at_a_threat(
    units: UnitsOfWork, seed: int
) -> None:
    cases, board = drawn(seed, 120)
    await fill(units, cases, board)
    shown = [case for case in cases if not case.reaction.confidential]
    kinds = {kind for kind in DutyKind if kind not in NOT_IN_THE_CHANNEL}
    for days in (-9, 0, 11):
        now = NOW + timedelta(days=days)
        today = now.astimezone(BERLIN).date()
        view = await overview(units, RULEBOOK, now)
        owed = [(c, d) for c in shown if not is_over(c) for d in board[c.id] if d.kind in kinds]
        due = slow_due(shown, board, kinds, today)
        assert view.open == sum(not is_over(case) for case in shown)
        assert view.overdue == len({c.id for c, d in owed if last_day(c, d) < today})
        until = today + timedelta(days=6)
        acknowledge = {c.id for c, d in owed if d.kind is DutyKind.ACKNOWLEDGE and d.due_on <= until}
        assert view.acknowledgements_due == len(acknowledge)
        assert list(view.due) == due[:LISTED]
        assert view.due_more == max(0, len(due) - LISTED)
        assert view.weeks == tuple(
            WeekCount(
                week=week[1],
                new=sum(iso_week(case.registered_at) == week for case in shown),
                closed=sum(iso_week(over_at(case)) == week for case in shown),
            )
            for week in weeks_before(today, 8)
        )
        assert (view.from_on, view.until_on) == (today, until)
    assert len(shown) < len(cases)
    assert view.open
    assert view.overdue
    assert sum(week.closed for week in view.weeks), "something had ended"


async def test_a_person_counts_what_she_may_see_herself(units: UnitsOfWork) -> None:
    """The roster names nobody as trusted here, so that confidential cases are among them (A34)."""
    cases, board = drawn(14, 60)
    await fill(units, cases, board)
    channel = await overview(units, RULEBOOK, NOW)
    running = [case for case in cases if not is_over(case)]
    assert channel.open == sum(not case.reaction.confidential for case in running) < len(running)
    for person in (BGF, MANAGEMENT):
        view = await overview_for(units, person, RULEBOOK, NOW)
        seen = [case for case in running if person not in case.excluded]
        assert view.open == len(seen)
        assert any(case.reaction.confidential for case in seen), "in her numbers, not in the channel's"
        assert len(seen) < len(running), "some are about her (A26)"


async def test_an_empty_office_has_an_empty_week(units: UnitsOfWork) -> None:
    view = await overview(units, RULEBOOK, NOW)
    assert (view.open, view.overdue, view.acknowledgements_due, view.due, view.due_more) == (0, 0, 0, (), 0)
    assert [(week.new, week.closed) for week in view.weeks] == [(0, 0)] * 8
    assert (view.year, view.week) == (2026, 49)


class TestOneSummaryPerWeek:
    """Whoever comes second makes none."""

    async def test_the_second_one_is_not_kept(self, units: UnitsOfWork) -> None:
        for number, is_kept in ((1, True), (2, False)):
            async with units() as unit:
                assert await unit.weekly.keep(WEEK, f"facts {number}", NOW) is is_kept
                await unit.commit()

    async def test_it_is_made_once_it_is_committed(self, units: UnitsOfWork) -> None:
        async with units() as unit:
            await unit.weekly.keep(WEEK, "facts", NOW)
        async with units(reads_only=True) as unit:
            assert not await unit.weekly.is_made(WEEK)
        async with units() as unit:
            await unit.weekly.keep(WEEK, "facts", NOW)
            await unit.commit()
        async with units(reads_only=True) as unit:
            assert await unit.weekly.is_made(WEEK)
            assert not await unit.weekly.is_made("2026-W50")

    async def test_five_replicas_that_tick_at_the_same_time_make_one(self, units: UnitsOfWork) -> None:
        monday = datetime(2026, 12, 7, 7, 0, tzinfo=UTC)
        made = await asyncio.gather(*(make_summary(units, RULEBOOK, monday) for _ in range(5)))
        assert sorted(made) == [False] * 4 + [True]
        async with units(reads_only=True) as unit:
            assert await unit.weekly.is_made("2026-W50")

    async def test_facts_belong_to_a_message(self, units: UnitsOfWork) -> None:
        async with units(reads_only=True) as unit:
            assert await unit.weekly.facts_of("no-message") is None

    async def test_nothing_is_lost_before_something_was_delivered(self, units: UnitsOfWork) -> None:
        async with units() as unit:
            assert not await unit.weekly.report_lost(WEEK, NOW)
            await unit.weekly.keep(WEEK, "facts", NOW)
            await unit.commit()
        async with units() as unit:
            assert not await unit.weekly.report_lost(WEEK, NOW)
