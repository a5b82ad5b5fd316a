"""The ways in which two processes tick: one, both, at once, dying, racing with people, on a broken case."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from casework.ports import UnitsOfWork
from casework.remind import release_due
from casework.reminder_view import reminder_view
from procedure.duties import Duty, duties_of
from procedure.rulebook import Rulebook
from procedure.vocabulary import StaffId
from tests.simulation.comparison import card_compared, compared, merged
from tests.simulation.oracle import Message, Oracle
from tests.simulation.people import People
from tests.simulation.stores import Store
from tests.simulation.watched import Died, Watched
from tests.support.house import RULEBOOK

Release = Callable[[UnitsOfWork, Rulebook, datetime], Awaitable[int]]
AGAIN_AFTER = timedelta(minutes=15)
"""When a case is tried again whose reminders failed."""
OUTAGES = (timedelta(hours=3), timedelta(hours=20), timedelta(days=2), timedelta(days=6), timedelta(days=16))
CARDS_LOOKED_AT = 0.1
"""The share of messages whose card is looked at too."""
TICKS: Mapping[str, int] = {
    "one": 50,
    "in turn": 12,
    "at once": 10,
    "twice": 8,
    "dying": 10,
    "broken": 4,
    "clock back": 4,
    "with a press": 4,
}
"""How often each kind of tick is."""


@dataclass
class Ticking:
    """Two processes at one store, and the oracle beside them."""

    store: Store
    chance: Random
    people: People
    release: Release = release_due
    """The product, or a faulty copy of it."""
    rulebook: Rulebook = RULEBOOK
    """What the product goes by; the oracle has the true one."""
    kinds: Mapping[str, int] = field(default_factory=lambda: TICKS)
    oracle: Oracle = field(default_factory=lambda: Oracle(RULEBOOK))
    differences: list[str] = field(default_factory=list)
    happened: Counter[str] = field(default_factory=Counter)
    down_until: dict[int, datetime] = field(default_factory=dict)
    """When a process that is gone comes back."""
    _held: dict[str, tuple[Duty, ...]] = field(default_factory=dict)

    def up(self, now: datetime) -> list[int]:
        """Name the processes that run."""
        return [number for number in (0, 1) if self.down_until.get(number, now) <= now]

    async def tick(self, now: datetime) -> None:
        """Tick in one of the ways, if a process is there to do so."""
        up = self.up(now)
        if not up:
            return
        kind = self.chance.choices([*self.kinds], weights=[*self.kinds.values()])[0]
        self.happened[kind] += 1
        process = self.chance.choice(up)
        other = next((number for number in up if number != process), process)
        await self._ways[kind](now, process, other)
        if self.chance.random() < 0.02:
            self._goes_away(process, now)

    async def notice_changes(self) -> None:
        """Look again at the cases that were left alone, where something else is owed now."""
        for case in await self.store.cases():
            if case.id in self._held and self._held[case.id] != duties_of(case, RULEBOOK):
                del self._held[case.id]
                self.oracle.changed(case.id)

    @property
    def _ways(self) -> dict[str, Callable[[datetime, int, int], Awaitable[None]]]:
        return {
            "one": lambda now, process, _other: self._releases(now, process),
            "in turn": self._in_turn,
            "at once": self._releases,
            "twice": lambda now, process, _other: self._in_turn(now, process, process),
            "dying": self._dies,
            "broken": self._breaks,
            "clock back": self._clock_goes_back,
            "with a press": self._races,
        }

    async def _in_turn(self, now: datetime, process: int, other: int) -> None:
        await self._releases(now, process)
        later = 0 if process == other else self.chance.randrange(30)
        await self._releases(now + timedelta(seconds=later), other)

    async def _clock_goes_back(self, now: datetime, process: int, _other: int) -> None:
        for minutes in (0, self.chance.randrange(1, 10), self.chance.randrange(1, 5)):
            await self._releases(now - timedelta(minutes=minutes), process)

    async def _releases(self, now: datetime, *processes: int) -> None:
        units = [self.store.processes[number] for number in processes]
        await asyncio.gather(*(self.release(one, self.rulebook, now) for one in units))
        await self._compare(now, self.oracle.tick(await self.store.cases(), await self.store.office(), now))

    async def _dies(self, now: datetime, process: int, _other: int) -> None:
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

    async def _breaks(self, now: datetime, process: int, _other: int) -> None:
        cases = await self.store.cases()
        broken = {case.id: case for case in cases if self.chance.random() < 0.2}
        watched = Watched(self.store.processes[process], broken=frozenset(broken))
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
            await self._releases(now + again, process)

    async def _races(self, now: datetime, process: int, other: int) -> None:
        """Tick while somebody presses a button: told may be what is owed after it, or before it as well."""
        before, office = await self.store.cases(), await self.store.office()
        open_cases = [case for case in before if self.oracle.owed_of(case)]
        if not open_cases:
            return
        ticking, pressing = self.store.processes[process], self.store.processes[other]
        case, numbers = self.chance.choice(open_cases), tuple(case.number for case in before)
        await asyncio.gather(
            self.release(ticking, self.rulebook, now), self.people.work(pressing, case, office, now, numbers)
        )
        await self.release(ticking, self.rulebook, now)
        await self.notice_changes()
        after, sent = await self.store.cases(), merged(await self.store.new_messages())
        found = []
        for cases in (after, [*before, *after]):
            oracle = self.oracle.copy()
            expected = oracle.tick(cases, office, now)
            found.append((compared(now, expected, oracle.dropped, sent), oracle))
        differences, self.oracle = min(found, key=lambda one: len(one[0]))
        self.differences += differences

    def _goes_away(self, process: int, now: datetime) -> None:
        self.happened["went away"] += 1
        self.down_until[process] = now + self.chance.choice(OUTAGES)

    async def _compare(self, now: datetime, expected: dict[str, Message]) -> None:
        sent = await self.store.new_messages()
        self.happened["messages"] += len(sent)
        self.happened["things told"] += sum(len(message.says) for message in sent)
        self.differences += compared(now, expected, self.oracle.dropped, sent)
        for message in sent:
            if self.chance.random() < CARDS_LOOKED_AT:
                card = await reminder_view(
                    self.store.processes[0], message.items, StaffId(message.person), RULEBOOK, now
                )
                says = expected.get(message.person, frozenset())
                self.differences += card_compared(now, says, card, message.person)
