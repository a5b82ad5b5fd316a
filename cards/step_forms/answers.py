"""Reads what was typed into a step's form, strictly: a choice that is none is asked again at its field."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TypeVar

from cards.step_forms.fields import Field, NumberField, TextField
from procedure.errors import IncompleteReaction
from procedure.rulebook import Rulebook
from procedure.vocabulary import TeamId

Word = TypeVar("Word", bound=StrEnum)

_NO_DAY = "Bitte wählen Sie einen Tag."
_NO_CHOICE = "Bitte wählen Sie eine der angebotenen Möglichkeiten."
_KEY_LENGTH = 64
"""Characters of the key of a team."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The answers to one form by the names of its fields. Errors name the field and say what to do."""

    fields: Mapping[str, Field]
    values: Mapping[str, str]
    """By field name."""
    rulebook: Rulebook

    def text(self, name: str) -> str:
        """Return a text without the space around it."""
        typed = self._answer(name)
        field = self.fields[name]
        if isinstance(field, TextField) and len(typed) > field.limit:
            raise IncompleteReaction(
                name, f"Bitte kürzen Sie die Angabe auf höchstens {field.limit} Zeichen."
            )
        return typed

    def day(self, name: str) -> date:
        """Return a day that has to be there."""
        day = self.day_if_any(name)
        if day is None:
            raise IncompleteReaction(name, self.fields[name].missing or _NO_DAY)
        return day

    def day_if_any(self, name: str) -> date | None:
        """Return a day, or None where the field is empty."""
        typed = self._answer(name)
        if not typed:
            return None
        day = _day(typed)
        if day is None:
            raise IncompleteReaction(name, self.fields[name].missing or _NO_DAY)
        return day

    def instant(self, day_name: str, time_name: str) -> datetime | None:
        """Return a day and time as the office's clocks show them; None where both are empty.

        An hour that the clocks skip would be shown as another one: it is asked again.
        """
        day_typed, time_typed = (self.values.get(name, "").strip() for name in (day_name, time_name))
        if not day_typed and not time_typed:
            return None
        day, clock = _day(day_typed), _clock(time_typed)
        if day is None:
            raise IncompleteReaction(day_name, _NO_DAY)
        if clock is None:
            raise IncompleteReaction(time_name, "Bitte wählen Sie eine Uhrzeit.")
        instant = datetime.combine(day, clock, tzinfo=self.rulebook.timezone)
        try:
            shown = self.rulebook.local(instant.astimezone(UTC)).replace(tzinfo=None)
        except OverflowError:  # the first and the last day that there are
            raise IncompleteReaction(day_name, _NO_DAY) from None
        if shown != instant.replace(tzinfo=None):
            raise IncompleteReaction(
                time_name, "Diese Uhrzeit gibt es an dem Tag nicht. Bitte wählen Sie eine andere."
            )
        return instant

    def required_instant(self, day_name: str, time_name: str) -> datetime:
        """Return a day and time that have to be there."""
        instant = self.instant(day_name, time_name)
        if instant is None:
            raise IncompleteReaction(day_name, "Bitte wählen Sie Tag und Uhrzeit.")
        return instant

    def choice(self, name: str, words: type[Word]) -> Word:
        """Return a choice that has to be made."""
        chosen = self.choice_if_any(name, words)
        if chosen is None:
            raise IncompleteReaction(name, self.fields[name].missing or _NO_CHOICE)
        return chosen

    def choice_if_any(self, name: str, words: type[Word]) -> Word | None:
        """Return a choice, or None where none was made."""
        typed = self._answer(name)
        if not typed:
            return None
        return self._word(name, typed, words)

    def choices(self, name: str, words: type[Word]) -> tuple[Word, ...]:
        """Return all choices made, each once."""
        return tuple(dict.fromkeys(self._word(name, value, words) for value in self._several(name)))

    def team(self) -> TeamId:
        """Return the team that the step is for."""
        return self._team("team", self._answer("team"))

    def teams(self, name: str) -> tuple[TeamId, ...]:
        """Return all teams chosen, each once."""
        return tuple(dict.fromkeys(self._team(name, value) for value in self._several(name)))

    def number(self, name: str) -> int:
        """Return a whole number that has to be there."""
        number = self.number_if_any(name)
        if number is None:
            raise IncompleteReaction(name, self.fields[name].missing or "Bitte geben Sie eine Zahl an.")
        return number

    def number_if_any(self, name: str) -> int | None:
        """Return a whole number within the field's bounds, or None where the field is empty."""
        typed = self._answer(name)
        if not typed:
            return None
        field = self.fields[name]
        least, most = (field.least, field.most) if isinstance(field, NumberField) else (0, 999)
        # Some clients send 3.0 for 3.
        whole = typed.removesuffix(".0")
        if not (whole.isascii() and whole.isdecimal() and least <= int(whole) <= most):
            raise IncompleteReaction(name, f"Bitte geben Sie eine ganze Zahl von {least} bis {most} an.")
        return int(whole)

    def ticked(self, name: str) -> bool:
        """Tell whether a box is ticked."""
        return self._answer(name).lower() == "true"

    def yes_or_no(self, name: str) -> bool | None:
        """Return a choice between „ja“ and „nein“; None where neither was chosen."""
        typed = self._answer(name)
        if typed not in {"", "ja", "nein"}:
            raise IncompleteReaction(name, _NO_CHOICE)
        return typed == "ja" if typed else None

    def _answer(self, name: str) -> str:
        typed = self.values.get(name, "").strip()
        if not typed and self.fields[name].missing:
            raise IncompleteReaction(name, self.fields[name].missing)
        return typed

    def _several(self, name: str) -> Sequence[str]:
        return [value.strip() for value in self._answer(name).split(",") if value.strip()]

    def _team(self, name: str, typed: str) -> TeamId:
        if len(typed) > _KEY_LENGTH:
            raise IncompleteReaction(name, _NO_CHOICE)
        return TeamId(typed)

    def _word(self, name: str, typed: str, words: type[Word]) -> Word:
        try:
            return words(typed)
        except ValueError:
            raise IncompleteReaction(name, _NO_CHOICE) from None


def _day(typed: str) -> date | None:
    """Read what an input for days sends, nothing else that Python might take for a day."""
    try:
        return date.fromisoformat(typed) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", typed, re.ASCII) else None
    except ValueError:
        return None


def _clock(typed: str) -> time | None:
    """Read what an input for times sends; some clients add the seconds."""
    try:
        return time.fromisoformat(typed) if re.fullmatch(r"\d{2}:\d{2}(:\d{2})?", typed, re.ASCII) else None
    except ValueError:
        return None
