"""Turns a notice for one person into the card to send and the sentence for the activity feed."""

from dataclasses import dataclass
from typing import Any

from bot.sending.card_kinds import NEWS
from cards.alert import alert_card
from cards.answered_late import answered_late_card
from cards.case import case_card
from cards.closed import closed_card, closed_fact
from cards.handover_words import answer_name, is_of_earlier_day
from cards.intake import deputy_asked_card, handed_over_card
from cards.wording import long_date
from cards.wording_steps import DUTIES
from casework.views import CaseView, HandoverView, Viewpoint
from procedure.case import Case
from procedure.notification import NoticeKind
from procedure.rulebook import Rulebook
from procedure.vocabulary import CaseId

Card = dict[str, Any]

_ANSWERED = "{number}: Antwort für den Empfang"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What to send: the card, and its summary for the feed (number, action, date; no personal data)."""

    card: Card
    summary: str
    about: tuple[CaseId, ...] = ()
    """The cases it shows, besides those that its buttons carry."""


def render(kind: NoticeKind, view: CaseView) -> Rendered:
    """Draw a notice about a case for the person the view belongs to."""
    match kind:
        case NoticeKind.ALERT:
            return Rendered(card=alert_card(view), summary=f"Dringend: {view.number}")
        case NoticeKind.HANDOVER_ANSWERED:
            return Rendered(
                card=handed_over_card(view),
                summary=_ANSWERED.format(number=view.number),
                about=(view.case_id,),
            )
        case NoticeKind.DEPUTY_ASKED:
            return Rendered(
                card=deputy_asked_card(view),
                summary=f"{view.number}: Noch keine Antwort, ich frage weiter",
                about=(view.case_id,),
            )
        case _:
            return Rendered(card=case_card(view), summary=_summary(kind, view))


def closing_fact(case: Case) -> Rendered:
    """Say to whoever reported a case that it is over: the bare fact, whoever may still see the case."""
    return Rendered(
        card=closed_card(case.number, case.state),
        summary=closed_fact(case.number, case.state),
        about=(case.id,),
    )


def answering_fact(case: Case, rulebook: Rulebook) -> Rendered | None:
    """Say to whoever reported a case what was answered to the customer; None while nothing was."""
    handover = case.handover
    if handover is None or handover.answer is None or handover.answered_at is None:
        return None
    return Rendered(
        card=answered_late_card(
            case.number,
            answer_name(handover.answer, case.reaction.channel),
            rulebook.local(handover.answered_at),
            with_management=handover.team is None,
        ),
        summary=_ANSWERED.format(number=case.number),
        about=(case.id,),
    )


def _summary(kind: NoticeKind, view: CaseView) -> str:
    called = kind is NoticeKind.CASE_FOR_TEAM and _waits(view.handover)
    if kind is NoticeKind.RECORD_REQUEST and view.viewpoint is Viewpoint.BGF and not called:
        return f"Neue Kundenreaktion {view.number}: bitte erfassen"
    if view.handover is not None and _waits(view.handover):
        if is_of_earlier_day(view, view.handover):
            return f"{view.number}: Eine Antwort steht noch aus"
        return f"{view.number}: Kundin/Kunde wartet"
    own = next((duty for duty in view.duties if duty.mine), None)
    if kind in NEWS or own is not None:
        if own is None:
            return f"{view.number}: Neuer Stand"
        return f"{view.number}: {DUTIES[own.kind]} bis {long_date(own.due_on)}"
    return f"{view.number}: Antwort bis {long_date(view.close_by)}"


def _waits(handover: HandoverView | None) -> bool:
    return handover is not None and handover.answer is None
