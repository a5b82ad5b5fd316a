"""„Vorgang öffnen“: documents with their buttons, Beiträge with their texts, the record in words."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cards.card_rules import MAX_CHARACTERS, size_of
from cards.elements import as_dict
from cards.full_text import full_text_card
from cards.history import history
from cards.sample_cases import held, one_in
from cards.sample_parts import (
    CORRECTIONS,
    DOCUMENTS,
    HISTORY,
    a_contribution,
    a_document,
    delivered,
)
from cards.sample_views import NOW, a_full_text
from casework.part_views import DecisionView, HistoryLine, TalkView
from procedure.case import Customer
from procedure.vocabulary import Channel, DocumentKind
from tests.unit.cards.reading import field, pressed, titles, words

MANY = tuple(a_document(n, DocumentKind.INCOMING, f"Anlage {n}.pdf") for n in range(1, 13))


def line(event: str, **details: str) -> HistoryLine:
    return HistoryLine(at=NOW, who="Bea Büro", role=None, event=event, details=tuple(details.items()))


def test_each_document_has_a_button_of_its_own() -> None:
    card = full_text_card(a_full_text(case=held(), documents=DOCUMENTS))

    assert titles(card) == [
        "Schreiben ansehen",
        "Eingangsbestätigung ansehen",
        "Schreiben 2 ansehen",
        "Karte wieder schließen",
    ]
    press = pressed(card, "Schreiben 2 ansehen")
    assert press["verb"] == "file.fetch"
    assert press["data"]["document"] == DOCUMENTS[2].id
    assert press["data"]["case"] == held().case_id
    assert press["data"]["opened"] is True
    assert "Nachtrag.pdf, 978 KB, 22. November, Bea Büro" in words(card)


def test_many_documents_become_a_list_to_choose_from() -> None:
    card = full_text_card(a_full_text(case=held(), documents=MANY))

    choices = field(card, "document")["choices"]
    assert [choice["value"] for choice in choices] == [document.id for document in MANY]
    assert choices[0]["title"].startswith("Schreiben: Anlage 1.pdf")
    assert choices[11]["title"].startswith("Schreiben 12: Anlage 12.pdf")
    press = pressed(card, "Schreiben ansehen")
    assert press["verb"] == "file.fetch"
    assert press["data"]["opened"] is True
    assert "document" not in press["data"]
    assert titles(card) == ["Schreiben ansehen", "Karte wieder schließen"]


def test_beitraege_notes_and_terms_are_shown_whole() -> None:
    terms = DecisionView(instruction="Bitte abstimmen. " * 50)
    case = one_in(decision=terms, talk=TalkView(note="Dreimal hier."))
    text = words(
        full_text_card(
            a_full_text(case=case, contributions=(delivered(text="Der Bescheid lag vor."), a_contribution()))
        )
    )

    assert "Beitrag Leistung A\nDer Bescheid lag vor." in text
    assert "Beitrag Markt" not in text
    assert "Vermerk der Teamleitung zum Gespräch\nDreimal hier." in text
    assert text.count("Bitte abstimmen.") == 50


def test_corrections_show_old_and_new_with_the_reason() -> None:
    text = words(full_text_card(a_full_text(case=held(), corrections=CORRECTIONS)))

    assert (
        "Kontakt: „Musterweg 1, 77777 Musterstadt“ → „Musterweg 11, 77777 Musterstadt“, "
        "Bea Büro, 21. November: Hausnummer falsch übertragen" in text
    )


@pytest.mark.parametrize(
    ("channel", "words_for_it"),
    [(Channel.TELEPHONE, "Gespräch beendet"), (Channel.IN_PERSON, "gegangen")],
)
def test_nobody_leaves_a_telephone_call(channel: Channel, words_for_it: str) -> None:
    change = replace(CORRECTIONS[0], field="parting", old="termin_vereinbart", new="gegangen")
    text = words(full_text_card(a_full_text(case=held(channel=channel), corrections=(change,))))

    assert f"Verblieben: „Termin vereinbart“ → „{words_for_it}“" in text


def test_an_event_does_not_repeat_itself() -> None:
    recorded = line("Registered", state="erfasst", lead="team")

    assert "Aufgenommen: Teamleitung · Bea Büro" in str(as_dict(history([recorded])))


def test_the_record_is_in_words_with_time_and_person() -> None:
    text = words(full_text_card(a_full_text(case=held(), history=HISTORY)))

    assert "19.11. 10:42: Aufgenommen · Erika Empfang" in text
    assert "20.11. 11:42: Empfang bestätigt · Sina Stellvertretung (i. V.)" in text
    assert "Geschäftsleitung hat entschieden: Teamleitung · Gerd Geschäftsleitung" in text
    assert "Zwischennachricht versandt: bis 16. Dezember · Tom Teamleiter" in text


@pytest.mark.parametrize(
    ("event", "details", "sentence"),
    [
        ("HandoverAnswered", {"answer": "termin"}, ": Termin"),
        ("AcknowledgementWaived", {"reason": "keine_anschrift"}, ": keine Anschrift"),
        (
            "DeadlineMoved",
            {"old": "2026-12-02", "new": "2026-12-16", "why": "x"},
            "von Mittwoch, 2. Dezember 2026 auf",
        ),
        ("Closed", {"outcome": "begruendet", "late": "True"}, ": begründet, verspätet"),
        ("Ended", {"reason": "zusammengefuehrt", "target": "KRM-2026-0031"}, "KRM-2026-0031"),
        ("TalkDecided", {"form": "telefonisch"}, ": Telefonisch"),
        ("Informed", {"team": "leistung-a", "state": "niemand"}, ": niemand betroffen"),
        ("FollowedUp", {"number": "KRM-2026-0051"}, ": KRM-2026-0051"),
        ("DocumentAdded", {"document_id": "d", "kind": "antwort"}, ": Antwort"),
        ("Unbekannt", {"until": "bald"}, "Eintrag · Bea Büro"),
    ],
)
def test_what_the_record_holds_is_put_into_words_and_codes_are_not_shown(
    event: str, details: dict[str, str], sentence: str
) -> None:
    text = words(full_text_card(a_full_text(case=held(), history=(line(event, **details),))))

    assert sentence in text
    for code in ("keine_anschrift", "begruendet", "leistung-a", "bald", "True", "2026-12"):
        assert code not in text.split("Verlauf")[1]


def test_a_change_of_state_is_no_line_of_its_own() -> None:
    assert history([line("StateChanged", old="erfasst", new="abgeschlossen")]) == []


def test_a_long_record_shows_its_end_and_says_so() -> None:
    lines = [
        HistoryLine(at=NOW + timedelta(days=n), who=f"Person {n}", role=None, event="Corrected")
        for n in range(50)
    ]
    text = words(full_text_card(a_full_text(case=held(), history=tuple(lines))))

    assert "Die letzten 20 von 50 Einträgen." in text
    assert "Person 49" in text
    assert "Person 29" not in text


def test_without_documents_and_record_there_are_no_empty_headings() -> None:
    text = words(full_text_card(a_full_text()))

    for title in ("Schreiben und Anlagen", "Verlauf", "Berichtigt", "Beitrag"):
        assert title not in text


@pytest.mark.parametrize("documents", [DOCUMENTS, MANY * 3])
@pytest.mark.parametrize("size", [1, 400, 4_000])
def test_whatever_people_wrote_the_text_arrives_with_room_for_a_link(
    documents: tuple[object, ...], size: int
) -> None:
    flood = ('"😟ab ' * size)[:4_000]
    card = full_text_card(
        a_full_text(
            case=held(decision=DecisionView(instruction=flood), talk=TalkView(note=flood)),
            summary=flood,
            customer=Customer(name=flood, contact=flood, number=flood),
            escalation_note=flood,
            documents=documents[:36],
            contributions=(delivered(text=flood),) * 5,
            history=HISTORY * 10,
            corrections=CORRECTIONS * 10,
        )
    )

    assert size_of(card) <= MAX_CHARACTERS - 1_000
    assert flood.strip()[:300] in words(card)
