"""Builds what one person may see of a case now; decides nothing."""

import re
from dataclasses import dataclass
from datetime import datetime

from casework.permissions import may_open, viewpoint_of
from casework.record import told_of_alert, told_of_registration
from casework.views import CaseView, FullTextView, HandoverView, ReceiptView, Step, Viewpoint
from procedure import steps
from procedure.actor import Actor
from procedure.case import Case, Handover, Reaction
from procedure.conflicts import conflicted
from procedure.lifecycle import permitted
from procedure.office import Office
from procedure.recording import expects_answer
from procedure.representation import Audience, AudienceKind, asked_second, recipients
from procedure.responsibility import responsibility_for
from procedure.rulebook import Rulebook
from procedure.situation import Situation
from procedure.vocabulary import Parting, Role, StaffId, TeamId

SUBJECT_LENGTH = 80
SHORTEST_DETAIL = 2
"""Letters of a name up to which it is more likely a word of its own („an“, „zu“)."""

# Likeliest first: the order of the buttons.
_STEPS: tuple[tuple[Step, type[steps.CaseStep]], ...] = (
    (Step.COME, steps.AnswerHandover),
    (Step.APPOINTMENT, steps.AnswerHandover),
    (Step.CALLBACK, steps.AnswerHandover),
    (Step.WRITTEN, steps.AnswerHandover),
    (Step.ASK_DEPUTY, steps.AskDeputy),
    (Step.TAKE_OVER, steps.TakeOver),
    (Step.CONFIRM_RECORDED, steps.ConfirmRecorded),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Presenter:
    """Views of cases for one office at one moment."""

    office: Office
    rulebook: Rulebook
    now: datetime

    def case(self, case: Case, staff_id: StaffId) -> CaseView | None:
        """Return the case as this person sees it, or None when it does not exist for her."""
        actor = self._actor(staff_id)
        viewpoint = viewpoint_of(case, actor, self.now)
        if viewpoint is None or self.office.member(staff_id) is None:
            return None
        reaction = case.reaction
        local = self.rulebook.local
        reporter = self.office.staff.get(case.registered_by)
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
            origin_detail=reaction.origin_detail,
            concerns=reaction.concerns,
            team_names=tuple(self.office.team_name(t) for t in reaction.teams),
            subject=_subject(reaction),
            received_at=local(reaction.received_at),
            registered_at=local(case.registered_at),
            reporter_name=reporter.name if reporter else "",
            reporter_room=reporter.room if reporter else "",
            voluntary=case.voluntary,
            acknowledge_by=case.acknowledge_by,
            close_by=case.close_by,
            act_by=case.act_by,
            working_days_left=self.rulebook.calendar.working_days_between(
                self.rulebook.day(self.now), case.act_by
            ),
            parting=reaction.parting,
            talk_wish=reaction.talk_wish,
            escalation_ground=reaction.escalation_ground,
            legal_remedy_check=reaction.legal_remedy_check,
            about_lead=case.lead_excluded,
            agreed_with=reaction.handover_agreed_with,
            follow_up_of=reaction.follow_up_of,
            handover=self._handover(case, case.handover, staff_id) if case.handover else None,
            holder_name=self._name(case.holder),
            holder_on_behalf=case.holder_on_behalf,
            taken_over_at=local(case.taken_over_at) if case.taken_over_at else None,
            recorded_in_tool_at=local(case.recorded_in_tool_at) if case.recorded_in_tool_at else None,
            krm_tool_ref=case.krm_tool_ref,
            mine=case.holder == staff_id,
            steps=_steps(
                Situation(case=case, actor=actor, office=self.office, now=self.now, rules=self.rulebook),
                viewpoint,
            ),
        )

    def full_text(self, case: Case, staff_id: StaffId) -> FullTextView | None:
        """Return the case with text and customer, for those who may open it."""
        view = self.case(case, staff_id)
        if view is None or not may_open(case, self._actor(staff_id)):
            return None
        reaction = case.reaction
        return FullTextView(
            case=view,
            summary=reaction.summary,
            customer=reaction.customer,
            anonymous=reaction.anonymous,
            escalation_note=reaction.escalation_note,
        )

    def receipt(self, case: Case) -> ReceiptView:
        """Return what the reporting person is told; no personal data."""
        first_contact = responsibility_for(case.reaction, self.rulebook.switches).first_contact
        registration = told_of_registration(case, first_contact)
        return ReceiptView(
            number=case.number,
            lead_name=lead_name(case, self.office),
            acknowledge_by=case.acknowledge_by,
            close_by=case.close_by,
            informed=tuple(self._with_article(audience) for _, audience in registration),
            alerted=tuple(self._with_article(a) for a in told_of_alert(case, first_contact)),
            waiting=case.handover is not None and case.handover.is_open,
            team_asked=case.handover is not None and case.handover.team is not None,
            referred_to_writing=case.reaction.parting is Parting.REFERRED_TO_WRITING,
            voluntary=case.voluntary,
            legal_remedy_check=case.reaction.legal_remedy_check,
            spoken=case.reaction.channel.is_oral,
            answer_promised=expects_answer(case.reaction),
        )

    def _handover(self, case: Case, handover: Handover, viewer: StaffId) -> HandoverView:
        local = self.rulebook.local
        answerer = self.office.staff.get(handover.answered_by) if handover.answered_by else None
        asked_too = self._asked_too(case, handover)
        return HandoverView(
            waiting_since=local(handover.waiting_since),
            due_at=local(handover.due_at),
            deputy_asked_at=local(handover.deputy_asked_at) if handover.deputy_asked_at else None,
            deputy_name=self._deputy_name(handover, asked_too),
            answer=handover.answer,
            answered_at=local(handover.answered_at) if handover.answered_at else None,
            answered_by_name=answerer.name if answerer else "",
            answered_by_room=answerer.room if answerer else "",
            on_behalf=handover.on_behalf,
            appointment_at=local(handover.appointment_at) if handover.appointment_at else None,
            place=handover.place,
            callback=handover.callback,
            answered_by_viewer=handover.answered_by == viewer,
            viewer_asked_too=viewer in asked_too,
            with_management=handover.team is None,
        )

    def _asked_too(self, case: Case, handover: Handover) -> tuple[StaffId, ...]:
        if handover.deputy_asked_at is None:
            return ()
        day = self.rulebook.day(handover.deputy_asked_at)
        return recipients(
            asked_second(handover.team), self.office, day, conflicted=conflicted(case, self.office)
        )

    def _deputy_name(self, handover: Handover, asked_too: tuple[StaffId, ...]) -> str:
        if not asked_too:
            return ""
        if handover.team is not None and handover.team in self.office.deputises(asked_too[0]):
            return self._name(asked_too[0])
        is_bgf = asked_too[0] in self.office.holders(Role.BGF)
        return self._with_article(Audience(AudienceKind.BGF if is_bgf else AudienceKind.MANAGEMENT))

    def _with_article(self, audience: Audience) -> str:
        match audience.kind:
            case AudienceKind.BGF:
                return "das BGF"
            case AudienceKind.MANAGEMENT:
                return "die Geschäftsleitung"
            case _:
                return f"die Teamleitung {self.office.team_name(TeamId(audience.ref))}"

    def _actor(self, staff_id: StaffId) -> Actor:
        return Actor.of(staff_id, self.office, self.rulebook.day(self.now))

    def _name(self, staff_id: StaffId | None) -> str:
        member = self.office.staff.get(staff_id) if staff_id else None
        return member.name if member else ""


def lead_name(case: Case, office: Office) -> str:
    """Name the office that answers for a case, in words."""
    return f"Teamleitung {office.team_name(case.lead_team)}" if case.lead_team else "Geschäftsleitung"


def _subject(reaction: Reaction) -> str:
    """Shorten the summary to one line, without what identifies the customer: cards stay in chats."""
    line = " ".join(reaction.summary.split())
    customer = reaction.customer
    details = (customer.name, customer.contact, customer.number)
    parts = {part for detail in details for part in (detail, *detail.split()) if len(part) > SHORTEST_DETAIL}
    for part in sorted(parts, key=len, reverse=True):
        line = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", "…", line, flags=re.IGNORECASE)
    return line if len(line) <= SUBJECT_LENGTH else f"{line[: SUBJECT_LENGTH - 1].rstrip()}…"


def _steps(at: Situation, viewpoint: Viewpoint) -> tuple[Step, ...]:
    offered = [step for step, rule in _STEPS if permitted(at, rule)]
    if viewpoint is not Viewpoint.REPORTER:
        offered.append(Step.OPEN)
    return tuple(offered)
