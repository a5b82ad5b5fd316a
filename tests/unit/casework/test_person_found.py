"""Whose cases are meant: what is linked comes along unless it seems to be somebody else's."""

from typing import Any

import pytest

from casework.person_found import (
    PersonNotFound,
    PersonWanted,
    SeveralPeople,
    cases_of_person,
    may_be_one_name,
)
from procedure.case import Case, Customer
from procedure.case_parts import Ending, FurtherReceipt
from procedure.vocabulary import CaseId, CaseState, Channel, EndReason, Origin
from tests.support.builders import MANAGEMENT, REGISTERED_AT, a_case, a_customer, a_reaction, an_office
from tests.support.fakes import FakeUnitsOfWork

NUMBER = "617A123456"
NO_NUMBER = a_customer(number="")


def a_numbered(number: int, customer: Customer, reaction: dict[str, Any] | None = None, **parts: Any) -> Case:  # noqa: ANN401 - any part
    return a_case(
        id=CaseId(str(number)),
        number=f"KRM-2026-{number:04d}",
        reaction=a_reaction(customer=customer, **(reaction or {})),
        **parts,
    )


async def found(*cases: Case, **wanted: Any) -> tuple[list[str], list[str]]:  # noqa: ANN401 - what is wanted
    units = FakeUnitsOfWork(an_office())
    async with units() as unit:
        for case in cases:
            await unit.cases.add(case)
        await unit.commit()
    async with units(reads_only=True) as unit:
        persons = await cases_of_person(PersonWanted(**wanted), unit)
    return [case.number[-1] for case in persons.cases], [number[-1] for number in persons.others]


def merged_into(number: str) -> Ending:
    return Ending(reason=EndReason.MERGED, ended_at=REGISTERED_AT, ended_by=MANAGEMENT, target=number)


def receipt_of(number: str) -> FurtherReceipt:
    return FurtherReceipt(
        channel=Channel.WRITTEN,
        origin=Origin.DIRECT,
        received_at=REGISTERED_AT,
        noted_at=REGISTERED_AT,
        from_number=number,
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"followed_by": ("KRM-2026-0002",)}, {}),
        ({"reaction": {"follow_up_of": " krm-2026-0002"}}, {}),
        ({"reaction": {"duplicate_of": "KRM-2026-0002"}}, {}),
        ({"further_receipts": (receipt_of("KRM-2026-0002"),)}, {}),
        ({"ending": merged_into("KRM-2026-0002")}, {}),
    ],
)
async def test_duplicates_and_follow_ups_come_along(first: dict[str, Any], second: dict[str, Any]) -> None:
    one = a_numbered(1, a_customer(), **first)
    for customer in (NO_NUMBER, Customer(), a_customer()):
        other = a_numbered(2, customer, **second)
        assert await found(one, other, cases=(one.number,)) == (["1", "2"], [])


async def test_a_linked_case_of_another_name_or_number_is_left_and_named() -> None:
    one = a_numbered(1, a_customer(), followed_by=("KRM-2026-0002", "KRM-2026-0003"))
    other = a_numbered(2, a_customer(name="Fred Fremd", number=""))
    third = a_numbered(3, a_customer(number="617A999999"))
    assert await found(one, other, third, number=NUMBER) == (["1"], ["2", "3"])


async def test_an_anonymised_linked_case_says_nothing_about_anybody() -> None:
    one = a_numbered(1, a_customer(), followed_by=("KRM-2026-0002",))
    other = a_numbered(2, Customer(), state=CaseState.ANONYMISED)
    assert await found(one, other, number=NUMBER) == (["1"], [])


async def test_two_names_under_one_number_need_somebody_to_say_whose_they_are() -> None:
    one, other = a_numbered(1, a_customer()), a_numbered(2, a_customer(name="Karl Kunde"))
    with pytest.raises(SeveralPeople, match="KRM-2026-0001, KRM-2026-0002"):
        await found(one, other, number=NUMBER)
    assert await found(one, other, number=NUMBER, leave_out=frozenset({other.number})) == (["1"], [])
    assert await found(one, other, number=NUMBER, same_person=True) == (["1", "2"], [])


async def test_a_linked_case_can_be_left_out_too() -> None:
    one = a_numbered(1, a_customer(), followed_by=("KRM-2026-0002",))
    other = a_numbered(2, NO_NUMBER)
    left_out = frozenset({other.number})
    assert await found(one, other, number=NUMBER, leave_out=left_out) == (["1"], [])


async def test_a_slip_in_what_is_left_out_is_no_silence() -> None:
    one, other = a_numbered(1, a_customer()), a_numbered(2, a_customer())
    with pytest.raises(PersonNotFound, match="KRM-2026-0020 gehört nicht zu den gefundenen"):
        await found(one, other, number=NUMBER, leave_out=frozenset({"KRM-2026-0020"}))


async def test_nobody_is_found_by_nothing() -> None:
    one = a_numbered(1, a_customer())
    with pytest.raises(PersonNotFound, match="kein Vorgang gespeichert"):
        await found(one, number="999")
    with pytest.raises(PersonNotFound, match="KRM-2026-0009 gibt es nicht"):
        await found(one, cases=("KRM-2026-0009",))
    with pytest.raises(PersonNotFound, match="kein Vorgang übrig"):
        await found(one, number=NUMBER, leave_out=frozenset({one.number}))


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        ("Karla Kundin", "Kundin, Karla", True),
        ("Frau Kundin", "karla kundin", True),
        ("", "Karla Kundin", True),
        ("Frau Kundin", "Herr Kundin", False),
        ("Karla Kundin", "Karl Kundin", False),
        ("Karla Kundin", "Karla Kunde", False),
    ],
)
def test_names_that_may_be_one_persons(one: str, other: str, may: bool) -> None:  # noqa: FBT001 - an example
    assert may_be_one_name(one, other) is may
    assert may_be_one_name(other, one) is may
