"""Who is told what, event by event: the last column of the transition table (GA II-VI).

Never a channel, never a person a case is kept from. What an event does not call somebody for is
still seen: every change refreshes the cards that are out.
"""

from collections.abc import Sequence
from typing import Final

from procedure import events
from procedure.calls import BGF, CALLS, MANAGEMENT, alarmed, is_kept_from, lead_of
from procedure.case import Case
from procedure.escalation import must_alert
from procedure.notice_kind import NoticeKind, Notification
from procedure.representation import Audience, AudienceKind
from procedure.vocabulary import ConcernKind, DecisionState, Lead, TeamId

__all__ = ["NoticeKind", "Notification", "told_of", "told_of_alert", "told_of_registration", "told_of_step"]

REFRESH: Final = Notification(NoticeKind.CARD_REFRESH, Audience(AudienceKind.HOLDERS))


def told_of_step(
    case: Case,
    happened: Sequence[events.Event],
    *,
    first_contact: TeamId | None = None,
    decision_first: bool = False,
) -> tuple[Notification, ...]:
    """Name who is told of all that one step brought about, each office once, by what came first.

    Only an alert comes besides: it must not be taken for anything else (A30). ``case`` is as the
    step left it. ``decision_first``: no team gets a written case before the management has decided
    (A3, ``gl_decision`` = „before_forwarding“).
    """
    told: dict[tuple[bool, Audience], Notification] = {}
    for event in happened:
        for notification in told_of(case, event, first_contact=first_contact, decision_first=decision_first):
            key = (notification.kind is NoticeKind.ALERT, notification.audience)
            told.setdefault(key, notification)
    refresh = told.pop((False, REFRESH.audience), None)
    is_new = any(isinstance(event, events.Registered) for event in happened)
    return tuple(told.values()) if refresh is None or is_new else (*told.values(), refresh)


def told_of(
    case: Case, event: events.Event, *, first_contact: TeamId | None = None, decision_first: bool = False
) -> tuple[Notification, ...]:
    """Name who is told of one event, and what for; the refresh of the cards that are out comes last.

    ``first_contact`` is whose Teamleitung is asked first for a spoken reaction, when it is recorded.
    """
    match event:
        case events.Registered():
            return told_of_registration(case, first_contact, decision_first=decision_first)
        case events.AlertRaised():
            return tuple(Notification(NoticeKind.ALERT, a) for a in told_of_alert(case, first_contact))
        case events.HandoverOpened():
            return ()
        case events.AcknowledgementSent() | events.AcknowledgementWaived() if _waits(case, decision_first):
            return (REFRESH,)
        case _:
            called = CALLS[type(event)](case, event) if type(event) in CALLS else ()
            return (*dict.fromkeys(n for n in called if not is_kept_from(case, n.audience)), REFRESH)


def told_of_registration(
    case: Case, first_contact: TeamId | None, *, decision_first: bool = False
) -> tuple[Notification, ...]:
    """Name who is told of a new case.

    R17: the BGF always. R35: of spoken ones the Teamleitung first. GA IV: of written ones both.
    A5: the management also learns of a Fachaufsichtsbeschwerde that a team leads.
    """
    told = [Notification(NoticeKind.RECORD_REQUEST, BGF)]
    team = first_contact if case.reaction.channel.is_oral else case.lead_team
    if team is not None and not _waits(case, decision_first):
        told.append(Notification(NoticeKind.CASE_FOR_TEAM, lead_of(team)))
    about_supervision = ConcernKind.FACHAUFSICHTSBESCHWERDE in case.reaction.concerns
    if case.lead is Lead.MANAGEMENT or not case.reaction.channel.is_oral or about_supervision:
        told.append(Notification(NoticeKind.CASE_FOR_MANAGEMENT, MANAGEMENT))
    return tuple(n for n in told if not is_kept_from(case, n.audience))


def told_of_alert(case: Case, first_contact: TeamId | None) -> tuple[Audience, ...]:
    """Name who is alarmed at once, the channel never (A30): management, Teamleitung and BGF; or nobody."""
    return alarmed(case, first_contact) if must_alert(case.reaction) else ()


def _waits(case: Case, decision_first: bool) -> bool:  # noqa: FBT001 - the switch, passed on
    return decision_first and case.decision_state is DecisionState.OPEN
