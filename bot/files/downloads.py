"""Letters go out through a link that is signed, works once and for five minutes (R43: no second copy)."""

from dataclasses import dataclass
from datetime import timedelta

from bot.clock import Clock
from bot.files.tickets import Ticket, Tickets
from bot.files.year_files import YearFiles, is_year_file
from casework.documents import fetch_document
from casework.ports import StoredDocument, UnitsOfWork
from procedure.rulebook import Rulebook
from procedure.vocabulary import DocumentId, StaffId

LINK_LIFETIME = timedelta(minutes=5)
PATH = "/files"


@dataclass(frozen=True, slots=True, kw_only=True)
class Downloads:
    """Makes the links and fetches what they lead to."""

    units: UnitsOfWork
    rulebook: Rulebook
    tickets: Tickets
    clock: Clock
    years: YearFiles
    public_url: str
    """Where people's browsers reach the bot, without a slash at the end."""

    def link_for(self, document_id: DocumentId, staff_id: StaffId) -> str:
        """Return a link for one person to one document. Whoever has it has the file: it is never logged."""
        return f"{self.public_url}{PATH}/{self.tickets.sign(document_id, staff_id)}"

    async def fetch(self, ticket: Ticket) -> tuple[StoredDocument, bytes]:
        """Use a link up and load the file, or make it, for the person the link was made for.

        Raises LinkExpired, LinkUsed, DocumentNotFound or NotPermitted (also for who may no longer see it).
        """
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
