"""Whatever dies between the phases of a tick: nothing is lost, nothing doubled, one message per person."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from casework.remind import POSTPONED, release_due
from tests.support.builders import BGF
from tests.support.house import House
from tests.unit.casework.reminded import a_letter_of_complaint, another, berlin, messages
from tests.unit.casework.tripwire import KilledError, SnappedError, Tripwire

NOW = berlin(12, 10)
"""Of each case the acknowledgement is overdue by two days, the answer due in five."""
WRITES_OF_A_CASE = [
    "reminders.claim",
    *("reminders.permit", "reminders.put") * 2,
    "reminders.advance",
    "unit.commit",
]
WRITES = WRITES_OF_A_CASE * 2 + ["reminders.bundle", "unit.commit"]


async def two_letters() -> House:
    house = House()
    await house.has(a_letter_of_complaint(), another(2))
    return house


def all_told(house: House) -> Counter[tuple[str, str, str, str]]:
    """Count who was told of what in all."""
    return Counter(
        (item.staff_id, item.case_id, item.kind, str(item.stage))
        for item, message in house.units.committed.reminders
        if message is not None
    )


async def undisturbed() -> House:
    house = await two_letters()
    assert await release_due(house.units, house.rulebook, NOW) == 3
    return house


async def test_a_tick_writes_case_by_case_and_then_the_messages() -> None:
    house = await two_letters()
    wire = Tripwire(house.units)
    await release_due(wire, house.rulebook, NOW)  # type: ignore[arg-type]
    assert wire.writes == WRITES


@pytest.mark.parametrize("breaks_at", range(len(WRITES)))
async def test_a_process_killed_at_any_write_leaves_one_whole_message_per_person(breaks_at: int) -> None:
    house = await two_letters()
    wire = Tripwire(house.units, breaks_at, KilledError)
    with pytest.raises(KilledError):
        await release_due(wire, house.rulebook, NOW)  # type: ignore[arg-type]
    assert messages(house.units) == [], "what waits is not yet a message"
    assert await release_due(house.units, house.rulebook, NOW + timedelta(seconds=30)) == 3
    assert all_told(house) == all_told(await undisturbed())
    assert await release_due(house.units, house.rulebook, NOW + timedelta(minutes=1)) == 0


@pytest.mark.parametrize("breaks_at", range(len(WRITES)))
async def test_a_store_that_is_out_from_any_write_on_loses_and_doubles_nothing(breaks_at: int) -> None:
    house = await two_letters()
    with pytest.raises(SnappedError):
        await release_due(Tripwire(house.units, breaks_at), house.rulebook, NOW)  # type: ignore[arg-type]
    await release_due(house.units, house.rulebook, NOW + POSTPONED)
    assert all_told(house) == all_told(await undisturbed())


@pytest.mark.parametrize("replicas", [2, 5])
async def test_replicas_that_tick_at_once_tell_each_thing_once(replicas: int) -> None:
    house = await two_letters()
    ticks = (release_due(house.units, house.rulebook, NOW) for _ in range(replicas))
    assert sum(await asyncio.gather(*ticks)) == 3
    assert all_told(house) == all_told(await undisturbed())
    assert sum(who == BGF for who, _, _ in messages(house.units)) == 1
