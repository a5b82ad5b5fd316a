"""A yearly report of an invented office, as it may be shown: some numbers are hidden already."""

# ruff: noqa: ANN401 - a builder takes any field of the value it builds

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from casework.views_report import ReportView
from procedure.days_in_words import MONTHS
from procedure.statistics.figures import (
    Cell,
    Chapter,
    Chart,
    CountTable,
    Duration,
    Figures,
    Line,
    Secrecy,
    Share,
    Sign,
)
from procedure.statistics.template import ReportTemplate
from tests.support.report_texts import EARLIER_MEASURES, MEASURES, TEXTS

BERLIN = ZoneInfo("Europe/Berlin")
MADE_AT = datetime(2027, 1, 14, 9, 5, tzinfo=BERLIN)
CHECKSUM = "5f1c0a9e3b7d24681357acdf02468bdf5f1c0a9e3b7d24681357acdf02468bdf"
MONTHLY = (38, 31, 44, 29, 27, 33, 25, 21, 36, 41, 35, 27)
TEAMS = (
    "Leistung A",
    "Leistung B",
    "Leistung C",
    "Markt und Integration 1",
    "Markt und Integration 2",
    "Unterhalt und Rückforderung",
)
Shown = int | Sign
"""A number, or what stands in its place."""


def a_cell(cell_id: str, shown: Shown | None, *, by_team: bool = False) -> Cell:
    """Make a cell that shows a number or a sign."""
    secrecy = Secrecy.BY_TEAM if by_team else Secrecy.ORDINARY
    if isinstance(shown, Sign):
        return Cell(id=cell_id, count=None, sign=shown, secrecy=secrecy)
    return Cell(id=cell_id, count=shown, secrecy=secrecy)


def a_table(
    key: str, title: str, first_column: str, rows: Sequence[tuple[str, Sequence[Shown]]], **changes: Any
) -> CountTable:
    """Make a table; a row called „Gesamt“ is the total."""
    by_team = changes.pop("by_team", False)
    lines = tuple(
        Line(
            key=f"{key}/{place}",
            label=label,
            cells=tuple(
                a_cell(f"{key}/{place}/{column}", value, by_team=by_team)
                for column, value in enumerate(values)
            ),
            is_total=label == "Gesamt",
        )
        for place, (label, values) in enumerate(rows)
    )
    made = CountTable(
        key=key,
        title=title,
        definition="Gezählt werden Kundenreaktionen, die im Berichtsjahr eingegangen sind.",
        first_column=first_column,
        columns=("Kundenreaktionen",),
        lines=lines,
        chart=Chart.BARS,
    )
    return replace(made, **changes)


def a_share(label: str, part: Shown, of: Shown, percent: float | None, **changes: Any) -> Share:
    """Make a share."""
    made = Share(
        key=label,
        label=label,
        definition="Anteil an allen Kundenreaktionen, bei denen die Frist lief. Entfallene zählen nicht mit.",
        part=a_cell(f"{label}/teil", part),
        whole=a_cell(f"{label}/ganzes", of),
        percent=percent,
    )
    return replace(made, **changes)


def a_duration(label: str, of: Shown, median: float | None, ninth: float | None, **changes: Any) -> Duration:
    """Make a duration."""
    made = Duration(
        key=label,
        label=label,
        definition="Kalendertage vom Eingang bis zum Abschluss. Neun von zehn Vorgängen dauerten nicht länger"
        " als der 90-Prozent-Wert.",
        of=a_cell(f"{label}/von", of),
        median=median,
        ninth_decile=ninth,
    )
    return replace(made, **changes)


