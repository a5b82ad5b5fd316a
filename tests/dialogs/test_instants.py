"""When something was, as people type it. What is not certain is asked again, never guessed."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from casework.clocks import CLOCKS_APART
from dialogs.answers import NotUnderstood
from dialogs.instants import (
    FUTURE,
    HELP,
    MISSING_HOUR,
    NEEDS_YEAR,
    TOO_OLD,
    TWICE,
    WRONG_WEEKDAY,
    canonical,
    instant_of,
    is_canonical,
    not_ahead,
    shown,
    understand_instant,
)
from procedure.days_in_words import is_day_alone

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 12, 3, 9, 14, tzinfo=UTC)
"""Thursday, 3 December 2026, 10:14 in Berlin."""


def understood(text: str, now: datetime = NOW) -> date | datetime | NotUnderstood:
    return understand_instant(text, now, BERLIN)


def answer(text: str, now: datetime = NOW) -> str:
    result = understood(text, now)
    assert not isinstance(result, NotUnderstood), result
    return canonical(result)


def asked_again(text: str, now: datetime = NOW) -> str:
    result = understood(text, now)
    assert isinstance(result, NotUnderstood), result
    return result.sentence


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("heute", "2026-12-03"),
        ("Heute!", "2026-12-03"),
        ("heute früh", "2026-12-03"),
        ("gestern", "2026-12-02"),
        ("gestern?", "2026-12-02"),
        ("gestern Abend", "2026-12-02"),
        ("vorgestern", "2026-12-01"),
        ("3. März", "2026-03-03"),
        ("3. Maerz", "2026-03-03"),
        ("3.März 2026", "2026-03-03"),
        ("am 3. März", "2026-03-03"),
        ("3 März 26", "2026-03-03"),
        ("3. Ma\u0308rz", "2026-03-03"),
        ("Donnerstag, 3. Dezember 2026", "2026-12-03"),
        ("15.03.2026", "2026-03-15"),
        ("15. 3. 2026", "2026-03-15"),
        ("15.03.26", "2026-03-15"),
        ("15.3.", "2026-03-15"),
        ("4.3.", "2026-03-04"),
        ("2026-03-04", "2026-03-04"),
        ("vor drei Tagen", "2026-11-30"),
        ("vor einem Tag", "2026-12-02"),
        ("vor 14 Tagen", "2026-11-19"),
        ("vor einer Woche", "2026-11-26"),
        ("vor zwei Wochen", "2026-11-19"),
        ("29. Februar 2024", None),
    ],
)
def test_a_day_alone_is_that_day_and_claims_no_time(text: str, day: str | None) -> None:
    now = NOW if day else datetime(2025, 1, 7, 9, tzinfo=UTC)
    result = understood(text, now)
    assert type(result) is date
    assert result == date.fromisoformat(day or "2024-02-29")


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("heute 9 Uhr", "2026-12-03T09:00+01:00"),
        ("heute, 9 Uhr", "2026-12-03T09:00+01:00"),
        ("heute um 9", "2026-12-03T09:00+01:00"),
        ("heute gegen 9:30", "2026-12-03T09:30+01:00"),
        ("heute 9 Uhr 05", "2026-12-03T09:05+01:00"),
        ("9 Uhr", "2026-12-03T09:00+01:00"),
        ("9:15", "2026-12-03T09:15+01:00"),
        ("gestern um 14.30 Uhr", "2026-12-02T14:30+01:00"),
        ("3. März 14 Uhr", "2026-03-03T14:00+01:00"),
        ("3.12. 8 Uhr", "2026-12-03T08:00+01:00"),
        ("15.07.2026 14:05", "2026-07-15T14:05+02:00"),
        ("15.07.2026, 14:05 Uhr", "2026-07-15T14:05+02:00"),
        ("Donnerstag, 3. Dezember 2026, 9:05 Uhr", "2026-12-03T09:05+01:00"),
        ("vor einer Stunde", "2026-12-03T09:14+01:00"),
        ("vor einer halben Stunde", "2026-12-03T09:44+01:00"),
        ("vor einer Viertelstunde", "2026-12-03T09:59+01:00"),
        ("vor 10 Minuten", "2026-12-03T10:04+01:00"),
        ("gerade eben", "2026-12-03T10:14+01:00"),
        ("jetzt", "2026-12-03T10:14+01:00"),
    ],
)
def test_a_day_with_a_time_is_that_instant_in_the_offices_zone(text: str, instant: str) -> None:
    assert answer(text) == instant


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (1, "Januar"),
        (2, "Februar"),
        (3, "März"),
        (4, "April"),
        (5, "Mai"),
        (6, "Juni"),
        (7, "Juli"),
        (8, "August"),
        (9, "September"),
        (10, "Oktober"),
        (11, "November"),
    ],
)
def test_every_month_is_known_written_out_and_short(number: int, name: str) -> None:
    assert understood(f"7. {name} 2026") == date(2026, number, 7)
    assert understood(f"7. {name[:3]}. 2026") == date(2026, number, 7)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("einem", 1),
        ("zwei", 2),
        ("drei", 3),
        ("vier", 4),
        ("fünf", 5),
        ("sechs", 6),
        ("sieben", 7),
        ("acht", 8),
        ("neun", 9),
        ("zehn", 10),
        ("elf", 11),
        ("zwölf", 12),
    ],
)
def test_numbers_up_to_twelve_may_be_words(word: str, count: int) -> None:
    assert understood(f"vor {word} Tagen") == date(2026, 12, 3) - timedelta(days=count)


@pytest.mark.parametrize(
    "text",
    [
        "3,5",
        "KW 12",
        "Montag",
        "letzten Montag",
        "morgen",
        "nächste Woche",
        "12.13.2026",
        "31.02.2026",
        "30. Februar",
        "0.0.2026",
        "2026-13-01",
        "heute 25 Uhr",
        "heute 9 Uhr 75",
        "heute 9:05 Uhr 30",
        "heute 9",
        "3",
        "5.",
        "9.10",
        "12.03",
        "٣.٣.٢٠٢٦",
        "²",
        "irgendwann",
        "Montag 9 Uhr",
        "KW 12 9 Uhr",
        "3,5 9 Uhr",
        "um",
        "",
        "👍",
        "x" * 100_000,
        "1" * 100_000,
    ],
)
def test_what_is_no_certain_day_is_asked_again(text: str) -> None:
    assert asked_again(text) == HELP


@pytest.mark.parametrize(
    "text", ["14 Uhr", "heute 14 Uhr", "3.12. 14 Uhr", "4. Dezember 2026", "31.12.2026", "1.1.2027"]
)
def test_the_future_is_refused(text: str) -> None:
    assert asked_again(text) == FUTURE


@pytest.mark.parametrize(
    "text", ["1.1.2020", "3. März 1999", "1.12.0026", "vor 900 Tagen", "30.11.2024 9 Uhr"]
)
def test_more_than_two_years_ago_is_doubted(text: str) -> None:
    assert asked_again(text) == TOO_OLD


def test_a_day_without_a_year_is_the_last_one_there_was() -> None:
    assert understood("28. Dezember", datetime(2027, 1, 4, 9, tzinfo=UTC)) == date(2026, 12, 28)
    assert answer("28.12. 9 Uhr", datetime(2027, 1, 4, 9, tzinfo=UTC)) == "2026-12-28T09:00+01:00"


@pytest.mark.parametrize("text", ["4.12.", "31. Dezember", "5. Januar"])
def test_a_day_without_a_year_that_may_be_meant_for_the_future_needs_its_year(text: str) -> None:
    assert asked_again(text) == NEEDS_YEAR


def test_a_weekday_that_does_not_fit_its_day_is_pointed_out() -> None:
    assert understood("Montag, 30.11.") == date(2026, 11, 30)
    assert asked_again("Dienstag, 30.11.2026") == WRONG_WEEKDAY


@pytest.mark.parametrize("text", ["29.03.2026 2:30", "29. März 2 Uhr 59"])
def test_an_hour_that_the_clocks_skipped_is_asked_again(text: str) -> None:
    assert asked_again(text) == MISSING_HOUR


def test_an_hour_that_there_was_twice_is_asked_again() -> None:
    assert asked_again("25.10.2026 2:30") == TWICE


def test_in_the_first_of_both_hours_there_is_no_doubt_yet() -> None:
    first_hour = datetime(2026, 10, 25, 0, 40, tzinfo=UTC)  # 2:40, before the clocks go back
    assert answer("2:30 Uhr", first_hour) == "2026-10-25T02:30+02:00"


def test_an_hour_ago_is_sixty_minutes_also_when_the_clocks_change() -> None:
    after_gap = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    after_fold = datetime(2026, 10, 25, 2, 30, tzinfo=UTC)
    assert answer("vor einer Stunde", after_gap) == "2026-03-29T01:30+01:00"
    assert answer("vor einer Stunde", after_fold) == "2026-10-25T02:30+01:00"


def test_just_before_midnight_is_still_that_day_in_the_office() -> None:
    late = datetime(2026, 12, 3, 22, 59, tzinfo=UTC)
    assert understood("heute", late) == date(2026, 12, 3)
    assert understood("heute", datetime(2026, 12, 3, 23, 1, tzinfo=UTC)) == date(2026, 12, 4)


def test_a_day_without_a_time_is_kept_as_its_first_moment_in_the_office() -> None:
    assert instant_of("2026-12-02", BERLIN) == datetime(2026, 12, 1, 23, tzinfo=UTC)
    assert instant_of("2026-07-02", BERLIN) == datetime(2026, 7, 1, 22, tzinfo=UTC)
    assert is_day_alone(instant_of("2026-12-02", BERLIN))
    assert not is_day_alone(instant_of("2026-12-02T12:00+01:00", BERLIN)), "somebody told that it was noon"


@pytest.mark.parametrize(
    "text", ["gestern", "heute 9 Uhr", "15.07.2026 14:05", "vor einer Stunde", "3. März"]
)
def test_what_is_shown_of_an_answer_is_understood_as_the_same(text: str) -> None:
    result = understood(text)
    assert not isinstance(result, NotUnderstood)
    assert understood(shown(canonical(result), BERLIN)) == result


@pytest.mark.parametrize(
    "answer",
    [
        "2026-12-05",
        "2026-12-03T10:16+01:00",
        "2020-01-01",
        "0001-01-01T00:00+00:00",
        "20261201",
        "gestern",
        "",
    ],
)
def test_an_answer_kept_is_checked_for_its_form_and_for_being_over(answer: str) -> None:
    assert not is_canonical(answer, NOW)
    assert is_canonical("2026-12-03T10:14+01:00", NOW)
    assert is_canonical("2026-12-03", NOW)


def test_what_was_just_now_on_another_machine_is_just_now_here() -> None:
    behind = NOW - CLOCKS_APART
    assert is_canonical(canonical(NOW), behind)
    assert not_ahead(NOW, behind) == behind
    assert not_ahead(behind, NOW) == behind
    later = NOW + timedelta(minutes=2)
    assert not_ahead(later, NOW) == later, "that is for the rules to refuse"


def test_a_day_that_the_library_takes_for_another_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateparser.parse", lambda *_args, **_options: datetime(2026, 3, 5))  # noqa: DTZ001
    assert asked_again("3. März 2026") == HELP
