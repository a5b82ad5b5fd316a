"""How the yearly report's sheets look: calm, legible in print, one typeface."""

from dataclasses import dataclass
from math import ceil
from typing import Any, Final

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

BLUE: Final = "#1F4E79"
INK: Final = "#1F2937"
GREY: Final = "#595959"
PALE: Final = "#E8EEF4"
RULE: Final = "#C8D1DA"
TYPEFACE: Final = "Arial"
LABEL_COLUMN: Final = 0
NUMBER_COLUMNS: Final = 7
"""Columns of the same width that every sheet has at least: tables, charts and definitions share them."""
NUMBER_WIDTH: Final = 17
_LINE_HEIGHT: Final = 13.5
"""Points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Formats:
    """The formats of one workbook."""

    title: Format
    subtitle: Format
    heading: Format
    text: Format
    plain: Format
    definition: Format
    meaning: Format
    column: Format
    column_label: Format
    column_meaning: Format
    label: Format
    label_total: Format
    count: Format
    count_total: Format
    sign: Format
    sign_total: Format
    percent: Format
    days: Format
    link: Format


def formats(book: Workbook) -> Formats:
    """Add the formats to a workbook."""

    def made(**looks: Any) -> Format:  # noqa: ANN401 - XlsxWriter takes names and values
        base = {"font_name": TYPEFACE, "font_size": 10, "font_color": INK, "valign": "top"}
        return book.add_format({**base, **looks})

    wrapped = {"text_wrap": True}
    ruled = {"bottom": 1, "bottom_color": RULE}
    total = {"bold": True, "top": 1, "top_color": BLUE, **ruled}
    header = {"bold": True, "bg_color": PALE, "bottom": 1, "bottom_color": BLUE, "text_wrap": True}
    number = {"align": "right", "num_format": "#,##0"}
    sign = {"align": "right", "font_color": GREY}
    return Formats(
        title=made(bold=True, font_size=16, font_color=BLUE, valign="vcenter"),
        subtitle=made(font_color=GREY),
        heading=made(bold=True, font_size=12, font_color=BLUE),
        text=made(**wrapped),
        plain=made(),
        definition=made(font_size=9, font_color=GREY, **wrapped),
        meaning=made(font_size=9, font_color=GREY, indent=1, **wrapped, **ruled),
        column=made(align="right", **header),
        column_label=made(**header),
        column_meaning=made(indent=1, **header),
        label=made(**wrapped, **ruled),
        label_total=made(**wrapped, **total),
        count=made(**number, **ruled),
        count_total=made(**number, **total),
        sign=made(**sign, **ruled),
        sign_total=made(**sign, **{**total, "bold": False}),
        percent=made(align="right", num_format="0.0 %", **ruled),
        days=made(align="right", num_format="#,##0.0", **ruled),
        link=made(font_color=BLUE, underline=1),
    )


def height_of(text: str, width: float) -> float:
    """Estimate the height in points of a text that is wrapped within so many characters."""
    return _LINE_HEIGHT * max(1, ceil(0.97 * len(text) / width)) + 2
