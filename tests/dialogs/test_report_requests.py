"""What people type about a year's numbers. Today is 3 December 2026."""

import pytest

from dialogs.requests import (
    ExportYear,
    MeasuresYear,
    ReportYear,
    Request,
    StatisticsYear,
    Unclear,
    beside_a_draft,
    understand_request,
)
from tests.dialogs.intake_chat import a_context


def understood(text: str) -> Request | None:
    return understand_request(text, a_context())


def sentence(text: str) -> str:
    found = understood(text)
    assert isinstance(found, Unclear), found
    return found.sentence


@pytest.mark.parametrize(
    "text", ["statistik", "Statistik", "zeige die Statistik", "statistik 2026", "Jahresstatistik"]
)
def test_the_statistics_are_of_the_running_year(text: str) -> None:
    assert understood(text) == StatisticsYear(year=2026)


@pytest.mark.parametrize(
    "text", ["statistik 2025", "Statistik für 2025", "statistik letztes Jahr", "statistik vorjahr"]
)
def test_or_of_the_year_that_is_named(text: str) -> None:
    assert understood(text) == StatisticsYear(year=2025)


@pytest.mark.parametrize(
    "text", ["bericht 2026", "Bericht 2026.", "Jahresbericht für das Jahr 2026", "bericht dieses jahr"]
)
def test_a_report_is_of_a_year(text: str) -> None:
    assert understood(text) == ReportYear(year=2026)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("maßnahmen", 2026),
        ("Massnahmen", 2026),
        ("zeige die Maßnahmen", 2026),
        ("maßnahmen 2025", 2025),
        ("Maßnahmen aus dem Jahr 2025", 2025),
        ("maßnahmen vorjahr", 2025),
    ],
)
def test_measures_are_of_the_running_year_or_of_the_year_that_is_named(text: str, year: int) -> None:
    assert understood(text) == MeasuresYear(year=year)


@pytest.mark.parametrize("text", ["export 2026", "Exportiere 2026", "bitte export 2026"])
def test_an_export_is_of_a_year(text: str) -> None:
    assert understood(text) == ExportYear(year=2026)


@pytest.mark.parametrize("command", ["bericht", "export"])
def test_without_a_year_one_sentence_asks_for_it(command: str) -> None:
    assert sentence(command) == f"Für welches Jahr? Bitte schreiben Sie zum Beispiel „{command} 2026“."


@pytest.mark.parametrize(
    "text", ["bericht 26", "bericht '26", "bericht 20260", "bericht 2025-2026", "bericht 0026"]
)
def test_a_year_has_four_digits(text: str) -> None:
    assert sentence(text) == "Bitte schreiben Sie das Jahr mit vier Ziffern, zum Beispiel „bericht 2026“."


@pytest.mark.parametrize("command", ["statistik", "bericht", "maßnahmen", "export"])
def test_a_year_to_come_has_no_numbers(command: str) -> None:
    assert sentence(f"{command} 2090").startswith("Das Jahr 2090 hat noch nicht begonnen, bitte")


@pytest.mark.parametrize(
    "text",
    [
        "bericht fehlt",
        "Maßnahmen abgebrochen",
        "eine Maßnahme",
        "Bericht vom Arzt kam nicht an",
        "export der Daten in Excel",
        "berichte",
    ],
)
def test_words_of_a_story_are_no_request(text: str) -> None:
    assert understood(text) is None


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("bericht 2026", ReportYear(year=2026)),
        ("statistik", StatisticsYear(year=2026)),
        ("bericht", None),
        ("maßnahmen", None),
    ],
)
def test_beside_an_intake_only_exact_commands_are_answered(text: str, known: Request | None) -> None:
    assert beside_a_draft(text, a_context()) == known
