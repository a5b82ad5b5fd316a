"""Figures for the monitoring (Prometheus): how turns go, and what waits in the store.

Labels are words of our own (a kind, an outcome); no case, no person, no address is ever among them.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.clock import Clock
from bot.incoming import Incoming, TurnHandler
from storage.errors import StorageError
from storage.figures import Figures

KEPT_SECONDS = 5.0
"""How long figures from the database are kept: however often they are asked for, it is read once."""
READ_SECONDS = 5.0
"""How long the database may take to answer; then it counts as out of reach."""
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 15.0)
"""In seconds. Teams gives up after about 15."""

_OK, _FAILED, _CUT_OFF = "ok", "failed", "cut_off"


class TurnFigures:
    """Counts turns and how long they take."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._turns = Counter("krm_turns", "Turns answered", ("kind", "outcome"), registry=registry)
        self._seconds = Histogram(
            "krm_turn_seconds", "How long turns take", ("kind",), registry=registry, buckets=BUCKETS
        )
        self._requests = Counter(
            "krm_http_answers", "Answers to requests, by status", ("status",), registry=registry
        )

    @contextmanager
    def measuring(self, kind: str) -> Iterator[None]:
        """Measure one turn; ``failed`` is one that an error ended, not one that was refused politely."""
        began = time.perf_counter()
        outcome = _CUT_OFF
        try:
            yield
            outcome = _OK
        except Exception:
            outcome = _FAILED
            raise
        finally:
            self._turns.labels(kind, outcome).inc()
            self._seconds.labels(kind).observe(time.perf_counter() - began)

    async def count_answer(self, _: web.Request, response: web.StreamResponse) -> None:
        """Count an answer of the web server: tokens turned away and limits hit are seen in its status."""
        self._requests.labels(str(response.status)).inc()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredTurns:
    """The assistant, measured."""

    handler: TurnHandler
    figures: TurnFigures

    async def on_message(self, turn: Incoming) -> None:
        """Answer a message."""
        with self.figures.measuring(turn.kind):
            await self.handler.on_message(turn)

    async def on_invoke(self, turn: Incoming) -> dict[str, Any]:
        """Answer an invoke."""
        with self.figures.measuring(turn.kind):
            return await self.handler.on_invoke(turn)

    async def on_installed(self, turn: Incoming) -> None:
        """Take note of an installation."""
        with self.figures.measuring(turn.kind):
            await self.handler.on_installed(turn)

    async def on_removed(self, turn: Incoming) -> None:
        """Take note of a removal."""
        with self.figures.measuring(turn.kind):
            await self.handler.on_removed(turn)

    async def on_other(self, turn: Incoming) -> None:
        """Take note of anything else."""
        with self.figures.measuring(turn.kind):
            await self.handler.on_other(turn)


class StoreFigures(Collector):
    """Shows what was last read from the store; without an answer only that there was none."""

    def __init__(self, read: Callable[[], Awaitable[Figures]], clock: Clock) -> None:
        self._read = read
        self._clock = clock
        self._figures: Figures | None = None
        self._read_at = float("-inf")
        self._one_at_a_time = asyncio.Lock()

    async def refresh(self) -> None:
        """Read the figures, unless that was done a moment ago."""
        async with self._one_at_a_time:
            if time.monotonic() - self._read_at < KEPT_SECONDS:
                return
            try:
                async with asyncio.timeout(READ_SECONDS):
                    self._figures = await self._read()
            except (StorageError, TimeoutError):
                self._figures = None
            self._read_at = time.monotonic()

    def collect(self) -> Iterable[Metric]:
        """Hand out the figures, as the Prometheus client asks for them."""
        figures = self._figures
        yield _gauge("krm_database_up", "1: the database answers", float(figures is not None))
        if figures is None:
            return
        now = self._clock.now()

        def age(since: Any) -> float:  # noqa: ANN401 - an instant or None
            return max(0.0, (now - since).total_seconds()) if since is not None else 0.0

        yield _gauge("krm_outbox_open", "Messages not yet delivered", figures.outbox_open)
        yield _gauge("krm_outbox_due", "Messages that could be sent now", figures.outbox_due)
        yield _gauge(
            "krm_outbox_oldest_seconds", "Age of the oldest open message", age(figures.oldest_open_at)
        )
        yield _gauge(
            "krm_outbox_overdue_seconds", "Since when the longest due is due", age(figures.oldest_due_at)
        )
        yield _gauge("krm_dead_letters", "Messages that were given up", figures.dead_letters)
        yield _gauge("krm_reminders_due", "Duties to be reminded of by now", figures.reminders_due)
        yield _gauge(
            "krm_reminders_failing",
            "Cases that nobody could be reminded of at the last try",
            figures.reminders_failing,
        )
        yield _gauge(
            "krm_reminders_waiting", "Reminders not yet put into a message", figures.reminders_waiting
        )
        due = GaugeMetricFamily("krm_duties_due", "Duties due today or before", labels=("kind",))
        for kind, count in figures.duties_due.items():
            due.add_metric((kind.value,), count)
        yield due


class Metrics:
    """Everything that ``/metrics`` shows, of one running bot."""

    def __init__(self, read: Callable[[], Awaitable[Figures]], clock: Clock) -> None:
        self._registry = CollectorRegistry()
        self.turns = TurnFigures(self._registry)
        self._store = StoreFigures(read, clock)
        self._registry.register(self._store)
        ProcessCollector(registry=self._registry)

    async def page(self) -> bytes:
        """Write the figures in Prometheus' text format."""
        await self._store.refresh()
        return generate_latest(self._registry)


def _gauge(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, meaning, value=value)
