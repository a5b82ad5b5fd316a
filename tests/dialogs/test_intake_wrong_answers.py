"""The intake as a conversation: what cannot be used comes back at its field."""

import pytest

from tests.dialogs.intake_chat import (
    CONCERN,
    LETTER,
    at_circumstances,
    at_concern,
)
from tests.dialogs.intake_steps import EVERY_STEP, at_received, every_step


@every_step
@pytest.mark.parametrize(
    "text", ["xyzzy", "👍", "\u202everkehrt", "<b>fett</b> **und** [x](http://a)", "=1+1"]
)
def test_no_text_leads_anywhere_unseen(step: str, text: str) -> None:
    chat = EVERY_STEP[step]()
    before = chat.state
    chat.types(text)
    if chat.state == before:
        assert chat.said or any(asked.problem for asked in chat.form.fields)


@every_step
def test_a_text_of_100000_characters_is_refused_with_a_limit(step: str) -> None:
    chat = EVERY_STEP[step]()
    before = chat.state
    chat.types("ä" * 100_000)
    assert chat.state == before
    assert "höchstens" in chat.said


@pytest.mark.parametrize("step", ["concern", "circumstances", "letter", "details"])
def test_what_was_typed_wrongly_comes_back_at_its_field(step: str) -> None:
    chat = EVERY_STEP[step]()
    first = chat.form.fields[0]
    chat.types("ganz anders")
    again = chat.form.fields[0]
    assert again.id == first.id
    assert again.value == "ganz anders"
    assert again.problem


def test_one_wrong_field_brings_the_whole_form_back_as_it_was_filled_in() -> None:
    chat = at_received().presses(**LETTER | {"received": "31.02.2026", "origin": "LRA", "leadership": "ja"})
    fields = chat.fields()
    assert fields["received"].problem
    assert fields["received"].value == "31.02.2026"
    assert fields["origin"].value == "LRA"
    assert fields["leadership"].value == "ja"
    assert not fields["origin"].problem


def test_unknown_fields_and_values_of_a_form_are_no_answers() -> None:
    chat = at_concern().presses(concerns="gold", teams="nirgends", summary="Da", channel="schriftlich", x="y")
    assert set(chat.fields()) == {"concerns", "teams", "summary"}
    assert chat.fields()["concerns"].problem
    assert chat.fields()["teams"].problem
    assert chat.state.answers == {"channel": "persoenlich"}


def test_a_summary_too_long_is_counted_for_the_person() -> None:
    chat = at_concern().presses(**CONCERN | {"summary": "x" * 4001})
    assert "4001" in chat.fields()["summary"].problem
    assert at_concern().presses(**CONCERN | {"summary": "x" * 4000}).form.title == "Wie war es?"


@pytest.mark.parametrize("step", ["channel", "concern", "circumstances", "letter", "details", "talk note"])
@pytest.mark.parametrize("word", ["-", "weiter", "überspringen", ""])
def test_a_question_that_must_be_answered_cannot_be_skipped(step: str, word: str) -> None:
    chat = EVERY_STEP[step]()
    before = chat.state
    assert chat.types(word).form.fields[0].problem
    assert chat.state == before


def test_a_future_or_ancient_moment_smuggled_into_the_form_is_refused() -> None:
    for forged in ("2030-01-01T10:00+01:00", "2030-01-01", "0001-01-01", "1999-01-01T10:00+01:00"):
        chat = at_received().presses(**LETTER | {"received": forged})
        assert chat.fields()["received"].problem, forged


def test_an_empty_yes_or_no_is_to_be_chosen_in_a_form_and_answered_where_one_types() -> None:
    pressed = at_circumstances().presses().fields()["resolved"]
    assert pressed.problem == pressed.error == "Bitte wählen Sie „Ja“ oder „Nein“."
    typed = at_circumstances().types("vielleicht").fields()["resolved"]
    assert typed.problem == "Bitte antworten Sie mit „ja“ oder „nein“."
