"""Whoever is told of a case sees it, and nothing that is owed is told to nobody, whatever the roster."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from casework.permissions import viewpoint_of
from procedure.actor import Actor
from procedure.case import Case
from procedure.conflicts import conflicted
from procedure.duties import duties_of
from procedure.notification import told_of_registration
from procedure.office import Absence, Office, StaffMember, Team
from procedure.representation import Audience, recipients
from procedure.vocabulary import Lead, Role, StaffId
from tests.support.builders import TEAM_A, TEAM_B, TEAM_MI, a_reaction
from tests.support.house import NOW, RULEBOOK
from tests.unit.lifecycle.cases import about_the_lead, handed_over, managed, spoken, written

TODAY = date(2026, 12, 3)
PEOPLE = tuple(StaffId(f"person-{number}") for number in range(6))
TEAMS = (TEAM_A, TEAM_B, TEAM_MI)
CONFIDENTIAL = managed(
    reaction=replace(managed().reaction, confidential=True), contributions=(), lead=Lead.MANAGEMENT
)
CASES = (
    spoken(),
    written(),
    handed_over(),
    managed(),
    managed(reaction=a_reaction(parting=None, teams=TEAMS)),
    about_the_lead(),
    CONFIDENTIAL,
)

people = st.sampled_from(PEOPLE)
some_people = st.lists(people, unique=True, max_size=3)
roles = st.sampled_from([(), (), (Role.BGF,), (Role.MANAGEMENT,), (Role.MANAGEMENT, Role.TRUSTED)])


@st.composite
def offices(draw: st.DrawFn) -> Office:
    """Build a roster in which teams are dissolved and people have left, are away or hold several offices."""
    staff = {
        person: StaffMember(
            id=person, name=person, roles=frozenset(draw(roles)), active=draw(st.integers(0, 4)) > 0
        )
        for person in PEOPLE
    }
    teams = {
        team: Team(
            id=team,
            name=team,
            lead=draw(st.none() | people),
            deputies=tuple(draw(some_people)),
            active=draw(st.integers(0, 3)) > 0,
        )
        for team in TEAMS
    }
    absences = tuple(Absence(staff_id=p, from_on=TODAY, until_on=TODAY) for p in draw(some_people))
    return Office(staff=staff, teams=teams, absences=absences)


def audiences_of(case: Case) -> set[Audience]:
    owed = {duty.audience for duty in duties_of(case, RULEBOOK)}
    return owed | {told.audience for told in told_of_registration(case, None)}


@settings(max_examples=300)
@given(offices(), st.sampled_from(CASES), some_people)
def test_whoever_is_told_sees_it_and_nothing_is_told_to_nobody(
    office: Office, kept: Case, about: list[StaffId]
) -> None:
    case = replace(kept, excluded=tuple(about)) if kept.lead_excluded else kept
    passed_over = conflicted(case, office)
    last_stop = {*office.holders(Role.BGF), *office.holders(Role.MANAGEMENT)} - passed_over
    for audience in audiences_of(case):
        told = recipients(audience, office, TODAY, conflicted=passed_over)
        assert told or not last_stop, audience
        for person in told:
            assert viewpoint_of(case, Actor.of(person, office, TODAY), NOW) is not None, (audience, person)
