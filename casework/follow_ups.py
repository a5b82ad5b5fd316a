"""A follow-up and the case it refers to show each other (R9), however that came to be known."""

import re
from dataclasses import replace
from typing import Final

from casework.changing import keep, one_change
from casework.ports import UnitOfWork
from procedure.actor import Actor
from procedure.case import Case
from procedure.lifecycle import decide, permitted
from procedure.situation import Situation
from procedure.standing import may_name, open_to
from procedure.steps import LinkFollowUp
from procedure.transitions.rule import Decision

_CASE_NUMBER: Final = re.compile(r"KRM-\d{4}-\d{4,6}")


async def link_to_predecessor(at: Situation, case: Case, unit: UnitOfWork) -> None:
    """Note a new case with the one it follows.

    What is no number of a case stays the free text it is; nobody learns which numbers there are.
    ``at`` gives office, rules and the instant.
    """
    await _link(at, case, case.reaction.follow_up_of, unit)


async def link_anew(at: Situation, changed: Case, unit: UnitOfWork) -> None:
    """Note a case with the one it follows now, and no longer with the one it was said to follow.

    One that is kept from others now is no longer named either; ``at`` holds it as it was.
    """
    before, now = at.case.reaction.follow_up_of, changed.reaction.follow_up_of
    if _number(before) != _number(now):
        await _link(at, changed, before, unit, linked=False)
    elif _readers(at.case) == _readers(changed):
        return
    await _link(at, changed, now, unit)


async def unlinked_anew(at: Situation, decision: Decision, unit: UnitOfWork) -> Decision:
    """Let a case that others read now name no later one any more that is kept from them (A26, A34).

    Its protection was lifted, or other teams have a part in it; ``at`` holds it as it was.
    """
    changed, happened = decision
    if _readers(at.case) == _readers(changed):
        return decision
    for number in changed.followed_by:
        later = await unit.cases.find_by_number(number)
        if later is not None and not may_name(changed, later):
            there = replace(at, case=changed, actor=Actor.system())
            changed, removed = decide(there, LinkFollowUp(number=number, linked=False))
            happened += removed
    return one_change(at, (changed, happened))


def _readers(case: Case) -> tuple[object, ...]:
    return case.reaction.confidential, case.lead_excluded, case.excluded, open_to(case)


async def _link(at: Situation, case: Case, named: str, unit: UnitOfWork, *, linked: bool = True) -> None:
    earlier = await _found(named, unit)
    if earlier is None or earlier.id == case.id:
        return
    wanted = linked and may_name(earlier, case)
    there = replace(at, case=earlier, actor=Actor.system())
    if (case.number in earlier.followed_by) is wanted or not permitted(there, LinkFollowUp):
        return
    changed, happened = decide(there, LinkFollowUp(number=case.number, linked=wanted))
    await keep(there, changed, happened, unit)


async def _found(text: str, unit: UnitOfWork) -> Case | None:
    number = _number(text)
    return await unit.cases.find_by_number(number) if _CASE_NUMBER.fullmatch(number) else None


def _number(text: str) -> str:
    return text.strip().upper()
