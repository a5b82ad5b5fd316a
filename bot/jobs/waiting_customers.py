"""Looks after customers who wait at the desk: nobody's silence may keep them waiting (GA V)."""

from collections.abc import Callable
from dataclasses import dataclass

import structlog

from bot.clock import Clock
from casework.ports import UnitsOfWork
from casework.take_step import ask_deputy, ask_deputy_at_once, due_handovers
from procedure.rulebook import Rulebook
from procedure.vocabulary import CaseId

_log = structlog.get_logger("waiting_customers")


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingCustomers:
    """Asks the deputy for whom nobody has answered."""

    units: UnitsOfWork
    rulebook: Rulebook
    clock: Clock

    async def ask_at_once(self, case_id: CaseId) -> None:
        """Ask without waiting for the time the office sets: whoever was asked first cannot be reached."""
        await ask_deputy_at_once(self.units, case_id, rulebook=self.rulebook, now=self.clock.now())

    async def look_after(self, nudge: Callable[[], None]) -> None:
        """Ask for everybody who has waited too long, and ``nudge`` whoever sends the cards."""
        for case_id in await due_handovers(self.units, now=self.clock.now()):
            try:
                await ask_deputy(self.units, case_id, rulebook=self.rulebook, now=self.clock.now())
            except Exception as error:  # noqa: BLE001 - one unreadable case must not keep the others waiting
                _log.error("deputy_not_asked", case_id=case_id, error=type(error).__name__)
            nudge()
