"""Draws the fields of a conversation's step as inputs: label, help and, where it went wrong, the remedy."""

import re
from collections.abc import Sequence

from cards.elements import Block, Container
from cards.forms import Field, InputKind
from cards.inputs import Choice, ChoiceSet, DateInput, Input, TextInput, TimeInput
from cards.layout import at_field, small
from cards.plain_text import cleaned, plain

MAX_BUTTONS = 6
_MISSING = "Bitte füllen Sie dieses Feld aus."
_TYPED_LENGTH = 6_500
"""All that was typed into one form, together; what is above does not fit into a card."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)


def drawn_as_buttons(fields: tuple[Field, ...]) -> Field | None:
    """Return the field whose options become one button each: the only one, with few options."""
    if len(fields) == 1 and fields[0].kind is InputKind.BUTTONS and len(fields[0].options) <= MAX_BUTTONS:
        return fields[0]
    return None


def field_blocks(fields: Sequence[Field]) -> list[Block]:
    """Draw each field: what is wrong with the last answer, the input, and the help below it."""
    typed = sum(len(field.value) for field in fields)
    limit = _TYPED_LENGTH if typed <= _TYPED_LENGTH else _TYPED_LENGTH // len(fields)
    return [
        Container(items=[*at_field(field.problem), _input(field, limit), *hint(field)]) for field in fields
    ]


def hint(field: Field) -> list[Block]:
    """Show the help of a field (nothing if it has none)."""
    return [small(field.hint)] if field.hint else []


def _input(field: Field, limit: int) -> Input:
    match field.kind:
        case InputKind.TEXT | InputKind.LONG_TEXT:
            return _text(field, limit)
        case InputKind.DATE:
            return DateInput(**_common(field), value=field.value if _DAY.fullmatch(field.value) else None)
        case InputKind.TIME:
            return TimeInput(**_common(field), value=field.value if _TIME.fullmatch(field.value) else None)
        case _:
            return _choice(field)


def _text(field: Field, limit: int) -> TextInput:
    return TextInput(
        **_common(field),
        is_multiline=field.kind is InputKind.LONG_TEXT or None,
        max_length=field.max_length or None,
        placeholder=field.placeholder or None,
        value=cleaned(field.value)[: min(limit, field.max_length or limit)] or None,
    )


def _choice(field: Field) -> ChoiceSet:
    compact = field.kind is InputKind.CHOICE
    several = field.kind is InputKind.MULTI
    offered = {option.value for option in field.options}
    chosen = [v for v in field.value.split(",") if v in offered] if several else [field.value]
    # Only visible choices are read as markdown; a compact list shows its words as they are.
    show = cleaned if compact else plain
    return ChoiceSet(
        **_common(field),
        choices=[Choice(title=show(option.title), value=option.value) for option in field.options],
        style="compact" if compact else "expanded",
        is_multi_select=several or None,
        placeholder=(field.placeholder or "Bitte wählen") if compact else None,
        value=",".join(v for v in chosen if v in offered) or None,
        wrap=True,
    )


def _common(field: Field) -> dict[str, object]:
    return {
        "id": field.id,
        "label": cleaned(field.label),
        "is_required": field.required or None,
        "error_message": cleaned(field.error) or (_MISSING if field.required else None),
    }
