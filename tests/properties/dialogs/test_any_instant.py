"""Whatever is typed as a day or a time: it is over, it is meant exactly so, or it is asked again."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from dialogs.answers import NotUnderstood
from dialogs.instants import (
    LONGEST_AGO,
    TWICE,
    canonical,
    instant_of,
    is_canonical,
    is_day,
    shown,
    understand_instant,
)
from procedure.days_in_words import MONTHS

BERLIN = ZoneInfo("Europe/Berlin")
MINUTE = timedelta(minutes=1)

nows = st.datetimes(datetime(2024, 1, 1), datetime(2034, 12, 31)).map(  # noqa: DTZ001 - made aware here
    lambda naive: naive.replace(second=0, microsecond=0, tzinfo=UTC)
)
ago = st.timedeltas(timedelta(0), timedelta(days=300)).map(lambda t: t // MINUTE * MINUTE)
WORDS = (
    "heute gestern vor einer Stunde 3 12 2026 . : , - Uhr um März Montag Tagen 31 29 Februar morgen KW 0 99 "
    "früh am T / T10 9:30 14 vorgestern"
)
fragments = st.lists(st.sampled_from(WORDS.split()), max_size=6)
texts = st.text(max_size=30) | fragments.map(" ".join) | fragments.map("".join)


@settings(deadline=None, max_examples=500)
@given(texts, nows)
@example("25.10.2026 2:30", datetime(2026, 10, 25, 0, 45, tzinfo=UTC))
def test_any_text_is_asked_again_or_over_and_not_long_ago(text: str, now: datetime) -> None:
    result = understand_instant(text, now, BERLIN)

    if isinstance(result, NotUnderstood):
        assert result.sentence.endswith(".")
        return
    answer = canonical(result)
    instant = instant_of(answer, BERLIN)
    assert now - LONGEST_AGO - timedelta(days=2) <= instant <= now
    assert is_canonical(answer, now)
    again = understand_instant(shown(answer, BERLIN), now, BERLIN)
    assert again in {result, NotUnderstood(TWICE)}


@settings(deadline=None)
@given(
    nows,
    ago,
    st.sampled_from(["{0:%d.%m.%Y}", "{0.day}.{0.month}.{0.year}", "{0:%Y-%m-%d}", "{0.day}. {1} {0.year}"]),
)
def test_every_day_is_that_day_however_it_is_written(now: datetime, back: timedelta, form: str) -> None:
    day = (now - back).astimezone(BERLIN).date()

    assert understand_instant(form.format(day, MONTHS[day.month - 1]), now, BERLIN) == day


@settings(deadline=None)
@given(nows, ago, st.sampled_from(["{0.day}.{0.month}.", "{0.day}. {1}"]))
def test_a_day_of_the_last_months_needs_no_year(now: datetime, back: timedelta, form: str) -> None:
    day = (now - back).astimezone(BERLIN).date()

    assert understand_instant(form.format(day, MONTHS[day.month - 1]), now, BERLIN) == day


@settings(deadline=None)
@given(
    nows,
    ago,
    st.sampled_from(["%d.%m.%Y %H:%M", "%d.%m.%Y um %H.%M Uhr", "%Y-%m-%d %H:%M", "%d.%m.%Y, %H Uhr %M"]),
)
def test_every_minute_is_that_minute_however_it_is_written(now: datetime, back: timedelta, form: str) -> None:
    then = (now - back).astimezone(BERLIN)
    result = understand_instant(then.strftime(form), now, BERLIN)

    assume(result != NotUnderstood(TWICE))
    assert isinstance(result, datetime)
    assert result.astimezone(UTC) == then.astimezone(UTC)


@settings(deadline=None)
@given(nows, st.integers(0, 300))
def test_so_long_ago_is_reckoned_in_days_and_minutes_that_passed(now: datetime, count: int) -> None:
    today = now.astimezone(BERLIN).date()
    minutes = understand_instant(f"vor {count} Minuten", now, BERLIN)

    assert understand_instant(f"vor {count} Tagen", now, BERLIN) == today - timedelta(days=count)
    assert isinstance(minutes, datetime)
    assert minutes.astimezone(UTC) == now - count * MINUTE


@given(nows, ago)
def test_a_day_without_a_time_is_never_in_the_future(now: datetime, back: timedelta) -> None:
    day: date = (now - back).astimezone(BERLIN).date()

    instant = instant_of(canonical(day), BERLIN)

    assert is_day(canonical(day))
    assert instant <= now
    assert instant.astimezone(BERLIN).date() == day
