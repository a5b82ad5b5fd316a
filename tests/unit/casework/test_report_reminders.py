"""Who is reminded of the report and of a measure, when, and that it is once (R47, R48)."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from casework.measures import FinishMeasure, finish_measure
from casework.measures_due import measures_due_for, remind_of_measures
from casework.report_ports import StoredMeasure, StoredRun
from casework.report_reminder import remind_of_report, report_due
from casework.views_report import MeasureState
from procedure.notice_kind import NoticeKind
from procedure.office import Office
from procedure.statistics.template import ReportTemplate
from procedure.vocabulary import Role, StaffId
from tests.support.builders import BGF, MANAGEMENT, TEAM_LEAD_A, TEAM_LEAD_B, a_case, an_office
from tests.support.fakes import FakeUnitsOfWork
from tests.support.house import RULEBOOK, House

TEMPLATE = ReportTemplate(version="1")
"""Due on 31 March; 56, 28 and 14 days before."""
RUN = StoredRun(
    year=2026,
    version=1,
    made_at=datetime(2027, 2, 1, tzinfo=UTC),
    made_by=BGF,
    frozen="{}",
    checksum="ab" * 32,
)
MEASURE = StoredMeasure(
    id="m1",
    year=2026,
    text="Wegweiser erneuern",
    responsible="Teamleitung Leistung A",
    owner=TEAM_LEAD_A,
    due_on=date(2027, 3, 1),
    state=MeasureState.OPEN,
)


def at(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2027, month, day, hour, 0, tzinfo=UTC)


async def year_2026(office: Office | None = None) -> FakeUnitsOfWork:
    """Keep one case of 2026."""
    house = House(units=FakeUnitsOfWork(office or an_office()))
    await house.has(a_case())
    return house.units


async def keep(units: FakeUnitsOfWork, *kept: StoredMeasure | StoredRun) -> None:
    async with units() as unit:
        for each in kept:
            if isinstance(each, StoredRun):
                await unit.reports.add_run(replace(each, released_at=None, released_by=None))
                if each.released_at is not None:
                    await unit.reports.release(each.year, each.version, by=MANAGEMENT, at=each.released_at)
            else:
                await unit.reports.put_measure(each)
        await unit.commit()


async def report(units: FakeUnitsOfWork, now: datetime) -> bool:
    return await remind_of_report(units, RULEBOOK, TEMPLATE, now)


async def measures(units: FakeUnitsOfWork, now: datetime) -> bool:
    return await remind_of_measures(units, RULEBOOK, now)


def told(units: FakeUnitsOfWork) -> list[str]:
    return [str(notice.audience) for notice in units.notices_put]


class TestReport:
    async def test_bgf_and_management_are_told_at_each_stage_once(self) -> None:
        units = await year_2026()
        days = [date(2027, 1, 25) + timedelta(days=number) for number in range(80)]

        reminded = [day for day in days if await report(units, at(day.month, day.day))]

        # 56, 28 and 14 days before 31 March are Wednesdays.
        assert reminded == [date(2027, 2, 3), date(2027, 3, 3), date(2027, 3, 17)]
        assert told(units) == [f"person:{who}" for who in (BGF, MANAGEMENT)] * 3
        assert {(notice.kind, notice.case_id) for notice in units.notices_put} == {
            (NoticeKind.REPORT_DUE, None)
        }

    async def test_of_many_replicas_one_reminds(self) -> None:
        units = await year_2026()

        done = await asyncio.gather(*(report(units, at(2, 3)) for _ in range(4)))

        assert sorted(done) == [False, False, False, True]
        assert len(told(units)) == 2

    async def test_a_stage_that_was_missed_is_told_later_and_only_the_last(self) -> None:
        units = await year_2026()

        assert await report(units, at(3, 18))
        assert not await report(units, at(3, 19))
        assert len(told(units)) == 2

    async def test_outside_of_working_hours_nobody_is_told(self) -> None:
        units = await year_2026()

        assert not await report(units, at(2, 3, 5))
        assert not await report(units, at(2, 6))  # Saturday

    async def test_what_is_released_needs_no_reminder_even_with_a_newer_draft(self) -> None:
        units = await year_2026()
        await keep(units, replace(RUN, released_at=at(2, 1)), replace(RUN, version=2))

        assert not await report(units, at(2, 3))

    async def test_what_was_released_before_the_stichtag_was_preliminary_and_needs_one(self) -> None:
        units = await year_2026()
        early = at(2, 1).replace(year=2026)
        await keep(units, replace(RUN, made_at=early, released_at=early))

        assert await report(units, at(2, 3))

    async def test_a_draft_needs_one(self) -> None:
        units = await year_2026()
        await keep(units, RUN)

        assert await report(units, at(2, 3))

    async def test_a_year_without_a_case_has_no_report(self) -> None:
        assert not await report(FakeUnitsOfWork(an_office()), at(2, 3))
        units = await year_2026()
        assert not await remind_of_report(units, RULEBOOK, TEMPLATE, datetime(2026, 2, 3, 9, tzinfo=UTC))

    async def test_after_the_date_there_is_nothing_to_remind_of(self) -> None:
        units = await year_2026()

        assert await report_due(units, RULEBOOK, TEMPLATE, at(4, 1)) is None
        due = await report_due(units, RULEBOOK, TEMPLATE, at(3, 31))
        assert due is not None
        assert (due.year, due.days_left, due.stage) == (2026, 0, 14)

    async def test_who_holds_both_offices_is_told_once(self) -> None:
        office = an_office()
        both = replace(office.staff[BGF], roles=frozenset({Role.BGF, Role.MANAGEMENT}))
        units = await year_2026(replace(office, staff={BGF: both}))

        assert await report(units, at(2, 3))
        assert told(units) == [f"person:{BGF}"]


class TestMeasures:
    @pytest.fixture
    def units(self) -> FakeUnitsOfWork:
        return FakeUnitsOfWork(an_office())

    async def test_whoever_answers_is_told_on_the_day_and_every_week_after(
        self, units: FakeUnitsOfWork
    ) -> None:
        await keep(units, MEASURE)
        days = [date(2027, 2, 22) + timedelta(days=number) for number in range(29)]

        reminded = [day for day in days if await measures(units, at(day.month, day.day))]

        assert reminded == [date(2027, 3, day) for day in (1, 8, 15, 22)]
        assert told(units) == [f"person:{TEAM_LEAD_A}"] * 4

    async def test_a_day_off_moves_it_to_the_next_day_of_work(self, units: FakeUnitsOfWork) -> None:
        await keep(units, replace(MEASURE, due_on=date(2027, 3, 6)))  # Saturday

        assert not await measures(units, at(3, 6))
        assert await measures(units, at(3, 8))

    async def test_a_card_of_the_week_before_still_says_that_it_is_done(self, units: FakeUnitsOfWork) -> None:
        await keep(units, MEASURE)
        await measures(units, at(3, 1))
        (first,) = await measures_due_for(units, TEAM_LEAD_A, rulebook=RULEBOOK, now=at(3, 1))
        assert await measures(units, at(3, 8))

        done = FinishMeasure(actor=TEAM_LEAD_A, measure_id="m1", seen=first.version, effect="Alle finden hin")
        kept = await finish_measure(units, done, rulebook=RULEBOOK, now=at(3, 8, 10))

        assert (kept.view.state, kept.view.effect) == (MeasureState.DONE, "Alle finden hin")

    async def test_several_measures_are_one_message_to_one_person(self, units: FakeUnitsOfWork) -> None:
        other = replace(MEASURE, id="m3", owner=TEAM_LEAD_B)
        await keep(units, MEASURE, replace(MEASURE, id="m2"), other)

        assert await measures(units, at(3, 1))
        assert told(units) == [f"person:{TEAM_LEAD_A}", f"person:{TEAM_LEAD_B}"]

    async def test_of_many_replicas_one_reminds(self, units: FakeUnitsOfWork) -> None:
        await keep(units, MEASURE)

        done = await asyncio.gather(*(measures(units, at(3, 1)) for _ in range(4)))

        assert sorted(done) == [False, False, False, True]
        assert len(told(units)) == 1

    @pytest.mark.parametrize("state", [MeasureState.DONE, MeasureState.DROPPED])
    async def test_what_is_no_longer_open_is_not_mentioned(
        self, units: FakeUnitsOfWork, state: MeasureState
    ) -> None:
        await keep(units, replace(MEASURE, state=state))

        assert not await measures(units, at(3, 1))

    @pytest.mark.parametrize("owner", [None, StaffId("gone")])
    async def test_where_nobody_answers_any_more_the_bgf_is_told(
        self, units: FakeUnitsOfWork, owner: StaffId | None
    ) -> None:
        await keep(units, replace(MEASURE, owner=owner))

        assert await measures(units, at(3, 1))
        assert told(units) == ["bgf"]
        shown = await measures_due_for(units, BGF, rulebook=RULEBOOK, now=at(3, 1))
        assert [entry.view.id for entry in shown] == ["m1"]

    async def test_what_is_due_for_a_person_stays_on_her_list_when_she_was_reminded(
        self, units: FakeUnitsOfWork
    ) -> None:
        later = replace(MEASURE, id="m2", due_on=date(2027, 3, 2))
        await keep(units, MEASURE, later, replace(MEASURE, id="m3", owner=TEAM_LEAD_B))
        await measures(units, at(3, 1))

        shown = await measures_due_for(units, TEAM_LEAD_A, rulebook=RULEBOOK, now=at(3, 1))

        assert [entry.view.id for entry in shown] == ["m1"]
        assert await measures_due_for(units, BGF, rulebook=RULEBOOK, now=at(3, 1)) == ()
