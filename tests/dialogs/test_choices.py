"""Which option is meant by what people type. What is not certain is asked again."""

from dataclasses import replace

import pytest

from cards.forms import Option
from dialogs.answers import fold, legible, understand_yes_no
from dialogs.choices import choose_many, choose_one
from dialogs.intake_options import (
    CHANNEL_ALIASES,
    CHANNEL_OPTIONS,
    KIND_ALIASES,
    KIND_OPTIONS,
    ORIGIN_ALIASES,
    ORIGIN_OPTIONS,
    talk_options,
    team_options,
)
from procedure.office import Team
from procedure.vocabulary import TeamId
from tests.dialogs.intake_chat import a_context

TEAM_OPTIONS = team_options(a_context())


def options(*titles: str) -> tuple[Option, ...]:
    return tuple(Option(value=f"v{number}", title=title) for number, title in enumerate(titles, start=1))


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("1", "persoenlich"),
        ("1.", "persoenlich"),
        ("2)", "telefonisch"),
        ("Nr. 3", "schriftlich"),
        ("Nummer 4", "elektronisch"),
        ("zwei", "telefonisch"),
        ("die zweite", "telefonisch"),
        ("Das erste", "persoenlich"),
        ("den dritten", "schriftlich"),
        ("viertens", "elektronisch"),
        ("Persönlich", "persoenlich"),
        ("persoenlich", "persoenlich"),
        ("personlich", "persoenlich"),
        ("PERSÖNLICH!", "persoenlich"),
        ("perso\u0308nlich", "persoenlich"),
        ("pers", "persoenlich"),
        ("vor Ort", "persoenlich"),
        ("am Tresen", "persoenlich"),
        ("tel", "telefonisch"),
        ("Anruf", "telefonisch"),
        ("per Brief", "schriftlich"),
        ("Fax", "schriftlich"),
        ("E-Mail", "elektronisch"),
        ("email", "elektronisch"),
        ("per Mail", "elektronisch"),
        ("online", "elektronisch"),
    ],
)
def test_a_channel_is_found_by_number_ordinal_label_alias_or_beginning(text: str, channel: str) -> None:
    assert choose_one(text, CHANNEL_OPTIONS, CHANNEL_ALIASES) == channel


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "0",
        "5",
        "99",
        "-1",
        "1.5",
        "3,5",
        "١",
        "pe",
        "persönlich oder telefonisch",
        "nicht persönlich",
        "keine E-Mail",
        "oder",
        "am",
        "👍",
        "x" * 100_000,
        "1" * 100_000,
    ],
)
def test_what_fits_no_channel_for_certain_is_asked_again(text: str) -> None:
    assert choose_one(text, CHANNEL_OPTIONS, CHANNEL_ALIASES) is None


def test_a_part_that_fits_two_options_is_asked_again() -> None:
    assert choose_one("Leistung", TEAM_OPTIONS) is None
    assert choose_one("Sofort", talk_options(a_context(), {})) is None


def test_a_number_that_another_option_is_called_is_asked_again() -> None:
    teams = options("Team 1", "Team 10", "Team 2")
    assert choose_one("2", teams) is None
    assert choose_one("Team 2", teams) == "v3"
    assert choose_one("10", teams) == "v2"


def test_a_number_beyond_the_list_may_be_a_teams_name() -> None:
    assert choose_one("721", options("Team 720", "Team 721")) == "v2"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Beschwerde", ("fachliche_beschwerde",)),
        ("Lob", ("lob",)),
        ("Danke", ("lob",)),
        ("Idee", ("idee_anregung",)),
        ("Idee oder Anregung", ("idee_anregung",)),
        ("DAB", ("dienstaufsichtsbeschwerde",)),
        ("Dienstaufsichtsbeschwerde", ("dienstaufsichtsbeschwerde",)),
        ("Fachaufsicht", ("fachaufsichtsbeschwerde",)),
        ("Eingabe", ("eingabe",)),
        ("Petition", ("petition",)),
        ("1 und 3", ("fachliche_beschwerde", "idee_anregung")),
        ("1, 3", ("fachliche_beschwerde", "idee_anregung")),
        ("1 3", ("fachliche_beschwerde", "idee_anregung")),
        ("3+1", ("fachliche_beschwerde", "idee_anregung")),
        ("Lob und Beschwerde", ("fachliche_beschwerde", "lob")),
        ("Lob sowie die dritte", ("lob", "idee_anregung")),
        ("Lob, Lob", ("lob",)),
    ],
)
def test_several_kinds_are_found_in_the_order_of_the_list(text: str, kinds: tuple[str, ...]) -> None:
    assert choose_many(text, KIND_OPTIONS, KIND_ALIASES) == kinds


