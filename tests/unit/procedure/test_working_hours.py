"""When the assistant may write on its own account: 07:00 to 18:00 local, on working days (A9)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from procedure.working_days import WorkingCalendar
from procedure.working_hours import WorkingHours, at_local, is_at_work, next_at_work
from tests.unit.lifecycle.situations import rulebook

BERLIN = ZoneInfo("Europe/Berlin")
HOURS, CALENDAR = WorkingHours(), WorkingCalendar()


def berlin(text: str) -> datetime:
    """Read a local time; kept in UTC, as everywhere."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


def works(text: str) -> bool:
    return is_at_work(berlin(text), HOURS, CALENDAR, BERLIN)


def opens(text: str) -> datetime:
    return next_at_work(berlin(text), HOURS, CALENDAR, BERLIN)


@pytest.mark.parametrize(
    ("at", "at_work"),
    [
        ("2026-12-07T06:59:59.999999", False),
        ("2026-12-07T07:00", True),
        ("2026-12-07T17:59:59.999999", True),
        ("2026-12-07T18:00", False),
        ("2026-12-05T12:00", False),  # Saturday
        ("2026-12-06T12:00", False),  # Sunday
        ("2026-12-24T12:00", False),  # a day off of the office
        ("2026-12-25T12:00", False),  # a holiday
        ("2027-01-06T12:00", False),  # a holiday here
        ("2026-12-23T12:00", True),
    ],
)
def test_nothing_is_written_at_night_nor_on_a_free_day(at: str, at_work: bool) -> None:  # noqa: FBT001
    assert works(at) is at_work


@pytest.mark.parametrize(
    ("at", "opening"),
    [
        ("2026-12-07T12:34:56", "2026-12-07T12:34:56"),
        ("2026-12-07T00:00", "2026-12-07T07:00"),
        ("2026-12-07T18:00", "2026-12-08T07:00"),
        ("2026-12-04T18:00", "2026-12-07T07:00"),
        ("2026-12-05T03:00", "2026-12-07T07:00"),
        ("2026-12-23T20:00", "2026-12-28T07:00"),  # 24 to 26 December, then Sunday
        ("2026-12-25T08:00", "2026-12-28T07:00"),
        ("2026-12-30T18:00", "2027-01-04T07:00"),
        ("2026-04-02T19:00", "2026-04-07T07:00"),  # Good Friday to Easter Monday
    ],
)
def test_what_comes_outside_of_the_hours_waits_for_the_next_opening(at: str, opening: str) -> None:
    assert opens(at) == berlin(opening)


def test_it_is_eight_oclock_local_on_both_sides_of_both_clock_changes() -> None:
    """The clocks change on Sunday, 29 March and Sunday, 25 October 2026."""
    rules = rulebook()
    assert [
        rules.reminder_at(date(2026, month, day)) for month, day in ((3, 27), (3, 30), (10, 23), (10, 26))
    ] == [
        datetime(2026, 3, 27, 7, tzinfo=UTC),
        datetime(2026, 3, 30, 6, tzinfo=UTC),
        datetime(2026, 10, 23, 6, tzinfo=UTC),
        datetime(2026, 10, 26, 7, tzinfo=UTC),
    ]


def test_the_office_opens_at_seven_local_after_both_clock_changes() -> None:
    assert opens("2026-03-27T18:00") == datetime(2026, 3, 30, 5, tzinfo=UTC)
    assert opens("2026-10-23T18:00") == datetime(2026, 10, 26, 6, tzinfo=UTC)
    assert not is_at_work(datetime(2026, 3, 30, 4, 59, tzinfo=UTC), HOURS, CALENDAR, BERLIN)
    assert not is_at_work(datetime(2026, 10, 26, 5, 59, tzinfo=UTC), HOURS, CALENDAR, BERLIN)


def test_the_day_is_the_offices_not_that_of_utc() -> None:
    # Monday 00:30 in Berlin is still Sunday in UTC.
    assert next_at_work(datetime(2026, 12, 6, 23, 30, tzinfo=UTC), HOURS, CALENDAR, BERLIN) == berlin(
        "2026-12-07T07:00"
    )


def test_an_office_elsewhere_has_its_own_hours_and_holidays() -> None:
    hours = WorkingHours(opens=time(6, 30), closes=time(14), reminds_at=time(7))
    bavaria = WorkingCalendar("BY")
    assert is_at_work(berlin("2026-12-07T06:30"), hours, bavaria, BERLIN)
    assert not is_at_work(berlin("2026-12-07T14:00"), hours, bavaria, BERLIN)
    lisbon = ZoneInfo("Europe/Lisbon")
    assert at_local(date(2026, 12, 7), time(7), lisbon) == datetime(2026, 12, 7, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    "times",
    [
        {"opens": time(18), "closes": time(7)},
        {"opens": time(7), "closes": time(7), "reminds_at": time(7)},
        {"reminds_at": time(6, 59)},
        {"reminds_at": time(18)},
    ],
)
def test_impossible_hours_are_refused(times: dict[str, time]) -> None:
    with pytest.raises(ValueError, match="reminds_at must lie within the hours"):
        WorkingHours(**times)


def test_over_twenty_years_the_next_opening_is_at_work_and_nothing_before_it_is() -> None:
    now = berlin("2020-01-01T00:00")
    while now < berlin("2040-01-01T00:00"):
        opening = next_at_work(now, HOURS, CALENDAR, BERLIN)
        assert is_at_work(opening, HOURS, CALENDAR, BERLIN)
        assert opening >= now
        if opening > now:
            assert opening.astimezone(BERLIN).time() == time(7)
            assert not is_at_work(opening - timedelta(microseconds=1), HOURS, CALENDAR, BERLIN)
        now += timedelta(hours=19, minutes=7)
