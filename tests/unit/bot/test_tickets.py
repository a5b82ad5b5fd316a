"""Tickets: signed for one document, one person and one purpose, valid for minutes, unforgeable."""

from datetime import UTC, datetime, timedelta

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import FixedClock
from bot.files.tickets import Purpose, TicketRefused, Tickets
from procedure.vocabulary import DocumentId
from storage.keys import KeyRing, derive
from tests.support.builders import TEAM_LEAD_A

NOW = datetime(2026, 12, 3, 9, 14, 0, 500_000, tzinfo=UTC)
DOCUMENT = DocumentId("11111111-2222-4333-8444-555555555555")
KEYS = KeyRing.generate()


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
    assert tickets().key not in {KEYS.keys[-1], derive(KEYS.keys[-1], "seal")}
    assert repr(tickets().key) not in repr(tickets())


CLAIMS = {"sub": DOCUMENT, "aud": TEAM_LEAD_A, "exp": 2_000_000_000, "jti": "1"}


@pytest.mark.parametrize(
    "token",
    [
        jwt.encode(CLAIMS, "", algorithm="none"),
        jwt.encode({k: v for k, v in CLAIMS.items() if k != "exp"}, tickets().key, algorithm="HS256"),
        jwt.encode({k: v for k, v in CLAIMS.items() if k != "jti"}, tickets().key, algorithm="HS256"),
        jwt.encode(CLAIMS | {"sub": "x" * 100}, tickets().key, algorithm="HS256"),
        jwt.encode(CLAIMS | {"aud": ["a", "b"]}, tickets().key, algorithm="HS256"),
        jwt.encode(CLAIMS | {"exp": 10**30}, tickets().key, algorithm="HS256"),
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