@pytest.mark.parametrize(
    "text",
    ["", "1 und 9", "Lob und Tadel", "Beschwerde, nicht Lob", "alles", "Widerspruch", ",", "und", "1-3"],
)
def test_a_list_with_one_part_not_understood_is_asked_again_as_a_whole(text: str) -> None:
    assert choose_many(text, KIND_OPTIONS, KIND_ALIASES) is None


@pytest.mark.parametrize(
    ("text", "teams"),
    [
        ("Markt und Integration", ("markt-und-integration",)),
        ("Leistung A und Leistung B", ("leistung-a", "leistung-b")),
        ("Leistung B, Markt und Integration", ("leistung-b", "markt-und-integration")),
        ("leistung-a", ("leistung-a",)),
        ("Markt", ("markt-und-integration",)),
    ],
)
def test_a_team_whose_name_has_an_und_is_one_team(text: str, teams: tuple[str, ...]) -> None:
    assert choose_many(text, TEAM_OPTIONS) == teams


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("direkt", "direkt"),
        ("Landratsamt", "LRA"),
        ("über das Landratsamt", "LRA"),
        ("LRA", "LRA"),
        ("lra", "LRA"),
        ("Arbeitsagentur", "AA"),
        ("über die Agentur für Arbeit", "AA"),
        ("RD", "RD"),
        ("Zentrale", "Zentrale"),
        ("andere Stelle", "sonstige"),
    ],
)
def test_an_origin_is_found_as_people_call_it(text: str, origin: str) -> None:
    assert choose_one(text, ORIGIN_OPTIONS, ORIGIN_ALIASES) == origin


@pytest.mark.parametrize(
    "text", ["ja", "Ja.", "JA!", "j", "jo", "jawohl", "ja bitte", "ja, gerne", "stimmt", "genau", "ok"]
)
def test_yes_is_understood_in_every_coat(text: str) -> None:
    assert understand_yes_no(text) is True


@pytest.mark.parametrize("text", ["nein", "Nein!", "n", "nee", "ne", "nö", "nein danke", "noch nicht"])
def test_no_is_understood_in_every_coat(text: str) -> None:
    assert understand_yes_no(text) is False


@pytest.mark.parametrize("text", ["", "vielleicht", "ja nein", "jain", "ja aber nicht sofort", "weiß nicht"])
def test_what_is_neither_yes_nor_no_is_asked_again(text: str) -> None:
    assert understand_yes_no(text) is None


@pytest.mark.parametrize("text", ["zurück", "Zurueck", "ZURÜCK!", "zuru\u0308ck", " zurück. "])
def test_umlauts_may_be_written_in_every_way(text: str) -> None:
    assert fold(text) == "zuruck"


def test_text_is_kept_as_it_can_be_stored() -> None:
    assert legible("a\x00b\ud800c\u202ed\r\ne\tf") == "abcd\ne f"
    assert legible("👩‍👧 שלום <b>fett</b> **x**") == "👩‍👧 שלום <b>fett</b> **x**"


def test_teams_are_offered_as_people_count_them_and_only_those_there_are() -> None:
    context = a_context()
    names = {"a": "Team 10", "b": "Team 2", "c": "Archiv", "d": "Team 1"}
    teams = {
        TeamId(key): Team(id=TeamId(key), name=name, lead=None, active=name != "Team 1")
        for key, name in names.items()
    }
    offered = team_options(replace(context, office=replace(context.office, teams=teams)))
    assert [option.title for option in offered] == ["Archiv", "Team 2", "Team 10"]
