"""Whatever the roster: never nobody, never a conflicted person, never for ever (R11, A25, A26)."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from procedure.chain import represented_by, stand_ins
from procedure.office import Absence, Office, StaffMember, Team
from procedure.representation import Audience, AudienceKind, recipients
from procedure.vocabulary import Role, StaffId, TeamId

TODAY = date(2026, 12, 3)
PEOPLE = [StaffId(f"person-{n}") for n in range(7)]
TEAMS = [TeamId(f"team-{n}") for n in range(4)]

some_people = st.lists(st.sampled_from(PEOPLE), unique=True, max_size=4)


@st.composite
def offices(draw: st.DrawFn) -> Office:
    """Build a roster: anybody may lead, deputise (also in circles), hold roles, be away or have left."""
    roles = st.sets(st.sampled_from([Role.BGF, Role.MANAGEMENT, Role.TRUSTED]), max_size=2)
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
            lead=draw(st.none() | st.sampled_from(PEOPLE)),
            deputies=tuple(draw(some_people)),
            active=draw(st.integers(0, 5)) > 0,
        )
        for team in TEAMS
    }
    absences = tuple(Absence(staff_id=p, from_on=TODAY, until_on=TODAY) for p in draw(some_people))
    return Office(staff=staff, teams=teams, absences=absences)


audiences = st.one_of(
    st.sampled_from(TEAMS).map(lambda team: Audience(AudienceKind.TEAM_LEAD, team)),
    st.sampled_from(TEAMS).map(lambda team: Audience(AudienceKind.DEPUTY, team)),
    st.just(Audience(AudienceKind.TEAM_LEAD, "gibt-es-nicht")),
    st.just(Audience(AudienceKind.BGF)),
    st.just(Audience(AudienceKind.MANAGEMENT)),
)
conflicts = some_people.map(frozenset)


@given(offices(), audiences, conflicts)
def test_an_office_is_never_nobody_while_bgf_or_management_has_somebody_to_ask(
    office: Office, audience: Audience, conflicted: frozenset[StaffId]
) -> None:
    last_stop = {*office.holders(Role.BGF), *office.holders(Role.MANAGEMENT)} - conflicted
    found = recipients(audience, office, TODAY, conflicted=conflicted)
    assert found or not last_stop


@given(offices(), audiences, conflicts)
def test_nobody_a_case_is_kept_from_and_nobody_who_has_left_is_ever_asked(
    office: Office, audience: Audience, conflicted: frozenset[StaffId]
) -> None:
    found = recipients(audience, office, TODAY, conflicted=conflicted)
    assert conflicted.isdisjoint(found)
    assert all(office.member(person) is not None for person in found)
    assert len(set(found)) == len(found)


@given(offices(), st.sampled_from(TEAMS), conflicts)
def test_who_is_away_is_asked_for_a_team_only_as_the_last_stop(
    office: Office, team: TeamId, conflicted: frozenset[StaffId]
) -> None:
    last_stop = {*office.holders(Role.BGF), *office.holders(Role.MANAGEMENT)}
    found = recipients(Audience(AudienceKind.TEAM_LEAD, team), office, TODAY, conflicted=conflicted)
    assert all(person in last_stop or not office.is_absent(person, TODAY) for person in found)


@given(offices(), st.sampled_from(TEAMS), conflicts)
def test_who_is_asked_for_a_team_may_also_act_for_it_or_is_the_last_stop(
    office: Office, team: TeamId, conflicted: frozenset[StaffId]
) -> None:
    last_stop = {*office.holders(Role.BGF), *office.holders(Role.MANAGEMENT)}
    for person in recipients(Audience(AudienceKind.TEAM_LEAD, team), office, TODAY, conflicted=conflicted):
        acts = team in represented_by(person, office, TODAY) or team in office.leads(person)
        assert acts or person in last_stop


@given(offices(), st.sampled_from(TEAMS))
def test_a_chain_names_each_once_and_never_the_one_who_is_represented(office: Office, team: TeamId) -> None:
    chain = tuple(stand_ins(team, office, TODAY))
    assert len(set(chain)) == len(chain)
    assert office.teams[team].lead not in chain
