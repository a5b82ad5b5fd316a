"""Percentages and times, computed with whole numbers: the same on every machine (GA VIII, R46)."""

from collections.abc import Sequence
from typing import Final

ROUNDED: Final = "Prozente haben eine Nachkommastelle und sind kaufmännisch gerundet."
MEDIAN: Final = (
    "Median: der mittlere Wert, bei gerader Anzahl die Mitte zwischen den beiden mittleren Werten."
    " 90-Prozent-Wert: der kleinste Wert, den mindestens neun von zehn Vorgängen nicht überschreiten."
)


def percent(part: int, whole: int) -> float | None:
    """Return a share of a positive whole in percent with one decimal, half rounded away from zero.

    None if there is nothing to divide by.
    """
    if whole <= 0:
        return None
    tenths = (abs(part) * 2000 + whole) // (2 * whole)
    return (tenths if part >= 0 else -tenths) / 10


def change(now: int, before: int) -> float | None:
    """Return by how many percent a number has changed; None if there was nothing before."""
    return percent(now - before, before)


def median(values: Sequence[int]) -> float | None:
    """Return the middle value; between two middle ones, their mean. None of no values."""
    if not values:
        return None
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return float(ordered[middle])
    return (ordered[middle - 1] + ordered[middle]) / 2


def ninth_decile(values: Sequence[int]) -> float | None:
    """Return the smallest value that at least nine of ten do not exceed (nearest rank). None of no values."""
    if not values:
        return None
    rank = -(-9 * len(values) // 10)
    return float(sorted(values)[rank - 1])
