"""Rules are applied once, wherever it breaks off: first start, failures, kills, a press in between (A9)."""

from dataclasses import replace
from datetime import date, time

import pytest

from casework.errors import VersionConflict
from casework.recalculate import Applied, apply_rules
from procedure.duties import duties_of
from procedure.recalculation import recalculated
from procedure.rule_facts import facts_of
from procedure.vocabulary import CaseId, DecisionState
from procedure.working_hours import WorkingHours
from tests.support.house import House
from tests.unit.casework.changed_rules import MONDAY_OFF, change, entries, items, kept, numbered, settled
from tests.unit.casework.tripwire import KilledError, Tripwire
from tests.unit.lifecycle.cases import closed, handed_over, written
from tests.unit.lifecycle.situations import day
from tests.unit.procedure.rule_changes import OLD, office

LETTER = written(decision_state=DecisionState.NOT_NEEDED)
CLOSED = numbered(closed(), 2)
WITH_TEAM = numbered(handed_over(decision_state=DecisionState.NOT_NEEDED, informing=()), 3)


async def test_the_first_start_moves_nothing_that_fits_and_gives_every_duty_its_reminder() -> None:
    """Also after the upgrade from releases that kept nothing as owed, or knew of no reminders."""
    house = House(rulebook=OLD)
    async with house.units() as unit:
        for case in (LETTER, WITH_TEAM, CLOSED):
            await unit.cases.add(case)
        for case in (WITH_TEAM, CLOSED):
            await unit.duties.replace(case.id, duties_of(case, OLD))
        await unit.commit()

    assert await change(house, OLD) == Applied(complete=True)
    assert house.units.cases_by_id == {case.id: case for case in (LETTER, WITH_TEAM, CLOSED)}
    owed = {(case_id, duty) for case_id, duties in house.units.duties_of_cases.items() for duty in duties}
    assert owed == house.units.committed.remind_at.keys()
    assert {case_id for case_id, _ in owed} == {LETTER.id, WITH_TEAM.id, CLOSED.id}
    assert not items(house)


async def test_the_first_start_puts_right_what_does_not_fit_and_says_so() -> None:
    odd = replace(LETTER, acknowledge_by=day(11))
    house = House(rulebook=OLD)
    await house.has(odd)
    await change(house, OLD)

    assert kept(house, odd).acknowledge_by == day(8)
    assert [item.because for item in items(house)] == [
        "weil die Fristen nach den geltenden Regeln neu berechnet sind"
    ]


async def test_rules_that_are_applied_cost_one_read_and_no_write() -> None:
    house = await settled(LETTER)
    wire = Tripwire(house.units)
    house.through = wire

    assert await change(house, OLD) == Applied(complete=True)
    assert wire.loads == ["applied_rules.noted"]
    assert wire.writes == []


async def test_the_turn_of_the_year_notes_the_new_year_and_touches_no_case() -> None:
    house = await settled(LETTER)
    wire = Tripwire(house.units)
    house.through = wire
    house.now = house.now.replace(year=2027, month=1)

    assert await change(house, OLD) == Applied(complete=True)
    assert wire.writes == ["applied_rules.finish", "unit.commit"]
    assert [noted.fingerprint for noted in house.units.committed.rules] == [
        facts_of(OLD, date(2027, 1, 3)).fingerprint
    ]


async def test_another_hour_of_reminding_gives_every_duty_another_instant_and_moves_nothing() -> None:
    house = await settled(WITH_TEAM)
    later = replace(OLD, hours=WorkingHours(reminds_at=time(9)))

    assert await change(house, later) == Applied(complete=True)
    assert {OLD.local(at).time() for at in house.units.committed.remind_at.values()} == {time(9)}
    assert not entries(house)


