"""What people type besides an intake: numbers, lists, searches. Today is 3 December 2026."""

from datetime import date

import pytest

from dialogs.requests import (
    Deadlines,
    Help,
    MyTasks,
    OpenCases,
    Request,
    SearchCases,
    ShowCase,
    Unclear,
    Week,
    beside_a_draft,
    number_in,
    understand_request,
)
from procedure.vocabulary import CaseState
from tests.dialogs.intake_chat import a_context
from tests.support.builders import TEAM_A, TEAM_B, TEAM_MI


def understood(text: str) -> Request | None:
    return understand_request(text, a_context())


def searched(text: str) -> SearchCases:
    found = understood(text)
    assert isinstance(found, SearchCases), found
    return found


@pytest.mark.parametrize(
    "text",
    [
        "KRM-2026-0042",
        "krm-2026-0042",
        "krm 2026 42",
        "KRM 2026-0042",
        "KRM2026-42",
        "„KRM-2026-0042“",
        "krm20260042",
    ],
)
def test_a_number_alone_shows_its_case(text: str) -> None:
    assert understood(text) == ShowCase(number="KRM-2026-0042")


@pytest.mark.parametrize(
    "text",
    [
        "status KRM-2026-0042",
        "Status krm 2026 42?",
        "Stand KRM-2026-0042",
        "Stand von KRM-2026-42",
        "zeige mir KRM-2026-0042",
        "Vorgang KRM-2026-0042",
        "status 2026-42",
        "suche KRM-2026-0042",
    ],
)
def test_a_number_with_a_word_shows_its_case(text: str) -> None:
    assert understood(text) == ShowCase(number="KRM-2026-0042")


def test_a_number_above_9999_keeps_its_digits() -> None:
    assert understood("KRM-2026-12345") == ShowCase(number="KRM-2026-12345")


@pytest.mark.parametrize("text", ["status", "status 42", "krm", "KRM 42", "KRM-2026", "KRM-2026-0000"])
def test_half_a_number_is_asked_for_with_an_example(text: str) -> None:
    found = understood(text)
    assert isinstance(found, Unclear)
    assert "„status KRM-2026-0042“" in found.sentence


@pytest.mark.parametrize(
    ("text", "request_"),
    [
        ("meine", MyTasks()),
        ("Meine Aufgaben", MyTasks()),
        ("MEINE!", MyTasks()),
        ("was habe ich zu tun?", MyTasks()),
        ("offen", OpenCases()),
        ("offene Vorgänge", OpenCases()),
        ("Fristen", Deadlines()),
        ("meine Fristen", Deadlines()),
        ("überfällig", Deadlines()),
        ("wochenübersicht", Week()),
        ("Wochenübersicht!", Week()),
        ("wochenuebersicht", Week()),
        ("KRM-Wochenübersicht", Week()),
        ("zeige die Wochenübersicht", Week()),
        ("Woche", Week()),
        ("hilfe", Help()),
        ("Hilfe!", Help()),
        ("?", Help()),
    ],
)
def test_lists_and_help_have_plain_words(text: str, request_: Request) -> None:
    assert understood(text) == request_


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hallo",
        "Bescheid seit sieben Wochen offen",
        "meine Tochter war dabei",
        "letzte Woche kam der Bescheid",
        "Die Sachbearbeiterin war drei Wochen abwesend und niemand ging ans Telefon",
        "Der Kunde ist wieder da",
        "KRM-2026-0042 ist der alte Vorgang dazu",
        "Frist abgelaufen, Kunde droht mit Klage",
        "x" * 10_000,
    ],
)
def test_what_is_no_request_stays_free_for_an_intake(text: str) -> None:
    assert understood(text) is None


def test_a_customer_number_is_found_however_it_is_spaced() -> None:
    for text in ("suche 617A123456", "suche 617 a 123456", "suche Kundennummer 617A123456"):
        assert searched(text).customer_number == "617A123456"


def test_a_team_is_found_by_name_or_the_unmistakable_beginning_of_it() -> None:
    assert searched("suche Leistung A").team == TEAM_A
    assert searched("suche team leistung b").team == TEAM_B
    assert searched("suche markt").team == TEAM_MI


