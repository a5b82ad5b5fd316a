"""Runs one use case as one transaction, again when another turn was faster."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from casework.errors import VersionConflict
from casework.ports import UnitOfWork, UnitsOfWork

T = TypeVar("T")

_ATTEMPTS = 4


async def transact(units: UnitsOfWork, work: Callable[[UnitOfWork], Awaitable[T]]) -> T:
    """Run ``work`` and commit; on VersionConflict start over with fresh data.

    A second try sees what the winner did: a processed command, or a newer version of the case.
    """
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            async with units() as unit:
                result = await work(unit)
                await unit.commit()
                return result
        except VersionConflict:
            if attempt == _ATTEMPTS:
                raise
    raise AssertionError  # unreachable: the loop returns or raises
