"""The buttons of a case card, one for each step the person may take, and the forms some of them need."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from cards.action_elements import Action, ActionSet, Execute
from cards.buttons import button, form_button
from cards.elements import Block, Column, ColumnSet, Container
from cards.inputs import DateInput, TextInput, TimeInput
from cards.layout import at_field, small, text
from cards.plain_text import cleaned
from cards.verbs import CASE_REFRESH
from casework.views import CaseView, Step
from procedure.transitions.formal import TOOL_REF_LENGTH
from procedure.transitions.handover import CALLBACK_LENGTH, PLACE_LENGTH
from procedure.vocabulary import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """An answer to a form that could not be used: what was typed, and what is wrong with it by input id."""

    values: Mapping[str, str]
    problems: Mapping[str, str]

    def text(self, field: str, limit: int) -> str | None:
        """Return what was typed into a field, cut to what the field takes."""
        return cleaned(self.values.get(field, ""))[:limit] or None

    def matching(self, field: str, pattern: str) -> str | None:
        """Return what was typed if an input of this kind can show it."""
        value = self.values.get(field, "")
        return value if re.fullmatch(pattern, value, re.ASCII) else None

    def problem(self, field: str) -> list[Block]:
        """Return the sentence that helps, to stand right above the field (nothing if it is fine)."""
        return at_field(self.problems.get(field, ""))


NOT_TYPED = Typed(values={}, problems={})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    title: str
    submit: str
    fields: tuple[str, ...]
    inputs: Callable[[CaseView, Typed], list[Block]]


def step_buttons(view: CaseView, typed: Typed) -> list[Action]:
    """Build one button for each step of the view, the likeliest one positive, and the refresh."""
    done_by_other = bool(view.holder_name) and not view.mine
    likeliest = None if done_by_other else next(iter(view.steps), None)
    steps = [step_button(view, step, typed, positive=step is likeliest) for step in view.steps]
    return [*steps, refresh_button(view, secondary=True)]


def refresh_button(view: CaseView, *, title: str = "Stand aktualisieren", secondary: bool = False) -> Execute:
    """Build the button that shows the case's current state; it leaves every form alone."""
    return button(title, CASE_REFRESH, _data(view), secondary=secondary, ignores_form=True)


def form_in_question(view: CaseView, problems: Mapping[str, str]) -> Step | None:
    """Name the step whose form has to be filled in again, if the person may still take it."""
    for step in view.steps:
        if step in _FORMS and not problems.keys().isdisjoint(_FORMS[step].fields):
            return step
    return None


def open_form(view: CaseView, step: Step, typed: Typed) -> Block:
    """Build a step's form unfolded, with what was typed and what is wrong with it."""
    form = _FORMS[step]
    return Container(
        style="emphasis",
        bleed=True,
        spacing="medium",
        items=[
            text(form.title, bold=True),
            *form.inputs(view, typed),
            ActionSet(
                actions=[
                    button(form.submit, step.value, _data(view), positive=True),
                    refresh_button(view, title="Zurück"),
                ]
            ),
        ],
    )


def step_button(view: CaseView, step: Step, typed: Typed, *, positive: bool) -> Action:
    """Build the button of one step: a press, or a form to unfold."""
    form = _FORMS.get(step)
    if form is not None:
        submit = button(form.submit, step.value, _data(view), positive=True)
        return form_button(form.title, form.inputs(view, typed), submit, positive=positive)
    title = _title(view, step)
    return button(title, step.value, _data(view), positive=positive, tooltip=f"{title}, {view.number}")


def _title(view: CaseView, step: Step) -> str:
    if step is Step.COME and view.channel is Channel.TELEPHONE:
        return "Ich übernehme das Gespräch"
    return _TITLES[step]


def _data(view: CaseView) -> dict[str, object]:
    return {"case": view.case_id, "version": view.version}


def _appointment(view: CaseView, typed: Typed) -> list[Block]:
    first_day = view.handover.waiting_since.date().isoformat() if view.handover else None
    day = DateInput(
        id="day",
        label="Tag",
        is_required=True,
        error_message="Bitte wählen Sie einen Tag ab heute.",
        min=first_day,
        value=typed.matching("day", r"\d{4}-\d{2}-\d{2}"),
    )
    time = TimeInput(
        id="time",
        label="Uhrzeit",
        is_required=True,
        error_message="Bitte wählen Sie eine Uhrzeit.",
        value=typed.matching("time", r"([01]\d|2[0-3]):[0-5]\d"),
    )
    place = TextInput(
        id="place",
        label="Ort (freiwillig)",
        placeholder="zum Beispiel Zimmer 214",
        max_length=PLACE_LENGTH,
        value=typed.text("place", PLACE_LENGTH),
    )
    return [
        small("Der Empfang liest diese Angaben der Kundin/dem Kunden vor."),
        *typed.problem("day"),
        *typed.problem("time"),
        ColumnSet(columns=[Column(width="stretch", items=[day]), Column(width="stretch", items=[time])]),
        *typed.problem("place"),
        place,
    ]


def _callback(_view: CaseView, typed: Typed) -> list[Block]:
    return [
        small("Der Empfang liest diese Angabe der Kundin/dem Kunden vor."),
        *typed.problem("callback"),
        TextInput(
            id="callback",
            label="Wann rufen Sie zurück?",
            placeholder="heute bis 15 Uhr",
            is_required=True,
            error_message="Bitte sagen Sie, wann Sie zurückrufen.",
            max_length=CALLBACK_LENGTH,
            value=typed.text("callback", CALLBACK_LENGTH),
        ),
    ]


def _recorded(_view: CaseView, typed: Typed) -> list[Block]:
    return [
        *typed.problem("krm_tool_ref"),
        TextInput(
            id="krm_tool_ref",
            label="Nummer im KRM-Tool (freiwillig)",
            max_length=TOOL_REF_LENGTH,
            value=typed.text("krm_tool_ref", TOOL_REF_LENGTH),
        ),
    ]


_TITLES: Mapping[Step, str] = {
    Step.COME: "Ich komme",
    Step.WRITTEN: "Bitte schriftlich",
    Step.ASK_DEPUTY: "An Stellvertretung",
    Step.TAKE_OVER: "Übernehmen",
    Step.OPEN: "Vorgang öffnen",
}

_FORMS: Mapping[Step, _Form] = {
    Step.APPOINTMENT: _Form(
        title="Termin anbieten",
        submit="Termin mitteilen",
        fields=("day", "time", "place"),
        inputs=_appointment,
    ),
    Step.CALLBACK: _Form(title="Rückruf", submit="Rückruf mitteilen", fields=("callback",), inputs=_callback),
    Step.CONFIRM_RECORDED: _Form(
        title="Als erfasst bestätigen", submit="Bestätigen", fields=("krm_tool_ref",), inputs=_recorded
    ),
}


def titles(steps: Sequence[Step]) -> list[str]:
    """Name steps as the buttons do, for the text that stands where no card can be drawn."""
    return [_FORMS[step].title if step in _FORMS else _TITLES[step] for step in steps]
