"""Finds the first broken link of one chain of the record. Pure: it compares what was read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from storage.audit_chain import AuditKey, Content, Head


class BreakKind(StrEnum):
    """What can be wrong with the record."""

    CHANGED = "changed"
    MISSING = "missing"
    INSERTED = "inserted"
    SWAPPED = "swapped"
    CUT_OFF = "cut off"
    """The end is not the one that was written last: entries are gone from it, or its mark was changed."""
    WRONG_KEY = "wrong key"
    NOT_SEALED = "not sealed"
    START_LOST = "start lost"
    CORRECTIONS = "corrections"
    """What was corrected in a case is not what its entries vouch for."""
    BROUGHT_BACK = "brought back"
    """Fewer cases are anonymised than were: an older state of one was put back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """The first broken link."""

    kind: BreakKind
    record: str = ""
    """A case's number, or the id of a case without one; „staff“; „numbers-2026“; empty: all of it."""
    position: int | None = None
    """Place of the entry, from 1."""
    sealed: int = 0
    """How many entries from before the sealing are covered only together, if one of them is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An entry as it stands in the database; its values may be anything."""

    id: Any
    position: Any
    mac: Any
    content: Content | None
    """None: not readable as an entry."""


def first_break(
    key: AuditKey, head: Head, found: Sequence[Found], *, label: str | None = None
) -> Break | None:
    """Return the first broken link of a chain, or None; ``label`` is what its head has to say."""
    older = sorted((entry for entry in found if entry.position is None), key=lambda entry: entry.id)
    linked = [entry for entry in found if entry.position is not None]
    if not all(isinstance(entry.position, int) for entry in linked):
        return Break(kind=BreakKind.CHANGED)
    linked.sort(key=lambda entry: (entry.position, entry.id))
    holds = key.holds(head) and (label is None or head.label == label)
    return (
        _break_in_older(key, head, older, holds=holds)
        or _break_in_linked(key, head, linked)
        or (None if holds else Break(kind=BreakKind.CUT_OFF, position=len(found) or None))
    )


def _break_in_older(key: AuditKey, head: Head, older: Sequence[Found], *, holds: bool) -> Break | None:
    if len(older) < head.sealed:
        return Break(kind=BreakKind.MISSING, sealed=head.sealed)
    if len(older) > head.sealed:
        return Break(kind=BreakKind.INSERTED, position=None, sealed=head.sealed)
    mac = ""
    for entry in older:
        mac = key.folded(head.chain, mac, entry.content or ())
    if mac == head.sealed_mac:
        return None
    return Break(kind=BreakKind.CHANGED if holds else BreakKind.CUT_OFF, sealed=head.sealed)


def _break_in_linked(key: AuditKey, head: Head, linked: Sequence[Found]) -> Break | None:
    before, expected = head.sealed_mac, head.sealed + 1
    owed = head.length - head.sealed
    for index, entry in enumerate(linked):
        if entry.position > expected:
            beyond = expected > head.length
            return Break(kind=BreakKind.INSERTED if beyond else BreakKind.MISSING, position=expected)
        if entry.position < expected or expected > head.length:
            return Break(kind=BreakKind.INSERTED, position=entry.position)
        if not _fits(key, head.chain, expected, before, entry):
            return Break(kind=_kind(key, head.chain, linked, index, before, owed), position=expected)
        if index and entry.id <= linked[index - 1].id:
            return Break(kind=BreakKind.SWAPPED, position=expected)
        before, expected = entry.mac, expected + 1
    if expected <= head.length:
        return Break(kind=BreakKind.CUT_OFF, position=expected)
    return None if before == head.last_mac else Break(kind=BreakKind.CUT_OFF, position=expected - 1)


def _fits(key: AuditKey, chain: str, position: int, before: str, entry: Found) -> bool:
    return entry.content is not None and entry.mac == key.entry_mac(chain, position, before, entry.content)


def _kind(
    key: AuditKey, chain: str, linked: Sequence[Found], index: int, before: str, owed: int
) -> BreakKind:
    """Say what has probably happened to an entry that does not fit its place."""
    position = linked[index].position
    fits_here: Callable[[Found], bool] = lambda entry: _fits(key, chain, position, before, entry)  # noqa: E731
    if any(fits_here(entry) for entry in linked[index + 1 :]):
        # The right one comes later: something was put before it, or they changed places.
        return BreakKind.INSERTED if len(linked) > owed else BreakKind.SWAPPED
    return BreakKind.MISSING if len(linked) < owed else BreakKind.CHANGED