def sample_figures() -> Figures:
    """Return the figures of 387 reactions."""
    small, locked = Sign.SMALL, Sign.COMPLEMENT
    months = [(month, (count,)) for month, count in zip(MONTHS, MONTHLY, strict=True)]
    kinds = (
        ("Fachliche Beschwerde", (96, 41, 73, 22, 9, 241)),
        ("Lob", (0, 0, 0, 0, 52, 52)),
        ("Idee oder Anregung", (11, 7, 6, 3, 14, 41)),
        ("Petition", (locked, small, 4, 0, 0, 9)),
        ("Eingabe", (5, locked, 8, small, 0, 17)),
        ("Dienstaufsichtsbeschwerde", (small, 3, 16, 4, locked, 26)),
        ("Fachaufsichtsbeschwerde", (0, small, locked, 0, 0, 6)),
    )
    results = ("begründet", "teilweise", "unbegründet", "nicht feststellbar", "entfällt", "gesamt")
    teams = list(zip(TEAMS, ((104,), (81,), (67,), (58,), (locked,), (small,)), strict=True))
    ways = (("schriftlich", (121,)), ("elektronisch", (148,)), ("telefonisch", (71,)), ("persönlich", (47,)))
    origins = (("direkt", (371,)), ("über das Landratsamt", (9,)), ("über die Agentur für Arbeit", (locked,)))
    total = (("Gesamt", (387,)),)
    chapters = (
        Chapter(
            key="eckdaten",
            title="Eckdaten und Methode",
            notes=(
                "Jede Kundenreaktion zählt in dem Jahr, in dem sie eingegangen ist.",
                "Was nach dem Stichtag geschah, ist nicht berücksichtigt.",
                "Fehlerfassungen zählen nicht. Doppelte Eingänge zählen einmal.",
            ),
        ),
        Chapter(
            key="eingaenge",
            title="Eingänge",
            tables=(
                a_table("monat", "Eingänge je Monat", "Monat", [*months, *total], chart=Chart.COLUMNS),
                a_table(
                    "pflicht",
                    "Pflicht und freiwillig",
                    "Anlass",
                    (("Pflicht", (339,)), ("freiwillig", (48,)), *total),
                    chart=Chart.NONE,
                ),
            ),
        ),
        Chapter(
            key="eingangsweg",
            title="Eingangsweg",
            tables=(a_table("kanal", "Eingänge nach Eingangsweg", "Eingangsweg", [*ways, *total]),),
        ),
        Chapter(
            key="herkunft",
            title="Herkunft",
            tables=(
                a_table(
                    "herkunft",
                    "Eingänge nach Herkunft",
                    "Herkunft",
                    [*origins, ("über die Zentrale", (small,)), ("über eine andere Stelle", (0,)), *total],
                ),
            ),
        ),
        Chapter(
            key="teams",
            title="Teams und Federführung",
            tables=(
                a_table(
                    "team",
                    "Kundenreaktionen je Team",
                    "Team",
                    teams,
                    by_team=True,
                    definition="Gezählt wird jedes Team, das betroffen ist. Eine Kundenreaktion kann mehrere"
                    " Teams betreffen; die Summe ist dann größer als die Zahl der Kundenreaktionen.",
                ),
            ),
        ),
        Chapter(
            key="abschluss",
            title="Abschluss",
            shares=(
                a_share("Abschluss binnen 14 Tagen", 288, 351, 82.1),
                a_share("Innerhalb der zugesagten Frist", 51, 54, 94.4),
                a_share("Verspätet nach Zwischennachricht", small, 8, None, sign=Sign.TOO_FEW),
            ),
            durations=(
                a_duration("Bearbeitungszeit", 351, 9.5, 16.0),
                a_duration("Bearbeitungszeit mit Zwischennachricht", 8, None, None, sign=Sign.TOO_FEW),
            ),
            notes=("Am Stichtag waren 36 Vorgänge offen.",),
        ),
        Chapter(
            key="ergebnis",
            title="Ergebnisse und Ursachen",
            tables=(a_table("ergebnis", "Ergebnis je Anliegensart", "Anliegensart", kinds, columns=results),),
        ),
    )
    return Figures(year=2026, definitions="BA 2026.1", chapters=chapters)


def sample_view(**changes: Any) -> ReportView:
    """Return a draft of the report for 2026, as the management sees it."""
    template = changes.pop("template", ReportTemplate(version="BA 2026.1"))
    made = ReportView(
        year=2026,
        version=2,
        checksum=CHECKSUM,
        made_at=MADE_AT,
        released_at=None,
        key_date=date(2026, 12, 31),
        template=template,
        figures=sample_figures(),
        protected=True,
        texts=TEXTS,
        measures=MEASURES,
        earlier_measures=EARLIER_MEASURES,
        office_name="Jobcenter Musterstadt",
    )
    return replace(made, **changes)


def with_chapter(view: ReportView, chapter: Chapter) -> ReportView:
    """Return a report of one quantitative chapter only."""
    return replace(view, figures=replace(view.figures, chapters=(chapter,)))
