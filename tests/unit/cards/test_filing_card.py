"""The BGF's card of a case that is over: the papers first, then one press (GA VII; R42)."""

from datetime import date

from cards.case import case_card
from cards.sample_cases import done
from cards.sample_parts import owed
from cards.sample_views import for_bgf_later
from casework.views import Step
from procedure.duties import DutyKind
from tests.unit.cards.reading import Card, pressed, words

TO_FILE = (owed(DutyKind.FILE, date(2026, 12, 4), 3),)
LETTER = "Das eingegangene Schreiben fehlt. Bitte fügen Sie es hinzu."


def bgf_sees(*steps: Step, missing: tuple[str, ...] = ()) -> Card:
    return case_card(for_bgf_later(done(), duties=TO_FILE, missing=missing, steps=steps))


def test_while_papers_are_missing_the_card_asks_for_them_and_highlights_no_button() -> None:
    card = bgf_sees(Step.OPEN, Step.REOPEN, missing=(LETTER,))

    assert "Senden Sie mir, was unten noch fehlt, als Datei." in words(card)
    assert LETTER in words(card)
    assert not [action for action in card["actions"] if action.get("style") == "positive"]


def test_once_they_are_there_the_step_that_settles_it_is_highlighted() -> None:
    card = bgf_sees(Step.CONFIRM_FILED, Step.OPEN, Step.REOPEN)

    assert "Prüfen Sie bis Freitag, 4. Dezember 2026, ob die Ablage vollständig ist" in words(card)
    assert pressed(card, "Ablage vollständig")["style"] == "positive"


def test_a_case_that_still_has_to_be_recorded_highlights_that() -> None:
    card = bgf_sees(Step.CONFIRM_RECORDED, Step.OPEN, missing=(LETTER,))

    assert pressed(card, "Als erfasst bestätigen …")["style"] == "positive"
