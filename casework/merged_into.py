"""What a duplicate was merged into, and that one into, and so on (A17): they are kept for as long."""

from casework.ports import UnitOfWork
from procedure.case import Case
from procedure.retention import is_kept
from procedure.vocabulary import EndReason


async def what_keeps(case: Case, unit: UnitOfWork) -> Case | None:
    """Return the first case on the way that must be kept; if none must, the last, None without any.

    A lawsuit about the case at the end is one about every receipt in it: also about a duplicate's duplicate.
    """
    seen = {case.number}
    found: Case | None = None
    while case.ending is not None and case.ending.reason is EndReason.MERGED:
        target = await unit.cases.find_by_number(case.ending.target)
        if target is None or target.number in seen:
            break
        if is_kept(target):
            return target
        seen.add(target.number)
        found = case = target
    return found
