"""The fields a step's form is made of: what is asked, and what is filled in before anybody types."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from casework.part_views import TeamChoice
from casework.views import CaseView

Options = Sequence[tuple[str, str]]
"""Value and title of each choice."""


def nothing(_view: CaseView) -> str:
    """Fill nothing in."""
    return ""


def always(_view: CaseView) -> bool:
    """Ask in every case."""
    return True


def said(value: str) -> Callable[[CaseView], str]:
    """Fill in the same in every case."""
    return lambda _view: value


def today(view: CaseView) -> str:
    """Fill in the office's day."""
    return view.today.isoformat() if view.today else ""


def days_after(day: date | None, days: int) -> str:
    """Write the day so many days later as an input takes it; empty where there is none."""
    return (day + timedelta(days=days)).isoformat() if day else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question. ``missing`` is the sentence when a required answer is not there; empty: optional."""

    name: str
    """As the step's data calls it."""
    label: str
    hint: str = ""
    missing: str = ""
    initial: Callable[[CaseView], str] = nothing
    applies: Callable[[CaseView], bool] = always
    """Whether it is asked at all in this case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextField(Field):
    """Free text."""

    limit: int
    """Characters."""
    lines: bool = False
    """More than one line."""
    placeholder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayField(Field):
    """A day."""

    earliest: Callable[[CaseView], str] = nothing
    latest: Callable[[CaseView], str] = nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeField(Field):
    """A time of day; drawn beside the day before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberField(Field):
    """A whole number."""

    least: int = 0
    most: int = 999


@dataclass(frozen=True, slots=True, kw_only=True)
class TickField(Field):
    """A box to tick; ``tick`` stands beside it."""

    tick: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceField(Field):
    """One choice or several."""

    options: Callable[[CaseView], Options]
    expanded: bool = False
    """All choices in sight."""
    several: bool = False
    settled_if_single: bool = False
    """Where there is one choice, it is sent along and not asked."""

    def settled(self, view: CaseView) -> str | None:
        """Return the only choice where nothing is to be chosen; None where it is asked."""
        if not self.settled_if_single:
            return None
        options = self.options(view)
        return options[0][0] if len(options) == 1 else None


Word = TypeVar("Word", bound=StrEnum)


def from_words(words: Mapping[Word, str]) -> Callable[[CaseView], Options]:
    """Offer every value of an enumeration under its German word."""
    options = tuple((key.value, title) for key, title in words.items())
    return lambda _view: options


def team_field(
    teams: Callable[[CaseView], Sequence[TeamChoice]], *, label: str = "Für welches Team?"
) -> ChoiceField:
    """Ask which team a step is for; not where only one comes into question.

    Of several none is suggested: a deputy would speak for the wrong team without noticing.
    """
    return ChoiceField(
        name="team",
        label=label,
        missing="Bitte wählen Sie das Team.",
        options=lambda view: [(str(team.id), team.name) for team in teams(view)],
        settled_if_single=True,
    )
