"""Files of a year that leave: the report as .xlsx and .docx, and the cases as .csv (GA VIII; A1).

None of them is kept: each is made when it is fetched, from the frozen run, so that it is the same again.
Who may have it is asked at that moment.
"""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from bot.clock import Clock
from bot.files.tickets import Ticket
from casework.errors import DocumentNotFound
from casework.export import export_rows
from casework.ports import StoredDocument, UnitsOfWork
from casework.report import report_view
from casework.report_taken import check_link, note_taken
from casework.views_report import ReportView
from documents.case_export import export_csv
from documents.report_docx import report_document
from documents.report_xlsx import report_workbook
from procedure.rulebook import Rulebook
from procedure.vocabulary import DocumentId, DocumentKind, StaffId

CSV: Final = "csv"
_SUBJECT: Final = re.compile(
    r"year:(?P<year>[0-9]{4}):(?P<form>xlsx|docx|csv):(?P<version>[0-9]{1,6})", re.ASCII
)
_MEDIA: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    CSV: "text/csv; charset=utf-8",
}
_MAKERS: Final[dict[str, Callable[[ReportView], bytes]]] = {"xlsx": report_workbook, "docx": report_document}


def year_file(year: int, form: str, version: int = 0) -> DocumentId:
    """Name a file in a ticket; no document that is kept has such a key."""
    return DocumentId(f"year:{year}:{form}:{version}")


def is_year_file(document_id: DocumentId) -> bool:
    """Tell whether a ticket is for a file of a year."""
    return _SUBJECT.fullmatch(document_id) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFiles:
    """Makes the files of a year for those who may have them."""

    units: UnitsOfWork
    rulebook: Rulebook
    clock: Clock
    office_name: str
    _one: asyncio.Semaphore = field(
        default_factory=lambda: asyncio.Semaphore(1), init=False, repr=False, compare=False
    )
    """One file at a time: several at once would be no sooner there, and everybody else would wait."""

    async def make(self, document_id: DocumentId, actor: StaffId) -> tuple[StoredDocument, bytes]:
        """Make a file. Raises CaseworkError or NotPermitted for who may not have it, or if there is none."""
        async with self._one:
            return await self._made(document_id, actor)

    async def _made(self, document_id: DocumentId, actor: StaffId) -> tuple[StoredDocument, bytes]:
        found = _SUBJECT.fullmatch(document_id)
        if found is None:
            raise DocumentNotFound
        year, form, version = int(found["year"]), found["form"], int(found["version"])
        if form == CSV:
            content, name = await self._cases(actor, year), f"Vorgänge {year}.csv"
        else:
            content, name = await self._report(actor, year, form, version)
        document = StoredDocument(
            id=document_id,
            case_id=None,
            kind=DocumentKind.OTHER,
            name=name,
            media_type=_MEDIA[form],
            size=len(content),
            added_at=self.clock.now(),
            added_by=actor,
        )
        return document, content

    async def fetch(self, ticket: Ticket) -> tuple[StoredDocument, bytes]:
        """Make a file, use its link up and note who takes it; a file that cannot be made uses up nothing."""
        link, until = ticket.ticket_id, ticket.expires_at
        async with self._one:
            await check_link(self.units, link, expires_at=until, now=self.clock.now())
            document, content = await self._made(ticket.document_id, ticket.staff_id)
            _, year, form, version = ticket.document_id.split(":")
            await note_taken(
                self.units,
                int(year),
                form if form == CSV else f"{form} {version}",
                actor=ticket.staff_id,
                link_id=link,
                expires_at=until,
                now=self.clock.now(),
            )
        return document, content

    async def _cases(self, actor: StaffId, year: int) -> bytes:
        rows = await export_rows(self.units, actor, year, rulebook=self.rulebook, now=self.clock.now())
        return await asyncio.to_thread(export_csv, rows)

    async def _report(self, actor: StaffId, year: int, form: str, version: int) -> tuple[bytes, str]:
        view = await report_view(
            self.units,
            year,
            version,
            actor=actor,
            rulebook=self.rulebook,
            now=self.clock.now(),
            office_name=self.office_name,
        )
        # Charts take seconds: not in the loop that answers everybody else.
        content = await asyncio.to_thread(_MAKERS[form], view)
        state = "" if view.released_at else " Entwurf"
        return content, f"Jahresbericht KRM {year} Version {version}{state}.{form}"
