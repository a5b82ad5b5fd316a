"""What is left of a case when it need not be kept any longer: facts that can be counted, nobody.

Kinds, dates, teams, offices' decisions and numbers of cases stay (GA VIII needs them); each text and each
person goes. A field is judged by its type, so one that is added to a case goes unless it is named here.
"""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import Any, Final, get_args, get_origin, get_type_hints

from procedure.case import Case, Handover, Reaction
from procedure.case_parts import (
    Document,
    Ending,
    FurtherReceipt,
    Informing,
    OralTreatment,
    Talk,
)
from procedure.vocabulary import CaseId, CaseState, StaffId, TeamId

NOBODY: Final = StaffId("00000000-0000-0000-0000-000000000000")
"""Stands where a case must name somebody and nobody is to be named any more."""

_NUMBER: Final = re.compile(r"KRM-\d{4}-\d{4,}", re.ASCII)

_NUMBERS: Final = frozenset(
    {
        (Case, "number"),
        (Case, "followed_by"),
        (Reaction, "follow_up_of"),
        (Reaction, "duplicate_of"),
        (Ending, "target"),
        (FurtherReceipt, "from_number"),
    }
)
"""Texts that may be the number of a case (R9, A17). What else stands there, goes."""

_OF_ONE_PERSON: Final = frozenset(
    {
        (Handover, "appointment_at"),
        (OralTreatment, "appointment_at"),
        (Talk, "appointment_at"),
        (Informing, "absent_until"),
    }
)
"""When somebody was where, or away: of no use to any figure."""

_KEPT_TYPES: Final = (bool, int, datetime, date, CaseId, TeamId)

Wipe = Callable[[Any], Any]


def anonymised(case: Case) -> Case:
    """Return what is left of a case, one version further; the same case if nothing is to be wiped."""
    left: Case = replace(_emptied(case), state=CaseState.ANONYMISED)
    return case if left == case else replace(left, version=case.version + 1)


def _emptied(value: Any) -> Any:  # noqa: ANN401 - any dataclass of a case
    wiped = {name: wipe(getattr(value, name)) for name, wipe in _wipes(value.__class__).items()}
    return replace(value, **wiped)


@cache
def _wipes(owner: type) -> dict[str, Wipe]:
    hints = get_type_hints(owner)
    return {field.name: _wipe(owner, field.name, hints[field.name]) for field in fields(owner)}


def _wipe(owner: type, name: str, hint: Any) -> Wipe:  # noqa: ANN401 - whatever the hint says
    options = get_args(hint)
    if (owner, name) in _OF_ONE_PERSON:
        return lambda _: None
    if get_origin(hint) is tuple:
        return _of_several(owner, name, options[0])
    if NoneType in options:
        (wanted,) = (option for option in options if option is not NoneType)
        if wanted is StaffId:
            return lambda _: None
        wipe = _wipe(owner, name, wanted)
        return lambda value: None if value is None else wipe(value)
    return _of_one(owner, name, hint)


def _of_one(owner: type, name: str, hint: Any) -> Wipe:  # noqa: ANN401 - idem
    if hint is StaffId:
        return lambda _: NOBODY
    if hint is str:
        return _number_or_nothing if (owner, name) in _NUMBERS else lambda _: ""
    if isinstance(hint, type) and is_dataclass(hint):
        return _emptied
    if hint in _KEPT_TYPES or (isinstance(hint, type) and issubclass(hint, StrEnum)):
        return lambda value: value
    message = f"Whether {owner.__name__}.{name} may stay is not said."
    raise TypeError(message)


def _of_several(owner: type, name: str, hint: Any) -> Wipe:  # noqa: ANN401 - whatever the hint says
    if hint in {StaffId, Document}:
        return lambda _: ()
    wipe = _wipe(owner, name, hint)
    return lambda values: tuple(left for left in map(wipe, values) if left != "")


def _number_or_nothing(value: str) -> str:
    return value if _NUMBER.fullmatch(value) else ""
