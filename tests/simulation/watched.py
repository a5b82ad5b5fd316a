"""A process as seen from outside: what it has committed, and where it dies or meets a broken case."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from casework.ports import UnitsOfWork

WRITES = frozenset({"claim", "permit", "put", "advance", "postpone", "bundle"})


class Died(BaseException):
    """The process is gone: nothing in it may catch this and go on."""


class Broken(Exception):  # noqa: N818 - named for the fact
    """A case that cannot be read."""


@dataclass
class Watched:
    """Units of work of one process during one tick."""

    units: UnitsOfWork
    dies_before: int | None = None
    """The so-manieth write or commit, counted from 1, that it does not live to see."""
    broken: frozenset[str] = frozenset()
    """Cases that cannot be read."""
    told: list[str] = field(default_factory=list)
    """Cases of which it was committed who is told what."""
    postponed: list[str] = field(default_factory=list)
    sent: bool = False
    """The messages were committed."""
    writes: int = 0

    def __call__(self, *, reads_only: bool = False) -> Any:  # noqa: ANN401 - stands for a UnitOfWork
        """Open a transaction."""
        return _Unit(self, self.units(reads_only=reads_only))

    def writing(self) -> None:
        """Count a write, and die where it is time."""
        self.writes += 1
        if self.writes == self.dies_before:
            raise Died


class _Unit:
    def __init__(self, process: Watched, unit: Any) -> None:  # noqa: ANN401 - idem
        self._process, self._unit = process, unit
        self._claimed: list[str] = []
        self._postponed: list[str] = []
        self._bundled = False

    async def __aenter__(self) -> Self:
        await self._unit.__aenter__()
        self.reminders = _Watching(self._unit.reminders, self._before)
        self.cases = _Watching(self._unit.cases, self._reading)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        await self._unit.__aexit__(kind, error, trace)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - the other stores
        return getattr(self._unit, name)

    async def commit(self) -> None:
        self._process.writing()
        await self._unit.commit()
        self._process.told += self._claimed
        self._process.postponed += self._postponed
        self._process.sent |= self._bundled

    def _before(self, name: str, arguments: tuple[Any, ...], answer: Any) -> None:  # noqa: ANN401 - idem
        if answer is None and name in WRITES:
            self._process.writing()
        elif name == "claim" and answer.value:
            self._claimed.append(arguments[0])
        elif name == "postpone" and answer is not None:
            self._postponed.append(arguments[0])
        elif name == "bundle" and answer is not None:
            self._bundled = True

    def _reading(self, name: str, arguments: tuple[Any, ...], answer: Any) -> None:  # noqa: ANN401 - idem
        if answer is None and name == "get" and arguments[0] in self._process.broken:
            raise Broken


@dataclass
class _Answer:
    value: Any


class _Watching:
    """One store whose methods are watched: before the call without an answer, after it with one."""

    def __init__(self, store: Any, watch: Callable[[str, tuple[Any, ...], Any], None]) -> None:  # noqa: ANN401 - idem
        self._store, self._watch = store, watch

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        method = getattr(self._store, name)

        async def watched(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the method takes
            self._watch(name, arguments, None)
            answer = await method(*arguments, **named)
            self._watch(name, arguments, _Answer(answer))
            return answer

        return watched
