"""Records a reaction: it becomes a case with number, lead and deadlines (GA I-III; Z0 to Z1)."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from casework.commands import RegisterReaction
from casework.errors import CaseNotFound, UnknownPerson
from casework.follow_ups import link_to_predecessor
from casework.ports import UnitOfWork, UnitsOfWork
from casework.record import record
from casework.transact import transact
from procedure import events
from procedure.actor import Actor
from procedure.case import Case, Handover, Reaction
from procedure.case_parts import Alert
from procedure.deadlines import deadlines_of
from procedure.errors import IncompleteReaction, StepNotAllowed
from procedure.escalation import must_alert
from procedure.office import Office
from procedure.opening import open_parts
from procedure.recording import RecordingDuty, check_complete, check_external_due, recording_duty
from procedure.responsibility import Responsibility, responsibility_for
from procedure.rulebook import Rulebook
from procedure.situation import Situation
from procedure.vocabulary import CaseId, Parting, StaffId, TalkState, WaiverReason


async def register(
    units: UnitsOfWork,
    command: RegisterReaction,
    *,
    rulebook: Rulebook,
    now: datetime,
    new_id: Callable[[], str],
) -> Case:
    """Record a reaction once, however often the command arrives.

    Any employee may (R32). Raises UnknownPerson, IncompleteReaction, or StepNotAllowed where
    nothing obliges to record and nobody asked for it (R7); then nothing is stored.
    """
    return await transact(units, partial(_register, command, rulebook, now, CaseId(new_id())))


async def _register(
    command: RegisterReaction, rulebook: Rulebook, now: datetime, case_id: CaseId, unit: UnitOfWork
) -> Case:
    known = await unit.commands.case_of(command.command_id)
    if known is not None:
        return await _known(unit, known)
    office = await unit.staff.office()
    if office.member(command.actor) is None:
        raise UnknownPerson
    reaction = command.reaction
    check_complete(reaction, now)
    check_external_due(reaction, rulebook.day(reaction.received_at))
    _check_teams(reaction, office)
    duty = recording_duty(reaction, rulebook.switches)
    if not (duty.must_record or (command.voluntary and duty.voluntary_possible)):
        raise StepNotAllowed(duty.explanation)
    lead = responsibility_for(reaction, rulebook.switches, team_name=office.team_name)
    number = await unit.cases.allocate_number(rulebook.day(now).year)
    case = _open(command, rulebook, now, case_id, number, duty, lead, office)
    await unit.cases.add(case)
    actor = Actor.of(command.actor, office, rulebook.day(now))
    await record(
        unit,
        case,
        tuple(_what_happened(case, lead, now)),
        actor,
        rulebook=rulebook,
        first_contact=lead.first_contact,
    )
    at = Situation(case=case, actor=actor, office=office, now=now, rules=rulebook)
    await link_to_predecessor(at, case, unit)
    await unit.commands.remember(command.command_id, case.id, now)
    return case


async def _known(unit: UnitOfWork, case_id: CaseId) -> Case:
    case = await unit.cases.get(case_id)
    if case is None:
        raise CaseNotFound
    return case


def _check_teams(reaction: Reaction, office: Office) -> None:
    for team in reaction.teams:
        if team not in office.teams or not office.teams[team].active:
            raise IncompleteReaction("teams", "Dieses Team gibt es nicht. Bitte wählen Sie es neu aus.")


def _open(
    command: RegisterReaction,
    rulebook: Rulebook,
    now: datetime,
    case_id: CaseId,
    number: str,
    duty: RecordingDuty,
    lead: Responsibility,
    office: Office,
) -> Case:
    reaction = command.reaction
    deadlines = deadlines_of(reaction, rulebook)
    parts = open_parts(reaction, lead, deadlines, office, now, rulebook)
    return Case(
        id=case_id,
        number=number,
        version=1,
        state=parts.state,
        lead=lead.lead,
        reaction=reaction,
        registered_at=now,
        registered_by=command.actor,
        record_reasons=duty.reasons,
        acknowledge_by=deadlines.acknowledge_by,
        close_by=deadlines.close_by,
        act_by=deadlines.act_by,
        lead_excluded=lead.lead_excluded,
        excluded=_leads(reaction, office) if lead.lead_excluded else (),
        handover=_handover(reaction, lead, rulebook, now),
        acknowledgement=parts.acknowledgement,
        decision_state=parts.decision_state,
        contributions=parts.contributions,
        informing=parts.informing,
        talk=parts.talk,
        alerts=_alerts(reaction, now),
    )


def _alerts(reaction: Reaction, now: datetime) -> tuple[Alert, ...]:
    ground = reaction.escalation_ground if must_alert(reaction) else None
    return (Alert(ground=ground, raised_at=now),) if ground is not None else ()


def _leads(reaction: Reaction, office: Office) -> tuple[StaffId, ...]:
    """Name the Teamleitungen of every team named: the reaction does not say which one it is about."""
    teams = (office.teams.get(team) for team in (*reaction.teams, *reaction.praised_teams))
    return tuple(dict.fromkeys(team.lead for team in teams if team is not None and team.lead is not None))


def _handover(reaction: Reaction, lead: Responsibility, rulebook: Rulebook, now: datetime) -> Handover | None:
    if reaction.parting is not Parting.WAITING or not reaction.channel.is_oral:
        return None
    due_at = now + timedelta(minutes=rulebook.switches.handover_minutes)
    return Handover(waiting_since=now, due_at=due_at, team=lead.first_contact)


def _what_happened(case: Case, lead: Responsibility, now: datetime) -> Iterator[events.Event]:
    yield events.Registered(at=now, state=case.state, lead=case.lead, lead_reason=lead.reason)
    if case.handover is not None:
        yield events.HandoverOpened(at=now)
    if must_alert(case.reaction):
        yield events.AlertRaised(at=now)
    if case.acknowledgement.waiver is not None:
        yield events.AcknowledgementWaived(at=now, reason=WaiverReason.NO_ADDRESS)
    for contribution in case.contributions:
        yield events.ContributionRequested(at=now, team=contribution.team, due_on=contribution.due_on)
    if case.talk.state is TalkState.WISHED and case.talk.ground is None:
        yield events.TalkWished(at=now)
