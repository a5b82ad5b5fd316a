"""Facts, frozen runs, texts and measures in memory (``casework.report_ports``)."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from casework.errors import VersionConflict
from casework.permissions import Scope, is_about_somebody_forgotten
from casework.report_ports import (
    BATCH,
    MOST_WITH_NOTES,
    REMIND_AGAIN,
    InTool,
    StoredMeasure,
    StoredRun,
    StoredText,
)
from casework.views_report import MeasureState
from procedure.rulebook import Rulebook
from procedure.statistics.facts import CaseFacts, facts_of
from procedure.vocabulary import CaseId, StaffId
from tests.support.fake_finder import in_scope
from tests.support.fake_state import Transaction


class FakeStatistics:
    """What can be counted of the cases in memory."""

    def __init__(self, unit: Transaction) -> None:
        self._unit = unit

    async def facts(
        self, received_from: date, received_before: date, rules: Rulebook
    ) -> AsyncIterator[Sequence[CaseFacts]]:
        """Return the facts of cases received within local days, in batches, by when they came."""
        cases = self._unit.read().cases.values()
        ordered = sorted(cases, key=lambda case: (case.reaction.received_at, case.id))
        found = [facts_of(case, rules) for case in ordered]
        wanted = [facts for facts in found if received_from <= facts.received_on < received_before]
        for first in range(0, len(wanted), BATCH):
            yield wanted[first : first + BATCH]

    async def with_notes(
        self, received_from: date, received_before: date, rules: Rulebook
    ) -> Sequence[CaseId]:
        """Name cases whose closing notes a measure or an insight, newest first."""
        noted = [
            case
            for case in self._unit.read().cases.values()
            if received_from <= rules.day(case.reaction.received_at) < received_before
            and case.closing is not None
            and (case.closing.measure or case.closing.insight)
            and not case.reaction.confidential
        ]
        newest = sorted(noted, key=lambda case: (case.reaction.received_at, case.id), reverse=True)
        return [case.id for case in newest[:MOST_WITH_NOTES]]

    async def first_received(self) -> datetime | None:
        """Tell when the first of all cases was received."""
        return min((c.reaction.received_at for c in self._unit.read().cases.values()), default=None)

    async def in_tool(
        self, received_from: date, received_before: date, rules: Rulebook, scope: Scope
    ) -> Mapping[str, InTool]:
        """Tell of each case in scope, by its number, what stands of it in the KRM-Tool."""
        return {
            case.number: InTool(ref=case.krm_tool_ref, recorded_at=case.recorded_in_tool_at)
            for case in self._unit.read().cases.values()
            if received_from <= rules.day(case.reaction.received_at) < received_before
            and in_scope(case, scope)
            and not is_about_somebody_forgotten(case)
        }


class FakeReports:
    """Runs, texts and measures within one transaction on memory."""

    def __init__(self, unit: Transaction) -> None:
        self._unit = unit

    async def add_run(self, run: StoredRun) -> None:
        """Keep a run."""
        state = await self._unit.write()
        if any((r.year, r.version) == (run.year, run.version) for r in state.runs):
            raise VersionConflict
        self._unit.replace_with(replace(state, runs=(*state.runs, run)))

    async def run(self, year: int, version: int | None = None) -> StoredRun | None:
        """Load a run; the latest without a version."""
        found = [run for run in await self.runs(year) if version in {None, run.version}]
        return found[-1] if found else None

    async def runs(self, year: int) -> Sequence[StoredRun]:
        """List a year's runs, oldest first."""
        of_year = [run for run in self._unit.read().runs if run.year == year]
        return sorted(of_year, key=lambda run: run.version)

    async def released_version(self, year: int) -> int | None:
        """Name the latest version that was released; None if none was."""
        released = [run.version for run in await self.runs(year) if run.released_at is not None]
        return max(released, default=None)

    async def release(self, year: int, version: int, *, by: StaffId, at: datetime) -> None:
        """Note that a run is released."""
        state = await self._unit.write()
        latest = await self.run(year)
        if latest is None or latest.version != version or latest.released_at is not None:
            raise VersionConflict
        released = replace(latest, released_at=at, released_by=by)
        runs = tuple(released if run == latest else run for run in state.runs)
        self._unit.replace_with(replace(state, runs=runs))

    async def note_taken(self, year: int, file: str, *, by: StaffId | None, at: datetime) -> None:
        """Keep no record of the house: what stands in it, the database's own tests look at."""
        del year, file, by, at
        await self._unit.write()

    async def note_measure(self, measure: StoredMeasure, *, by: StaffId, at: datetime) -> None:
        """Keep no record of the house here either."""
        del measure, by, at
        await self._unit.write()

    async def add_text(self, text: StoredText) -> None:
        """Keep a new version of a chapter."""
        state = await self._unit.write()
        if any(t.version == text.version for t in await self.text_versions(text.year, text.chapter)):
            raise VersionConflict
        self._unit.replace_with(replace(state, texts=(*state.texts, text)))

    async def texts(self, year: int) -> Sequence[StoredText]:
        """Return the latest version of each chapter that was written."""
        chapters = sorted({text.chapter for text in self._unit.read().texts if text.year == year})
        return [(await self.text_versions(year, chapter))[-1] for chapter in chapters]

    async def text_versions(self, year: int, chapter: str) -> Sequence[StoredText]:
        """Return all versions of a chapter, oldest first."""
        found = [t for t in self._unit.read().texts if (t.year, t.chapter) == (year, chapter)]
        return sorted(found, key=lambda text: text.version)

    async def put_measure(self, measure: StoredMeasure) -> None:
        """Keep a measure."""
        state = await self._unit.write()
        known = await self.measure(measure.id)
        if (known.row_version if known else 0) != measure.row_version - 1:
            raise VersionConflict
        kept = tuple(measure if m.id == measure.id else m for m in state.measures)
        self._unit.replace_with(replace(state, measures=kept if known else (*kept, measure)))

    async def mark_reminded(self, measure: StoredMeasure, on: date) -> None:
        """Note that was reminded of a measure."""
        state = await self._unit.write()
        if await self.measure(measure.id) != measure:
            raise VersionConflict
        marked = replace(measure, reminded_on=on)
        kept = tuple(marked if m.id == measure.id else m for m in state.measures)
        self._unit.replace_with(replace(state, measures=kept))

    async def measures(self, year: int) -> Sequence[StoredMeasure]:
        """List the measures decided in a year, in the order in which they came."""
        return [measure for measure in self._unit.read().measures if measure.year == year]

    async def measure(self, measure_id: str) -> StoredMeasure | None:
        """Load one."""
        return next((m for m in self._unit.read().measures if m.id == measure_id), None)

    async def measures_due(self, on: date) -> Sequence[StoredMeasure]:
        """List open measures due on or before a day that are to be reminded of, now or again."""
        due = [
            (measure.due_on, measure)
            for measure in self._unit.read().measures
            if measure.state is MeasureState.OPEN and measure.due_on and measure.due_on <= on
        ]
        return [
            measure
            for day, measure in sorted(due, key=lambda each: each[0])
            if measure.reminded_on is None
            or measure.reminded_on < day
            or measure.reminded_on <= on - REMIND_AGAIN
        ]
