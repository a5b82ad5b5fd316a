"""What a letter says about its case, and to whom it goes."""

from datetime import date
from typing import Any

import pytest

from casework.letter_fields import letter_fields
from casework.letter_ports import LetterFailed
from procedure.case import Case
from procedure.vocabulary import Channel, ConcernKind, DocumentKind, Origin, Outcome
from tests.support.builders import a_case, a_customer, a_reaction, an_office
from tests.unit.documents.letters_in_tests import ANSWER, HEAD, RULES, WRITTEN_AT, fields_of

INTERIM = {"grund": "Uns fehlt eine Auskunft.", "neues_datum": "Freitag, 8. Januar 2027"}


def case_with(**reaction: Any) -> Case:  # noqa: ANN401 - a builder's fields
    return a_case(reaction=a_reaction(**reaction))


def test_days_are_written_out_as_the_office_counts_them() -> None:
    fields = fields_of()

    assert fields["eingang"] == "Donnerstag, 3. Dezember 2026"
    assert fields["abschluss"] == "Donnerstag, 17. Dezember 2026"
    assert fields["datum"] == "4. Dezember 2026"


def test_the_head_of_the_letter_is_the_office_s() -> None:
    fields = fields_of()

    assert (fields["haus"], fields["haus_anschrift"]) == (HEAD.office_name, HEAD.address)
    assert (fields["telefon"], fields["link"], fields["absender"]) == (
        HEAD.phone,
        HEAD.privacy_url,
        HEAD.signature,
    )


@pytest.mark.parametrize(
    ("name", "greeting"), [("Karla Kundin", "Guten Tag Karla Kundin"), ("", "Guten Tag")]
)
def test_the_greeting_assumes_no_gender(name: str, greeting: str) -> None:
    assert fields_of(case=case_with(customer=a_customer(name=name)))["anrede"] == greeting


@pytest.mark.parametrize(
    ("contact", "lines"),
    [
        ("Musterweg 1, 12345 Musterstadt", "Karla Kundin\nMusterweg 1\n12345 Musterstadt"),
        ("Musterweg 1\n12345 Musterstadt", "Karla Kundin\nMusterweg 1\n12345 Musterstadt"),
        (
            "Musterweg 1; 12345 Musterstadt; Tel. 0123/456; k@example.org",
            "Karla Kundin\nMusterweg 1\n12345 Musterstadt",
        ),
        ("karla@example.org, 0123 456789", "Karla Kundin\nPer E-Mail: karla@example.org"),
        ("+49 (123) 456-789", "Karla Kundin"),
        ("", "Karla Kundin"),
    ],
)
def test_the_address_is_what_the_post_needs(contact: str, lines: str) -> None:
    assert fields_of(case=case_with(customer=a_customer(contact=contact)))["anschrift"] == lines


@pytest.mark.parametrize(
    ("channel", "clause"),
    [
        (Channel.WRITTEN, "haben wir Ihr Schreiben erhalten"),
        (Channel.ELECTRONIC, "haben wir Ihre Nachricht erhalten"),
        (Channel.TELEPHONE, "haben Sie mit uns telefoniert"),
        (Channel.IN_PERSON, "haben Sie mit uns gesprochen"),
    ],
)
def test_the_letter_says_how_it_came(channel: Channel, clause: str) -> None:
    assert fields_of(case=case_with(channel=channel))["kontakt"] == clause
    through = fields_of(case=case_with(channel=channel, origin=Origin.LRA))
    assert through["kontakt"] == "hat uns Ihr Anliegen über eine andere Stelle erreicht"


@pytest.mark.parametrize(
    ("concerns", "words"),
    [
        ((ConcernKind.FACHLICHE_BESCHWERDE,), "Ihre Beschwerde"),
        ((ConcernKind.DIENSTAUFSICHTSBESCHWERDE, ConcernKind.FACHAUFSICHTSBESCHWERDE), "Ihre Beschwerde"),
        ((ConcernKind.FACHLICHE_BESCHWERDE, ConcernKind.IDEE_ANREGUNG), "Ihre Beschwerde und Ihre Anregung"),
        ((ConcernKind.FOLGEREAKTION, ConcernKind.LOB), "Ihr Lob"),
        ((ConcernKind.FOLGEREAKTION,), "Ihr Anliegen"),
    ],
)
def test_the_matter_is_named_by_its_kinds_never_by_the_typed_text(
    concerns: tuple[ConcernKind, ...], words: str
) -> None:
    fields = fields_of(case=case_with(concerns=concerns, summary="Interne Notiz"))

    assert fields["anliegen_kurz"] == words
    assert not any("Interne Notiz" in value for value in fields.values())


def test_a_group_s_letter_goes_to_its_contact_person() -> None:
    fields = fields_of(case=case_with(people=12))

    assert fields["anrede"] == "Guten Tag Karla Kundin"
    assert "zusammen 12 Personen" in fields["gruppe"]
    assert "Kontaktperson" in fields["gruppe"]
    assert fields_of()["gruppe"] == ""


