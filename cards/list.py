"""A page of cases: ten rows with the next step and its date, each with its button; no names, no texts."""

from cards.action_elements import Action, ActionSet
from cards.buttons import button
from cards.card import Card, card
from cards.elements import Block, Column, ColumnSet
from cards.layout import heading, small, text
from cards.verbs import CASE_SHOW, LIST_PAGE
from cards.wording import STATES, remaining, weekday_date
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


def list_card(listed: CaseList) -> Card:
    """Draw one page of a list; an empty one says so and what can be typed instead."""
    title = _title(listed)
    body: list[Block] = [heading(title)]
    if not listed.rows:
        body += [text(_EMPTY.get(listed.asked, _NOTHING_FOUND)), small(_TO_TYPE)]
    for row in listed.rows:
        body.append(_row(row, shows_owner=listed.asked != "meine"))
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
    return f"Zuerst {first.number}: {_duty(first, shows_owner=False)}."


def _row(row: ListedCase, *, shows_owner: bool) -> ColumnSet:
    state = STATES[CaseState(row.state)]
    open_case = button(f"{row.number} öffnen", CASE_SHOW, {"case": row.case_id, "version": row.version})
    return ColumnSet(
        spacing="medium",
        columns=[
            Column(
                width=3,
                items=[text(row.number, bold=True), small(f"{state} · {row.lead_name}", spacing="none")],
            ),
            Column(width=4, items=[text(_duty(row, shows_owner=shows_owner)), *_due(row)]),
            Column(width="auto", vertical_content_alignment="center", items=[ActionSet(actions=[open_case])]),
        ],
    )


def _duty(row: ListedCase, *, shows_owner: bool) -> str:
    if row.next_duty is None:
        return "nichts zu tun"
    words = DUTIES[row.next_duty]
    return f"{words} ({row.owed_by})" if shows_owner and row.owed_by and not row.mine else words


def _due(row: ListedCase) -> list[Block]:
    if row.due_on is None or row.working_days_left is None:
        return []
    left = remaining(row.working_days_left)
    if row.working_days_left < 0:
        return [small(f"{left}, fällig war {weekday_date(row.due_on)}", spacing="none")]
    return [small(f"bis {weekday_date(row.due_on)} ({left})", spacing="none")]


def _turns(listed: CaseList) -> list[Action]:
    turns = {"Weitere": listed.page + 1, "Zurück": listed.page - 1}
    return [
        button(title, LIST_PAGE, {"asked": listed.asked, "page": page}, ignores_form=True)
        for title, page in turns.items()
        if 1 <= page <= listed.pages
    ]
