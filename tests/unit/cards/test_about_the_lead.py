"""What a case is about and who answered stand under the right label."""

import pytest

from cards.case import case_card
from cards.sample_views import a_case, an_answer, for_bgf, waiting
from casework.views import CaseView, Viewpoint
from procedure.vocabulary import HandoverAnswer
from tests.unit.cards.reading import words

ABOUT = "die Teamleitung selbst; sie sieht diesen Vorgang nicht"


@pytest.mark.parametrize(
    "view",
    [
        waiting(viewpoint=Viewpoint.MANAGEMENT, about_lead=True),
        a_case(viewpoint=Viewpoint.MANAGEMENT, about_lead=True),
        for_bgf(a_case(about_lead=True)),
    ],
    ids=["management, waiting", "management", "bgf"],
)
def test_management_and_bgf_read_that_it_is_about_the_teamleitung(view: CaseView) -> None:
    assert ABOUT in words(case_card(view))


@pytest.mark.parametrize("view", [waiting(), a_case(), for_bgf(a_case())])
def test_other_cases_do_not_say_so(view: CaseView) -> None:
    assert ABOUT not in words(case_card(view))


def test_a_wish_nobody_named_is_not_on_the_card_of_the_waiting_customer() -> None:
    assert "Gewünscht" not in words(case_card(waiting()))


def test_the_bgf_does_not_take_the_answering_person_for_the_customer() -> None:
    view = a_case(handover=an_answer(HandoverAnswer.COME))
    text = words(case_card(for_bgf(view)))
    assert "Kundin/Kunde:" not in text
    assert "Antwort vor Ort" in text
