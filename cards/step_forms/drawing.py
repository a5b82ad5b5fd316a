"""Draws a step's form: what is wrong with the last answer, each input with its label, the help below it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cards.card_rules import size_of
from cards.elements import Block, Column, ColumnSet, Container
from cards.inputs import Choice, ChoiceSet, DateInput, Input, NumberInput, TextInput, TimeInput, Toggle
from cards.layout import at_field, small
from cards.plain_text import cleaned, plain
from cards.step_forms.fields import (
    ChoiceField,
    DayField,
    Field,
    NumberField,
    TextField,
    TickField,
    TimeField,
)
from cards.step_forms.form import StepForm
from casework.views import CaseView

_TYPED_LENGTH = 6_000
"""UTF-16 units of all that was typed into one form; what is above does not fit into a card with the case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """An answer to a form that could not be used: what was typed, and what is wrong with it by input id."""

    values: Mapping[str, str]
    problems: Mapping[str, str]

    def problem(self, input_id: str) -> list[Block]:
        """Return the sentence that helps, to stand right above the field (nothing if it is fine)."""
        return at_field(self.problems.get(input_id, ""))


NOT_TYPED = Typed(values={}, problems={})


def form_blocks(form: StepForm, view: CaseView, typed: Typed) -> list[Block]:
    """Draw all that is to be filled in; empty for a step that asks nothing here."""
    asked = form.asked(view)
    if not asked:
        return []
    values = _values(form, view, typed)
    blocks: list[Block] = [small(sentence) for sentence in form.intro(view)]
    beside = {second.name for first, second in pairwise(asked) if _is_pair(first, second)}
    for place, field in enumerate(asked):
        if field.name in beside:
            continue
        following = asked[place + 1] if place + 1 < len(asked) else None
        pair = [field, following] if following is not None and following.name in beside else [field]
        blocks += _row(form, view, [f for f in pair if f is not None], values, typed)
    return blocks


def _values(form: StepForm, view: CaseView, typed: Typed) -> Mapping[str, str]:
    """Tell what each input shows: what was typed, also where it was emptied; else what is filled in."""
    ids = form.ids
    if any(input_id in typed.values for input_id in ids.values()):
        values = {name: typed.values.get(input_id, "") for name, input_id in ids.items()}
    else:
        values = {field.name: field.initial(view) for field in form.fields}
    return _within(values, _TYPED_LENGTH)


def _within(values: Mapping[str, str], room: int) -> Mapping[str, str]:
    """Cut the longest texts, so that all together fit; the short ones stay whole."""
    if size_of(list(values.values())) <= room:
        return values  # as good as always
    kept = dict(values)
    left = room
    for place, name in enumerate(sorted(kept, key=lambda name: size_of(kept[name]))):
        kept[name] = _cut(kept[name], left // (len(kept) - place))
        left -= size_of(kept[name])
    return kept


def _cut(value: str, room: int) -> str:
    while size_of(value) > room and value:
        value = value[: min(len(value) - 1, len(value) * room // size_of(value))]
    return value


def _is_pair(first: Field, second: Field) -> bool:
    return isinstance(first, DayField) and isinstance(second, TimeField)


def _row(
    form: StepForm, view: CaseView, fields: Sequence[Field], values: Mapping[str, str], typed: Typed
) -> list[Block]:
    problems = [block for f in fields for block in typed.problem(form.input_id(f.name))]
    inputs = [_input(form, view, f, values[f.name]) for f in fields]
    hints = [small(f.hint) for f in fields if f.hint]
    drawn: Sequence[Block] = inputs
    if len(inputs) > 1:
        drawn = [ColumnSet(columns=[Column(width="stretch", items=[one]) for one in inputs])]
    blocks: list[Block] = [*problems, *drawn, *hints]
    return [Container(items=blocks)] if len(blocks) > 1 else blocks


def _input(form: StepForm, view: CaseView, field: Field, value: str) -> Input:
    common = {
        "id": form.input_id(field.name),
        "label": cleaned(field.label),
        "is_required": True if field.missing else None,
        "error_message": field.missing or None,
    }
    match field:
        case TextField():
            return TextInput(
                **common,
                is_multiline=field.lines or None,
                max_length=field.limit,
                placeholder=field.placeholder or None,
                value=cleaned(value)[: field.limit] or None,
            )
        case DayField():
            return DateInput(
                **common,
                min=field.earliest(view) or None,
                max=field.latest(view) or None,
                value=_matching(value, r"\d{4}-\d{2}-\d{2}"),
            )
        case TimeField():
            return TimeInput(**common, value=_matching(value, r"([01]\d|2[0-3]):[0-5]\d"))
        case NumberField():
            number = _matching(value, r"\d{1,4}")
            return NumberInput(
                **common, min=field.least, max=field.most, value=int(number) if number else None
            )
        case TickField():
            ticked = "true" if value.strip().lower() == "true" else "false"
            return Toggle(**common, title=plain(field.tick), value=ticked, wrap=True)
        case ChoiceField():
            return _choice(field, view, value, common)
        case _:  # pragma: no cover - every kind of field is above
            raise TypeError(type(field).__name__)


def _choice(field: ChoiceField, view: CaseView, value: str, common: Mapping[str, object]) -> ChoiceSet:
    options = field.options(view)
    offered = {key for key, _ in options}
    chosen = [one for one in value.split(",") if one in offered] if field.several else [value]
    # Only visible choices are read as markdown; a compact list shows its words as they are.
    show = plain if field.expanded else cleaned
    return ChoiceSet(
        **common,
        choices=[Choice(title=show(title), value=key) for key, title in options],
        style="expanded" if field.expanded else "compact",
        is_multi_select=field.several or None,
        placeholder=None if field.expanded else "Bitte wählen",
        value=",".join(one for one in chosen if one in offered) or None,
        wrap=True,
    )


def _matching(value: str, pattern: str) -> str | None:
    return value if re.fullmatch(pattern, value, re.ASCII) else None
