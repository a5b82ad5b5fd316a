"""The weekly summary: numbers, case numbers and dates; no name, no text, no Anliegensart, no threat."""

from cards.action_elements import ActionSet, InnerCard, ShowCard
from cards.card import Card, card
from cards.charts import GroupedVerticalBarChart, Point, Series
from cards.elements import Block, Column, ColumnSet, Container, RichTextBlock, TextBlock, TextRun
from cards.layout import facts, heading, small, text
from cards.plain_text import cleaned
from cards.reminder_words import noun
from cards.wording import long_date, weekday_date
from casework.views_weekly import DueThisWeek, WeekCount, WeeklyView

EMPTY = "Diese Woche ist nichts fällig."
NOTHING_ELSE = "Diese Woche wird sonst nichts fällig."
"""Beside what is overdue."""
IN_CHANNEL = "Einzelheiten sehen die zuständigen Stellen im Chat mit dem Bot."
IN_CHAT = "Schreiben Sie „fristen“ oder eine Nummer wie „KRM-2026-0042“ für die Einzelheiten."

CHART = "Neu und abgeschlossen je Woche"
_NEW = "Neu"
_CLOSED = "Abgeschlossen"
_NAMED = 3
"""Things that the words for the ear name; the card lists them all."""


def weekly_card(view: WeeklyView, *, in_channel: bool) -> Card:
    """Draw the week: four numbers, what is due, the last week beside the one before, eight weeks as bars.

    ``in_channel``: many read it who do not work on the cases; it tells them who sees more.
    """
    body: list[Block] = [
        heading(_title(view)),
        text(f"{weekday_date(view.from_on)} bis {long_date(view.until_on)}", subtle=True, spacing="none"),
        _numbers((view.open, "offen"), (view.overdue, "überfällig")),
        _numbers((_due(view), "in 7 Tagen fällig"), (view.acknowledgements_due, _acknowledgements(view))),
        *_list(view),
        *_comparison(view),
        small(IN_CHANNEL if in_channel else IN_CHAT, spacing="medium"),
    ]
    brief = _in_words(view, in_channel=in_channel)
    return card(body=body, fallback_text=brief, speak=brief)


def weekly_summary_line(view: WeeklyView) -> str:
    """Say the week in one line, for the list of messages."""
    return f"{_title(view)}. Offen: {view.open}. {_due_in_words(view)} Überfällig: {view.overdue}."


def _title(view: WeeklyView) -> str:
    return f"KRM-Wochenübersicht, Woche {view.week}"


def _due(view: WeeklyView) -> int:
    return len(view.due) + view.due_more


def _acknowledgements(view: WeeklyView) -> str:
    noun_of = "Eingangsbestätigung" if view.acknowledgements_due == 1 else "Eingangsbestätigungen"
    return f"{noun_of} fällig"


def _numbers(left: tuple[int, str], right: tuple[int, str]) -> ColumnSet:
    """Set two numbers side by side, each above its words; the longer words on the right fit on a phone."""
    return ColumnSet(
        spacing="medium",
        columns=[
            Column(
                width=width,
                items=[
                    TextBlock(text=str(number), wrap=True, size="extraLarge", weight="bolder"),
                    text(words, spacing="none"),
                ],
            )
            for width, (number, words) in ((2, left), (3, right))
        ],
    )


def _list(view: WeeklyView) -> list[Block]:
    if not view.due:
        return [text(_nothing(view), bold=True, spacing="large")]
    listed = [_row(due) for due in view.due]
    more = [text(f"und {view.due_more} weitere", spacing="small")] if view.due_more else []
    return [heading(_due_heading(view), size="medium"), *listed, *more]


def _nothing(view: WeeklyView) -> str:
    return NOTHING_ELSE if view.overdue else EMPTY


def _row(due: DueThisWeek) -> RichTextBlock:
    runs = [TextRun(text=due.number, weight="bolder"), TextRun(text=cleaned(f"  {_what(due)}"))]
    return RichTextBlock(inlines=runs, spacing="small")


def _due_heading(view: WeeklyView) -> str:
    """Say „diese Woche“ where the seven days do not reach into the next one."""
    iso = (view.year, view.week)
    this_week = view.from_on.isocalendar()[:2] == view.until_on.isocalendar()[:2] == iso
    return f"{'Diese Woche' if this_week else 'In den nächsten sieben Tagen'} fällig: {_due(view)}"


def _what(due: DueThisWeek) -> str:
    team = f" ({due.team_name})" if due.team_name else ""
    return f"{noun(due.kind)}{team} bis {weekday_date(due.due_on)}"


def _comparison(view: WeeklyView) -> list[Block]:
    last, before = view.last_week, view.week_before
    return [
        heading(f"Letzte Woche (Woche {last.week})", size="medium"),
        text(f"{_NEW}: {last.new} (Vorwoche {before.new})", spacing="small"),
        text(f"{_CLOSED}: {last.closed} (Vorwoche {before.closed})", spacing="none"),
        _chart(view),
        # Who cannot see the bars reads the same numbers here.
        ActionSet(actions=[ShowCard(title="Die Wochen in Zahlen …", card=InnerCard(body=_as_list(view)))]),
    ]


def _chart(view: WeeklyView) -> GroupedVerticalBarChart:
    return GroupedVerticalBarChart(
        title=CHART,
        x_axis_title="Woche",
        y_axis_title="Vorgänge",
        spacing="medium",
        data=[
            Series(
                legend=_NEW,
                color="categoricalBlue",
                values=[Point(x=str(week.week), y=week.new) for week in view.weeks],
            ),
            Series(
                legend=_CLOSED,
                # Told apart by who cannot tell red from green, and in grey.
                color="categoricalMarigold",
                values=[Point(x=str(week.week), y=week.closed) for week in view.weeks],
            ),
        ],
        fallback=Container(spacing="medium", items=[text(CHART, bold=True), *_as_list(view)]),
    )


def _as_list(view: WeeklyView) -> list[Block]:
    return facts((f"Woche {week.week}", _counts(week)) for week in view.weeks)


def _counts(week: WeekCount) -> str:
    return f"{week.new} neu, {week.closed} abgeschlossen"


def _due_in_words(view: WeeklyView) -> str:
    return f"{_due_heading(view)}." if view.due else _nothing(view)


def _in_words(view: WeeklyView, *, in_channel: bool) -> str:
    """Say the whole card for who hears it or cannot see it drawn."""
    named = [f"{due.number} {_what(due)}" for due in view.due[:_NAMED]]
    more = _due(view) - len(named)
    listed = "; ".join([*named, f"und {more} weitere"] if more else named)
    last, before = view.last_week, view.week_before
    sentences = (
        f"{_title(view)}. Offen: {view.open}.",
        f"{_due_heading(view)} – {listed}." if view.due else _nothing(view),
        f"Überfällig: {view.overdue}. {_acknowledgements(view)}: {view.acknowledgements_due}.",
        f"Letzte Woche neu: {last.new} (Vorwoche {before.new}).",
        f"Abgeschlossen: {last.closed} (Vorwoche {before.closed}).",
        IN_CHANNEL if in_channel else "",
    )
    return " ".join(filter(None, sentences))
