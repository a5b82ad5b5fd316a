"""Duplicates are kept from others with the case they were merged into, on every store (A17; A26, A34)."""

from dataclasses import replace
from typing import cast
from uuid import uuid4

import pytest

from casework.errors import CaseNotFound, DocumentNotFound
from casework.ports import UnitsOfWork
from casework.requests import SearchCases, ShowCase
from procedure import steps
from procedure.case import Case
from procedure.vocabulary import CaseId, Channel, DocumentKind, Lead, StaffId, TeamId
from tests.support.builders import (
    BGF,
    MANAGEMENT,
    TEAM_A,
    TEAM_B,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    a_case,
    a_reaction,
)
from tests.support.fakes import FakeUnitsOfWork
from tests.support.house import House

SECRET = steps.Shield(reason="Angehörige", confidential=True)
ABOUT_LEAD = steps.Shield(reason="Steht im Brief", concerns_lead=True)
ALL = SearchCases(asked="suche")


@pytest.fixture
def house(units: UnitsOfWork) -> House:
    return House(units=cast("FakeUnitsOfWork", units), ids=(str(uuid4()) for _ in iter(int, 1)))


def a_letter(number: int, *teams: TeamId) -> Case:
    written = a_reaction(
        channel=Channel.WRITTEN, parting=None, referred_to_team_lead=False, teams=teams or (TEAM_A,)
    )
    return a_case(id=CaseId(str(uuid4())), number=f"KRM-2026-{number:04d}", reaction=written)


async def current(house: House, case: Case) -> Case:
    async with house.units(reads_only=True) as unit:
        found = await unit.cases.get(case.id)
    assert found is not None
    return found


async def merge(house: House, duplicate: Case, target: Case) -> None:
    version = (await current(house, duplicate)).version
    step = steps.MergeInto(target_number=target.number)
    await house.take(duplicate, BGF, step, version=version, command_id=f"merge-{duplicate.number}")


async def shield(house: House, case: Case, step: steps.Shield, who: StaffId = BGF) -> None:
    version = (await current(house, case)).version
    await house.take(case, who, step, version=version, command_id=f"shield-{version}")


async def found(house: House, who: StaffId) -> tuple[list[str], int]:
    page = await house.find(ALL, who)
    return sorted(row.number for row in page.rows), page.total


@pytest.mark.parametrize("step", [SECRET, ABOUT_LEAD])
async def test_list_count_search_card_and_paper_are_gone_with_the_target(
    house: House, step: steps.Shield
) -> None:
    duplicate, target, other = a_letter(1), a_letter(2), a_letter(3)
    await house.has(duplicate, target, other)
    paper = await house.receive(BGF)
    await house.put(paper, duplicate.number, BGF, DocumentKind.INCOMING)
    await merge(house, duplicate, target)
    assert await found(house, TEAM_LEAD_A) == ([duplicate.number, target.number, other.number], 3)
    await shield(house, target, step)
    assert await found(house, TEAM_LEAD_A) == ([other.number], 1)
    assert (await house.find(ShowCase(number=duplicate.number), TEAM_LEAD_A)).total == 0
    with pytest.raises(CaseNotFound):
        await house.look(duplicate, TEAM_LEAD_A)
    with pytest.raises(CaseNotFound):
        await house.number(duplicate.number, TEAM_LEAD_A)
    with pytest.raises(DocumentNotFound):
        await house.fetch(paper, TEAM_LEAD_A)
    assert await found(house, MANAGEMENT) == ([duplicate.number, target.number, other.number], 3)


async def test_a_duplicate_of_a_duplicate_is_kept_from_them_too(house: House) -> None:
    first, second, target = a_letter(1), a_letter(2), a_letter(3)
    await house.has(first, second, target)
    await merge(house, first, second)
    await merge(house, second, target)
    await shield(house, target, SECRET)
    assert await found(house, TEAM_LEAD_A) == ([], 0)
    kept = [await current(house, case) for case in (first, second, target)]
    assert [case.reaction.confidential for case in kept] == [True, True, True]


async def test_a_duplicate_that_names_another_team_is_kept_from_whom_the_target_is_about(
    house: House,
) -> None:
    duplicate, target = a_letter(1, TEAM_B, TEAM_A), a_letter(2, TEAM_A)
    await house.has(duplicate, target)
    await merge(house, duplicate, target)
    await shield(house, target, ABOUT_LEAD)
    kept = await current(house, duplicate)
    assert TEAM_LEAD_A in kept.excluded
    assert kept.lead is Lead.MANAGEMENT
    for who in (TEAM_LEAD_A, TEAM_LEAD_B):
        assert await found(house, who) == ([], 0)


async def test_it_is_on_the_duplicates_record_with_both_values(house: House) -> None:
    duplicate, target = a_letter(1), a_letter(2)
    await house.has(duplicate, target)
    await merge(house, duplicate, target)
    await shield(house, target, SECRET)
    opened = await house.open(duplicate, BGF)
    assert [(c.field, c.old, c.new, c.reason) for c in opened.corrections] == [
        ("confidential", "nein", "ja", "Angehörige")
    ]
    assert "Corrected" in [entry.event for entry in opened.history]
    assert opened.case.state is (await current(house, duplicate)).state


async def test_who_lifts_the_protection_of_the_target_opens_the_target_alone(house: House) -> None:
    duplicate, target = a_letter(1), a_letter(2)
    await house.has(duplicate, target)
    await merge(house, duplicate, target)
    await shield(house, target, SECRET)
    await shield(house, target, replace(SECRET, confidential=False), MANAGEMENT)
    assert await found(house, TEAM_LEAD_A) == ([target.number], 1)


async def test_a_case_whose_number_was_only_noted_is_left_as_it_is(house: House) -> None:
    other, target = a_letter(1), a_letter(2)
    await house.has(other, target)
    step = steps.AddReceipt(
        channel=Channel.WRITTEN,
        origin=target.reaction.origin,
        received_at=target.reaction.received_at,
        from_number=other.number,
    )
    await house.take(target, BGF, step, command_id="receipt")
    await shield(house, target, SECRET)
    assert await current(house, other) == other


async def test_a_duplicate_that_is_about_the_acting_person_does_not_stop_her(house: House) -> None:
    duplicate, target = a_letter(1), a_letter(2)
    await house.has(duplicate, target)
    await merge(house, duplicate, target)
    kept = await current(house, duplicate)
    async with house.units() as unit:
        await unit.cases.get(duplicate.id)
        await unit.cases.save(replace(kept, excluded=(BGF,), version=kept.version + 1))
        await unit.commit()
    await shield(house, target, SECRET)
    assert (await current(house, duplicate)).reaction.confidential
