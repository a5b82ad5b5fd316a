"""The chapters of the yearly report that BGF and management write; every version stays (GA VIII, R46, R48).

Two may write at once. Who is second loses nothing: she is told, sees the other's text, and hers stays in
her form until she sends it again.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from casework.errors import CaseworkError
from casework.ports import UnitOfWork, UnitsOfWork
from casework.report_access import check_year, report_writer
from casework.report_gathered import gathered
from casework.report_ports import StoredText
from casework.report_titles import chapter_title
from casework.staff_names import NO_NAMES_IN_REPORT, names_staff
from casework.transact import transact
from casework.views_report import TextView
from procedure.rulebook import Rulebook
from procedure.statistics.template import ReportTemplate
from procedure.vocabulary import StaffId

TEXT_LENGTH: Final = 5_000
"""Characters of a chapter: what one form can hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteChapter:
    """Keep what somebody has written."""

    actor: StaffId
    year: int
    chapter: str
    seen: int
    """The version that was changed; 0: none was there."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What everything about the chapters needs."""

    units: UnitsOfWork
    rulebook: Rulebook
    template: ReportTemplate


class NoSuchChapter(CaseworkError):  # noqa: N818 - named for the fact
    """Dieses Kapitel gibt es im Bericht nicht."""


class ChapterTooLong(CaseworkError):  # noqa: N818 - named for the fact
    """Der Text ist zu lang. Ein Kapitel hat höchstens 5.000 Zeichen. Bitte kürzen Sie ihn."""


class ChapterNamesStaff(CaseworkError):  # noqa: N818 - named for the fact
    """Der Bericht wird ohne Namen veröffentlicht."""


class ChapterChanged(CaseworkError):  # noqa: N818 - named for the fact
    """Jemand anderes hat dieses Kapitel inzwischen geändert. Ihr Text ist noch nicht gespeichert."""

    def __init__(self, current: TextView) -> None:
        super().__init__()
        self.current = current


async def chapters(writing: Writing, year: int, actor: StaffId, now: datetime) -> tuple[TextView, ...]:
    """List the chapters in the report's order, without what was gathered for them."""
    async with writing.units(reads_only=True) as unit:
        await _assert_may(unit, writing, year, actor, now)
        written = {text.chapter: text for text in await unit.reports.texts(year)}
    return tuple(_view(writing, key, written.get(key)) for key in writing.template.qualitative)


async def chapter(writing: Writing, year: int, key: str, actor: StaffId, now: datetime) -> TextView:
    """Return a chapter as it was written last, without what was gathered for it."""
    async with writing.units(reads_only=True) as unit:
        return await _written(unit, writing, year, key, actor, now)


async def chapter_with_notes(
    writing: Writing, year: int, key: str, actor: StaffId, now: datetime
) -> TextView:
    """Return a chapter with what closings of the year noted about it, and write down who read that (R50).

    For a form that shows the notes and does not stay: for nothing else, as each reading is in the record.
    """

    async def work(unit: UnitOfWork) -> TextView:
        written = await _written(unit, writing, year, key, actor, now)
        office, rulebook = await unit.staff.office(), writing.rulebook
        reader = report_writer(actor, office, rulebook, now)
        notes = await gathered(unit, year, key, reader, office=office, rulebook=rulebook, now=now)
        return replace(written, gathered=notes)

    return await transact(writing.units, work)


async def versions(
    writing: Writing, year: int, key: str, actor: StaffId, now: datetime
) -> tuple[TextView, ...]:
    """Return all versions of a chapter, oldest first."""
    async with writing.units(reads_only=True) as unit:
        await _assert_may(unit, writing, year, actor, now)
        _check_chapter(writing, key)
        stored = await unit.reports.text_versions(year, key)
    return tuple(_view(writing, key, text) for text in stored)


async def write_chapter(writing: Writing, command: WriteChapter, now: datetime) -> TextView:
    """Keep a new version and return the chapter as it stands then.

    ChapterChanged, with the chapter as it stands, if somebody else was faster; ChapterNamesStaff for a text
    that names an employee, because the report is published (privacy). The same text once more makes no
    version: the channel repeats presses, and who presses twice has written once.
    """
    if len(command.text) > TEXT_LENGTH:
        raise ChapterTooLong

    async def work(unit: UnitOfWork) -> TextView:
        year, key = command.year, command.chapter
        current = await _written(unit, writing, year, key, command.actor, now)
        text = command.text.strip()
        if text == current.text:
            return current
        if command.seen != current.version:
            raise ChapterChanged(current)
        if names_staff(text, await unit.staff.office()):
            raise ChapterNamesStaff(NO_NAMES_IN_REPORT)
        stored = StoredText(
            year=year,
            chapter=key,
            version=current.version + 1,
            text=text,
            written_at=now,
            written_by=command.actor,
        )
        await unit.reports.add_text(stored)
        return _view(writing, key, stored)

    # The loser of a race reads again and then finds that the version it saw is not the latest.
    return await transact(writing.units, work)


async def _written(
    unit: UnitOfWork, writing: Writing, year: int, key: str, staff_id: StaffId, now: datetime
) -> TextView:
    await _assert_may(unit, writing, year, staff_id, now)
    _check_chapter(writing, key)
    written = {text.chapter: text for text in await unit.reports.texts(year)}
    return _view(writing, key, written.get(key))


async def _assert_may(
    unit: UnitOfWork, writing: Writing, year: int, staff_id: StaffId, now: datetime
) -> None:
    report_writer(staff_id, await unit.staff.office(), writing.rulebook, now)
    check_year(year, writing.rulebook, now)


def _check_chapter(writing: Writing, key: str) -> None:
    if key not in writing.template.qualitative:
        raise NoSuchChapter


def _view(writing: Writing, key: str, stored: StoredText | None) -> TextView:
    title = chapter_title(writing.template, key)
    if stored is None:
        return TextView(key=key, title=title, text="", version=0)
    return TextView(
        key=key,
        title=title,
        text=stored.text,
        version=stored.version,
        written_at=stored.written_at.astimezone(writing.rulebook.timezone),
    )
