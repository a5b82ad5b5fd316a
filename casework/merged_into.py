"""What a duplicate was merged into, and that one into, and so on (A17): they are kept for as long."""

from collections.abc import Iterable

from casework.errors import VersionConflict
from casework.ports import UnitOfWork
from procedure.case import Case
from procedure.retention import is_kept
from procedure.vocabulary import EndReason


async def what_keeps(case: Case, unit: UnitOfWork) -> Case | None:
    """Return the first case on the way that must be kept; if none must, the last, None without any.

    A lawsuit about the case at the end is one about every receipt in it: also about a duplicate's duplicate.
    """
    return _keeping(await _way(case, unit))


async def what_keeps_for_good(case: Case, unit: UnitOfWork) -> Case | None:
    """Return what ``what_keeps`` does; until this transaction ends, nobody can change it.

    For whoever removes something on the strength of it: a hold placed on the target at the same moment is
    either seen, or waits until the duplicate is gone. VersionConflict if the way itself has changed.
    """
    way = await _way(case, unit)
    if not way:
        return None
    await unit.retention.stand_still([target.number for target in way])
    # Read anew: what was read before may have been changed by whoever was waited for.
    again = await _way(case, unit)
    if [target.number for target in again] != [target.number for target in way]:
        raise VersionConflict
    return _keeping(again)


async def _way(case: Case, unit: UnitOfWork) -> list[Case]:
    """Return what a case was merged into, one after the other; nothing for one that was not."""
    seen = {case.number}
    way: list[Case] = []
    while case.ending is not None and case.ending.reason is EndReason.MERGED:
        target = await unit.cases.find_by_number(case.ending.target)
        if target is None or target.number in seen:
            break
        seen.add(target.number)
        way.append(target)
        case = target
    return way


def _keeping(way: Iterable[Case]) -> Case | None:
    found: Case | None = None
    for found in way:
        if is_kept(found):
            break
    return found
