"""What a person is told about herself names nobody who works in the house (Art. 15 (4) DSGVO)."""

from dataclasses import replace

import pytest

from casework.person_redaction import StaffRedaction
from procedure.case import Customer
from procedure.office import Office, StaffMember
from procedure.vocabulary import StaffId
from tests.support.builders import a_customer, an_office

PEOPLE = (
    "Tom Teamleiter",
    "Jörg Größer-Weiß",
    "Dr. Anna von der Heide",
    "Li An",
    "Ernst Lang",
    "Karla Sommer",
    "Mustermann, Max",
)


def an_office_of(*names: str) -> Office:
    people = [
        StaffMember(id=StaffId(str(position)), name=name, active=position % 2 == 0)
        for position, name in enumerate(names)
    ]
    return replace(an_office(), staff={person.id: person for person in people})


REDACT = StaffRedaction(an_office_of(*PEOPLE), [a_customer(name="Karla Kundin")])


TEXTS = {
    "Tom Teamleiter war da.": "[Beschäftigte/r] war da.",
    "Teamleiter, Tom": "[Beschäftigte/r]",
    "Tom Teamleiters Brief": "[Beschäftigte/r] Brief",
    "Toms Brief, Teamleiters Wort": "[Beschäftigte/r] Brief, [Beschäftigte/r] Wort",
    "TOM TEAMLEITER rief an": "[Beschäftigte/r] rief an",
    "Mail an tom.teamleiter@amt.example": "Mail an [Beschäftigte/r]@amt.example",
    "Herr Teamleiter und frau heide": "Herr [Beschäftigte/r] und frau [Beschäftigte/r]",
    "Herrn Dr. Teamleiter": "Herrn Dr. [Beschäftigte/r]",
    "Jörg\nGrößer-Weiß": "[Beschäftigte/r]",
    "Joerg Groesser Weiss": "[Beschäftigte/r]",
    "Frau Größer": "Frau [Beschäftigte/r]",
    "Anna von der Heide": "[Beschäftigte/r]",
    "von der Arbeit, der Heide": "von der Arbeit, der [Beschäftigte/r]",
    "Frau An sagt: an der Tür": "Frau [Beschäftigte/r] sagt: an der Tür",
    "Li An": "[Beschäftigte/r]",
    "So lang, und ernst gemeint": "So lang, und ernst gemeint",
    "Herr lang war da": "Herr [Beschäftigte/r] war da",
    "ich war bei teamleiter": "ich war bei [Beschäftigte/r]",
    "Max Mustermann": "[Beschäftigte/r]",
    "Mustermanns Zimmer": "[Beschäftigte/r] Zimmer",
    "Karla Sommer und Karla Kundin": "[Beschäftigte/r] und Karla Kundin",
    "Die Teamleitung, das Team": "Die Teamleitung, das Team",
    "": "",
}


@pytest.mark.parametrize("text", TEXTS)
def test_employees_are_not_named_however_somebody_wrote_of_them(text: str) -> None:
    assert REDACT(text) == TEXTS[text]


def test_letters_written_in_two_signs_are_recognised() -> None:
    assert REDACT("Jo\u0308rg war da") == "[Beschäftigte/r] war da"


def test_a_customer_of_the_same_name_is_no_employee() -> None:
    redact = StaffRedaction(an_office_of("Karla Kundin"), [a_customer(name="Kundin, Karla")])
    assert redact("Karla Kundin kam") == "Karla Kundin kam"


def test_who_shares_a_surname_with_an_employee_keeps_it_and_the_employee_is_still_found() -> None:
    redact = StaffRedaction(an_office_of("Tom Kundin"), [a_customer(name="Karla Kundin")])
    assert redact("Frau Kundin traf Tom Kundin") == "Frau Kundin traf [Beschäftigte/r]"


def test_an_office_without_people_changes_nothing() -> None:
    redact = StaffRedaction(Office(), [Customer()])
    assert redact("Tom Teamleiter, und niemand") == "Tom Teamleiter, und niemand"
