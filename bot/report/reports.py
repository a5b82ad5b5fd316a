"""Answers the buttons of the report's card: another look, a file, the release (R46)."""

from dataclasses import dataclass

from bot.clock import Clock
from bot.files.consent import ASKED
from bot.incoming import Incoming
from bot.report.files import OfferedFiles
from cards.card import Card
from cards.report import release_question_card, report_card
from casework.ports import UnitsOfWork
from casework.report import AlreadyReleased, ReportRun, release_report, report_view
from casework.report_taken import may_release
from procedure.rulebook import Rulebook
from procedure.vocabulary import StaffId

RELEASED = "Der Bericht ist freigegeben."


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """Shows runs."""

    units: UnitsOfWork
    rulebook: Rulebook
    clock: Clock
    files: OfferedFiles

    async def card(
        self, actor: StaffId, year: int, version: int | None = None, *, notice: str = "", link: str = ""
    ) -> Card:
        """Draw a run, the latest without a version. Raises CaseworkError or NotPermitted."""
        now = self.clock.now()
        view = await report_view(self.units, year, version, actor=actor, rulebook=self.rulebook, now=now)
        releases = await may_release(self.units, actor, rulebook=self.rulebook, now=now)
        local = self.rulebook.local(now)
        return report_card(view, now=local, may_release=releases, notice=notice, link=link)

    async def finished(self, actor: StaffId, run: ReportRun) -> Card:
        """Draw a run that was just made."""
        return await self.card(actor, run.year, run.version)

    async def file(self, turn: Incoming, year: int, version: int, form: str) -> Card | str:
        """Offer a link to a file of a run on its card; or what happens instead."""
        # Looked at first: who may not see the report gets no link.
        await self.card(turn.staff_id, year, version)
        link = await self.files.offer(turn, year, form, version)
        return await self.card(turn.staff_id, year, version, link=link) if link else ASKED

    async def release(self, actor: StaffId, year: int, version: int, *, confirmed: bool) -> Card:
        """Release a run; ask first."""
        now = self.clock.now()
        if confirmed:
            notice = RELEASED
            try:
                await release_report(self.units, year, version, actor=actor, rulebook=self.rulebook, now=now)
            except AlreadyReleased as told:
                notice = str(told)
            return await self.card(actor, year, version, notice=notice)
        view = await report_view(self.units, year, version, actor=actor, rulebook=self.rulebook, now=now)
        if not await may_release(self.units, actor, rulebook=self.rulebook, now=now):
            return await self.card(actor, year, version)
        return release_question_card(view, now=self.rulebook.local(now))
