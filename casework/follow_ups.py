"""A follow-up and the case it refers to show each other (R9), however that came to be known."""

import re
from dataclasses import replace
from typing import Final

from casework.changing import keep
from casework.ports import UnitOfWork
from procedure.actor import Actor
from procedure.case import Case
from procedure.lifecycle import decide, permitted
from procedure.situation import Situation
from procedure.standing import may_name
from procedure.steps import LinkFollowUp

_CASE_NUMBER: Final = re.compile(r"KRM-\d{4}-\d{4,6}")


async def link_to_predecessor(at: Situation, case: Case, unit: UnitOfWork, *, before: str = "") -> None:
    """Note a case with the one it follows, and no longer with the one it was said to follow ``before``.

    What is no number of a case stays the free text it is; nobody learns which numbers there are. An
    earlier case shows none that is kept from somebody who reads it (A26, A34).
    ``at`` gives office, rules and the instant; ``case`` is as it is kept now.
    """
    now = case.reaction.follow_up_of
    if _number(now) == _number(before):
        return
    for named, linked in ((before, False), (now, True)):
        earlier = await _found(named, unit)
        if earlier is None or earlier.id == case.id or (case.number in earlier.followed_by) is linked:
            continue
        if linked and not may_name(earlier, case):
            continue
        there = replace(at, case=earlier, actor=Actor.system())
        if permitted(there, LinkFollowUp):
            changed, happened = decide(there, LinkFollowUp(number=case.number, linked=linked))
            await keep(there, changed, happened, unit)


async def _found(text: str, unit: UnitOfWork) -> Case | None:
    number = _number(text)
    return await unit.cases.find_by_number(number) if _CASE_NUMBER.fullmatch(number) else None


def _number(text: str) -> str:
    return text.strip().upper()
