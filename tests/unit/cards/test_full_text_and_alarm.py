"""The opened case, the alarm, and the message that did not arrive."""

import pytest

from cards.alert import alert_card
from cards.full_text import full_text_card
from cards.sample_views import a_case, a_full_text
from cards.undeliverable import undeliverable_card
from casework.views import Step, Viewpoint
from casework.views_undeliverable import UndeliverableReason, UndeliverableView
from procedure.case import Customer
from procedure.vocabulary import Channel, EscalationGround
from tests.unit.cards.reading import pressed, titles, words


def test_the_opened_case_shows_everything_and_says_that_the_look_is_recorded() -> None:
    card = full_text_card(a_full_text())

    text = words(card)
    assert "Ihr Zugriff ist protokolliert. Der Wortlaut ist nur jetzt zu sehen" in text
    for shown in ("sieben Wochen", "Karla Kundin", "Musterweg 1, 77777 Musterstadt", "617A123456"):
        assert shown in text


def test_closing_puts_the_case_card_back() -> None:
    card = full_text_card(a_full_text())

    assert titles(card) == ["Karte wieder schließen"]
    assert pressed(card, "Karte wieder schließen")["verb"] == "case.refresh"
    assert pressed(card, "Karte wieder schließen")["data"] == {
        "case": "6f9619ff-8b86-4d01-b42d-00c04fc964ff",
        "version": 3,
    }


def test_an_anonymous_reaction_has_no_fields_for_a_person() -> None:
    text = words(full_text_card(a_full_text(customer=Customer(), anonymous=True)))

    assert "ohne Namen und Anschrift (anonym)" in text
    assert "Kundennummer" not in text


def test_the_reason_of_an_immediate_talk_is_shown_when_there_is_one() -> None:
    case = a_case(escalation_ground=EscalationGround.BEDROHUNG)

    text = words(full_text_card(a_full_text(case=case, escalation_note="Drohung am Tresen")))

    assert "Bedrohung\nDrohung am Tresen" in text
    assert "Anlass" not in words(full_text_card(a_full_text()))


def test_a_very_long_text_is_cut_and_says_so() -> None:
    flood = '"😟\n\n' * 20_000

    text = words(
        full_text_card(
            a_full_text(
                summary=flood,
                escalation_note=flood,
                customer=Customer(name=flood, contact=flood, number=flood),
            )
        )
    )

    assert "(Hier gekürzt.)" in text


def test_the_longest_text_a_case_holds_is_shown_whole() -> None:
    text = ("Bescheid offen. " * 250)[:3999] + "!"

    assert text in words(full_text_card(a_full_text(summary=text)))


def test_the_words_of_people_are_not_interpreted() -> None:
    card = full_text_card(a_full_text(summary="**fett** [Link](https://boese.example) {{DATE(x)}}"))

    runs = [run["text"] for part in card["body"] for run in part.get("inlines", [])]
    assert runs[0].replace("\u2060", "") == "**fett** [Link](https://boese.example) {{DATE(x)}}"
    assert "{{" not in runs[0]


def alarm(**overrides: object) -> str:
    return words(
        alert_card(
            a_case(
                viewpoint=Viewpoint.MANAGEMENT,
                escalation_ground=EscalationGround.BEDROHUNG,
                steps=(Step.OPEN,),
                **overrides,
            )
        )
    )


def test_the_alarm_names_the_ground_who_is_there_and_the_number() -> None:
    text = alarm()

    assert text.startswith("Dringend: Bedrohung\nMelden Sie sich bitte sofort bei Erika Empfang, Zimmer 004.")
    assert "Vorgang: KRM-2026-0042" in text
    assert "Das ist kein Notruf." in text


def test_the_alarm_shows_no_detail() -> None:
    text = alarm(subject="Er hat einen Stuhl geworfen")

    assert "Stuhl" not in text


def test_the_alarm_opens_the_case_only_for_those_who_may() -> None:
    view = a_case(escalation_ground=EscalationGround.ESKALATION)

    assert titles(alert_card(view)) == ["Vorgang öffnen"]
    assert titles(alert_card(a_case(steps=()))) == []


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        (UndeliverableReason.NEVER_OPENED, "Die Person hat den Bot noch nicht geöffnet."),
        (UndeliverableReason.REMOVED, "Die Person hat den Bot entfernt oder blockiert."),
        (UndeliverableReason.NOBODY, "Für diese Stelle ist niemand eingetragen."),
        (UndeliverableReason.TECHNICAL, "Es gab einen technischen Fehler."),
    ],
)
def test_a_message_that_did_not_arrive_says_whom_to_inform_and_why(
    reason: UndeliverableReason, sentence: str
) -> None:
    card = undeliverable_card(
        UndeliverableView(number="KRM-2026-0042", audience_name="Tom Teamleiter", reason=reason)
    )

    assert "Informieren Sie bitte selbst: Tom Teamleiter." in words(card)
    assert f"Grund: {sentence}" in words(card)


@pytest.mark.parametrize(
    ("channel", "way"),
    [
        (Channel.IN_PERSON, "persönlich, hier im Haus"),
        (Channel.TELEPHONE, "am Telefon"),
        (Channel.WRITTEN, "schriftlich oder per E-Mail"),
        (Channel.ELECTRONIC, "schriftlich oder per E-Mail"),
    ],
)
def test_the_alarm_says_where_the_danger_is(channel: Channel, way: str) -> None:
    text = words(alert_card(a_case(channel=channel, escalation_ground=EscalationGround.BEDROHUNG)))
    assert way in text
    assert "Vor Ort" not in text
