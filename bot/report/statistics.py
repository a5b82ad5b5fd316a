"""Answers „statistik“ and the buttons of its card. What takes long is answered at once, and shown later."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

import structlog

from bot.clock import Clock
from bot.incoming import Incoming
from bot.logs import new_incident
from bot.report.errands import Errands
from bot.sending.send_failure import SendFailed
from cards.card import Card
from cards.statistics import counting_card, not_counted_card, statistics_card, teams_card
from casework.errors import CaseworkError
from casework.ports import UnitsOfWork
from casework.statistics import statistics_for, team_quarters
from procedure.errors import ProcedureError
from procedure.rulebook import Rulebook
from procedure.statistics.template import ReportTemplate
from procedure.vocabulary import StaffId

_log = structlog.get_logger("statistics")
_View = TypeVar("_View")

PATIENCE_SECONDS: Final = 3.0
"""How long a turn waits for the numbers; a small office's are there in one."""
SETTLING_SECONDS: Final = 1.0
"""How long a press's answer takes to reach the client: it would cover numbers that came sooner."""
FAILED: Final = (
    "Ich konnte {year} nicht zählen, bitte versuchen Sie es noch einmal. "
    "Wenn es wieder nicht geht, nennen Sie dem BGF bitte diese Nummer: {incident}"
)
BROKEN_OFF: Final = "Das Zählen wurde unterbrochen, bitte versuchen Sie es noch einmal."

_Draw = Callable[[], Awaitable[Card]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """Counts years for the chat."""

    units: UnitsOfWork
    rulebook: Rulebook
    template: ReportTemplate
    clock: Clock
    errands: Errands

    async def on_request(self, turn: Incoming, year: int) -> None:
        """Answer „statistik 2026“. Raises CaseworkError or ProcedureError with a German sentence."""
        drawing = asyncio.create_task(self._year(turn.staff_id, year))
        if await _soon(drawing):
            await turn.replies.send_card(drawing.result())
            return
        activity_id = await turn.replies.send_card(counting_card(year))
        self.errands.start(self._later(turn, activity_id, year, drawing))

    async def on_press(self, turn: Incoming, year: int, *, teams: bool) -> Card:
        """Answer a button: the numbers, or a card that they will replace."""
        drawing = asyncio.create_task(
            self._teams(turn.staff_id, year) if teams else self._year(turn.staff_id, year)
        )
        if await _soon(drawing):
            return drawing.result()
        self.errands.start(self._later(turn, turn.reply_to_id, year, drawing, settling=SETTLING_SECONDS))
        return counting_card(year)

    async def _year(self, actor: StaffId, year: int) -> Card:
        view = await self._counted(statistics_for, actor, year)
        return statistics_card(view, now=self._local_now())

    async def _teams(self, actor: StaffId, year: int) -> Card:
        view = await self._counted(team_quarters, actor, year)
        return teams_card(view, now=self._local_now())

    async def _counted(self, count: Callable[..., Awaitable[_View]], actor: StaffId, year: int) -> _View:
        return await count(
            self.units, actor, year, rulebook=self.rulebook, template=self.template, now=self.clock.now()
        )

    def _local_now(self) -> datetime:
        return self.clock.now().astimezone(self.rulebook.timezone)

    async def _later(
        self, turn: Incoming, activity_id: str, year: int, drawing: asyncio.Task[Card], *, settling: float = 0
    ) -> None:
        """Put the numbers in the place of the card that promised them, or say why there are none."""
        try:
            await asyncio.sleep(settling)
            card = await drawing
        except (CaseworkError, ProcedureError) as error:
            card = not_counted_card(year, str(error))
        except asyncio.CancelledError:
            drawing.cancel()
            card = not_counted_card(year, BROKEN_OFF)
        except Exception as error:  # noqa: BLE001 - nobody else would tell the person
            incident = new_incident()
            _log.error("statistics_failed", incident=incident, error=type(error).__name__)
            card = not_counted_card(year, FAILED.format(year=year, incident=incident))
        try:
            await turn.replies.update_card(activity_id, card)
        except SendFailed as failure:
            _log.warning("statistics_not_shown", code=failure.code)


async def _soon(drawing: asyncio.Task[Card]) -> bool:
    done, _ = await asyncio.wait({drawing}, timeout=PATIENCE_SECONDS)
    return bool(done)
