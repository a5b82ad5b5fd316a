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
from cards.elements import Block, Container, RichTextBlock, TextRun
from cards.layout import band, heading, small, text
from cards.plain_text import cleaned, one_line
from cards.reminder_words import (
    Told,
    as_of,
    by_case,
    moved,
    moving,
    noun,
    own,
    settled_by,
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
from procedure.vocabulary import CaseId, CaseState

_MOST_CASES = 10
EXPLAINED = "Wie wurde diese Frist berechnet?"

OF_OTHERS = "Zuständig ist jeweils die genannte Stelle."
_OF_OTHERS = "Zur Kenntnis"

_ROOM = (
    (_MOST_CASES, 500),
    (_MOST_CASES, 160),
    (_MOST_CASES, 100),
    (_MOST_CASES, 60),
    (_MOST_CASES, 40),
    (_MOST_CASES, 30),
    (6, 100),
    (3, 100),
    (1, 100),
)
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
    names = _names(view)
    body: list[Block] = [heading(title(view)), small(as_of(view), spacing="none")]
    sections = [(name, told) for name, told in _sections(view) if told]
    for name, told in sections:
        said = [small(OF_OTHERS, spacing="none")] if name == _OF_OTHERS else []
        # What the whole card is about says its title.
        body += [band("emphasis", heading(name, size="default"), *said)] if name and sections[1:] else said
        for case, lines in by_case(told):
            # A case that stands in two sections has its buttons in the first.
            buttons = _buttons(case, names.pop(case.case_id, ""), length, alone=len(view.cases) == 1)
            body.append(_block(case, lines, buttons))
    actions = _more(view, body)
    brief = f"{summary(view)} {as_of(view)}."
    return card(body=body, actions=actions, fallback_text=brief, speak=brief, full_width=True)


def _sections(view: Reminder) -> list[tuple[str, list[Told]]]:
    return [("", own(view)), (_OF_OTHERS, watched(view)), ("Verschobene Fristen", moved(view))]


def _names(view: Reminder) -> dict[CaseId, str]:
    ids = [case.case_id for case in view.cases]
    return dict(zip(ids, short_numbers(view.cases), strict=True))


def _block(case: RemindedCase, lines: Sequence[ReminderLine], buttons: Sequence[Action]) -> Container:
    state = "noch von niemandem übernommen" if case.unassigned else STATES[CaseState(case.state)]
    items: list[Block] = [text(f"{case.number} · {state}", bold=True)]
    for line in lines:
        items += _line(line)
    if buttons:
        items.append(ActionSet(actions=list(buttons)))
    return Container(spacing="medium", items=items)


def _line(line: ReminderLine) -> list[Block]:
    what, how, late = f"{what_until(line)}, ", standing(line), line.working_days_left < 0
    status = TextRun(
        text=how,
        weight="bolder" if line.working_days_left <= 0 else None,
        color="attention" if late else None,
    )
    said = RichTextBlock(inlines=[TextRun(text=cleaned(what)), status], spacing="small")
    return [said] if line.moved_from is None else [said, small(moving(line))]


def _buttons(case: RemindedCase, name: str, length: int, *, alone: bool) -> list[Action]:
    if not name:
        return []
    return [_press(case, name), *_explanation(case, "" if alone else f" {name}", length)]


def _press(case: RemindedCase, name: str) -> Action:
    """Lead to the case: with the form of the step that settles what the viewer owes, where there is one."""
    data: dict[str, object] = {"case": case.case_id, "version": case.version}
    if case.settling is None:
        return button(f"{name} öffnen", CASE_SHOW, data, tooltip=f"{case.number} öffnen")
    data["step"] = case.settling.value
    word = settled_by(case.settling)
    return button(f"{word}, {name}", CASE_SHOW, data, tooltip=f"{word}, {case.number}")


def _explanation(case: RemindedCase, name: str, length: int) -> list[Action]:
    """Unfold why the dates of a case are what they are, thing by thing; each sentence once."""
    said: dict[str, None] = {}
    for line in case.lines:
        reasons = [one for reason in line.reasons if (one := one_line(reason, length)) not in said]
        if reasons and len(case.lines) > 1:
            said[f"{noun(line.kind)}:"] = None
        said |= dict.fromkeys(reasons)
    if not said:
        return []
    # One block: ten cases must fit into a card.
    return [ShowCard(title=f"{EXPLAINED}{name} …", card=InnerCard(body=[text("\n".join(said))]))]


def _more(view: Reminder, body: list[Block]) -> list[Action]:
    """Count what is not shown, and lead to the list that holds it: one's tasks, or all that one watches."""
    if not view.more:
        return []
    cases = "weiterer Vorgang" if view.more == 1 else "weitere Vorgänge"
    body.append(text(f"und {view.more} {cases}", spacing="medium"))
    name, asked = ("Meine Aufgaben", "meine") if own(view) else ("Alle Fristen", "fristen")
    return [button(name, LIST_PAGE, {"asked": asked, "page": 1}, ignores_form=True)]
