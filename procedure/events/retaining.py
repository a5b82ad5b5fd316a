"""What holds a case back from being anonymised, and no longer."""

from dataclasses import dataclass

from procedure.events.base import Event
from procedure.vocabulary import HoldGround


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldPlaced(Event):
    """The case must be kept on this ground."""

    ground: HoldGround


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldLifted(Event):
    """The case need not be kept on this ground any longer."""

    ground: HoldGround
