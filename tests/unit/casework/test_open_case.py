"""Reading the full text: everything that lies with the case, and the reading itself on record (R50)."""

from datetime import timedelta

import pytest

from casework.errors import CaseNotFound
from casework.open_case import recorded_by_command
from procedure import steps
from procedure.case import Case
from procedure.vocabulary import CaseId, Channel, Role, StaffId
from tests.support.builders import (
    BGF,
    EMPLOYEE,
    FRONT_DESK,
    MANAGEMENT,
    RECEIVED_AT,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    a_case,
    a_customer,
    a_reaction,
)
from tests.support.fakes import FakeUnitsOfWork
from tests.support.house import House

WRITTEN = a_reaction(channel=Channel.WRITTEN, parting=None, referred_to_team_lead=False)


@pytest.fixture
async def case(house: House) -> Case:
    kept = a_case(reaction=WRITTEN)
    await house.has(kept)
    return kept


async def test_who_opens_a_case_gets_all_of_it_at_once(house: House, case: Case) -> None:
    document = await house.receive(BGF)
    await house.put(document, case.number, BGF)
    await house.take(case, BGF, steps.Correct(reason="Tippfehler", customer_name="Karla Kundig"), version=2)
    opened = await house.open(case, BGF)
    assert opened.case.reaction.customer.name == "Karla Kundig"
    assert opened.office == house.units.office
    assert [d.id for d in opened.documents] == [document]
    assert [(c.field, c.old, c.new) for c in opened.corrections] == [
        ("customer_name", "Karla Kundin", "Karla Kundig")
    ]
    assert [entry.event for entry in opened.history] == ["DocumentAdded", "Corrected", "FullTextOpened"]


async def test_reading_is_written_down_with_person_and_office(
    house: House, units: FakeUnitsOfWork, case: Case
) -> None:
    await house.open(case, TEAM_LEAD_A)
    await house.open(case, MANAGEMENT)
    assert [(e.event, e.actor, e.role, e.details) for e in units.audit_entries] == [
        ("FullTextOpened", TEAM_LEAD_A, Role.TEAM_LEAD, {}),
        ("FullTextOpened", MANAGEMENT, Role.MANAGEMENT, {}),
    ]
    assert units.cases_by_id[case.id].version == 1


@pytest.mark.parametrize("who", [FRONT_DESK, TEAM_LEAD_B, EMPLOYEE, StaffId("nobody")])
async def test_who_may_not_open_it_leaves_no_trace_and_learns_nothing(
    house: House, units: FakeUnitsOfWork, case: Case, who: StaffId
) -> None:
    with pytest.raises(CaseNotFound):
        await house.open(case, who)
    assert units.audit_entries == []


async def test_the_bgf_is_shown_what_may_be_the_same_matter(house: House, case: Case) -> None:
    def of(number: int, *, days: int, customer: str = "617A123456", **reaction: object) -> Case:
        return a_case(
            id=CaseId(f"case-{number}"),
            number=f"KRM-2026-{number:04d}",
            reaction=a_reaction(
                channel=Channel.WRITTEN,
                parting=None,
                received_at=RECEIVED_AT + timedelta(days=days),
                customer=a_customer(number=customer),
                **reaction,
            ),
        )

    await house.has(
        of(2, days=-30),
        of(3, days=-31),
        of(4, days=30),
        of(5, days=0, customer="617A999999"),
    )
    assert (await house.open(case, BGF)).possible_duplicates == ("KRM-2026-0002", "KRM-2026-0004")
    assert (await house.open(case, TEAM_LEAD_A)).possible_duplicates == ()


async def test_without_a_customer_number_nothing_is_suggested(house: House) -> None:
    anonymous = a_reaction(channel=Channel.WRITTEN, parting=None, customer=a_customer(number=""))
    first = a_case(id=CaseId("1"), number="KRM-2026-0001", reaction=anonymous)
    await house.has(first, a_case(id=CaseId("2"), number="KRM-2026-0002", reaction=anonymous))
    assert (await house.open(first, BGF)).possible_duplicates == ()


async def test_a_repeated_registration_is_answered_to_its_own_author_only(
    house: House, units: FakeUnitsOfWork, case: Case
) -> None:
    async with units() as unit:
        await unit.commands.remember("draft-1", case.id, house.now)
        await unit.commit()
    assert await recorded_by_command(units, "draft-1", FRONT_DESK, now=house.now) == case
    assert await recorded_by_command(units, "draft-1", BGF, now=house.now) is None
    assert await recorded_by_command(units, "draft-2", FRONT_DESK, now=house.now) is None


async def test_a_registration_repeated_after_a_day_tells_nothing_any_more(
    house: House, units: FakeUnitsOfWork, case: Case
) -> None:
    async with units() as unit:
        await unit.commands.remember("draft-1", case.id, house.now)
        await unit.commit()
    last = case.registered_at + timedelta(hours=24)
    assert await recorded_by_command(units, "draft-1", FRONT_DESK, now=last) == case
    later = last + timedelta(seconds=1)
    assert await recorded_by_command(units, "draft-1", FRONT_DESK, now=later) is None
