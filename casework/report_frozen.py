"""A frozen run as text: figures, template and what people wrote; strict, and the same values the same bytes.

Keys are sorted and nothing stands between them, so that the checksum of two equal runs is the same.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import Any, Final, TypeVar, get_args, get_origin, get_type_hints

from casework.errors import CaseworkError
from casework.views_report import MeasureView, TextView
from procedure.statistics.figures import Figures
from procedure.statistics.template import ReportTemplate

FORM: Final = 1
"""To be raised when a reader of the older form would misread it."""
_UTF8: Final = ("utf-8", "surrogatepass")
"""Half a character, which a phone may send, counts as well."""

T = TypeVar("T")
Reader = Callable[[Any], Any]


class ReportBroken(CaseworkError):  # noqa: N818 - named for the fact
    """Dieser Bericht ist nicht mehr so gespeichert, wie er erstellt wurde. Bitte rufen Sie den Betrieb an."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What people had written when a run was made."""

    texts: tuple[TextView, ...] = ()
    measures: tuple[MeasureView, ...] = ()
    earlier_measures: tuple[MeasureView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """What is counted, how, and the hash of what people had written."""

    figures: Figures
    """Nothing in it is hidden; chapter „vorjahr“ is filled when it is shown."""
    veiled: Figures
    """The same with small numbers hidden, also where the template wants all: never computed on reading."""
    before: Figures | None
    """The year before, as its own report shows it: a number hidden there is not known here either."""
    template: ReportTemplate
    hiding: int
    """The rules by which it was hidden: ``procedure.statistics.suppression.HIDING``."""
    words: str
    """SHA-256 of the texts and measures."""
    form: int = FORM


def checksum(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal digits."""
    return hashlib.sha256(text.encode(*_UTF8)).hexdigest()


def to_text(value: Frozen | Written | Figures | ReportTemplate) -> str:
    """Write a value as canonical JSON."""
    plain = _plain(value)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def from_text(kind: type[T], text: str) -> T:
    """Read what ``to_text`` wrote; ReportBroken for anything else."""
    try:
        found: T = _of_dataclass(kind)(json.loads(text, parse_constant=_refused))
    except (ValueError, TypeError, KeyError, RecursionError):
        raise ReportBroken from None
    return found


def _refused(_constant: str) -> float:
    raise ValueError


def _plain(value: Any) -> Any:  # noqa: ANN401 - any value of a dataclass
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


@cache
def _reader(hint: Any) -> Reader:  # noqa: ANN401 - a type or what typing makes of one
    options = get_args(hint)
    if NoneType in options:
        (wanted,) = (_reader(option) for option in options if option is not NoneType)
        return lambda found: None if found is None else wanted(found)
    if options:
        return _of_many(hint, [_reader(option) for option in options if option is not Ellipsis])
    return _of_dataclass(hint) if is_dataclass(hint) else _of_one(hint)


def _of_many(hint: Any, readers: list[Reader]) -> Reader:  # noqa: ANN401 - a tuple's or a dictionary's
    if get_origin(hint) is tuple:
        (one,) = readers
        return lambda found: tuple(one(each) for each in _of_type(list, found))
    key, value = readers
    return lambda found: {key(name): value(each) for name, each in _of_type(dict, found).items()}


def _of_one(hint: type) -> Reader:
    if hint is float:
        return _number
    if issubclass(hint, date):
        return lambda found: hint.fromisoformat(_of_type(str, found))
    if issubclass(hint, StrEnum):
        return lambda found: hint(_of_type(str, found))
    return lambda found: _of_type(hint, found)


def _of_dataclass(kind: Any) -> Reader:  # noqa: ANN401 - a dataclass
    readers = {name: _reader(hint) for name, hint in get_type_hints(kind).items()}

    def read(found: Any) -> Any:  # noqa: ANN401 - what JSON gave
        if _of_type(dict, found).keys() != readers.keys():
            raise ValueError
        return kind(**{name: reader(found[name]) for name, reader in readers.items()})

    return read


def _of_type(kind: type[T], found: object) -> T:
    if type(found) is not kind:
        raise TypeError
    return found


def _number(found: Any) -> float:  # noqa: ANN401 - what JSON gave
    if type(found) not in {int, float}:
        raise TypeError
    return float(found)
