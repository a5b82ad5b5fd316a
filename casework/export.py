"""The cases of a year for whoever enters them into the KRM-Tool (A1): facts and numbers, no text, no name.

A case about a Teamleitung is kept from her whatever office she holds later (A26). Once it is anonymised,
nobody knows any more who she was: anybody of BGF and management may have led that team then. So it is left
out for all of them (``permissions.is_about_somebody_forgotten``). Nothing is lost by it: what had to be
entered into the KRM-Tool was, before the case could be found complete and anonymised. The figures still count
it. A case about the management (A26) is kept from nobody of the management before, nor afterwards.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
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

_EVER: Final = (date(1900, 1, 1), date(9000, 1, 1))
NOT_YOURS: Final = "Den Export bekommen nur das BGF und die Geschäftsleitung."


async def export_rows(
    units: UnitsOfWork, actor: StaffId, year: int, *, rulebook: Rulebook, now: datetime
) -> Sequence[ExportRow]:
    """Return the cases received in a year that a person may see, by when they came.

    Cases about herself (A26) are left out, those that may have been about her, and confidential ones for all
    but trusted people (A34). No row names an earlier case that is left out for her. Raises UnknownPerson,
    NotPermitted, or NothingCounted where there is none.
    """
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    async with units(reads_only=True) as unit:
        office = await unit.staff.office()
        if office.member(actor) is None:
            raise UnknownPerson
        person = Actor.of(actor, office, rulebook.day(now))
        if not (person.is_bgf or person.is_management):
            raise NotPermitted(NOT_YOURS)
        scope = scope_of(person, now)
        in_tool = await unit.statistics.in_tool(first, after, rulebook, scope)
        counted = [each async for batch in unit.statistics.facts(first, after, rulebook) for each in batch]
        facts = [each for each in counted if each.number in in_tool]
        named = {each.follow_up_of for each in facts} - {"", *in_tool}
        # A case may follow one of any year.
        seen = await unit.statistics.in_tool(*_EVER, rulebook, scope) if named else in_tool
    rows = [_row(_naming(each, seen), in_tool, office, rulebook) for each in facts]
    if not rows:
        raise NothingCounted(year)
    return rows


def _naming(facts: CaseFacts, seen: Mapping[str, InTool]) -> CaseFacts:
    """Take out the number of an earlier case that the person must not learn of (A26, A34)."""
    return facts if facts.follow_up_of in seen else replace(facts, follow_up_of="")


def _row(facts: CaseFacts, in_tool: Mapping[str, InTool], office: Office, rulebook: Rulebook) -> ExportRow:
    entry = in_tool[facts.number]
    return ExportRow(
        facts=facts,
        krm_tool_ref=entry.ref,
        recorded_in_tool_on=rulebook.day(entry.recorded_at) if entry.recorded_at else None,
        teams=tuple(office.team_name(team) for team in facts.teams),
        lead_team=office.team_name(facts.lead_team) if facts.lead_team else "",
    )
