"""Cases that show each other's number tell nobody of a case that is kept from her (A26, A34)."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from casework.errors import CaseNotFound
from procedure import steps
from procedure.case import Case
from procedure.errors import IncompleteReaction
from procedure.vocabulary import CaseId, CaseState, Lead, Parting
from tests.support.builders import BGF, FRONT_DESK, TEAM_LEAD_A, a_case, a_reaction
from tests.support.house import House
from tests.unit.lifecycle.cases import about_the_lead

ORDINARY = a_case(reaction=a_reaction(parting=Parting.LEFT))
CONFIDENTIAL = a_case(
    reaction=a_reaction(parting=Parting.LEFT, confidential=True),
    lead=Lead.MANAGEMENT,
    state=CaseState.IN_PROGRESS_MANAGEMENT,
)
KEPT: Mapping[str, Case] = {"confidential": CONFIDENTIAL, "about the Teamleitung": about_the_lead()}


def two(first: Case, second: Case) -> tuple[Case, Case]:
    return (
        replace(first, id=CaseId("1"), number="KRM-2026-0001"),
        replace(second, id=CaseId("2"), number="KRM-2026-0002"),
    )


@pytest.mark.parametrize("kept", KEPT)
@pytest.mark.parametrize("kept_is_duplicate", [True, False])
async def test_a_kept_case_and_an_open_one_are_not_merged(
    house: House,
    kept: str,
    kept_is_duplicate: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    pair = (KEPT[kept], ORDINARY) if kept_is_duplicate else (ORDINARY, KEPT[kept])
    duplicate, target = two(*pair)
    await house.has(duplicate, target)
    with pytest.raises(IncompleteReaction, match="besonders geschützt"):
        await house.take(duplicate, BGF, steps.MergeInto(target_number=target.number))
    assert house.units.cases_by_id == {duplicate.id: duplicate, target.id: target}


@pytest.mark.parametrize("kept", KEPT)
async def test_two_that_are_kept_alike_are_merged(house: House, kept: str) -> None:
    duplicate, target = two(KEPT[kept], KEPT[kept])
    await house.has(duplicate, target)
    ended = await house.take(duplicate, BGF, steps.MergeInto(target_number=target.number))
    assert ended.state is CaseState.ENDED


async def test_whoever_has_left_no_longer_sees_her_own_report(house: House) -> None:
    await house.has(ORDINARY)
    assert await house.look(ORDINARY, FRONT_DESK) == ORDINARY
    document = await house.receive(FRONT_DESK)
    people = dict(house.units.office.staff)
    people[FRONT_DESK] = replace(people[FRONT_DESK], active=False)
    house.units.office = replace(house.units.office, staff=people)

    with pytest.raises(CaseNotFound):
        await house.look(ORDINARY, FRONT_DESK)
    with pytest.raises(CaseNotFound):
        await house.take(ORDINARY, FRONT_DESK, steps.WishTalk())
    with pytest.raises(CaseNotFound):
        await house.number(ORDINARY.number, FRONT_DESK)
    with pytest.raises(CaseNotFound):
        await house.put(document, ORDINARY.number, FRONT_DESK)


async def test_whom_it_is_about_is_told_the_same_as_for_a_number_that_is_not_there(house: House) -> None:
    kept = about_the_lead()
    await house.has(kept)
    with pytest.raises(CaseNotFound) as forbidden:
        await house.number(kept.number, TEAM_LEAD_A)
    with pytest.raises(CaseNotFound) as unknown:
        await house.number("KRM-2026-9999", TEAM_LEAD_A)
    assert str(forbidden.value) == str(unknown.value)
