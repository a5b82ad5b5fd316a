"""The statistics of a year: charts of what came in, how punctually it was answered, with what result.

Two pages: the year, and the teams by quarter. No figure is about a person (GA VIII, R46).
"""

from collections.abc import Iterator
from datetime import datetime

from cards.action_elements import Action, ActionSet, InnerCard, ShowCard
from cards.buttons import button
from cards.card import Card, card
from cards.card_rules import CardTooLarge
from cards.elements import Block, Column, ColumnSet, TextBlock
from cards.figure_charts import cells_in, chart_blocks, numbers_of, table_in
from cards.figure_words import aloud, count_words, duration_words, legend, share_words, signs_in, spelled_out
from cards.layout import facts, heading, small, text
from cards.plain_text import plain
from cards.verbs import STATISTICS_SHOW, STATISTICS_TEAMS
from cards.wording import clock_time, long_date
from casework.views_statistics import StatisticsView, TeamsView
from procedure.statistics.figures import CountTable, Line, Share
from procedure.statistics.template import Thresholds

REFRESH = "Aktualisieren"
TEAMS = "Teams je Quartal"
NO_QUARTER_YET = "Es ist noch kein Quartal vorbei. Teams zeige ich nur für ganze Quartale."
NO_TEAMS = "Die Vorlage des Jahresberichts enthält keine Zahlen je Team."
ONLY_WHOLE_QUARTERS = (
    "Nur ganze Quartale, die vorbei sind. Was mehrere Teams betrifft, steht in einer eigenen Zeile."
)

_SHOWN = ("monate", "eingangsweg", "anliegen", "eingangsbestaetigung", "abschluss", "ergebnis")
"""Tables, in the order of the card."""
_PUNCTUAL = ("eingangsbestaetigung", "abschluss")
"""Chapters whose shares and times stand on the card."""


def statistics_card(view: StatisticsView, *, now: datetime) -> Card:
    """Draw a year. ``now`` is local: numbers of the same day say „heute“.

    A template may have so many lines that not all charts fit into one card: then the last ones give way.
    """
    tables = [table for key in _SHOWN if (table := table_in(view.figures, key)) is not None]
    while True:
        try:
            return _drawn(view, tables, now)
        except CardTooLarge:
            if not tables:
                raise
            tables = tables[:-1]


def _drawn(view: StatisticsView, tables: list[CountTable], now: datetime) -> Card:
    title = f"Statistik {view.year}"
    as_of = as_of_words(view.counted_at, now)
    body: list[Block] = [heading(title), text(as_of, subtle=True, spacing="none")]
    body += _in_short(view)
    # Before the first sign, or right below it: whoever meets one lower down has read what it means.
    explained = legend(signs_in(cells_in(tables, _shares(view))), view.thresholds)
    body += [small(explained)] if explained else []
    for table in tables:
        body += chart_blocks(table, view.thresholds)
    body += in_words(tables, view.thresholds)
    brief = " ".join([f"{title}.", as_of, *_said(view)])
    return card(body=body, actions=_turns(view.year), fallback_text=brief, speak=brief, full_width=True)


def teams_card(view: TeamsView, *, now: datetime) -> Card:
    """Draw the teams' receipts in the quarters that are over."""
    title = f"Teams je Quartal {view.year}"
    as_of = as_of_words(view.counted_at, now)
    body: list[Block] = [heading(title), text(as_of, subtle=True, spacing="none")]
    if not view.quarters:
        body.append(text(NO_QUARTER_YET))
    elif view.table is None:
        body.append(text(NO_TEAMS))
    else:
        body.append(text(ONLY_WHOLE_QUARTERS))
        signs = signs_in([cell for line in view.table.lines for cell in line.cells])
        explained = legend(signs, view.thresholds, by_team=True)
        body += [small(explained)] if explained else []
        body += _by_quarter(view.table, view.thresholds)
    brief = f"{title}. {as_of}"
    year = {"year": view.year}
    back = button("Zurück", STATISTICS_SHOW, year, ignores_form=True)
    return card(body=body, actions=[back], fallback_text=brief, speak=brief, full_width=True)


def counting_card(year: int) -> Card:
    """Say that the year is being counted; the numbers take this card's place."""
    words = f"Ich zähle die Vorgänge {year} …"
    body: list[Block] = [heading(f"Statistik {year}"), text(words)]
    return card(body=body, fallback_text=words, speak=words)


def not_counted_card(year: int, sentence: str) -> Card:
    """Say why there are no numbers."""
    body: list[Block] = [heading(f"Statistik {year}"), text(sentence)]
    again = button("Noch einmal zählen", STATISTICS_SHOW, {"year": year})
    return card(body=body, actions=[again], fallback_text=sentence, speak=sentence)


def as_of_words(counted_at: datetime, now: datetime) -> str:
    """Write „Stand: heute 14:05 Uhr.“; of another day, its date."""
    day = "heute" if counted_at.date() == now.date() else f"{long_date(counted_at.date())},"
    return f"Stand: {day} {clock_time(counted_at)}."


def in_words(tables: list[CountTable], thresholds: Thresholds) -> list[Block]:
    """Offer every chart in words: for who cannot see the bars, or wants the numbers (nothing for none)."""
    blocks: list[Block] = []
    for table in tables:
        blocks += [text(table.title, bold=True), *numbers_of(table, thresholds)]
    unfold = ShowCard(title="Alle Zahlen in Worten …", card=InnerCard(body=blocks))
    return [ActionSet(actions=[unfold])] if blocks else []


def _turns(year: int) -> list[Action]:
    return [
        button(REFRESH, STATISTICS_SHOW, {"year": year}, positive=True),
        button(TEAMS, STATISTICS_TEAMS, {"year": year}),
    ]


def _in_short(view: StatisticsView) -> list[Block]:
    pairs = list(_pairs(view))
    total = _total(view)
    number = ColumnSet(
        spacing="medium",
        columns=[
            Column(
                width="stretch",
                items=[
                    TextBlock(text=plain(total), wrap=True, size="extraLarge", weight="bolder"),
                    text("Kundenreaktionen", spacing="none"),
                ],
            )
        ],
    )
    return [number, *facts(pairs)]


def _total(view: StatisticsView) -> str:
    table = table_in(view.figures, "monate")
    line = next((line for line in table.lines if line.is_total), None) if table else None
    return spelled_out(line.cells[0], view.thresholds) if line else "–"


def _shares(view: StatisticsView) -> list[Share]:
    return [share for each in view.figures.chapters if each.key in _PUNCTUAL for share in each.shares]


def _pairs(view: StatisticsView) -> Iterator[tuple[str, str]]:
    for chapter in view.figures.chapters:
        if chapter.key in _PUNCTUAL:
            for share in chapter.shares:
                yield share.label, share_words(share, view.thresholds)
            for duration in chapter.durations:
                yield duration.label, duration_words(duration)


def _said(view: StatisticsView) -> list[str]:
    said = [f"Kundenreaktionen: {_total(view)}."]
    return [*said, *(f"{label}: {aloud(value)}." for label, value in _pairs(view))]


def _by_quarter(table: CountTable, thresholds: Thresholds) -> list[Block]:
    """List the teams, each with its quarters in words: reads well on a phone, and aloud."""
    return facts(
        (line.label, " · ".join(_quarters(table, line, thresholds))) for line in table.lines if line.cells
    )


def _quarters(table: CountTable, line: Line, thresholds: Thresholds) -> Iterator[str]:
    for column, cell in zip(table.columns, line.cells, strict=True):
        yield f"{column.replace('Quartal', 'Qu.')}: {count_words(cell, thresholds)}"
