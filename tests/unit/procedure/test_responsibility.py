from datetime import UTC, datetime
from typing import Any

import pytest

from procedure.case import Reaction
from procedure.responsibility import responsibility_for
from procedure.switches import Switches
from procedure.vocabulary import Channel, ConcernKind, Lead, StaffId, TeamId

A, B, C = TeamId("leistung-a"), TeamId("leistung-b"), TeamId("markt")
NAMES = {A: "Leistung A", B: "Leistung B", C: "Markt und Integration"}
TOM, BERTA, SINA = StaffId("tom"), StaffId("berta"), StaffId("sina")


def reaction(**fields: Any) -> Reaction:  # noqa: ANN401 - any field of a reaction
    defaults: dict[str, Any] = {
        "channel": Channel.IN_PERSON,
        "received_at": datetime(2026, 12, 3, 11, 0, tzinfo=UTC),
        "concerns": (ConcernKind.FACHLICHE_BESCHWERDE,),
        "teams": (A,),
    }
    return Reaction(**(defaults | fields))


def test_one_team_leads_what_arose_there() -> None:
    result = responsibility_for(reaction(), Switches(), team_name=NAMES.__getitem__)
    assert result.lead is Lead.TEAM
    assert result.reason == (
        "Federführend ist die Teamleitung Leistung A, weil das Anliegen dort entstanden ist."
    )
    assert result.contributing_teams == ()
    assert result.first_contact == A
    assert not result.lead_excluded


def test_several_teams_are_led_by_the_management_and_contribute() -> None:
    result = responsibility_for(reaction(teams=(B, A)), Switches())
    assert result.lead is Lead.MANAGEMENT
    assert result.reason == "Federführend ist die Geschäftsleitung, weil mehrere Teams betroffen sind."
    assert result.contributing_teams == (B, A)


def test_one_team_named_twice_is_one_team() -> None:
    assert responsibility_for(reaction(teams=(A, A)), Switches()).lead is Lead.TEAM


@pytest.mark.parametrize(
    ("kind", "named"),
    [
        (ConcernKind.PETITION, "eine Petition"),
        (ConcernKind.EINGABE, "eine Eingabe"),
        (ConcernKind.DIENSTAUFSICHTSBESCHWERDE, "eine Dienstaufsichtsbeschwerde"),
    ],
)
def test_these_kinds_are_led_by_the_management_even_in_mixed_cases(kind: ConcernKind, named: str) -> None:
    result = responsibility_for(reaction(concerns=(ConcernKind.LOB, kind)), Switches())
    assert result.lead is Lead.MANAGEMENT
    assert result.reason == f"Federführend ist die Geschäftsleitung, weil es um {named} geht."
    assert result.contributing_teams == (A,)


@pytest.mark.parametrize(
    "kind",
    [
        ConcernKind.FACHLICHE_BESCHWERDE,
        ConcernKind.LOB,
        ConcernKind.IDEE_ANREGUNG,
        ConcernKind.FACHAUFSICHTSBESCHWERDE,
        ConcernKind.FOLGEREAKTION,
    ],
)
def test_the_other_kinds_are_led_by_the_team(kind: ConcernKind) -> None:
    assert responsibility_for(reaction(concerns=(kind,)), Switches()).lead is Lead.TEAM


def test_a_fachaufsichtsbeschwerde_is_led_by_the_management_by_switch() -> None:
    result = responsibility_for(
        reaction(concerns=(ConcernKind.FACHAUFSICHTSBESCHWERDE,)), Switches(fachaufsichtsbeschwerde_lead="GL")
    )
    assert result.lead is Lead.MANAGEMENT
    assert "eine Fachaufsichtsbeschwerde" in result.reason


def test_a_reaction_about_the_teamleitung_is_led_by_the_management_and_kept_from_her() -> None:
    result = responsibility_for(reaction(concerns_lead=True), Switches())
    assert result.lead is Lead.MANAGEMENT
    assert result.reason == "Federführend ist die Geschäftsleitung, weil es um die Teamleitung selbst geht."
    assert result.lead_excluded
    assert result.first_contact is None
    assert result.contributing_teams == (A,)


def test_a_reaction_about_the_teamleitung_stays_with_her_by_switch() -> None:
    result = responsibility_for(reaction(concerns_lead=True), Switches(conflict_of_interest_to_gl=False))
    assert result.lead is Lead.TEAM
    assert not result.lead_excluded
    assert result.first_contact == A


def test_all_grounds_are_named() -> None:
    result = responsibility_for(
        reaction(
            concerns=(ConcernKind.DIENSTAUFSICHTSBESCHWERDE, ConcernKind.PETITION),
            teams=(A, B),
            concerns_lead=True,
        ),
        Switches(),
    )
    assert result.reason == (
        "Federführend ist die Geschäftsleitung, "
        "weil es um eine Petition und eine Dienstaufsichtsbeschwerde geht "
        "und weil mehrere Teams betroffen sind und weil es um die Teamleitung selbst geht."
    )


@pytest.mark.parametrize("channel", [Channel.TELEPHONE, Channel.IN_PERSON])
def test_the_first_named_teamleitung_is_asked_first_also_when_the_management_leads(channel: Channel) -> None:
    result = responsibility_for(reaction(channel=channel, teams=(B, A)), Switches())
    assert result.lead is Lead.MANAGEMENT
    assert result.first_contact == B


@pytest.mark.parametrize("channel", [Channel.WRITTEN, Channel.ELECTRONIC])
def test_nobody_is_asked_first_for_written_reactions(channel: Channel) -> None:
    assert responsibility_for(reaction(channel=channel), Switches()).first_contact is None


def test_a_team_that_is_only_praised_counts_as_involved() -> None:
    result = responsibility_for(reaction(teams=(A, B), praised_teams=(B,)), Switches())
    assert result.lead is Lead.MANAGEMENT
    assert result.contributing_teams == (A, B)


def test_a_praised_team_counts_even_if_it_is_named_only_there() -> None:
    assert responsibility_for(reaction(praised_teams=(B,)), Switches()).contributing_teams == (A, B)


def test_a_team_that_is_only_praised_does_not_count_by_switch() -> None:
    result = responsibility_for(
        reaction(teams=(B, A), praised_teams=(B,)), Switches(multi_team_counts_praise=False)
    )
    assert result.lead is Lead.TEAM
    assert result.first_contact == A
    assert A in result.reason


def test_praise_alone_belongs_to_the_praised_team_whatever_the_switch() -> None:
    praise = reaction(concerns=(ConcernKind.LOB,), praised_teams=(A,))
    for counts in (True, False):
        result = responsibility_for(praise, Switches(multi_team_counts_praise=counts))
        assert result.lead is Lead.TEAM
        assert result.first_contact == A


def test_without_a_team_the_management_leads() -> None:
    result = responsibility_for(reaction(teams=()), Switches())
    assert result.lead is Lead.MANAGEMENT
    assert "noch kein Team feststeht" in result.reason
    assert result.first_contact is None


def test_a_confidential_reaction_is_led_by_the_management_and_no_team_has_a_part_in_it() -> None:
    result = responsibility_for(reaction(confidential=True), Switches())
    assert result.lead is Lead.MANAGEMENT
    assert result.reason == "Federführend ist die Geschäftsleitung, weil der Vorgang vertraulich ist."
    assert (result.contributing_teams, result.first_contact, result.lead_excluded) == ((), None, False)
