"""The cases of a year for whoever enters them into the KRM-Tool (A1): facts and numbers, no text, no name."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from casework.errors import UnknownPerson
from casework.permissions import scope_of
from casework.ports import UnitsOfWork
from casework.report_ports import InTool
from casework.statistics import NothingCounted
from casework.views_export import ExportRow
from procedure.actor import Actor
from procedure.errors import NotPermitted
from procedure.office import Office
from procedure.rulebook import Rulebook
from procedure.statistics.facts import CaseFacts
from procedure.vocabulary import StaffId

NOT_YOURS: Final = "Den Export bekommen nur das BGF und die Geschäftsleitung."


async def export_rows(
    units: UnitsOfWork, actor: StaffId, year: int, *, rulebook: Rulebook, now: datetime
) -> Sequence[ExportRow]:
    """Return the cases received in a year that a person may see, by when they came.

    Cases about herself (A26) are left out, confidential ones for all but trusted people (A34). Raises
    UnknownPerson, NotPermitted, or NothingCounted where there is none.
    """
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    async with units(reads_only=True) as unit:
        office = await unit.staff.office()
        if office.member(actor) is None:
            raise UnknownPerson
        person = Actor.of(actor, office, rulebook.day(now))
        if not (person.is_bgf or person.is_management):
            raise NotPermitted(NOT_YOURS)
        in_tool = await unit.statistics.in_tool(first, after, rulebook, scope_of(person, now))
        facts = [each async for batch in unit.statistics.facts(first, after, rulebook) for each in batch]
    rows = [_row(each, in_tool, office, rulebook) for each in facts if each.number in in_tool]
    if not rows:
        raise NothingCounted(year)
    return rows


def _row(facts: CaseFacts, in_tool: Mapping[str, InTool], office: Office, rulebook: Rulebook) -> ExportRow:
    entry = in_tool[facts.number]
    return ExportRow(
        facts=facts,
        krm_tool_ref=entry.ref,
        recorded_in_tool_on=rulebook.day(entry.recorded_at) if entry.recorded_at else None,
        teams=tuple(office.team_name(team) for team in facts.teams),
        lead_team=office.team_name(facts.lead_team) if facts.lead_team else "",
    )
