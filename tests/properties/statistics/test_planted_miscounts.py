"""The slow count finds faults: each of these was planted, and is noticed (GA VIII, R46)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from procedure.statistics.counting import counted, deadlines, offices, results_by_kind
from procedure.statistics.facts import CaseFacts
from procedure.statistics.figures import Cell
from tests.properties.statistics.test_against_a_slow_count import KEY, slow
from tests.support.some_facts import RandomFacts, a_year, counts_of

FACTS = RandomFacts(7).many(600)


def nothing_is_cut_off_at_the_stichtag(case: CaseFacts, _key: date) -> CaseFacts:
    return case


def the_stichtag_itself_does_not_count(case: CaseFacts, key: date) -> CaseFacts:
    return replace(case, closed_on=None, outcome=None) if case.closed_on == key else counted_as_of(case, key)


def promises_are_forgotten(case: CaseFacts) -> date:
    return case.first_close_by


def several_teams_count_for_the_first(case: CaseFacts) -> str:
    return case.teams[0] if case.teams else "_keins"


def a_wish_hides_an_alert(case: CaseFacts) -> str:
    return "wunsch" if case.talk_wish else "sofort" if case.immediate_talk else "nicht"


def late_acknowledgements_pass(case: CaseFacts, _key: date) -> str:
    return "rechtzeitig" if case.acknowledged_on else "ausstehend"


def nothing_is_mentioned_twice(year: counted.Counted) -> Cell:
    return Cell(id="nennungen/_weitere", count=len(year.received) * 0)


counted_as_of = counted.as_of

FAULTS: list[tuple[Any, str, Callable[..., Any] | tuple[()]]] = [
    (counted, "as_of", nothing_is_cut_off_at_the_stichtag),
    (counted, "as_of", the_stichtag_itself_does_not_count),
    (counted, "NOT_COUNTED", ()),
    (deadlines, "_deadline", promises_are_forgotten),
    (deadlines, "_acknowledged", late_acknowledgements_pass),
    (offices, "_row", several_teams_count_for_the_first),
    (offices, "_talk", a_wish_hides_an_alert),
    (results_by_kind, "further", nothing_is_mentioned_twice),
]


def test_without_a_fault_both_counts_agree() -> None:
    assert wrong_numbers() == []


@pytest.mark.parametrize(("where", "name", "fault"), FAULTS)
def test_a_planted_fault_is_found(
    where: Any,  # noqa: ANN401 - a module
    name: str,
    fault: Callable[..., Any] | tuple[()],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(where, name, fault)
    assert wrong_numbers()


def wrong_numbers() -> list[str]:
    """Name the figures that differ from the slow count."""
    right = slow(FACTS, 2026, KEY)
    return [name for name, count in counts_of(a_year(*FACTS)).items() if right[name] != count]
