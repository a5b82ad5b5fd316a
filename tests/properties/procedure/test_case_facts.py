"""What is counted of a case names nobody, and is the same when the case is anonymised (GA VIII, privacy)."""

from dataclasses import fields, replace
from datetime import date
from enum import Enum

from hypothesis import assume, given
from hypothesis import strategies as st

from procedure.anonymising import anonymised
from procedure.situation import OVER
from procedure.statistics.facts import InterimFact, facts_of
from tests.support.house import RULEBOOK as RULES
from tests.support.random_cases import RandomCases

SECRET = "Karla Kundin"
SEEDS = st.integers(min_value=0, max_value=10**9)
STAYING_TEXTS = {"number", "lead_team", "follow_up_of", "teams"}


@given(seed=SEEDS)
def test_a_case_counts_the_same_after_it_was_anonymised(seed: int) -> None:
    case = RandomCases(seed, texts=(SECRET, "", "KRM-2026-0007")).case()
    assume(case.state in OVER)
    reaction = replace(case.reaction, follow_up_of=("KRM-2026-0007", SECRET, "")[seed % 3])
    over = replace(case, reaction=reaction)
    assert facts_of(anonymised(over), RULES) == facts_of(over, RULES)


@given(seed=SEEDS)
def test_nothing_that_is_counted_is_a_text(seed: int) -> None:
    facts = facts_of(RandomCases(seed, texts=(SECRET, "")).case(), RULES)
    for field in fields(facts):
        value = getattr(facts, field.name)
        if field.name in STAYING_TEXTS:
            assert SECRET not in str(value)
            continue
        for one in value if isinstance(value, tuple) else (value,):
            assert one is None or isinstance(one, Enum | bool | int | date | InterimFact), field.name
