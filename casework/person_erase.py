"""Erases what is stored about one person, on her request (Art. 17 DSGVO, § 84 SGB X).

Erasing is anonymising: what can be counted stays. The time for which a case is kept is no obstacle to a
request; a case that runs, owes something or is held is one, and the refusal stands in its record.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Final

from casework.anonymise import AnonymisedBecause, anonymise
from casework.merged_into import what_keeps, what_keeps_for_good
from casework.person_found import PersonWanted, cases_of_person
from casework.person_record import REFUSED, right_exercised
from casework.ports import UnitOfWork, UnitsOfWork
from casework.transact import transact
from procedure.case import Case
from procedure.retention import Obstacle, obstacles
from procedure.rulebook import Rulebook
from procedure.vocabulary import CaseId, CaseState

_NO_YEARS: Final = 0
"""How long cases are kept does not matter here: the obstacle it makes is left out."""


class Fate(StrEnum):
    """What becomes of a case."""

    ERASED = "geloescht"
    REFUSED = "abgelehnt"
    ALREADY = "schon_anonymisiert"


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedCase:
    """A case of the person and what becomes of it."""

    case_id: CaseId
    number: str
    fate: Fate
    obstacles: tuple[Obstacle, ...] = ()
    """Why it is refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasurePlan:
    """What an erasure would do."""

    cases: tuple[ErasedCase, ...]
    """Oldest first."""
    others: tuple[str, ...]
    """Numbers of linked cases that seem to be somebody else's: left as they are."""


async def plan_erasure(
    units: UnitsOfWork, wanted: PersonWanted, *, rulebook: Rulebook, now: datetime
) -> ErasurePlan:
    """Say what erasing would do; nothing is written. PersonNotFound, SeveralPeople as in ``person_found``."""
    async with units(reads_only=True) as unit:
        found = await cases_of_person(wanted, unit)
        cases = [_judged(case, await what_keeps(case, unit), rulebook, now) for case in found.cases]
    return ErasurePlan(cases=tuple(cases), others=found.others)


async def erase_case(units: UnitsOfWork, case_id: CaseId, *, rulebook: Rulebook, now: datetime) -> ErasedCase:
    """Erase one case of a plan, or note in its record why not; judged anew, in its own transaction."""
    return await transact(units, partial(_erase, case_id, rulebook, now))


async def _erase(case_id: CaseId, rulebook: Rulebook, now: datetime, unit: UnitOfWork) -> ErasedCase:
    case = await unit.cases.get(case_id)
    if case is None:
        raise LookupError(case_id)  # no case is ever removed
    judged = _judged(case, await what_keeps_for_good(case, unit), rulebook, now)
    match judged.fate:
        case Fate.ERASED:
            await anonymise(unit, case, now=now, why=AnonymisedBecause.REQUEST)
        case Fate.REFUSED:
            codes = ",".join(judged.obstacles)
            await unit.audit.append([right_exercised(case, REFUSED, now, {"obstacles": codes})])
        case Fate.ALREADY:
            pass
    return judged


def _judged(case: Case, target: Case | None, rulebook: Rulebook, now: datetime) -> ErasedCase:
    if case.state is CaseState.ANONYMISED:
        return ErasedCase(case_id=case.id, number=case.number, fate=Fate.ALREADY)
    found = obstacles(case, on=rulebook.day(now), years=_NO_YEARS, timezone=rulebook.timezone, target=target)
    stand = tuple(obstacle for obstacle in found if obstacle is not Obstacle.TOO_EARLY)
    fate = Fate.REFUSED if stand else Fate.ERASED
    return ErasedCase(case_id=case.id, number=case.number, fate=fate, obstacles=stand)
