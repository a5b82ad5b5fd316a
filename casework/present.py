"""Builds what one person may see of a case now; decides nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from casework.letter_addressee import has_address
from casework.linked import seen_numbers
from casework.offers import offers
from casework.office_words import lead_name, name_of, with_article
from casework.part_views import TeamChoice
from casework.permissions import may_open, viewpoint_of
from casework.ports import AuditEntry, Correction, StoredDocument
from casework.present_handover import handover_view
from casework.present_parts import (
    acknowledgement_view,
    closing_view,
    contribution_views,
    decision_view,
    duty_views,
    ending_view,
    informing_views,
    interim_views,
    letter_view,
    owed_by_viewer,
    talk_view,
)
from casework.present_record import correction_lines, document_views, history_lines, naming_seen, person_named
from casework.present_retention import retention_view
from casework.redaction import subject_of, without_customer
from casework.views import CaseView, FullTextView, ReceiptView, Viewpoint
from procedure.actor import Actor
from procedure.case import Case
from procedure.deadlines import deadlines_of
from procedure.duties import duties_of
from procedure.notification import told_of_alert, told_of_registration
from procedure.office import Office
from procedure.recording import expects_answer
from procedure.responsibility import responsibility_for
from procedure.rulebook import Rulebook
from procedure.situation import OVER, Situation
from procedure.transitions.closing import possible_answers
from procedure.transitions.completeness import missing_for_closing, missing_for_filing
from procedure.transitions.interim import suggested_day
from procedure.vocabulary import Parting, Role, StaffId


@dataclass(frozen=True, slots=True, kw_only=True)
class Presenter:
    """Views of cases for one office at one moment."""

    office: Office
    rulebook: Rulebook
    now: datetime
    linked: tuple[Case, ...] = ()
    """The cases that the shown one names (``casework.linked``); the number of any other is hidden."""

    def case(self, case: Case, staff_id: StaffId) -> CaseView | None:
        """Return the case as this person sees it, or None when it does not exist for her."""
        actor = self._actor(staff_id)
        viewpoint = viewpoint_of(case, actor, self.now)
        if viewpoint is None or self.office.member(staff_id) is None:
            return None
        at = Situation(case=case, actor=actor, office=self.office, now=self.now, rules=self.rulebook)
        seen = seen_numbers(case, self.linked, actor, self.now)
        return naming_seen(_with_parts(self._head(at, viewpoint), at, viewpoint), seen)

    def full_text(
        self,
        case: Case,
        staff_id: StaffId,
        *,
        documents: Sequence[StoredDocument] = (),
        history: Sequence[AuditEntry] = (),
        corrections: Sequence[Correction] = (),
    ) -> FullTextView | None:
        """Return the case with text and customer, for those who may open it."""
        view = self.case(case, staff_id)
        if view is None or not may_open(case, self._actor(staff_id)):
            return None
        reaction = case.reaction
        at = Situation(
            case=case, actor=self._actor(staff_id), office=self.office, now=self.now, rules=self.rulebook
        )
        seen = seen_numbers(case, self.linked, at.actor, self.now)
        return FullTextView(
            case=view,
            summary=reaction.summary,
            customer=reaction.customer,
            anonymous=reaction.anonymous,
            escalation_note=reaction.escalation_note,
            documents=document_views(at, documents),
            contributions=contribution_views(at, with_text=True),
            history=history_lines(at, history, documents, seen),
            corrections=correction_lines(at, corrections, seen),
        )

    def receipt(self, case: Case) -> ReceiptView:
        """Return what the reporting person is told; no personal data."""
        first_contact = responsibility_for(case.reaction, self.rulebook.switches).first_contact
        decision_first = self.rulebook.switches.gl_decision == "before_forwarding"
        registration = told_of_registration(case, first_contact, decision_first=decision_first)
        alerted = told_of_alert(case, first_contact)
        reporter = Actor.of(case.registered_by, self.office, self.rulebook.day(self.now))
        return ReceiptView(
            number=case.number,
            lead_name=lead_name(case, self.office),
            acknowledge_by=case.acknowledge_by,
            close_by=case.close_by,
            informed=tuple(with_article(told.audience, self.office) for told in registration),
            alerted=tuple(with_article(audience, self.office) for audience in alerted),
            waiting=case.handover is not None and case.handover.is_open,
            team_asked=case.handover is not None and case.handover.team is not None,
            referred_to_writing=case.reaction.parting is Parting.REFERRED_TO_WRITING,
            voluntary=case.voluntary,
            legal_remedy_check=case.reaction.legal_remedy_check,
            spoken=case.reaction.channel.is_oral,
            answer_promised=expects_answer(case.reaction),
            seen_for_a_day=viewpoint_of(case, reporter, self.now) is Viewpoint.REPORTER,
        )

    def _head(self, at: Situation, viewpoint: Viewpoint) -> CaseView:
        case, reaction, local = at.case, at.case.reaction, self.rulebook.local
        viewer = at.actor.staff_id or StaffId("")
        reporter_name = person_named(at, case.registered_by)
        reporter = self.office.staff.get(case.registered_by) if reporter_name else None
        return CaseView(
            case_id=case.id,
            version=case.version,
            number=case.number,
            viewpoint=viewpoint,
            state=case.state,
            lead=case.lead,
            lead_name=lead_name(case, self.office),
            channel=reaction.channel,
            origin=reaction.origin,
            origin_detail=without_customer(reaction.origin_detail, reaction.customer),
            concerns=reaction.concerns,
            team_names=tuple(self.office.team_name(t) for t in reaction.teams),
            subject=subject_of(reaction),
            received_at=local(reaction.received_at),
            registered_at=local(case.registered_at),
            reporter_name=reporter_name,
            reporter_room=reporter.room if reporter else "",
            voluntary=case.voluntary,
            acknowledge_by=case.acknowledge_by,
            close_by=case.close_by,
            act_by=case.act_by,
            working_days_left=self.rulebook.calendar.working_days_between(at.today, case.act_by),
            parting=reaction.parting,
            talk_wish=reaction.talk_wish,
            escalation_ground=reaction.escalation_ground,
            legal_remedy_check=reaction.legal_remedy_check,
            about_lead=case.lead_excluded,
            agreed_with=without_customer(reaction.handover_agreed_with, reaction.customer),
            follow_up_of=without_customer(reaction.follow_up_of, reaction.customer),
            handover=(
                handover_view(case, case.handover, viewer=viewer, office=self.office, rules=self.rulebook)
                if case.handover
                else None
            ),
            holder_name=name_of(case.holder, self.office),
            holder_on_behalf=case.holder_on_behalf,
            taken_over_at=local(case.taken_over_at) if case.taken_over_at else None,
            recorded_in_tool_at=local(case.recorded_in_tool_at) if case.recorded_in_tool_at else None,
            krm_tool_ref=without_customer(case.krm_tool_ref, reaction.customer),
            mine=case.holder == viewer,
            steps=(),
        )

    def _actor(self, staff_id: StaffId) -> Actor:
        return Actor.of(staff_id, self.office, self.rulebook.day(self.now))


def _with_parts(view: CaseView, at: Situation, viewpoint: Viewpoint) -> CaseView:
    """Add what only the offices see, and what each may do."""
    if viewpoint is Viewpoint.REPORTER:
        return replace(view, steps=offers(at, viewpoint, ()), today=at.today)
    case, reaction, customer = at.case, at.case.reaction, at.case.reaction.customer
    owed = duties_of(case, at.rules)
    mine = owed_by_viewer(at, owed)
    shown = contribution_views(at)
    return replace(
        view,
        steps=offers(at, viewpoint, mine),
        leads=at.answers,
        original_close_by=case.original_close_by,
        deadline_explanation=_explanation(at),
        acknowledgement=acknowledgement_view(at),
        letter=letter_view(at),
        decision=decision_view(at),
        contributions=shown,
        contributions_in=(sum(c.is_settled for c in case.contributions), len(case.contributions)),
        informing=informing_views(at),
        interim_notices=interim_views(at),
        talk=talk_view(at),
        treatment=case.treatment.kind if case.treatment else None,
        treatment_at=(
            at.rules.local(case.treatment.appointment_at)
            if case.treatment and case.treatment.appointment_at
            else None
        ),
        returned_reason=without_customer(case.returned.reason, customer) if case.returned else "",
        returned_by=at.office.team_name(case.returned.team) if case.returned and case.returned.team else "",
        revision_note=without_customer(case.revision.reason, customer) if case.revision else "",
        transfer_reason=without_customer(case.transfer.reason, customer) if case.transfer else "",
        closing=closing_view(at),
        ending=ending_view(at),
        reopened_reason=without_customer(case.reopening.reason, customer) if case.reopening else "",
        filed_at=at.rules.local(case.filed_at) if case.filed_at else None,
        retention=retention_view(at),
        missing=_missing(at),
        duties=duty_views(at, owed, mine),
        followed_by=case.followed_by,
        further_receipts=len(case.further_receipts),
        people=reaction.people,
        has_address=has_address(case),
        confidential=reaction.confidential,
        about_management=reaction.concerns_management,
        third_party_authorised=reaction.third_party_authorised,
        external_due_on=reaction.external_due_on,
        origin_in_verbis=reaction.origin_in_verbis,
        teams=tuple(
            TeamChoice(id=team.id, name=team.name)
            for team in sorted(at.office.teams.values(), key=lambda team: team.name)
            if team.active
        ),
        chosen_teams=reaction.teams,
        answers=possible_answers(case),
        today=at.today,
        further_until=suggested_day(case.close_by, at.today, at.rules),
    )


def _missing(at: Situation) -> tuple[str, ...]:
    if at.case.state in OVER:
        filing = at.role is Role.BGF and at.case.filed_at is None
        return missing_for_filing(at.case) if filing else ()
    return missing_for_closing(at.case, at.rules) if at.answers else ()


def _explanation(at: Situation) -> tuple[str, ...]:
    return deadlines_of(at.case.reaction, at.rules).explanation
