"""Frozen runs, texts and measures of the yearly report (``casework.report_ports.Reports``).

Who made and who released a run stands in the record of the house, with the checksum.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select, update

from casework.errors import VersionConflict
from casework.report_ports import REMIND_AGAIN, StoredMeasure, StoredRun, StoredText
from casework.views_report import MeasureState
from procedure.vocabulary import StaffId
from storage.connection import Connection
from storage.keys import KeyRing
from storage.part_mapping import opened_or_empty, sealed_or_none
from storage.staff_changes import measure_changed, report_made, report_released, report_taken
from storage.staff_record import append_to_staff_record
from storage.tables import report_chapters, report_measures, report_runs
from storage.upsert import insert

_PLAIN = ("id", "year", "owner", "due_on", "state", "done_on", "row_version", "reminded_on")


class SqlReports:
    """Runs, texts and measures within one transaction."""

    def __init__(self, connection: Connection, keys: KeyRing) -> None:
        self._connection = connection
        self._keys = keys

    async def add_run(self, run: StoredRun) -> None:
        """Keep a run and note who made it; VersionConflict if the year has this version already."""
        added = insert(self._connection, report_runs).values(
            year=run.year,
            version=run.version,
            made_at=run.made_at,
            made_by=run.made_by,
            frozen=run.frozen,
            words=sealed_or_none(run.words, "report_runs.words", self._keys),
            checksum=run.checksum,
            released_at=run.released_at,
            released_by=run.released_by,
        )
        await self._added(added)
        note = report_made(run.year, run.version, run.checksum, run.made_by, run.made_at)
        await append_to_staff_record(self._connection, self._keys, [note])

    async def run(self, year: int, version: int | None = None) -> StoredRun | None:
        """Load a run; the latest without a version."""
        chosen = select(report_runs).where(report_runs.c.year == year)
        if version is not None:
            chosen = chosen.where(report_runs.c.version == version)
        latest = chosen.order_by(report_runs.c.version.desc()).limit(1)
        row = (await self._connection.execute(latest)).mappings().one_or_none()
        return None if row is None else self._run(row)

    async def runs(self, year: int) -> Sequence[StoredRun]:
        """List a year's runs, oldest first."""
        of_year = select(report_runs).where(report_runs.c.year == year).order_by(report_runs.c.version)
        return [self._run(row) for row in (await self._connection.execute(of_year)).mappings()]

    async def released_version(self, year: int) -> int | None:
        """Name the latest version that was released; None if none was."""
        released = select(func.max(report_runs.c.version)).where(
            report_runs.c.year == year, report_runs.c.released_at.is_not(None)
        )
        found: int | None = (await self._connection.execute(released)).scalar_one()
        return found

    async def release(self, year: int, version: int, *, by: StaffId, at: datetime) -> None:
        """Note that a run is released; VersionConflict unless it is the latest and was not before."""
        newer = report_runs.alias()
        latest = select(func.max(newer.c.version)).where(newer.c.year == year).scalar_subquery()
        released = (
            update(report_runs)
            .where(report_runs.c.year == year, report_runs.c.version == version)
            .where(report_runs.c.version == latest, report_runs.c.released_at.is_(None))
            .values(released_at=at, released_by=by)
        )
        checksum = (await self._connection.execute(released.returning(report_runs.c.checksum))).scalar()
        if checksum is None:
            raise VersionConflict
        note = report_released(year, version, str(checksum), by, at)
        await append_to_staff_record(self._connection, self._keys, [note])

    async def note_taken(self, year: int, file: str, *, by: StaffId | None, at: datetime) -> None:
        """Note who took which file of a year; None: the office's operator."""
        await append_to_staff_record(self._connection, self._keys, [report_taken(year, file, by, at)])

    async def add_text(self, text: StoredText) -> None:
        """Keep a new version of a chapter; VersionConflict if somebody else was faster."""
        added = insert(self._connection, report_chapters).values(
            year=text.year,
            chapter=text.chapter,
            version=text.version,
            text=self._keys.seal(text.text, "report_chapters.text"),
            at=text.written_at,
            written_by=text.written_by,
        )
        await self._added(added)

    async def texts(self, year: int) -> Sequence[StoredText]:
        """Return the latest version of each chapter that was written, by the chapter's key."""
        newer = report_chapters.alias()
        latest = (
            select(func.max(newer.c.version))
            .where(newer.c.year == report_chapters.c.year, newer.c.chapter == report_chapters.c.chapter)
            .scalar_subquery()
        )
        chosen = select(report_chapters).where(
            report_chapters.c.year == year, report_chapters.c.version == latest
        )
        rows = await self._connection.execute(chosen.order_by(report_chapters.c.chapter))
        return [self._text(row) for row in rows.mappings()]

    async def text_versions(self, year: int, chapter: str) -> Sequence[StoredText]:
        """Return all versions of a chapter, oldest first."""
        chosen = select(report_chapters).where(
            report_chapters.c.year == year, report_chapters.c.chapter == chapter
        )
        rows = await self._connection.execute(chosen.order_by(report_chapters.c.version))
        return [self._text(row) for row in rows.mappings()]

    async def put_measure(self, measure: StoredMeasure) -> None:
        """Keep a measure; VersionConflict if its stored version is not ``row_version - 1``."""
        columns = {field: getattr(measure, field) for field in _PLAIN} | {
            "text": self._keys.seal(measure.text, "report_measures.text"),
            "responsible": self._keys.seal(measure.responsible, "report_measures.responsible"),
            "effect": sealed_or_none(measure.effect, "report_measures.effect", self._keys),
        }
        if measure.row_version == 1:
            await self._added(insert(self._connection, report_measures).values(columns))
            return
        before = (report_measures.c.id == measure.id) & (
            report_measures.c.row_version == measure.row_version - 1
        )
        changed = await self._connection.execute(update(report_measures).where(before).values(columns))
        if changed.rowcount != 1:
            raise VersionConflict

    async def note_measure(self, measure: StoredMeasure, *, by: StaffId, at: datetime) -> None:
        """Note who changed a measure, and how it stands now."""
        due_on = measure.due_on.isoformat() if measure.due_on else ""
        row = measure_changed(measure.year, measure.id, measure.state, due_on, by, at)
        await append_to_staff_record(self._connection, self._keys, [row])

    async def mark_reminded(self, measure: StoredMeasure, on: date) -> None:
        """Note that was reminded of a measure; VersionConflict if it is not as it was loaded."""
        columns = report_measures.c
        as_loaded = (
            columns.id == measure.id,
            columns.row_version == measure.row_version,
            columns.reminded_on.is_not_distinct_from(measure.reminded_on),
        )
        marked = update(report_measures).where(*as_loaded).values(reminded_on=on)
        if (await self._connection.execute(marked)).rowcount != 1:
            raise VersionConflict

    async def measures(self, year: int) -> Sequence[StoredMeasure]:
        """List the measures decided in a year, in the order in which they came."""
        chosen = select(report_measures).where(report_measures.c.year == year)
        rows = await self._connection.execute(chosen.order_by(report_measures.c.sequence))
        return [self._measure(row) for row in rows.mappings()]

    async def measure(self, measure_id: str) -> StoredMeasure | None:
        """Load one."""
        chosen = select(report_measures).where(report_measures.c.id == measure_id)
        row = (await self._connection.execute(chosen)).mappings().one_or_none()
        return None if row is None else self._measure(row)

    async def measures_due(self, on: date) -> Sequence[StoredMeasure]:
        """List open measures due on or before a day that are to be reminded of, now or again."""
        reminded = report_measures.c.reminded_on
        chosen = select(report_measures).where(
            report_measures.c.state == MeasureState.OPEN,
            report_measures.c.due_on <= on,
            or_(reminded.is_(None), reminded < report_measures.c.due_on, reminded <= on - REMIND_AGAIN),
        )
        ordered = chosen.order_by(report_measures.c.due_on, report_measures.c.sequence)
        return [self._measure(row) for row in (await self._connection.execute(ordered)).mappings()]

    async def _added(self, statement: Any) -> None:  # noqa: ANN401 - either database's INSERT
        if (await self._connection.execute(statement.on_conflict_do_nothing())).rowcount != 1:
            raise VersionConflict

    def _run(self, row: Mapping[Any, Any]) -> StoredRun:
        words = opened_or_empty(row["words"], "report_runs.words", self._keys)
        return StoredRun(**{**row, "words": words})

    def _text(self, row: Mapping[Any, Any]) -> StoredText:
        return StoredText(
            year=row["year"],
            chapter=row["chapter"],
            version=row["version"],
            text=self._keys.open(row["text"], "report_chapters.text"),
            written_at=row["at"],
            written_by=row["written_by"],
        )

    def _measure(self, row: Mapping[Any, Any]) -> StoredMeasure:
        return StoredMeasure(
            **{field: row[field] for field in _PLAIN},
            text=self._keys.open(row["text"], "report_measures.text"),
            responsible=self._keys.open(row["responsible"], "report_measures.responsible"),
            effect=opened_or_empty(row["effect"], "report_measures.effect", self._keys),
        )
