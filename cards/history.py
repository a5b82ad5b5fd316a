"""What happened to a case, in words: who did what and when, and what was put right (R50, A36)."""

from collections.abc import Sequence

from cards.elements import Block
from cards.layout import facts, small, text
from cards.wording import clock_time, short_date
from cards.wording_steps import event_in_words
from casework.part_views import CorrectionView, HistoryLine

SHOWN = 20
"""Lines of the record on a card; it says how many there are."""

_VALUE_LENGTH = 120

FIELDS = {
    "summary": "Wortlaut",
    "customer_name": "Name",
    "customer_contact": "Kontakt",
    "customer_number": "Kundennummer",
    "received_at": "Eingang",
    "origin": "Herkunft",
    "origin_detail": "Stelle",
    "external_due_on": "Frist der Stelle",
    "third_party_authorised": "Vollmacht der Stelle",
    "origin_in_verbis": "Ursprung in VerBIS",
    "legal_remedy_check": "Kann Widerspruch sein",
    "people": "Anzahl Personen",
    "confidential": "Vertraulich",
}
"""Names of the fields that can be put right."""


def history(lines: Sequence[HistoryLine]) -> list[Block]:
    """List the record, oldest first, one line each (nothing if there is none)."""
    if not lines:
        return []
    shown = lines[-SHOWN:]
    left_out = len(lines) - len(shown)
    remark = [small(f"Die letzten {len(shown)} von {len(lines)} Einträgen.")] if left_out else []
    return [text("Verlauf", bold=True), *remark, *facts([(_when(line), _what(line)) for line in shown])]


def corrections(lines: Sequence[CorrectionView]) -> list[Block]:
    """List what was put right: old and new value, and why (nothing if nothing was)."""
    if not lines:
        return []
    rows = [
        (
            FIELDS.get(line.field, "Angabe"),
            f"„{_short(line.old)}“ → „{_short(line.new)}“, {line.who}, {short_date(line.at)}: {line.reason}",
        )
        for line in lines[-SHOWN:]
    ]
    return [text("Berichtigt", bold=True), *facts(rows)]


def _when(line: HistoryLine) -> str:
    return f"{line.at.day}.{line.at.month}., {clock_time(line.at)}"


def _what(line: HistoryLine) -> str:
    return f"{event_in_words(line.event)} ({line.who})" if line.who else event_in_words(line.event)


def _short(value: str) -> str:
    if not value.strip():
        return "leer"
    return value if len(value) <= _VALUE_LENGTH else f"{value[: _VALUE_LENGTH - 1]}…"
