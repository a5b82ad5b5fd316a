"""The assistant applies changed rules in the background, before it reminds anybody (A9)."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import cast

import pytest
import structlog

from bot.clock import FixedClock
from bot.jobs.changed_rules import ChangedRules
from casework.ports import UnitsOfWork
from procedure.rulebook import Rulebook
from tests.support.house import House
from tests.unit.casework.changed_rules import MONDAY_OFF, change, entries, kept, numbered, settled
from tests.unit.casework.tripwire import SnappedError, Tripwire
from tests.unit.lifecycle.cases import written
from tests.unit.lifecycle.situations import day
from tests.unit.procedure.rule_changes import OLD

LETTERS = [numbered(written(), number) for number in (10, 11)]


def process(
    house: House, rules: Rulebook, nudge: Callable[[], None] = lambda: None, units: object = None
) -> ChangedRules:
    """Start a process of the assistant with these rules."""
    return ChangedRules(
        units=cast("UnitsOfWork", units or house.units),
        rulebook=rules,
        clock=FixedClock(house.now),
        nudge=nudge,
    )


@pytest.fixture
async def house() -> House:
    return await settled(*LETTERS)


async def test_the_start_brings_every_case_to_the_new_rules_and_wakes_who_sends(house: House) -> None:
    nudges: list[None] = []
    changed = process(house, MONDAY_OFF, lambda: nudges.append(None))

    async with changed.at_work():
        await changed.before(_nothing)()

    assert {kept(house, case).acknowledge_by for case in LETTERS} == {day(9)}
    assert len(nudges) == 1


async def test_with_unchanged_rules_nobody_is_woken(house: House) -> None:
    nudges: list[None] = []
    async with process(house, OLD, lambda: nudges.append(None)).at_work():
        pass

    assert not nudges


async def test_a_job_waits_until_the_start_is_over(house: House) -> None:
    changed = process(house, MONDAY_OFF)
    seen: list[int] = []

    async def job() -> None:
        seen.append(len(entries(house)))

    waiting = asyncio.create_task(changed.before(job)())
    await asyncio.sleep(0)
    assert not seen
    async with changed.at_work():
        await waiting

    assert seen == [len(entries(house))] != [0]


async def test_a_store_that_breaks_keeps_no_job_waiting_and_is_tried_again(house: House) -> None:
    wire = Tripwire(house.units, breaks_at=0)
    changed = process(house, MONDAY_OFF, units=wire)

    async with changed.at_work():
        with structlog.testing.capture_logs() as logged:
            await asyncio.wait_for(changed.before(_nothing)(), 5)
        assert logged == [{"event": "rules_not_applied", "error": "SnappedError", "log_level": "error"}]
        wire._breaks_at = None  # noqa: SLF001 - mended
        await changed.run()

    assert {kept(house, case).acknowledge_by for case in LETTERS} == {day(9)}


async def test_a_case_that_fails_is_logged_by_its_id_and_a_code_alone(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise SnappedError("Karla Kundin")

    monkeypatch.setattr("casework.rule_change.recalculated", broken)
    with structlog.testing.capture_logs() as logged:
        await process(house, MONDAY_OFF).run()

    assert [entry["event"] for entry in logged] == ["case_not_recalculated"] * 2 + ["rules_applied"]
    assert logged[0]["case_id"] == LETTERS[0].id
    assert logged[2] | {"moved": 0, "failed": 2} == logged[2]
    assert "Karla" not in str(logged)


async def test_an_older_process_does_not_undo_what_a_newer_one_has_applied(house: House) -> None:
    older, newer = process(house, OLD), process(house, MONDAY_OFF)
    await older.run()
    await newer.run()
    await older.run()

    assert {kept(house, case).acknowledge_by for case in LETTERS} == {day(9)}


async def test_at_the_turn_of_the_year_a_running_process_notes_the_new_year(house: House) -> None:
    clock = FixedClock(house.now)
    changed = ChangedRules(units=house.units, rulebook=OLD, clock=clock, nudge=lambda: None)
    await changed.run()
    before = house.units.committed.rules
    clock.advance(timedelta(days=60))
    await changed.run()

    assert house.units.committed.rules != before
    assert not entries(house)


async def test_ended_in_the_middle_the_rest_is_done_at_the_next_start(house: House) -> None:
    changed = process(house, MONDAY_OFF)
    changed._stopping = True  # noqa: SLF001 - asked to end before the first case
    await changed.run()
    assert not entries(house)

    assert (await change(house, MONDAY_OFF)).complete
    assert {kept(house, case).acknowledge_by for case in LETTERS} == {day(9)}


async def _nothing() -> None:
    """Do nothing."""
