"""All chapters of a year, in the order that the template prescribes (GA VIII, R46, R47)."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final

from procedure.statistics.comparison import COMPARISON, compared
from procedure.statistics.counting import concerns, deadlines, offices, receipts
from procedure.statistics.counting.counted import Counted, counted
from procedure.statistics.counting.parts import Part
from procedure.statistics.counting.words import TITLES
from procedure.statistics.facts import CaseFacts
from procedure.statistics.figures import Chapter, Figures, Relation
from procedure.statistics.template import ReportTemplate
from procedure.vocabulary import TeamId

RULES: Final = "1"
"""Version of the counting itself: to be raised with every change of what a figure means."""

_CHAPTERS: Final[Mapping[str, Callable[[Counted], Part]]] = {
    "eckdaten": receipts.key_figures,
    "eingaenge": receipts.receipts,
    "eingangsweg": receipts.channels,
    "herkunft": receipts.origins,
    "anliegen": concerns.concerns,
    "teams": offices.teams,
    "eingangsbestaetigung": deadlines.acknowledgements,
    "abschluss": deadlines.closings,
    "zwischennachricht": deadlines.interim_notices,
    "ergebnis": concerns.results,
    "folgereaktionen": concerns.follow_ups,
    "gespraeche": offices.talks,
    "ohne_antwort": receipts.unanswered,
}


def figures(
    facts: Iterable[CaseFacts],
    *,
    year: int,
    template: ReportTemplate,
    teams: Mapping[TeamId, str],
    previous: Figures | None = None,
    counted_on: date | None = None,
) -> Figures:
    """Count a year, as it stood on the template's key date.

    ``counted_on``: the day of counting; while the key date is still to come, what is due tomorrow is not
    late today.

    ``facts`` may hold other years too: they are not counted, but the cases that reactions of this year
    follow are looked up there. ``teams`` names teams by key, in the order of the report. ``previous`` is
    the year before, as it may be shown beside this one.
    """
    cases = counted(facts, year=year, template=template, teams=teams, counted_on=counted_on)
    chapters: list[Chapter] = []
    relations: list[Relation] = []
    for key in template.chapters:
        part = Part() if key == COMPARISON else _CHAPTERS[key](cases)
        chapters.append(
            Chapter(
                key=key,
                title=template.titles.get(key, TITLES[key]),
                tables=part.tables,
                shares=part.shares,
                durations=part.durations,
                notes=part.notes,
            )
        )
        relations += part.relations
    counted_alone = Figures(
        year=year,
        definitions=definitions(template),
        chapters=tuple(chapters),
        relations=_computable(relations, chapters),
    )
    return compared(counted_alone, previous)


def definitions(template: ReportTemplate) -> str:
    """Name what the figures of a template mean: its version, our rules, and a digest of its mapping.

    The digest is there for a mapping that was changed without a new version: such years are not compared.
    """
    categories = (
        template.channels,
        template.origins,
        template.concerns,
        template.outcomes,
        template.causes,
    )
    mapping = (
        [[(line.key, line.words) for line in lines] for lines in categories],
        (template.key_month, template.key_day, template.key_years_later),
    )
    digest = hashlib.sha256(repr(mapping).encode()).hexdigest()
    return f"{template.version} (Zählregeln {RULES}, Zuordnung {digest[:8]})"


def _computable(relations: Iterable[Relation], chapters: Iterable[Chapter]) -> tuple[Relation, ...]:
    """Keep the sums whose every number is published, each once."""
    published = {
        cell.id
        for chapter in chapters
        for table in chapter.tables
        for line in table.lines
        for cell in line.cells
    }
    found = {
        (relation.total, frozenset(relation.parts)): relation
        for relation in relations
        if published.issuperset((relation.total, *relation.parts))
    }
    return tuple(found.values())
