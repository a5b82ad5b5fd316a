"""Files that wait for their case, absences, and the help."""

from datetime import date

import pytest

from cards.absence import absence_card, return_card
from cards.files import (
    FileView,
    file_discarded_card,
    file_question_card,
    file_receipt_card,
    file_refused_card,
    size_in_words,
)
from cards.welcome import help_card
from procedure.vocabulary import DocumentId, DocumentKind
from tests.unit.cards.reading import field, pressed, titles, words

FILE = FileView(document_id=DocumentId("d-1"), name="Brief Karla Kundin.pdf", size=2_140_000)


def test_a_file_asks_for_its_case_and_its_kind() -> None:
    card = file_question_card(FILE)

    assert words(card).startswith("Zu welchem Vorgang gehört die Datei?")
    assert "Datei: Brief Karla Kundin.pdf, 2,1 MB" in words(card)
    assert field(card, "number")["isRequired"]
    assert field(card, "number")["errorMessage"].startswith("Bitte geben Sie die Nummer an")
    assert field(card, "kind")["value"] == "eingang"
    assert titles(card) == ["Ablegen", "Verwerfen"]
    assert pressed(card, "Ablegen")["verb"] == "file.put"
    assert pressed(card, "Ablegen")["data"] == {"document": "d-1"}
    assert pressed(card, "Verwerfen")["verb"] == "file.discard"
    assert pressed(card, "Verwerfen")["associatedInputs"] == "none"


def test_its_name_is_not_in_the_message_list() -> None:
    card = file_question_card(FILE)

    assert "Karla" not in card["fallbackText"] + card["speak"]


def test_an_answer_that_could_not_be_used_comes_back_with_what_was_typed() -> None:
    card = file_question_card(
        FILE, problem={"number": "Diesen Vorgang gibt es nicht."}, typed={"number": "0042", "kind": "antwort"}
    )

    assert "Das passt noch nicht: Diesen Vorgang gibt es nicht." in words(card)
    assert field(card, "number")["value"] == "0042"
    assert field(card, "kind")["value"] == "antwort"


def test_a_kind_nobody_offered_is_not_chosen() -> None:
    assert "value" not in field(file_question_card(FILE, typed={"kind": "beitrag"}), "kind")


def test_only_the_kinds_a_person_may_add_are_offered() -> None:
    file = FileView(document_id=FILE.document_id, name="a.pdf", size=1, kinds=(DocumentKind.INCOMING,))

    assert [choice["value"] for choice in field(file_question_card(file), "kind")["choices"]] == ["eingang"]


def test_the_receipt_names_case_and_kind_but_not_the_file() -> None:
    card = file_receipt_card("KRM-2026-0044", DocumentKind.ANSWER)

    assert words(card).startswith("Antwort liegt jetzt bei KRM-2026-0044.")
    assert card["fallbackText"] == "Antwort liegt jetzt bei KRM-2026-0044."


def test_a_refused_file_says_why_in_one_sentence() -> None:
    text = words(file_refused_card("Die Datei ist leer."))

    assert text == "Die Datei habe ich nicht angenommen.\nWarum?\nDie Datei ist leer."


def test_a_discarded_file_is_gone() -> None:
    assert "nichts gespeichert" in words(file_discarded_card())


@pytest.mark.parametrize(
    ("size", "told"), [(1, "1 KB"), (340_400, "340 KB"), (999_400, "999 KB"), (2_140_000, "2,1 MB")]
)
def test_sizes_are_told_in_words(size: int, told: str) -> None:
    assert size_in_words(size) == told


def test_an_absence_says_until_when_and_who_stands_in() -> None:
    card = absence_card(
        from_on=date(2026, 11, 20),
        until_on=date(2026, 11, 27),
        represented=(("Leistung A", "Sina Stellvertretung"), ("Leistung B", "das BGF")),
    )
    text = words(card)

    assert text.startswith("Sie sind abwesend bis Freitag, 27. November 2026.")
    assert "Ab: Freitag, 20. November 2026" in text
    assert "Team Leistung A: vertreten durch Sina Stellvertretung" in text
    assert "Team Leistung B: vertreten durch das BGF" in text
    assert "„wieder da“" in text


def test_an_absence_of_somebody_else_for_one_day() -> None:
    card = absence_card(
        from_on=date(2026, 11, 20), until_on=date(2026, 11, 20), represented=(), name="Tom Teamleiter"
    )

    assert words(card).startswith("Tom Teamleiter ist abwesend am Freitag, 20. November 2026.")
    assert "Ab:" not in words(card)
    assert "vertreten" not in words(card)


def test_whoever_is_back_reads_what_follows() -> None:
    assert "„meine“" in words(return_card())
    assert words(return_card("Tom Teamleiter")).startswith("Tom Teamleiter ist wieder da.")


@pytest.mark.parametrize(
    "command",
    [
        "neu",
        "status NUMMER",
        "meine",
        "offen",
        "fristen",
        "suche …",
        "abwesend bis …",
        "wieder da",
        "zurück",
        "abbrechen",
        "hilfe",
    ],
)
def test_the_help_names_every_command_also_for_the_ear(command: str) -> None:
    card = help_card()

    assert f"{command}: " in words(card)
    assert f"„{command}“" in card["speak"]
