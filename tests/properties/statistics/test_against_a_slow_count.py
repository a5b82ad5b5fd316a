"""5,000 random cases: every number of the report is what a slow, independent count finds (GA VIII, R46)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from procedure.statistics.facts import CaseFacts, facts_of
from procedure.statistics.figures import Figures
from procedure.vocabulary import Cause, Channel, ConcernKind, Origin, Outcome
from tests.properties.statistics.slow_count import (
    QUESTIONS,
    Question,
    by_words,
    closed,
    counts,
    ended_as,
    happened,
    in_year,
    oldest_nine_of_ten,
    yes,
)
from tests.support.house import RULEBOOK as RULES
from tests.support.random_cases import RandomCases
from tests.support.some_facts import TEAMS, TEMPLATE, RandomFacts, a_year, counts_of

KEY = date(2026, 12, 31)
FACTS = 5_000
SEED = 20260101
RESULTS = [each.value for each in Outcome]
KINDS = [each.value for each in ConcernKind]


@pytest.fixture(scope="module")
def facts() -> list[CaseFacts]:
    return RandomFacts(SEED).many(FACTS)


@pytest.fixture(scope="module")
def found(facts: list[CaseFacts]) -> Figures:
    return a_year(*facts)


def slow(facts: Sequence[CaseFacts], year: int, key: date) -> dict[str, int]:
    """Count everything by asking every case."""
    cases = [case for case in facts if counts(case, year, key)]
    answers = {
        name: yes(cases, key, question) for name, question in (QUESTIONS | dict(worded(facts))).items()
    }
    merged = [c for c in facts if in_year(c, year, key) and ended_as(c, key, "zusammengefuehrt")]
    errors = [c for c in facts if in_year(c, year, key) and ended_as(c, key, "fehlerfassung")]
    every = [c for c in facts if in_year(c, year, key)]
    mentions = [(case, kind) for case in cases for kind in case.concerns]
    answers |= {
        "vorgaenge/doppelt": len(merged),
        "vorgaenge/irrtum": len(errors),
        "vorgaenge": len(every),
        "bedrohungen": sum(case.threats for case in cases),
        "nennungen": len(mentions),
        "nennungen/_weitere": sum(len(case.concerns) - 1 for case in cases),
    }
    for result in [*RESULTS, "_ohne"]:
        here = [case for case in cases if result_of(case, key) == result]
        answers[f"nennungen/ergebnis/{result}"] = sum(len(case.concerns) for case in here)
        answers[f"nennungen/_weitere/{result}"] = sum(len(case.concerns) - 1 for case in here)
    return answers


def result_of(case: CaseFacts, key: date) -> str:
    return case.outcome.value if closed(case, key) and case.outcome else "_ohne"


def worded(facts: Sequence[CaseFacts]) -> Iterator[tuple[str, Question]]:
    """Ask for every word of every vocabulary."""
    numbered = {case.number: case for case in facts}
    yield from by_words([each.value for each in Channel], "kanal", lambda c, _k, w: c.channel == w)
    yield from by_words([each.value for each in Origin], "herkunft", lambda c, _k, w: c.origin == w)
    yield from by_words(KINDS, "anliegen", lambda c, _k, w: w in c.concerns)
    yield from by_words(RESULTS, "ergebnis", lambda c, k, w: result_of(c, k) == w)
    yield from by_words(
        [each.value for each in Cause], "ursache", lambda c, k, w: closed(c, k) and c.cause == w
    )
    yield from by_words([f"{m:02}" for m in range(1, 13)], "eingaenge/monat", lambda c, _k, w: month(c) == w)
    yield from by_words(["1", "2", "3", "4"], "eingaenge/quartal", lambda c, _k, w: quarter(c) == w)
    for kind in KINDS:
        yield from by_words(
            [*RESULTS, "_ohne"],
            f"ergebnis_je_art/{kind}",
            lambda c, k, w, kind=kind: kind in c.concerns and result_of(c, k) == w,  # type: ignore[misc]
        )
    for team in (*TEAMS, "aufgeloest", "_mehrere", "_keins"):
        yield f"team/{team}", lambda c, _k, team=team: row(c) == team  # type: ignore[misc]
        yield from by_words(
            ["q1", "q2", "q3", "q4"],
            f"team/{team}",
            lambda c, _k, w, team=team: row(c) == team and f"q{quarter(c)}" == w,  # type: ignore[misc]
        )
    for result in [*RESULTS, "_ohne", "_unbekannt"]:
        yield (
            f"folge/ergebnis/{result}",
            lambda c, k, result=result: c.is_follow_up and before(c, k, numbered) == result,  # type: ignore[misc]
        )


def month(case: CaseFacts) -> str:
    return case.received_on.isoformat()[5:7]


def quarter(case: CaseFacts) -> str:
    return {"01": "1", "02": "1", "03": "1", "10": "4", "11": "4", "12": "4"}.get(
        month(case), "2" if month(case) < "07" else "3"
    )


def row(case: CaseFacts) -> str:
    return "_keins" if not case.teams else case.teams[0] if len(case.teams) == 1 else "_mehrere"


def before(case: CaseFacts, key: date, numbered: dict[str, CaseFacts]) -> str:
    if case.follow_up_of not in numbered:
        return "_unbekannt"
    return result_of(numbered[case.follow_up_of], key)


def test_every_number_is_what_the_slow_count_finds(facts: list[CaseFacts], found: Figures) -> None:
    assert counts_of(found) == slow(facts, 2026, KEY)


def test_the_cases_are_such_that_every_figure_but_none_is_put_to_the_test(found: Figures) -> None:
    assert [name for name, count in counts_of(found).items() if not count] == []


@pytest.mark.parametrize("key", [date(2026, 11, 30), date(2027, 3, 1), date(2026, 2, 28)])
def test_every_number_is_right_with_another_stichtag(facts: list[CaseFacts], key: date) -> None:
    template = replace(TEMPLATE, key_month=key.month, key_day=key.day, key_years_later=key.year - 2026)
    assert counts_of(a_year(*facts, template=template)) == slow(facts, 2026, key)


def test_shares_and_times_are_what_the_slow_count_finds(facts: list[CaseFacts], found: Figures) -> None:
    numbers = slow(facts, 2026, KEY)
    for chapter in found.chapters:
        for share in chapter.shares:
            exact = Decimal(100 * numbers[share.part.id]) / Decimal(numbers[share.whole.id])
            assert share.percent == float(exact.quantize(Decimal("0.1"), ROUND_HALF_UP)), share.key
    (duration,) = [each for chapter in found.chapters for each in chapter.durations]
    days = sorted(
        (case.closed_on - case.received_on).days
        for case in facts
        if counts(case, 2026, KEY) and happened(case.closed_on, KEY) and case.closed_on
    )
    assert duration.of.count == len(days)
    half = len(days) // 2
    assert duration.median == (days[half] + days[-half - 1]) / 2
    assert duration.ninth_decile == oldest_nine_of_ten(days)


def test_cases_as_the_office_keeps_them_count_the_same_both_ways() -> None:
    cases = RandomCases(SEED).many(300)
    facts = [facts for facts in (facts_of(case, RULES) for case in cases) if facts.concerns]
    assert set(slow(facts, 2026, KEY).items()) >= {
        (name, count) for name, count in counts_of(a_year(*facts)).items() if not name.startswith("team/")
    }
