"""The contract between a conversation and the card that draws one of its steps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class InputKind(StrEnum):
    """How a field is asked for."""

    BUTTONS = "buttons"
    """One choice, one button each: a step with exactly this one field needs no „Weiter“."""
    CHOICE = "choice"
    """One choice from a compact list."""
    RADIO = "radio"
    """One choice, all visible."""
    MULTI = "multi"
    """Several choices, all visible."""
    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    TIME = "time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice."""

    value: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question as an input: label, help, and the sentence that helps when it is missing or wrong."""

    id: str
    kind: InputKind
    label: str
    error: str
    required: bool = True
    options: tuple[Option, ...] = ()
    value: str = ""
    """What was typed before; several choices joined by commas."""
    hint: str = ""
    """Help below the label, for example „Bitte keine Gesundheitsdaten …“."""
    placeholder: str = ""
    max_length: int = 0
    problem: str = ""
    """Why the last answer was not understood; shown at the field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormView:
    """One step of a conversation."""

    draft_id: str
    """The draft this form belongs to: a button of another draft is stale."""
    turn: int
    """Counts the answers so far: a button of an earlier step is stale."""
    progress: str
    """„Schritt 2 von 5“."""
    title: str
    """The question, the card's heading."""
    fields: tuple[Field, ...]
    intro: str = ""
    warning: str = ""
    """A sentence that cannot wait (danger, A30), drawn as a band."""
    can_go_back: bool = True
    submit: str = "Weiter"


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryView:
    """What will be recorded, shown before anything is stored (WCAG 3.3.4)."""

    draft_id: str
    turn: int
    progress: str
    facts: tuple[tuple[str, str], ...]
    """(label, value); the values are the person's own words."""
    sentences: tuple[str, ...]
    """What follows from it: why it must be recorded, who answers, by when."""
    submit: str = "Erfassen"
    intro: str = ""
    """For a voluntary record: why nothing obliges to record, and the offer."""
    discard: str = ""
    """Title of a second button that ends without storing („Nicht erfassen“); empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormInput:
    """What a person sent: typed text, or a pressed button with the form's values."""

    text: str = ""
    verb: str = ""
    """One of cards.verbs.INTAKE_*; empty for typed text."""
    draft_id: str = ""
    turn: int = -1
    values: Mapping[str, str] = field(default_factory=dict)
