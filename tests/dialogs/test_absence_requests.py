"""What people type about absences. Today is 3 December 2026, a Thursday."""

from datetime import date

import pytest

from dialogs.requests import (
    Away,
    Back,
    Request,
    Unclear,
    understand_request,
)
from tests.dialogs.intake_chat import a_context
from tests.support.builders import FRONT_DESK, TEAM_LEAD_A


def understood(text: str) -> Request | None:
    return understand_request(text, a_context())


def away(text: str) -> tuple[date, date]:
    found = understood(text)
    assert isinstance(found, Away), found
    return found.from_on, found.until_on


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("abwesend bis Freitag", date(2026, 12, 3), date(2026, 12, 4)),
        ("Abwesend bis einschließlich Freitag.", date(2026, 12, 3), date(2026, 12, 4)),
        ("Ich bin bis Freitag abwesend", date(2026, 12, 3), date(2026, 12, 4)),
        ("ich bin abwesend bis Montag", date(2026, 12, 3), date(2026, 12, 7)),
        ("abwesend bis 5.12.", date(2026, 12, 3), date(2026, 12, 5)),
        ("abwesend bis zum 24.12", date(2026, 12, 3), date(2026, 12, 24)),
        ("abwesend bis 15. Januar", date(2026, 12, 3), date(2027, 1, 15)),
        ("abwesend bis 15.01.2027", date(2026, 12, 3), date(2027, 1, 15)),
        ("abwesend bis 4.12.2031", date(2026, 12, 3), date(2031, 12, 4)),
        ("abwesend vom 1.12. bis 5.12.", date(2026, 12, 3), date(2026, 12, 5)),
        ("abwesend vom 7.12. bis 11.12.", date(2026, 12, 7), date(2026, 12, 11)),
        ("abwesend vom 7. bis 11. Dezember", date(2026, 12, 7), date(2026, 12, 11)),
        ("abwesend 7.12. – 11.12.", date(2026, 12, 7), date(2026, 12, 11)),
        ("abwesend vom 21.12. bis 8.1.", date(2026, 12, 21), date(2027, 1, 8)),
        ("abwesend von Montag bis Freitag", date(2026, 12, 7), date(2026, 12, 11)),
        ("abwesend ab morgen bis Freitag", date(2026, 12, 4), date(2026, 12, 4)),
        ("abwesend heute", date(2026, 12, 3), date(2026, 12, 3)),
        ("abwesend übermorgen", date(2026, 12, 5), date(2026, 12, 5)),
        ("abwesend am 7.12.", date(2026, 12, 7), date(2026, 12, 7)),
        ("abwesend bis Ende der Woche", date(2026, 12, 3), date(2026, 12, 4)),
        ("Urlaub bis 8.1.", date(2026, 12, 3), date(2027, 1, 8)),
        ("nicht da bis Freitag", date(2026, 12, 3), date(2026, 12, 4)),
    ],
)
def test_an_absence_has_a_first_and_a_last_day(text: str, first: date, last: date) -> None:
    assert away(text) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "abwesend Tom Teamleiter bis Freitag",
        "abwesend tom teamleiter bis 4.12.",
        "Tom Teamleiter abwesend bis Freitag",
        "Tom Teamleiter ist abwesend bis Freitag",
        "abwesend Teamleiter bis Freitag",
    ],
)
def test_somebody_elses_absence_names_the_person(text: str) -> None:
    assert understood(text) == Away(
        staff_id=TEAM_LEAD_A, from_on=date(2026, 12, 3), until_on=date(2026, 12, 4)
    )


@pytest.mark.parametrize(
    "text", ["abwesend", "Ich bin abwesend", "abwesend ab Montag", "abwesend Tom Teamleiter"]
)
def test_without_a_last_day_it_is_asked_for_with_an_example(text: str) -> None:
    found = understood(text)
    assert isinstance(found, Unclear)
    assert found.sentence.startswith("Bis wann?")
    assert "„abwesend bis Freitag“" in found.sentence


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("abwesend bis Weihnachten", "nicht verstanden"),
        ("abwesend bis gestern", "nicht verstanden"),
        ("abwesend bis 1.12.", "nicht verstanden"),
        ("abwesend bis 30.2.", "nicht verstanden"),
        ("abwesend bis Donnerstag", "nicht verstanden"),
        ("abwesend vom 11.12. bis 7.12.", "vor dem ersten"),
        ("abwesend Hugo bis Freitag", "Namen"),
        ("abwesend Sina Teamleiter bis Freitag", "Namen"),
    ],
)
def test_what_is_not_certain_is_never_guessed(text: str, words: str) -> None:
    found = understood(text)
    assert isinstance(found, Unclear), found
    assert words in found.sentence
    assert "zum Beispiel" in found.sentence


@pytest.mark.parametrize("text", ["wieder da", "Ich bin wieder da!", "bin wieder da", "wieder im Haus"])
def test_the_return_is_said_in_two_words(text: str) -> None:
    assert understood(text) == Back(staff_id=FRONT_DESK)


@pytest.mark.parametrize("text", ["wieder da Tom Teamleiter", "Tom Teamleiter ist wieder da"])
def test_somebody_elses_return_names_the_person(text: str) -> None:
    assert understood(text) == Back(staff_id=TEAM_LEAD_A)
