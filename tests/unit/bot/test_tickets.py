"""Tickets: signed for one document, one person and one purpose, valid for minutes, unforgeable."""

from datetime import UTC, datetime, timedelta

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import FixedClock
from bot.files.tickets import Purpose, TicketRefused, Tickets
from procedure.vocabulary import DocumentId
from storage.keys import KeyRing, KeySet, derive, key_id
from tests.support.builders import TEAM_LEAD_A

NOW = datetime(2026, 12, 3, 9, 14, 0, 500_000, tzinfo=UTC)
DOCUMENT = DocumentId("11111111-2222-4333-8444-555555555555")
KEYS = KeyRing.generate()
SIGNS = derive(KEYS.keys[-1], Purpose.LINK)


def tickets(
    keys: KeyRing = KEYS, purpose: Purpose = Purpose.LINK, clock: FixedClock | None = None
) -> Tickets:
    return Tickets.of(keys, purpose, clock=clock or FixedClock(NOW), lifetime=timedelta(minutes=5))


def test_what_was_signed_is_read_again() -> None:
    ticket = tickets().read(tickets().sign(DOCUMENT, TEAM_LEAD_A))
    assert (ticket.document_id, ticket.staff_id) == (DOCUMENT, TEAM_LEAD_A)


def test_two_tickets_for_the_same_are_two() -> None:
    first, second = (tickets().read(tickets().sign(DOCUMENT, TEAM_LEAD_A)) for _ in range(2))
    assert first.ticket_id != second.ticket_id


def test_it_is_valid_for_five_minutes_and_not_for_a_second_more_than_one() -> None:
    clock = FixedClock(NOW)
    ticket = tickets(clock=clock).read(tickets().sign(DOCUMENT, TEAM_LEAD_A))
    clock.advance(timedelta(minutes=5))
    assert not tickets(clock=clock).has_expired(ticket)
    clock.advance(timedelta(seconds=1))
    assert tickets(clock=clock).has_expired(ticket)


def test_a_ticket_for_one_purpose_is_none_for_another() -> None:
    with pytest.raises(TicketRefused):
        tickets(purpose=Purpose.CONSENT).read(tickets().sign(DOCUMENT, TEAM_LEAD_A))


def test_another_offices_key_signs_nothing_here() -> None:
    with pytest.raises(TicketRefused):
        tickets().read(tickets(KeyRing.generate()).sign(DOCUMENT, TEAM_LEAD_A))


def test_the_key_is_not_the_one_that_seals_names() -> None:
    token = tickets().sign(DOCUMENT, TEAM_LEAD_A)
    for other in (KEYS.keys[-1], derive(KEYS.keys[-1], "seal")):
        with pytest.raises(jwt.InvalidSignatureError):
            jwt.decode(token, other, algorithms=["HS256"], options={"verify_aud": False})
    assert repr(KEYS.keys[-1]) not in repr(tickets())
    assert repr(SIGNS) not in repr(tickets())


class TestWhileKeysAreRenewed:
    """Two replicas, of which one has not seen the newest state of the key file yet."""

    OLD, NEW = KeyRing.generate().keys[0], KeyRing.generate().keys[0]

    def test_a_link_of_the_replica_that_writes_with_the_old_key_works_at_the_one_with_the_new(self) -> None:
        token = tickets(KeyRing((self.OLD,))).sign(DOCUMENT, TEAM_LEAD_A)
        assert tickets(KeyRing((self.OLD, self.NEW))).read(token).document_id == DOCUMENT

    def test_a_key_that_lies_ready_signs_nothing_yet(self) -> None:
        ready = KeyRing(KeySet((self.OLD, self.NEW), writes=key_id(self.OLD)))
        token = tickets(ready).sign(DOCUMENT, TEAM_LEAD_A)
        assert tickets(KeyRing((self.OLD,))).read(token).document_id == DOCUMENT

    def test_a_key_renewed_while_the_replica_runs_opens_links_at_once(self) -> None:
        file = Renewed(KeySet((self.OLD, self.NEW)))
        running = tickets(KeyRing((self.OLD,), file))
        token = tickets(KeyRing((self.OLD, self.NEW))).sign(DOCUMENT, TEAM_LEAD_A)
        assert running.read(token).document_id == DOCUMENT

    def test_what_a_retired_key_signed_is_refused(self) -> None:
        token = tickets(KeyRing((self.OLD,))).sign(DOCUMENT, TEAM_LEAD_A)
        with pytest.raises(TicketRefused):
            tickets(KeyRing((self.NEW,))).read(token)

    def test_no_key_of_the_ring_opens_a_ticket_for_another_purpose(self) -> None:
        ring = KeyRing((self.OLD, self.NEW))
        with pytest.raises(TicketRefused):
            tickets(ring, Purpose.CONSENT).read(tickets(ring).sign(DOCUMENT, TEAM_LEAD_A))


class Renewed:
    """A key file that was changed once."""

    def __init__(self, keys: KeySet) -> None:
        self._keys: KeySet | None = keys

    def changed(self) -> KeySet | None:
        keys, self._keys = self._keys, None
        return keys


CLAIMS = {"sub": DOCUMENT, "aud": TEAM_LEAD_A, "exp": 2_000_000_000, "jti": "1"}


@pytest.mark.parametrize(
    "token",
    [
        jwt.encode(CLAIMS, "", algorithm="none"),
        jwt.encode({k: v for k, v in CLAIMS.items() if k != "exp"}, SIGNS, algorithm="HS256"),
        jwt.encode({k: v for k, v in CLAIMS.items() if k != "jti"}, SIGNS, algorithm="HS256"),
        jwt.encode(CLAIMS | {"sub": "x" * 100}, SIGNS, algorithm="HS256"),
        jwt.encode(CLAIMS | {"aud": ["a", "b"]}, SIGNS, algorithm="HS256"),
        jwt.encode(CLAIMS | {"exp": 10**30}, SIGNS, algorithm="HS256"),
        "a.b.c",
        "",
        "x" * 100_000,
    ],
)
def test_forged_tickets_are_refused(token: str) -> None:
    with pytest.raises(TicketRefused):
        tickets().read(token)


@given(st.text())
def test_any_text_is_refused_and_never_an_error(token: str) -> None:
    with pytest.raises(TicketRefused):
        tickets().read(token)


def test_a_changed_letter_breaks_the_signature() -> None:
    token = tickets().sign(DOCUMENT, TEAM_LEAD_A)
    head, body, signature = token.split(".")
    with pytest.raises(TicketRefused):
        tickets().read(f"{head}.{body[:-2]}AA.{signature}")
