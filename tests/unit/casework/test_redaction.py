"""What stands on a card in a chat never names the customer, however somebody typed the name (privacy)."""

import json
from typing import Any

import pytest

from casework.redaction import without_customer
from procedure.case import Case, Customer
from procedure.case_parts import Acknowledgement, Ending
from procedure.vocabulary import (
    AcknowledgementState,
    CaseState,
    Channel,
    ConcernKind,
    EndReason,
    EscalationGround,
    HandoverAnswer,
    Origin,
    Parting,
    WaiverReason,
)
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    FRONT_DESK,
    MANAGEMENT,
    REGISTERED_AT,
    TEAM_LEAD_A,
    a_case,
    a_handover,
    a_reaction,
)
from tests.unit.cards.desk import Desk

CUSTOMER = Customer(name="Kunigunde Geheim-Müller", contact="Geheimgasse 12, 70000 Dorf", number="987X654321")
TELLTALE = "Frau Geheims Bescheid (987X 654321), Geheimgasse 12"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Karla Kundin", "Frau Kundin war da."),
        ("Kundin, Karla", "Frau Kundin war da."),
        ("KUNDIN,KARLA", "Frau kundin war da."),
        ("Karla Kundin-Muster", "Frau Kundin war da."),
        ("Karla Kundin", "Frau Kundins Bescheid fehlt."),
        ("Karla Ku\u0308hn", "Frau Kühn war da."),
        ("Karla Kühn", "Frau Ku\u0308hn war da."),
        ("Karla O'Kundin", "Frau O'Kundin war da."),
    ],
)
def test_a_name_is_taken_out_however_it_is_written(name: str, text: str) -> None:
    kept = without_customer(text, Customer(name=name)).casefold()
    assert "…" in kept
    assert "kund" not in kept
    assert "kühn" not in kept


@pytest.mark.parametrize("typed", ["617A123456", "617 A 123456", "617a-123456", "617A/123/456"])
@pytest.mark.parametrize("known", ["617A123456", "617A 123456"])
def test_a_customer_number_is_taken_out_with_and_without_spaces(typed: str, known: str) -> None:
    assert without_customer(f"Nummer {typed}.", Customer(number=known)) == "Nummer …."


def test_words_that_only_begin_alike_stay() -> None:
    text = "Der Kundinnenschalter und das Waldstück am Hang."
    assert without_customer(text, Customer(name="Karla Kundin", contact="Wald 3")) == text


def a_telltale(field: str, **more: Any) -> Case:  # noqa: ANN401 - fields of the reaction
    return a_case(reaction=a_reaction(customer=CUSTOMER, parting=Parting.LEFT, **{field: TELLTALE}, **more))


CASES = {
    "summary": a_telltale("summary"),
    "earlier case": a_telltale(
        "follow_up_of", concerns=(ConcernKind.FACHLICHE_BESCHWERDE, ConcernKind.FOLGEREAKTION)
    ),
    "hand-over agreed": a_telltale("handover_agreed_with"),
    "third party": a_telltale("origin_detail", origin=Origin.OTHER),
    "alert": a_telltale("escalation_note", escalation_ground=EscalationGround.BEDROHUNG),
    "why it is not acknowledged": a_case(
        reaction=a_reaction(customer=CUSTOMER, channel=Channel.WRITTEN, parting=None),
        acknowledgement=Acknowledgement(
            state=AcknowledgementState.WAIVED,
            settled_at=REGISTERED_AT,
            waiver=WaiverReason.OTHER,
            note=TELLTALE,
        ),
    ),
    "handed over to": a_case(
        reaction=a_reaction(customer=CUSTOMER, parting=Parting.LEFT),
        state=CaseState.ENDED,
        ending=Ending(
            reason=EndReason.HANDED_OVER,
            ended_at=REGISTERED_AT,
            ended_by=TEAM_LEAD_A,
            note=TELLTALE,
            target=TELLTALE,
        ),
    ),
    "number in the KRM-Tool": a_case(
        reaction=a_reaction(customer=CUSTOMER, parting=Parting.LEFT),
        recorded_in_tool_at=REGISTERED_AT,
        krm_tool_ref=TELLTALE,
    ),
    "place": a_case(
        reaction=a_reaction(customer=CUSTOMER),
        handover=a_handover(
            answer=HandoverAnswer.APPOINTMENT,
            answered_at=REGISTERED_AT,
            answered_by=TEAM_LEAD_A,
            place=TELLTALE,
        ),
    ),
    "call back": a_case(
        reaction=a_reaction(customer=CUSTOMER),
        handover=a_handover(
            answer=HandoverAnswer.CALLBACK,
            answered_at=REGISTERED_AT,
            answered_by=TEAM_LEAD_A,
            callback=TELLTALE,
        ),
    ),
}


@pytest.mark.parametrize("where", CASES)
async def test_no_card_that_stays_in_a_chat_names_the_customer(where: str) -> None:
    desk = Desk()
    await desk.house.has(CASES[where])
    for person in (TEAM_LEAD_A, DEPUTY_A, BGF, MANAGEMENT, FRONT_DESK):
        card = json.dumps(await desk.sees(CASES[where], person), ensure_ascii=False)
        for telltale in ("Geheim", "987X", "654321"):
            assert telltale not in card, (person, telltale)