def test_states_have_the_words_of_the_office() -> None:
    assert searched("suche abgeschlossen").states == (CaseState.CLOSED,)
    assert searched("suche in Bearbeitung").states == (
        CaseState.IN_PROGRESS_TEAM,
        CaseState.IN_PROGRESS_MANAGEMENT,
    )
    assert searched("suche offen").open_only


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("suche vom 1.3. bis 15.3.", date(2026, 3, 1), date(2026, 3, 15)),
        ("suche von 1.3. bis 15.3", date(2026, 3, 1), date(2026, 3, 15)),
        ("suche 1.3.-15.3.", date(2026, 3, 1), date(2026, 3, 15)),
        ("suche vom 1. bis 15. März", date(2026, 3, 1), date(2026, 3, 15)),
        ("suche zwischen 1.3.2025 und 15.3.2025", date(2025, 3, 1), date(2025, 3, 15)),
        ("suche vom 1.12. bis 31.12.", date(2026, 12, 1), date(2026, 12, 31)),
        ("suche seit 1. März", date(2026, 3, 1), None),
        ("suche seit dem 1. Maerz", date(2026, 3, 1), None),
        ("suche seit gestern", date(2026, 12, 2), None),
        ("suche seit 1.1.2020", date(2020, 1, 1), None),
        ("suche bis 1.3.", None, date(2026, 3, 1)),
        ("suche vom 24.11.", date(2026, 11, 24), date(2026, 11, 24)),
        ("suche gestern", date(2026, 12, 2), date(2026, 12, 2)),
    ],
)
def test_days_of_receipt_narrow_a_search(text: str, first: date | None, last: date | None) -> None:
    found = searched(text)
    assert (found.received_from, found.received_until) == (first, last)


def test_criteria_come_in_any_order_and_the_typed_words_lead_there_again() -> None:
    found = searched("suche Team  Leistung A offen seit 1. März")
    assert (found.team, found.open_only, found.received_from) == (TEAM_A, True, date(2026, 3, 1))
    again = searched("suche seit 1. März offen Leistung A")
    assert (again.team, again.open_only, again.received_from) == (TEAM_A, True, date(2026, 3, 1))
    assert searched(found.asked) == found


@pytest.mark.parametrize(
    "text", ["suche", "suche Müller", "suche Leistung A Müller", "suche bitte", "finde Bescheid"]
)
def test_names_and_texts_are_never_searched(text: str) -> None:
    found = understood(text)
    assert isinstance(found, Unclear)
    assert "„suche Leistung A offen seit 1. März“" in found.sentence


def test_wrong_days_and_two_teams_are_said_in_one_sentence() -> None:
    for text, words in (
        ("suche vom 15.3. bis 1.3.", "vor dem ersten"),
        ("suche seit neulich", "Tage"),
        ("suche vom 30.2. bis 1.3.", "Tage"),
        ("suche Leistung A, Leistung B", "nur ein Team"),
    ):
        found = understood(text)
        assert isinstance(found, Unclear), text
        assert words in found.sentence
        assert "zum Beispiel" in found.sentence


@pytest.mark.parametrize("text", ["meine", "offen", "fristen", "wochenübersicht", "KRM-2026-0042"])
def test_these_are_answered_beside_an_intake(text: str) -> None:
    assert beside_a_draft(text, a_context()) == understood(text)


@pytest.mark.parametrize(
    "text",
    ["suche Leistung A", "status KRM-2026-0042", "abwesend bis Freitag", "wieder da", "status", "hallo"],
)
def test_everything_else_belongs_to_the_intake_under_way(text: str) -> None:
    assert beside_a_draft(text, a_context()) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("KRM-2026-0042", "KRM-2026-0042"),
        ("Das Schreiben gehört zu krm 2026 42, danke", "KRM-2026-0042"),
        ("KRM-2026-0042 und nochmal KRM-2026-42", "KRM-2026-0042"),
        ("zu krm20260042", "KRM-2026-0042"),
        ("KRM-2026-0042 oder KRM-2026-0043", ""),
        ("KRM-2026-0000", ""),
        ("2026-0042", ""),
        ("ohne Nummer", ""),
        ("", ""),
    ],
)
def test_the_one_number_a_message_mentions_is_found(text: str, number: str) -> None:
    assert number_in(text) == number
