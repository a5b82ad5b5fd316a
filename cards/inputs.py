"""Typed inputs: the package the elements build on has none. Every input has an id and a label."""

from cards.elements import Block, Part, Parts, Property


class Input(Block):
    """A question in a form. ``label`` is read to the person; a placeholder never replaces it."""

    label = Property("label")
    is_required = Property("isRequired", bool)
    error_message = Property("errorMessage")


class TextInput(Input):
    """Free text."""

    element_type = "Input.Text"
    value = Property("value")
    placeholder = Property("placeholder")
    is_multiline = Property("isMultiline", bool)
    max_length = Property("maxLength", int)


class DateInput(Input):
    """A day; values are ISO days."""

    element_type = "Input.Date"
    value = Property("value")
    min = Property("min")
    max = Property("max")


class TimeInput(Input):
    """A time of day; values are ``HH:MM``."""

    element_type = "Input.Time"
    value = Property("value")


class NumberInput(Input):
    """A number; the client sends it back as a text or as a number."""

    element_type = "Input.Number"
    value = Property("value", int)
    min = Property("min", int)
    max = Property("max", int)


class Toggle(Input):
    """A box to tick. ``title`` stands beside it; values are „true“ and „false“."""

    element_type = "Input.Toggle"
    title = Property("title")
    value = Property("value", words=frozenset({"true", "false"}))
    wrap = Property("wrap", bool)


class Choice(Part):
    """One choice. No comma in ``value``: several choices come back joined by commas."""

    title = Property("title")
    value = Property("value")


class ChoiceSet(Input):
    """One choice or several, from a compact list or all visible."""

    element_type = "Input.ChoiceSet"
    choices = Parts("choices", Choice)
    style = Property("style", words=frozenset({"compact", "expanded"}))
    is_multi_select = Property("isMultiSelect", bool)
    value = Property("value")
    placeholder = Property("placeholder")
    wrap = Property("wrap", bool)
