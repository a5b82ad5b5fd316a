"""Cases are anonymised at night, once; presses at that moment win; the log says numbers and codes only."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot.clock import FixedClock
from bot.configuration.settings import SettingsError, load_settings
from bot.jobs.retention import MadeUp, RetentionNights
from procedure.case import Case
from procedure.case_parts import Hold
from procedure.retention import Obstacle
from procedure.vocabulary import CaseId, CaseState, HoldGround
from tests.support.expired import NIGHT, SECRET, expired, expired_id, keep_with_all
from tests.support.fake_stores import FakeCaseStore
from tests.support.house import House

AT_WORK = datetime(2029, 1, 2, 9, 0, tzinfo=UTC)


def nights(house: House, clock: FixedClock, told: list[str]) -> RetentionNights:
    async def afterwards() -> bool:
        told.append("log emptied")
        return True

    return RetentionNights(
        units=house.units,
        rulebook=house.rulebook,
        clock=clock,
        afterwards=afterwards,
        nudge=lambda: told.append("nudged"),
    )


def states(house: House) -> list[CaseState]:
    return [case.state for case in house.units.cases_by_id.values()]


async def test_it_runs_once_a_night_and_not_while_somebody_is_at_work() -> None:
    house, clock, told = House(), FixedClock(AT_WORK), []
    await keep_with_all(house.units, expired(1))
    job = nights(house, clock, told)
    await job.run()
    assert states(house) == [CaseState.CLOSED]
    clock.advance(timedelta(hours=10))
    await job.run()
    assert states(house) == [CaseState.ANONYMISED]
    assert told == ["nudged", "log emptied"]
    await keep_with_all(house.units, expired(2))
    await job.run()
    assert states(house) == [CaseState.ANONYMISED, CaseState.CLOSED]
    clock.advance(timedelta(hours=6))
    await job.run()
    assert states(house) == [CaseState.ANONYMISED, CaseState.ANONYMISED]


async def test_what_a_passed_night_would_have_done_is_made_up_for_once_although_somebody_is_at_work() -> None:
    house, clock, told = House(), FixedClock(AT_WORK), []
    await keep_with_all(house.units, expired(1), expired(2))
    job = nights(house, clock, told)
    assert await job.make_up() == MadeUp(anonymised=2)
    assert set(states(house)) == {CaseState.ANONYMISED}
    assert told == ["nudged", "log emptied"]
    assert await job.make_up() == MadeUp()
    async with job.at_work():
        pass
    await keep_with_all(house.units, expired(3))
    assert await job.make_up() == MadeUp(), "the process ends"


async def test_what_stays_although_its_time_is_over_is_told_with_the_reason() -> None:
    house = House()
    held = (Hold(ground=HoldGround.LAWSUIT, placed_at=AT_WORK),)
    await keep_with_all(house.units, expired(1), expired(2, filed_at=None), expired(3, holds=held))
    kept = ((Obstacle.OWED,), (Obstacle.HELD,))
    assert await nights(house, FixedClock(AT_WORK), []).make_up() == MadeUp(anonymised=1, kept=kept)


async def test_a_night_without_anything_to_do_says_nothing() -> None:
    house, told = House(), []
    with capture_logs() as logs:
        await nights(house, FixedClock(NIGHT), told).run()
    assert (logs, told) == ([], [])


async def test_two_replicas_at_once_anonymise_each_case_once() -> None:
    house = House()
    await keep_with_all(house.units, *(expired(number) for number in range(1, 6)))
    jobs = [nights(house, FixedClock(NIGHT), []) for _ in range(2)]
    await asyncio.gather(*(job.run() for job in jobs))
    assert set(states(house)) == {CaseState.ANONYMISED}
    assert [case.version for case in house.units.cases_by_id.values()] == [2] * 5
    assert len(house.units.audit_entries) == 5
    assert sum(noted.cases for noted in house.units.committed.retention_noted) == 5


async def test_one_unreadable_case_keeps_no_other_back_and_nothing_personal_is_logged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    house = House()
    await keep_with_all(house.units, expired(1), expired(2))
    get: Callable[..., object] = FakeCaseStore.get

    async def unreadable(store: FakeCaseStore, case_id: CaseId) -> Case:
        if case_id == expired_id(1):
            raise ValueError(SECRET)
        return await get(store, case_id)  # type: ignore[misc,no-any-return]

    monkeypatch.setattr(FakeCaseStore, "get", unreadable)
    with capture_logs() as logs:
        await nights(house, FixedClock(NIGHT), []).run()
    assert states(house) == [CaseState.CLOSED, CaseState.ANONYMISED]
    assert [(log["event"], log.get("error")) for log in logs] == [
        ("case_not_anonymised", "ValueError"),
        ("retention_run", None),
    ]
    assert (logs[1]["anonymised"], logs[1]["failed"], logs[1]["entries"]) == (1, 1, 3)
    assert SECRET not in str(logs)


async def test_the_opening_of_the_office_and_the_end_of_the_process_break_it_off() -> None:
    house, clock = House(), FixedClock(NIGHT)
    await keep_with_all(house.units, *(expired(number) for number in range(1, 4)))
    job = nights(house, clock, [])
    async with job.at_work():
        pass
    await job.run()
    assert set(states(house)) == {CaseState.CLOSED}
    calls = iter([NIGHT, NIGHT, *[AT_WORK] * 9])
    clock_of_dawn = FixedClock(NIGHT)
    clock_of_dawn.now = lambda: next(calls)  # type: ignore[method-assign]
    await nights(house, clock_of_dawn, []).run()
    assert states(house) == [CaseState.ANONYMISED, CaseState.CLOSED, CaseState.CLOSED]


async def test_who_presses_at_the_same_moment_wins_and_the_case_goes_the_next_night(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    house, clock = House(), FixedClock(NIGHT)
    case = expired(1)
    await keep_with_all(house.units, case)
    save = FakeCaseStore.save

    async def pressed(store: FakeCaseStore, changed: Case) -> None:
        monkeypatch.setattr(FakeCaseStore, "save", save)
        house.units.committed = replace(
            house.units.committed, cases={case.id: replace(case, version=2, krm_tool_ref="4711")}
        )
        await save(store, replace(changed, version=3))

    monkeypatch.setattr(FakeCaseStore, "save", pressed)
    with capture_logs() as logs:
        await nights(house, clock, []).run()
    assert logs[0]["skipped"] == 1
    assert house.units.cases_by_id[case.id].krm_tool_ref == "4711"
    assert len(house.units.audit_entries) == 3
    clock.advance(timedelta(days=1))
    await nights(house, clock, []).run()
    assert states(house) == [CaseState.ANONYMISED]


@pytest.mark.parametrize("years", ["0", "31", "-1", "zwei", "2.5"])
def test_an_impossible_time_is_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch, years: str) -> None:
    monkeypatch.setenv("KRM_RETENTION_YEARS", years)
    with pytest.raises(SettingsError) as caught:
        load_settings(_env_file=None)
    assert str(caught.value) == "KRM_RETENTION_YEARS: Bitte eine Zahl von 1 bis 30 angeben."


def test_two_years_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings(_env_file=None).rulebook.retention_years == 2
    monkeypatch.setenv("KRM_RETENTION_YEARS", "10")
    assert load_settings(_env_file=None).rulebook.retention_years == 10
