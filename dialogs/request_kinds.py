"""What people can ask for in words besides cases and lists (``casework.requests``)."""

from dataclasses import dataclass
from datetime import date

from casework import requests
from procedure.vocabulary import StaffId


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """„abwesend bis Freitag“."""

    staff_id: StaffId
    from_on: date
    until_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """„wieder da“."""

    staff_id: StaffId


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """„wochenübersicht“."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """„hilfe“."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """A request that needs more; ``sentence`` says what, with an example."""

    sentence: str


Request = requests.Request | Away | Back | Week | Help | Unclear
