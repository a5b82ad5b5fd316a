"""Signed tickets for one file and one person, valid for minutes: what a link or a consent card carries.

A ticket holds ids only. It is signed with a key of the office's key ring, a different one for each
purpose, so that a ticket for one thing is none for another. Any key of the ring opens it: while keys are
renewed, the replica that a link leads to may write with another one than the replica that signed it.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Self

import jwt

from bot.clock import Clock
from procedure.vocabulary import DocumentId, StaffId
from storage.keys import KeyRing, derive, key_id

_ALGORITHM = "HS256"
_LONGEST = 2_000
_LONGEST_ID = 64


class Purpose(StrEnum):
    """What a ticket is for."""

    LINK = "download link"
    CONSENT = "file consent"


class TicketRefused(Exception):  # noqa: N818 - named for the fact
    """A ticket that nobody of us signed, or for something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """What was signed."""

    document_id: DocumentId
    staff_id: StaffId
    ticket_id: str
    """Makes it work once."""
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Tickets:
    """Signs and reads the tickets of one purpose."""

    keys: KeyRing = field(repr=False)
    purpose: Purpose
    clock: Clock
    lifetime: timedelta

    @classmethod
    def of(cls, keys: KeyRing, purpose: Purpose, *, clock: Clock, lifetime: timedelta) -> Self:
        """Make the tickets of a purpose; the key that writes signs, because every replica has it."""
        return cls(keys=keys, purpose=purpose, clock=clock, lifetime=lifetime)

    def sign(self, document_id: DocumentId, staff_id: StaffId) -> str:
        """Write a ticket."""
        claims = {
            "sub": document_id,
            "aud": staff_id,
            # Rounded up: a ticket is never valid for less than promised.
            "exp": int((self.clock.now() + self.lifetime).timestamp()) + 1,
            "jti": uuid.uuid4().hex,
        }
        return jwt.encode(claims, next(self._derived()), algorithm=_ALGORITHM)

    def read(self, token: str) -> Ticket:
        """Read a ticket, expired ones too (see ``has_expired``); TicketRefused if it is not ours."""
        if len(token) > _LONGEST:
            raise TicketRefused
        try:
            claims = self._opened(token)
            return Ticket(
                document_id=DocumentId(_id(claims["sub"])),
                staff_id=StaffId(_id(claims["aud"])),
                ticket_id=_id(claims["jti"]),
                expires_at=datetime.fromtimestamp(claims["exp"], UTC),
            )
        except (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError):
            raise TicketRefused from None

    def _opened(self, token: str) -> dict[str, Any]:
        """Return what any of the office's keys has signed."""
        for key in self._derived():
            try:
                claims: dict[str, Any] = jwt.decode(
                    token,
                    key,
                    algorithms=[_ALGORITHM],
                    # Whom it is for is checked against the roster, when against our own clock.
                    options={
                        "require": ["sub", "aud", "exp", "jti"],
                        "verify_aud": False,
                        "verify_exp": False,
                    },
                )
            except jwt.InvalidSignatureError:
                continue
            return claims
        raise TicketRefused

    def _derived(self) -> Iterator[bytes]:
        """Derive the keys of this purpose, the one that signs first."""
        writes = self.keys.writes  # looks for renewed keys as well
        for key in sorted(self.keys.keys, key=lambda key: key_id(key) != writes):
            yield derive(key, self.purpose)

    def has_expired(self, ticket: Ticket) -> bool:
        """Tell whether a ticket's time is over."""
        return self.clock.now() >= ticket.expires_at


def _id(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST_ID:
        raise ValueError
    return value
