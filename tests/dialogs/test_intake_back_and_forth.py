"""The intake as a conversation: an answer taken back, and given anew."""

import pytest

from cards.verbs import (
    INTAKE_NEXT,
)
from dialogs.conversation import FIRST, STALE
from tests.dialogs.intake_chat import (
    CONCERN,
    LETTER,
    at_circumstances,
    at_concern,
    at_summary,
)
from tests.dialogs.intake_steps import EVERY_STEP, at_channel, at_received, every_step


@every_step
@pytest.mark.parametrize("way", ["typed", "pressed"])
def test_zurueck_undoes_the_last_answer_alone_at_every_step(step: str, way: str) -> None:
    chat = EVERY_STEP[step]()
    before = chat.state.history
    _ = chat.types("zurück") if way == "typed" else chat.goes_back()
    assert chat.state.history == before[:-1]


def test_zurueck_at_the_first_question_says_so_and_asks_it_again() -> None:
    for chat in (at_channel().types("zurück"), at_channel().goes_back()):
        assert chat.said == FIRST
        assert chat.form.title == "Wie hat sich die Kundin/der Kunde gemeldet?"


def test_the_first_card_offers_no_way_back() -> None:
    assert not at_channel().form.can_go_back
    assert at_concern().form.can_go_back


def test_what_zurueck_took_back_stands_in_the_form_again() -> None:
    chat = at_circumstances().goes_back()
    fields = chat.fields()
    assert fields["concerns"].value == CONCERN["concerns"]
    assert fields["teams"].value == CONCERN["teams"]
    assert fields["summary"].value == CONCERN["summary"]


def test_after_zurueck_weiter_takes_what_stands_in_the_form() -> None:
    forth = at_summary().confirms().command
    chat = at_summary().types("zurück", "zurück", "zurück")
    assert chat.form.title == "Worum geht es?"
    assert chat.types("weiter", "weiter", "weiter", "erfassen").command == forth


def test_a_moment_taken_back_stands_there_as_people_write_it() -> None:
    chat = at_received().presses(**LETTER).goes_back()
    assert chat.fields()["received"].value == "02.12.2026"
    typed = at_received().presses(**LETTER | {"received": "gestern 14 Uhr"}).goes_back()
    assert typed.fields()["received"].value == "02.12.2026 14:00"


def test_answers_after_zurueck_replace_the_earlier_ones() -> None:
    chat = at_circumstances().goes_back().presses(**CONCERN | {"summary": "Anderes Anliegen"})
    assert chat.state.answers["summary"] == "Anderes Anliegen"


def test_a_card_from_before_zurueck_is_stale_although_as_many_answers_are_given() -> None:
    chat = at_concern()
    older = chat.button(INTAKE_NEXT, **CONCERN)
    chat.presses(**CONCERN).goes_back()
    assert chat.sends(older).said == STALE


def test_what_is_answered_anew_is_not_kept_a_second_time() -> None:
    chat = at_circumstances().goes_back()
    assert set(chat.state.undone) == set(CONCERN)
    assert chat.presses(**CONCERN).state.undone == {}


def test_after_zurueck_weiter_presses_no_button() -> None:
    chat = at_concern().types("zurück", "weiter")
    assert chat.form.fields[0].id == "channel"
    assert chat.form.fields[0].problem
