"""„Kundin/Kunde wartet“: the card of whoever is asked while nobody has answered (GA V, R35-R37)."""

from cards.card import Card, card
from cards.case_facts import ABOUT_LEAD, EARLIER, acknowledgement, closing, origin
from cards.case_parts import LEGAL_REMEDY, about
from cards.elements import Block
from cards.handover_words import place_of
from cards.layout import band, facts, heading, notice_band, side_by_side, text, verbatim
from cards.step_buttons import titles
from cards.what_now import Below, form_or_buttons
from cards.wording import GROUNDS, TALK_WISHES, clock_time, long_instant
from casework.views import CaseView, HandoverView, Step, Viewpoint
from procedure.vocabulary import Channel, TalkWish

ANSWERING = frozenset({Step.COME, Step.APPOINTMENT, Step.CALLBACK, Step.WRITTEN, Step.ASK_DEPUTY})


def handover_card(view: CaseView, handover: HandoverView, *, notice: str, below: Below) -> Card:
    """Draw the waiting customer with the five answers; a form with problems comes back unfolded."""
    where = "am Telefon" if view.channel is Channel.TELEPHONE else "am Empfang"
    since = _since(view, handover)
    title = heading(f"Kundin/Kunde wartet {where}", size="medium")
    body: list[Block] = [
        *notice_band(notice),
        band("attention", side_by_side([title], [text(since)], short=True)),
        text(about(view, number=True), subtle=True, spacing="medium"),
        *verbatim(view.subject, size="medium"),
        *facts(_facts(view, handover)),
    ]
    if view.legal_remedy_check:
        body.append(text(LEGAL_REMEDY))
    if view.viewpoint is Viewpoint.DEPUTY:
        body.append(text("Sie antworten in Vertretung (i. V.)."))
    form, buttons = form_or_buttons(view, below)
    body += form or [text("Was dürfen wir sagen?", bold=True, spacing="large")]
    who = f"Eine Kundin oder ein Kunde wartet {where}, {since}"
    choice = ", ".join(titles([s for s in view.steps if s in ANSWERING]))
    return card(
        body=body,
        actions=buttons,
        fallback_text=f"{view.number}: {who}. Bitte antworten Sie: {choice}.",
        speak=f"{who}. Bitte antworten Sie.",
    )


def _since(view: CaseView, handover: HandoverView) -> str:
    if handover.waiting_since.date() == view.registered_at.date():
        return f"seit {clock_time(handover.waiting_since)}"
    return f"seit {long_instant(handover.waiting_since)}"


def _facts(view: CaseView, handover: HandoverView) -> list[tuple[str, str]]:
    asked_too = ""
    if handover.deputy_asked_at is not None and handover.deputy_name:
        asked_too = f"{handover.deputy_name}, um {clock_time(handover.deputy_asked_at)}"
    wish = "" if view.talk_wish is TalkWish.NONE else TALK_WISHES[view.talk_wish]
    return [
        ("Aufgenommen von", place_of(view.reporter_name, view.reporter_room)),
        ("Betrifft", ABOUT_LEAD if view.about_lead else ""),
        ("Gewünscht", wish),
        ("Anlass", GROUNDS[view.escalation_ground] if view.escalation_ground else ""),
        ("Herkunft", origin(view)),
        ("Abgestimmt", view.agreed_with or "noch nicht"),
        ("Auch gefragt", asked_too),
        (EARLIER, view.follow_up_of),
        acknowledgement(view),
        *closing(view),
    ]
