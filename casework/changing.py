"""What every use case on one case begins and ends with: judge it as the person faces it, keep all of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from casework.errors import CaseNotFound, SightOver
from casework.permissions import viewpoint_of, was_own_report
from casework.ports import StoredDocument, UnitOfWork
from casework.record import record
from procedure.actor import Actor
from procedure.case import Case
from procedure.events import Event
from procedure.lifecycle import decide
from procedure.rulebook import Rulebook
from procedure.situation import Situation
from procedure.steps import AddDocument
from procedure.transitions.rule import Decision
from procedure.vocabulary import Outcome, StaffId


async def situation_of(
    case: Case | None, actor: StaffId, unit: UnitOfWork, *, rulebook: Rulebook, now: datetime
) -> Situation:
    """Say what a command on a case is judged by; CaseNotFound for those who may not see the case.

    SightOver, which is one, for whoever reported it more than a day ago.
    """
    office = await unit.staff.office()
    person = Actor.of(actor, office, rulebook.day(now))
    if case is None or office.member(actor) is None:
        raise CaseNotFound
    if viewpoint_of(case, person, now) is None:
        raise SightOver(case.number) if was_own_report(case, person) else CaseNotFound
    return Situation(case=case, actor=person, office=office, now=now, rules=rulebook)


async def keep(at: Situation, changed: Case, happened: Sequence[Event], unit: UnitOfWork) -> None:
    """Write a changed case with its audit entries and notices in the running transaction."""
    await unit.cases.save(changed)
    await record(unit, changed, happened, at.actor, rulebook=at.rules, before=at.case)


def put_to(at: Situation, document: StoredDocument, outcome: Outcome | None = None) -> Decision:
    """Put a document to a case, where the rules let this person; ``outcome`` is what an answer tells."""
    return decide(at, AddDocument(document_id=document.id, kind=document.kind, outcome=outcome))


def one_change(at: Situation, decision: Decision) -> Decision:
    """Count several steps of one press as one change of the case."""
    changed, happened = decision
    return replace(changed, version=at.case.version + 1), happened
