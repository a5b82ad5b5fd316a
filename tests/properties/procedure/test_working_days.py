from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedure.working_days import LAENDER, WorkingCalendar
from tests.properties.procedure.second_calendar import easter_sunday, is_working_day_in_bw

FIRST, LAST = date(2020, 1, 1), date(2039, 12, 31)
DAYS = tuple(FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))
CALENDARS = {land: WorkingCalendar(land) for land in LAENDER}

days = st.dates(FIRST, LAST)
calendars = st.sampled_from(LAENDER).map(CALENDARS.__getitem__)


@pytest.mark.parametrize("land", LAENDER)
def test_the_third_working_day_after_any_day_is_a_working_day_with_two_before_it(land: str) -> None:
    calendar = CALENDARS[land]
    for day in DAYS:
        third = calendar.nth_working_day_after(day, 3)
        assert calendar.is_working_day(third)
        assert calendar.working_days_between(day, third) == 3


@given(calendars, days, st.integers(1, 60))
def test_n_working_days_after_a_day_is_never_free_and_exactly_n_away(
    calendar: WorkingCalendar, day: date, n: int
) -> None:
    forward, back = calendar.nth_working_day_after(day, n), calendar.working_days_before(day, n)
    assert calendar.is_working_day(forward)
    assert calendar.is_working_day(back)
    assert calendar.working_days_between(day, forward) == n
    assert calendar.working_days_between(day, back) == -n
    assert calendar.nth_working_day_after(back, n) == calendar.first_working_day_on_or_after(day)


@given(calendars, days, st.integers(1, 60))
def test_more_working_days_are_later(calendar: WorkingCalendar, day: date, n: int) -> None:
    assert calendar.nth_working_day_after(day, n) < calendar.nth_working_day_after(day, n + 1)
    assert calendar.nth_working_day_after(day, n) <= calendar.nth_working_day_after(
        day + timedelta(days=1), n
    )


@given(calendars, days)
def test_the_nearest_working_days_have_only_free_days_between_them(
    calendar: WorkingCalendar, day: date
) -> None:
    before = calendar.last_working_day_on_or_before(day)
    after = calendar.first_working_day_on_or_after(day)
    assert before <= day <= after
    assert (before == after) is calendar.is_working_day(day)
    if before != after:
        between = {before + timedelta(days=n) for n in range(1, (after - before).days)}
        assert set(calendar.free_days_between(before, after)) == between


@given(calendars, days)
def test_exactly_the_free_days_have_a_reason(calendar: WorkingCalendar, day: date) -> None:
    reason = calendar.free_day_reason(day)
    assert calendar.is_working_day(day) is (reason is None)
    assert bool(calendar.free_day_with_date(day)) is (reason is not None)


@given(calendars, days, days)
def test_working_days_between_tells_past_from_future(
    calendar: WorkingCalendar, start: date, end: date
) -> None:
    count = calendar.working_days_between(start, end)
    assert (count >= 0) if start <= end else (count <= 0)
    if start != end and calendar.is_working_day(end):
        assert count != 0


def test_every_day_from_2024_to_2030_agrees_with_a_second_implementation_of_bw() -> None:
    years = [day for day in DAYS if 2024 <= day.year <= 2030]
    assert len(years) == 2557
    differing = [day for day in years if CALENDARS["BW"].is_working_day(day) is not is_working_day_in_bw(day)]
    assert differing == []


def test_the_second_implementation_knows_easter() -> None:
    assert easter_sunday(2024) == date(2024, 3, 31)
    assert easter_sunday(2026) == date(2026, 4, 5)
    assert easter_sunday(2038) == date(2038, 4, 25)


@pytest.mark.parametrize("land", LAENDER)
def test_every_land_has_the_nine_holidays_of_all_germany(land: str) -> None:
    calendar = CALENDARS[land]
    for year in range(FIRST.year, LAST.year + 1):
        easter = easter_sunday(year)
        moving = {easter + timedelta(days=n) for n in (-2, 1, 39, 50)}
        fixed = {date(year, *day) for day in ((1, 1), (5, 1), (10, 3), (12, 25), (12, 26))}
        assert all(str(calendar.free_day_reason(day)).endswith("(Feiertag)") for day in moving | fixed)
