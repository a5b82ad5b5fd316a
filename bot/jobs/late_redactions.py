"""Owes the redaction of messages once more that the first one did not reach (privacy).

A message was on its way while its case was anonymised, the channel refused, or the person had removed the
assistant and is back.
"""

from collections.abc import Callable
from dataclasses import dataclass

import structlog

from bot.clock import Clock
from casework.ports import UnitsOfWork
from casework.redacted_chats import redaction_of
from storage.chat_cards import SqlChatCards

_log = structlog.get_logger("redaction")


@dataclass(frozen=True, slots=True, kw_only=True)
class LateRedactions:
    """Looks for what is left; every replica may: redacting twice is the same as once."""

    units: UnitsOfWork
    chat_cards: SqlChatCards
    clock: Clock
    nudge: Callable[[], None]

    async def run(self) -> None:
        """Owe a redaction of each anonymised case with messages left, once a day at most."""
        now = self.clock.now()
        left = await self.chat_cards.left_over(now)
        if not left:
            return
        async with self.units() as unit:
            await unit.notices.put([redaction_of(case_id, now) for case_id in left])
            await unit.commit()
        _log.info("redacted_again", cases=len(left))
        self.nudge()
