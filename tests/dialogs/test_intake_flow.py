"""The intake as a conversation: its steps one after the other, to the summary."""

import pytest

from cards.forms import InputKind
from dialogs.conversation import NOTHING_STORED
from tests.dialogs.intake_chat import (
    IntakeChat,
    at_details,
    at_summary,
)
from tests.dialogs.intake_steps import EVERY_STEP, at_voluntary


def test_at_the_summary_only_a_clear_word_records() -> None:
    for word in ("erfassen", "Erfassen!", "ja", "absenden"):
        assert at_summary().types(word).last.command is not None
    for word in ("nein", "vielleicht", "weiter?", "was?"):
        chat = at_summary().types(word)
        assert chat.last.command is None
        assert "erfassen" in chat.said
        assert chat.summary


def test_what_need_not_be_recorded_is_said_with_its_reason_and_offered() -> None:
    chat = at_voluntary()
    assert "muss nicht erfasst werden" in chat.form.intro
    assert chat.form.fields[0].kind is InputKind.BUTTONS


@pytest.mark.parametrize("answer", ["Nicht erfassen", "nein", "2"])
def test_nicht_erfassen_ends_and_stores_nothing(answer: str) -> None:
    assert at_voluntary().types(answer).farewell == NOTHING_STORED
    assert at_voluntary().presses(voluntary="nein").farewell == NOTHING_STORED


@pytest.mark.parametrize("answer", ["Freiwillig erfassen", "freiwillig", "ja", "1"])
def test_freiwillig_erfassen_goes_on_and_is_noted(answer: str) -> None:
    chat = at_voluntary().types(answer, "weiter")
    assert "freiwillig" in " ".join(chat.summary.sentences)
    assert chat.confirms().command.voluntary
    assert at_voluntary().presses(voluntary="ja").presses().confirms().command.voluntary


def test_the_steps_are_counted_without_the_offer_in_between() -> None:
    progress = [
        EVERY_STEP[step]() for step in ("channel", "concern", "circumstances", "voluntary", "details")
    ]
    assert [chat.form.progress for chat in progress] == [f"Schritt {n} von 5" for n in (1, 2, 3, 4, 4)]
    assert at_summary().summary.progress == "Schritt 5 von 5"


def test_what_a_form_leaves_out_is_answered_as_it_was_preset() -> None:
    chat = at_details().presses(parting="wartet")
    assert chat.state.answers["talk"] == "kein"
    assert chat.state.answers["verbis"] == "nein"


def test_what_the_first_line_filled_in_is_said_without_repeating_the_story() -> None:
    chat = IntakeChat().starts("neu persönlich Leistung A: Bescheid seit sieben Wochen offen")
    assert chat.form.intro == "Schon notiert: Persönlich, Leistung A, Ihre Beschreibung."
    assert IntakeChat().starts("neu").form.intro == ""
