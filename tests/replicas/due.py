"""A house on a Monday before eight: much of it due, some of it told on Friday; and what is owed to whom.

What is owed says the second set of rules (``tests.simulation``), which knows nothing of the product's own.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from random import Random

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from casework.commands import RegisterReaction
from casework.ports import UnitsOfWork
from casework.register import register
from casework.remind import release_due
from procedure.case import Case, Reaction
from procedure.duties import DutyKind
from procedure.errors import ProcedureError
from procedure.vocabulary import CaseId, Channel, ConcernKind, Parting
from storage.conversations import ConversationReference, SqlConversations
from storage.engine import create_engine, reading, writing
from storage.key_file import load_key_ring
from storage.roster import Roster
from storage.staff import SqlStaff
from storage.tables import OutboxState, outbox
from storage.tables import cases as case_rows
from storage.unit_of_work import SqlUnitsOfWork
from tests.faults.office import Office
from tests.simulation.arrivals import a_random_reaction, any_minute, at_minute
from tests.simulation.office import a_large_office
from tests.simulation.oracle import Oracle
from tests.simulation.people import People
from tests.simulation.rules import Told, is_working_day
from tests.support.builders import FRONT_DESK, REGISTERED_AT, a_reaction
from tests.support.channel import BOT_ID, TENANT_ID
from tests.support.house import RULEBOOK

HOUR = datetime(2026, 12, 14, 7, 0, tzinfo=UTC)
"""Montag, 14. Dezember 2026, 8 Uhr: reminders and the weekly summary."""
FRIDAY = datetime(2026, 12, 11, 15, 0, tzinfo=UTC)
"""Up to then a bot ran, and told what half of the house was owed."""
FIRST_DAY = date(2026, 11, 26)
CASES = 32
WORKED_ON = 1.2
"""How often somebody does something about a case, on average."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What must have been told in the end."""

    messages: Mapping[str, Collection[Told]]
    """By person: each stage that she is owed, once."""
    permitted: Collection[Told]
    """Every stage that may have its permission."""
    numbers: Mapping[str, str]
    """By the case's id."""
    cases: list[Case] = field(default_factory=list)

    @property
    def stages(self) -> Counter[str]:
        """Say how many of the stages are before the day, on it and after it, and which are of decisions."""
        told = {one for message in self.messages.values() for one in message}
        when = Counter(
            "before" if one.stage < 0 else "after" if one.stage > 0 else "on the day" for one in told
        )
        when["decisions"] = sum(one.owed.kind == DutyKind.DECIDE and one.stage > 0 for one in told)
        return when


async def a_house_on_monday(office: Office, chance: Random, begin: datetime) -> Due:
    """Fill an office's database; the bots start at ``begin``, shortly before eight."""
    engine = create_engine(office.database_url)
    keys = load_key_ring(office.folder / "krm.key")
    try:
        await SqlStaff(engine, keys).apply_roster(Roster(a_large_office()), REGISTERED_AT)
        units, house, oracle = SqlUnitsOfWork(engine, keys), _House(chance), Oracle(RULEBOOK)
        async with units(reads_only=True) as unit:
            people = await unit.staff.office()
        await house.fill(units, CASES // 2)
        await release_due(units, RULEBOOK, FRIDAY)
        oracle.tick(await _cases(engine, units), people, FRIDAY)
        await house.fill(units, CASES - CASES // 2)
        await _delivered(engine)
        await _known(engine, office, people.staff)
        cases, owed = await _cases(engine, units), dict[str, set[Told]]()
        for now in (begin, HOUR):
            for person, message in oracle.tick(cases, people, now).items():
                owed.setdefault(person, set()).update(message)
    finally:
        await engine.dispose()
    return Due(
        messages=owed,
        permitted={one for told in oracle.all_told.values() for one in told},
        numbers={case.id: case.number for case in cases},
        cases=cases,
    )


@dataclass
class _House:
    """Reactions arrive day by day, and people do something about some of them."""

    chance: Random
    _ids: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self._people = People(self.chance, RULEBOOK)

    async def fill(self, units: UnitsOfWork, cases: int) -> None:
        days = [FIRST_DAY + timedelta(days=number) for number in range((FRIDAY.date() - FIRST_DAY).days)]
        days = [day for day in days if is_working_day(day)]
        for number in range(cases):
            now = at_minute(days[number * len(days) // cases], any_minute(self.chance))
            case = await self._reported(units, now, petition=number % 8 == 0)
            while self.chance.random() < WORKED_ON / (1 + WORKED_ON):
                now += timedelta(hours=self.chance.randrange(1, 30))
                if now < FRIDAY:
                    await self._people.work(units, case, a_large_office(), now, (case.number,))
                    async with units(reads_only=True) as unit:
                        case = await unit.cases.get(case.id) or case

    async def _reported(self, units: UnitsOfWork, now: datetime, *, petition: bool) -> Case:
        number = next(self._ids)
        while True:
            command = RegisterReaction(
                command_id=f"due-{number}",
                actor=FRONT_DESK,
                reaction=_a_petition(now) if petition else _nobody_waits(self.chance, now),
                voluntary=True,
            )
            try:
                return await register(
                    units,
                    command,
                    rulebook=RULEBOOK,
                    now=now,
                    new_id=lambda: f"{number:08d}-8b86-4d01-b42d-00c04fc964ff",
                )
            except ProcedureError:
                continue  # what the rules refuse is thought over


def _a_petition(now: datetime) -> Reaction:
    return a_reaction(
        channel=Channel.WRITTEN,
        received_at=now - timedelta(hours=1),
        concerns=(ConcernKind.PETITION,),
        referred_to_team_lead=False,
        parting=None,
    )


def _nobody_waits(chance: Random, now: datetime) -> Reaction:
    """Draw a reaction about which nobody is asked again by the minute: only days are the subject."""
    while (reaction := a_random_reaction(chance, now)).parting is Parting.WAITING:
        pass
    return reaction


async def _cases(engine: AsyncEngine, units: UnitsOfWork) -> list[Case]:
    async with reading(engine) as connection:
        ids = (await connection.execute(select(case_rows.c.id))).scalars().all()
    async with units(reads_only=True) as unit:
        return [case for case_id in ids if (case := await unit.cases.get(CaseId(case_id)))]


async def _delivered(engine: AsyncEngine) -> None:
    """Let everything have arrived that was owed up to now."""
    done = update(outbox).where(outbox.c.state == OutboxState.OPEN)
    async with writing(engine) as connection:
        await connection.execute(done.values(state=OutboxState.DELIVERED, settled_at=FRIDAY))


async def _known(engine: AsyncEngine, office: Office, people: Collection[str]) -> None:
    """Let everybody have written to the assistant once."""
    chats = SqlConversations(engine)
    for person in people:
        await chats.remember(
            ConversationReference(
                staff_id=person,  # type: ignore[arg-type]
                tenant_id=TENANT_ID,
                service_url=office.channel.teams_url,
                conversation_id=f"a:{person}",
                channel_id="msteams",
                user_id=f"29:{person}",
                bot_id=BOT_ID,
                locale="de-DE",
                reachable=True,
                seen_at=FRIDAY,
            )
        )
