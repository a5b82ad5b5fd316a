from datetime import date, datetime, timedelta

import pytest

from procedure.switches import Switches
from procedure.working_days import FIRST_YEAR, LAENDER, LAST_YEAR, WorkingCalendar

BW = WorkingCalendar()


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 6, 6), "Samstag"),
        (date(2026, 10, 25), "Sonntag"),
        (date(2026, 5, 14), "Christi Himmelfahrt (Feiertag)"),
        (date(2026, 12, 24), "24.12. (dienstfrei)"),
        (date(2026, 12, 31), "31.12. (dienstfrei)"),
        # Two reasons at once: the holiday wins over the weekend, the weekend over the day off.
        (date(2026, 12, 26), "Zweiter Weihnachtstag (Feiertag)"),
        (date(2028, 12, 24), "Sonntag"),
        # Two holidays on one day.
        (date(2008, 5, 1), "Christi Himmelfahrt und Erster Mai (Feiertag)"),
    ],
)
def test_a_free_day_says_why_it_is_free(day: date, reason: str) -> None:
    assert BW.free_day_reason(day) == reason
    assert not BW.is_working_day(day)


@pytest.mark.parametrize(
    "day",
    [
        date(2025, 4, 17),  # Gründonnerstag
        date(2025, 10, 31),  # Reformationstag, a holiday in BW in 2017 only
        date(2026, 2, 16),  # Rosenmontag
        date(2026, 8, 3),  # school holidays
    ],
)
def test_only_public_holidays_of_the_land_count(day: date) -> None:
    assert BW.is_working_day(day)


def test_a_working_day_has_no_reason_and_no_entry() -> None:
    assert BW.free_day_reason(date(2026, 12, 23)) is None
    assert BW.free_day_with_date(date(2026, 12, 23)) == ""


@pytest.mark.parametrize(
    ("day", "entry"),
    [
        (date(2026, 12, 24), "24.12. dienstfrei"),
        (date(2026, 12, 25), "25.12. Erster Weihnachtstag (Feiertag)"),
        (date(2026, 12, 27), "27.12. Sonntag"),
    ],
)
def test_a_free_day_within_a_list_carries_its_date_once(day: date, entry: str) -> None:
    assert BW.free_day_with_date(day) == entry


def test_days_off_of_the_office_are_no_rest_days_by_law() -> None:
    assert not BW.is_rest_day_by_law(date(2026, 12, 24))
    assert BW.is_rest_day_by_law(date(2026, 12, 25))
    assert BW.is_rest_day_by_law(date(2026, 12, 27))
    assert not BW.is_rest_day_by_law(date(2026, 12, 28))


def test_working_days_are_counted_over_easter() -> None:
    thursday = date(2026, 4, 2)
    assert [BW.nth_working_day_after(thursday, n) for n in (1, 2, 3)] == [
        date(2026, 4, 7),
        date(2026, 4, 8),
        date(2026, 4, 9),
    ]
    assert BW.working_days_before(date(2026, 4, 9), 3) == thursday


@pytest.mark.parametrize("n", [0, -1])
def test_counting_starts_at_one(n: int) -> None:
    with pytest.raises(ValueError, match="from 1"):
        BW.nth_working_day_after(date(2026, 4, 2), n)
    with pytest.raises(ValueError, match="from 1"):
        BW.working_days_before(date(2026, 4, 2), n)


def test_the_nearest_working_day_of_a_working_day_is_itself() -> None:
    day = date(2026, 5, 13)
    assert BW.last_working_day_on_or_before(day) == day
    assert BW.first_working_day_on_or_after(day) == day


def test_the_nearest_working_days_of_a_free_day_are_around_it() -> None:
    ascension_day = date(2026, 5, 14)
    assert BW.last_working_day_on_or_before(ascension_day) == date(2026, 5, 13)
    assert BW.first_working_day_on_or_after(ascension_day) == date(2026, 5, 15)


@pytest.mark.parametrize(
    ("today", "left"),
    [
        (date(2026, 5, 13), 2),  # Wednesday before Ascension Day
        (date(2026, 5, 15), 1),
        (date(2026, 5, 17), 1),  # Sunday
        (date(2026, 5, 18), 0),  # the due Monday itself
        (date(2026, 5, 19), -1),
        (date(2026, 5, 20), -2),
    ],
)
def test_working_days_left_until_monday(today: date, left: int) -> None:
    assert BW.working_days_between(today, date(2026, 5, 18)) == left