async def test_a_case_that_fails_is_named_the_others_go_on_and_it_is_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bad, good = numbered(LETTER, 10), numbered(LETTER, 11)
    house = await settled(bad, good)
    failures: list[tuple[CaseId, str]] = []

    async def run() -> Applied:
        return await apply_rules(
            house.units,
            MONDAY_OFF,
            lambda: house.now,
            on_failure=lambda case_id, code: failures.append((case_id, code)),
        )

    with monkeypatch.context() as broken:

        def unreadable(case: object, *args: object, **kwargs: object) -> object:
            if getattr(case, "id", None) == bad.id:
                raise RuntimeError("Karla Kundin")
            return recalculated(case, *args, **kwargs)  # type: ignore[arg-type]

        broken.setattr("casework.rule_change.recalculated", unreadable)
        assert await run() == Applied(moved=1, failed=1)
    assert failures == [(bad.id, "RuntimeError")]
    assert kept(house, bad) == bad

    assert await run() == Applied(moved=1, complete=True)
    assert [entry.case_id for entry in entries(house)] == [good.id, bad.id]
    assert len(items(house)) == 2


async def test_a_press_that_was_faster_is_not_overwritten() -> None:
    house = await settled(LETTER)
    pressed = replace(LETTER, version=2, krm_tool_ref="4711")
    conflicts = 0

    class Faster(Tripwire):
        def note(self, store: str, method: str) -> None:
            nonlocal conflicts
            if (store, method) == ("cases", "save") and not conflicts:
                conflicts += 1
                raise VersionConflict
            super().note(store, method)

    house.through = Faster(house.units)
    async with house.units() as unit:
        await unit.cases.save(pressed)
        await unit.commit()
    await change(house, MONDAY_OFF)

    assert conflicts == 1
    assert kept(house, LETTER) == replace(pressed, version=3, acknowledge_by=day(9))
    assert len(entries(house)) == 1


async def test_a_process_that_is_told_to_stop_leaves_the_rest_for_the_next_start() -> None:
    letters = [numbered(LETTER, number) for number in range(10, 14)]
    house = await settled(*letters)
    answers = iter([True, True, False])

    stopped = await apply_rules(house.units, MONDAY_OFF, lambda: house.now, goes_on=lambda: next(answers))

    assert stopped == Applied(moved=2)
    assert await change(house, MONDAY_OFF) == Applied(moved=2, complete=True)
    assert len(entries(house)) == len(items(house)) == 4


async def test_a_change_on_a_change_that_was_broken_off_brings_every_case_to_the_last_one() -> None:
    """Monday is made free, the process dies half way, then Tuesday is, too."""
    letters = [numbered(LETTER, number) for number in range(10, 14)]
    house = await settled(*letters)
    answers = iter([True, True, False])
    await apply_rules(house.units, MONDAY_OFF, lambda: house.now, goes_on=lambda: next(answers))

    await change(house, office("2026-12-07", "2026-12-08"))

    assert {case.acknowledge_by for case in house.units.cases_by_id.values()} == {day(10)}
    moves = sorted((e.details["old"][-2:], e.details["new"][-2:]) for e in entries(house))
    assert moves == [("08", "09")] * 2 + [("08", "10")] * 2 + [("09", "10")] * 2
    assert [noted.applied for noted in house.units.committed.rules] == [True]


async def test_notes_nobody_can_read_are_not_known_any_more() -> None:
    house = await settled(LETTER)
    (noted,) = house.units.committed.rules
    house.units.committed = replace(
        house.units.committed, rules=(replace(noted, fingerprint="0" * 64, facts="{}"),)
    )

    assert (await change(house, OLD)).complete
    assert kept(house, LETTER) == LETTER


async def test_killed_at_any_write_and_started_again_each_case_has_moved_once() -> None:
    """One message each, one entry each, one version each; twice killed is no different."""
    letters = [numbered(LETTER, number) for number in (10, 11)]
    whole = await settled(*letters)
    wire = Tripwire(whole.units)
    whole.through = wire
    await change(whole, MONDAY_OFF)
    assert wire.writes.count("unit.commit") == 4  # begun, each case, finished
    assert {"cases.save", "audit.append", "reminders.put", "duties.replace"} <= set(wire.writes)
    for number in range(len(wire.writes)):
        house = await settled(*letters)
        for _ in range(2):
            house.through = Tripwire(house.units, number, KilledError)
            try:
                await change(house, MONDAY_OFF)
            except KilledError:
                assert house.units.committed.rules[0].applied
        house.through = None
        await change(house, MONDAY_OFF)

        assert house.units.cases_by_id == whole.units.cases_by_id
        assert entries(house) == entries(whole)
        assert items(house) == items(whole)
        assert house.units.committed.remind_at == whole.units.committed.remind_at
        assert house.units.committed.rules == whole.units.committed.rules
