"""What the front desk is told: the receipt, the answer to say aloud, that the deputy is asked."""

import pytest

from cards.intake import deputy_asked_card, handed_over_card, receipt_card
from cards.sample_views import ALERTED, NOW, a_case, a_handover, a_receipt, an_answer, for_reporter, waiting
from casework.views import CaseView, HandoverView
from procedure.vocabulary import Channel, HandoverAnswer
from tests.unit.cards.berlin import berlin
from tests.unit.cards.reading import titles, words


def at_desk(handover: HandoverView, channel: Channel = Channel.IN_PERSON) -> CaseView:
    return for_reporter(waiting(handover=handover, channel=channel))


def test_the_receipt_says_number_who_answers_by_when_and_what_to_say() -> None:
    text = words(receipt_card(a_receipt()))

    assert text.startswith("Vorgang KRM-2026-0042 ist angelegt")
    assert "Das BGF und die Teamleitung Leistung A werden informiert." in text
    assert "Zuständig: Teamleitung Leistung A" in text
    assert "Antwort bis: Donnerstag, 3. Dezember 2026" in text
    assert "„Ihr Anliegen ist aufgenommen. Zuständig ist die Teamleitung Leistung A." in text
    assert "Sie bekommen eine Antwort bis Donnerstag, 3. Dezember 2026.“" in text


def test_the_receipt_says_for_how_long_the_case_is_seen_to_whom_sees_it_no_longer() -> None:
    assert "Sie sehen diesen Vorgang 24 Stunden lang." in words(receipt_card(a_receipt()))
    assert "24 Stunden" not in words(receipt_card(a_receipt(seen_for_a_day=False)))


def test_the_receipt_has_no_button_that_could_be_pressed_later() -> None:
    assert titles(receipt_card(a_receipt())) == []


def test_while_the_customer_waits_the_answer_is_announced() -> None:
    text = words(receipt_card(a_receipt(waiting=True)))

    assert "„Einen Moment bitte, ich frage gerade nach.“" in text
    assert "Die Antwort der Teamleitung erscheint gleich hier." in text


def test_where_the_management_is_asked_nobody_speaks_of_the_teamleitung() -> None:
    text = words(
        receipt_card(
            a_receipt(
                waiting=True,
                team_asked=False,
                lead_name="Geschäftsleitung",
                informed=("das BGF", "die Geschäftsleitung"),
            )
        )
    )

    assert "Die Antwort erscheint gleich hier." in text
    assert "Teamleitung" not in text


def test_only_those_who_were_told_are_named_whoever_leads() -> None:
    told = ("das BGF", "die Teamleitung Leistung A", "die Geschäftsleitung")
    text = words(receipt_card(a_receipt(lead_name="Geschäftsleitung", informed=told)))

    assert "Das BGF, die Teamleitung Leistung A und die Geschäftsleitung werden informiert." in text


def test_an_alarm_about_the_teamleitung_does_not_claim_that_she_was_alarmed() -> None:
    told = ("das BGF", "die Geschäftsleitung")
    card = receipt_card(a_receipt(lead_name="Geschäftsleitung", informed=told, alerted=told))

    assert "Dringend: Das BGF und die Geschäftsleitung werden alarmiert." in words(card)
    assert "Teamleitung" not in words(card)


def test_a_referral_to_the_written_form_brings_the_words_and_offers_help() -> None:
    text = words(receipt_card(a_receipt(referred_to_writing=True)))

    assert "Bitte schildern Sie es uns schriftlich, als Brief oder als E-Mail." in text
    assert "Fällt Ihnen das Schreiben schwer?" in text


def test_an_alarm_a_possible_objection_and_a_voluntary_record_are_told() -> None:
    text = words(receipt_card(a_receipt(alerted=ALERTED, legal_remedy_check=True, voluntary=True)))

    assert "Dringend: Die Geschäftsleitung, die Teamleitung Leistung A und das BGF werden alarmiert." in text
    assert "110 oder 112" in text
    assert "Widerspruchsstelle" in text
    assert "freiwillig, ohne Pflicht" in text


