"""„Kundin/Kunde wartet“: the card of whoever is asked while nobody has answered (GA V, R35-R37)."""

from cards.card import Card, card
from cards.case_facts import ABOUT_LEAD, EARLIER, acknowledgement, closing, origin
from cards.case_parts import LEGAL_REMEDY, about
from cards.elements import Block
from cards.handover_words import is_of_earlier_day, moment, place_of, waited_from
from cards.layout import band, facts, heading, notice_band, side_by_side, text, verbatim
from cards.step_buttons import titles
from cards.what_now import Below, form_or_buttons
from cards.wording import GROUNDS, TALK_WISHES, clock_time
from casework.views import CaseView, HandoverView, Step, Viewpoint
from procedure.vocabulary import Channel, TalkWish

ANSWERING = frozenset({Step.COME, Step.APPOINTMENT, Step.CALLBACK, Step.WRITTEN, Step.ASK_DEPUTY})


def handover_card(view: CaseView, handover: HandoverView, *, notice: str, below: Below) -> Card:
    """Draw the waiting customer with the five answers; a form with problems comes back unfolded."""
    where = "am Telefon" if view.channel is Channel.TELEPHONE else "am Empfang"
    body: list[Block] = [
        *notice_band(notice),
        _who_waits(view, handover, where),
        text(about(view, number=True), subtle=True, spacing="medium"),
        *verbatim(view.subject, size="medium"),
        *facts(_facts(view, handover)),
    ]
    if view.legal_remedy_check:
        body.append(text(LEGAL_REMEDY))
    if view.viewpoint is Viewpoint.DEPUTY:
        body.append(text("Sie antworten in Vertretung (i. V.)."))
    form, buttons = form_or_buttons(view, below)
    body += form or [text(_question(view, handover), bold=True, spacing="large")]
    who = _in_a_sentence(view, handover, where)
    choice = ", ".join(titles([s for s in view.steps if s in ANSWERING]))
    return card(
        body=body,
        actions=buttons,
        fallback_text=f"{view.number}: {who}. Bitte antworten Sie: {choice}.",
        speak=f"{who}. Bitte antworten Sie.",
    )


def _who_waits(view: CaseView, handover: HandoverView, where: str) -> Block:
    if is_of_earlier_day(view, handover):
        return band(
            "attention",
            heading("Eine Antwort steht noch aus", size="medium"),
            text(f"{_in_a_sentence(view, handover, where)}.", spacing="small"),
        )
    title = heading(f"Kundin/Kunde wartet {where}", size="medium")
    since = text(f"seit {clock_time(handover.waiting_since)}")
    return band("attention", side_by_side([title], [since], short=True))


def _in_a_sentence(view: CaseView, handover: HandoverView, where: str) -> str:
    if is_of_earlier_day(view, handover):
        return f"Die Kundin/der Kunde wartete {waited_from(handover)} {where}"
    return f"Eine Kundin oder ein Kunde wartet {where}, seit {clock_time(handover.waiting_since)}"


def _question(view: CaseView, handover: HandoverView) -> str:
    # Of an earlier day nobody stands at the desk any more to be told something.
    return "Was antworten Sie?" if is_of_earlier_day(view, handover) else "Was dürfen wir sagen?"


def _facts(view: CaseView, handover: HandoverView) -> list[tuple[str, str]]:
    asked_too = ""
    if handover.deputy_asked_at is not None and handover.deputy_name:
        asked_too = f"{handover.deputy_name}, {moment(view, handover.deputy_asked_at)}"
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
