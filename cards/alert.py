"""„Dringend“: threat or grave situation, now (GA VI, A30). No details: those are behind „Vorgang öffnen“."""

from cards.card import Card, card
from cards.case_facts import REPORTED_BY
from cards.handover_words import place_of
from cards.layout import band, facts, heading, text
from cards.step_buttons import NOT_TYPED, refresh_button, step_button
from cards.wording import GROUNDS, TALK_WISHES, long_instant
from casework.views import CaseView, Step
from procedure.vocabulary import Channel, TalkWish


def alert_card(view: CaseView) -> Card:
    """Draw the alarm: who is there, the number, the ground in words, and the way to the case."""
    ground = GROUNDS[view.escalation_ground] if view.escalation_ground else "schwerwiegende Gesamtsituation"
    who = place_of(view.reporter_name, view.reporter_room)
    wish = TALK_WISHES[view.talk_wish] if view.talk_wish is not TalkWish.NONE else ""
    actions = [step_button(view, Step.OPEN, NOT_TYPED, positive=True)] if Step.OPEN in view.steps else []
    brief = f"Dringend: {view.number}, {ground}."
    return card(
        body=[
            band(
                "attention",
                heading(f"Dringend: {ground}", size="medium"),
                text(f"Melden Sie sich bitte sofort bei {who or 'der meldenden Person'}."),
            ),
            *facts(
                [
                    ("Vorgang", view.number),
                    ("Weg", _way(view)),
                    (REPORTED_BY, who),
                    ("Gemeldet", long_instant(view.registered_at)),
                    ("Zuständig", view.lead_name),
                    ("Gewünscht", wish),
                ]
            ),
            text("Das ist kein Notruf. Bei Gefahr gilt zuerst: Alarm auslösen oder 110 oder 112 wählen."),
        ],
        actions=[*actions, refresh_button(view, secondary=True)],
        fallback_text=f"{brief} Bitte melden Sie sich sofort.",
        speak=f"{brief} Bitte melden Sie sich sofort.",
    )


def _way(view: CaseView) -> str:
    """Say where the danger is: the management may be on its way already."""
    match view.channel:
        case Channel.IN_PERSON:
            return "persönlich, hier im Haus"
        case Channel.TELEPHONE:
            return "am Telefon"
        case _:
            return "schriftlich oder per E-Mail"
