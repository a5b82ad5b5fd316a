"""Two processes tick, people work, time passes, things break; each message is held against the oracle."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from casework.ports import UnitsOfWork
from casework.remind import release_due
from procedure.case import Case
from procedure.duties import Duty, duties_of
from procedure.rulebook import Rulebook
from tests.simulation.arrivals import any_minute, at_minute
from tests.simulation.comparison import compared
from tests.simulation.oracle import Message, Oracle
from tests.simulation.people import People
from tests.simulation.rules import is_working_day
from tests.simulation.stores import Store
from tests.simulation.watched import Died, Watched
from tests.support.house import RULEBOOK

Release = Callable[[UnitsOfWork, Rulebook, datetime], Awaitable[int]]
AGAIN_AFTER = timedelta(minutes=15)
"""When a case is tried again whose reminders failed."""
OUTAGES = (timedelta(hours=3), timedelta(hours=20), timedelta(days=2), timedelta(days=6), timedelta(days=16))
MOST_DIFFERENCES = 12
TICKS = {"one": 52, "in turn": 12, "at once": 10, "twice": 8, "dying": 10, "broken": 4, "clock back": 4}


@dataclass
class World:
    """One run: the same seed gives the same run."""

    store: Store
    seed: int
    size: int
    """How many reactions arrive in all."""
    days: int
    begin: date = date(2026, 1, 1)
    release: Release = release_due
    """The product, or a faulty copy of it."""
    rulebook: Rulebook = RULEBOOK
    """What the product goes by; the oracle has the true one."""
    differences: list[str] = field(default_factory=list)
    happened: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.chance = Random(self.seed)  # noqa: S311 - nothing secret
        self.people = People(self.chance, self.rulebook)
        self.oracle = Oracle(RULEBOOK)
        self._down_until = [at_minute(self.begin, 0)] * 2
        self._held: dict[str, tuple[Duty, ...]] = {}

    async def run(self) -> None:
        """Let the days pass, until the end or until it is clear that something is wrong."""
        clock_jumps_to = at_minute(self.begin, 0)
        for number in range(self.days):
            day = self.begin + timedelta(days=number)
            for minute, act in sorted(self._plan(day, await self.store.cases()), key=lambda planned: planned[0]):
                now = at_minute(day, minute)
                if now < clock_jumps_to:
                    continue
                if len(self.differences) >= MOST_DIFFERENCES:
                    return
                if self.chance.random() < 0.0005:
                    self.happened["clock forward"] += 1
                    clock_jumps_to = now + self.chance.choice(OUTAGES)
                await act(now)

    def _plan(self, day: date, cases: list[Case]) -> Iterator[tuple[int, Callable[[datetime], Any]]]:
        """Yield what happens on a day, in no order, each with its local minute."""
        for minute in self._minutes_of_ticks(day):
            yield minute, self._tick
        for end in self._down_until:
            if self.rulebook.day(end) == day:
                local = self.rulebook.local(end)
                yield local.hour * 60 + local.minute, self._tick
        arrivals = self.size / self.days
        for _ in range(int(arrivals) + (self.chance.random() < arrivals % 1)):
            yield any_minute(self.chance), self._report
        for case in cases:
            if self.chance.random() < self.people.diligence(case):
                yield any_minute(self.chance), lambda now, case_id=case.id: self._work(case_id, now)
        if self.chance.random() < 0.15:
            yield any_minute(self.chance), self._leave

    def _minutes_of_ticks(self, day: date) -> Iterator[int]:
        likely = {420: 0.15, 419: 0.05, 479: 0.1, 1079: 0.05, 1080: 0.1, 1110: 0.05}
        likely |= {480: 1.0} if is_working_day(day) else {480: 0.2}
        yield from (minute for minute, share in likely.items() if self.chance.random() < share)
        if self.chance.random() < 0.4:
            yield any_minute(self.chance)

    def _up(self, now: datetime) -> list[int]:
        return [number for number, until in enumerate(self._down_until) if until <= now]

    async def _report(self, now: datetime) -> None:
        if up := self._up(now):
            await self.people.report(self.store.processes[self.chance.choice(up)], now)

    async def _leave(self, now: datetime) -> None:
        if up := self._up(now):
            office = await self.store.office()
            await self.people.leave(self.store.processes[self.chance.choice(up)], office, now)

    async def _work(self, case_id: str, now: datetime) -> None:
        up, cases = self._up(now), {case.id: case for case in await self.store.cases()}
        if not up:
            return
        units, office = self.store.processes[self.chance.choice(up)], await self.store.office()
        numbers = tuple(case.number for case in cases.values())
        await self.people.work(units, cases[case_id], office, now, numbers)
        for case in await self.store.cases():
            if case.id in self._held and self._held[case.id] != duties_of(case, RULEBOOK):
                del self._held[case.id]
                self.oracle.changed(case.id)

    async def _tick(self, now: datetime) -> None:
        up = self._up(now)
        if not up:
            return
        kind = self.chance.choices([*TICKS], weights=[*TICKS.values()])[0]
        self.happened[kind] += 1
        process, other = self.chance.choice(up), up[-1]
        first, second = self.store.processes[process], self.store.processes[other]
        match kind:
            case "one":
                await self._releases(now, first)
            case "in turn":
                await self._releases(now, first)
                await self._releases(now + timedelta(seconds=self.chance.randrange(30)), second)
            case "at once":
                await self._releases(now, first, second)
            case "twice":
                await self._releases(now, first)
                await self._releases(now, first)
            case "dying":
                await self._dies(now, process)
            case "broken":
                await self._breaks(now, first)
            case _:
                for minutes in (0, self.chance.randrange(1, 10), self.chance.randrange(1, 5)):
                    await self._releases(now - timedelta(minutes=minutes), first)
        if self.chance.random() < 0.02:
            self._goes_away(process, now)

    async def _releases(self, now: datetime, *processes: UnitsOfWork) -> None:
        await asyncio.gather(*(self.release(units, self.rulebook, now) for units in processes))
        await self._compare(now, self.oracle.tick(await self.store.cases(), await self.store.office(), now))

    async def _dies(self, now: datetime, process: int) -> None:
        watched = Watched(self.store.processes[process], dies_before=self.chance.randrange(1, 20))
        try:
            await self.release(watched, self.rulebook, now)
        except Died:
            self.happened["died"] += 1
            cases, office = await self.store.cases(), await self.store.office()
            for case in cases:
                if case.id in watched.told:
                    self.oracle.tell(case, office, now)
            await self._compare(now, self.oracle.send(cases, office, now) if watched.sent else {})
            if self.chance.random() < 0.5:
                self._goes_away(process, now)
            return
        await self._compare(now, self.oracle.tick(await self.store.cases(), await self.store.office(), now))

    async def _breaks(self, now: datetime, units: UnitsOfWork) -> None:
        cases = await self.store.cases()
        broken = {case.id: case for case in cases if self.chance.random() < 0.2}
        watched = Watched(units, broken=frozenset(broken))
        await self.release(watched, self.rulebook, now)
        for case_id in watched.postponed:
            self.happened["postponed"] += 1
            if case_id not in broken:
                self.differences.append(f"{now}: {case_id} was postponed, though nothing was wrong with it")
            else:
                self.oracle.hold_back(case_id, now + AGAIN_AFTER)
                self._held[case_id] = duties_of(broken[case_id], RULEBOOK)
        await self._compare(now, self.oracle.tick(cases, await self.store.office(), now))
        for again in (AGAIN_AFTER - timedelta(minutes=1), AGAIN_AFTER):
            await self._releases(now + again, units)

    def _goes_away(self, process: int, now: datetime) -> None:
        self.happened["went away"] += 1
        self._down_until[process] = now + self.chance.choice(OUTAGES)

    async def _compare(self, now: datetime, expected: dict[str, Message]) -> None:
        sent = await self.store.new_messages()
        self.happened["messages"] += len(sent)
        self.happened["things told"] += sum(len(message.says) for message in sent)
        self.differences += compared(now, expected, self.oracle.dropped, sent)
