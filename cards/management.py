"""The card of the management: the case in short, what came before, what the team says, then the decision."""

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
from cards.case_parts import LEGAL_REMEDY, about_management, head, is_over, management_stages
from cards.elements import Block
from cards.handover_words import answered
from cards.layout import facts, notice_band, progress, text
from cards.letter_at_hand import letter_at_hand
from cards.missing import missing
from cards.next_step import next_step
from cards.retention_words import retention
from cards.what_now import Below, form_or_buttons, in_short, what_now, words_of
from casework.views import CaseView
from procedure.vocabulary import CaseState, DecisionState


def management_card(view: CaseView, *, notice: str, below: Below) -> Card:
    """Draw what the management needs before it decides (GA II, IV, VI; R33, R40)."""
    what = next_step(view)
    form, buttons = form_or_buttons(view, below)
    signing = view.state is CaseState.FINAL_SIGNATURE
    body: list[Block] = [
        *notice_band(notice),
        *head(view),
        what_now(view, what),
        *letter_at_hand(view),
    ]
    body += facts(result(view)) if signing else []
    if view.handover is not None and view.handover.answer is not None:
        body.append(text(answered(view, view.handover)))
    body += about_management(view)
    if view.legal_remedy_check and not is_over(view):
        body.append(text(LEGAL_REMEDY))
    body += facts(
        [
            ("Betreff", view.subject),
            *([] if signing else result(view)),
            *closing(view),
            ("Federführend", "" if view.leads else view.lead_name),
            _decision(view),
            open_acknowledgement(view),
            interim_notices(view),
            treatment(view),
            informing(view),
            *talk(view),
            *relations(view),
            *arrival(view),
            retention(view),
        ]
    )
    body += _talk_note(view)
    body += words_of("Warum das Team abgeben möchte:", "" if is_over(view) else view.transfer_reason)
    body += words_of("Ihre Maßgabe:", "" if is_over(view) else view.decision.instruction)
    body += _contributions(view)
    body.append(progress(management_stages(view)))
    body += missing(view) if view.leads else []
    return card(
        body=[*body, *form],
        actions=buttons,
        fallback_text=in_short(view, what.brief),
        speak=in_short(view, what.brief),
    )


def _decision(view: CaseView) -> tuple[str, str]:
    part = view.decision
    match part.state:
        case DecisionState.TAKEN:
            office = view.lead_name if part.lead is view.lead else ""
            by = f"entschieden von {part.decided_by}" if part.decided_by else "entschieden"
            words = ", ".join(
                w for w in (office, by, "mit Schlusszeichnung" if part.final_signature else "") if w
            )
        case _:
            words = ""
    return ("Entscheidung", words)


def _talk_note(view: CaseView) -> list[Block]:
    """Quote the Teamleitung's note, which comes before every decision (R39, R40), and what came of it."""
    if is_over(view):
        return []
    return [
        *words_of("Vermerk der Teamleitung:", view.talk.note),
        *words_of("Ergebnis des Gesprächs:", view.talk.held_note),
    ]


def _contributions(view: CaseView) -> list[Block]:
    there, asked = view.contributions_in
    if not view.contributions:
        return []
    listed = facts([(part.team_name, contribution(part)) for part in view.contributions])
    return [text(f"Beiträge der Teams: {there} von {asked} da", bold=True, spacing="medium"), *listed]
