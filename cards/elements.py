"""Typed Adaptive Card elements, and the only module that knows the ``adaptivecards`` package.

The package has the right mechanism (a property checks its type and knows its JSON name) but drops
unknown properties silently, takes any word for an enumerated value and stops at version 1.2. So
only its base classes are used: here an unknown property is a TypeError, a wrong word a ValueError.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from adaptivecards.baseobject import BareObject, Element, PropertyType

COLORS = frozenset({"default", "dark", "light", "accent", "good", "warning", "attention"})
SIZES = frozenset({"default", "small", "medium", "large", "extraLarge"})
WEIGHTS = frozenset({"default", "lighter", "bolder"})
SPACINGS = frozenset({"default", "none", "small", "medium", "large", "extraLarge", "padding"})
CONTAINER_STYLES = frozenset({"default", "emphasis", "good", "attention", "warning", "accent"})
HORIZONTAL = frozenset({"left", "center", "right"})
VERTICAL = frozenset({"top", "center", "bottom"})

NO_WORDS: frozenset[str] = frozenset()


class Property(PropertyType):  # type: ignore[misc] # the package ships no types
    """One property under its JSON name; ``words`` closes the list of its values."""

    def __init__(
        self, key: str, kind: type | tuple[type, ...] = str, *, words: frozenset[str] = NO_WORDS
    ) -> None:
        super().__init__(kind, key)
        self.words = words

    def __set__(self, instance: object, value: object) -> None:
        """Keep a value of the right type; TypeError or ValueError otherwise."""
        if self.words and value not in self.words:
            raise ValueError(f"{self.key_name} must be one of {sorted(self.words)}, not {value!r}")
        super().__set__(instance, value)


class Parts(Property):
    """A property that holds a list of parts of one kind."""

    def __init__(self, key: str, of: type) -> None:
        super().__init__(key, list)
        self.of = of

    def __set__(self, instance: object, value: object) -> None:
        """Keep a list whose every member is of the right kind; TypeError otherwise."""
        members = list(value) if isinstance(value, Iterable) else value
        if isinstance(members, list) and not all(isinstance(member, self.of) for member in members):
            raise TypeError(f"{self.key_name} holds {self.of.__name__} only")
        super().__set__(instance, members)


class Part(BareObject):  # type: ignore[misc] # the package ships no types
    """Anything in a card. Properties that are None are left out; unknown ones are a TypeError."""

    element_type = ""
    _properties: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls, **given: object) -> None:
        """Note which properties a part of this kind has."""
        super().__init_subclass__(**given)
        held = ((name, value) for kind in cls.__mro__ for name, value in vars(kind).items())
        cls._properties = frozenset(name for name, value in held if isinstance(value, PropertyType))

    def __init__(self, **values: object) -> None:
        super().__init__(**{name: value for name, value in values.items() if value is not None})
        if self.element_type:
            self.set_data("type", self.element_type)

    def __setattr__(self, name: str, value: object) -> None:
        if name != "_data" and name not in self._properties:
            raise TypeError(f"{type(self).__name__} has no property {name!r}")
        super().__setattr__(name, value)


class Block(Part, Element):  # type: ignore[misc] # the package ships no types
    """An element of a card's body."""

    fallback = Property("fallback", (str, Part))
    height = Property("height", words=frozenset({"auto", "stretch"}))
    spacing = Property("spacing", words=SPACINGS)


class TextBlock(Block):
    """Text; markdown in it is interpreted, so see cards.plain_text."""

    element_type = "TextBlock"
    text = Property("text")
    style = Property("style", words=frozenset({"default", "heading"}))
    size = Property("size", words=SIZES)
    weight = Property("weight", words=WEIGHTS)
    color = Property("color", words=COLORS)
    is_subtle = Property("isSubtle", bool)
    wrap = Property("wrap", bool)
    horizontal_alignment = Property("horizontalAlignment", words=HORIZONTAL)


class TextRun(Part):
    """A piece of text that is shown as it is: no markdown."""

    element_type = "TextRun"
    text = Property("text")
    size = Property("size", words=SIZES)
    weight = Property("weight", words=WEIGHTS)
    color = Property("color", words=COLORS)
    is_subtle = Property("isSubtle", bool)


class RichTextBlock(Block):
    """A paragraph of text runs; always wraps."""

    element_type = "RichTextBlock"
    inlines = Parts("inlines", TextRun)


class Container(Block):
    """A group; ``style`` draws a band behind it."""

    element_type = "Container"
    items = Parts("items", Block)
    style = Property("style", words=CONTAINER_STYLES)
    bleed = Property("bleed", bool)
    vertical_content_alignment = Property("verticalContentAlignment", words=VERTICAL)


class Column(Block):
    """One column."""

    element_type = "Column"
    items = Parts("items", Block)
    width = Property("width", (str, int))
    style = Property("style", words=CONTAINER_STYLES)
    vertical_content_alignment = Property("verticalContentAlignment", words=VERTICAL)


class ColumnSet(Block):
    """Columns side by side."""

    element_type = "ColumnSet"
    columns = Parts("columns", Column)
    style = Property("style", words=CONTAINER_STYLES)
    bleed = Property("bleed", bool)


class Fact(Part):
    """A label and its value."""

    title = Property("title")
    value = Property("value")


class FactSet(Block):
    """Labels and values, one a line."""

    element_type = "FactSet"
    facts = Parts("facts", Fact)


def as_dict(value: object) -> Any:  # noqa: ANN401 - JSON: dicts, lists, words, numbers
    """Turn a part and everything in it into plain dicts and lists, ``type`` first."""
    if isinstance(value, str | bool):
        return value  # most of what a card holds
    if isinstance(value, Part):
        data = value.render()
        head = {"type": data["type"]} if "type" in data else {}
        return head | {key: as_dict(held) for key, held in data.items()}
    if isinstance(value, list | tuple):
        return [as_dict(held) for held in value]
    if isinstance(value, dict):
        return {key: as_dict(held) for key, held in value.items()}
    return value
