"""Keeping a case longer than its time, or no longer (lawsuit, criminal charge, petition, Art. 18 DSGVO)."""

from dataclasses import dataclass

from procedure.vocabulary import HoldGround


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceHold:
    """The case must not be anonymised for now, on this ground."""

    ground: HoldGround
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftHold:
    """The case need not be kept on this ground any longer; also for a petition, held from the start."""

    ground: HoldGround
    reason: str
