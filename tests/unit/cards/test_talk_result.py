"""After a talk with the management the cards say how it was held, and what came of it (R41)."""

from dataclasses import replace
from datetime import date

from cards.case import case_card
from cards.full_text import full_text_card
from cards.sample_views import a_full_text, for_management, taken
from casework.part_views import TalkView
from casework.views import CaseView
from procedure.vocabulary import TalkForm, TalkState
from tests.unit.cards.reading import words

RESULT = "Vereinbart: Der Bescheid geht bis Freitag hinaus."
HELD = TalkView(
    state=TalkState.HELD,
    form=TalkForm.TELEPHONE,
    decision_note="Ich rufe heute an.",
    held_on=date(2026, 11, 20),
    held_note=RESULT,
)


def after_the_talk() -> CaseView:
    return replace(taken(), talk=HELD)


def test_the_teamleitung_reads_form_decision_and_result() -> None:
    text = words(case_card(after_the_talk()))

    assert "Gespräch: telefonisch, geführt am 20. November" in text
    assert "Die Geschäftsleitung zum Gesprächswunsch:\nIch rufe heute an." in text
    assert f"Ergebnis des Gesprächs mit der Geschäftsleitung:\n{RESULT}" in text


def test_the_management_reads_its_result_again() -> None:
    assert f"Ergebnis des Gesprächs:\n{RESULT}" in words(case_card(for_management(after_the_talk())))


def test_the_result_stands_in_the_opened_case() -> None:
    text = words(full_text_card(a_full_text(case=after_the_talk())))

    assert f"Ergebnis des Gesprächs mit der Geschäftsleitung\n{RESULT}" in text


def test_a_result_that_floods_the_card_is_cut() -> None:
    flood = "<&" * 500
    talk = replace(HELD, note=flood, decision_note=flood, held_note=flood)

    assert "Ergebnis des Gesprächs" in words(case_card(replace(taken(), talk=talk)))
