"""The BGF is told that a message of the assistant did not arrive, so that somebody picks up the phone."""

from cards.card import Card, card
from cards.layout import box, facts, heading
from casework.views import UndeliverableReason, UndeliverableView

_REASONS = {
    UndeliverableReason.NEVER_OPENED: "Die Person hat den Bot noch nicht geöffnet.",
    UndeliverableReason.REMOVED: "Die Person hat den Bot entfernt oder blockiert.",
    UndeliverableReason.NOBODY: "Für diese Stelle ist niemand eingetragen.",
    UndeliverableReason.TECHNICAL: "Es gab einen technischen Fehler.",
}


def undeliverable_card(view: UndeliverableView) -> Card:
    """Draw which message did not arrive, for whom, and why."""
    brief = f"Nachricht zu {view.number} nicht zugestellt. Bitte informieren Sie die Person selbst."
    return card(
        body=[
            heading(f"Nicht zugestellt: Nachricht zu {view.number}", size="medium"),
            box("Als Nächstes", f"Informieren Sie bitte selbst: {view.audience_name}."),
            *facts(
                [
                    ("Vorgang", view.number),
                    ("Empfänger", view.audience_name),
                    ("Grund", _REASONS[view.reason]),
                ]
            ),
        ],
        fallback_text=brief,
        speak=brief,
    )
