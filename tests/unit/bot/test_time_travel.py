"""Where the demo's clock goes: forward, and to a time at which the office is reminded."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.time_travel import LAST_REACHED, TIME_TO_SEND, moved
from dialogs.request_time import PutForward
from procedure.rulebook import Rulebook
from procedure.switches import Switches
from procedure.working_days import WorkingCalendar

BERLIN = ZoneInfo("Europe/Berlin")
RULEBOOK = Rulebook(switches=Switches(), calendar=WorkingCalendar(), timezone=BERLIN)
EIGHT = 8


def local(month: int, day: int, hour: int, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("now", "wish", "then"),
    [
        pytest.param(local(12, 3, 10), PutForward(days=14), local(12, 17, 10), id="a working hour stays"),
        pytest.param(local(12, 3, 20), PutForward(days=1), local(12, 7, 8), id="Friday night is Monday"),
        pytest.param(local(12, 3, 5), PutForward(days=1), local(12, 4, 8), id="early is at eight"),
        pytest.param(local(12, 3, 7, 30), PutForward(days=1), local(12, 4, 8), id="open, not yet reminded"),
        pytest.param(local(12, 3, 17, 50), PutForward(days=1), local(12, 7, 8), id="about to close"),
        pytest.param(local(12, 3, 10), PutForward(days=22), local(12, 28, 8), id="Christmas"),
        pytest.param(local(12, 23, 10), PutForward(working_days=1), local(12, 28, 10), id="the 24th is free"),
        pytest.param(local(12, 4, 10), PutForward(working_days=3), local(12, 9, 10), id="three working days"),
        pytest.param(local(12, 3, 10), PutForward(hours=2), local(12, 3, 12), id="hours of today"),
        pytest.param(local(12, 3, 10), PutForward(months=36), local(12, 3, 10, year=2029), id="three years"),
        pytest.param(
            local(8, 31, 10, year=2027), PutForward(months=6), local(2, 29, 10, year=2028), id="a short month"
        ),
        pytest.param(
            local(12, 15, 10), PutForward(months=1), local(1, 15, 10, year=2027), id="into the next year"
        ),
        pytest.param(local(12, 3, 16), PutForward(hours=4), local(12, 4, 8), id="hours into the night"),
        pytest.param(
            local(3, 15, 10, year=2027), PutForward(days=14), local(3, 30, 8, year=2027), id="after Easter"
        ),
        pytest.param(
            local(3, 18, 10, year=2027),
            PutForward(days=14),
            local(4, 1, 10, year=2027),
            id="summer time begins",
        ),
    ],
)
def test_the_clock_goes_on_to_the_next_hour_at_which_the_office_is_reminded(
    now: datetime, wish: PutForward, then: datetime
) -> None:
    assert moved(now.astimezone(UTC), wish, RULEBOOK) == then


@given(
    now=st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - made aware
    wish=st.one_of(
        st.builds(PutForward, months=st.integers(1, 40)),
        st.builds(PutForward, days=st.integers(1, 800)),
        st.builds(PutForward, working_days=st.integers(1, 500)),
        st.builds(PutForward, hours=st.integers(1, 100)),
    ),
)
def test_it_never_goes_back_and_always_leaves_time_to_send(now: datetime, wish: PutForward) -> None:
    then = moved(now, wish, RULEBOOK)

    assert then > now
    assert then.tzinfo is UTC
    assert RULEBOOK.is_at_work(then)
    assert RULEBOOK.is_at_work(then + TIME_TO_SEND)
    assert then.astimezone(BERLIN).hour >= EIGHT
    assert then - now >= timedelta(days=wish.days) - timedelta(hours=1)


@pytest.mark.parametrize(
    "wish",
    [
        PutForward(days=366 * (LAST_REACHED - 2025)),
        PutForward(days=99999 * 7),
        PutForward(months=12 * 99999),
        PutForward(months=12 * (LAST_REACHED - 2025)),
        PutForward(working_days=99999),
    ],
)
def test_beyond_the_known_holidays_there_is_no_time(wish: PutForward) -> None:
    with pytest.raises((ValueError, OverflowError)):
        moved(local(12, 3, 10), wish, RULEBOOK)


def test_the_last_year_reached_leaves_room_for_the_deadlines_of_its_cases() -> None:
    start = local(12, 1, 10, year=LAST_REACHED)

    assert moved(start, PutForward(days=14), RULEBOOK).astimezone(BERLIN).year == LAST_REACHED
    with pytest.raises(ValueError, match="not known"):
        moved(start, PutForward(days=31), RULEBOOK)
    RULEBOOK.calendar.nth_working_day_after(start.date(), 400)
