"""What a conversation remembers: survives restarts, never gets in anybody's way."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.dialog_state import JSON, Outdated, SqlDialogStates, StoredDialog
from storage.engine import writing
from storage.errors import ConcurrentTurn
from storage.keys import KeyRing
from storage.tables import dialog_states

NOW = datetime(2026, 12, 3, 10, 0, tzinfo=UTC)
DAY = timedelta(hours=24)
DATA: dict[str, JSON] = {
    "step": "kanal",
    "answers": {"teams": ["leistung-a"], "n": 1, "ja": True, "leer": None},
}


@pytest.fixture
def states(engine: AsyncEngine, key_ring: KeyRing) -> SqlDialogStates:
    return SqlDialogStates(engine, key_ring)


async def test_a_new_conversation_has_no_state(states: SqlDialogStates) -> None:
    assert await states.load("a:1", NOW, 1) is None


async def test_a_state_survives_a_restart(
    states: SqlDialogStates, engine: AsyncEngine, key_ring: KeyRing
) -> None:
    assert await states.save("a:1", None, 1, DATA, NOW) == 1
    await states.save("a:2", None, 1, {}, NOW)
    restarted = SqlDialogStates(engine, key_ring)
    assert await restarted.load("a:1", NOW, 1) == StoredDialog(version=1, data=DATA, updated_at=NOW)


async def test_each_turn_moves_the_version(states: SqlDialogStates) -> None:
    version = await states.save("a:1", None, 1, {}, NOW)
    version = await states.save("a:1", version, 1, DATA, NOW + timedelta(minutes=1))
    expected = StoredDialog(version=2, data=DATA, updated_at=NOW + timedelta(minutes=1))
    assert (version, await states.load("a:1", NOW, 1)) == (2, expected)


@pytest.mark.parametrize("expected_version", [None, 0, 2])
async def test_a_turn_on_another_version_is_refused_and_changes_nothing(
    states: SqlDialogStates, expected_version: int | None
) -> None:
    await states.save("a:1", None, 1, DATA, NOW)
    with pytest.raises(ConcurrentTurn):
        await states.save("a:1", expected_version, 1, {}, NOW)
    assert await states.load("a:1", NOW, 1) == StoredDialog(version=1, data=DATA, updated_at=NOW)


async def test_a_turn_on_a_dropped_state_is_refused(states: SqlDialogStates) -> None:
    await states.save("a:1", None, 1, DATA, NOW)
    await states.delete("a:1", 1)
    with pytest.raises(ConcurrentTurn):
        await states.save("a:1", 1, 1, DATA, NOW)


@pytest.mark.parametrize("known", [True, False])
async def test_of_two_messages_at_once_exactly_one_is_saved(states: SqlDialogStates, known: bool) -> None:  # noqa: FBT001 - parametrised
    version = await states.save("a:1", None, 1, {}, NOW) if known else None

    async def turn() -> bool:
        try:
            await states.save("a:1", version, 1, DATA, NOW)
        except ConcurrentTurn:
            return False
        return True

    assert sum(await asyncio.gather(*(turn() for _ in range(6)))) == 1


async def test_a_draft_is_kept_for_24_hours_from_its_last_turn(states: SqlDialogStates) -> None:
    await states.save("a:1", None, 1, DATA, NOW)
    await states.save("a:1", 1, 1, DATA, NOW + timedelta(hours=1))
    last_moment = NOW + timedelta(hours=25) - timedelta(microseconds=1)
    assert isinstance(await states.load("a:1", last_moment, 1), StoredDialog)
    assert await states.load("a:1", NOW + timedelta(hours=25), 1) is None


async def test_an_expired_draft_makes_room_for_a_new_one(states: SqlDialogStates) -> None:
    await states.save("a:1", None, 1, DATA, NOW)
    assert await states.save("a:1", None, 1, {}, NOW + DAY) == 1


async def test_a_state_of_another_schema_is_reported_once_and_dropped(states: SqlDialogStates) -> None:
    await states.save("a:1", None, 1, DATA, NOW)
    assert await states.load("a:1", NOW, 2) == Outdated()
    assert await states.load("a:1", NOW, 2) is None


async def test_an_expired_state_of_another_schema_is_not_worth_a_word(states: SqlDialogStates) -> None:
    await states.save("a:1", None, 1, DATA, NOW)
    assert await states.load("a:1", NOW + DAY, 2) is None


async def test_an_unreadable_state_leaves_nobody_stuck(
    states: SqlDialogStates, engine: AsyncEngine, key_ring: KeyRing
) -> None:
    for content in ("[1]", "{", '"text"'):
        await states.save("a:1", None, 1, {}, NOW)
        sealed = key_ring.seal(content, "dialog_states.data")
        async with writing(engine) as connection:
            await connection.execute(dialog_states.update().values(data=sealed))
        assert await states.load("a:1", NOW, 1) == Outdated()
    await states.save("a:1", None, 1, {}, NOW)
    assert await SqlDialogStates(engine, KeyRing.generate()).load("a:1", NOW, 1) == Outdated()


async def test_expired_states_are_handed_out_once_more_to_be_swept(states: SqlDialogStates) -> None:
    await states.save("a:1", None, 1, DATA, NOW)
    await states.save("a:2", None, 1, DATA, NOW + timedelta(hours=1))
    expired = await states.expired(NOW + DAY)
    assert expired == [("a:1", StoredDialog(version=1, data=DATA, updated_at=NOW))]
    await states.delete("a:1", 1)
    assert await states.expired(NOW + DAY) == []
    assert await states.load("a:2", NOW + DAY, 1) is not None


async def test_a_state_that_has_moved_on_is_not_deleted(states: SqlDialogStates) -> None:
    await states.save("a:1", None, 1, DATA, NOW)
    await states.save("a:1", 1, 1, DATA, NOW)
    with pytest.raises(ConcurrentTurn):
        await states.delete("a:1", 1)
    assert await states.load("a:1", NOW, 1) is not None


@pytest.mark.parametrize(
    "data",
    [{"a": (1, 2)}, {1: "a"}, {"a": float("nan")}, {"a": object()}, {"a": NOW}, {"a": {1, 2}}],
)
async def test_only_plain_json_is_accepted(states: SqlDialogStates, data: dict[Any, Any]) -> None:
    with pytest.raises((TypeError, ValueError)):
        await states.save("a:1", None, 1, data, NOW)
    assert await states.load("a:1", NOW, 1) is None
