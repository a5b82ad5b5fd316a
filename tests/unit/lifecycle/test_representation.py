"""Who stands for an office: absence, deputies, conflict of interest, last stop BGF (R11, A25, A26)."""

from dataclasses import replace
from datetime import date

import pytest

from procedure.chain import represented_by, stand_ins
from procedure.office import Absence, Office
from procedure.representation import Audience, AudienceKind, asked_second, recipients
from procedure.vocabulary import Role, StaffId
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    EMPLOYEE,
    MANAGEMENT,
    TEAM_A,
    TEAM_B,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    TEAM_MI,
    an_office,
)

TODAY = date(2026, 12, 3)
LEAD_A = Audience(AudienceKind.TEAM_LEAD, TEAM_A)


def away(*people: StaffId) -> Office:
    return an_office(absences=tuple(Absence(staff_id=p, from_on=TODAY, until_on=TODAY) for p in people))


def gone(office: Office, *people: StaffId) -> Office:
    return replace(
        office, staff={**office.staff, **{p: replace(office.staff[p], active=False) for p in people}}
    )


def who(found: tuple[StaffId, ...]) -> list[StaffId]:
    return list(found)


def test_the_teamleitung_who_is_here_gets_it_herself() -> None:
    assert recipients(LEAD_A, an_office(), TODAY) == (TEAM_LEAD_A,)


def test_an_absent_teamleitung_is_represented() -> None:
    assert recipients(LEAD_A, away(TEAM_LEAD_A), TODAY) == (DEPUTY_A,)


def test_absence_counts_from_its_first_to_its_last_day() -> None:
    office = an_office(
        absences=(Absence(staff_id=TEAM_LEAD_A, from_on=date(2026, 12, 3), until_on=date(2026, 12, 4)),)
    )
    by_day = {day: who(recipients(LEAD_A, office, date(2026, 12, day)))[0] for day in (2, 3, 4, 5)}
    assert by_day == {2: TEAM_LEAD_A, 3: DEPUTY_A, 4: DEPUTY_A, 5: TEAM_LEAD_A}


def test_when_lead_and_deputy_are_away_it_falls_to_the_bgf_which_is_never_nobody() -> None:
    assert who(recipients(LEAD_A, away(TEAM_LEAD_A, DEPUTY_A), TODAY)) == [BGF]
    assert who(recipients(LEAD_A, away(TEAM_LEAD_A, DEPUTY_A, BGF), TODAY)) == [BGF]


def test_a_team_without_deputy_falls_to_the_bgf() -> None:
    assert who(recipients(Audience(AudienceKind.TEAM_LEAD, TEAM_B), away(TEAM_LEAD_B), TODAY)) == [BGF]


def with_deputies(office: Office, *deputies: StaffId) -> Office:
    return replace(office, teams={**office.teams, TEAM_A: replace(office.teams[TEAM_A], deputies=deputies)})


def with_role(office: Office, person: StaffId, role: Role) -> Office:
    return replace(
        office, staff={**office.staff, person: replace(office.staff[person], roles=frozenset({role}))}
    )


class TestAskedSecond:
    def test_it_is_the_deputy_of_a_team_and_the_bgf_for_the_management(self) -> None:
        assert asked_second(TEAM_A) == Audience(AudienceKind.DEPUTY, TEAM_A)
        assert asked_second(None) == Audience(AudienceKind.BGF)

    def test_a_present_teamleitung_was_asked_first_then_comes_the_deputy(self) -> None:
        assert who(recipients(asked_second(TEAM_A), an_office(), TODAY)) == [DEPUTY_A]

    def test_a_deputy_who_stood_in_and_was_asked_first_is_passed_over(self) -> None:
        office = away(TEAM_LEAD_A)
        assert who(recipients(asked_second(TEAM_A), office, TODAY)) == [BGF]
        assert who(recipients(asked_second(TEAM_A), with_deputies(office, DEPUTY_A, EMPLOYEE), TODAY)) == [
            EMPLOYEE
        ]

    def test_a_deputy_who_is_also_bgf_is_still_the_deputy(self) -> None:
        office = with_role(an_office(), DEPUTY_A, Role.BGF)
        assert who(recipients(asked_second(TEAM_A), office, TODAY)) == [DEPUTY_A]

    def test_where_the_bgf_was_asked_first_the_management_is_left(self) -> None:
        office = with_deputies(away(TEAM_LEAD_A))
        assert who(recipients(LEAD_A, office, TODAY)) == [BGF]
        assert who(recipients(asked_second(TEAM_A), office, TODAY)) == [MANAGEMENT]

    def test_where_nobody_else_is_left_the_same_people_are_asked_again(self) -> None:
        office = gone(with_deputies(away(TEAM_LEAD_A)), MANAGEMENT)
        assert who(recipients(asked_second(TEAM_A), office, TODAY)) == [BGF]


