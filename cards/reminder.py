"""The one card about everything a person is reminded of: what, until when, why, and the step that settles it.

Numbers, duties and dates only: no customer, no text, no person's name (what others owe stands under
their office).
"""

from collections.abc import Sequence
from dataclasses import replace

from cards.action_elements import Action, ActionSet, InnerCard, ShowCard
from cards.buttons import button
from cards.card import Card, card
from cards.card_rules import CardTooLarge
from cards.elements import Block, Container, TextBlock
from cards.layout import heading, small, text
from cards.plain_text import one_line, plain
from cards.reminder_words import (
    by_case,
    moved,
    moving,
    noun,
    own,
    short_numbers,
    standing,
    summary,
    title,
    watched,
    what_until,
)
from cards.verbs import CASE_SHOW, LIST_PAGE
from cards.wording import STATES
from casework.views_reminder import RemindedCase, Reminder, ReminderLine
from procedure.vocabulary import CaseState

MOST_CASES = 10
EXPLAINED = "Wie wurde diese Frist berechnet?"

_ROOM = ((10, 500), (10, 160), (10, 90), (6, 90), (3, 90), (1, 90))
"""Cases shown and characters of each reason: what fits is drawn, the first that does."""


def reminder_card(view: Reminder) -> Card:
    """Draw everything a person is told of at one time, the worst first; at least one thing is due.

    What does not fit into one card is cut: first the reasons, then the cases, which are counted.
    """
    for cases, length in _ROOM[:-1]:
        try:
            return _drawn(_at_most(view, cases), length)
        except CardTooLarge:
            continue
    cases, length = _ROOM[-1]
    return _drawn(_at_most(view, cases), length)


def reminder_summary(view: Reminder) -> str:
    """Say for the list of messages what is worst: number, what to do, by when; nothing personal."""
    return summary(view)


def _at_most(view: Reminder, cases: int) -> Reminder:
    shown = view.cases[:cases]
    return replace(view, cases=shown, more=view.more + len(view.cases) - len(shown))


def _drawn(view: Reminder, length: int) -> Card:
    mine, others, new = own(view), watched(view), moved(view)
    names = dict(zip((case.case_id for case in view.cases), short_numbers(view.cases), strict=True))
    body: list[Block] = [heading(title(view))]
    for name, told in (("", mine), ("Zur Kenntnis", others), ("Verschobene Fristen", new)):
        if told and name and len(told) < len(mine) + len(others) + len(new):
            body.append(heading(name, size="medium"))
        if told and told is others:
            body.append(small("Zuständig ist jeweils die genannte Stelle."))
        for case, lines in by_case(told):
            # A case that stands in two sections has its buttons in the first.
            buttons = _buttons(case, names.pop(case.case_id, ""), length)
            body.append(_block(case, lines, buttons))
    brief = summary(view)
    return card(body=body, actions=_more(view, body), fallback_text=brief, speak=brief, full_width=True)


def _block(case: RemindedCase, lines: Sequence[ReminderLine], buttons: Sequence[Action]) -> Container:
    state = "noch von niemandem übernommen" if case.unassigned else STATES[CaseState(case.state)]
    items: list[Block] = [text(f"{case.number} · {state}", bold=True)]
    for line in lines:
        items += _line(line)
    if buttons:
        items.append(ActionSet(actions=list(buttons)))
    return Container(spacing="medium", items=items)


def _line(line: ReminderLine) -> list[Block]:
    if line.moved_from is not None:
        what = text(f"{what_until(line)} ({standing(line)})", spacing="none")
        return [what, small(moving(line), spacing="none")]
    if line.working_days_left > 0:
        return [text(f"{what_until(line)} ({standing(line)})", spacing="none")]
    late = line.working_days_left < 0
    how = standing(line)
    stands = TextBlock(
        text=plain(f"{how[0].upper()}{how[1:]}"),
        wrap=True,
        weight="bolder",
        color="attention" if late else None,
        spacing="none",
    )
    return [text(what_until(line), spacing="small"), stands]


def _buttons(case: RemindedCase, name: str, length: int) -> list[Action]:
    if not name:
        return []
    return [_press(case, name), *_explanation(case, name, length)]


def _press(case: RemindedCase, name: str) -> Action:
    """Lead to the case: with the form of the step that settles what the viewer owes, where there is one."""
    data: dict[str, object] = {"case": case.case_id, "version": case.version}
    due = next((line.kind for line in case.lines if line.mine), None)
    if case.settling is None or due is None:
        return button(f"{name} öffnen", CASE_SHOW, data, tooltip=f"{case.number} öffnen")
    data["step"] = case.settling.value
    return button(f"{noun(due)}, {name}", CASE_SHOW, data, tooltip=f"{noun(due)} zu {case.number}")


def _explanation(case: RemindedCase, name: str, length: int) -> list[Action]:
    """Unfold why the dates of a case are what they are; each sentence once."""
    reasons = dict.fromkeys(one_line(reason, length) for line in case.lines for reason in line.reasons)
    if not reasons:
        return []
    inner = InnerCard(body=[text(reason, spacing="small") for reason in reasons])
    return [ShowCard(title=f"{EXPLAINED} {name} …", card=inner)]


def _more(view: Reminder, body: list[Block]) -> list[Action]:
    """Count what is not shown, and lead to the list that holds it all."""
    if not view.more:
        return []
    body.append(
        text(f"und {view.more} weitere {'Vorgang' if view.more == 1 else 'Vorgänge'}", spacing="medium")
    )
    return [button("Meine Aufgaben", LIST_PAGE, {"asked": "meine", "page": 1}, ignores_form=True)]
