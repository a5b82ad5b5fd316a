"""Letters go out into a person's own OneDrive, if the office has chosen so (setting ``file_delivery``).

Teams asks the person first („file consent“). What she agrees to travels in the card as a signed ticket,
because a card can be forged; and whether she may have the file is asked again when she has agreed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import structlog

from bot.clock import Clock
from bot.files.tickets import Ticket, TicketRefused, Tickets
from bot.files.upload import FileUpload, UploadFailed
from bot.files.year_files import YearFiles, is_year_file
from bot.incoming import Incoming
from bot.sending.send_failure import SendFailed
from cards.actions import UnreadablePress
from casework.document_facts import document_of_case
from casework.documents import fetch_document
from casework.errors import CaseworkError
from casework.ports import StoredDocument, UnitsOfWork
from procedure.errors import ProcedureError
from procedure.rulebook import Rulebook
from procedure.vocabulary import CaseId, DocumentId, StaffId

_log = structlog.get_logger("files")

CONSENT_INVOKE = "fileConsent/invoke"
CONSENT_TYPE = "application/vnd.microsoft.teams.card.file.consent"
INFO_TYPE = "application/vnd.microsoft.teams.card.file.info"

DESCRIPTION = "Die Datei wird in Ihrem OneDrive gespeichert. Bitte löschen Sie es dort nach Gebrauch."
DECLINED = "Die Datei wurde nicht gespeichert."
NOT_STORED = (
    "Die Datei ließ sich nicht in Ihrem OneDrive speichern. Bitte öffnen Sie den Vorgang noch einmal."
)
ASKED = "Bitte stimmen Sie im Chat zu, dann liegt die Datei gleich in Ihrem OneDrive."


@dataclass(frozen=True, slots=True, kw_only=True)
class FileConsent:
    """Offers a file, and delivers it when the person has agreed."""

    units: UnitsOfWork
    rulebook: Rulebook
    tickets: Tickets
    upload: FileUpload
    years: YearFiles
    clock: Clock

    async def offer(self, turn: Incoming, data: Mapping[str, Any], staff_id: StaffId) -> None:
        """Ask whether a document may go into the person's OneDrive.

        Raises DocumentNotFound for who may not read it, UnreadablePress if no document is named.
        """
        document_id = data.get("document")
        if not isinstance(document_id, str) or not document_id:
            raise UnreadablePress
        document = await self._about(DocumentId(document_id), staff_id)
        ticket = {"ticket": self.tickets.sign(document.id, staff_id)}
        content = {
            "description": DESCRIPTION,
            "sizeInBytes": document.size,
            "acceptContext": ticket,
            "declineContext": ticket,
        }
        await turn.replies.send_attachment(
            {"contentType": CONSENT_TYPE, "name": document.name, "content": content},
            about=_case_of(document),
        )

    async def on_invoke(self, turn: Incoming) -> dict[str, Any]:
        """Deliver the file, or take note that it is not wanted; the answer's body is empty."""
        try:
            if turn.value.get("action") == "accept":
                await self._deliver(turn)
            else:
                await turn.replies.send_text(DECLINED)
                await self._take_away(turn)
        except (TicketRefused, UploadFailed):
            await turn.replies.send_text(NOT_STORED)
        except (CaseworkError, ProcedureError) as error:
            await turn.replies.send_text(str(error))
        return {}

    async def _deliver(self, turn: Incoming) -> None:
        ticket = self._ticket(turn)
        place = _mapping(turn.value.get("uploadInfo"))
        url = place.get("uploadUrl")
        if not isinstance(url, str) or not self.upload.allows(url):
            # Before anything is used up: the person can agree once more.
            _log.warning("upload_refused", document_id=ticket.document_id)
            raise UploadFailed
        document, content = await self._fetch(ticket)
        await self.upload.put(url, content)
        _log.info("file_uploaded", document_id=document.id)
        await turn.replies.send_attachment(_info(document, place), about=_case_of(document))
        await self._take_away(turn)

    async def _about(self, document_id: DocumentId, staff_id: StaffId) -> StoredDocument:
        """Say how large a file is and what it is called; one of a year has to be made for that."""
        if is_year_file(document_id):
            return (await self.years.make(document_id, staff_id))[0]
        return await document_of_case(
            self.units, document_id, staff_id, rulebook=self.rulebook, now=self.clock.now()
        )

    async def _fetch(self, ticket: Ticket) -> tuple[StoredDocument, bytes]:
        if is_year_file(ticket.document_id):
            return await self.years.fetch(ticket)
        return await fetch_document(
            self.units,
            ticket.document_id,
            actor=ticket.staff_id,
            link_id=ticket.ticket_id,
            expires_at=ticket.expires_at,
            now=self.clock.now(),
            rulebook=self.rulebook,
        )

    def _ticket(self, turn: Incoming) -> Ticket:
        token = _mapping(turn.value.get("context")).get("ticket")
        ticket = self.tickets.read(token if isinstance(token, str) else "")
        if ticket.staff_id != turn.staff_id:
            raise TicketRefused
        return ticket

    async def _take_away(self, turn: Incoming) -> None:
        """Take the question away; nothing depends on it."""
        if not turn.reply_to_id:
            return
        try:
            await turn.replies.delete(turn.reply_to_id)
        except SendFailed as failure:
            _log.warning("consent_card_not_deleted", code=failure.code)


def _info(document: StoredDocument, place: Mapping[str, Any]) -> dict[str, Any]:
    """Write the card with which Teams shows where the file is."""
    name, url = place.get("name"), place.get("contentUrl")
    content = {key: place[key] for key in ("uniqueId", "fileType") if isinstance(place.get(key), str)}
    return {
        "contentType": INFO_TYPE,
        "name": name if isinstance(name, str) and name else document.name,
        "contentUrl": url if isinstance(url, str) else "",
        "content": content,
    }


def _case_of(document: StoredDocument) -> tuple[CaseId, ...]:
    return () if document.case_id is None else (document.case_id,)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