def test_what_was_due_on_friday_is_overdue_on_saturday() -> None:
    assert BW.working_days_between(date(2026, 5, 23), date(2026, 5, 22)) == -1


def test_free_days_between_leaves_out_both_ends() -> None:
    assert BW.free_days_between(date(2026, 12, 24), date(2026, 12, 30)) == (
        date(2026, 12, 25),
        date(2026, 12, 26),
        date(2026, 12, 27),
    )


@pytest.mark.parametrize("land", ["XX", "", "Augsburg", "DE-BW", "Bayern"])
def test_an_unknown_land_is_refused_with_the_sixteen_codes(land: str) -> None:
    with pytest.raises(ValueError, match="kein Bundesland") as refusal:
        WorkingCalendar(land)
    assert all(code in str(refusal.value) for code in LAENDER)


def test_there_are_sixteen_laender_and_their_codes_may_be_typed_small() -> None:
    assert len(set(LAENDER)) == 16
    assert all(WorkingCalendar(code.lower()).land == code for code in LAENDER)


@pytest.mark.parametrize(
    ("land", "day"),
    [
        ("BE", date(2026, 3, 8)),  # Frauentag
        ("BB", date(2026, 10, 31)),  # Reformationstag
        ("NW", date(2026, 6, 4)),  # Fronleichnam
        ("SL", date(2026, 8, 15)),  # Mariä Himmelfahrt
        ("SN", date(2026, 11, 18)),  # Buß- und Bettag
        ("ST", date(2026, 1, 6)),  # Heilige Drei Könige
        ("TH", date(2026, 9, 20)),  # Weltkindertag
    ],
)
def test_the_holidays_of_the_configured_land_count(land: str, day: date) -> None:
    assert str(WorkingCalendar(land).free_day_reason(day)).endswith("(Feiertag)")
    assert "(Feiertag)" not in str(WorkingCalendar("HB" if land != "BB" else "BW").free_day_reason(day))


def test_a_day_off_is_yearly_or_once() -> None:
    calendar = WorkingCalendar("BW", ("05-15", "2026-07-01"))
    assert not calendar.is_working_day(date(2026, 5, 15))
    assert not calendar.is_working_day(date(2028, 5, 15))
    assert calendar.free_day_reason(date(2026, 7, 1)) == "01.07. (dienstfrei)"
    assert calendar.is_working_day(date(2027, 7, 1))
    assert calendar.is_working_day(date(2026, 12, 24)), "the defaults are replaced, not added to"


def test_a_day_off_on_29_february_exists_in_leap_years_only() -> None:
    calendar = WorkingCalendar("BW", ("02-29",))
    assert calendar.free_day_reason(date(2028, 2, 29)) == "29.02. (dienstfrei)"
    assert calendar.is_working_day(date(2027, 3, 1))


@pytest.mark.parametrize("text", ["24.12.", "13-01", "2026-02-30", "", "Heiligabend"])
def test_a_malformed_day_off_is_refused_with_the_remedy(text: str) -> None:
    with pytest.raises(ValueError, match="MM-TT"):
        WorkingCalendar("BW", (text,))


def test_the_calendar_follows_the_switches() -> None:
    calendar = WorkingCalendar.from_switches(Switches(land="SN", extra_non_working_days=("2026-07-01",)))
    assert calendar.land == "SN"
    assert not calendar.is_working_day(date(2026, 7, 1))
    assert not calendar.is_working_day(date(2026, 11, 18))


@pytest.mark.parametrize("year", [FIRST_YEAR - 1, LAST_YEAR + 1])
def test_a_year_without_known_holidays_is_refused(year: int) -> None:
    with pytest.raises(ValueError, match=f"Für das Jahr {year} kenne ich keine Feiertage"):
        BW.is_working_day(date(year, 6, 1))


def test_an_office_that_never_works_is_refused_rather_than_searched_for_ever() -> None:
    start = date(2024, 1, 1)
    every_day = tuple(f"{start + timedelta(days=n):%m-%d}" for n in range(366))
    with pytest.raises(ValueError, match="kenne ich keine Feiertage"):
        WorkingCalendar("BW", every_day).first_working_day_on_or_after(date(2026, 1, 1))


def test_an_instant_is_no_day() -> None:
    with pytest.raises(TypeError):
        BW.is_working_day(datetime(2026, 12, 25))  # noqa: DTZ001 - a mistake to be refused
