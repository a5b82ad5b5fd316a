"""What a new case starts with: every part in its first state (GA II-VI; R13, R21-R23, R33, R38, A3, A15)."""

from dataclasses import dataclass
from datetime import date, datetime

from procedure.case import Reaction
from procedure.case_parts import Acknowledgement, Contribution, Informing, Talk
from procedure.deadlines import Deadlines
from procedure.escalation import must_alert
from procedure.office import Office
from procedure.responsibility import Responsibility
from procedure.rulebook import Rulebook
from procedure.standing import concerned_teams
from procedure.switches import Switches
from procedure.vocabulary import (
    AcknowledgementState,
    CaseState,
    ConcernKind,
    DecisionState,
    Lead,
    TalkState,
    TalkWish,
    TeamId,
    WaiverReason,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningParts:
    """The first state of everything that runs side by side in a new case; fields as in Case."""

    state: CaseState
    acknowledgement: Acknowledgement
    decision_state: DecisionState
    contributions: tuple[Contribution, ...]
    informing: tuple[Informing, ...]
    talk: Talk


def open_parts(
    reaction: Reaction,
    lead: Responsibility,
    deadlines: Deadlines,
    office: Office,
    now: datetime,
    rules: Rulebook,
) -> OpeningParts:
    """Say what a case of this reaction starts with.

    Only active teams of the roster are asked for a Beitrag. ``now`` is the aware instant of the
    registration.
    """
    acknowledgement = _acknowledgement(reaction, deadlines, now, rules.switches)
    decision_state = opening_decision(reaction, lead.lead, rules.switches)
    asked = lead.contributing_teams if lead.lead is Lead.MANAGEMENT and not lead.lead_excluded else ()
    return OpeningParts(
        state=_state(reaction, lead.lead, acknowledgement, decision_state, rules.switches),
        acknowledgement=acknowledgement,
        decision_state=decision_state,
        contributions=contributions_for(
            tuple(team for team in asked if _is_active(team, office)),
            act_by=deadlines.act_by,
            now=now,
            today=rules.day(now),
            rules=rules,
        ),
        informing=tuple(Informing(team=team) for team in concerned_teams(reaction)),
        talk=_talk(reaction, now),
    )


def opening_state(case_lead: Lead, *, oral: bool) -> CaseState:
    """State of a new case: Z4 where the management leads, Z2 for spoken ones, else Z1."""
    if case_lead is Lead.MANAGEMENT:
        return CaseState.IN_PROGRESS_MANAGEMENT
    return CaseState.WITH_TEAM_LEAD if oral else CaseState.RECORDED


def opening_decision(reaction: Reaction, lead: Lead, switches: Switches) -> DecisionState:
    """Tell whether the management has to decide who works on a reaction (GA IV, R33, A3).

    Of written ones that a team leads; a standing order and the short path of praise (A20) spare it.
    """
    if reaction.channel.is_oral or lead is Lead.MANAGEMENT or switches.gl_decision == "standing_order":
        return DecisionState.NOT_NEEDED
    if switches.praise_short_path and set(reaction.concerns) == {ConcernKind.LOB}:
        return DecisionState.NOT_NEEDED
    return DecisionState.OPEN


def contributions_for(
    teams: tuple[TeamId, ...], *, act_by: date, now: datetime, today: date, rules: Rulebook
) -> tuple[Contribution, ...]:
    """Ask each of these teams for its Beitrag (GA II, R13), due as A23 says."""
    due_on = contribution_due(act_by, today, rules)
    return tuple(Contribution(team=team, requested_at=now, due_on=due_on) for team in teams)


def contribution_due(act_by: date, today: date, rules: Rulebook) -> date:
    """Return the day a Beitrag is due: some working days before ``act_by``, never before today (A23)."""
    days = rules.switches.contribution_lead_days
    due_on = rules.calendar.working_days_before(act_by, days) if days > 0 else act_by
    return max(due_on, today)


def _acknowledgement(
    reaction: Reaction, deadlines: Deadlines, now: datetime, switches: Switches
) -> Acknowledgement:
    if deadlines.acknowledge_by is not None:
        return Acknowledgement(state=AcknowledgementState.OPEN)
    if reaction.channel.is_oral and not switches.ack_oral:
        return Acknowledgement()
    # Nobody can be written to (A15): it falls away without anybody's doing.
    return Acknowledgement(state=AcknowledgementState.WAIVED, settled_at=now, waiver=WaiverReason.NO_ADDRESS)


def _state(
    reaction: Reaction,
    lead: Lead,
    acknowledgement: Acknowledgement,
    decision_state: DecisionState,
    switches: Switches,
) -> CaseState:
    """Hand a written reaction over at once where no acknowledgement is owed (R25, A15)."""
    state = opening_state(lead, oral=reaction.channel.is_oral)
    waits = switches.gl_decision == "before_forwarding" and decision_state is DecisionState.OPEN
    if state is CaseState.RECORDED and acknowledgement.is_settled and not waits:
        return CaseState.IN_PROGRESS_TEAM
    return state


def _talk(reaction: Reaction, now: datetime) -> Talk:
    if reaction.talk_wish is TalkWish.NONE:
        return Talk()
    ground = reaction.escalation_ground if must_alert(reaction) else None
    return Talk(state=TalkState.WISHED, wished_at=now, ground=ground)


def _is_active(team: TeamId, office: Office) -> bool:
    return team in office.teams and office.teams[team].active
