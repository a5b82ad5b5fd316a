"""Where people's chats are, remembered in memory as well: a press must not wait for a write it does not need.

What other processes note is looked up again after a minute.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from procedure.vocabulary import StaffId
from storage.conversations import ConversationReference, SqlConversations

TRUSTED_FOR = timedelta(minutes=1)
"""How long what this process knows about a chat is taken for the truth."""
MOST_KNOWN = 10_000
"""More people than an office has; ids in turns are input, so there is an end."""


class Conversations(Protocol):
    """Where each person's chat is."""

    async def remember(self, reference: ConversationReference) -> None:
        """Keep a person's chat."""

    async def of(self, staff_id: StaffId) -> ConversationReference | None:
        """Return a person's chat; None if they never wrote to the assistant."""

    async def mark_unreachable(self, staff_id: StaffId, at: datetime) -> None:
        """Note that a person cannot be written to, unless they were seen after ``at``."""


class KnownChats:
    """The stored chats with a memory in front: written only if something has changed."""

    def __init__(self, stored: SqlConversations) -> None:
        self._stored = stored
        self._known: dict[StaffId, tuple[ConversationReference, datetime]] = {}
        """Each chat as it is stored, and when that was last certain."""
        self._seen: dict[StaffId, datetime] = {}

    async def remember(self, reference: ConversationReference) -> None:
        """Keep a person's chat, as ``SqlConversations`` does."""
        staff_id, now = reference.staff_id, reference.seen_at
        self._seen[staff_id] = max(now, self._seen.get(staff_id, now))
        known = self._known.get(staff_id)
        if known is not None and now - known[1] < TRUSTED_FOR and _same(known[0], reference):
            return
        stored = await self._stored.of(staff_id)
        if stored is None or not _same(stored, reference):
            await self._stored.remember(reference)
        self._note(reference, now)

    async def of(self, staff_id: StaffId) -> ConversationReference | None:
        """Return a person's chat as it is stored."""
        return await self._stored.of(staff_id)

    async def mark_unreachable(self, staff_id: StaffId, at: datetime) -> None:
        """Note that a person cannot be written to, unless they were seen after ``at``."""
        if self._seen.get(staff_id, at) > at:
            return
        self._known.pop(staff_id, None)
        await self._stored.mark_unreachable(staff_id, at)
        # Only after the write: a turn in between reads what is stored then, and heals it.
        self._known.pop(staff_id, None)

    def _note(self, reference: ConversationReference, now: datetime) -> None:
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
            self._seen.clear()
        self._known[reference.staff_id] = (reference, now)


def _same(one: ConversationReference, other: ConversationReference) -> bool:
    return replace(one, seen_at=other.seen_at) == other
