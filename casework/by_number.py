"""Finds a case by its number for somebody who may see it, and for nobody else."""

from datetime import datetime

from casework.errors import CaseNotFound, SightOver
from casework.permissions import scope_of, scope_of_own_reports, viewpoint_of, was_own_report
from casework.ports import UnitOfWork
from casework.search import Search
from procedure.actor import Actor
from procedure.case import Case


async def case_by_number(number: str, actor: Actor, now: datetime, unit: UnitOfWork) -> Case | None:
    """Load the case with a number as it is typed; None alike for an unknown and for somebody else's.

    The search itself is narrowed to what the person may see, so neither the answer nor the work done
    for it tells the two apart.
    """
    search = Search(number=number.strip().upper())
    if not search.number:
        return None
    found = await unit.finder.find(search, scope_of(actor, now), page=1, size=1)
    case = await unit.cases.get(found.cases[0]) if found.cases else None
    return case if case is not None and viewpoint_of(case, actor, now) is not None else None


async def not_by_number(number: str, actor: Actor, unit: UnitOfWork) -> CaseNotFound:
    """Say why ``case_by_number`` gave nothing: SightOver to whoever reported the case, else always the same.

    Narrowed to the person's own reports, for the reason given there.
    """
    search = Search(number=number.strip().upper())
    if not search.number:
        return CaseNotFound()
    found = await unit.finder.find(search, scope_of_own_reports(actor), page=1, size=1)
    case = await unit.cases.get(found.cases[0]) if found.cases else None
    return SightOver(case.number) if case is not None and was_own_report(case, actor) else CaseNotFound()
