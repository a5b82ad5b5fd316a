"""What is kept beside a case, in memory (``casework.retention_ports``)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from casework.retention_ports import ANONYMISED, STILL_OWED, Noted, Wiped
from procedure.case import Case
from procedure.vocabulary import CaseId, CaseState
from tests.support.fake_state import State, Transaction


class FakeRetention:
    """Cases whose time is over, within one transaction on memory."""

    def __init__(self, unit: Transaction) -> None:
        self._unit = unit

    async def over_before(self, instant: datetime, after: CaseId | None, limit: int) -> Sequence[CaseId]:
        """Name cases that were over before an instant and are not anonymised."""
        found = [c.id for c in self._unit.read().cases.values() if _was_over(c, instant)]
        return _page(found, after, limit)

    async def late(self, now: datetime, after: CaseId | None, limit: int) -> Sequence[CaseId]:  # noqa: ARG002 - nothing is delivered here
        """Name anonymised cases beside which something is kept again."""
        state = self._unit.read()
        gone = [c.id for c in state.cases.values() if c.state is CaseState.ANONYMISED]
        return _page([case_id for case_id in gone if _has_something(state, case_id)], after, limit)

    async def stand_still(self, numbers: Sequence[str]) -> None:  # noqa: ARG002 - one writes at a time here
        """Wait for whoever is writing."""
        await self._unit.write()

    async def wipe(self, case_id: CaseId, now: datetime) -> Wiped:  # noqa: ARG002 - idem
        """Remove everything kept beside a case."""
        state = await self._unit.write()
        entries = [entry for entry in state.audit if entry.case_id == case_id]
        papers = {i for i, document in state.documents.items() if document.case_id == case_id}
        history = [c for c in state.corrections if c.case_id == case_id]
        said = [n for n in state.notices if n.case_id == case_id and n.kind not in STILL_OWED]
        self._unit.replace_with(_without(state, case_id))
        before = [entry for entry in entries if entry.event == ANONYMISED]
        return Wiped(
            entries=len(entries) - len(before) + sum(int(e.details["entries"]) for e in before),
            documents=len(papers),
            corrections=len(history),
            messages=len(said),
        )

    async def note_run(self, now: datetime) -> Noted:  # noqa: ARG002 - only what is counted is kept here
        """Note how many cases were anonymised since the last note."""
        state = await self._unit.write()
        gone = {c.id for c in state.cases.values() if c.state is CaseState.ANONYMISED}
        begun = [e for e in state.audit if e.event == ANONYMISED and e.case_id in gone]
        done = Noted(cases=len(begun), entries=sum(int(e.details["entries"]) for e in begun))
        said = state.retention_noted
        unsaid = Noted(
            cases=done.cases - sum(n.cases for n in said), entries=done.entries - sum(n.entries for n in said)
        )
        if unsaid != Noted():
            self._unit.replace_with(replace(state, retention_noted=(*said, unsaid)))
        return unsaid


def _was_over(case: Case, instant: datetime) -> bool:
    ends = [
        case.closing.closed_at if case.closing else None,
        case.closing.signed_at if case.closing else None,
        case.ending.ended_at if case.ending else None,
    ]
    is_over = case.state in {CaseState.CLOSED, CaseState.ENDED} and case.registered_at < instant
    return is_over and all(end is None or end < instant for end in ends)


def _page(found: Iterable[CaseId], after: CaseId | None, limit: int) -> list[CaseId]:
    return [case_id for case_id in sorted(found) if case_id > (after or "")][:limit]


def _has_something(state: State, case_id: CaseId) -> bool:
    left = _without(state, case_id)
    kept = replace(left, audit=tuple(e for e in state.audit if e.event == ANONYMISED or e in left.audit))
    return kept != state or bool(state.cases[case_id].reaction.customer.number)


def _without(state: State, case_id: CaseId) -> State:
    papers = {i for i, document in state.documents.items() if document.case_id == case_id}
    return replace(
        state,
        audit=tuple(e for e in state.audit if e.case_id != case_id),
        notices=tuple(n for n in state.notices if n.case_id != case_id or n.kind in STILL_OWED),
        commands={i: of for i, of in state.commands.items() if of != case_id},
        duties={of: () if of == case_id else owed for of, owed in state.duties.items()},
        remind_at={key: at for key, at in state.remind_at.items() if key[0] != case_id},
        permissions=frozenset(p for p in state.permissions if p.case_id != case_id),
        reminders=tuple(r for r in state.reminders if r[0].case_id != case_id),
        documents={i: d for i, d in state.documents.items() if i not in papers},
        contents={i: c for i, c in state.contents.items() if i not in papers},
        corrections=tuple(c for c in state.corrections if c.case_id != case_id),
    )
