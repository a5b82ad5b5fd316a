"""Charts as pictures for the yearly report's .docx: legible in print and for the colour-blind.

One colour only, a number at every bar; what is hidden has its sign and no bar. The same table gives the
same bytes: the typeface comes with the library, and the picture holds no date and no version.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from textwrap import wrap
from typing import TYPE_CHECKING, Final

from casework.letter_text import line
from casework.views_report import ReportView
from documents.report_words import count_of, count_text, drawn_lines, is_drawn
from procedure.days_in_words import MONTHS
from procedure.statistics.figures import Chart, CountTable, Line

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

WIDTH_MM: Final = 165.0
_BLUE, _INK, _GREY, _RULE = "#1F4E79", "#1F2937", "#595959", "#8A94A0"
_TYPEFACE: Final = "DejaVu Sans"
_SIZE: Final = 8.5
"""Points, as printed."""
_DOTS_PER_INCH: Final = 200
_MM_PER_INCH: Final = 25.4
_BAR_MM: Final = 8.0
_AROUND_MM: Final = 3.0
_COLUMNS_MM: Final = 62.0
_MOST_BARS: Final = 26
"""In one picture: more go on in the next, to the same scale."""
_LABEL_PART: Final = 0.36
"""Part of the width that the names of bars may take."""
_LABEL_SIGNS: Final = 36
_LABEL_LINES: Final = 2
_SHORT_MONTHS: Final = (
    *("Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What is drawn of a line."""

    name: str
    length: int
    shown: str
    hidden: bool


def chart_pictures(table: CountTable, view: ReportView) -> tuple[bytes, ...]:
    """Draw a table as PNG, in several pictures if it is long; none if it has no chart."""
    if not is_drawn(table):
        return ()
    bars = [_bar(each, view) for each in drawn_lines(table)]
    scale = (min(0, *(bar.length for bar in bars)), max(1, *(bar.length for bar in bars)))
    if table.chart is Chart.COLUMNS:
        return (_columns(bars, scale),)
    starts = range(0, len(bars), _MOST_BARS)
    return tuple(_bars(bars[start : start + _MOST_BARS], scale) for start in starts)


def _bar(each: Line, view: ReportView) -> Bar:
    cell = each.cells[0]
    count = count_of(cell)
    return Bar(name=line(each.label), length=count or 0, shown=count_text(cell, view), hidden=count is None)


def _bars(bars: Sequence[Bar], scale: tuple[int, int]) -> bytes:
    height = _BAR_MM * len(bars) + _AROUND_MM
    axes = _axes(height, left=_LABEL_PART, bottom=0.0, top=1.0)
    places = range(len(bars))
    axes.barh(places, [bar.length for bar in bars], height=0.62, color=_BLUE)
    axes.set_ylim(len(bars) - 0.5, -0.5)
    axes.set_xlim(scale[0], scale[1] * 1.12)
    axes.set_yticks(places, [_wrapped(bar.name, _LABEL_SIGNS) for bar in bars])
    for place, bar in enumerate(bars):
        _write(axes, bar, (max(bar.length, 0), place), offset=(4, 0))
    axes.axvline(0, color=_RULE, linewidth=0.8)
    return _picture(axes)


def _columns(bars: Sequence[Bar], scale: tuple[int, int]) -> bytes:
    axes = _axes(_COLUMNS_MM, left=0.01, bottom=0.12, top=0.99)
    places = range(len(bars))
    axes.bar(places, [bar.length for bar in bars], width=0.62, color=_BLUE)
    axes.set_xlim(-0.6, len(bars) - 0.4)
    axes.set_ylim(scale[0], scale[1] * 1.14)
    signs = max(6, 110 // len(bars))
    axes.set_xticks(places, [_wrapped(_short(bar.name), signs) for bar in bars])
    for place, bar in enumerate(bars):
        _write(axes, bar, (place, max(bar.length, 0)), offset=(0, 4))
    axes.axhline(0, color=_RULE, linewidth=0.8)
    return _picture(axes)


def _axes(height_mm: float, *, left: float, bottom: float, top: float) -> "Axes":
    """Make an empty picture: no frame, no grid, the number stands at its bar."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH_MM / _MM_PER_INCH, height_mm / _MM_PER_INCH), dpi=_DOTS_PER_INCH)
    FigureCanvasAgg(figure)
    figure.set_facecolor("white")
    axes = figure.add_axes((left, bottom, 0.99 - left, top - bottom))
    axes.set_facecolor("white")
    for side in axes.spines.values():
        side.set_visible(False)
    axes.tick_params(length=0, pad=5)
    axes.set_xticks([])
    axes.set_yticks([])
    return axes


def _write(axes: "Axes", bar: Bar, at: tuple[float, float], *, offset: tuple[float, float]) -> None:
    beside = offset[0] > 0
    note = axes.annotate(
        bar.shown,
        at,
        xytext=offset,
        textcoords="offset points",
        ha="left" if beside else "center",
        va="center_baseline" if beside else "bottom",
    )
    _plain(note, _GREY if bar.hidden else _INK)


def _picture(axes: "Axes") -> bytes:
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        _plain(label, _INK)
    written = BytesIO()
    figure = axes.get_figure(root=True)
    if figure is not None:
        figure.savefig(written, format="png", metadata={"Software": None})
    return written.getvalue()


def _plain(words: "Text", color: str) -> None:
    """Set typeface and colour; a name with two dollar signs is no formula."""
    words.set_parse_math(False)
    words.set_fontfamily(_TYPEFACE)
    words.set_fontsize(_SIZE)
    words.set_color(color)


def _wrapped(name: str, signs: int) -> str:
    return "\n".join(wrap(name, signs, max_lines=_LABEL_LINES, placeholder=" …"))


def _short(name: str) -> str:
    return _SHORT_MONTHS[MONTHS.index(name)] if name in MONTHS else name
