"""A question for a number of people: „12“, „zwölf“, „12 Personen“. One person is the rule and left open."""

import re
from collections.abc import Callable

from cards.forms import Field, InputKind
from dialogs.answers import SKIP, NotUnderstood, fold
from dialogs.context import Context
from dialogs.flow import Answers, Question
from dialogs.question_kinds import always

_IN_WORDS = {"ein": 1, "eine": 1, "einer": 1, "eins": 1, "zwei": 2, "drei": 3, "vier": 4, "funf": 5} | {
    word: number
    for number, word in enumerate(("sechs", "sieben", "acht", "neun", "zehn", "elf", "zwolf"), start=6)
}
"""By their folded words; greater numbers are written in figures."""
_COUNT = re.compile(
    r"(?P<count>[0-9]{1,6}|[a-z]+)(?: (?:person(?:en)?|leute|menschen|kunden|kundinnen und kunden))?"
)
_ONE = frozenset({"nur eine", "nur eine person", "kein", "keine", "nein", "niemand", "allein", "alleine"})
_MOST_CHARACTERS = 40


def how_many_people(
    id: str,  # noqa: A002 - the question's id
    *,
    label: str,
    hint: str,
    most: int,
    relevant: Callable[[Answers, Context], bool] = always,
) -> Question:
    """Ask for a number of people up to ``most``; the answer is empty for one, figures for more."""
    error = f"Bitte geben Sie die Zahl der Personen an, 1 bis {most}, zum Beispiel 12."

    def asked(_context: Context, _answers: Answers) -> Field:
        return Field(
            id=id,
            kind=InputKind.TEXT,
            label=label,
            error=error,
            required=False,
            hint=hint,
            max_length=_MOST_CHARACTERS,
        )

    def understand(text: str, _context: Context, _answers: Answers) -> str | NotUnderstood:
        if len(text) > _MOST_CHARACTERS:
            return NotUnderstood(error)
        word = fold(text)
        if not word or word in SKIP:
            return ""
        number = 1 if word in _ONE else _number(word)
        if number is None or not 1 <= number <= most:
            return NotUnderstood(error)
        return "" if number == 1 else str(number)

    return Question(
        id=id,
        field=asked,
        understand=understand,
        chosen=understand,
        in_words=lambda answer, _context, _answers: f"{answer} Personen",
        relevant=relevant,
    )


def _number(word: str) -> int | None:
    found = _COUNT.fullmatch(word)
    if found is None:
        return None
    count = found["count"]
    return int(count) if count.isdigit() else _IN_WORDS.get(count)
