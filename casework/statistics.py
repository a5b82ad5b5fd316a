"""The statistics of a year, counted afresh each time; for BGF and management (GA VIII, R46; RACI).

No figure is about a person. A team's figure is, in fact, its Teamleitung's: it is shown by whole quarters
only, and only when the quarter is over. What is small is hidden as in the report itself, with the same
sums: the two tell no more together than one alone.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from casework.errors import CaseworkError, UnknownPerson
from casework.ports import UnitsOfWork
from casework.views_statistics import StatisticsView, TeamsView
from procedure.actor import Actor
from procedure.errors import NotPermitted
from procedure.office import Office
from procedure.rulebook import Rulebook
from procedure.statistics.counting import figures
from procedure.statistics.facts import CaseFacts
from procedure.statistics.figures import CountTable, Figures
from procedure.statistics.suppression import protected
from procedure.statistics.template import ReportTemplate
from procedure.vocabulary import StaffId

NOT_YOURS: Final = "Die Statistik sehen nur das BGF und die Geschäftsleitung."
TEAMS: Final = "teams"
"""Chapter and table with the teams' quarters."""
_MONTHS = 3
_QUARTERS = 4


class NothingCounted(CaseworkError):  # noqa: N818 - named for the fact
    """Für dieses Jahr gibt es keine Vorgänge, bitte nennen Sie ein anderes Jahr."""

    def __init__(self, year: int) -> None:
        super().__init__(f"Für das Jahr {year} gibt es keine Vorgänge, bitte nennen Sie ein anderes Jahr.")


async def statistics_for(
    units: UnitsOfWork,
    actor: StaffId,
    year: int,
    *,
    rulebook: Rulebook,
    template: ReportTemplate,
    now: datetime,
) -> StatisticsView:
    """Count a year as it stands now.

    Raises UnknownPerson, NotPermitted, or NothingCounted for a year in which nothing was received.
    """
    office, facts = await _read(units, actor, year, rulebook, now)
    until_now = as_of_today(template, year, rulebook.day(now))
    # Seconds of computing in a large office: not in the loop that answers everybody else.
    counted = await asyncio.to_thread(_counted, facts, year, until_now, office)
    return StatisticsView(
        year=year,
        counted_at=now.astimezone(rulebook.timezone),
        figures=counted,
        thresholds=template.thresholds,
    )


async def team_quarters(
    units: UnitsOfWork,
    actor: StaffId,
    year: int,
    *,
    rulebook: Rulebook,
    template: ReportTemplate,
    now: datetime,
) -> TeamsView:
    """Count the teams' receipts in the quarters that are over; raises as ``statistics_for`` does."""
    office, facts = await _read(units, actor, year, rulebook, now)
    over = quarters_over(year, rulebook.day(now))
    table = None
    if over:
        # What came later is left out before anything is counted: no total can tell of it.
        whole = [each for each in facts if each.received_on.month <= over * _MONTHS]
        counted = await asyncio.to_thread(_counted, whole, year, template, office)
        table = _only_quarters(counted, over)
    return TeamsView(
        year=year,
        counted_at=now.astimezone(rulebook.timezone),
        quarters=over,
        table=table,
        thresholds=template.thresholds,
    )


def as_of_today(template: ReportTemplate, year: int, today: date) -> ReportTemplate:
    """Move the Stichtag to today while it is still to come: what is due tomorrow is not late today."""
    if template.key_date(year) <= today:
        return template
    return replace(template, key_month=today.month, key_day=today.day, key_years_later=today.year - year)


def quarters_over(year: int, today: date) -> int:
    """Tell how many quarters of a year are over on a day."""
    if today.year != year:
        return _QUARTERS if today.year > year else 0
    return (today.month - 1) // _MONTHS


async def _read(
    units: UnitsOfWork, actor: StaffId, year: int, rulebook: Rulebook, now: datetime
) -> tuple[Office, Sequence[CaseFacts]]:
    async with units(reads_only=True) as unit:
        office = await unit.staff.office()
        if office.member(actor) is None:
            raise UnknownPerson
        person = Actor.of(actor, office, rulebook.day(now))
        if not (person.is_bgf or person.is_management):
            raise NotPermitted(NOT_YOURS)
        first, after = date(year, 1, 1), date(year + 1, 1, 1)
        facts = [each async for batch in unit.statistics.facts(first, after, rulebook) for each in batch]
    if not facts:
        raise NothingCounted(year)
    return office, facts


def _counted(facts: Sequence[CaseFacts], year: int, template: ReportTemplate, office: Office) -> Figures:
    teams = {team.id: team.name for team in office.teams.values()}
    # By team it is always hidden here, even where the prescribed format wants every number.
    return protected(figures(facts, year=year, template=template, teams=teams), template.thresholds)


def _only_quarters(counted: Figures, over: int) -> CountTable | None:
    tables = (table for chapter in counted.chapters for table in chapter.tables)
    table = next((table for table in tables if table.key == TEAMS), None)
    if table is None:
        return None
    return replace(
        table,
        columns=table.columns[:over],
        lines=tuple(replace(line, cells=line.cells[:over]) for line in table.lines),
    )
