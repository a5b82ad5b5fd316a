"""What „neu …“ fills in: what is understood for certain. Everything else stays the person's own words."""

from dataclasses import replace

import pytest

from cards.forms import Field
from dialogs.intake_prefill import wants_intake
from procedure.office import Team
from procedure.vocabulary import TeamId
from tests.dialogs.intake_chat import IntakeChat, a_context

LINE = "neu persönlich Leistung A: Bescheid seit sieben Wochen offen"


def answers(text: str) -> dict[str, str]:
    return IntakeChat().starts(text).state.answers


def suggested(text: str) -> str:
    """Return what stands in the summary's field although it is not answered yet."""
    fields: dict[str, Field] = {}
    chat = IntakeChat().starts(text)
    if "summary" not in chat.fields():
        chat.presses(channel="persoenlich")
    fields = chat.fields()
    return fields["summary"].value


@pytest.mark.parametrize(
    "text",
    [
        "neu",
        "Neu",
        "  neu  ",
        "neu!",
        "Beschwerde",
        "Reaktion aufnehmen",
        "reaktion aufnehmen",
        "Neue Reaktion",
        "neue Beschwerde",
        "neu: Bescheid fehlt",
        LINE,
    ],
)
def test_these_begin_an_intake(text: str) -> None:
    assert wants_intake(text)


@pytest.mark.parametrize(
    "text", ["", "neues Passwort", "Neuigkeiten", "Neu-Antrag", "Beschwerdestelle", "hilfe", "was ist neu"]
)
def test_these_do_not(text: str) -> None:
    assert not wants_intake(text)


def test_the_line_of_the_help_fills_in_channel_team_and_summary() -> None:
    assert answers(LINE) == {
        "channel": "persoenlich",
        "teams": "leistung-a",
        "summary": "Bescheid seit sieben Wochen offen",
    }


def test_only_the_rest_is_asked() -> None:
    chat = IntakeChat().starts(LINE)
    assert set(chat.fields()) == {"concerns"}


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("neu telefonisch", {"channel": "telefonisch"}),
        ("neu am Telefon", {"channel": "telefonisch"}),
        ("neu Lob Leistung B", {"concerns": "lob", "teams": "leistung-b"}),
        (
            "neu Brief, Beschwerde, Leistung A und Leistung B: Zwei Bescheide",
            {
                "channel": "schriftlich",
                "concerns": "fachliche_beschwerde",
                "teams": "leistung-a,leistung-b",
                "summary": "Zwei Bescheide",
            },
        ),
        (
            "neu Markt und Integration: Termin verlegt",
            {"teams": "markt-und-integration", "summary": "Termin verlegt"},
        ),
        (
            "Beschwerde persönlich Leistung A: Uhrzeit 9:30 stimmt nicht",
            {"channel": "persoenlich", "teams": "leistung-a", "summary": "Uhrzeit 9:30 stimmt nicht"},
        ),
        ("neu persoenlich", {"channel": "persoenlich"}),
        ("NEU PERSÖNLICH LEISTUNG A", {"channel": "persoenlich", "teams": "leistung-a"}),
    ],
)
def test_words_for_channel_kind_and_team_are_understood(text: str, known: dict[str, str]) -> None:
    assert answers(text) == known


@pytest.mark.parametrize(
    "story",
    [
        "Frau aus Leistung A war unfreundlich",
        "persönlich telefonisch Leistung A: beides geht nicht",
        "Leistung: welche denn",
        "Leistung C: gibt es nicht",
        "Der Kunde sagt: es reicht",
    ],
)
def test_a_story_is_kept_whole_and_no_fact_is_read_into_it(story: str) -> None:
    known = answers(f"neu {story}")
    assert set(known) <= {"summary"}
    assert known.get("summary", "") == story or suggested(f"neu {story}") == story


def test_a_lonely_folgereaktion_is_asked_again() -> None:
    assert "concerns" not in answers("neu persönlich Folgereaktion Leistung A: Wieder nichts")


def test_several_lines_after_the_colon_stay_lines() -> None:
    assert (
        answers("neu persönlich Leistung A: Erste Zeile\nZweite Zeile")["summary"]
        == "Erste Zeile\nZweite Zeile"
    )


def test_a_line_too_long_is_not_cut_but_refused_with_a_sentence() -> None:
    chat = IntakeChat().starts("neu persönlich Leistung A: " + "x" * 100_000)
    assert "höchstens" in chat.said
    assert "summary" not in chat.state.answers
    shorter = IntakeChat().starts("neu persönlich Leistung A: " + "x" * 4_001)
    assert "höchstens" in shorter.said
    assert shorter.state.answers["channel"] == "persoenlich"


def test_zurueck_from_the_first_card_asks_what_the_line_had_filled_in() -> None:
    chat = IntakeChat().starts(LINE).types("zurück")
    assert chat.form.title == "Wie hat sich die Kundin/der Kunde gemeldet?"
    chat.types("telefonisch")
    assert chat.fields()["summary"].value == "Bescheid seit sieben Wochen offen"


def test_a_word_that_names_two_things_is_not_guessed() -> None:
    context = a_context()
    both = {**context.office.teams, TeamId("lob"): Team(id=TeamId("lob"), name="Lob", lead=None)}
    chat = IntakeChat(context=replace(context, office=replace(context.office, teams=both)))
    assert chat.starts("neu persönlich Lob: Sehr freundlich").state.answers == {}
