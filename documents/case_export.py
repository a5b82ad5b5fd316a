"""The cases of a year as .csv, one line each, for whoever enters them into the KRM-Tool (A1).

Written as Excel in German reads it when the file is opened: semicolons, German dates, UTF-8 with its mark.
The words are those of the procedure, as they are stored.
"""

import csv
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from io import StringIO
from typing import Final

from casework.letter_text import line
from casework.views_export import ExportRow

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What makes a spreadsheet compute a cell; also in full width, as some read it."""


def export_csv(rows: Iterable[ExportRow]) -> bytes:
    """Write the cases in the order given, under one line of headings."""
    written = StringIO()
    table = csv.writer(written, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    table.writerow(_COLUMNS)
    for row in rows:
        table.writerow(_harmless(value(row)) for value in _COLUMNS.values())
    return written.getvalue().encode("utf-8-sig")


def _harmless(value: str) -> str:
    """Make one line that no spreadsheet takes for a formula."""
    plain = line(value)
    return f"'{plain}" if value.startswith(_FORMULA) or plain.startswith(_FORMULA) else plain


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


def _yes(value: object) -> str:
    return "ja" if value else "nein"


def _all(words: Iterable[str]) -> str:
    return ", ".join(words)


_COLUMNS: Final[Mapping[str, Callable[[ExportRow], str]]] = {
    "Nummer": lambda row: row.facts.number,
    "Nummer im KRM-Tool": lambda row: row.krm_tool_ref,
    "Im KRM-Tool erfasst am": lambda row: _day(row.recorded_in_tool_on),
    "Eingegangen am": lambda row: _day(row.facts.received_on),
    "Aufgenommen am": lambda row: _day(row.facts.registered_on),
    "Eingangsweg": lambda row: row.facts.channel.value,
    "Herkunft": lambda row: row.facts.origin.value,
    "Anliegensarten": lambda row: _all(row.facts.concerns),
    "Teams": lambda row: _all(row.teams or row.facts.teams),
    "Federführung": lambda row: row.facts.lead.value,
    "Federführendes Team": lambda row: row.lead_team or row.facts.lead_team or "",
    "Pflicht": lambda row: _yes(row.facts.obligatory),
    "Gründe der Erfassung": lambda row: _all(row.facts.reasons),
    "Personen": lambda row: str(row.facts.people),
    "Eingangsbestätigung": lambda row: row.facts.acknowledgement.value,
    "Eingangsbestätigung bis": lambda row: _day(row.facts.acknowledge_by),
    "Eingangsbestätigung am": lambda row: _day(row.facts.acknowledged_on),
    "Abschluss zuerst bis": lambda row: _day(row.facts.first_close_by),
    "Abschluss zuletzt bis": lambda row: _day(row.facts.close_by),
    "Zwischennachrichten am": lambda row: _all(_day(each.sent_on) for each in row.facts.interim_notices),
    "Abgeschlossen am": lambda row: _day(row.facts.closed_on),
    "Ergebnis": lambda row: row.facts.outcome or "",
    "Antwort": lambda row: row.facts.answer or "",
    "Ursache": lambda row: row.facts.cause or "",
    "Ohne Antwort beendet am": lambda row: _day(row.facts.ended_on),
    "Grund des Endes": lambda row: row.facts.end or "",
    "Wieder aufgenommen am": lambda row: _day(row.facts.reopened_on),
    "Folgereaktion": lambda row: _yes(row.facts.is_follow_up),
    "Früherer Vorgang": lambda row: row.facts.follow_up_of,
    "Gesprächswunsch": lambda row: _yes(row.facts.talk_wish),
    "Form des Gesprächs": lambda row: row.facts.talk_form or "",
    "Gespräch am": lambda row: _day(row.facts.talk_held_on),
    "Weitere Eingänge": lambda row: str(row.facts.further_receipts),
}
