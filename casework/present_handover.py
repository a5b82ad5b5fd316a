"""Builds what a person may see of a waiting customer (GA V)."""

from casework.office_words import name_of, with_article
from casework.redaction import without_customer
from casework.views import HandoverView
from procedure.case import Case, Handover
from procedure.conflicts import conflicted
from procedure.office import Office
from procedure.representation import Audience, AudienceKind, asked_second, recipients
from procedure.rulebook import Rulebook
from procedure.vocabulary import Role, StaffId


def handover_view(
    case: Case, handover: Handover, *, viewer: StaffId, office: Office, rules: Rulebook
) -> HandoverView:
    """Return the hand-over as this person sees it."""
    local = rules.local
    answerer = office.staff.get(handover.answered_by) if handover.answered_by else None
    asked_too = _asked_too(case, handover, office, rules)
    return HandoverView(
        waiting_since=local(handover.waiting_since),
        due_at=local(handover.due_at),
        deputy_asked_at=local(handover.deputy_asked_at) if handover.deputy_asked_at else None,
        deputy_name=_deputy_name(handover, asked_too, office),
        answer=handover.answer,
        answered_at=local(handover.answered_at) if handover.answered_at else None,
        answered_by_name=answerer.name if answerer else "",
        answered_by_room=answerer.room if answerer else "",
        on_behalf=handover.on_behalf,
        appointment_at=local(handover.appointment_at) if handover.appointment_at else None,
        place=without_customer(handover.place, case.reaction.customer),
        callback=without_customer(handover.callback, case.reaction.customer),
        answered_by_viewer=handover.answered_by == viewer,
        viewer_asked_too=viewer in asked_too,
        with_management=handover.team is None,
    )


def _asked_too(case: Case, handover: Handover, office: Office, rules: Rulebook) -> tuple[StaffId, ...]:
    if handover.deputy_asked_at is None:
        return ()
    day = rules.day(handover.deputy_asked_at)
    return recipients(asked_second(handover.team), office, day, conflicted=conflicted(case, office))


def _deputy_name(handover: Handover, asked_too: tuple[StaffId, ...], office: Office) -> str:
    if not asked_too:
        return ""
    if handover.team is not None and handover.team in office.deputises(asked_too[0]):
        return name_of(asked_too[0], office)
    is_bgf = asked_too[0] in office.holders(Role.BGF)
    return with_article(Audience(AudienceKind.BGF if is_bgf else AudienceKind.MANAGEMENT), office)
