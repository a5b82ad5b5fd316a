"""What is asked around a report: how much there is to read, what was released, who took a file (R46, R50)."""

from collections.abc import Sequence
from datetime import date, datetime

from casework.errors import LinkExpired, LinkUsed, UnknownPerson
from casework.permissions import scope_of_assistant
from casework.ports import UnitOfWork, UnitsOfWork
from casework.search import Search
from casework.statistics import NothingCounted
from casework.transact import transact
from procedure.actor import Actor
from procedure.errors import NotPermitted
from procedure.rulebook import Rulebook
from procedure.vocabulary import StaffId

NOT_YOURS = "Den Jahresbericht sehen nur das BGF und die Geschäftsleitung."


async def cases_to_read(
    units: UnitsOfWork, year: int, *, actor: StaffId, rulebook: Rulebook, now: datetime
) -> int:
    """Tell how many cases a year's report reads: its own and all before, which reactions refer to (R9).

    Raises UnknownPerson or NotPermitted before anything is begun, NothingCounted for a year without cases.
    """
    scope = scope_of_assistant(now)
    async with units(reads_only=True) as unit:
        office = await unit.staff.office()
        if office.member(actor) is None:
            raise UnknownPerson
        person = Actor.of(actor, office, rulebook.day(now))
        if not (person.is_bgf or person.is_management):
            raise NotPermitted(NOT_YOURS)
        own = Search(received_from=date(year, 1, 1), received_until=date(year, 12, 31))
        if not (await unit.finder.find(own, scope, page=1, size=1)).total:
            raise NothingCounted(year)
        until = Search(received_until=date(year, 12, 31))
        return (await unit.finder.find(until, scope, page=1, size=1)).total


async def may_release(units: UnitsOfWork, actor: StaffId, *, rulebook: Rulebook, now: datetime) -> bool:
    """Tell whether a person may release reports: the management, nobody else (RACI)."""
    async with units(reads_only=True) as unit:
        office = await unit.staff.office()
    return Actor.of(actor, office, rulebook.day(now)).is_management


async def check_link(units: UnitsOfWork, link_id: str, *, expires_at: datetime, now: datetime) -> None:
    """Refuse a link that is used up or out of date, before anything is made for it: LinkUsed, LinkExpired."""
    if now >= expires_at:
        raise LinkExpired
    async with units(reads_only=True) as unit:
        if await unit.links.is_used(link_id):
            raise LinkUsed


async def note_taken(
    units: UnitsOfWork,
    year: int,
    file: str,
    *,
    actor: StaffId,
    link_id: str,
    expires_at: datetime,
    now: datetime,
) -> None:
    """Use a link up and note who takes which file. Raises LinkExpired or LinkUsed, and then notes nothing.

    Whether the person may have it was asked when the file was made, just before.
    """
    if now >= expires_at:
        raise LinkExpired

    async def note(unit: UnitOfWork) -> None:
        if not await unit.links.use(link_id, expires_at):
            raise LinkUsed
        await unit.reports.note_taken(year, file, by=actor, at=now)

    await transact(units, note)


async def note_taken_by_operator(
    units: UnitsOfWork, year: int, files: Sequence[str], *, now: datetime
) -> None:
    """Note that the office's operator takes files on the command line: of all of them, or of none."""

    async def note(unit: UnitOfWork) -> None:
        for file in files:
            await unit.reports.note_taken(year, file, by=None, at=now)

    await transact(units, note)
