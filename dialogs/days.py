"""A question for a day that somebody has set: typed as German speakers write it, or chosen in a calendar."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from cards.forms import Field, InputKind
from cards.wording import long_date
from dialogs.answers import SKIP, NotUnderstood, fold
from dialogs.context import Context
from dialogs.flow import Answers, Question
from dialogs.instants import LONGEST_TEXT, WRONG_WEEKDAY, understand_instant
from dialogs.question_kinds import always
from dialogs.request_days import day_ahead

FURTHEST = timedelta(days=3 * 366)
NEEDS_DAY = "Bitte nennen Sie den Tag mit dem Jahr, zum Beispiel 15.3.2027."

_YEAR = re.compile(r"(?<![0-9])(?P<year>20[0-9]{2})(?![0-9])|[0-9]\. ?[0-9]{1,2}\. ?(?P<short>[0-9]{2})$")
_LEAD_IN = re.compile(r"^\s*(?:(?:bis|zum|am|den|spätestens) +)*", re.IGNORECASE)
_NO_DAY = frozenset({"nein", "nee", "kein", "keine", "keiner", "kein termin", "keine frist", "ohne"})


def _today(_answers: Answers, context: Context) -> date:
    return context.rulebook.day(context.now)


def day_set(
    id: str,  # noqa: A002 - the question's id
    *,
    label: str,
    hint: str,
    not_before: Callable[[Answers, Context], date] = _today,
    relevant: Callable[[Answers, Context], bool] = always,
) -> Question:
    """Ask for a day from ``not_before`` to three years ahead; it may be left open."""

    def asked(_context: Context, _answers: Answers) -> Field:
        return Field(id=id, kind=InputKind.DATE, label=label, error=NEEDS_DAY, required=False, hint=hint)

    def understand(text: str, context: Context, answers: Answers) -> str | NotUnderstood:
        word = fold(text)
        if not word or word in SKIP or word in _NO_DAY:
            return ""
        day = _read(text, context)
        if isinstance(day, NotUnderstood):
            return day
        if not not_before(answers, context) <= day <= _today(answers, context) + FURTHEST:
            return NotUnderstood(f"Der {long_date(day)} ist nicht möglich. Bitte prüfen Sie Tag und Jahr.")
        return day.isoformat()

    return Question(
        id=id,
        field=asked,
        understand=understand,
        chosen=understand,
        in_words=_in_words,
        relevant=relevant,
    )


def _read(text: str, context: Context) -> date | NotUnderstood:
    """Read a coming day; one that is told with its year may be over or far ahead."""
    if len(text) > LONGEST_TEXT:
        return NotUnderstood(NEEDS_DAY)
    words = _LEAD_IN.sub("", text, count=1).strip()
    year = _YEAR.search(words)
    told: date | NotUnderstood
    if year is None:
        told = day_ahead(words, context)
    else:
        # Seen from the end of its year every day of it is over, and is read as one that is.
        end = date(int(year["year"] or f"20{year['short']}"), 12, 31)
        noon = datetime.combine(end, time(12), tzinfo=context.rulebook.timezone)
        told = understand_instant(words, noon, context.rulebook.timezone)
    if isinstance(told, NotUnderstood):
        return told if told.sentence == WRONG_WEEKDAY else NotUnderstood(NEEDS_DAY)
    return NotUnderstood(NEEDS_DAY) if isinstance(told, datetime) else told


def _in_words(answer: str, _context: Context, _answers: Answers) -> str:
    return long_date(date.fromisoformat(answer))
