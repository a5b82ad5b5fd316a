"""How a yearly report's numbers, days and signs are written: German, and nothing that is hidden (GA VIII)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Final

from casework.letter_text import line
from casework.views_report import MeasureState, ReportView
from procedure.days_in_words import day_in_words
from procedure.statistics.figures import Cell, Chapter, Chart, CountTable, Duration, Line, Share
from procedure.statistics.suppression_signs import legend, shown

TITLE: Final = "Jahresbericht Kundenreaktionsmanagement"
SHARES: Final = ("Quote", "Anzahl", "von", "Prozent")
DURATIONS: Final = ("Dauer", "Vorgänge", "Median (Tage)", "90-%-Wert (Tage)")
STATES: Final = {
    MeasureState.OPEN: "offen",
    MeasureState.DONE: "erledigt",
    MeasureState.DROPPED: "verworfen",
}
_MINUS: Final = "\u2212"


def count_of(cell: Cell) -> int | None:
    """Return a number that may stand in the file; a cell with a sign has none, whatever it holds."""
    return cell.count if cell.sign is None else None


def count_text(cell: Cell, view: ReportView) -> str:
    """Write a number, or the sign in its place."""
    count = count_of(cell)
    if count is not None:
        return whole(count)
    return shown(replace(cell, count=None), view.template.thresholds)


def percent_of(share: Share) -> float | None:
    """Return a percentage that may stand in the file: none from which a hidden part could be computed."""
    hidden = share.sign or share.part.sign or share.whole.sign
    return None if hidden else share.percent


def days_of(duration: Duration) -> tuple[float | None, float | None]:
    """Return median and 90 percent value in days, if they may stand in the file."""
    return (None, None) if duration.sign else (duration.median, duration.ninth_decile)


def whole(number: int) -> str:
    """Write „12.345“."""
    return f"{number:,}".replace(",", ".").replace("-", _MINUS)


def decimal(number: float | None, unit: str = "") -> str:
    """Write „12,5“ with its unit; „–“ where there is nothing to say."""
    if number is None:
        return "–"
    return f"{number:,.1f}".translate(str.maketrans(",.-", f".,{_MINUS}")) + unit


def instant(at: datetime) -> str:
    """Write „Donnerstag, 3. Dezember 2026, 10.10 Uhr“."""
    return f"{day_in_words(at.date())}, {at.hour}.{at.minute:02d} Uhr"


def short_day(day: date | None) -> str:
    """Write „31.03.2027“, for narrow columns; „–“ for no day."""
    return f"{day:%d.%m.%Y}" if day else "–"


def in_utc(at: datetime) -> datetime:
    """Return an instant as files keep it: in UTC, without fractions and without a zone of its own."""
    utc = at.astimezone(UTC) if at.tzinfo else at
    return utc.replace(tzinfo=None, microsecond=0)


def status(view: ReportView) -> str:
    """Say whether the management has released it (R46)."""
    return f"freigegeben am {day_in_words(view.released_at.date())}" if view.released_at else "Entwurf"


def key_facts(view: ReportView) -> tuple[tuple[str, str], ...]:
    """Say what stands on the first page: what it is about, when it was made, how it can be recognised."""
    return (
        ("Berichtsjahr", str(view.year)),
        ("Dienststelle", line(view.office_name)),
        ("Stand", status(view)),
        ("Version", str(view.version)),
        ("Erstellt", instant(view.made_at)),
        ("Stichtag", day_in_words(view.key_date)),
        ("Vorlage", line(view.template.version)),
        ("Prüfsumme", view.checksum),
    )


def privacy(view: ReportView) -> str:
    """Say whether small numbers are hidden, and who may see them if not."""
    if view.protected:
        return "Kleine Zahlen stehen nicht im Bericht. So bleibt geschützt, um wen es geht."
    return "Der Bericht enthält auch kleine Zahlen. Er ist nur für Geschäftsleitung und BGF bestimmt."


def signs(view: ReportView) -> tuple[str, ...]:
    """Explain each sign in a sentence."""
    return legend(view.template.thresholds)


def is_drawn(table: CountTable) -> bool:
    """Tell whether a table has a chart, and something to draw."""
    return table.chart is not Chart.NONE and bool(drawn_lines(table))


def chapters_of(view: ReportView) -> tuple[Chapter, ...]:
    """Return the quantitative chapters, each chart once: the year before stands beside what was drawn."""
    drawn: set[tuple[str, ...]] = set()
    chapters = []
    for chapter in view.figures.chapters:
        tables = []
        for table in chapter.tables:
            quantities = tuple(each.cells[0].id for each in drawn_lines(table))
            again = quantities in drawn
            tables.append(replace(table, chart=Chart.NONE) if again else table)
            if is_drawn(table):
                drawn.add(quantities)
        chapters.append(replace(chapter, tables=tuple(tables)))
    return tuple(chapters)


def drawn_lines(table: CountTable) -> tuple[Line, ...]:
    """Return the lines of a chart: those that are no total, by their first column."""
    return tuple(each for each in table.lines if not each.is_total and each.cells)


def chart_description(table: CountTable) -> str:
    """Say what a chart shows to whoever does not see it; the numbers stand in the table beside it."""
    lines = drawn_lines(table)
    counts = [(count, each) for each in lines if (count := count_of(each.cells[0])) is not None]
    said = f"Diagramm „{line(table.title)}“ mit {len(lines)} Werten."
    if counts:
        most, top = max(counts, key=lambda pair: pair[0])
        said += f" Der größte Wert: {line(top.label)} mit {whole(most)}."
    if len(counts) < len(lines):
        said += " Nicht gezeigte Werte haben keinen Balken."
    return f"{said} Alle Werte stehen in der Tabelle dazu."


def definitions(chapter: Chapter) -> Iterator[tuple[str, str]]:
    """List what the figures of a chapter mean; neighbours that mean the same share a line."""
    every = [(each.definition, each.title) for each in chapter.tables]
    every += [(share.definition, share.label) for share in chapter.shares]
    every += [(time.definition, time.label) for time in chapter.durations]
    for meaning, found in groupby(every, key=itemgetter(0)):
        names = [name for _, name in found]
        yield names[0] if len(names) == 1 else f"{names[0]} … {names[-1]}", meaning
