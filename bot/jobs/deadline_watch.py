"""The tick that tells what is due. What that is, the database decides: any number of replicas may tick."""

from collections.abc import Callable
from dataclasses import dataclass

import structlog

from bot.clock import Clock
from casework.ports import UnitsOfWork
from casework.remind import release_due
from procedure.rulebook import Rulebook
from procedure.vocabulary import CaseId

_log = structlog.get_logger("deadline_watch")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineWatch:
    """Sees to it that nobody misses a deadline (R15)."""

    units: UnitsOfWork
    rulebook: Rulebook
    clock: Clock

    async def look_after(self, nudge: Callable[[], None]) -> None:
        """Tell what is due, and ``nudge`` whoever sends the messages."""
        if await release_due(self.units, self.rulebook, self.clock.now(), on_failure=_note):
            nudge()


def _note(case_id: CaseId, code: str) -> None:
    _log.error("case_not_told", case_id=case_id, error=code)
