from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain, combinations, product
from typing import Literal

import pytest

from procedure.case import Reaction
from procedure.responsibility import responsibility_for
from procedure.switches import Switches
from procedure.vocabulary import Channel, ConcernKind, Lead, TeamId

NOON = datetime(2026, 12, 3, 11, 0, tzinfo=UTC)
A, B, C = TeamId("leistung-a"), TeamId("leistung-b"), TeamId("markt")
TEAMS: tuple[tuple[TeamId, ...], ...] = ((), (A,), (A, A), (A, B), (C, B, A))
PRAISED: tuple[tuple[TeamId, ...], ...] = ((), (A,), (B,))
KINDS = tuple(chain.from_iterable(combinations(ConcernKind, n) for n in range(len(ConcernKind) + 1)))
ALWAYS_MANAGEMENT = {ConcernKind.PETITION, ConcernKind.EINGABE, ConcernKind.DIENSTAUFSICHTSBESCHWERDE}


def every_choice() -> Iterator[Switches]:
    leads: tuple[Literal["team", "GL"], ...] = ("team", "GL")
    for lead, conflict, praise in product(leads, (False, True), (False, True)):
        yield Switches(
            fachaufsichtsbeschwerde_lead=lead,
            conflict_of_interest_to_gl=conflict,
            multi_team_counts_praise=praise,
        )


def teams_by_the_letter(reaction: Reaction, switches: Switches) -> set[TeamId]:
    named = {*reaction.teams, *reaction.praised_teams}
    criticised = named - set(reaction.praised_teams)
    return named if switches.multi_team_counts_praise or not criticised else criticised


def management_by_the_letter(reaction: Reaction, switches: Switches) -> bool:
    kinds = set(reaction.concerns)
    return (
        bool(kinds & ALWAYS_MANAGEMENT)
        or (ConcernKind.FACHAUFSICHTSBESCHWERDE in kinds and switches.fachaufsichtsbeschwerde_lead == "GL")
        or (reaction.concerns_lead and switches.conflict_of_interest_to_gl)
        or len(teams_by_the_letter(reaction, switches)) != 1
    )


@pytest.mark.parametrize("channel", list(Channel))
def test_there_is_exactly_one_lead_for_every_combination(channel: Channel) -> None:
    choices = tuple(every_choice())
    assert len(KINDS) == 256
    assert len(choices) == 8
    for kinds, teams, praised, about_lead in product(KINDS, TEAMS, PRAISED, (False, True)):
        reaction = Reaction(
            channel=channel,
            received_at=NOON,
            concerns=kinds,
            teams=teams,
            praised_teams=praised,
            concerns_lead=about_lead,
        )
        for switches in choices:
            result = responsibility_for(reaction, switches)
            involved = teams_by_the_letter(reaction, switches)
            management = management_by_the_letter(reaction, switches)
            assert result.lead is (Lead.MANAGEMENT if management else Lead.TEAM)
            assert ("Geschäftsleitung, weil" in result.reason) is management
            assert ("Teamleitung leistung" in result.reason) is not management
            assert set(result.contributing_teams) == (involved if management else set())
            assert result.lead_excluded is (about_lead and switches.conflict_of_interest_to_gl)
            asks_team = channel.is_oral and bool(involved) and not result.lead_excluded
            assert (result.first_contact in involved) is asks_team
            assert (result.first_contact is None) is not asks_team
