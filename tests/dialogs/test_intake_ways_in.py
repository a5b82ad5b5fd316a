"""What the intake makes of calls and letters, of who wrote and of who stays unknown (GA I, III)."""

from datetime import UTC, datetime, timedelta

import pytest

from procedure.vocabulary import (
    Origin,
    Parting,
)
from tests.dialogs.intake_chat import (
    LETTER,
    OPEN,
    WAITS,
    at_circumstances,
    at_summary,
)
from tests.support.builders import REGISTERED_AT


def test_on_the_phone_the_customer_waits_there_and_lengthy_research_is_asked_for() -> None:
    chat = at_circumstances("telefonisch")
    assert "time_consuming" in chat.fields()
    chat.presses(**OPEN, time_consuming="ja")
    assert "am Telefon" in chat.fields()["parting"].options[0].title
    reaction = chat.types("wartet am Telefon", "weiter", "erfassen").reaction
    assert reaction.time_consuming
    assert reaction.parting is Parting.WAITING


def test_a_call_settled_after_lengthy_research_must_be_recorded() -> None:
    chat = at_circumstances("telefonisch").presses(**OPEN | {"resolved": "ja"}, time_consuming="ja")
    assert "voluntary" not in chat.fields()
    assert "parting" not in chat.fields()


def test_lengthy_research_is_asked_for_on_the_phone_alone() -> None:
    assert "time_consuming" not in at_circumstances().fields()
    assert "time_consuming" not in at_circumstances("schriftlich").fields()


@pytest.mark.parametrize("channel", ["schriftlich", "elektronisch"])
def test_writing_asks_when_and_whence_and_not_how_they_parted(channel: str) -> None:
    chat = at_circumstances(channel)
    assert "resolved" not in chat.fields()
    chat.presses(**LETTER)
    assert list(chat.fields()) == ["name", "contact", "number", "people", "talk"]
    assert not any(asked.required for asked in chat.form.fields)
    reaction = chat.presses(name="Karla Kundin").confirms().reaction
    assert reaction.channel == channel
    assert reaction.parting is None
    assert reaction.received_at == datetime(2026, 12, 1, 23, tzinfo=UTC)  # its first moment in Berlin


def test_a_letter_must_say_when_it_arrived() -> None:
    chat = at_circumstances("schriftlich").presses(**LETTER | {"received": ""})
    assert "Tag" in chat.fields()["received"].problem


def test_summary_names_the_day_of_a_letter_and_claims_no_time() -> None:
    chat = at_circumstances("schriftlich").presses(**LETTER).presses(name="Karla Kundin")
    assert chat.fact("Eingang") == "Mittwoch, 2. Dezember 2026"
    assert any("bestätigt den Eingang bis Montag, 7. Dezember 2026" in s for s in chat.summary.sentences)


def test_a_letter_that_may_be_a_widerspruch_is_recorded_and_sent_on() -> None:
    chat = at_circumstances("schriftlich").presses(**LETTER | {"legal_remedy": "ja"}).presses()
    assert any("Widerspruchsstelle" in sentence for sentence in chat.summary.sentences)
    assert chat.confirms().reaction.legal_remedy_check


def test_a_walk_in_cannot_be_a_widerspruch() -> None:
    assert "legal_remedy" not in at_circumstances().fields()


def test_another_office_must_be_named() -> None:
    chat = at_circumstances().presses(**OPEN | {"origin": "sonstige"})
    assert list(chat.fields()) == ["origin_detail", "authorised", "external_due"]
    assert chat.presses(origin_detail=" ").fields()["origin_detail"].problem
    chat.presses(origin_detail="Wahlkreisbüro").presses(**WAITS)
    assert chat.fact("Herkunft") == "Wahlkreisbüro"
    assert chat.confirms().reaction.origin is Origin.OTHER


def test_without_name_contact_and_number_it_is_anonymous_and_the_summary_says_so() -> None:
    chat = at_summary(name="")
    assert chat.fact("Kundin/Kunde") == "anonym"
    assert chat.confirms().reaction.anonymous


@pytest.mark.parametrize("told", ["anonym", "-", "keine", "unbekannt", "nein", "  "])
def test_a_name_that_says_nobody_is_none_typed_or_written_into_the_form(told: str) -> None:
    assert at_summary(name=told).confirms().reaction.anonymous


def test_somebody_with_a_number_only_is_not_anonymous() -> None:
    reaction = at_summary(name="", number="617A123456").confirms().reaction
    assert not reaction.anonymous
    assert reaction.customer.number == "617A123456"


def test_an_anonymous_letter_needs_no_acknowledgement() -> None:
    chat = at_circumstances("schriftlich").presses(**LETTER).presses()
    assert not any("bestätigt den Eingang" in sentence for sentence in chat.summary.sentences)


def test_a_walk_in_an_hour_ago_arrived_then() -> None:
    reaction = at_summary(happened="vor einer Stunde").confirms().reaction
    assert reaction.received_at == REGISTERED_AT - timedelta(hours=1)


def test_a_walk_in_left_open_arrived_when_it_was_asked_not_when_it_is_confirmed_next_day() -> None:
    chat = at_summary()
    reaction = chat.at(REGISTERED_AT + timedelta(hours=23)).confirms().reaction
    assert reaction.received_at == REGISTERED_AT
