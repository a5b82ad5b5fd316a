"""What the intake says it has understood; drafts that an earlier form of it began."""

from datetime import timedelta

import pytest

from cards.forms import FormInput
from cards.verbs import INTAKE_RESUME
from dialogs import conversation
from dialogs.conversation import SCHEMA
from dialogs.flow import State
from procedure.vocabulary import TalkWish
from tests.dialogs.intake_chat import (
    CONCERN,
    DRAFT,
    OPEN,
    IntakeChat,
    a_context,
    at_circumstances,
    at_concern,
    at_details,
    at_letter,
    at_summary,
)
from tests.support.builders import REGISTERED_AT


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("Brief",), "Verstanden: Brief."),
        (("Brief", "1, lob"), "Verstanden: Fachliche Beschwerde, Lob."),
        (("Brief", "Lob", "beide"), ""),
        (("Brief", "Lob", "1"), "Verstanden: Leistung A."),
        (("Brief", "Lob", "1", "Sehr freundlich"), ""),
        (("Brief", "Lob", "1", "Danke", "gestern"), "Verstanden: Mittwoch, 2. Dezember 2026."),
        (
            ("Brief", "Lob", "1", "Danke", "gestern 9 Uhr"),
            "Verstanden: Mittwoch, 2. Dezember 2026, 9:00 Uhr.",
        ),
        (("Brief", "Lob", "1", "Danke", "gestern", "Agentur"), "Verstanden: Über die Agentur für Arbeit."),
        (("Brief", "Lob", "1", "Danke", "gestern", "Agentur", "nee"), "Verstanden: Nein."),
        (("Brief", "Lob", "1", "Danke", "gestern", "weiter"), ""),
        (("Brief", "Lob", "1", "Danke", "gestern", "-"), ""),
        (("Brief", "Lob", "1", "Danke", "gestern", "weiter", "Karla Kundin"), ""),
        (
            ("Brief", "Lob", "1", "Danke", "gestern", "weiter", "K", "-", "-", "zwölf"),
            "Verstanden: 12 Personen.",
        ),
    ],
)
def test_a_typed_choice_is_said_before_the_next_question_and_free_text_is_not(
    typed: tuple[str, ...], told: str
) -> None:
    assert IntakeChat().starts().types(*typed).form.intro == told


def test_the_last_typed_choice_is_said_above_the_summary() -> None:
    chat = at_letter().types("Karla Kundin", "-", "-", "-", "Wunsch")
    assert chat.summary.intro == "Verstanden: Ja."


def test_the_date_of_another_office_is_said_as_it_was_understood() -> None:
    chat = at_letter(origin="AA").types("ja", "15.3.27")
    assert chat.form.intro == "Verstanden: Montag, 15. März 2027."


def test_a_press_is_not_repeated() -> None:
    for chat in (at_concern(), at_circumstances(), at_letter(), at_details()):
        assert chat.form.intro == ""
    assert at_summary().summary.intro == ""


def test_what_was_understood_stands_before_the_offer_to_record_voluntarily() -> None:
    chat = at_circumstances().types("ja", "weiter")
    assert chat.form.intro.startswith("Diese Reaktion muss nicht")
    chat = at_circumstances().types("ja")
    while list(chat.fields()) != ["voluntary"]:
        chat.types("nein" if next(iter(chat.fields())) != "origin" else "direkt")
    assert chat.form.intro.startswith("Verstanden: Nein. Diese Reaktion muss nicht")


def test_an_answer_that_was_not_understood_is_not_said_to_be() -> None:
    assert at_concern().types("xyzzy").form.intro == ""


def test_the_summary_shows_what_was_settled_at_once_and_noted_in_verbis() -> None:
    chat = at_circumstances().presses(**OPEN | {"resolved": "ja", "leadership": "ja"}).presses(verbis="ja")
    assert chat.fact("Sofort geklärt") == "ja"
    assert chat.fact("VerBIS") == "Gespräch ist vermerkt"


def test_the_number_of_the_form_has_not_changed_because_earlier_drafts_go_on() -> None:
    assert SCHEMA == 1


@pytest.mark.parametrize("at", ["the next day", "at once"])
def test_a_finished_draft_of_the_earlier_form_is_asked_only_what_is_new(at: str) -> None:
    earlier = {
        "channel": "schriftlich",
        **CONCERN,
        "received": "2026-12-02",
        "origin": "AA",
        "leadership": "nein",
        "concerns_lead": "nein",
        "legal_remedy": "nein",
    }
    details = {"talk": "wunsch", "name": "Karla Kundin", "contact": "", "number": ""}
    stored = State.from_json({"draft": DRAFT, "turn": 4, "history": [earlier, details], "undone": {}})
    now = REGISTERED_AT + timedelta(hours=23) if at == "the next day" else REGISTERED_AT
    context = a_context(now=now)
    chat = IntakeChat(context=context)
    chat.last = conversation.advance(stored, FormInput(verb=INTAKE_RESUME, draft_id=DRAFT), context)

    assert chat.said == ""
    assert list(chat.fields()) == ["authorised", "external_due", "confidential"]
    assert list(chat.presses().fields()) == ["people"]
    reaction = chat.presses().confirms().reaction
    assert reaction.customer.name == "Karla Kundin"
    assert reaction.talk_wish is TalkWish.WISH
    assert (reaction.confidential, reaction.people, reaction.external_due_on) == (False, 1, None)
