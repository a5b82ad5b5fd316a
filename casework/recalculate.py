"""Brings all cases to changed rules: calendar, switches, local time (A8-A10, A13, A21-A24; R50).

Which rules the kept dates rest on is noted beside them. Where they are no longer those of now, each case
is computed anew in a transaction of its own; only when all are through, the rules count as applied. A
process that dies in between, or another one at the same time, doubles nothing: a case whose dates are
those of now already gets no entry, and nobody is told of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from casework.ports import UnitOfWork, UnitsOfWork
from casework.rule_change import change_to
from casework.transact import transact
from procedure.rule_facts import RuleFacts, facts_of
from procedure.rulebook import Rulebook
from procedure.vocabulary import CaseId

AT_A_TIME: Final = 100
"""Cases named at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What came of bringing the cases to the rules of now."""

    moved: int = 0
    """Cases of which a deadline has moved."""
    failed: int = 0
    """Cases to try again."""
    complete: bool = False
    """All cases rest on the rules of now."""


def _pass_over(_case_id: CaseId, _code: str) -> None:
    """Take no note of a failure."""


async def apply_rules(
    units: UnitsOfWork,
    rulebook: Rulebook,
    clock: Callable[[], datetime],
    *,
    on_failure: Callable[[CaseId, str], None] = _pass_over,
    goes_on: Callable[[], bool] = lambda: True,
) -> Applied:
    """Bring every case to the rules of now, if the kept dates rest on others; nothing to do is one read.

    ``on_failure`` learns a case's id and a code, no more; such a case is tried at the next call, as are
    all that are left when ``goes_on`` says no.
    """
    facts = facts_of(rulebook, rulebook.day(clock()))
    async with units(reads_only=True) as unit:
        noted = await unit.applied_rules.noted()
    key, text = facts.fingerprint, facts.canonical
    if [(rules.fingerprint, rules.applied) for rules in noted] == [(key, True)]:
        return Applied(complete=True)
    over = [rules.fingerprint for rules in noted]
    change = change_to(facts, rulebook, noted)
    if change.moves_nothing:
        await transact(units, partial(_finish, facts, over, clock()))
        return Applied(complete=True)
    await transact(units, lambda unit: unit.applied_rules.begin(key, text, clock()))
    moved = failed = 0
    after: CaseId | None = None
    while page := await _page(units, after):
        for case_id in page:
            if not goes_on():
                return Applied(moved=moved, failed=failed)
            try:
                moved += await transact(units, partial(change.bring, case_id, clock()))
            except Exception as error:  # noqa: BLE001 - one unreadable case must not keep the others back
                on_failure(case_id, type(error).__name__)
                failed += 1
        after = page[-1]
    if not failed:
        await transact(units, partial(_finish, facts, over, clock()))
    return Applied(moved=moved, failed=failed, complete=not failed)


async def _finish(facts: RuleFacts, over: Sequence[str], at: datetime, unit: UnitOfWork) -> None:
    await unit.applied_rules.finish(facts.fingerprint, facts.canonical, at, over=over)


async def _page(units: UnitsOfWork, after: CaseId | None) -> Sequence[CaseId]:
    async with units(reads_only=True) as unit:
        return await unit.applied_rules.cases(after, AT_A_TIME)
