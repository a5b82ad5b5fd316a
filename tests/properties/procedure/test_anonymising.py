"""Nothing that is a text or a person is left of an anonymised case; what can be counted is (privacy)."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import procedure.anonymising as subject
from procedure.anonymising import NOBODY, anonymised
from procedure.case import Case
from procedure.vocabulary import CaseState
from tests.support.random_cases import RandomCases

SECRET = "Karla Kundin"
NUMBER = "KRM-2026-0007"
STAYING_TEXTS = {
    "Case.id",
    "Case.number",
    "Case.followed_by",
    "Reaction.follow_up_of",
    "Reaction.duplicate_of",
    "Reaction.teams",
    "Reaction.praised_teams",
    "Ending.target",
    "FurtherReceipt.from_number",
    "Handover.team",
    "Contribution.team",
    "Informing.team",
    "Return.team",
}
"""Numbers of cases and keys of teams; everything else that is a text goes."""
NAMED = {"Case.registered_by", "Decision.decided_by", "Closing.closed_by", "Ending.ended_by"}
"""Where somebody must be named."""


def leaves(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - any part of a case
    """Walk everything a case holds, each value with the field it stands in."""
    if is_dataclass(value):
        for field in fields(value):
            yield from leaves(getattr(value, field.name), f"{type(value).__name__}.{field.name}")
    elif isinstance(value, tuple):
        for part in value:
            yield from leaves(part, name)
    else:
        yield name, value


def drawn(seed: int) -> Case:
    case = RandomCases(seed, texts=(SECRET, "", NUMBER, "Familienkasse Karla Kundin")).case()
    reaction = replace(case.reaction, follow_up_of=NUMBER if seed % 2 else f"{NUMBER} Karla Kundin")
    return replace(case, reaction=reaction, followed_by=(NUMBER,))


@given(seed=st.integers(min_value=0, max_value=10**9))
def test_every_text_and_every_person_goes(seed: int) -> None:
    left = anonymised(drawn(seed))
    assert left.state is CaseState.ANONYMISED
    for name, value in leaves(left):
        if isinstance(value, StrEnum | bool | int | datetime | date) or value is None:
            continue
        assert isinstance(value, str), name
        if name in NAMED:
            assert value == NOBODY
        elif value != "":
            assert name in STAYING_TEXTS, name
            assert " " not in value, name
    assert left.documents == ()
    assert left.excluded == ()


@given(seed=st.integers(min_value=0, max_value=10**9))
def test_what_can_be_counted_stays(seed: int) -> None:
    case = drawn(seed)
    left = anonymised(case)
    gone = {
        "Case.state",
        "Case.version",
        "Handover.appointment_at",
        "OralTreatment.appointment_at",
        "Talk.appointment_at",
        "Informing.absent_until",
    }

    def counted(of: Case) -> list[tuple[str, Any]]:
        return [
            (name, value)
            for name, value in leaves(replace(of, documents=()))
            if isinstance(value, StrEnum | bool | int | datetime | date) and name not in gone
        ]

    assert counted(left) == counted(case)
    assert (left.id, left.number, left.lead_team) == (case.id, case.number, case.lead_team)
    assert left.followed_by == (NUMBER,)
    assert left.reaction.follow_up_of == (NUMBER if seed % 2 else "")


@given(seed=st.integers(min_value=0, max_value=10**9))
def test_twice_is_once(seed: int) -> None:
    case = drawn(seed)
    left = anonymised(case)
    assert left.version == case.version + 1
    assert anonymised(left) is left


@dataclass(frozen=True, slots=True, kw_only=True)
class Unheard:
    """A part that somebody adds one day."""

    note: str = "Karla Kundin"
    scan: bytes = b"Karla Kundin"


def test_a_field_of_a_type_nobody_judged_stops_everything() -> None:
    with pytest.raises(TypeError, match=r"Unheard\.scan"):
        subject._emptied(Unheard())  # noqa: SLF001 - what a new part would meet
