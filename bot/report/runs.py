"""Puts a year's report together in the background: one run for all who ask meanwhile, and each sees how far.

What a run has come to is shown in the card that answered the person, at most every second or two.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

import structlog

from bot.clock import Clock
from bot.incoming import Incoming
from bot.logs import new_incident
from bot.report.errands import Errands
from bot.sending.send_failure import SendFailed
from cards.card import Card
from cards.report import not_made_card, progress_card
from casework.errors import CaseworkError
from casework.ports import UnitsOfWork
from casework.report import ReportRun, make_report
from casework.report_taken import cases_to_read
from procedure.errors import ProcedureError
from procedure.rulebook import Rulebook
from procedure.statistics.template import ReportTemplate
from procedure.vocabulary import StaffId

_log = structlog.get_logger("report")

TELL_SECONDS: Final = 1.5
"""How often a card that says how far it is may change; the channel takes no more."""
FAILED: Final = (
    "Der Bericht {year} ist nicht fertig geworden, bitte schreiben Sie noch einmal „bericht {year}“. "
    "Wenn es wieder nicht geht, nennen Sie dem BGF bitte diese Nummer: {incident}"
)
BROKEN_OFF: Final = "Der Bericht {year} wurde unterbrochen, bitte schreiben Sie noch einmal „bericht {year}“."

Finished = Callable[[StaffId, ReportRun], Awaitable[Card]]
"""Draws a run for a person, who may not be the one that began it."""


@dataclass(slots=True, kw_only=True)
class _UnderWay:
    """A run that is being made."""

    making: asyncio.Task[ReportRun]
    total: int
    read: list[int] = field(default_factory=lambda: [0])
    """How many cases so far."""


@dataclass(slots=True, kw_only=True)
class ReportRuns:
    """The runs of this process. Another replica makes its own: both end up with the same one."""

    units: UnitsOfWork
    rulebook: Rulebook
    template: ReportTemplate
    clock: Clock
    errands: Errands
    finished: Finished
    _under_way: dict[int, _UnderWay] = field(default_factory=dict)

    async def on_request(self, turn: Incoming, year: int) -> None:
        """Answer „bericht 2026“ at once, and go on. Raises CaseworkError or ProcedureError before that."""
        total = await cases_to_read(
            self.units, year, actor=turn.staff_id, rulebook=self.rulebook, now=self.clock.now()
        )
        activity_id = await turn.replies.send_card(progress_card(year, 0, total))
        earlier = self._under_way.get(year)
        run = earlier or self._begun(turn.staff_id, year, total)
        self.errands.start(self._follow(turn, activity_id, year, run, joined=earlier is not None))

    def _begun(self, actor: StaffId, year: int, total: int) -> _UnderWay:
        """Begin to make a run of a year."""
        read = [0]

        def progress(count: int) -> None:
            read[0] = count

        making = asyncio.create_task(
            make_report(
                self.units,
                year,
                actor=actor,
                rulebook=self.rulebook,
                template=self.template,
                now=self.clock.now(),
                progress=progress,
            )
        )
        begun = _UnderWay(making=making, total=total, read=read)
        self._under_way[year] = begun
        making.add_done_callback(lambda _: self._under_way.pop(year, None))
        return begun

    async def _follow(
        self, turn: Incoming, activity_id: str, year: int, run: _UnderWay, *, joined: bool
    ) -> None:
        """Show how far a run is until it is there, then the report; or say that it has failed.

        Whoever asked while one was under way gets one that was begun later: what she wrote before she asked
        must be in it. All who waited share it, and where nothing has changed it is the same version.
        """
        try:
            await self._tell(turn, activity_id, year, run)
            if joined:
                run = self._under_way.get(year) or self._begun(turn.staff_id, year, run.total)
                await self._tell(turn, activity_id, year, run)
            card = await self.finished(turn.staff_id, await asyncio.shield(run.making))
        except (CaseworkError, ProcedureError) as error:
            card = not_made_card(year, str(error))
        except asyncio.CancelledError:
            run.making.cancel()
            card = not_made_card(year, BROKEN_OFF.format(year=year))
        except Exception as error:  # noqa: BLE001 - nobody else would tell the person
            incident = new_incident()
            _log.error("report_failed", incident=incident, error=type(error).__name__)
            card = not_made_card(year, FAILED.format(year=year, incident=incident))
        await self._show(turn, activity_id, card)

    async def _tell(self, turn: Incoming, activity_id: str, year: int, run: _UnderWay) -> None:
        told = 0
        while not (await asyncio.wait({run.making}, timeout=TELL_SECONDS))[0]:
            if run.read[0] != told:
                told = run.read[0]
                await self._show(turn, activity_id, progress_card(year, told, run.total))

    async def _show(self, turn: Incoming, activity_id: str, card: Card) -> None:
        """Put a card in place of the last one; who cannot be reached now types the command again."""
        try:
            await turn.replies.update_card(activity_id, card)
        except SendFailed as failure:
            _log.warning("report_not_shown", code=failure.code)
