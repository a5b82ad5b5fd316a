"""What the year's closings noted, for whoever writes a chapter of the report (GA VIII, R48).

Only „Maßnahme“ and „Erkenntnis“ of closings: what the customer said is not repeated. The customer's details
are taken out. Confidential cases (A34) are left out, and those the reader must not see (A26). It is offered
on demand and printed nowhere; of an anonymised case nothing is left to gather. Whoever is offered it stands
in the record of each case (R50).
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final

from casework.permissions import viewpoint_of
from casework.ports import AuditEntry, UnitOfWork
from casework.reading import read_entry
from casework.redaction import without_customer
from casework.report_ports import StoredMeasure
from casework.views_report import MeasureState
from procedure.actor import Actor
from procedure.case import Case, Reaction
from procedure.case_parts import Closing
from procedure.office import Office
from procedure.rulebook import Rulebook
from procedure.situation import OVER, Situation
from procedure.statistics.counting.words import CAUSES
from procedure.vocabulary import CaseState, Cause, ConcernKind, Origin

MOST_NOTES: Final = 20
"""The newest ones: as many as a form shows where it has room. Where it has less, the record names all."""
NOTE_LENGTH: Final = 300
NOTES_READ: Final = "NotesRead"
"""The event of the record: a case's notes were offered for a chapter."""

_STATES: Final = {
    MeasureState.OPEN: "offen",
    MeasureState.DONE: "erledigt",
    MeasureState.DROPPED: "verworfen",
}
_OF_CLOSINGS: Final = frozenset({"schwerpunkte", "ursachen", "massnahmen", "lob", "ideen", "zusammenarbeit"})


async def gathered(
    unit: UnitOfWork,
    year: int,
    chapter: str,
    actor: Actor,
    *,
    office: Office,
    rulebook: Rulebook,
    now: datetime,
) -> tuple[str, ...]:
    """Return notes for a chapter, the newest first, without the customers' details.

    Who is shown notes of cases is written down in each case's record, in this transaction.
    """
    if chapter == "wirkung":
        return tuple(_with_effect(measure) for measure in await unit.reports.measures(year - 1))
    if chapter == "ausblick":
        return tuple(
            _cut(f"Noch offen: {measure.text}")
            for measure in await unit.reports.measures(year)
            if measure.state is MeasureState.OPEN
        )
    if chapter not in _OF_CLOSINGS:
        return ()
    notes: list[str] = []
    readings: list[AuditEntry] = []
    for case_id in await unit.statistics.with_notes(date(year, 1, 1), date(year + 1, 1, 1), rulebook):
        if len(notes) >= MOST_NOTES:
            break
        case = await unit.cases.get(case_id)
        if case is None or not _may_be_noted(case, actor, now):
            continue
        if lines := list(_notes(case, chapter)):
            notes += lines
            at = Situation(case=case, actor=actor, office=office, now=now, rules=rulebook)
            readings.append(read_entry(at, NOTES_READ))
    # In one order for everybody: of two that read at once, none has to give way.
    await unit.audit.append(sorted(readings, key=lambda entry: entry.case_id))
    return tuple(notes[:MOST_NOTES])


def _may_be_noted(case: Case, actor: Actor, now: datetime) -> bool:
    over = case.state in OVER and case.state is not CaseState.ANONYMISED
    return over and not case.reaction.confidential and viewpoint_of(case, actor, now) is not None


def _notes(case: Case, chapter: str) -> Iterator[str]:
    if case.closing is None:
        return
    for text in _wanted(case.closing, case.reaction, chapter):
        if line := without_customer(" ".join(text.split()), case.reaction.customer):
            yield _cut(f"{case.number}: {line}")


def _wanted(closing: Closing, reaction: Reaction, chapter: str) -> Sequence[str]:
    """Choose what of a closing belongs to a chapter."""
    match chapter:
        case "schwerpunkte":
            return (closing.insight,)
        case "ursachen":
            cause = f"{CAUSES[closing.cause]}: " if closing.cause is not None else ""
            return (cause + (closing.insight or closing.measure),) if cause else ()
        case "massnahmen":
            return (closing.measure,)
        case _:
            return (closing.insight, closing.measure) if _is_of(closing, reaction, chapter) else ()


def _is_of(closing: Closing, reaction: Reaction, chapter: str) -> bool:
    if chapter == "zusammenarbeit":
        return reaction.origin is not Origin.DIRECT or closing.cause is Cause.EXTERNAL
    return (ConcernKind.LOB if chapter == "lob" else ConcernKind.IDEE_ANREGUNG) in reaction.concerns


def _with_effect(measure: StoredMeasure) -> str:
    effect = f", Wirkung: {measure.effect}" if measure.effect else ""
    return _cut(f"{measure.text} ({_STATES[measure.state]}{effect})")


def _cut(line: str) -> str:
    line = " ".join(line.split())
    return line if len(line) <= NOTE_LENGTH else f"{line[: NOTE_LENGTH - 1].rstrip()}…"
