"""Lists and searches: what one may not see is neither found nor counted (GA II; privacy)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from casework.by_number import case_by_number, not_by_number
from casework.errors import CaseNotFound, UnknownPerson
from casework.office_words import audience_name, lead_name
from casework.own_offices import audiences_of
from casework.part_views import CaseList, ListedCase
from casework.permissions import scope_of, viewpoint_of
from casework.ports import UnitsOfWork
from casework.requests import Deadlines, MyTasks, OpenCases, Request, SearchCases, ShowCase
from casework.search import Search, Sorting
from casework.views import Viewpoint
from procedure.actor import Actor
from procedure.case import Case
from procedure.duties import Duty, duties_of
from procedure.office import Office
from procedure.representation import Audience
from procedure.rulebook import Rulebook
from procedure.situation import Situation
from procedure.vocabulary import StaffId

ROWS: Final = 10
"""Rows on a page."""
SOON: Final = timedelta(days=7)
"""How far „fristen“ looks ahead, as the weekly overview does (R51)."""


async def find_cases(
    units: UnitsOfWork, request: Request, actor: StaffId, *, page: int, rulebook: Rulebook, now: datetime
) -> CaseList:
    """Return one page (from 1) of what a person asked for; the last one where there are fewer.

    Raises UnknownPerson for whoever is not in the roster.
    """
    async with units(reads_only=True) as unit:
        office = await unit.staff.office()
        if office.member(actor) is None:
            raise UnknownPerson
        person = Actor.of(actor, office, rulebook.day(now))
        mine = audiences_of(actor, office, rulebook.day(now))
        search, scope = _search(request, mine, rulebook.day(now)), scope_of(person, now)
        page = max(page, 1)
        found = await unit.finder.find(search, scope, page=page, size=ROWS)
        pages = max(1, -(-found.total // ROWS))
        if page > pages:
            page = pages
            found = await unit.finder.find(search, scope, page=page, size=ROWS)
        cases = [await unit.cases.get(case_id) for case_id in found.cases]
    rows = [
        _row(Situation(case=case, actor=person, office=office, now=now, rules=rulebook), mine, request)
        for case in cases
        if case is not None and viewpoint_of(case, person, now) is not None
    ]
    title, asked = _headline(request)
    return CaseList(title=title, asked=asked, rows=tuple(rows), page=page, total=found.total, pages=pages)


async def find_by_number(
    units: UnitsOfWork, number: str, actor: StaffId, *, rulebook: Rulebook, now: datetime
) -> tuple[Case, Office]:
    """Load the case with a number; CaseNotFound alike for an unknown and for somebody else's number.

    SightOver, which is one, for whoever reported it more than a day ago.
    """
    async with units(reads_only=True) as unit:
        office = await unit.staff.office()
        person = Actor.of(actor, office, rulebook.day(now))
        if office.member(actor) is None:
            raise CaseNotFound
        case = await case_by_number(number, person, now, unit)
        if case is None:
            raise await not_by_number(number, person, unit)
    return case, office


def _search(request: Request, mine: tuple[Audience, ...], today: date) -> Search:
    match request:
        case ShowCase(number=number):
            return Search(number=number.strip().upper())
        case MyTasks():
            return Search(owed_by=mine)
        case OpenCases():
            return Search(open_only=True)
        case Deadlines():
            # Not only open ones: a closed one owes something until its file is found complete (R42).
            return Search(due_until=today + SOON)
        case SearchCases():
            return Search(
                open_only=request.open_only,
                customer_number=request.customer_number.strip(),
                team=request.team,
                states=request.states,
                received_from=request.received_from,
                received_until=request.received_until,
                sorting=Sorting.NEWEST,
            )


def _headline(request: Request) -> tuple[str, str]:
    match request:
        case ShowCase(number=number):
            return "Suche", f"status {number}"
        case MyTasks():
            return "Ihre Aufgaben", "meine"
        case OpenCases():
            return "Offene Vorgänge", "offen"
        case Deadlines():
            return "Fristen", "fristen"
        case SearchCases(asked=asked):
            return "Suche", asked


def _row(at: Situation, mine: Sequence[Audience], request: Request) -> ListedCase:
    duty = _shown_duty(at, mine, request)
    return ListedCase(
        case_id=at.case.id,
        version=at.case.version,
        number=at.case.number,
        state=at.case.state,
        lead_name=lead_name(at.case, at.office),
        due_on=duty.due_on if duty else None,
        working_days_left=(
            at.rules.calendar.working_days_between(at.today, duty.due_on) if duty is not None else None
        ),
        next_duty=duty.kind if duty else None,
        owed_by=audience_name(duty.audience, at.office) if duty else "",
        mine=duty is not None and duty.audience in mine,
    )


def _shown_duty(at: Situation, mine: Sequence[Audience], request: Request) -> Duty | None:
    """Choose what a row says is next: among one's tasks one's own, else the most urgent.

    Who only reported a case learns its state, not how it is worked on.
    """
    if viewpoint_of(at.case, at.actor, at.now) is Viewpoint.REPORTER:
        return None
    owed = sorted(duties_of(at.case, at.rules), key=lambda duty: duty.due_on)
    own = [duty for duty in owed if duty.audience in mine]
    return next(iter(own if own and isinstance(request, MyTasks) else owed), None)
