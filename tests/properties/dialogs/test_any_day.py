"""Whatever is typed as the date that another office has set: a possible day, none, or one sentence."""

from datetime import date, datetime, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dialogs.answers import NotUnderstood
from dialogs.context import Context
from dialogs.days import FURTHEST, day_set
from procedure.days_in_words import MONTHS, WEEKDAYS
from tests.dialogs.intake_chat import a_context
from tests.properties.dialogs.test_any_instant import nows

WORDS = (
    "heute morgen übermorgen gestern bis zum am den spätestens in zwei Wochen nächsten Freitag Montag Ende "
    "3 12 31 29 0 99 2026 2027 2000 2099 20 . : , - / Uhr März Februar KW nein T 15.3. 15.3.2027 2027-03-15 "
    "01.01.00 vor Tagen 00 14"
)
fragments = st.lists(st.sampled_from(WORDS.split()), max_size=6)
texts = st.text(max_size=50) | fragments.map(" ".join) | fragments.map("".join) | st.text("0123456789.- ")
ASKED = day_set("day", label="Bis wann?", hint="")


def read(text: str, context: Context) -> str | NotUnderstood:
    return ASKED.understand(text, context, {})


@settings(deadline=None, max_examples=500)
@given(texts, nows)
@example("31.12.9999", a_context().now)
@example("2000-01-01", a_context().now)
@example("0000-00-00", a_context().now)
@example("\ud800 2027", a_context().now)
def test_any_text_is_a_day_in_range_or_none_or_one_sentence(text: str, now: datetime) -> None:
    context = a_context(now=now)
    result = read(text, context)

    if isinstance(result, NotUnderstood):
        assert result.sentence.endswith(".")
        return
    if not result:
        return
    today = context.rulebook.day(context.now)
    assert today <= date.fromisoformat(result) <= today + FURTHEST
    assert ASKED.chosen(result, context, {}) == result, "what is kept is taken again"
    assert ASKED.in_words(result, context, {}).split(",")[0] in WEEKDAYS


@settings(deadline=None)
@given(
    nows,
    st.integers(0, FURTHEST.days),
    st.sampled_from(
        [
            "{0:%d.%m.%Y}",
            "{0.day}.{0.month}.{0.year}",
            "{0.day}.{0.month}.{0:%y}",
            "{0:%Y-%m-%d}",
            "{0.day}. {1} {0.year}",
            "bis zum {0:%d.%m.%Y}",
            "{2}, {0.day}. {1} {0.year}",
        ]
    ),
)
def test_every_day_of_three_years_is_that_day_however_it_is_written(
    now: datetime, ahead: int, form: str
) -> None:
    context = a_context(now=now)
    day = context.rulebook.day(context.now) + timedelta(days=ahead)

    assert read(form.format(day, MONTHS[day.month - 1], WEEKDAYS[day.weekday()]), context) == day.isoformat()


@settings(deadline=None)
@given(
    nows,
    st.integers(0, 320),
    st.sampled_from(["{0.day}.{0.month}.", "{0.day}. {1}", "bis {0.day}.{0.month}"]),
)
def test_a_day_of_the_coming_months_needs_no_year(now: datetime, ahead: int, form: str) -> None:
    context = a_context(now=now)
    day = context.rulebook.day(context.now) + timedelta(days=ahead)

    result = read(form.format(day, MONTHS[day.month - 1]), context)

    assert result == day.isoformat()


@settings(deadline=None)
@given(nows, st.integers(1, 4000) | st.integers(FURTHEST.days + 1, 9000).map(lambda days: -days))
def test_a_day_that_is_over_or_too_far_ahead_is_refused_by_name(now: datetime, back: int) -> None:
    context = a_context(now=now)
    day = context.rulebook.day(context.now) - timedelta(days=back)

    result = read(f"{day:%d.%m.%Y}", context)

    assert isinstance(result, NotUnderstood)
    assert "nicht möglich" in result.sentence
    assert str(day.year) in result.sentence
