"""A page of cases: ten rows with the next step and its date, each with its button; no names, no texts."""

from collections.abc import Sequence
from datetime import date

from cards.action_elements import Action, ActionSet
from cards.buttons import button
from cards.card import Card, card
from cards.elements import Block, Column, ColumnSet, TextBlock
from cards.layout import heading, small, text
from cards.plain_text import plain
from cards.verbs import CASE_SHOW, LIST_PAGE
from cards.wording import STATES, date_seen_from, remaining
from cards.wording_steps import DUTIES
from casework.part_views import CaseList, ListedCase
from procedure.vocabulary import CaseState

_EMPTY = {
    "meine": "Für Sie ist gerade nichts zu tun.",
    "offen": "Es gibt keinen offenen Vorgang, den Sie sehen dürfen.",
    "fristen": "In den nächsten sieben Tagen ist nichts fällig.",
}
_NOTHING_FOUND = "Dazu habe ich nichts gefunden."
_TO_TYPE = (
    "Sie können schreiben: „meine“, „offen“, „fristen“, eine Nummer wie „KRM-2026-0042“ "
    "oder „suche Leistung A“."
)


def list_card(listed: CaseList, *, today: date) -> Card:
    """Draw one page of a list; an empty one says so and what can be typed instead.

    ``today`` is the office's: days of its year stand without the year, all others with it.
    """
    title = _title(listed)
    body: list[Block] = [heading(title)]
    if not listed.rows:
        body += [text(_EMPTY.get(listed.asked, _NOTHING_FOUND)), small(_TO_TYPE)]
    own = listed.asked == "meine"
    named = zip(listed.rows, _titles(listed.rows), strict=True)
    body += [_row(row, title, today, own=own) for row, title in named]
    if listed.pages > 1:
        body.append(small(f"Seite {listed.page} von {listed.pages}"))
    brief = f"{title}. {_first(listed)}"
    return card(body=body, actions=_turns(listed), fallback_text=brief, speak=brief, full_width=True)


def _title(listed: CaseList) -> str:
    if not listed.total:
        return f"{listed.title}: keine"
    return f"{listed.title}: {listed.total}"


def _first(listed: CaseList) -> str:
    if not listed.rows:
        return _EMPTY.get(listed.asked, _NOTHING_FOUND)
    first = listed.rows[0]
    if first.next_duty is None or first.working_days_left is None:
        return f"Zuerst {first.number}."
    return f"Zuerst {first.number}: {DUTIES[first.next_duty]}, {remaining(first.working_days_left)}."


def _titles(rows: Sequence[ListedCase]) -> list[str]:
    """Name each button by the short number, and by the whole one where a year made it ambiguous."""
    short = [row.number.rpartition("-")[2] for row in rows]
    names = short if len(set(short)) == len(short) else [row.number for row in rows]
    return [f"{name} öffnen" for name in names]


def _row(row: ListedCase, title: str, today: date, *, own: bool) -> ColumnSet:
    data = {"case": row.case_id, "version": row.version}
    press = button(title, CASE_SHOW, data, tooltip=f"{row.number} öffnen")
    lead = [] if own or row.owed_by == row.lead_name else [small(row.lead_name, spacing="none")]
    head = text(f"{row.number} · {STATES[CaseState(row.state)]}", bold=True)
    return ColumnSet(
        spacing="medium",
        columns=[
            Column(width="stretch", items=[head, *_next(row, today, own=own), *lead]),
            Column(width="auto", vertical_content_alignment="center", items=[ActionSet(actions=[press])]),
        ],
    )


def _next(row: ListedCase, today: date, *, own: bool) -> list[Block]:
    if row.next_duty is None:
        return []
    duty = DUTIES[row.next_duty] if own or not row.owed_by else f"{DUTIES[row.next_duty]} ({row.owed_by})"
    if row.due_on is None or row.working_days_left is None:
        return [text(duty, spacing="none")]
    left, day = remaining(row.working_days_left), date_seen_from(row.due_on, today)
    if row.working_days_left < 0:
        late = TextBlock(text=plain(f"{left} ({day})"), wrap=True, color="attention", spacing="none")
        return [text(f"{duty}:", spacing="none"), late]
    return [text(f"{duty} bis {day} ({left})", spacing="none")]


def _turns(listed: CaseList) -> list[Action]:
    turns = {"Weitere": listed.page + 1, "Zurück": listed.page - 1}
    return [
        button(title, LIST_PAGE, {"asked": listed.asked, "page": page}, ignores_form=True)
        for title, page in turns.items()
        if 1 <= page <= listed.pages
    ]
