"""One run: three replicas under load, one killed, one paused, and the books afterwards."""

import asyncio
import random
import tempfile
import time
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from procedure.office import StaffMember
from procedure.vocabulary import Role, StaffId
from storage.audit_verify import verify
from storage.engine import create_engine
from storage.key_file import load_key_ring
from storage.roster import Roster
from storage.staff import SqlStaff
from tests.faults.books import wrong_in
from tests.faults.office import Office
from tests.faults.people import Decider
from tests.replicas.office import REPLICAS, Replicas, three_replicas
from tests.replicas.people import Duel, Rival
from tests.replicas.processes import Times
from tests.support.builders import BGF, REGISTERED_AT, an_office

SECOND_BGF = StaffId("00000000-0000-4000-8000-000000000009")
LOAD_SECONDS = 2.5
"""How long people work before, between and after the misfortunes."""
FINISHED_WITHIN_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a run did and found."""

    seed: int
    cases: int
    together: int
    """How often two people pressed the same button at once."""
    answered: int
    lost: int
    messages: int
    caught: bool
    """The paused one stood still in the middle of a transaction."""
    meanwhile: int
    """Messages that the others delivered while one stood still."""
    seconds: float
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"seed {self.seed}: {self.cases} cases, {self.together} presses of two at once, "
            f"{self.answered} answers, {self.lost} without an answer, {self.messages} messages, "
            f"{self.meanwhile} while one stood still{' in a transaction' * self.caught}, {self.seconds:.0f} s"
        )


async def run(
    seed: int, database_url: str, times: Times, *, pause_seconds: float, folder: Path | None = None
) -> Figures:
    """Let an office work on three replicas, of which one is killed and one stands still for a while."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="krm-replicas-") as own:
        async with three_replicas(seed, folder or Path(own), database_url, times) as replicas:
            office = replicas.office
            duel = await _two_in_the_bgf(office)
            await replicas.start()
            await _at_work(replicas, duel, pause_seconds, random.Random(seed))  # noqa: S311 - repeatable
            wrong = [*await wrong_in(office), *await broken_record(office), *_wrong_with(duel)]
            return Figures(
                seed=seed,
                cases=sum(len(each.recorded) for each in office.recorders),
                together=duel.together,
                answered=office.channel.answered,
                lost=office.channel.lost,
                messages=len(office.channel.log),
                caught=replicas.caught,
                meanwhile=sum(
                    begin <= entry["at"] <= end
                    for entry in office.channel.log
                    for begin, end in replicas.standstills
                ),
                seconds=time.monotonic() - started,
                wrong=wrong,
            )


async def _two_in_the_bgf(office: Office) -> Duel:
    """Add a second person to the BGF; the two have the same cards and press the same buttons."""
    person = StaffMember(id=SECOND_BGF, name="Bodo Büro", roles=frozenset({Role.BGF}), room="3.03")
    known = an_office()
    roster = Roster(replace(known, staff={**known.staff, SECOND_BGF: person}))
    engine = create_engine(office.database_url)
    await SqlStaff(engine, load_key_ring(office.folder / "krm.key")).apply_roster(roster, REGISTERED_AT)
    await engine.dispose()
    alone = office.deciders[1]
    assert alone.person == BGF
    as_alone = {field.name: getattr(alone, field.name) for field in fields(Decider) if field.name != "done"}
    first, second = (Rival(**as_alone | {"person": who}) for who in (BGF, SECOND_BGF))
    office.deciders[1] = first
    return Duel(first=first, second=second)


async def _at_work(replicas: Replicas, duel: Duel, pause_seconds: float, chance: random.Random) -> None:
    office = replicas.office
    lead = office.deciders[0]
    await replicas.opened_by(
        *(each.person for each in (*office.recorders, *office.deciders)), duel.second.person
    )
    no_more, over = asyncio.Event(), asyncio.Event()
    recording = [asyncio.create_task(recorder.work(no_more)) for recorder in office.recorders]
    deciding = [asyncio.create_task(work) for work in (lead.work(over), duel.work(over))]
    try:
        await _misfortunes(replicas, pause_seconds, chance)
        no_more.set()
        async with asyncio.timeout(FINISHED_WITHIN_SECONDS):
            await asyncio.gather(*recording)
        await replicas.settled()
        over.set()
        async with asyncio.timeout(FINISHED_WITHIN_SECONDS):
            await asyncio.gather(*deciding)
        await office.channel.settled()
        await office.channel.look()
        assert await replicas.stop() == [0] * REPLICAS, "a replica ended in disorder"
    finally:
        for task in (*recording, *deciding):
            task.cancel()
        await asyncio.gather(*recording, *deciding, return_exceptions=True)


async def _misfortunes(replicas: Replicas, pause_seconds: float, chance: random.Random) -> None:
    paused, killed, _ = chance.sample(range(REPLICAS), REPLICAS)
    await asyncio.sleep(chance.uniform(0.5, LOAD_SECONDS))
    standing_still = asyncio.create_task(replicas.pause(paused, pause_seconds))
    await asyncio.sleep(chance.uniform(0.2, 1.5))
    await replicas.kill(killed)
    await asyncio.sleep(0.5)
    await replicas.start_again(killed)
    await standing_still
    await asyncio.sleep(LOAD_SECONDS)


async def broken_record(office: Office) -> list[str]:
    """Check the chained record (``krm-bot audit verify``)."""
    engine = create_engine(office.database_url)
    try:
        found = await verify(engine, load_key_ring(office.folder / "krm.key"), lambda _done, _of: None)
    finally:
        await engine.dispose()
    return [] if found.broken is None and found.entries else [f"the record: {found}"]


def _wrong_with(duel: Duel) -> list[str]:
    """Whoever came second must have been shown what the first one did."""
    unseen = duel.first.done ^ duel.second.done
    return [f"not shown to both: „{duel.first.title}“ of {number}" for number in sorted(unseen)]
