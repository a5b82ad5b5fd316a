"""Turns what happened into audit entries (R50), notices for those concerned, and what is owed now."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime

from casework.notices import Notice
from casework.ports import AuditEntry, UnitOfWork
from procedure import events
from procedure.actor import Actor
from procedure.case import Case
from procedure.duties import Duty, duties_of
from procedure.notification import told_of_step
from procedure.reminders import next_reminder
from procedure.rulebook import Rulebook
from procedure.standing import office_of
from procedure.vocabulary import Role, TeamId


async def record(
    unit: UnitOfWork,
    case: Case,
    happened: Sequence[events.Event],
    actor: Actor,
    *,
    rulebook: Rulebook,
    before: Case | None = None,
    first_contact: TeamId | None = None,
) -> None:
    """Write audit entries, notices and what is owed now in the running transaction.

    ``case`` is as the step left it, ``before`` as it found it: the office in which somebody acts is
    the one held then. ``first_contact``: whose Teamleitung is asked first, for a spoken reaction
    that is being recorded (R35).
    """
    if not happened:
        return
    role = office_of(before or case, actor) or (Role.EMPLOYEE if actor.staff_id is not None else None)
    await unit.audit.append([_entry(case, event, actor, role) for event in happened])
    due_at = happened[0].at
    await unit.notices.put(
        [
            Notice(kind=told.kind, audience=told.audience, case_id=case.id, due_at=due_at)
            for told in told_of_step(
                case,
                happened,
                first_contact=first_contact,
                decision_first=rulebook.switches.gl_decision == "before_forwarding",
            )
        ]
    )
    duties = duties_of(case, rulebook)
    if before is None or duties != duties_of(before, rulebook):
        await unit.duties.replace(case.id, duties, first_reminders(case, duties, rulebook))


def first_reminders(case: Case, duties: Sequence[Duty], rulebook: Rulebook) -> dict[Duty, datetime]:
    """Say when each duty is told first; what was told before is not told again (``Permission``)."""
    return {duty: rulebook.reminder_at(next_reminder(case, duty, None, rulebook)) for duty in duties}


def _entry(case: Case, event: events.Event, actor: Actor, role: Role | None) -> AuditEntry:
    return AuditEntry(
        case_id=case.id,
        at=event.at,
        actor=actor.staff_id,
        role=role,
        on_behalf=role is Role.DEPUTY,
        event=type(event).__name__,
        details={f.name: str(getattr(event, f.name)) for f in fields(event) if f.name != "at"},
    )
