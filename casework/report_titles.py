"""Headings of the chapters that people write (GA VIII), unless the template prescribes others (R47)."""

from collections.abc import Mapping
from typing import Final

from procedure.statistics.template import ReportTemplate

QUALITATIVE_TITLES: Final[Mapping[str, str]] = {
    "schwerpunkte": "Schwerpunkte des Jahres",
    "ursachen": "Ursachen",
    "massnahmen": "Beschlossene Maßnahmen",
    "wirkung": "Wirkung früherer Maßnahmen",
    "lob": "Lob",
    "ideen": "Ideen und ihre Umsetzung",
    "zusammenarbeit": "Zusammenarbeit mit Dritten",
    "ausblick": "Ausblick",
}


def chapter_title(template: ReportTemplate, chapter: str) -> str:
    """Return the heading of a chapter that people write."""
    return template.titles.get(chapter) or QUALITATIVE_TITLES[chapter]
