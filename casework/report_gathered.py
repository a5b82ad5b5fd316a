"""What the year's closings noted, for whoever writes a chapter of the report (GA VIII, R48).

Only „Maßnahme“ and „Erkenntnis“ of closings: what the customer said is not repeated. The customer's details
are taken out. Confidential cases (A34) are left out, and those the reader must not see (A26). It is offered
on demand and printed nowhere; of an anonymised case nothing is left to gather.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Final

from casework.permissions import viewpoint_of
from casework.ports import UnitOfWork
from casework.redaction import without_customer
from casework.report_ports import StoredMeasure
from casework.views_report import MeasureState
from procedure.actor import Actor
from procedure.case import Case, Reaction
from procedure.case_parts import Closing
from procedure.rulebook import Rulebook
from procedure.situation import OVER
from procedure.statistics.counting.words import CAUSES
from procedure.vocabulary import Cause, ConcernKind, Origin

MOST_NOTES: Final = 40
"""The newest ones: more than a form can show."""
NOTE_LENGTH: Final = 300

_STATES: Final = {
    MeasureState.OPEN: "offen",
    MeasureState.DONE: "erledigt",
    MeasureState.DROPPED: "verworfen",
}
_OF_CLOSINGS: Final = frozenset({"schwerpunkte", "ursachen", "massnahmen", "lob", "ideen", "zusammenarbeit"})


async def gathered(
    unit: UnitOfWork, year: int, chapter: str, actor: Actor, *, rulebook: Rulebook, now: datetime
) -> tuple[str, ...]:
    """Return notes for a chapter, the newest first, without the customers' details."""
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
    found = await unit.statistics.with_notes(date(year, 1, 1), date(year + 1, 1, 1), rulebook)
    cases = [case for case_id in found if (case := await unit.cases.get(case_id)) is not None]
    return tuple(_notes((case for case in cases if _may_be_noted(case, actor, now)), chapter))[:MOST_NOTES]


def _may_be_noted(case: Case, actor: Actor, now: datetime) -> bool:
    return (
        case.state in OVER and not case.reaction.confidential and viewpoint_of(case, actor, now) is not None
    )


def _notes(cases: Iterable[Case], chapter: str) -> Iterator[str]:
    for case in cases:
        if case.closing is None:
            continue
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
