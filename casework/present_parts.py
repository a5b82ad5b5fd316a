"""Builds the parts of a case as one person may see them."""

from datetime import datetime

from casework.office_words import audience_name, name_of
from casework.own_offices import is_own
from casework.part_views import (
    AcknowledgementView,
    ClosingView,
    ContributionView,
    DecisionView,
    DutyView,
    EndingView,
    InformingView,
    InterimView,
    LetterView,
    TalkView,
)
from casework.permissions import reads_everything
from casework.present_record import person_named
from casework.redaction import without_customer
from procedure.case_parts import Contribution, Informing
from procedure.duties import Duty
from procedure.lifecycle import permitted
from procedure.representation import Audience, AudienceKind
from procedure.situation import OVER, Situation
from procedure.standing import home_team
from procedure.steps import DeliverContribution, NobodyConcerned
from procedure.transitions.correcting_notes import corrects_informing, corrects_talk
from procedure.transitions.informing import may_settle
from procedure.vocabulary import AcknowledgementState, DocumentKind, Role

_LETTERS = frozenset({DocumentKind.ACKNOWLEDGEMENT, DocumentKind.INTERIM_NOTICE, DocumentKind.ANSWER})


def acknowledgement_view(at: Situation) -> AcknowledgementView:
    """Return the Eingangsbestätigung."""
    part = at.case.acknowledgement
    due = at.case.acknowledge_by
    owed = part.state is AcknowledgementState.OPEN and due is not None
    return AcknowledgementView(
        state=part.state,
        sent_on=part.sent_on,
        way=part.way,
        waiver=part.waiver,
        note=without_customer(part.note, at.case.reaction.customer),
        working_days_left=at.rules.calendar.working_days_between(at.today, due) if owed and due else None,
        receipt_confirmed_at=_local(at, part.receipt_confirmed_at),
        receipt_confirmed_by=person_named(at, part.receipt_confirmed_by),
    )


def letter_view(at: Situation) -> LetterView | None:
    """Return the newest letter that was made here, for whose office it is, as long as the case runs.

    The card changes with the case, and with that goes the link that it had when the letter was made.
    """
    made = next((letter for letter in reversed(at.case.documents) if letter.kind in _LETTERS), None)
    if made is None or at.case.state in OVER:
        return None
    if made.kind is DocumentKind.ACKNOWLEDGEMENT:
        # Not needed: of free will (A14).
        unsent = {AcknowledgementState.OPEN, AcknowledgementState.NOT_NEEDED}
        to_send = at.case.acknowledgement.state in unsent and at.actor.is_bgf
        return LetterView(id=made.id, kind=made.kind) if to_send else None
    return LetterView(id=made.id, kind=made.kind, outcome=made.outcome) if at.answers else None


def decision_view(at: Situation) -> DecisionView:
    """Return the management's decision, its instruction without the customer's details."""
    taken = at.case.decision
    if taken is None:
        return DecisionView(state=at.case.decision_state)
    return DecisionView(
        state=at.case.decision_state,
        lead=taken.lead,
        instruction=without_customer(taken.instruction, at.case.reaction.customer),
        final_signature=taken.final_signature,
        decided_at=_local(at, taken.decided_at),
        decided_by=name_of(taken.decided_by, at.office),
    )


def contribution_views(at: Situation, *, with_text: bool = False) -> tuple[ContributionView, ...]:
    """Return the Beiträge: all for management and BGF, for a Teamleitung her own teams'."""
    sees_all = at.role in {Role.MANAGEMENT, Role.BGF}
    return tuple(
        _contribution(at, part, with_text=with_text)
        for part in at.case.contributions
        if sees_all or at.actor.stands_for(part.team) is not None
    )


def _contribution(at: Situation, part: Contribution, *, with_text: bool) -> ContributionView:
    return ContributionView(
        team=part.team,
        team_name=at.office.team_name(part.team),
        state=part.state,
        due_on=part.due_on,
        mine=at.actor.stands_for(part.team) is not None and permitted(at, DeliverContribution),
        owed=not part.is_settled and _is_own(at, Audience(AudienceKind.TEAM_LEAD, part.team)),
        delivered_at=_local(at, part.delivered_at),
        delivered_by=name_of(part.delivered_by, at.office),
        note=without_customer(part.note, at.case.reaction.customer),
        text=part.text if with_text and at.role is not Role.BGF else "",
    )