class TestChain:
    """An absent deputy is represented as she is in her own team (R11, A25)."""

    @staticmethod
    def office(*gone_today: StaffId) -> Office:
        """Leistung B's lead deputises Leistung A after Sina, who leads Markt und Integration."""
        house = with_deputies(away(*gone_today), DEPUTY_A, TEAM_LEAD_B)
        teams = {
            **house.teams,
            TEAM_MI: replace(house.teams[TEAM_MI], lead=DEPUTY_A, deputies=(EMPLOYEE,)),
        }
        return replace(house, teams=teams)

    def test_the_deputies_come_in_their_order_then_those_of_the_absent_ones(self) -> None:
        asked = [
            recipients(LEAD_A, self.office(*gone_today), TODAY)
            for gone_today in (
                (TEAM_LEAD_A,),
                (TEAM_LEAD_A, DEPUTY_A),
                (TEAM_LEAD_A, DEPUTY_A, TEAM_LEAD_B),
                (TEAM_LEAD_A, DEPUTY_A, TEAM_LEAD_B, EMPLOYEE),
            )
        ]
        assert asked == [(DEPUTY_A,), (TEAM_LEAD_B,), (EMPLOYEE,), (BGF,)]

    def test_a_conflicted_link_is_passed_over_and_does_not_end_the_chain(self) -> None:
        office = self.office(TEAM_LEAD_A, DEPUTY_A)
        conflicted = frozenset({DEPUTY_A, TEAM_LEAD_B})
        assert recipients(LEAD_A, office, TODAY, conflicted=conflicted) == (EMPLOYEE,)
        assert recipients(LEAD_A, office, TODAY, conflicted=conflicted | {EMPLOYEE}) == (BGF,)

    def test_a_circle_of_absences_ends_with_the_bgf(self) -> None:
        office = with_deputies(away(TEAM_LEAD_A, TEAM_LEAD_B), TEAM_LEAD_B)
        circle = {**office.teams, TEAM_B: replace(office.teams[TEAM_B], deputies=(TEAM_LEAD_A,))}
        office = replace(office, teams=circle)
        assert recipients(LEAD_A, office, TODAY) == (BGF,)
        assert tuple(stand_ins(TEAM_A, office, TODAY)) == (TEAM_LEAD_B,)

    def test_who_stands_in_along_the_chain_may_act_and_nobody_else(self) -> None:
        def acts(*gone_today: StaffId) -> set[StaffId]:
            office = self.office(*gone_today)
            return {p for p in office.staff if TEAM_A in represented_by(p, office, TODAY)}

        assert acts() == {DEPUTY_A, TEAM_LEAD_B}
        assert acts(DEPUTY_A) == {DEPUTY_A, TEAM_LEAD_B, EMPLOYEE}


def test_the_person_complained_about_is_passed_over_and_then_comes_the_management() -> None:
    assert who(recipients(LEAD_A, an_office(), TODAY, conflicted=frozenset({TEAM_LEAD_A}))) == [DEPUTY_A]
    lead_b = Audience(AudienceKind.TEAM_LEAD, TEAM_B)
    assert who(recipients(lead_b, an_office(), TODAY, conflicted=frozenset({TEAM_LEAD_B}))) == [MANAGEMENT]


@pytest.mark.parametrize("kind", [AudienceKind.BGF, AudienceKind.MANAGEMENT])
def test_groups_are_everybody_present_and_never_nobody(kind: AudienceKind) -> None:
    role = Role.BGF if kind is AudienceKind.BGF else Role.MANAGEMENT
    first = BGF if kind is AudienceKind.BGF else MANAGEMENT
    office = away(first)
    assert who(recipients(Audience(kind), office, TODAY)) == [first]
    second = replace(office.staff[EMPLOYEE], roles=frozenset({role}))
    office = replace(office, staff={**office.staff, EMPLOYEE: second})
    assert who(recipients(Audience(kind), office, TODAY)) == [EMPLOYEE]


def test_a_management_that_left_is_represented_by_the_bgf() -> None:
    office = gone(an_office(), MANAGEMENT)
    assert who(recipients(Audience(AudienceKind.MANAGEMENT), office, TODAY)) == [BGF]


def test_a_bgf_that_is_empty_or_conflicted_is_represented_by_the_management() -> None:
    bgf = Audience(AudienceKind.BGF)
    assert who(recipients(bgf, gone(an_office(), BGF), TODAY)) == [MANAGEMENT]
    assert who(recipients(bgf, an_office(), TODAY, conflicted=frozenset({BGF}))) == [MANAGEMENT]
    assert recipients(bgf, gone(an_office(), BGF, MANAGEMENT), TODAY) == ()


def test_a_person_who_left_gets_nothing() -> None:
    person = Audience(AudienceKind.PERSON, EMPLOYEE)
    assert who(recipients(person, an_office(), TODAY)) == [EMPLOYEE]
    assert recipients(person, gone(an_office(), EMPLOYEE), TODAY) == ()


@pytest.mark.parametrize("audience", [LEAD_A, Audience(AudienceKind.BGF), Audience(AudienceKind.HOLDERS)])
def test_an_audience_survives_being_written_down(audience: Audience) -> None:
    assert Audience.parse(str(audience)) == audience
