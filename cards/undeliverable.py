"""The office is told that a message of the assistant did not arrive, so that somebody picks up the phone."""

from typing import Final

from cards.action_elements import Action
from cards.buttons import button
from cards.card import Card, card
from cards.layout import box, facts, heading
from cards.verbs import CASE_SHOW
from casework.views_undeliverable import UndeliverableReason, UndeliverableView
from procedure.notice_kind import NoticeKind
from procedure.vocabulary import CaseId

_REASONS: Final = {
    UndeliverableReason.NEVER_OPENED: "Die Person hat den Bot noch nicht geöffnet.",
    UndeliverableReason.REMOVED: "Die Person hat den Bot entfernt oder blockiert.",
    UndeliverableReason.NOBODY: "Für diese Stelle ist niemand eingetragen.",
    UndeliverableReason.TECHNICAL: "Es gab einen technischen Fehler.",
    UndeliverableReason.CHANNEL: (
        "Meist ist der Bot nicht im Team des Kanals, oder den Kanal gibt es nicht mehr."
    ),
}
_NAMES: Final = {
    NoticeKind.ALERT: "Sofortalarm",
    NoticeKind.REMINDER: "Erinnerung an fällige Fristen",
    NoticeKind.WEEKLY_SUMMARY: "KRM-Wochenübersicht",
    NoticeKind.REPORT_DUE: "Erinnerung an den Jahresbericht",
    NoticeKind.MEASURE_DUE: "Erinnerung an eine Maßnahme",
}
_ALSO: Final = {
    NoticeKind.ALERT: " Bitte rufen Sie sofort an.",
    NoticeKind.REMINDER: " Was fällig ist, zeigt Ihnen der Befehl „fristen“.",
}

_ADD_TO_TEAM: Final = "Bitte fügen Sie den Bot dem Team hinzu: beim Team auf „…“, „Team verwalten“, „Apps“."
_OTHER_CHANNEL: Final = (
    "Gibt es den Kanal nicht mehr, trägt Ihre IT einen anderen in die Einstellung KRM_WEEKLY_CHANNEL ein."
)
_MEANWHILE: Final = "Die Zahlen sehen Sie jederzeit hier im Chat: Schreiben Sie „wochenübersicht“."


def undeliverable_card(view: UndeliverableView) -> Card:
    """Draw which message did not arrive, for whom, and why; its button leads to the case."""
    named = _named(view)
    is_for_channel = view.reason is UndeliverableReason.CHANNEL
    if is_for_channel:
        todo: tuple[str, ...] = (_ADD_TO_TEAM, _OTHER_CHANNEL, _MEANWHILE)
        brief = f"{named} nicht zugestellt. {_ADD_TO_TEAM}"
    else:
        todo = (f"Informieren Sie bitte selbst: {view.audience_name}.{_ALSO.get(view.kind, '')}",)
        brief = f"{named} nicht zugestellt. Bitte informieren Sie die Person selbst."
    return card(
        body=[
            heading(f"Nicht zugestellt: {named}", size="medium"),
            box("Als Nächstes", *todo),
            *facts(
                [
                    *([("Vorgang", view.number)] if view.number else []),
                    ("Empfänger", view.audience_name),
                    ("Grund", _REASONS[view.reason]),
                ]
            ),
        ],
        actions=[] if view.case_id is None else [_open(view.number, view.case_id)],
        fallback_text=brief,
        speak=brief,
    )


def _open(number: str, case_id: CaseId) -> Action:
    return button(f"{number} öffnen", CASE_SHOW, {"case": case_id})


def undeliverable_summary(view: UndeliverableView) -> str:
    """Say for the list of messages what did not arrive; no personal data."""
    name = _NAMES.get(view.kind, "Nachricht")
    return f"{view.number}: {name} nicht zugestellt" if view.number else f"{name} nicht zugestellt"


def _named(view: UndeliverableView) -> str:
    name = _NAMES.get(view.kind, "Nachricht")
    return f"{name} zu {view.number}" if view.number else name
