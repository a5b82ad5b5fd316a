"""Reminders over twenty years in all Länder, and of whatever a case has been through (R15, A8-A10, A21)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procedure.case import Case
from procedure.days_in_words import day_in_words
from procedure.deadlines import deadlines_of, receipt_day
from procedure.duties import Duty, DutyKind, duties_of
from procedure.errors import ProcedureError
from procedure.lifecycle import decide
from procedure.reasons import reasons
from procedure.reminders import next_reminder, stage_on, told, when_late
from procedure.rulebook import Rulebook
from procedure.switches import Switches
from procedure.vocabulary import Channel
from procedure.working_days import LAENDER, WorkingCalendar
from tests.properties.procedure.test_lifecycle import SOMEBODY, STARTS, SWITCHES, a_press
from tests.support.builders import a_case, a_reaction
from tests.unit.lifecycle.cases import OPEN
from tests.unit.lifecycle.situations import NOW, situation

BERLIN = ZoneInfo("Europe/Berlin")
FIRST, LAST = datetime(2020, 1, 1), datetime(2039, 12, 31, 23, 59)  # noqa: DTZ001 - zone added below
STAGES = 12

instants = st.datetimes(FIRST, LAST, timezones=st.just(UTC))
channels = st.sampled_from(Channel)
switches = st.builds(
    Switches,
    weekend_receipt=st.sampled_from(["actual", "next_workday"]),
    closing_rollover=st.sampled_from(["none", "next_workday"]),
    receipt_cutoff=st.none() | st.times(),
    ack_oral=st.booleans(),
    external_lead_days=st.integers(0, 30),
    contribution_lead_days=st.integers(0, 30),
    inform_within_days=st.integers(0, 5),
)
external_days = st.none() | st.integers(0, 90)
registrations = st.sampled_from([0, 0, 1, 4, 30])


def rules_of(chosen: Switches) -> Rulebook:
    return Rulebook(switches=chosen, calendar=WorkingCalendar.from_switches(chosen), timezone=BERLIN)


def fresh_case(
    received_at: datetime, channel: Channel, external_in: int | None, days_later: int, rules: Rulebook
) -> Case:
    """Build a case as it is right after its registration, however late that came (A35)."""
    external = None if external_in is None else rules.day(received_at) + timedelta(days=external_in)
    reaction = a_reaction(channel=channel, received_at=received_at, external_due_on=external, parting=None)
    found = deadlines_of(reaction, rules)
    return a_case(
        reaction=reaction,
        registered_at=received_at + timedelta(days=days_later),
        acknowledge_by=found.acknowledge_by,
        close_by=found.close_by,
        act_by=found.act_by,
        **({} if found.acknowledge_by is None else {"acknowledgement": OPEN}),
    )


def walk(case: Case, duty: Duty, rules: Rulebook) -> list[tuple[int, date]]:
    """Go from each stage to the next, as the tick does."""
    found: list[tuple[int, date]] = []
    after: date | None = None
    for _ in range(STAGES):
        after = next_reminder(case, duty, after, rules)
        stage = stage_on(case, duty, after, rules)
        assert stage is not None
        found.append((stage, after))
    return found


def check_stages(case: Case, duty: Duty, rules: Rulebook) -> None:
    """Hold what is true of the reminders of every duty."""
    found, calendar = walk(case, duty, rules), rules.calendar
    assert all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(found))
    assert all(calendar.is_working_day(day) for _, day in found)
    assert found[0][1] > receipt_day(case.reaction.received_at, rules)
    assert all(stage == _counted(duty.due_on, day, rules) for stage, day in found)
    _check_looking_late(case, duty, found, rules)
    _check_told(case, duty, found, rules)


def _counted(due_on: date, day: date, rules: Rulebook) -> int:
    """Count the working days from the last one on which one can act, one by one."""
    last = due_on
    while not rules.calendar.is_working_day(last):
        last -= timedelta(days=1)
    step = 1 if day >= last else -1
    count = 0
    while last != day:
        last += timedelta(days=step)
        count += step * rules.calendar.is_working_day(last)
    return count


def _check_looking_late(case: Case, duty: Duty, found: Sequence[tuple[int, date]], rules: Rulebook) -> None:
    """Who looks on any day finds the last stage reached and the day of the next; none before the first."""
    (_, first) = found[0]
    assert stage_on(case, duty, first - timedelta(days=1), rules) is None
    assert next_reminder(case, duty, first - timedelta(days=1), rules) == first
    for (stage, day), (_, following) in pairwise(found):
        for today in (day, following - timedelta(days=1)):
            assert stage_on(case, duty, today, rules) == stage
            assert next_reminder(case, duty, today, rules) == following


def _check_told(case: Case, duty: Duty, found: Sequence[tuple[int, date]], rules: Rulebook) -> None:
    """Who owes it and the BGF are told always, nobody twice; whoever is told once is told on."""
    before: frozenset[str] = frozenset()
    for stage, day in found:
        offices = [str(audience) for audience in told(case, duty, stage, day, rules)]
        assert offices[0] == str(duty.audience)
        assert "bgf" in offices
        assert len(offices) == len(set(offices))
        assert before <= set(offices)
        before = frozenset(offices)
    alone = {DutyKind.RECORD, DutyKind.FILE}
    assert (duty.kind in alone) is ("geschaeftsleitung" not in before)


@pytest.mark.parametrize("land", LAENDER)
@settings(max_examples=30, deadline=None)
@given(instants, channels, switches, external_days, registrations)
def test_the_stages_of_every_new_case_keep_to_working_days_after_the_receipt(
    land: str,
    received_at: datetime,
    channel: Channel,
    chosen: Switches,
    external_in: int | None,
    days_later: int,
) -> None:
    rules = rules_of(replace(chosen, land=land))
    case = fresh_case(received_at, channel, external_in, days_later, rules)
    for duty in duties_of(case, rules):
        check_stages(case, duty, rules)


@given(instants, channels, switches, external_days)
def test_the_stages_up_to_the_day_to_act_are_the_reminders_of_the_deadlines(
    received_at: datetime, channel: Channel, chosen: Switches, external_in: int | None
) -> None:
    """Two ways to count the same days: here from the duty, there from the reaction."""
    rules = rules_of(chosen)
    case = fresh_case(received_at, channel, external_in, 0, rules)
    expected = deadlines_of(case.reaction, rules)
    reminders = {
        DutyKind.ACKNOWLEDGE: expected.acknowledge_reminders,
        DutyKind.ANSWER: expected.close_reminders,
    }
    for duty in duties_of(case, rules):
        if duty.kind in reminders:
            found = walk(case, duty, rules)
            assert tuple(day for stage, day in found if stage <= 0) == reminders[duty.kind]


@given(instants, st.integers(0, 90), st.integers(0, 30))
def test_of_a_day_set_by_another_body_the_management_learns_no_later_than_of_any_other(
    received_at: datetime, external_in: int, lead_days: int
) -> None:
    """A21: told two working days after one should have acted, however long the day itself is away."""
    rules = rules_of(Switches(external_lead_days=lead_days))
    case = fresh_case(received_at, Channel.WRITTEN, external_in, 0, rules)
    (answer,) = (duty for duty in duties_of(case, rules) if duty.kind is DutyKind.ANSWER)
    received_on, calendar = receipt_day(received_at, rules), rules.calendar
    late = when_late(
        DutyKind.ANSWER, due_on=case.act_by, ends_on=case.close_by, arose_on=received_on, calendar=calendar
    )
    second = calendar.nth_working_day_after(case.act_by, 2)
    assert late.management_from == max(second, calendar.nth_working_day_after(received_on, 1))
    assert late.overdue_from > case.close_by
    assert all(case.act_by < day <= case.close_by for day in late.until_end)
    last_day = calendar.last_working_day_on_or_before(case.close_by)
    if last_day > max(case.act_by, received_on):
        assert late.until_end[-1] == last_day
    assert next_reminder(case, answer, late.overdue_from - timedelta(days=1), rules) == late.overdue_from


@settings(deadline=None)
@given(st.sampled_from(STARTS), st.sampled_from(SWITCHES), st.data())
def test_whatever_a_case_has_been_through_its_reminders_hold_and_its_days_are_explained(
    start: Case, chosen: Switches, data: st.DataObject
) -> None:
    case, now = start, NOW
    for _ in range(data.draw(st.integers(3, 15), label="presses")):
        now += timedelta(hours=data.draw(st.sampled_from([0, 1, 24, 60, 200]), label="hours later"))
        at = situation(case, data.draw(SOMEBODY, label="who"), now=now, switches=chosen)
        try:
            case, _ = decide(at, data.draw(a_press(at, data), label="step"))
        except ProcedureError:
            continue
        for duty in duties_of(case, at.rules):
            check_stages(case, duty, at.rules)
            _check_reasons(case, duty, at.rules)


def _check_reasons(case: Case, duty: Duty, rules: Rulebook) -> None:
    """Find the day written out, nothing that anybody typed, and a reason that still holds."""
    said = reasons(case, duty, rules)
    shown = duty.due_on if duty.kind is not DutyKind.ANSWER else duty.ends_on or duty.due_on
    assert any(day_in_words(shown) in sentence for sentence in said)
    assert all(sentence.endswith(".") for sentence in said)
    typed = ("Grund", "xxx", case.reaction.summary, *_words(case.reaction.customer.name))
    assert not any(word in sentence for word in typed if word for sentence in said)
    if duty.kind not in {DutyKind.ACKNOWLEDGE, DutyKind.ANSWER}:
        assert not any("festgehalten" in sentence for sentence in said)


def _words(name: str) -> Sequence[str]:
    return name.split()
