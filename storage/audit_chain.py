"""The chain of the record (R50): each entry's MAC covers its content and the MAC before it.

Nobody who has the database alone can write, change or leave out an entry so that the MACs fit: they need
a key that only the key file opens. Pure: nothing here asks the database.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from storage.key_set import derive

STAFF: Final = "staff"
"""The chain of the roster and the absences. Every case has one of its own, named by its id."""

BROKEN: Final = "broken"
"""Stands where the MAC of a head could not be continued; never a valid one."""

Content = Sequence[Any]
"""An entry as plain JSON values, the same from either database."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """How far a chain goes. Its own MAC makes it noticed if the end is cut off."""

    chain: str
    label: str
    sealed: int = 0
    """How many entries from before the sealing it begins with."""
    sealed_mac: str = ""
    length: int = 0
    last_mac: str = ""
    head_mac: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What an entry carries; nothing while the record is not sealed."""

    position: int | None = None
    """Place in its chain, from 1."""
    mac: str | None = None


class AuditKey:
    """Makes the MACs of one office's record."""

    __slots__ = ("_key",)

    def __init__(self, secret: bytes) -> None:
        self._key = derive(secret, "audit chain")

    def entry_mac(self, chain: str, position: int, before: str, content: Content) -> str:
        """Return the MAC of an entry at its place, after the MAC ``before``."""
        return self._mac("entry", chain, position, before, content)

    def folded(self, chain: str, before: str, content: Content) -> str:
        """Return the MAC of entries from before the sealing, one entry further than ``before``."""
        return self._mac("sealed", chain, before, content)

    def corrections_mac(self, case_id: str, corrections: Sequence[Content]) -> str:
        """Return the MAC of the corrections that one step made in a case."""
        return self._mac("corrections", case_id, corrections)

    def begun(self, chain: str, label: str, *, sealed: int = 0, sealed_mac: str = "") -> Head:
        """Begin a chain."""
        head = Head(
            chain=chain,
            label=label,
            sealed=sealed,
            sealed_mac=sealed_mac,
            length=sealed,
            last_mac=sealed_mac,
        )
        return replace(head, head_mac=self._head_mac(head))

    def numbers(self, year: int, last: int) -> Head:
        """Say how many case numbers a year has given; a case that is gone leaves a gap below."""
        head = Head(chain=f"numbers-{year}", label="", length=last)
        return replace(head, head_mac=self._head_mac(head))

    def holds(self, head: Head) -> bool:
        """Tell whether a head is as it was written."""
        return hmac.compare_digest(str(head.head_mac).encode(), self._head_mac(head).encode())

    def extended(self, head: Head, contents: Iterable[Content]) -> tuple[Head, list[Link]]:
        """Put entries at the end of a chain. A head that was tampered with never becomes a valid one."""
        links: list[Link] = []
        before = head.last_mac
        for position, content in enumerate(contents, start=head.length + 1):
            before = self.entry_mac(head.chain, position, before, content)
            links.append(Link(position=position, mac=before))
        moved = replace(head, length=head.length + len(links), last_mac=before)
        # The place counts in the mark: two who append at once must see each other's change.
        mac = self._head_mac(moved) if self.holds(head) else f"{BROKEN} {moved.length}"
        return replace(moved, head_mac=mac), links

    def _head_mac(self, head: Head) -> str:
        return self._mac(
            "head", head.chain, head.label, head.sealed, head.sealed_mac, head.length, head.last_mac
        )

    def _mac(self, *parts: Any) -> str:  # noqa: ANN401 - plain JSON values
        message = json.dumps(parts, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
        return hmac.new(self._key, message.encode("ascii"), hashlib.sha256).hexdigest()


def instant(at: datetime) -> str:
    """Write an instant as the MACs cover it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
