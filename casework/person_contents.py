"""Everything that a case holds, field by field, as its customer may read it (Art. 15 DSGVO).

The fields are found in the types themselves: one that is added to a case is disclosed without a word
here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final, TypeAlias, get_args, get_type_hints

from casework.person_offices import office_of_person
from casework.person_redaction import Redaction
from procedure.case import Case, Customer
from procedure.office import Office
from procedure.vocabulary import StaffId, TeamId

Word: TypeAlias = str | bool | int | date | datetime | StrEnum | None
Value: TypeAlias = Word | tuple[Word, ...]

WHOLE_CASE: Final = "case"
"""The name of the part that holds what belongs to no part."""
_INTERNAL: Final = frozenset({(Case, "id"), (Case, "version")})
"""Says nothing about anybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a case: the reaction, the closing, one contribution …"""

    name: str
    """The field's name in ``procedure.case``."""
    position: int | None = None
    """Where a case has several of them: which one, from 1."""
    values: tuple[tuple[str, Value], ...]


def contents_of(case: Case, office: Office, redaction: Redaction) -> tuple[Part, ...]:
    """Return every part of a case with every field; people of the house appear as their offices."""
    return tuple(_Reader(office, redaction).read(WHOLE_CASE, None, case))


class _Reader:
    def __init__(self, office: Office, redaction: Redaction) -> None:
        self._office = office
        self._redaction = redaction

    def read(self, name: str, position: int | None, value: Any) -> Iterator[Part]:  # noqa: ANN401 - any part of a case
        kind = type(value)
        hints = get_type_hints(kind)
        own: list[tuple[str, Value]] = []
        inner: list[Part] = []
        for field in fields(kind):
            held = getattr(value, field.name)
            if is_dataclass(held):
                inner += self.read(field.name, None, held)
            elif _holds_parts(hints[field.name]):
                for number, one in enumerate(held or (), start=1):
                    inner += self.read(field.name, number, one)
            elif (kind, field.name) not in _INTERNAL and not _is_a_key(kind, field.name):
                own.append((field.name, self._value(held, hints[field.name], kind)))
        yield Part(name=name, position=position, values=tuple(own))
        yield from inner

    def _value(self, held: Any, hint: Any, kind: type) -> Value:  # noqa: ANN401 - idem
        words = held if isinstance(held, tuple) else (held,)
        said = tuple(self._word(word, _names(hint), kind) for word in words)
        return said if isinstance(held, tuple) else said[0]

    def _word(self, held: Any, named: tuple[Any, ...], kind: type) -> Word:  # noqa: ANN401 - idem
        if not isinstance(held, str) or isinstance(held, StrEnum):
            return held
        if StaffId in named:
            return office_of_person(StaffId(held), self._office)
        if TeamId in named:
            return self._office.team_name(TeamId(held))
        # Who reacted is the person herself.
        return held if kind is Customer else self._redaction(held)


def _is_a_key(kind: type, field: str) -> bool:
    return kind is not Case and field == "id"


def _names(hint: Any) -> tuple[Any, ...]:  # noqa: ANN401 - a type hint
    """Name the types in a hint: of ``StaffId | None`` and ``tuple[StaffId, ...]`` both StaffId."""
    return (hint, *(inner for option in get_args(hint) for inner in _names(option)))


def _holds_parts(hint: Any) -> bool:  # noqa: ANN401 - idem
    """Tell whether a field holds a part or several of them, whether there are any now or not."""
    return any(isinstance(option, type) and is_dataclass(option) for option in _names(hint))
