"""What the intake makes of danger and of wishes to talk: warnings, talks, alarms (GA VI)."""

import pytest

from dialogs.intake import DANGER
from dialogs.intake_questions import PRIVACY
from procedure.vocabulary import (
    EscalationGround,
    TalkWish,
)
from tests.dialogs.intake_chat import (
    WAITS,
    IntakeChat,
    at_concern,
    at_details,
    at_summary,
)


def test_first_card_warns_of_danger_and_the_concern_card_of_health_data() -> None:
    assert IntakeChat().starts().form.warning == DANGER
    assert at_concern().fields()["summary"].hint == PRIVACY


def test_danger_is_the_first_sentence_also_when_the_first_question_is_answered_already() -> None:
    begun = IntakeChat().starts("neu persönlich Leistung A: Er schreit")
    assert begun.form.warning == DANGER
    assert begun.presses(concerns="fachliche_beschwerde").form.warning == ""


@pytest.mark.parametrize("ground", list(EscalationGround))
def test_naming_a_ground_for_an_immediate_talk_warns_of_danger_again(ground: EscalationGround) -> None:
    asked = at_details().presses(**WAITS | {"talk": ground})
    assert asked.form.warning == DANGER
    assert asked.form.title == "Warum kann es nicht warten?"


def test_danger_names_alarm_and_emergency_numbers_before_anything_else() -> None:
    assert DANGER.index("Alarm") < DANGER.index("110") < DANGER.index("112") < DANGER.index("Aufnahme")


def test_typing_on_after_the_note_goes_back_to_the_details() -> None:
    chat = at_details().types("wartet", "Bedrohung", "Er droht mit Schlägen")
    assert chat.form.title == "Was muss die Teamleitung noch wissen?"
    assert chat.form.warning == ""


def test_a_wish_to_talk_is_no_alarm() -> None:
    chat = at_summary(talk="wunsch")
    assert chat.fact("Wunsch") == "Gespräch mit der Geschäftsleitung"
    assert not any("alarmiert" in sentence for sentence in chat.summary.sentences)
    assert chat.confirms().reaction.talk_wish is TalkWish.WISH


@pytest.mark.parametrize("ground", list(EscalationGround))
def test_an_immediate_talk_needs_its_ground_and_a_note(ground: EscalationGround) -> None:
    chat = at_details().presses(**WAITS | {"talk": ground})
    assert list(chat.fields()) == ["talk_note"]
    assert chat.presses(talk_note="").fields()["talk_note"].problem
    chat.presses(talk_note="Droht der Kollegin")
    assert any("alarmiert" in sentence for sentence in chat.summary.sentences)
    reaction = chat.confirms().reaction
    assert reaction.talk_wish is TalkWish.IMMEDIATE
    assert reaction.escalation_ground is ground
    assert reaction.escalation_note == "Droht der Kollegin"


def test_an_immediate_talk_without_a_ground_is_refused_with_the_way_out() -> None:
    chat = at_details().types("wartet")
    while next(iter(chat.fields())) != "talk":
        chat.types("-")
    refused = chat.types("sofort")
    assert "Bedrohung" in refused.fields()["talk"].problem
    assert "Teamleitung" in refused.fields()["talk"].problem


def test_talk_wish_may_be_typed_as_yes_or_no() -> None:
    def asked() -> IntakeChat:
        chat = at_details().types("wartet")
        while next(iter(chat.fields())) != "talk":
            chat.types("-")
        return chat

    assert asked().types("ja", "weiter", "erfassen").reaction.talk_wish is TalkWish.WISH
    assert asked().types("nein", "weiter", "erfassen").reaction.talk_wish is TalkWish.NONE
