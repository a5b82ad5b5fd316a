"""The buttons of a case card, one for each step the person may take, and the forms some of them need."""

from collections.abc import Mapping, Sequence

from cards.action_elements import Action, ActionSet, Execute
from cards.buttons import button, form_button
from cards.card_rules import MAX_PRIMARY_ACTIONS, size_of
from cards.case_parts import is_over
from cards.elements import Block, Container, as_dict
from cards.layout import text
from cards.step_forms import handover
from cards.step_forms.drawing import NOT_TYPED, Typed, form_blocks
from cards.step_forms.registry import FORMS, title_of, titles
from cards.verbs import CASE_FORM, CASE_MORE, CASE_REFRESH, FILE_FETCH
from casework.views import CaseView, Step
from procedure.vocabulary import DocumentId

__all__ = [
    "NOT_TYPED",
    "Typed",
    "fetch_button",
    "form_in_question",
    "further_buttons",
    "has_form",
    "open_form",
    "refresh_button",
    "step_button",
    "step_buttons",
    "titles",
]

_ANSWERS = frozenset(form.step for form in handover.FORMS)

MORE = "Weitere Schritte"
BACK = "Zurück"

_BUTTONS_LENGTH = 9_000
"""UTF-16 units of all buttons with the forms folded up in them: what is left of a card belongs to the case.
A form beyond that is unfolded by a press."""
_PRESS_LENGTH = 480
"""About as long is a button without a form."""


def step_buttons(view: CaseView, _typed: Typed = NOT_TYPED) -> list[Action]:
    """Build one button for each of the first steps of the view, the likeliest one positive, and the refresh.

    At most six are in sight, „Vorgang öffnen“ always among them; „Weitere Schritte“ leads to the others,
    from the overflow menu while a customer waits and every answer has to be in sight.
    """
    likeliest = next(iter(view.steps), None)
    if likeliest is Step.TAKE_OVER and view.holder_name:
        likeliest = None  # a colleague is at it
    if likeliest is Step.OPEN and is_over(view) and view.missing:
        likeliest = None  # what the file lacks is sent as a file: no button does it
    shown, further = _first_page(view.steps)
    more = [_turn(view, MORE, 1, secondary=not _ANSWERS.isdisjoint(shown))] if further else []
    return [*_in_room(view, shown, likeliest), *more, refresh_button(view, secondary=True)]


def further_buttons(view: CaseView, page: int) -> list[Action]:
    """Build the buttons of a further page (from 1); a page that is not there is the last one."""
    _, further = _first_page(view.steps)
    pages = _pages(further)
    if not pages:
        return step_buttons(view)
    number = min(max(page, 1), len(pages))
    more = [_turn(view, MORE, number + 1)] if number < len(pages) else []
    return [*_in_room(view, pages[number - 1], None), *more, refresh_button(view, title=BACK)]


def refresh_button(view: CaseView, *, title: str = "Stand aktualisieren", secondary: bool = False) -> Execute:
    """Build the button that shows the case's current state; it leaves every form alone."""
    return button(title, CASE_REFRESH, _data(view), secondary=secondary, ignores_form=True)


def fetch_button(view: CaseView, document: DocumentId, title: str, *, opened: bool = False) -> Execute:
    """Build the button that asks for a link to a document; ``opened``: it stands on the opened full text."""
    data = {**_data(view), "document": str(document), "opened": opened}
    return button(title, FILE_FETCH, data, ignores_form=True)


def has_form(view: CaseView, step: Step) -> bool:
    """Tell whether something is to be filled in for a step of this case."""
    return step in FORMS and bool(FORMS[step].asked(view))


def form_in_question(view: CaseView, problems: Mapping[str, str]) -> Step | None:
    """Name the step whose form has to be filled in again, if the person may still take it."""
    for step in view.steps:
        if step in FORMS and not problems.keys().isdisjoint(FORMS[step].ids.values()):
            return step
    return None


def open_form(view: CaseView, step: Step, typed: Typed) -> Block:
    """Build a step's form unfolded, with what was typed and what is wrong with it."""
    form = FORMS[step]
    return Container(
        style="emphasis",
        bleed=True,
        spacing="medium",
        items=[
            text(form.title, bold=True),
            *form_blocks(form, view, typed),
            ActionSet(actions=[_submit(view, step), refresh_button(view, title=BACK)]),
        ],
    )


def step_button(view: CaseView, step: Step, typed: Typed, *, positive: bool) -> Action:
    """Build the button of one step: a press, or a form to unfold."""
    title = title_of(view, step)
    form = FORMS.get(step)
    blocks = form_blocks(form, view, typed) if form else []
    if blocks:
        return form_button(title, blocks, _submit(view, step), positive=positive)
    data = _data(view) | (form.sent_along(view) if form else {})
    return button(title, step.value, data, positive=positive, tooltip=f"{title}, {view.number}")


def _in_room(view: CaseView, steps: Sequence[Step], likeliest: Step | None) -> list[Action]:
    """Build the steps' buttons; forms for which the card has no room are unfolded by a press."""
    folded = [_by_press(view, step, positive=step is likeliest) for step in steps]
    left = _BUTTONS_LENGTH - _PRESS_LENGTH * len(folded)
    for place, step in enumerate(steps):
        if not has_form(view, step):
            continue
        unfolding = step_button(view, step, NOT_TYPED, positive=step is likeliest)
        cost = _length(unfolding) - _PRESS_LENGTH
        if cost <= left:
            folded[place] = unfolding
            left -= cost
    return folded


def _by_press(view: CaseView, step: Step, *, positive: bool) -> Action:
    if not has_form(view, step):
        return step_button(view, step, NOT_TYPED, positive=positive)
    title = title_of(view, step)
    data = {**_data(view), "step": step.value}
    return button(
        f"{title} …",
        CASE_FORM,
        data,
        positive=positive,
        ignores_form=True,
        tooltip=f"{title}, {view.number}",
    )


def _submit(view: CaseView, step: Step) -> Execute:
    form = FORMS[step]
    return button(form.submit, step.value, _data(view) | form.sent_along(view), positive=True)


def _turn(view: CaseView, title: str, page: int, *, secondary: bool = False) -> Execute:
    data = {**_data(view), "page": page}
    return button(title, CASE_MORE, data, secondary=secondary, ignores_form=True)


def _first_page(steps: Sequence[Step]) -> tuple[Sequence[Step], Sequence[Step]]:
    """Part the steps into those in sight and the rest; „Vorgang öffnen“ stays in sight."""
    if len(steps) <= MAX_PRIMARY_ACTIONS:
        return steps, ()
    waits = not _ANSWERS.isdisjoint(steps)
    room = MAX_PRIMARY_ACTIONS if waits else MAX_PRIMARY_ACTIONS - 1
    shown = list(steps[:room])
    if Step.OPEN in steps and Step.OPEN not in shown:
        shown[-1] = Step.OPEN
    return shown, [step for step in steps if step not in shown]


def _pages(steps: Sequence[Step]) -> list[Sequence[Step]]:
    """Part the further steps; „Zurück“ has a place on each page, „Weitere Schritte“ on all but the last."""
    room = MAX_PRIMARY_ACTIONS - 1
    pages: list[Sequence[Step]] = []
    rest = list(steps)
    while len(rest) > room:
        pages.append(rest[: room - 1])
        rest = rest[room - 1 :]
    return [*pages, rest] if rest else pages


def _length(action: Action) -> int:
    return size_of(as_dict(action))


def _data(view: CaseView) -> dict[str, object]:
    return {"case": view.case_id, "version": view.version}