@pytest.mark.parametrize(
    ("reaction", "copy"),
    [
        ({"origin": Origin.LRA, "third_party_authorised": True}, "Landratsamt"),
        ({"origin": Origin.OTHER, "origin_detail": "Büro X", "third_party_authorised": True}, "Büro X"),
        ({"origin": Origin.LRA}, ""),
        ({"third_party_authorised": True}, ""),
    ],
)
def test_a_third_party_gets_a_copy_only_with_a_power_of_attorney(reaction: dict[str, Any], copy: str) -> None:
    assert fields_of(case=case_with(**reaction))["kopie_an"] == copy


@pytest.mark.parametrize(
    ("reaction", "to_body"),
    [
        ({"concerns": (ConcernKind.PETITION,)}, True),
        ({"concerns": (ConcernKind.EINGABE,)}, True),
        ({"third_party_authorised": True}, True),
        ({}, False),
        ({"concerns": (ConcernKind.PETITION,), "external_due_on": None}, False),
        ({"concerns": (ConcernKind.PETITION,), "origin": Origin.DIRECT}, False),
    ],
)
def test_who_set_a_date_gets_the_answer_but_content_only_where_permitted(
    reaction: dict[str, Any],
    to_body: bool,  # noqa: FBT001 - a row of the table
) -> None:
    values = {
        "origin": Origin.OTHER,
        "origin_detail": "Petitionsausschuss",
        "external_due_on": date(2026, 12, 18),
    }
    case = case_with(**(values | reaction))

    for kind, details in ((DocumentKind.ANSWER, ANSWER), (DocumentKind.INTERIM_NOTICE, INTERIM)):
        fields = fields_of(kind, case=case, details=details)
        assert (fields["anschrift"] == "Petitionsausschuss") is to_body
        assert (fields["variante"] == "stelle") is to_body
        assert not (to_body and fields["kopie_an"])
    assert fields_of(case=case)["anrede"] == "Guten Tag Karla Kundin"


@pytest.mark.parametrize("outcome", list(Outcome))
def test_the_outcome_chooses_the_wording(outcome: Outcome) -> None:
    details = ANSWER | {"ergebnis": outcome.value}

    assert fields_of(DocumentKind.ANSWER, details=details)["variante"] == outcome


def test_praise_is_thanked_for_with_a_wording_of_its_own_and_needs_no_text() -> None:
    praise = case_with(concerns=(ConcernKind.LOB,))

    assert fields_of(case=praise)["variante"] == "lob"
    answer = fields_of(DocumentKind.ANSWER, case=praise)
    assert (answer["variante"], answer["ergebnis_text"]) == ("lob", "")


@pytest.mark.parametrize(
    ("kind", "details", "sentence"),
    [
        (DocumentKind.ANSWER, {"ergebnis_text": "x"}, "Bitte wählen Sie das Ergebnis"),
        (DocumentKind.ANSWER, {"ergebnis": "begruendet"}, "Bitte schreiben Sie das Ergebnis"),
        (DocumentKind.ANSWER, ANSWER | {"ergebnis_text": " \n\u200b"}, "Bitte schreiben Sie das Ergebnis"),
        (
            DocumentKind.INTERIM_NOTICE,
            INTERIM | {"grund": " "},
            "Bitte geben Sie an, warum es länger dauert.",
        ),
        (DocumentKind.INTERIM_NOTICE, {"grund": "x"}, "Bitte geben Sie an, bis wann es dauert."),
        (DocumentKind.HANDOVER_NOTICE, {}, "Bitte geben Sie an, welche Stelle nun zuständig ist."),
        (DocumentKind.INCOMING, {}, "Für diese Art von Schreiben gibt es keine Vorlage."),
    ],
)
def test_what_lacks_is_said_in_one_sentence(
    kind: DocumentKind, details: dict[str, str], sentence: str
) -> None:
    with pytest.raises(LetterFailed) as refused:
        fields_of(kind, details=details)

    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize(
    "text", ["Tom Teamleiter hat geirrt.", "Das war Frau Stellvertretung.", "an HERRN teamleiter"]
)
def test_a_letter_names_no_employee(text: str) -> None:
    with pytest.raises(LetterFailed, match="keine Namen von Beschäftigten"):
        fields_of(DocumentKind.ANSWER, details=ANSWER | {"ergebnis_text": text})


@pytest.mark.parametrize("text", ["Der Empfang war besetzt.", "Im Büro nebenan", "Ein Beispiel: Teamleitung"])
def test_ordinary_words_are_no_names(text: str) -> None:
    assert fields_of(DocumentKind.ANSWER, details=ANSWER | {"ergebnis_text": text})["ergebnis_text"] == text


def test_a_customer_who_is_called_as_an_employee_may_be_named() -> None:
    case = case_with(customer=a_customer(name="Tom Teamleiter"))
    fields = fields_of(DocumentKind.ANSWER, case=case, details=ANSWER | {"ergebnis_text": "Tom Teamleiter"})

    assert fields["anrede"] == "Guten Tag Tom Teamleiter"


def test_without_details_an_acknowledgement_is_complete() -> None:
    fields = letter_fields(
        a_case(), DocumentKind.ACKNOWLEDGEMENT, office=an_office(), rules=RULES, sender=HEAD, now=WRITTEN_AT
    )

    assert fields["nr"] == "KRM-2026-0001"
