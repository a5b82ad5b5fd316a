"""The reminder that the yearly report is due soon (GA VIII, R47)."""

from cards.buttons import button
from cards.card import Card, card
from cards.layout import box, heading, text
from cards.verbs import REPORT_MEASURES, REPORT_TEXTS
from cards.wording import long_date
from casework.report_reminder import ReportDue


def report_due_card(due: ReportDue) -> Card:
    """Say by when the report is due and what can be done now."""
    title = report_due_line(due)
    year = {"year": due.year}
    return card(
        body=[
            heading(f"Jahresbericht {due.year}", size="medium"),
            text(
                f"Vorzulegen bis {long_date(due.due_on)}. {_left(due.days_left)}", bold=True, spacing="none"
            ),
            text("Die Geschäftsleitung hat ihn noch nicht freigegeben."),
            box("Als Nächstes", f"Schreiben Sie „bericht {due.year}“. Dann stelle ich die Zahlen zusammen."),
        ],
        actions=[
            button("Kapitel bearbeiten", REPORT_TEXTS, year),
            button("Maßnahmen", REPORT_MEASURES, year),
        ],
        fallback_text=title,
        speak=title,
    )


def report_due_line(due: ReportDue) -> str:
    """Say for the list of messages what is due."""
    return f"Jahresbericht {due.year}: vorzulegen bis {long_date(due.due_on)}"


def _left(days: int) -> str:
    if not days:
        return "Das ist heute."
    return "Noch ein Tag." if days == 1 else f"Noch {days} Tage."
