"""Days pass in an office: reactions arrive, people work, processes tick and break."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from procedure.case import Case
from tests.simulation.arrivals import any_minute, at_minute
from tests.simulation.people import People
from tests.simulation.rules import is_working_day, local
from tests.simulation.stores import Store
from tests.simulation.ticking import OUTAGES, Ticking
from tests.support.house import RULEBOOK

MOST_DIFFERENCES = 12
"""After so many it is clear that something is wrong."""
LIKELY_TICKS = {419: 0.05, 420: 0.15, 479: 0.1, 1079: 0.05, 1080: 0.1, 1110: 0.15}
"""Local minutes at which something begins or ends, and how often a process ticks just then."""
EIGHT = 480
CLOCK_JUMPS = 0.001
"""How likely it is that the clock jumps forward with the next thing that happens."""

Act = Callable[[datetime], Awaitable[None]]


@dataclass
class World:
    """One run: the same seed gives the same run."""

    store: Store
    seed: int
    size: int
    """How many reactions arrive in all."""
    days: int
    begin: date = date(2026, 1, 1)

    def __post_init__(self) -> None:
        self.chance = Random(self.seed)  # noqa: S311 - nothing secret
        self.people = People(self.chance, RULEBOOK)
        self.ticking = Ticking(self.store, self.chance, self.people)

    async def run(self) -> list[str]:
        """Let the days pass, until the end or until it is clear that something is wrong; say what is."""
        clock_jumps_to = at_minute(self.begin, 0)
        for number in range(self.days):
            day = self.begin + timedelta(days=number)
            for minute, act in sorted(
                self._plan(day, await self.store.cases()), key=lambda planned: planned[0]
            ):
                now = at_minute(day, minute)
                if now < clock_jumps_to:
                    continue
                if len(self.ticking.differences) >= MOST_DIFFERENCES:
                    return self.ticking.differences
                if self.chance.random() < CLOCK_JUMPS:
                    self.ticking.happened["clock forward"] += 1
                    clock_jumps_to = now + self.chance.choice(OUTAGES)
                await act(now)
        return self.ticking.differences

    def _plan(self, day: date, cases: list[Case]) -> Iterator[tuple[int, Act]]:
        """Yield what happens on a day, in no order, each with its local minute."""
        for minute in self._minutes_of_ticks(day):
            yield minute, self.ticking.tick
        by_tonight = self.size * ((day - self.begin).days + 1) // self.days
        for _ in range(by_tonight - len(cases)):
            yield any_minute(self.chance), self._report
        for case in cases:
            if self.chance.random() < self.people.diligence(case):
                yield any_minute(self.chance), lambda now, case_id=case.id: self._work(case_id, now)
        if self.chance.random() < 0.15:
            yield any_minute(self.chance), self._leave

    def _minutes_of_ticks(self, day: date) -> Iterator[int]:
        yield from (minute for minute, share in LIKELY_TICKS.items() if self.chance.random() < share)
        if is_working_day(day) or self.chance.random() < 0.2:
            yield EIGHT
        if self.chance.random() < 0.4:
            yield any_minute(self.chance)
        for back in map(local, self.ticking.down_until.values()):
            if back.date() == day:
                yield back.hour * 60 + back.minute

    async def _report(self, now: datetime) -> None:
        if up := self.ticking.up(now):
            await self.people.report(self.store.processes[self.chance.choice(up)], now)

    async def _leave(self, now: datetime) -> None:
        if up := self.ticking.up(now):
            office = await self.store.office()
            await self.people.leave(self.store.processes[self.chance.choice(up)], office, now)

    async def _work(self, case_id: str, now: datetime) -> None:
        up, cases = self.ticking.up(now), {case.id: case for case in await self.store.cases()}
        if not up:
            return
        units, office = self.store.processes[self.chance.choice(up)], await self.store.office()
        numbers = tuple(case.number for case in cases.values())
        await self.people.work(units, cases[case_id], office, now, numbers)
        await self.ticking.notice_changes()
