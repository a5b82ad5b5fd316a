"""What a conversation says, as values; cards and texts are made of them elsewhere."""

from dataclasses import dataclass

from cards.forms import FormView, SummaryView


@dataclass(frozen=True, slots=True)
class Ask:
    """The next step."""

    form: FormView


@dataclass(frozen=True, slots=True)
class Confirm:
    """Everything is answered: what will be recorded, before anything is stored."""

    summary: SummaryView


@dataclass(frozen=True, slots=True)
class Say:
    """One sentence before the question it belongs to."""

    text: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The conversation is over and nothing was stored."""

    text: str


Reply = Ask | Confirm | Say | Ended