APPOINTMENT = an_answer(
    HandoverAnswer.APPOINTMENT, appointment_at=berlin(2026, 11, 24, 9, 0), place="Zimmer 214"
)


@pytest.mark.parametrize(
    ("handover", "sentence"),
    [
        (an_answer(HandoverAnswer.COME), "„Die Teamleitung kommt gleich zu Ihnen.“"),
        (
            APPOINTMENT,
            "„Die Teamleitung bietet Ihnen einen Termin an: Dienstag, 24. November 2026, 9:00 Uhr, Zimmer",
        ),
        (
            an_answer(HandoverAnswer.CALLBACK, callback="heute bis 15 Uhr."),
            "„Die Teamleitung ruft Sie zurück: heute bis 15 Uhr.",
        ),
        (an_answer(HandoverAnswer.WRITTEN), "„Wir möchten Ihr Anliegen gründlich prüfen."),
        (
            an_answer(HandoverAnswer.COME, with_management=True),
            "„Die Geschäftsleitung kommt gleich zu Ihnen.“",
        ),
    ],
)
def test_every_answer_is_a_sentence_to_say_aloud(handover: HandoverView, sentence: str) -> None:
    text = words(handed_over_card(at_desk(handover)))

    assert f"Bitte sagen Sie:\n{sentence}" in text
    assert "Geantwortet hat Tom Teamleiter, Zimmer 214, um 10:44 Uhr." in text


def test_on_the_phone_nobody_comes_to_the_desk() -> None:
    text = words(handed_over_card(at_desk(an_answer(HandoverAnswer.COME), Channel.TELEPHONE)))

    assert "„Die Teamleitung ist gleich für Sie da. Bitte bleiben Sie am Apparat.“" in text
    assert "Ich übernehme das Gespräch" in text


def test_a_deputy_answers_on_behalf() -> None:
    answer = an_answer(HandoverAnswer.COME, answered_by_name="Sina Stellvertretung", on_behalf=True)

    assert "Sina Stellvertretung (i. V.)" in words(handed_over_card(at_desk(answer)))


def test_without_an_answer_the_card_shows_the_state() -> None:
    assert "ich frage gerade die Teamleitung" in words(handed_over_card(at_desk(a_handover())))
    assert "Ihr Anliegen ist aufgenommen." in words(handed_over_card(for_reporter(a_case())))


def test_the_front_desk_is_told_that_the_deputy_is_asked_too() -> None:
    asked = a_handover(deputy_asked_at=berlin(2026, 11, 19, 10, 47), deputy_name="Sina Stellvertretung")

    text = words(deputy_asked_card(at_desk(asked)))

    assert "Ich habe um 10:47 Uhr auch Sina Stellvertretung gefragt." in text
    assert "„Bitte haben Sie noch einen Moment Geduld." in text


def test_where_there_is_no_deputy_the_card_names_who_was_asked_and_speaks_of_none() -> None:
    asked = a_handover(deputy_asked_at=berlin(2026, 11, 19, 10, 47), deputy_name="das BGF")
    card = deputy_asked_card(at_desk(asked))

    assert "Ich habe um 10:47 Uhr auch das BGF gefragt." in words(card)
    assert "ertretung" not in str(card)


def test_an_answer_that_came_meanwhile_is_shown_instead() -> None:
    answered = an_answer(HandoverAnswer.COME, deputy_asked_at=NOW)

    assert deputy_asked_card(at_desk(answered)) == handed_over_card(at_desk(answered))


def test_nobody_is_promised_an_answer_who_cannot_get_one_or_expects_none() -> None:
    card = receipt_card(a_receipt(answer_promised=False))
    assert "Sie bekommen eine Antwort" not in str(card)
    assert "geben es weiter" in str(card)


def test_a_letter_is_not_read_anything_aloud() -> None:
    assert "Bitte sagen Sie" not in str(receipt_card(a_receipt(spoken=False)))
