"""Who loses an office by a change of the roster keeps no card of its cases (GA II; A34)."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from procedure.case import Case
from procedure.notification import NoticeKind
from procedure.office import Office
from procedure.representation import Audience, AudienceKind
from procedure.vocabulary import CaseState, Channel, Lead, Role, StaffId
from tests.integration.relay.cards import card_of, methods
from tests.integration.relay.conftest import Post
from tests.support.builders import (
    BGF,
    EMPLOYEE,
    MANAGEMENT,
    TEAM_A,
    TEAM_LEAD_A,
    a_case,
    a_reaction,
    an_office,
)

POINTER = "KRM-2026-0001 liegt nicht mehr bei Ihnen."
WRITTEN = a_reaction(channel=Channel.WRITTEN, parting=None, referred_to_team_lead=False)
TO_LEAD = Audience(AudienceKind.TEAM_LEAD, TEAM_A)
PEOPLE = (TEAM_LEAD_A, BGF, MANAGEMENT)


def with_another_lead(office: Office) -> Office:
    team = replace(office.teams[TEAM_A], lead=EMPLOYEE)
    return replace(office, teams={**office.teams, TEAM_A: team})


def without_her(office: Office) -> Office:
    changed = with_another_lead(office)
    return replace(changed, staff={i: p for i, p in changed.staff.items() if i != TEAM_LEAD_A})


def without_the_team(office: Office) -> Office:
    return replace(office, teams={i: t for i, t in office.teams.items() if i != TEAM_A})


async def dealt(post: Post) -> Case:
    """Give Teamleitung, BGF and management their cards of a letter."""
    case = await post.keep(a_case(reaction=WRITTEN))
    await post.knows(*PEOPLE)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.owe(case, NoticeKind.RECORD_REQUEST, Audience(AudienceKind.BGF))
    await post.owe(case, NoticeKind.CASE_FOR_MANAGEMENT, Audience(AudienceKind.MANAGEMENT))
    await post.deliver()
    return case


async def shown_after(post: Post, office: Office) -> dict[StaffId, list[str]]:
    """Exchange the roster and tell what became of each person's card."""
    before = {person: len(post.to(person)) for person in PEOPLE}
    await post.staffed(office)
    await post.deliver()
    later = {person: post.to(person)[before[person] :] for person in PEOPLE}
    assert {method for sent in later.values() for method in methods(sent)} <= {"PUT"}
    return {person: [str(card_of(message)) for message in sent] for person, sent in later.items()}


@pytest.mark.parametrize("change", [with_another_lead, without_her, without_the_team])
async def test_her_card_becomes_a_pointer_and_nobody_elses_is_touched(
    post: Post, change: Callable[[Office], Office]
) -> None:
    await dealt(post)
    shown = await shown_after(post, change(an_office()))
    (pointer,) = shown.pop(TEAM_LEAD_A)
    assert POINTER in pointer
    assert "case.refresh" not in pointer
    assert not any(shown.values())


async def test_who_is_trusted_no_more_keeps_no_card_of_a_confidential_case(post: Post) -> None:
    case = await dealt(post)
    await post.change(
        case,
        reaction=replace(WRITTEN, confidential=True),
        lead=Lead.MANAGEMENT,
        state=CaseState.IN_PROGRESS_MANAGEMENT,
    )
    office = an_office()
    named = replace(office.staff[MANAGEMENT], roles=frozenset({Role.MANAGEMENT, Role.TRUSTED}))
    shown = await shown_after(post, replace(office, staff={**office.staff, MANAGEMENT: named}))
    (pointer,) = shown[BGF]
    assert POINTER in pointer
    assert shown[MANAGEMENT] == []


async def test_a_roster_that_takes_nothing_from_anybody_refreshes_nothing(post: Post) -> None:
    await dealt(post)
    office = an_office()
    moved = replace(office.staff[TEAM_LEAD_A], room="4.01")
    shown = await shown_after(post, replace(office, staff={**office.staff, TEAM_LEAD_A: moved}))
    assert not any(shown.values())


async def test_who_keeps_another_office_in_the_case_keeps_its_card(post: Post) -> None:
    office = an_office()
    both = replace(office.staff[TEAM_LEAD_A], roles=frozenset({Role.BGF}))
    await post.staffed(replace(office, staff={**office.staff, TEAM_LEAD_A: both}))
    await dealt(post)
    changed = with_another_lead(replace(office, staff={**office.staff, TEAM_LEAD_A: both}))
    shown = await shown_after(post, changed)
    assert shown[TEAM_LEAD_A]
    assert POINTER not in str(shown[TEAM_LEAD_A])
