"""The intake as a conversation: buttons of older cards, of other drafts, and forged ones."""

from dataclasses import replace

import pytest

from cards.verbs import (
    INTAKE_BACK,
    INTAKE_CANCEL,
    INTAKE_CONFIRM,
    INTAKE_NEXT,
    INTAKE_RESUME,
)
from dialogs.conversation import STALE
from tests.dialogs.intake_chat import (
    CONCERN,
    at_concern,
)
from tests.dialogs.intake_steps import EVERY_STEP, every_step


@every_step
def test_a_button_of_an_older_card_shows_the_present_question(step: str) -> None:
    chat = EVERY_STEP[step]()
    before, asked = chat.state, chat.last.replies[-1]
    for verb in (INTAKE_NEXT, INTAKE_BACK, INTAKE_CONFIRM):
        chat.sends(replace(chat.button(verb), turn=chat.state.turn - 1))
        assert chat.said == STALE
        assert chat.state == before
        assert chat.last.replies[-1] == asked


@every_step
@pytest.mark.parametrize("verb", [INTAKE_NEXT, INTAKE_BACK, INTAKE_CONFIRM, INTAKE_CANCEL, INTAKE_RESUME])
def test_a_button_of_another_draft_changes_nothing(step: str, verb: str) -> None:
    chat = EVERY_STEP[step]()
    before = chat.state
    chat.sends(replace(chat.button(verb), draft_id="another"))
    assert chat.said == STALE
    assert chat.state == before


def test_pressing_twice_takes_the_first_press_and_shows_the_second_the_next_question() -> None:
    chat = at_concern()
    press = chat.button(INTAKE_NEXT, **CONCERN)
    assert chat.sends(press).form.title == "Wie war es?"
    assert chat.sends(press).said == STALE
    assert chat.form.title == "Wie war es?"


@pytest.mark.parametrize("step", [name for name in EVERY_STEP if name != "summary"])
def test_a_forged_confirmation_in_the_middle_records_nothing(step: str) -> None:
    chat = EVERY_STEP[step]()
    assert chat.sends(chat.button(INTAKE_CONFIRM)).last.command is None
