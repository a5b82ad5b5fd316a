"""What the yearly report needs from the store: facts to count, frozen runs, texts, measures."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Protocol

from casework.permissions import Scope
from casework.views_report import MeasureState
from procedure.rulebook import Rulebook
from procedure.statistics.facts import CaseFacts
from procedure.vocabulary import CaseId, StaffId

BATCH: Final = 200
"""Cases whose facts are read at a time."""
MOST_WITH_NOTES: Final = 60
"""Cases with notes of their closing that are read for a chapter of the report."""
REMIND_AGAIN: Final = timedelta(days=7)
"""How long after a reminder of a measure the next one comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InTool:
    """What stands of a case in the KRM-Tool (A1)."""

    ref: str
    """Empty: none was noted."""
    recorded_at: datetime | None


class Statistics(Protocol):
    """What can be counted of the cases."""

    def facts(
        self, received_from: date, received_before: date, rules: Rulebook
    ) -> AsyncIterator[Sequence[CaseFacts]]:
        """Read the facts of cases received within local days, in batches of ``BATCH``, by when they came.

        Up to, not on, ``received_before``. Nothing of a text is read but the number of a case (R9).
        """

    async def with_notes(
        self, received_from: date, received_before: date, rules: Rulebook
    ) -> Sequence[CaseId]:
        """Name cases received within local days whose closing notes a measure or an insight, newest first.

        At most ``MOST_WITH_NOTES``; confidential ones (A34) are left out.
        """

    async def first_received(self) -> datetime | None:
        """Tell when the first of all cases was received; None while there is none."""

    async def in_tool(
        self, received_from: date, received_before: date, rules: Rulebook, scope: Scope
    ) -> Mapping[str, InTool]:
        """Tell of each case in scope, by its number, what stands of it in the KRM-Tool (R14, A1).

        Received within local days, up to, not on, ``received_before``. Outside of the scope there is none,
        nor of a case of which nobody knows any more whom it is about (``casework.permissions``).
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRun:
    """A frozen run."""

    year: int
    version: int
    made_at: datetime
    made_by: StaffId | None
    """None: made on the command line."""
    frozen: str
    """JSON: figures (nothing suppressed), template, and the hash of ``words``; comes back as it was given."""
    checksum: str
    """SHA-256 of ``frozen``."""
    words: str = ""
    """JSON: what people had written by then, texts and measures; kept sealed."""
    released_at: datetime | None = None
    released_by: StaffId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredText:
    """One version of a chapter that people write. Versions stay."""

    year: int
    chapter: str
    version: int
    text: str
    written_at: datetime
    written_by: StaffId


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMeasure:
    """A measure; its text is kept sealed like all that people write."""

    id: str
    year: int
    text: str
    responsible: str
    owner: StaffId | None
    """Who is reminded; None: the BGF."""
    due_on: date | None
    state: MeasureState
    done_on: date | None = None
    effect: str = ""
    row_version: int = 1
    reminded_on: date | None = None
    """The last day on which was reminded of it."""


class Reports(Protocol):
    """Runs, texts and measures; within one transaction."""

    async def add_run(self, run: StoredRun) -> None:
        """Keep a run, and note in the record of the house who made it.

        VersionConflict if the year has this version already (asked twice at once).
        """

    async def run(self, year: int, version: int | None = None) -> StoredRun | None:
        """Load a run; the latest without a version."""

    async def runs(self, year: int) -> Sequence[StoredRun]:
        """List a year's runs, oldest first."""

    async def released_version(self, year: int) -> int | None:
        """Name the latest version that was released; None if none was."""

    async def release(self, year: int, version: int, *, by: StaffId, at: datetime) -> None:
        """Note that the management has released a run; once released it stays so.

        VersionConflict unless it is the year's latest and was not released before.
        """

    async def note_taken(self, year: int, file: str, *, by: StaffId | None, at: datetime) -> None:
        """Note in the record of the house who took which file of a year: „xlsx 2“, „csv“ (R50).

        ``by`` None is the office's operator on the command line.
        """

    async def add_text(self, text: StoredText) -> None:
        """Keep a new version of a chapter; VersionConflict if somebody else was faster."""

    async def texts(self, year: int) -> Sequence[StoredText]:
        """Return the latest version of each chapter that was written, by the chapter's key."""

    async def text_versions(self, year: int, chapter: str) -> Sequence[StoredText]:
        """Return all versions of a chapter, oldest first."""

    async def put_measure(self, measure: StoredMeasure) -> None:
        """Keep a measure; VersionConflict if its stored version is not ``row_version - 1``."""

    async def note_measure(self, measure: StoredMeasure, *, by: StaffId, at: datetime) -> None:
        """Note in the record of the house who changed a measure, and how it stands now; no text."""

    async def mark_reminded(self, measure: StoredMeasure, on: date) -> None:
        """Note that was reminded of a measure; nobody changed it, so its version stays.

        VersionConflict if it was changed or reminded of since it was loaded.
        """

    async def measures(self, year: int) -> Sequence[StoredMeasure]:
        """List the measures decided in a year, in the order in which they came."""

    async def measure(self, measure_id: str) -> StoredMeasure | None:
        """Load one."""

    async def measures_due(self, on: date) -> Sequence[StoredMeasure]:
        """List open measures due on or before a day that are to be reminded of.

        On the due day, or as soon as may be after it, and again ``REMIND_AGAIN`` after the last time.
        """
