"""BGF and management are reminded of the yearly report before it is due (GA VIII, R47)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from casework.notices import Notice
from casework.ports import UnitOfWork, UnitsOfWork
from procedure.notice_kind import NoticeKind
from procedure.representation import Audience, AudienceKind, recipients
from procedure.rulebook import Rulebook
from procedure.statistics.template import ReportTemplate


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDue:
    """A report that is due soon and not released."""

    year: int
    due_on: date
    days_left: int
    stage: int
    """The last of the template's ``remind_days`` that has come."""


async def remind_of_report(
    units: UnitsOfWork, rulebook: Rulebook, template: ReportTemplate, now: datetime
) -> bool:
    """Owe BGF and management a message if a stage has come of which nobody was told; True if so.

    Any number of replicas may try: one row per year and stage. Who was down on that day reminds later, of
    the last stage only.
    """
    if not rulebook.is_at_work(now):
        return False
    due = await report_due(units, rulebook, template, now)
    if due is None:
        return False
    async with units() as unit:
        if not await unit.report_reminders.mark(due.year, due.stage, now):
            return False
        office, today = await unit.staff.office(), rulebook.day(now)
        offices = (Audience(AudienceKind.BGF), Audience(AudienceKind.MANAGEMENT))
        # Who holds both offices, or steps in for one, is told once.
        people = dict.fromkeys(person for each in offices for person in recipients(each, office, today))
        await unit.notices.put(
            [
                Notice(
                    kind=NoticeKind.REPORT_DUE,
                    audience=Audience(AudienceKind.PERSON, person),
                    case_id=None,
                    due_at=now,
                )
                for person in people
            ]
        )
        await unit.commit()
    return True


async def report_due(
    units: UnitsOfWork, rulebook: Rulebook, template: ReportTemplate, now: datetime
) -> ReportDue | None:
    """Return the report that is to be reminded of now; None once it is released, or past its date.

    A year in which nothing was received yet has no report.
    """
    today = rulebook.day(now)
    async with units(reads_only=True) as unit:
        for year in (today.year - 1, today.year):
            due = _due(year, template, today)
            if due is not None and await _is_owed(unit, year, rulebook, template):
                return due
    return None


def _due(year: int, template: ReportTemplate, today: date) -> ReportDue | None:
    due_on = template.due_on(year)
    come = [days for days in template.remind_days if due_on - timedelta(days=days) <= today <= due_on]
    if not come:
        return None
    return ReportDue(year=year, due_on=due_on, days_left=(due_on - today).days, stage=min(come))


async def _is_owed(unit: UnitOfWork, year: int, rulebook: Rulebook, template: ReportTemplate) -> bool:
    """Tell whether no run is released that was made after the key date: an earlier one is preliminary."""
    first = await unit.statistics.first_received()
    if first is None or rulebook.day(first).year > year:
        return False
    runs = [run for run in await unit.reports.runs(year) if run.released_at is not None]
    return all(rulebook.day(run.made_at) <= template.key_date(year) for run in runs)
