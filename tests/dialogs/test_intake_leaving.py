"""The intake as a conversation: help, leaving, and going on with what was begun."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cards.forms import FormInput
from cards.verbs import (
    HELP,
    INTAKE_CANCEL,
    INTAKE_DISCARD,
    INTAKE_RESUME,
    INTAKE_START,
)
from dialogs import conversation
from dialogs.conversation import NOTHING_STORED
from tests.dialogs.intake_chat import (
    DRAFT,
    at_concern,
)
from tests.dialogs.intake_steps import EVERY_STEP, every_step
from tests.support.builders import REGISTERED_AT


@every_step
@pytest.mark.parametrize("word", ["abbrechen", "Abbrechen.", "ABBRUCH"])
def test_abbrechen_ends_at_every_step_and_stores_nothing(step: str, word: str) -> None:
    chat = EVERY_STEP[step]().types(word)
    assert chat.farewell == NOTHING_STORED
    assert chat.last.command is None


@every_step
@pytest.mark.parametrize("verb", [INTAKE_CANCEL, INTAKE_DISCARD])
def test_the_cancel_button_ends_at_every_step(step: str, verb: str) -> None:
    chat = EVERY_STEP[step]()
    assert chat.sends(chat.button(verb)).farewell == NOTHING_STORED


@every_step
def test_the_cancel_button_of_an_older_card_of_the_draft_still_ends_it(step: str) -> None:
    chat = EVERY_STEP[step]()
    older = replace(chat.button(INTAKE_CANCEL), turn=chat.state.turn - 1)
    assert chat.sends(older).farewell == NOTHING_STORED


@every_step
@pytest.mark.parametrize("word", ["hilfe", "Hilfe!", "?", "help"])
def test_hilfe_explains_and_asks_again_at_every_step(step: str, word: str) -> None:
    chat = EVERY_STEP[step]()
    before = chat.state
    asked = chat.last.replies[-1]
    chat.types(word)
    assert chat.state == before
    assert chat.last.replies[-1] == asked
    assert "abbrechen" in chat.said
    assert "zurück" in chat.said


@every_step
def test_the_help_button_does_as_the_word(step: str) -> None:
    pressed, typed = EVERY_STEP[step](), EVERY_STEP[step]()
    assert pressed.sends(FormInput(verb=HELP)).last == typed.types("hilfe").last


@every_step
@pytest.mark.parametrize("verb", [INTAKE_RESUME, INTAKE_START])
def test_resuming_asks_the_present_question(step: str, verb: str) -> None:
    chat = EVERY_STEP[step]()
    before, asked = chat.state, chat.last.replies[-1]
    chat.sends(FormInput(verb=verb, draft_id=DRAFT if verb == INTAKE_RESUME else ""))
    assert chat.state == before
    assert chat.last.replies == (asked,)


@every_step
def test_neu_in_the_middle_goes_on_with_the_draft(step: str) -> None:
    chat = EVERY_STEP[step]()
    before, asked = chat.state, chat.last.replies[-1]
    chat.types("neu")
    assert "schon eine Aufnahme begonnen" in chat.said
    assert chat.state == before
    assert chat.last.replies[-1] == asked


def test_neu_with_a_whole_line_in_the_middle_is_no_answer_either() -> None:
    chat = at_concern().types("Lob", "Leistung A")
    chat.types("neu telefonisch Leistung B: Rückruf fehlt")
    assert "schon eine Aufnahme begonnen" in chat.said


def test_beschwerde_in_the_middle_is_an_answer() -> None:
    chat = at_concern().types("Beschwerde")
    assert chat.state.answers["concerns"] == "fachliche_beschwerde"


@every_step
def test_the_offer_to_go_on_names_the_step_and_no_content(step: str) -> None:
    chat = EVERY_STEP[step]()
    assert conversation.offer(chat.state, chat.context).startswith("Schritt ")


@every_step
def test_the_next_day_the_draft_goes_on_where_it_was(step: str) -> None:
    chat = EVERY_STEP[step]()
    asked = chat.last.replies[-1]
    chat.at(REGISTERED_AT + timedelta(hours=23)).sends(FormInput(verb=INTAKE_RESUME, draft_id=DRAFT))
    assert type(chat.last.replies[-1]) is type(asked)
