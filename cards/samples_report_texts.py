"""The gallery of what people write for the yearly report: chapters, versions, measures, reminders."""

from dataclasses import replace
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from cards.card import Card
from cards.measures import due_measures_card, measure_form_card, measures_card
from cards.report_due import report_due_card
from cards.report_texts import chapter_card, chapters_card, version_card
from casework.measure_owners import Owner
from casework.measures import MeasureEntry, MeasureForm
from casework.report_reminder import ReportDue
from casework.report_titles import QUALITATIVE_TITLES
from casework.views_report import MeasureState, MeasureView, TextView

_AT: Final = datetime(2027, 1, 20, 10, 5, tzinfo=ZoneInfo("Europe/Berlin"))
_ID: Final = "6f9619ff-8b86-4d01-b42d-00c04fc96500"
_CAUSES: Final = TextView(
    key="ursachen",
    title="Ursachen",
    text="Häufigste Ursache war der Ablauf.\n\nUnterlagen wurden spät zugeordnet.",
    version=2,
    written_at=_AT,
    gathered=(
        "KRM-2026-0042: Ablauf: Nachgereichte Unterlagen lagen in der falschen Mappe",
        "KRM-2026-0017: Information: Der Bescheid nannte keine Telefonnummer",
    ),
)
_OWNERS: Final = (
    Owner(key="bgf", words="Büro der Geschäftsführung", staff_id=None),
    Owner(key="teamleitung/leistung-a", words="Teamleitung Leistung A", staff_id=None),
)
_OPEN: Final = MeasureEntry(
    view=MeasureView(
        id=_ID,
        year=2026,
        text="Das Servicetelefon ist auch von 12 bis 13 Uhr besetzt.",
        responsible="Teamleitung Leistung A",
        due_on=date(2027, 3, 31),
        state=MeasureState.OPEN,
    ),
    version=3,
    owner="teamleitung/leistung-a",
)
_DONE: Final = replace(
    _OPEN,
    view=replace(
        _OPEN.view,
        id=_ID.replace("00c0", "00c1"),
        text="Bescheiden liegt ein Merkblatt bei.",
        state=MeasureState.DONE,
        done_on=date(2026, 11, 2),
        effect="Weniger Rückfragen am Telefon",
    ),
)
_ALSO_OPEN: Final = replace(
    _OPEN, view=replace(_OPEN.view, id=_ID.replace("00c0", "00c2"), text="Wegweiser im Foyer erneuern.")
)


def report_text_samples() -> dict[str, Card]:
    """Draw each card once, and where two have written at once."""
    rest = [TextView(key=key, title=title, text="", version=0) for key, title in QUALITATIVE_TITLES.items()]
    changed = "Jemand anderes hat dieses Kapitel inzwischen geändert. Ihr Text ist noch nicht gespeichert."
    return {
        "report_texts": chapters_card(2026, [rest[0], _CAUSES, *rest[2:]], notice="Gespeichert: Ursachen."),
        "report_text": chapter_card(2026, _CAUSES),
        "report_text_new": chapter_card(2026, rest[4]),
        "report_text_changed": chapter_card(
            2026, _CAUSES, notice=changed, typed="Häufigste Ursache war fehlende Information."
        ),
        "report_text_version": version_card(2026, replace(_CAUSES, version=1), latest=2),
        "measures": measures_card(2026, [_OPEN, _DONE]),
        "measures_none": measures_card(2026, []),
        "measure_new": measure_form_card(2026, _ID, MeasureForm(entry=None, owners=_OWNERS)),
        "measure_changed": measure_form_card(
            2026,
            _ID,
            MeasureForm(entry=_OPEN, owners=_OWNERS),
            notice="Jemand anderes hat diese Maßnahme inzwischen geändert.",
            typed={"text": "Das Servicetelefon ist mittags besetzt.", "due": "2027-06-30"},
            problem={"due": "Bitte wählen Sie einen Tag, der noch kommt."},
        ),
        "measure_due": due_measures_card([_OPEN]),
        "measures_due": due_measures_card([_OPEN, _ALSO_OPEN], notice="Danke."),
        "measures_due_none": due_measures_card([], notice="Danke. Die Maßnahme ist als erledigt vermerkt."),
        "report_due": report_due_card(ReportDue(year=2026, due_on=date(2027, 3, 31), days_left=28, stage=28)),
    }
