"""Yearly reports that ask for trouble, and what lies in the files made of them."""

from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from casework.views_report import ReportView
from procedure.statistics.figures import Cell, Chapter, Chart, Secrecy, Sign
from tests.support.reports import a_duration, a_share, a_table, sample_view, with_chapter

PLANTED = ("7654321", "7654322", "7654323", "7654324", "76543.1", "76.3", "76543.5", "76543.6")
"""Numbers that no part of a file may hold, neither as they are nor as German writes them."""
NASTY = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("http://x")',
    "{=1}",
    "\t=1",
    "http://x.example/",
    "Team $A$ <b>&amp;</b>",
)


def with_planted() -> ReportView:
    """Return a report whose hidden cells still hold their numbers, as if something had gone wrong."""
    cells = (
        Cell(id="p/0", count=7654321, sign=Sign.SMALL),
        Cell(id="p/1", count=7654322, sign=Sign.COMPLEMENT),
        Cell(id="p/2", count=7654323, sign=Sign.SMALL, secrecy=Secrecy.BY_TEAM),
    )
    table = a_table("p", "Versteckt", "Art", [("sichtbar", (12,)), ("a", (1,)), ("b", (1,)), ("c", (1,))])
    lines = (
        table.lines[0],
        *(replace(each, cells=(cell,)) for each, cell in zip(table.lines[1:], cells, strict=True)),
    )
    hidden = Cell(id="q", count=7654324, sign=Sign.COMPLEMENT)
    share = a_share("Quote", 30, 90, 76543.1)
    few = a_duration("Dauer", 3, 76543.5, 76543.6, sign=Sign.TOO_FEW)
    chapter = Chapter(
        key="p",
        title="Kapitel",
        tables=(replace(table, lines=lines), replace(table, lines=lines, chart=Chart.COLUMNS)),
        shares=(replace(share, part=hidden), a_share("Wenige", 3, 4, 76.3, sign=Sign.TOO_FEW)),
        durations=(few,),
    )
    return with_chapter(sample_view(), chapter)


def with_forty_teams() -> ReportView:
    """Return a report of forty teams with long names."""
    name = "Team {} für besonders lange und umständliche Aufgaben"
    rows = [(name.format(number), (number,)) for number in range(1, 41)]
    table = a_table("t", "Je Team", "Team", [*rows, ("Gesamt", (820,))], by_team=True)
    after = a_table("u", "Danach", "Team", [("Gesamt", (820,))])
    return with_chapter(sample_view(), Chapter(key="teams", title="Teams", tables=(table, after)))


def with_nasty_names() -> ReportView:
    """Return a report in which every name could be taken for something else."""
    table = a_table("n", "=Titel", "@Art", [(name, (5,)) for name in NASTY])
    table = replace(table, definition="=Definition", columns=("+Spalte",))
    chapter = Chapter(
        key="n",
        title="=Kapitel [1]: 'a'/b?*",
        tables=(table,),
        shares=(a_share("=Quote", 20, 40, 50.0),),
        durations=(a_duration("-Dauer", 20, 1.5, 2.5),),
        notes=("=Hinweis",),
    )
    return with_chapter(sample_view(office_name="=Jobcenter A&B"), chapter)


def without_lines() -> ReportView:
    """Return a report with a table that has no lines, and a chapter that has nothing."""
    empty = Chapter(key="e", title="Leer", tables=(a_table("e", "Ohne Zeilen", "Art", ()),))
    view = with_chapter(sample_view(), empty)
    nothing = Chapter(key="f", title="Nichts")
    return replace(view, figures=replace(view.figures, chapters=(empty, nothing)))


def without_figures(**changes: Any) -> ReportView:  # noqa: ANN401 - a builder
    """Return a report of texts and measures only."""
    view = sample_view(**changes)
    return replace(view, figures=replace(view.figures, chapters=()))


def parts_of(content: bytes) -> dict[str, bytes]:
    """Unzip a file."""
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def hidden_in(content: bytes) -> list[str]:
    """Return the planted numbers that some part of a file holds, however they are written."""
    said = b"\n".join(parts_of(content).values())
    ways = [each for planted in PLANTED for each in (planted, planted.replace(".", ","))]
    ways += [f"{int(planted):,}" for planted in PLANTED if planted.isdigit()]
    ways += [each.replace(",", ".") for each in ways] + ["765.431", "765.4310", "0.763"]
    assert b"sichtbar" in said
    return [each for each in ways if each.encode() in said]
