"""One visibility policy: what a list finds is exactly what its viewer may see, for any case and anybody."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from casework.permissions import may_open, scope_of, viewpoint_of
from casework.search import Search
from procedure.actor import Actor
from procedure.case import Case
from procedure.case_parts import Contribution
from procedure.office import Absence, Office, StaffMember, Team
from procedure.vocabulary import CaseId, Lead, Role, StaffId, TeamId
from tests.support.builders import REGISTERED_AT, a_case, a_reaction
from tests.support.fakes import FakeUnitsOfWork

TODAY = date(2026, 12, 3)
PEOPLE = tuple(StaffId(f"person-{number}") for number in range(5))
TEAMS = tuple(TeamId(f"team-{number}") for number in range(3))

people = st.sampled_from(PEOPLE)
some_teams = st.lists(st.sampled_from(TEAMS), unique=True, max_size=2).map(tuple)
roles = st.sampled_from([(), (), (Role.EMPLOYEE,), (Role.BGF,), (Role.MANAGEMENT,), (Role.BGF, Role.TRUSTED)])
seldom = st.integers(0, 4).map(lambda drawn: drawn == 0)


@st.composite
def offices(draw: st.DrawFn) -> Office:
    staff = {
        person: StaffMember(
            id=person,
            name=person,
            roles=frozenset(draw(roles)),
            active=not draw(seldom),
        )
        for person in PEOPLE
    }
    teams = {
        team: Team(
            id=team,
            name=team,
            lead=draw(st.none() | people),
            deputies=tuple(draw(st.lists(people, unique=True, max_size=2))),
            active=not draw(seldom),
        )
        for team in TEAMS
    }
    away = draw(st.lists(people, unique=True, max_size=3))
    absences = tuple(Absence(staff_id=person, from_on=TODAY, until_on=TODAY) for person in away)
    return Office(staff=staff, teams=teams, absences=absences)


@st.composite
def cases(draw: st.DrawFn, number: int) -> Case:
    excluded = draw(st.booleans())
    asked = draw(some_teams)
    return a_case(
        id=CaseId(f"case-{number}"),
        number=f"KRM-2026-{number:04d}",
        reaction=a_reaction(
            teams=draw(some_teams),
            praised_teams=draw(some_teams) if draw(seldom) else (),
            confidential=draw(seldom),
            parting=None,
        ),
        lead=draw(st.sampled_from(Lead)),
        lead_excluded=excluded,
        excluded=tuple(draw(st.lists(people, unique=True, max_size=2))) if excluded else (),
        contributions=tuple(
            Contribution(team=team, requested_at=REGISTERED_AT, due_on=TODAY) for team in asked
        ),
        registered_by=draw(people),
        registered_at=REGISTERED_AT - timedelta(hours=draw(st.sampled_from([0, 24, 48]))),
    )


@settings(max_examples=300)
@given(office=offices(), kept=st.tuples(*(cases(number) for number in range(1, 4))), viewer=people)
def test_a_list_finds_exactly_what_its_viewer_may_see(
    office: Office, kept: tuple[Case, ...], viewer: StaffId
) -> None:
    actor = Actor.of(viewer, office, TODAY)

    async def found() -> tuple[set[CaseId], int]:
        units = FakeUnitsOfWork(office)
        async with units() as unit:
            for case in kept:
                await unit.cases.add(case)
            page = await unit.finder.find(Search(), scope_of(actor, REGISTERED_AT), page=1, size=50)
        return set(page.cases), page.total

    visible = {case.id for case in kept if viewpoint_of(case, actor, REGISTERED_AT) is not None}
    assert asyncio.run(found()) == (visible, len(visible))


@given(office=offices(), case=cases(1), viewer=people)
def test_whom_a_case_is_about_neither_sees_nor_finds_nor_opens_it(
    office: Office, case: Case, viewer: StaffId
) -> None:
    about = replace(case, excluded=(viewer,))
    actor = Actor.of(viewer, office, TODAY)
    assert viewpoint_of(about, actor, REGISTERED_AT) is None
    assert not may_open(about, actor)


@given(office=offices(), case=cases(1), viewer=people)
def test_whoever_may_open_a_case_sees_it(office: Office, case: Case, viewer: StaffId) -> None:
    actor = Actor.of(viewer, office, TODAY)
    assert not may_open(case, actor) or viewpoint_of(case, actor, REGISTERED_AT) is not None


@given(office=offices(), case=cases(1), viewer=people)
def test_whoever_has_no_office_sees_only_her_own_report_of_the_last_day(
    office: Office, case: Case, viewer: StaffId
) -> None:
    nobody = Actor(staff_id=viewer)
    sees = viewpoint_of(case, nobody, REGISTERED_AT) is not None
    recent = REGISTERED_AT - case.registered_at <= timedelta(hours=24)
    hidden = case.reaction.confidential or viewer in case.excluded
    assert sees == (case.registered_by == viewer and recent and not hidden)
    assert office.staff
