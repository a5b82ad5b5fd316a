"""The weekly summary: when it is due, and that it comes once (R51)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from casework.weekly import (
    is_due,
    make_summary,
    week_of,
)
from casework.weekly_facts import from_facts
from procedure.rulebook import Rulebook
from procedure.switches import Switches
from procedure.working_days import WorkingCalendar
from tests.support.house import RULEBOOK, House

BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str) -> datetime:
    """Read an instant by the office's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


class TestDue:
    """On the first working day of the ISO week, from 08:00 by the office's clock."""

    @pytest.mark.parametrize(
        ("now", "due"),
        [
            ("2026-12-07T07:59", False),
            ("2026-12-07T08:00", True),
            ("2026-12-07T17:59", True),
            ("2026-12-07T18:00", False),
            ("2026-12-08T06:59", False),
            ("2026-12-08T07:00", True),
            ("2026-12-11T17:59", True),
            ("2026-12-12T10:00", False),
            ("2026-12-13T10:00", False),
        ],
    )
    def test_an_ordinary_week_and_its_catching_up(self, now: str, *, due: bool) -> None:
        assert is_due(RULEBOOK, at(now)) is due

    @pytest.mark.parametrize(
        ("now", "due"),
        [("2026-04-06T10:00", False), ("2026-04-07T07:59", False), ("2026-04-07T08:00", True)],
    )
    def test_after_easter_monday_it_comes_on_tuesday(self, now: str, *, due: bool) -> None:
        assert is_due(RULEBOOK, at(now)) is due

    @pytest.mark.parametrize(
        ("utc", "due"),
        [
            ("2026-03-30T05:59", False),
            ("2026-03-30T06:00", True),
            ("2026-10-26T06:59", False),
            ("2026-10-26T07:00", True),
        ],
    )
    def test_eight_o_clock_is_the_office_s_after_a_change_of_the_clocks(self, utc: str, *, due: bool) -> None:
        assert is_due(RULEBOOK, datetime.fromisoformat(utc).replace(tzinfo=UTC)) is due

    def test_a_week_without_a_working_day_has_none(self) -> None:
        closed = tuple(f"2026-12-{day}" for day in range(14, 19))
        calendar = WorkingCalendar("BW", closed)
        rulebook = Rulebook(switches=Switches(), calendar=calendar, timezone=BERLIN)
        hours = (at("2026-12-14T00:00") + timedelta(hours=hour) for hour in range(7 * 24))
        assert not any(is_due(rulebook, hour) for hour in hours)
        assert is_due(rulebook, at("2026-12-21T08:00"))

    @pytest.mark.parametrize(
        ("day", "week"),
        [
            (date(2026, 12, 31), "2026-W53"),
            (date(2027, 1, 1), "2026-W53"),
            (date(2027, 1, 4), "2027-W01"),
        ],
    )
    def test_a_week_over_new_year_is_one_week(self, day: date, week: str) -> None:
        assert week_of(day) == week


class TestOnce:
    """Whatever ticks, a week has one summary."""

    async def test_every_tick_of_three_weeks_makes_three_each_at_its_hour(self) -> None:
        house, made = House(), []
        now = at("2026-03-30T00:00")
        while now < at("2026-04-20T00:00"):
            if await make_summary(house.units, RULEBOOK, now):
                made.append(now.astimezone(BERLIN).isoformat(timespec="minutes"))
            now += timedelta(minutes=30)
        assert made == ["2026-03-30T08:00+02:00", "2026-04-07T08:00+02:00", "2026-04-13T08:00+02:00"]

    async def test_a_bot_that_was_down_on_monday_catches_up_once_in_the_same_week(self) -> None:
        house = House()
        assert not await make_summary(house.units, RULEBOOK, at("2026-12-08T19:00"))
        assert await make_summary(house.units, RULEBOOK, at("2026-12-09T07:00"))
        assert not await make_summary(house.units, RULEBOOK, at("2026-12-09T07:01"))
        ((_, facts),) = house.units.committed.summaries.values()
        assert from_facts(facts).from_on == date(2026, 12, 9)

    async def test_a_week_that_was_missed_whole_has_none(self) -> None:
        house = House()
        await make_summary(house.units, RULEBOOK, at("2026-12-07T08:00"))
        await make_summary(house.units, RULEBOOK, at("2026-12-21T08:00"))
        assert sorted(house.units.committed.summaries) == ["2026-W50", "2026-W52"]
