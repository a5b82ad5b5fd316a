"""Offers the files of a year: a link on the card, or the question whether they may go into her OneDrive."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.files.consent import FileConsent
from bot.files.year_files import CSV, YearFiles, year_file
from bot.incoming import Incoming
from cards.card import Card
from cards.report import export_card
from casework.export import export_rows
from procedure.vocabulary import DocumentId, StaffId


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedFiles:
    """How files of a year reach people."""

    years: YearFiles
    link_for: Callable[[DocumentId, StaffId], str]
    consent: FileConsent | None
    """Set where files go into people's OneDrive instead of out through links."""

    async def offer(self, turn: Incoming, year: int, form: str, version: int) -> str:
        """Return a link to a file of a run; empty where the person was asked in the chat instead.

        Raises CaseworkError or NotPermitted there, because the file is made to tell how large it is.
        """
        file = year_file(year, form, version)
        if self.consent is None:
            return self.link_for(file, turn.staff_id)
        await self.consent.offer(turn, {"document": file}, turn.staff_id)
        return ""

    async def export(self, turn: Incoming, year: int) -> Card:
        """Answer „export 2026“: how many cases, and the file. Raises CaseworkError or NotPermitted."""
        years = self.years
        rows = await export_rows(
            years.units, turn.staff_id, year, rulebook=years.rulebook, now=years.clock.now()
        )
        return export_card(year, len(rows), await self.offer(turn, year, CSV, 0))
