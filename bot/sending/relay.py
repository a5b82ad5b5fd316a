"""Works off the outbox: claims what is due, delivers it, and marks it only on a receipt.

The outbox row is the truth; a nudge only saves waiting. Any number of relays may run. Each person has
a lane: messages to one person go one after the other, and nobody waits for somebody else's slow chat.
"""

import asyncio
import random
import uuid
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.http_session import TOTAL_SECONDS
from bot.sending.chats import KNOWN_BEFORE
from bot.sending.delivery import Delivery
from bot.sending.in_time import sending_until
from bot.sending.messenger import SendFailed, SendFailure
from bot.sending.send_failure import NO_ANSWER
from procedure.notice_kind import BY_THE_CLOCK, NoticeKind
from procedure.representation import Audience, AudienceKind
from procedure.vocabulary import CaseId
from storage.outbox import OutboxRow, SqlOutbox

_log = structlog.get_logger("relay")

DELIVERY_SECONDS = 3 * TOTAL_SECONDS
"""How long one delivery may take: a token, a new chat and the message, each at its slowest."""
LEASE = timedelta(seconds=DELIVERY_SECONDS + 10)
"""How long a claimed row is left alone, counted anew before each delivery: longer than it may take."""
QUIET_SECONDS = 0.05
"""How long it must have been quiet before messages go out …"""
LONGEST_BURST_SECONDS = 0.4
"""… but not longer than this: a waiting customer's card is due within two seconds."""
IDLE_SECONDS = 2.0
"""How often to look without a nudge: rows of other processes, and rows whose time has come."""
MOST_LANES = 32
"""How many people are written to at the same time."""
BATCH = 50
MOST_ATTEMPTS = 16
"""Three to six hours of trying with the delays below; longer if the channel asks for longer pauses."""
FIRST_DELAY_SECONDS = 2.0
LONGEST_DELAY_SECONDS = 3600.0
UNREPORTED = frozenset({NoticeKind.DEAD_LETTER, NoticeKind.CARD_REFRESH, NoticeKind.REDACTION})
"""A failed report must not breed another one; a refresh or a redaction that fails owes nobody anything."""


async def _leave(_case_id: CaseId) -> None:
    """Leave a case as it is."""


