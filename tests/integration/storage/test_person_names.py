"""Whoever looks for a name reads every case once, however many there are."""

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from procedure.vocabulary import CaseId
from storage.keys import KeyRing
from storage.person_names import cases_named
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.builders import RECEIVED_AT, a_case, a_customer, a_reaction

NAMES = ("Karla Kundin", "Karl Kunde", "Karla Kundin", "", "Karla Kundin")


@pytest.mark.parametrize("batch", [1, 2, 5, 100])
async def test_every_case_of_the_name_is_found_once_whatever_the_batch(
    office_engine: AsyncEngine, key_ring: KeyRing, batch: int
) -> None:
    async with SqlUnitsOfWork(office_engine, key_ring)() as unit:
        for position, name in enumerate(NAMES, start=1):
            case = a_case(
                id=CaseId(str(position)),
                number=f"KRM-2026-{position:04d}",
                reaction=a_reaction(customer=a_customer(name=name)),
            )
            await unit.cases.add(case)
        await unit.commit()

    found = [
        one async for one in cases_named(office_engine, key_ring, lambda name: "Kundin" in name, batch=batch)
    ]

    assert [one.number[-1] for one in found] == ["1", "3", "5"]
    assert {one.received_at for one in found} == {RECEIVED_AT}
