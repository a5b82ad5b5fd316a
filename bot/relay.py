"""Works off the outbox: claims what is due, delivers it, and marks it only on a receipt.

The outbox row is the truth; a nudge only saves waiting. Any number of relays may run.
"""

import asyncio
import random
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.delivery import Delivery
from bot.messenger import SendFailed, SendFailure
from casework.notices import Notice, NoticeKind
from casework.ports import UnitsOfWork
from procedure.representation import Audience, AudienceKind
from storage.outbox import OutboxRow, SqlOutbox

_log = structlog.get_logger("relay")

LEASE = timedelta(seconds=60)
"""How long a claimed row is left alone; longer than a delivery may take with all its time-outs."""
IDLE_SECONDS = 2.0
"""How often to look without a nudge: rows of other processes, and rows whose time has come."""
BATCH = 50
MOST_ATTEMPTS = 12
"""About six hours of trying with the delays below."""
FIRST_DELAY_SECONDS = 2.0
LONGEST_DELAY_SECONDS = 3600.0


@dataclass(kw_only=True)
class Relay:
    """Delivers outbox rows until it is stopped."""

    outbox: SqlOutbox
    delivery: Delivery
    units: UnitsOfWork
    clock: Clock
    worker: str = field(default_factory=lambda: uuid.uuid4().hex)
    _nudged: asyncio.Event = field(default_factory=asyncio.Event)
    _stopping: bool = False

    def nudge(self) -> None:
        """Say that there is something new; returns at once."""
        self._nudged.set()

    def stop(self) -> None:
        """Let ``run`` end after the deliveries under way: none is cut off between send and mark."""
        self._stopping = True
        self._nudged.set()

    async def run(self) -> None:
        """Deliver until stopped. An outage of the store is waited out."""
        while not self._stopping:
            self._nudged.clear()
            try:
                delivered = await self.deliver_due()
            except Exception as error:  # noqa: BLE001 - the relay's boundary: it must outlive any outage
                _log.error("relay_failed", error=type(error).__name__)
                delivered = 0
            if delivered == 0 and not self._stopping:
                await self._wait()

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(IDLE_SECONDS):
                await self._nudged.wait()
        except TimeoutError:
            pass

    async def deliver_due(self) -> int:
        """Deliver one batch of due rows; return how many were claimed.

        Rows of one person go one after the other, so that messages stay in order; people do not
        wait for each other.
        """
        rows = await self.outbox.claim(self.clock.now(), BATCH, LEASE, self.worker)
        lanes: dict[str, list[OutboxRow]] = defaultdict(list)
        for row in rows:
            lanes[row.staff_id or row.id].append(row)
        await asyncio.gather(*(self._lane(lane) for lane in lanes.values()))
        return len(rows)

    async def _lane(self, rows: list[OutboxRow]) -> None:
        for row in rows:
            await self._one(row)

    async def _one(self, row: OutboxRow) -> None:
        try:
            await self.delivery.deliver(row)
        except SendFailed as failure:
            await self._failed(row, failure)
        except Exception as error:  # noqa: BLE001 - one bad row must not stop the others
            _log.error("delivery_failed", row=row.id, case_id=row.case_id, error=type(error).__name__)
            await self._again(row, type(error).__name__, None)
        else:
            # An office's row was split by the delivery; its parts carry the message now.
            if row.staff_id is not None:
                await self.outbox.delivered(row.id, self.clock.now())

    async def _failed(self, row: OutboxRow, failure: SendFailed) -> None:
        _log.warning("send_failed", row=row.id, case_id=row.case_id, code=failure.code)
        if failure.kind is SendFailure.RETRY:
            await self._again(row, failure.code, failure.retry_after)
            return
        if failure.kind is SendFailure.UNREACHABLE and row.staff_id is not None:
            await self.delivery.conversations.mark_unreachable(row.staff_id, self.clock.now())
        await self._give_up(row, failure.code)

    async def _again(self, row: OutboxRow, code: str, retry_after: timedelta | None) -> None:
        if row.attempts >= MOST_ATTEMPTS:
            await self._give_up(row, code)
        else:
            await self.outbox.retry(row.id, self._next_try(row.attempts, retry_after), code)

    async def _give_up(self, row: OutboxRow, code: str) -> None:
        now = self.clock.now()
        # First the word to the BGF, then the mark: a crash in between tells it twice, never not at all.
        # A refresh that fails owes nobody anything; a failed report must not breed another one.
        if row.kind not in {NoticeKind.DEAD_LETTER, NoticeKind.CARD_REFRESH}:
            report = Notice(
                kind=NoticeKind.DEAD_LETTER,
                audience=Audience(AudienceKind.BGF),
                case_id=row.case_id,
                due_at=now,
            )
            async with self.units() as unit:
                await unit.notices.put([report])
                await unit.commit()
        await self.outbox.dead(row.id, code, now)

    def _next_try(self, attempts: int, retry_after: timedelta | None) -> datetime:
        """Exponential backoff with jitter; never earlier than the channel allows."""
        delay = min(LONGEST_DELAY_SECONDS, FIRST_DELAY_SECONDS * 2.0**attempts)
        jittered = timedelta(seconds=delay * random.uniform(0.5, 1.0))  # noqa: S311 - spreads load, no secret
        return self.clock.now() + max(jittered, retry_after or timedelta())
