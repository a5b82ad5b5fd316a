"""What the intake makes of how they parted, and of who was told (GA V)."""

import pytest

from procedure.vocabulary import (
    Parting,
)
from tests.dialogs.intake_chat import (
    OPEN,
    WAITS,
    at_circumstances,
    at_details,
    at_summary,
)


def test_summary_of_a_waiting_customer_says_who_is_asked_at_once() -> None:
    assert "Nach dem Erfassen frage ich sofort die Teamleitung Leistung A." in at_summary().summary.sentences
    about_lead = at_details(concerns_lead="ja").presses(**WAITS).summary.sentences
    assert "Nach dem Erfassen frage ich sofort die Geschäftsleitung." in about_lead
    assert not any("frage ich" in sentence for sentence in at_summary(parting="gegangen").summary.sentences)


@pytest.mark.parametrize(
    ("channel", "words"), [("telefonisch", "Gespräch beendet"), ("persoenlich", "gegangen")]
)
def test_summary_says_of_a_call_that_it_is_over(channel: str, words: str) -> None:
    over = WAITS | {"parting": "gegangen", "agreed_with": "Tom Teamleiter"}
    summary = at_circumstances(channel).presses(**OPEN, time_consuming="nein").presses(**over).summary
    assert dict(summary.facts)["Verblieben"] == words


@pytest.mark.parametrize(
    ("parting", "said"),
    [
        ("wartet", Parting.WAITING),
        ("termin_vereinbart", Parting.APPOINTMENT),
        ("auf_schriftform_verwiesen", Parting.REFERRED_TO_WRITING),
        ("gegangen", Parting.LEFT),
    ],
)
def test_every_parting_of_an_open_talk_is_recorded(parting: str, said: Parting) -> None:
    assert at_summary(parting=parting).confirms().reaction.parting is said


@pytest.mark.parametrize(
    ("typed", "parting"),
    [
        ("wartet", Parting.WAITING),
        ("wartet hier", Parting.WAITING),
        ("Termin", Parting.APPOINTMENT),
        ("schriftlich", Parting.REFERRED_TO_WRITING),
        ("Schriftform", Parting.REFERRED_TO_WRITING),
        ("Der Kunde wartet", Parting.WAITING),
        ("gegangen", Parting.LEFT),
        ("ist weg", Parting.LEFT),
        ("Rückruf", Parting.LEFT),
        ("4", Parting.LEFT),
    ],
)
def test_a_parting_may_be_typed_as_people_say_it(typed: str, parting: Parting) -> None:
    chat = at_details().types(typed, "weiter", "erfassen")
    assert chat.reaction.parting is parting


def test_how_they_parted_must_be_told() -> None:
    chat = at_details().presses(**WAITS | {"parting": ""})
    assert chat.fields()["parting"].problem
    assert chat.fields()["name"].value == "Karla Kundin"


def test_referral_to_writing_shows_the_sentences_to_say_aloud() -> None:
    shown = " ".join(at_summary(parting="auf_schriftform_verwiesen").summary.sentences)
    assert "Bitte sagen Sie" in shown
    assert "schriftlich" in shown


@pytest.mark.parametrize("told", ["nein", "noch nicht", "-", ""])
def test_a_hand_over_not_agreed_is_allowed_and_shown(told: str) -> None:
    chat = at_summary(agreed_with=told)
    assert chat.fact("Übergabe abgestimmt") in {"nein", "noch nicht"}
    assert chat.confirms().reaction.handover_agreed_with == ""


def test_a_hand_over_agreed_names_with_whom() -> None:
    chat = at_summary(agreed_with="Tom Teamleiter, 10 Uhr")
    assert chat.fact("Übergabe abgestimmt") == "Tom Teamleiter, 10 Uhr"


def test_a_hand_over_agreed_with_nobody_named_is_asked_again() -> None:
    chat = at_details().presses(**WAITS | {"agreed_with": "ja"})
    assert "Mit wem" in chat.fields()["agreed_with"].problem


@pytest.mark.parametrize("parting", list(Parting))
def test_who_waits_or_is_called_back_is_referred_to_the_teamleitung(parting: Parting) -> None:
    reaction = at_summary(parting=parting).confirms().reaction
    assert reaction.referred_to_team_lead == (parting in {Parting.WAITING, Parting.LEFT})
