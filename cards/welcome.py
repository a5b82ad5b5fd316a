"""The cards that open a conversation: welcome, help, and the offer to go on with an interrupted one."""

from datetime import datetime

from cards.buttons import button
from cards.card import Card, card
from cards.layout import facts, heading, small, text
from cards.verbs import INTAKE_CANCEL, INTAKE_RESUME, INTAKE_START
from cards.wording import long_instant

_DANGER = "Besteht gerade Gefahr? Lösen Sie bitte zuerst den Alarm aus oder wählen Sie 110 oder 112."
"""A30: the assistant is no emergency call."""

_COMMANDS = (
    ("neu", "eine Kundenreaktion aufnehmen"),
    ("status NUMMER", "einen Vorgang zeigen, zum Beispiel „status KRM-2026-0042“"),
    ("meine", "Ihre offenen Aufgaben, das Dringendste zuerst"),
    ("offen", "alle offenen Vorgänge, die Sie sehen dürfen"),
    ("fristen", "was in den nächsten sieben Tagen fällig ist"),
    ("wochenübersicht", "die Zahlen der Woche, für BGF und Geschäftsleitung"),
    ("suche …", "zum Beispiel „suche Leistung A“ oder „suche seit 1. März“"),
    ("abwesend bis …", "Ihre Vertretung einschalten, zum Beispiel „abwesend bis Freitag“"),
    ("wieder da", "die Abwesenheit beenden"),
    ("zurück", "bei der Aufnahme: die letzte Antwort ändern"),
    ("abbrechen", "die Aufnahme beenden, ohne etwas zu speichern"),
    ("hilfe", "diese Übersicht"),
)

_ONE_LINE = "neu persönlich Leistung A: Bescheid seit sieben Wochen offen"


def welcome_card(first_name: str) -> Card:
    """Greet somebody and offer the one thing most people come for."""
    greeting = f"Guten Tag {first_name}".strip()
    return card(
        body=[
            heading(greeting),
            text("Ich helfe Ihnen, eine Kundenreaktion aufzunehmen: eine Beschwerde, ein Lob, eine Idee."),
            text("Das dauert etwa zwei Minuten.", spacing="none"),
            text(_DANGER, bold=True),
            small("Sie können auch schreiben: „neu“ für eine Aufnahme, „hilfe“ für alles, was ich kann."),
        ],
        actions=[button("Reaktion aufnehmen", INTAKE_START, {}, positive=True)],
        fallback_text="Guten Tag. Schreiben Sie „neu“, um eine Kundenreaktion aufzunehmen, oder „hilfe“.",
        speak="Guten Tag. Ich helfe Ihnen, eine Kundenreaktion aufzunehmen.",
    )


def help_card(*, year: int | None = None) -> Card:
    """Say what can be typed at any time, always in the same words (WCAG 3.2.6).

    ``year``: the running one, for who may ask for its numbers.
    """
    commands = [*_COMMANDS[:-1], *(_about(year) if year else ()), _COMMANDS[-1]]
    typed = ", ".join(f"„{words}“" for words, _ in commands)
    return card(
        body=[
            heading("So helfe ich Ihnen"),
            text("Sie können alles drücken oder schreiben:"),
            *facts(commands),
            text(f"Schneller geht es in einer Zeile: „{_ONE_LINE}“."),
            text("Eine Datei können Sie mir hier schicken. Ich frage, zu welchem Vorgang sie gehört."),
            text(
                "Namen und Adressen gehören ins Formular: Was Sie in den Chat schreiben, bleibt dort stehen."
            ),
            text("Inhaltliche Fragen beantwortet die Teamleitung, Fragen zum Ablauf das BGF."),
            text(_DANGER, bold=True),
        ],
        actions=[button("Reaktion aufnehmen", INTAKE_START, {}, positive=True)],
        fallback_text=f"Hilfe. Sie können schreiben: {typed}.",
        speak=f"Sie können schreiben: {typed}.",
    )


def _about(year: int) -> tuple[tuple[str, str], ...]:
    return (
        ("statistik", "die Zahlen des laufenden Jahres, auch „statistik JAHR“"),
        (f"bericht {year}", "den Jahresbericht zusammenstellen"),
        ("maßnahmen", "die Maßnahmen aus dem Bericht des laufenden Jahres, auch „maßnahmen JAHR“"),
        (f"export {year}", "die Vorgänge eines Jahres als Datei für das KRM-Tool"),
    )


def draft_offer_card(
    *, draft_id: str, turn: int, progress: str = "", saved_at: datetime | None = None
) -> Card:
    """Offer to go on with an interrupted draft; it names no content. ``saved_at`` is local to the office."""
    data: dict[str, object] = {"draft": draft_id, "turn": turn}
    return card(
        body=[
            heading("Sie haben eine Aufnahme begonnen", size="medium"),
            text("Möchten Sie weitermachen? Ihre Antworten sind noch da. Nach 24 Stunden lösche ich sie."),
            *facts([("Stand", progress), ("Zuletzt", long_instant(saved_at) if saved_at else "")]),
        ],
        actions=[
            button("Weitermachen", INTAKE_RESUME, data, positive=True),
            button("Verwerfen", INTAKE_CANCEL, data),
        ],
        fallback_text="Sie haben eine Aufnahme begonnen. Möchten Sie weitermachen oder verwerfen?",
        speak="Sie haben eine Aufnahme begonnen. Möchten Sie weitermachen?",
    )
