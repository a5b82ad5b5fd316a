"""Changed rules on any case: nothing moves without reason, nothing moves twice, and all agree at the end."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from procedure.case import Case
from procedure.case_parts import Acknowledgement
from procedure.deadlines import deadlines_of
from procedure.duties import duties_of
from procedure.moved_deadlines import Moved
from procedure.opening import contributions_for
from procedure.recalculation import Before, Recalculated, recalculated
from procedure.rule_facts import facts_from, facts_of, rulebook_of
from procedure.rulebook import Rulebook
from procedure.situation import OVER
from procedure.switches import Switches
from procedure.vocabulary import AcknowledgementState, CaseState, Channel
from tests.support.builders import TEAM_A, TEAM_B, a_reaction
from tests.support.random_cases import RandomCases
from tests.unit.lifecycle.cases import managed
from tests.unit.lifecycle.situations import rulebook

TODAY = date(2026, 12, 3)
_DAYS_OFF = st.lists(st.dates(date(2026, 11, 10), date(2027, 1, 20)), max_size=4, unique=True)

offices = st.builds(
    lambda days_off, **chosen: rulebook(
        Switches(extra_non_working_days=("12-24", *(day.isoformat() for day in days_off)), **chosen)
    ),
    _DAYS_OFF,
    land=st.sampled_from(["BW", "BY", "BE"]),
    closing_rollover=st.sampled_from(["none", "next_workday"]),
    weekend_receipt=st.sampled_from(["actual", "next_workday"]),
    receipt_cutoff=st.sampled_from([None, time(12)]),
    external_lead_days=st.integers(0, 4),
    contribution_lead_days=st.integers(0, 6),
    inform_within_days=st.integers(1, 3),
    written_followup_restarts_closing=st.booleans(),
    ack_oral=st.booleans(),
)
random_cases = st.integers(0, 2**32).map(lambda seed: RandomCases(seed).case())
received = st.datetimes(datetime(2026, 11, 15), datetime(2026, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001 - zone added


def computed(received_at: datetime, rules: Rulebook, external: int | None) -> Case:
    """Build a case led by the management, all of whose dates are as the rules give them."""
    due = rules.day(received_at) + timedelta(days=external) if external else None
    reaction = a_reaction(
        channel=Channel.WRITTEN,
        parting=None,
        teams=(TEAM_A, TEAM_B),
        received_at=received_at,
        external_due_on=due,
    )
    dates = deadlines_of(reaction, rules)
    return managed(
        reaction=reaction,
        registered_at=received_at,
        acknowledgement=Acknowledgement(state=AcknowledgementState.OPEN),
        acknowledge_by=dates.acknowledge_by,
        close_by=dates.close_by,
        act_by=dates.act_by,
        contributions=contributions_for(
            (TEAM_A, TEAM_B), act_by=dates.act_by, now=received_at, today=rules.day(received_at), rules=rules
        ),
    )


def brought(case: Case, now: Rulebook, *before: Rulebook, known: bool = True) -> Recalculated:
    owed = duties_of(case, before[0]) if before else ()
    return recalculated(case, owed, now, Before(rules=before, are_known=known))


def codes(moved: tuple[Moved, ...]) -> set[str]:
    return {one.which for one in moved}


@settings(max_examples=200)
@given(random_cases, offices)
def test_with_unchanged_rules_nothing_moves_in_any_case(case: Case, rules: Rulebook) -> None:
    result = brought(case, rules, rules)

    assert result.case == case
    assert result.moved == ()
    assert result.duties == duties_of(case, rules)


@settings(max_examples=100)
@given(random_cases, offices)
def test_rules_that_were_noted_and_read_back_move_nothing_either(case: Case, rules: Rulebook) -> None:
    noted = rulebook_of(facts_from(facts_of(rules, TODAY).canonical), rulebook())

    assert brought(case, rules, noted).moved == ()


@settings(max_examples=200)
@given(random_cases, offices, offices, st.booleans())
def test_twice_is_the_same_as_once(case: Case, old: Rulebook, new: Rulebook, known: bool) -> None:  # noqa: FBT001 - drawn
    once = brought(case, new, old, known=known)
    twice = recalculated(once.case, once.duties, new, Before(rules=(old,), are_known=known))

    assert twice.case == once.case
    assert twice.duties == once.duties
    assert twice.moved == ()


@settings(max_examples=200)
@given(random_cases, offices, offices)
def test_a_case_that_is_over_keeps_every_date(case: Case, old: Rulebook, new: Rulebook) -> None:
    over = replace(case, state=CaseState.CLOSED) if case.state not in OVER else case

    assert brought(over, new, old).case == over
    assert brought(over, new, old).moved == ()


@settings(max_examples=200)
@given(received, offices, offices, st.none() | st.integers(1, 40))
def test_a_case_computed_under_the_old_rules_ends_as_if_the_new_ones_had_always_been(
    received_at: datetime, old: Rulebook, new: Rulebook, external: int | None
) -> None:
    case = computed(received_at, old, external)
    result = brought(case, new, old)

    assert result.case == replace(
        computed(received_at, new, external), contributions=result.case.contributions
    )
    assert [c.due_on for c in result.case.contributions] == [
        c.due_on for c in computed(received_at, new, external).contributions
    ]
    assert ("eingangsbestaetigung" in codes(result.moved)) is (
        case.acknowledge_by != result.case.acknowledge_by
    )
    assert ("abschluss" in codes(result.moved)) is (case.close_by != result.case.close_by)
    assert all(one.old != one.new and one.under == 0 for one in result.moved)


@settings(max_examples=200)
@given(received, st.tuples(offices, offices, offices), st.booleans())
def test_a_case_brought_half_way_ends_where_all_others_do(
    received_at: datetime,
    rules: tuple[Rulebook, Rulebook, Rulebook],
    was_brought: bool,  # noqa: FBT001 - drawn
) -> None:
    first, second, third = rules
    case = computed(received_at, first, None)
    kept = brought(case, second, first) if was_brought else None
    start, owed = (kept.case, kept.duties) if kept else (case, duties_of(case, first))
    result = recalculated(start, owed, third, Before(rules=(first, second), are_known=True))

    fresh = computed(received_at, third, None)
    assert (result.case.acknowledge_by, result.case.close_by, result.case.act_by) == (
        fresh.acknowledge_by,
        fresh.close_by,
        fresh.act_by,
    )
    assert [c.due_on for c in result.case.contributions] == [c.due_on for c in fresh.contributions]
