"""Faulty copies of the product, to see that the comparison finds what is wrong with them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from types import TracebackType
from typing import Any, Self

import pytest

from casework import remind
from casework.ports import UnitsOfWork
from casework.remind import release_due
from casework.reminding_ports import ReminderItem
from procedure import reminders
from procedure.case import Case
from procedure.duties import DutyKind
from procedure.office import Office
from procedure.reminders import PLANS, Plan
from procedure.rulebook import Rulebook
from procedure.vocabulary import StaffId
from procedure.working_days import WorkingCalendar
from tests.simulation.stores import MemoryStore, Sent
from tests.simulation.world import World
from tests.support.house import RULEBOOK

Fault = Callable[[World, pytest.MonkeyPatch], None]


def _with_plan(kind: DutyKind, plan: Plan) -> Fault:
    return lambda _world, patch: patch.setitem(PLANS, kind, plan)  # type: ignore[misc]


def _with_rules(rulebook: Rulebook) -> Fault:
    def plant(world: World, _patch: pytest.MonkeyPatch) -> None:
        world.ticking.rulebook = world.people.rulebook = rulebook

    return plant


def _with_board(board: type["_Board"]) -> Fault:
    async def release(units: UnitsOfWork, rulebook: Rulebook, now: datetime) -> int:
        return await release_due(_Units(units, board), rulebook, now)

    def plant(world: World, _patch: pytest.MonkeyPatch) -> None:
        world.ticking.release = release

    return plant


def _told_a_day_late(_world: World, patch: pytest.MonkeyPatch) -> None:
    on_time = reminders.next_reminder

    def late(case: Case, duty: Any, after: Any, rules: Rulebook) -> Any:  # noqa: ANN401 - as it is called
        return rules.calendar.nth_working_day_after(on_time(case, duty, after, rules), 1)

    patch.setattr(remind, "next_reminder", late)


def _told_those_it_is_about(_world: World, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(remind, "conflicted", lambda _case, _office: frozenset())


def _told_the_absent(_world: World, patch: pytest.MonkeyPatch) -> None:
    asked = remind.recipients

    def blind(
        audience: Any,  # noqa: ANN401 - as it is called
        office: Office,
        on: Any,  # noqa: ANN401 - idem
        *,
        conflicted: frozenset[StaffId],
    ) -> tuple[StaffId, ...]:
        return asked(audience, replace(office, absences=()), on, conflicted=conflicted)

    patch.setattr(remind, "recipients", blind)


def _a_message_per_case(world: World, patch: pytest.MonkeyPatch) -> None:
    whole = world.store.new_messages

    async def split() -> list[Sent]:
        return [
            replace(sent, items=tuple(item for item in sent.items if item.case_id == case_id))
            for sent in await whole()
            for case_id in dict.fromkeys(item.case_id for item in sent.items)
        ]

    patch.setattr(world.store, "new_messages", split)


def _sent_at_night(world: World, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Rulebook, "is_at_work", lambda _self, _now: True)
    assert world.ticking.rulebook is RULEBOOK


class _Board:
    """Passes everything on to the board beneath; what is overridden is wrong."""

    def __init__(self, board: Any) -> None:  # noqa: ANN401 - a ReminderBoard
        self.board = board
        self.later: list[ReminderItem] = []

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the board has
        return getattr(self.board, name)


class _PermitsTwice(_Board):
    async def permit(self, permission: Any, at: datetime) -> bool:  # noqa: ANN401 - a Permission
        await self.board.permit(permission, at)
        return True


class _ForgetsWhoOwedIt(_Board):
    """A stage that has been passed on is told to everybody once more."""

    async def passed_on(self, _permission: Any) -> bool:  # noqa: ANN401 - a Permission
        return False


class _LosesTheLast(_Board):
    """Of more than three people the last goes without."""

    async def put(self, items: Sequence[ReminderItem]) -> None:
        await self.board.put(items[:3])


class _TellsAfterwards(_Board):
    """The permission is committed first, what it permits in another transaction: a death falls between."""

    async def put(self, items: Sequence[ReminderItem]) -> None:
        self.later += items


class _Units:
    def __init__(self, units: UnitsOfWork, board: type[_Board]) -> None:
        self.units, self.board = units, board

    def __call__(self, *, reads_only: bool = False) -> Any:  # noqa: ANN401 - stands for a UnitOfWork
        return _Unit(self, self.units(reads_only=reads_only))


class _Unit:
    def __init__(self, units: _Units, unit: Any) -> None:  # noqa: ANN401 - a UnitOfWork
        self.units, self.unit = units, unit

    async def __aenter__(self) -> Self:
        await self.unit.__aenter__()
        self.reminders = self.units.board(self.unit.reminders)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        await self.unit.__aexit__(kind, error, trace)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - the other stores
        return getattr(self.unit, name)

    async def commit(self) -> None:
        await self.unit.commit()
        if self.reminders.later:
            async with self.units.units() as unit:
                await unit.reminders.put(self.reminders.later)
                await unit.commit()


_HAMBURG = WorkingCalendar("HH")
"""Works on Fronleichnam."""

FAULTS: dict[str, Fault] = {
    "a stage is dropped": _with_plan(DutyKind.ANSWER, Plan(before=(5, 0), management_from=2)),
    "a stage too many": _with_plan(DutyKind.ACKNOWLEDGE, Plan(before=(2, 1, 0), management_from=2)),
    "the management a day late": _with_plan(DutyKind.INFORM, Plan(management_from=3)),
    "the management of filing": _with_plan(DutyKind.FILE, Plan(management_from=2)),
    "not each day": _with_plan(DutyKind.DECIDE, Plan(management_from=0)),
    "a second permission": _with_board(_PermitsTwice),
    "told twice where another office owes it now": _with_board(_ForgetsWhoOwedIt),
    "half past six in the evening": _with_rules(
        replace(RULEBOOK, hours=replace(RULEBOOK.hours, closes=time(19)))
    ),
    "an hour late": _with_rules(replace(RULEBOOK, hours=replace(RULEBOOK.hours, reminds_at=time(9)))),
    "at night": _sent_at_night,
    "the wrong day after a holiday": _with_rules(replace(RULEBOOK, calendar=_HAMBURG)),
    "a day late": _told_a_day_late,
    "told those it is about": _told_those_it_is_about,
    "told the absent": _told_the_absent,
    "a message per case": _a_message_per_case,
    "one person forgotten": _with_board(_LosesTheLast),
    "lost when the process dies": _with_board(_TellsAfterwards),
}
"""By what is wrong."""


def a_small_world(seed: int) -> World:
    """Return a run of some months with Fronleichnam in it, in which processes often die."""
    world = World(MemoryStore(), seed=seed, size=50, days=120, begin=date(2026, 4, 1))
    world.ticking.kinds = {"one": 50, "dying": 35, "broken": 5, "clock back": 5, "at once": 5}
    return world