def informing_views(at: Situation) -> tuple[InformingView, ...]:
    """Return for each team whether its employees are informed; for a Beitrag only her own teams."""
    everything = reads_everything(at.case, at.actor)
    return tuple(
        _informing(at, part)
        for part in at.case.informing
        if everything or at.actor.stands_for(part.team) is not None
    )


def _informing(at: Situation, part: Informing) -> InformingView:
    return InformingView(
        team=part.team,
        team_name=at.office.team_name(part.team),
        state=part.state,
        mine=may_settle(at, part.team) and permitted(at, NobodyConcerned),
        correctable=corrects_informing(at, part),
        informed_on=part.informed_on,
        count=part.count,
        absent_until=part.absent_until,
        reason=without_customer(part.reason, at.case.reaction.customer),
    )


def interim_views(at: Situation) -> tuple[InterimView, ...]:
    """Return the Zwischennachrichten, oldest first."""
    return tuple(
        InterimView(
            number=notice.number,
            sent_on=notice.sent_on,
            until=notice.until,
            reason=without_customer(notice.reason, at.case.reaction.customer),
            way=notice.way,
            late=notice.late,
        )
        for notice in at.case.interim_notices
    )


def talk_view(at: Situation) -> TalkView:
    """Return the wish to talk; what was noted for it is for management and the case's own Teamleitung."""
    part, customer = at.case.talk, at.case.reaction.customer
    home = home_team(at.case)
    own = at.answers or (home is not None and at.actor.stands_for(home) is not None)
    reads = at.role is Role.MANAGEMENT or (at.role in {Role.TEAM_LEAD, Role.DEPUTY} and own)
    return TalkView(
        state=part.state,
        ground=part.ground,
        note=without_customer(part.note, customer) if reads else "",
        form=part.form,
        decision_note=without_customer(part.decision_note, customer) if reads else "",
        appointment_at=_local(at, part.appointment_at),
        held_on=part.held_on,
        held_note=without_customer(part.held_note, customer) if reads else "",
        correctable=corrects_talk(at),
    )


def closing_view(at: Situation) -> ClosingView | None:
    """Return the result; its texts are not the BGF's business (R16)."""
    part, customer = at.case.closing, at.case.reaction.customer
    if part is None:
        return None
    reads = at.role in {Role.MANAGEMENT, Role.TEAM_LEAD, Role.DEPUTY}
    return ClosingView(
        outcome=part.outcome,
        answer=part.answer,
        closed_at=at.rules.local(part.closed_at),
        closed_by=name_of(part.closed_by, at.office),
        on_behalf=part.on_behalf,
        late=part.late,
        answered_on=part.answered_on,
        way=part.way,
        no_answer_reason=without_customer(part.no_answer_reason, customer) if reads else "",
        cause=part.cause if reads else None,
        measure=without_customer(part.measure, customer) if reads else "",
        insight=without_customer(part.insight, customer) if reads else "",
        signed_at=_local(at, part.signed_at),
        signed_by=name_of(part.signed_by, at.office),
    )


def ending_view(at: Situation) -> EndingView | None:
    """Return why it ended without an answer."""
    part = at.case.ending
    if part is None:
        return None
    return EndingView(
        reason=part.reason,
        ended_at=at.rules.local(part.ended_at),
        note=without_customer(part.note, at.case.reaction.customer),
        target=without_customer(part.target, at.case.reaction.customer),
    )


def duty_views(at: Situation, duties: tuple[Duty, ...], mine: tuple[Duty, ...]) -> tuple[DutyView, ...]:
    """Return what is owed, the viewer's own first."""
    views = [
        DutyView(
            kind=duty.kind,
            due_on=duty.due_on,
            working_days_left=at.rules.calendar.working_days_between(at.today, duty.due_on),
            owed_by=audience_name(duty.audience, at.office),
            mine=duty in mine,
        )
        for duty in duties
    ]
    return tuple(sorted(views, key=lambda view: (not view.mine, view.due_on)))


def owed_by_viewer(at: Situation, duties: tuple[Duty, ...]) -> tuple[Duty, ...]:
    """Choose what the viewer's offices owe today, as „meine“ lists it: a deputy's only in absence (R11)."""
    return tuple(duty for duty in duties if _is_own(at, duty.audience))


def _is_own(at: Situation, audience: Audience) -> bool:
    return is_own(audience, at.actor, at.office, at.today)


def _local(at: Situation, instant: datetime | None) -> datetime | None:
    return at.rules.local(instant) if instant is not None else None
