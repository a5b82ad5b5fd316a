"""The newest letter is at hand on its case, for the office that has to send it (R16, R18, R28)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cards.case import case_card
from casework.present import Presenter
from procedure.case import Case
from procedure.case_parts import Acknowledgement, Document
from procedure.rulebook import Rulebook
from procedure.vocabulary import (
    AcknowledgementState,
    CaseState,
    Channel,
    DocumentId,
    DocumentKind,
    Outcome,
    StaffId,
)
from tests.support.builders import (
    BGF,
    FRONT_DESK,
    MANAGEMENT,
    REGISTERED_AT,
    TEAM_LEAD_A,
    a_case,
    a_reaction,
    an_office,
)
from tests.unit.cards.reading import titles

NOW = REGISTERED_AT + timedelta(minutes=2)
OPEN = Acknowledgement(state=AcknowledgementState.OPEN)
SENT = Acknowledgement(state=AcknowledgementState.SENT)
ACKNOWLEDGEMENT, ANSWER, INTERIM, INCOMING = (
    Document(id=DocumentId(kind), kind=kind)
    for kind in (
        DocumentKind.ACKNOWLEDGEMENT,
        DocumentKind.ANSWER,
        DocumentKind.INTERIM_NOTICE,
        DocumentKind.INCOMING,
    )
)
SEE_ACKNOWLEDGEMENT, SEE_ANSWER = "Eingangsbestätigung ansehen", "Antwort ansehen"


def a_letter(acknowledgement: Acknowledgement = SENT, *documents: Document, **changes: CaseState) -> Case:
    reaction = a_reaction(channel=Channel.WRITTEN, parting=None, referred_to_team_lead=False)
    state = changes.get("state", CaseState.IN_PROGRESS_TEAM)
    return a_case(reaction=reaction, state=state, acknowledgement=acknowledgement, documents=documents)


def buttons(case: Case, who: StaffId, rulebook: Rulebook) -> list[str]:
    view = Presenter(office=an_office(), rulebook=rulebook, now=NOW).case(case, who)
    assert view is not None
    return [title for title in titles(case_card(view)) if title.endswith(" ansehen")]


def test_acknowledgement_is_at_hand_for_the_bgf_until_it_is_sent(rulebook: Rulebook) -> None:
    assert buttons(a_letter(OPEN, ACKNOWLEDGEMENT), BGF, rulebook) == [SEE_ACKNOWLEDGEMENT]
    assert buttons(a_letter(SENT, ACKNOWLEDGEMENT), BGF, rulebook) == []


@pytest.mark.parametrize("who", [TEAM_LEAD_A, MANAGEMENT, FRONT_DESK])
def test_acknowledgement_is_nobody_else_s_to_send(who: StaffId, rulebook: Rulebook) -> None:
    assert buttons(a_letter(OPEN, ACKNOWLEDGEMENT), who, rulebook) == []


def test_the_newest_answer_tells_its_result_to_who_closes(rulebook: Rulebook) -> None:
    first, second = (replace(ANSWER, outcome=told) for told in (Outcome.UNFOUNDED, Outcome.FOUNDED))
    presenter = Presenter(office=an_office(), rulebook=rulebook, now=NOW)
    view = presenter.case(a_letter(SENT, first, second), TEAM_LEAD_A)
    assert view is not None
    assert view.letter is not None
    assert view.letter.outcome is Outcome.FOUNDED


def test_answer_is_at_hand_for_the_team_that_answers_and_for_nobody_else(rulebook: Rulebook) -> None:
    case = a_letter(SENT, ACKNOWLEDGEMENT, ANSWER, INCOMING)

    assert buttons(case, TEAM_LEAD_A, rulebook) == [SEE_ANSWER]
    assert [buttons(case, who, rulebook) for who in (BGF, MANAGEMENT, FRONT_DESK)] == [[], [], []]


def test_of_several_letters_the_newest_is_at_hand(rulebook: Rulebook) -> None:
    assert buttons(a_letter(SENT, ANSWER, INTERIM), TEAM_LEAD_A, rulebook) == ["Zwischennachricht ansehen"]


def test_nothing_is_at_hand_where_no_letter_was_made(rulebook: Rulebook) -> None:
    assert buttons(a_letter(OPEN, INCOMING), BGF, rulebook) == []


def test_nothing_is_at_hand_once_the_case_is_closed(rulebook: Rulebook) -> None:
    assert buttons(a_letter(SENT, ANSWER, state=CaseState.CLOSED), TEAM_LEAD_A, rulebook) == []
