"""A question for a day to come: typed as German speakers write it, or chosen in a calendar."""

from collections.abc import Callable
from datetime import date, timedelta

from dateparser.date import DateDataParser

from cards.forms import Field, InputKind
from cards.wording import long_date
from dialogs.answers import SKIP, NotUnderstood, fold
from dialogs.context import Context
from dialogs.flow import Answers, Question
from dialogs.question_kinds import always

FURTHEST = timedelta(days=3 * 366)
_LONGEST = 40
_NEEDS_DIGIT = "Bitte nennen Sie den Tag, zum Beispiel 15.3.2027."


def day_to_come(
    id: str,  # noqa: A002 - the question's id
    *,
    label: str,
    hint: str,
    relevant: Callable[[Answers, Context], bool] = always,
) -> Question:
    """Ask for a day that is still to come; it may be left open."""

    def asked(_context: Context, _answers: Answers) -> Field:
        return Field(id=id, kind=InputKind.DATE, label=label, error=_NEEDS_DIGIT, required=False, hint=hint)

    def understand(text: str, context: Context, _answers: Answers) -> str | NotUnderstood:
        word = fold(text)
        if not word or word in SKIP or word in {"nein", "keine", "keine frist"}:
            return ""
        day = _read(text, context)
        if day is None:
            return NotUnderstood(_NEEDS_DIGIT)
        today = context.rulebook.day(context.now)
        if not today <= day <= today + FURTHEST:
            return NotUnderstood(f"Der {long_date(day)} ist nicht möglich. Bitte prüfen Sie Tag und Jahr.")
        return day.isoformat()

    return Question(id=id, field=asked, understand=understand, chosen=understand, relevant=relevant)


def _read(text: str, context: Context) -> date | None:
    if len(text) > _LONGEST or not any(character.isdigit() for character in text):
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        pass
    settings = {
        "DATE_ORDER": "DMY",
        "PREFER_DATES_FROM": "future",
        "REQUIRE_PARTS": ["day", "month"],
        "RELATIVE_BASE": context.rulebook.local(context.now).replace(tzinfo=None),
    }
    found = DateDataParser(languages=["de"], settings=settings).get_date_data(text.strip())
    return found.date_obj.date() if found.date_obj is not None else None
