"""What a reader of the report knows from its definitions, without any sum that says so."""

import pytest

from procedure.statistics.figures import Figures
from procedure.statistics.suppression_bounds import bounds
from tests.properties.statistics.suppression_samples import report
from tests.support.some_facts import RandomFacts, a_year, cells_of

NOTHING = Figures(year=2026, definitions="1", chapters=())


def known(counts: dict[str, int], figures: Figures = NOTHING) -> list[str]:
    """Write the sums as sentences, „?“ for what stands nowhere."""
    rests, relations = bounds(figures, counts)
    nowhere = {rest.id: "?" for rest in rests}
    return [
        f"{each.total} = {' + '.join(nowhere.get(part, part) for part in each.parts)}" for each in relations
    ]


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ({"eingaenge": 9, "anliegen/lob": 4}, "eingaenge = anliegen/lob + ?"),
        (
            {"ergebnis/begruendet": 9, "ergebnis_je_art/lob/begruendet": 9},
            "ergebnis/begruendet = ergebnis_je_art/lob/begruendet + ?",
        ),
        (
            {"stand/ohne_ergebnis": 9, "ergebnis_je_art/lob/_ohne": 2},
            "stand/ohne_ergebnis = ergebnis_je_art/lob/_ohne + ?",
        ),
        (
            {"zn/mit": 9, "abschluss/zugesagt": 4, "abschluss/verspaetet_mit": 3},
            "zn/mit = abschluss/zugesagt + abschluss/verspaetet_mit + ?",
        ),
        ({"zn/0": 9, "abschluss/verspaetet_ohne": 4}, "zn/0 = abschluss/verspaetet_ohne + ?"),
        ({"feder/gl": 9, "team/_mehrere": 4}, "feder/gl = team/_mehrere + ?"),
        (
            {"eb/nicht_noetig": 9, "kanal/telefonisch": 4, "kanal/persoenlich": 5},
            "eb/nicht_noetig = kanal/telefonisch + kanal/persoenlich",
        ),
    ],
    ids=str,
)
def test_a_number_stays_within_another_by_its_definition(counts: dict[str, int], sentence: str) -> None:
    assert known(counts) == [sentence]


@pytest.mark.parametrize(
    "counts",
    [
        {"feder/gl": 3, "team/_mehrere": 4},
        {"eb/nicht_noetig": 9, "kanal/telefonisch": 4, "kanal/persoenlich": 4},
        {"zn/mit": 9, "abschluss/zugesagt": 4},
        {"anliegen/lob": 4},
        {"vorjahr/eingaenge": 9, "vorjahr/anliegen/lob": 4},
    ],
    ids=str,
)
def test_what_the_numbers_do_not_bear_out_binds_nothing(counts: dict[str, int]) -> None:
    assert known(counts) == []


def test_a_share_binds_its_part_once_however_often_it_is_given() -> None:
    counts = {"all": 9, "a": 4}
    figures = report(counts, shares=[("a", "all"), ("a", "all")])

    assert known(counts, figures) == ["all = a + ?"]


def test_a_year_has_every_number_that_a_definition_names() -> None:
    """An id that the counting renames would bind nothing any more, and nobody would notice."""
    figures = a_year(*RandomFacts(1).many(400))
    counts = {name: cell.count or 0 for name, cell in cells_of(figures).items()}
    found = {sentence.partition(" = ")[0] for sentence in known(counts, figures)}

    assert {"eingaenge", "stand/ohne_ergebnis", "ergebnis/begruendet"} <= found
    named = {"zn/mit", "zn/rechtzeitig", "zn/0", "pflicht/ja", "feder/gl", "eb/nicht_noetig"}
    named |= {"abschluss/zugesagt", "abschluss/verspaetet_mit", "abschluss/verspaetet_ohne"}
    named |= {"kanal/schriftlich", "kanal/elektronisch", "kanal/telefonisch", "kanal/persoenlich"}
    assert named | {"team/_mehrere"} <= set(counts)
