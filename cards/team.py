"""The card of the Teamleitung and her deputy: what to do next, then what it rests on."""

from cards.card import Card, card
from cards.case_facts import (
    arrival,
    closing,
    contribution,
    informing,
    interim_notices,
    open_acknowledgement,
    relations,
    result,
    talk,
    treatment,
)
from cards.case_parts import LEGAL_REMEDY, head, is_over, stages
from cards.elements import Block
from cards.handover_words import answered
from cards.layout import facts, notice_band, progress, text
from cards.letter_at_hand import letter_at_hand
from cards.missing import missing
from cards.next_step import is_before_handing_over, next_step
from cards.what_now import Below, form_or_buttons, in_short, what_now, words_of
from casework.views import CaseView
from procedure.vocabulary import ContributionState

_SETTLED = frozenset({ContributionState.DELIVERED, ContributionState.WAIVED})


def team_card(view: CaseView, *, notice: str, below: Below) -> Card:
    """Draw a case for the Teamleitung: first what to do, then what it rests on (GA II, III, V)."""
    what = next_step(view)
    form, buttons = form_or_buttons(view, below)
    body: list[Block] = [
        *notice_band(notice),
        *head(view),
        what_now(view, what),
        *letter_at_hand(view),
        *_told_by_management(view),
    ]
    if view.handover is not None and view.handover.answer is not None:
        body.append(text(answered(view, view.handover)))
    if view.legal_remedy_check and not is_over(view):
        body.append(text(LEGAL_REMEDY))
    body += facts(
        [
            ("Betreff", view.subject),
            *result(view),
            *closing(view),
            ("Federführend", "" if view.leads or not view.contributions else view.lead_name),
            open_acknowledgement(view),
            interim_notices(view),
            treatment(view),
            informing(view),
            *_own_contributions(view),
            *talk(view),
            *relations(view),
            *arrival(view),
        ]
    )
    body.append(progress(stages(view)))
    body += missing(view) if view.leads and not is_before_handing_over(view) else []
    return card(
        body=[*body, *form],
        actions=buttons,
        fallback_text=in_short(view, what.brief),
        speak=in_short(view, what.brief),
    )


def _told_by_management(view: CaseView) -> list[Block]:
    """Quote the Maßgabe (R34), and why something came back."""
    if is_over(view):
        return []
    returned = next((c.note for c in view.contributions if c.owed and c.note), "")
    return [
        *words_of("Maßgabe der Geschäftsleitung:", view.decision.instruction),
        *words_of("Warum nicht gezeichnet wurde:", view.revision_note),
        *words_of("Warum der Beitrag zurückkam:", returned),
        *words_of("Die Geschäftsleitung zum Gesprächswunsch:", view.talk.decision_note),
        *words_of("Ergebnis des Gesprächs mit der Geschäftsleitung:", view.talk.held_note),
        *words_of("Warum der Vorgang wieder offen ist:", view.reopened_reason),
    ]


def _own_contributions(view: CaseView) -> list[tuple[str, str]]:
    """State how far the viewer's are; what another Teamleitung owes, who is here, is not hers (R11)."""
    shown = [part for part in view.contributions if part.owed or part.state in _SETTLED]
    if len(view.contributions) == 1 and shown:
        return [("Ihr Beitrag", contribution(shown[0]))]
    return [(f"Beitrag {part.team_name}", contribution(part)) for part in shown]
