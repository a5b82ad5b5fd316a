"""The people of the office: they report reactions, work on cases, are away."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from random import Random

from casework.commands import RegisterReaction
from casework.errors import CaseworkError
from casework.letter_ports import LetterFailed
from casework.ports import UnitsOfWork
from casework.register import register
from procedure.case import Case
from procedure.conflicts import conflicted
from procedure.duties import duties_of
from procedure.errors import ProcedureError
from procedure.office import Office
from procedure.representation import recipients
from procedure.rulebook import Rulebook
from procedure.vocabulary import CaseState, StaffId
from tests.simulation.arrivals import a_random_reaction
from tests.simulation.work import Deed, Letter, Moment, Paper, anything, settling
from tests.support.builders import BGF, FRONT_DESK, MANAGEMENT
from tests.support.house import House

REFUSED = (ProcedureError, CaseworkError, LetterFailed)
DILIGENCE = (*(0.7,) * 7, *(0.5,) * 7, *(0.3,) * 7, 0.15, 0.15, 0.05, 0.01)
"""How likely somebody does something about a case on a day; some cases are as good as forgotten."""


@dataclass
class People:
    """Everybody who presses buttons."""

    chance: Random
    rulebook: Rulebook
    deeds: int = 0
    """Steps that were taken."""
    _ids: Iterator[int] = field(default_factory=lambda: count(1))
    _diligence: dict[str, float] = field(default_factory=dict)

    def diligence(self, case: Case) -> float:
        """Say how likely something is done about a case on a day."""
        if case.state in {CaseState.CLOSED, CaseState.ENDED} and not duties_of(case, self.rulebook):
            return 0.001
        return self._diligence.setdefault(case.id, self.chance.choice(DILIGENCE))

    async def report(self, units: UnitsOfWork, now: datetime) -> None:
        """Record a reaction; what the rules refuse is thought over."""
        number = next(self._ids)
        case_id = f"{number:08d}-8b86-4d01-b42d-00c04fc964ff"
        while True:
            command = RegisterReaction(
                command_id=f"report-{number}",
                actor=self.chance.choice([FRONT_DESK, BGF]),
                reaction=a_random_reaction(self.chance, now),
                voluntary=True,
            )
            try:
                await register(units, command, rulebook=self.rulebook, now=now, new_id=lambda: case_id)
            except ProcedureError:
                continue
            return

    async def work(
        self, units: UnitsOfWork, case: Case, office: Office, now: datetime, numbers: tuple[str, ...]
    ) -> None:
        """Do something about a case; refused, it stays as it is."""
        today = self.rulebook.day(now)
        at = Moment(case, today, now, self.chance, numbers)
        duties = duties_of(case, self.rulebook)
        if duties and self.chance.random() < 0.93:
            duty = self.chance.choice(duties)
            entitled = recipients(duty.audience, office, today, conflicted=conflicted(case, office))
            deed = settling(duty, at)
        else:
            entitled, deed = (), anything(at)
        usual = (BGF, MANAGEMENT, *(team.lead for team in office.teams.values() if team.lead is not None))
        actor = self.chance.choice(entitled if entitled and self.chance.random() < 0.95 else usual)
        try:
            await self._do(units, case, actor, deed, now)
        except REFUSED:
            return
        self.deeds += 1

    async def leave(self, units: UnitsOfWork, office: Office, now: datetime) -> None:
        """Be away for a while."""
        first = self.rulebook.day(now) + timedelta(days=self.chance.choice([0, 0, 1, 5]))
        last = first + timedelta(days=self.chance.choice([0, 1, 4, 13]))
        try:
            await self._house(units, now).away(self.chance.choice(sorted(office.staff)), first, last, by=BGF)
        except REFUSED:
            return

    async def _do(self, units: UnitsOfWork, case: Case, actor: StaffId, deed: Deed, now: datetime) -> None:
        house, command_id = self._house(units, now), f"deed-{next(self._ids)}"
        if isinstance(deed, Letter):
            await house.write(case, actor, deed.kind, command_id=command_id)
        elif isinstance(deed, Paper):
            document = await house.receive(actor, b"%PDF-1.7")
            await house.put(document, case.number, actor, deed.kind, command_id=command_id)
        else:
            await house.take(case, actor, deed, command_id=command_id)

    def _house(self, units: UnitsOfWork, now: datetime) -> House:
        ids = (f"00000000-0000-4000-9000-{number:012d}" for number in self._ids)
        return House(through=units, rulebook=self.rulebook, now=now, ids=ids)
