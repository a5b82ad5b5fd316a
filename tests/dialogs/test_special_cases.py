"""Anonymous, confidential, about the Teamleitung, or no case of its own (A15, A16, A17, A26, A34, R52)."""

import pytest

from cards.forms import InputKind
from dialogs.intake_questions import EARLIER_CASE, NO_REACTION
from tests.dialogs.intake_chat import (
    LETTER,
    WAITS,
    IntakeChat,
    at_circumstances,
    at_concern,
    at_details,
    at_letter,
    at_summary,
)


def test_an_anonymous_letter_is_worked_on_without_an_answer_and_nobody_promises_one() -> None:
    assert "ohne Antwort" in at_letter().fields()["name"].hint
    chat = at_letter().presses()
    assert chat.fact("Kundin/Kunde") == "anonym"
    shown = " ".join(chat.summary.sentences)
    assert "bearbeiten wir den Vorgang, aber ohne schriftliche Antwort" in shown
    assert "Abzuschließen ist der Vorgang bis Mittwoch, 16. Dezember 2026." in shown
    assert "Antwort ist fällig" not in shown


def test_an_anonymous_group_has_no_contact_person() -> None:
    chat = at_letter().presses(people="12")
    assert not any("Kontaktperson" in sentence for sentence in chat.summary.sentences)


def test_praise_is_promised_no_answer() -> None:
    chat = (
        IntakeChat().starts("neu Brief Lob Leistung A: Danke").presses(**LETTER).presses(name="Karla Kundin")
    )
    assert not any("Antwort ist fällig" in sentence for sentence in chat.summary.sentences)


def test_confidential_is_one_compact_preset_field_of_the_circumstances() -> None:
    for chat in (at_circumstances(), at_circumstances("schriftlich")):
        asked = chat.fields()["confidential"]
        assert (asked.required, asked.value, asked.kind) == (False, "nein", InputKind.CHOICE)


@pytest.mark.parametrize("way", ["typed", "pressed"])
def test_a_confidential_letter_says_that_the_teamleitung_will_not_see_it(way: str) -> None:
    chat = at_circumstances("schriftlich")
    if way == "pressed":
        chat.presses(**LETTER | {"confidential": "ja"})
    else:
        chat.types("gestern")
        while next(iter(chat.fields())) != "confidential":
            chat.types("-")
        chat.types("ja", "weiter")
    chat.presses(name="Karla Kundin")
    assert chat.fact("Vertraulich") == "ja, die Teamleitung sieht den Vorgang nicht"
    assert any("Geschäftsleitung, weil der Vorgang vertraulich ist" in s for s in chat.summary.sentences)
    assert chat.confirms().reaction.confidential


def test_what_is_not_confidential_says_nothing_about_it() -> None:
    assert at_summary().fact("Vertraulich") == ""


@pytest.mark.parametrize("answer", ["confidential", "concerns_lead"])
def test_what_the_teamleitung_must_not_learn_is_neither_agreed_with_it_nor_promised_from_it(
    answer: str,
) -> None:
    chat = at_details(**{answer: "ja"})
    assert chat.form.title == "Was ist noch wichtig?"
    assert "agreed_with" not in chat.fields()
    assert "Geschäftsleitung meldet sich" in chat.fields()["parting"].options[-1].title
    assert "geht an die Geschäftsleitung" in chat.fields()["talk"].options[1].title
    waits = chat.presses(**WAITS)
    assert "Nach dem Erfassen frage ich sofort die Geschäftsleitung." in waits.summary.sentences
    assert not any("an die Teamleitung weitergegeben" in sentence for sentence in waits.summary.sentences)
    assert not waits.confirms().reaction.referred_to_team_lead


def test_everything_else_is_agreed_with_the_teamleitung() -> None:
    chat = at_details()
    assert "agreed_with" in chat.fields()
    assert "zuerst an die Teamleitung" in chat.fields()["talk"].options[1].title
    assert "Teamleitung meldet sich" in chat.fields()["parting"].options[-1].title


@pytest.mark.parametrize("channel", ["schriftlich", "persoenlich"])
def test_the_concern_card_says_where_else_things_go_and_asks_nothing_for_it(channel: str) -> None:
    chat = at_concern(channel)
    hint = chat.fields()["concerns"].hint
    assert hint == f"{NO_REACTION} {EARLIER_CASE}"
    for word in (
        "Widerspruch",
        "Antrag",
        "Auskunft",
        "Rücknahme",
        "schon erfasst",
        "früheren Vorgang",
        "BGF",
    ):
        assert word in hint
    assert list(chat.fields()) == ["concerns", "teams", "summary"]


@pytest.mark.parametrize("answered", ["gl", "Geschäftsleitung", "3"])
def test_the_desk_says_that_it_is_about_the_management_itself(answered: str) -> None:
    chat = at_circumstances().types("nein", "direkt", "nein", answered, "nein").presses(**WAITS)
    assert chat.fact("Betroffen") == "die Geschäftsleitung selbst"
    reaction = chat.confirms().reaction
    assert (reaction.concerns_management, reaction.concerns_lead) == (True, False)
    assert reaction.referred_to_team_lead


@pytest.mark.parametrize(("answered", "about_lead"), [("ja", True), ("nein", False), ("Teamleitung", True)])
def test_a_yes_means_the_teamleitung(answered: str, about_lead: bool) -> None:  # noqa: FBT001 - a column
    chat = at_circumstances().types("nein", "direkt", "nein", answered, "nein").presses(**WAITS)
    reaction = chat.confirms().reaction
    assert (reaction.concerns_management, reaction.concerns_lead) == (False, about_lead)
