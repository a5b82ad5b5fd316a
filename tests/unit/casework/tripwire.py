"""Stands between a use case and the store, counts what is written and breaks where it is told to."""

from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, Self

from tests.support.fakes import FakeUnitOfWork, FakeUnitsOfWork

WRITES = frozenset(
    {"allocate_number", "add", "save", "append", "put", "replace", "put_to_case", "drop_expired"}
    | {"use", "remember", "add_absence", "end_absences", "commit"}
    | {"claim", "permit", "advance", "postpone", "bundle", "wipe", "note_run"}
    | {"begin", "finish"}
    | {"add_run", "release", "add_text", "put_measure", "note_measure", "mark", "mark_reminded"}
)
ITERATED = frozenset({"facts"})
"""Reads that are walked through instead of awaited."""


class SnappedError(Exception):
    """The store broke here."""


class KilledError(BaseException):
    """The process ended here: nobody catches that."""


class Tripwire:
    """Units of work in which the write number ``breaks_at`` (from 0) fails; None lets all pass."""

    def __init__(
        self,
        units: FakeUnitsOfWork,
        breaks_at: int | None = None,
        error: type[BaseException] = SnappedError,
    ) -> None:
        self._units = units
        self._breaks_at = breaks_at
        self._error = error
        self.writes: list[str] = []
        """What was written, for example ``cases.save``; the last one is the commit."""
        self.loads: list[str] = []
        """What was read."""
        self.writing = False
        """A transaction that may write is under way."""

    def __call__(self, *, reads_only: bool = False) -> "_Unit":
        return _Unit(self, self._units(reads_only=reads_only), writes=not reads_only)

    def note(self, store: str, method: str) -> None:
        """Count a call, and break at the chosen write."""
        if method not in WRITES:
            self.loads.append(f"{store}.{method}")
            return
        if len(self.writes) == self._breaks_at:
            raise self._error
        self.writes.append(f"{store}.{method}")


class _Unit:
    def __init__(self, wire: Tripwire, unit: FakeUnitOfWork, *, writes: bool) -> None:
        self._wire = wire
        self._unit = unit
        self._writes = writes

    async def __aenter__(self) -> Self:
        self._wire.writing = self._writes
        await self._unit.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self._wire.writing = False
        await self._unit.__aexit__(kind, error, trace)

    async def commit(self) -> None:
        self._wire.note("unit", "commit")
        await self._unit.commit()

    def __getattr__(self, store: str) -> "_Store":
        return _Store(self._wire, store, getattr(self._unit, store))


class _Store:
    def __init__(self, wire: Tripwire, name: str, store: object) -> None:
        self._wire = wire
        self._name = name
        self._store = store

    def __getattr__(self, method: str) -> Callable[..., Awaitable[Any]]:
        call: Callable[..., Awaitable[Any]] = getattr(self._store, method)
        if method in ITERATED:
            return call

        async def counted(*args: object, **kwargs: object) -> object:
            self._wire.note(self._name, method)
            return await call(*args, **kwargs)

        return counted
