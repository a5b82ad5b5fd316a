"""Which measures are due for whom: on the due day, and every week after it until they are done (R48)."""

from collections.abc import Iterable
from datetime import date, datetime

from casework.errors import VersionConflict
from casework.measures import MeasureEntry, entry_of
from casework.notices import Notice
from casework.ports import UnitsOfWork
from casework.report_ports import REMIND_AGAIN, StoredMeasure
from procedure.notice_kind import NoticeKind
from procedure.office import Office
from procedure.representation import Audience, AudienceKind, recipients
from procedure.rulebook import Rulebook
from procedure.vocabulary import StaffId


async def remind_of_measures(units: UnitsOfWork, rulebook: Rulebook, now: datetime) -> bool:
    """Owe a message to everybody who has a measure that is due; True if somebody is owed one now.

    Any number of replicas may try: each measure is marked in the transaction that owes the messages, and
    only one of them can mark it. Who finds it marked meanwhile leaves it to the next tick.
    """
    if not rulebook.is_at_work(now):
        return False
    today = rulebook.day(now)
    async with units(reads_only=True) as unit:
        if not await unit.reports.measures_due(today):
            return False
    try:
        async with units() as unit:
            due, office = await unit.reports.measures_due(today), await unit.staff.office()
            for measure in due:
                # Not as a change: whoever has its form or its card open has seen the latest.
                await unit.reports.mark_reminded(measure, today)
            audiences = dict.fromkeys(audience_of(measure, office) for measure in due)
            await unit.notices.put(
                [
                    Notice(kind=NoticeKind.MEASURE_DUE, audience=audience, case_id=None, due_at=now)
                    for audience in audiences
                ]
            )
            await unit.commit()
    except VersionConflict:
        return False
    return bool(due)


async def measures_due_for(
    units: UnitsOfWork, actor: StaffId, *, rulebook: Rulebook, now: datetime
) -> tuple[MeasureEntry, ...]:
    """List the measures that are due for a person, reminded of or not."""
    today = rulebook.day(now)
    async with units(reads_only=True) as unit:
        office = await unit.staff.office()
        # A week ahead every measure that is due is one to be reminded of.
        found = await unit.reports.measures_due(today + REMIND_AGAIN)
    return tuple(
        entry_of(measure, office) for measure in _due(found, today) if _is_of(actor, measure, office, today)
    )


def audience_of(measure: StoredMeasure, office: Office) -> Audience:
    """Name who is reminded: whoever answers for it; the BGF if that is nobody, or somebody who has left."""
    if measure.owner is None or office.member(measure.owner) is None:
        return Audience(AudienceKind.BGF)
    return Audience(AudienceKind.PERSON, measure.owner)


def _due(measures: Iterable[StoredMeasure], today: date) -> list[StoredMeasure]:
    return [measure for measure in measures if measure.due_on is not None and measure.due_on <= today]


def _is_of(actor: StaffId, measure: StoredMeasure, office: Office, today: date) -> bool:
    return actor in recipients(audience_of(measure, office), office, today)