@dataclass(kw_only=True)
class Relay:
    """Delivers outbox rows until it is stopped."""

    outbox: SqlOutbox
    delivery: Delivery
    clock: Clock
    on_team_unreached: Callable[[CaseId], Awaitable[None]] = field(default=_leave)
    """What to do for a case whose Teamleitung (or deputy) did not get its card."""
    worker: str = field(default_factory=lambda: uuid.uuid4().hex)
    _nudged: asyncio.Event = field(default_factory=asyncio.Event)
    _claiming: asyncio.Lock = field(default_factory=asyncio.Lock)
    _lanes: set[asyncio.Task[None]] = field(default_factory=set)
    _stopping: bool = False
    _news: float = 0.0
    """When somebody last said that there is something new, in the loop's time."""

    def nudge(self) -> None:
        """Say that there is something new; returns at once."""
        self._news = asyncio.get_running_loop().time()
        self._nudged.set()

    def stop(self) -> None:
        """Let ``run`` end after the deliveries under way; what has not begun is given back at once."""
        self._stopping = True
        self._nudged.set()

    async def run(self) -> None:
        """Deliver until stopped. An outage of the store is waited out."""
        while not self._stopping:
            self._nudged.clear()
            await self._let_presses_through()
            try:
                async with self._claiming:
                    lanes = await self._claim(min(BATCH, MOST_LANES - len(self._lanes)))
                    for rows in lanes:
                        self._open(rows)
            except Exception as error:  # noqa: BLE001 - the relay's boundary: it must outlive any outage
                _log.error("relay_failed", error=type(error).__name__)
                lanes = []
            if not lanes and not self._stopping:
                await self._wait()
        await asyncio.gather(*self._lanes)

    async def deliver_due(self) -> int:
        """Deliver one batch of due rows and wait for it; return how many were claimed."""
        lanes = await self._claim(BATCH)
        await asyncio.gather(*(self._lane(rows) for rows in lanes))
        return sum(len(rows) for rows in lanes)

    @asynccontextmanager
    async def resting(self) -> AsyncIterator[None]:
        """Let what is under way arrive, and take nothing up meanwhile.

        For whoever moves the clock: a message that is held at the old time would be sent again at the new.
        """
        async with self._claiming:
            while self._lanes:
                await asyncio.wait(self._lanes)
            yield

    async def _let_presses_through(self) -> None:
        """Begin when the presses that came together are answered: their people are waiting, too."""
        loop = asyncio.get_running_loop()
        until = loop.time() + LONGEST_BURST_SECONDS
        while not self._stopping and self._news + QUIET_SECONDS > loop.time() < until:  # noqa: ASYNC110 - quiet is no event
            await asyncio.sleep(QUIET_SECONDS)

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(IDLE_SECONDS):
                await self._nudged.wait()
        except TimeoutError:
            pass

    async def _claim(self, most: int) -> list[list[OutboxRow]]:
        """Claim due rows, in one list per person; an office's row stands alone."""
        lanes: dict[str, list[OutboxRow]] = defaultdict(list)
        if most > 0:
            for row in await self.outbox.claim(self.clock.now(), most, LEASE, self.worker):
                lanes[row.staff_id or row.id].append(row)
        return list(lanes.values())

    def _open(self, rows: list[OutboxRow]) -> None:
        lane = asyncio.create_task(self._lane(rows))
        self._lanes.add(lane)
        lane.add_done_callback(self._closed)

    def _closed(self, lane: asyncio.Task[None]) -> None:
        self._lanes.discard(lane)
        self._nudged.set()  # the person's next rows, or somebody who waited for a lane

    async def _lane(self, rows: list[OutboxRow]) -> None:
        for number, row in enumerate(rows):
            try:
                if self._stopping:
                    await self.outbox.give_back(rows[number:])
                    return
                # From before the renewal: a process that stands still for a while after it comes too late.
                until = asyncio.get_running_loop().time() + DELIVERY_SECONDS
                # Whoever lost a row to another relay leaves it alone.
                if await self.outbox.renew(row, self.clock.now(), LEASE):
                    await self._in_its_hours(row, until)
            except Exception as error:  # noqa: BLE001 - the store failed: the row comes again after its lease
                _log.error("mark_failed", row=row.id, case_id=row.case_id, error=type(error).__name__)

    async def _in_its_hours(self, row: OutboxRow, until: float) -> None:
        """Deliver a row; what only the clock brings about waits for the office to open."""
        now, rulebook = self.clock.now(), self.delivery.rulebook
        if row.kind in BY_THE_CLOCK and not rulebook.is_at_work(now):
            await self.outbox.put_off(row, rulebook.next_at_work(now))
        else:
            await self._one(row, until)

    async def _one(self, row: OutboxRow, until: float) -> None:
        started = self.clock.now()
        try:
            with sending_until(until):
                async with asyncio.timeout_at(until):
                    await self.delivery.deliver(row)
        except SendFailed as failure:
            await self._failed(row, failure, started)
        except TimeoutError:
            await self._failed(row, SendFailed(SendFailure.RETRY, NO_ANSWER), started)
        except Exception as error:  # noqa: BLE001 - one bad row must not stop the others
            _log.error("delivery_failed", row=row.id, case_id=row.case_id, error=type(error).__name__)
            await self._again(row, type(error).__name__, None)
        else:
            # An office's row was split by the delivery; its parts carry the message now.
            if row.staff_id is not None or _is_for_channel(row):
                await self.outbox.delivered(row, self.clock.now())

    async def _failed(self, row: OutboxRow, failure: SendFailed, started: datetime) -> None:
        _log.warning("send_failed", row=row.id, case_id=row.case_id, code=failure.code)
        if failure.kind is SendFailure.RETRY:
            await self._again(row, failure.code, failure.retry_after)
        elif failure.kind is SendFailure.UNREACHABLE and row.staff_id is not None:
            if failure.code not in KNOWN_BEFORE:
                await self.delivery.conversations.mark_unreachable(row.staff_id, started)
            await self._give_up(row, failure.code)
            chat = await self.delivery.conversations.of(row.staff_id)
            if chat is not None and chat.reachable:
                # The person wrote while we were told that they cannot be reached.
                await self.outbox.revive(row.staff_id, self._next_try(0, None))
        elif row.kind in UNREPORTED:
            # Nobody would hear of it: an error of the channel's own (500) must not end it at once.
            await self._again(row, failure.code, None)
        else:
            await self._give_up(row, failure.code)

    async def _again(self, row: OutboxRow, code: str, retry_after: timedelta | None) -> None:
        if row.attempts >= MOST_ATTEMPTS:
            await self._give_up(row, code)
        else:
            await self.outbox.retry(row, self._next_try(row.attempts, retry_after), code)

    async def _give_up(self, row: OutboxRow, code: str) -> None:
        """Mark a row dead; in the same transaction the BGF is owed a word about it."""
        report_to = None if row.kind in UNREPORTED else Audience(AudienceKind.BGF)
        await self.outbox.dead(row, code, self.clock.now(), report_to)
        if row.kind is NoticeKind.CASE_FOR_TEAM and row.case_id is not None:
            await self.on_team_unreached(row.case_id)
            self.nudge()

    def _next_try(self, attempts: int, retry_after: timedelta | None) -> datetime:
        """Exponential backoff with jitter; never earlier than the channel allows."""
        delay = min(LONGEST_DELAY_SECONDS, FIRST_DELAY_SECONDS * 2.0**attempts)
        jittered = timedelta(seconds=delay * random.uniform(0.5, 1.0))  # noqa: S311 - spreads load, no secret
        return self.clock.now() + max(jittered, retry_after or timedelta())


def _is_for_channel(row: OutboxRow) -> bool:
    return Audience.parse(row.audience).kind is AudienceKind.CHANNEL
