"""A button for another team's paper gets no link, whatever a card still shows (A26, R13, R20)."""

from datetime import date

import pytest

from casework.errors import DocumentNotFound
from procedure.case import Case
from procedure.case_parts import Contribution
from procedure.vocabulary import CaseState, Channel, ConcernKind, DocumentId, DocumentKind, Lead, StaffId
from tests.support.builders import (
    MANAGEMENT,
    TEAM_A,
    TEAM_B,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    a_case,
    a_reaction,
)
from tests.support.house import NOW
from tests.unit.cards.desk import Desk
from tests.unit.cards.reading import titles, words


@pytest.fixture
def desk() -> Desk:
    return Desk()


async def with_a_statement_of_a(desk: Desk) -> tuple[Case, DocumentId]:
    """Keep a petition to which two teams contribute; Leistung A has put a statement to it."""
    petition = a_reaction(
        channel=Channel.WRITTEN,
        concerns=(ConcernKind.PETITION,),
        teams=(TEAM_A, TEAM_B),
        parting=None,
        referred_to_team_lead=False,
    )
    asked = tuple(
        Contribution(team=team, requested_at=NOW, due_on=date(2026, 12, 10)) for team in (TEAM_A, TEAM_B)
    )
    case = a_case(
        reaction=petition,
        lead=Lead.MANAGEMENT,
        state=CaseState.IN_PROGRESS_MANAGEMENT,
        contributions=asked,
    )
    await desk.house.has(case)
    statement = await desk.house.receive(TEAM_LEAD_A)
    await desk.house.put(statement, case.number, TEAM_LEAD_A, DocumentKind.STATEMENT)
    return case, statement


@pytest.mark.parametrize("opened", [True, False])
async def test_another_teams_teamleitung_gets_no_link(desk: Desk, *, opened: bool) -> None:
    case, statement = await with_a_statement_of_a(desk)
    with pytest.raises(DocumentNotFound):
        await desk.press("file.fetch", case, TEAM_LEAD_B, document=str(statement), opened=opened)


@pytest.mark.parametrize("opened", [True, False])
@pytest.mark.parametrize("who", [TEAM_LEAD_A, MANAGEMENT])
async def test_the_team_and_the_management_get_one(desk: Desk, who: StaffId, *, opened: bool) -> None:
    case, statement = await with_a_statement_of_a(desk)
    card = await desk.press("file.fetch", case, who, document=str(statement), opened=opened)
    assert f"https://bot.example/d/{statement}?fuer={who}" in str(card)


async def test_the_opened_case_offers_another_team_no_button_for_it(desk: Desk) -> None:
    case, _ = await with_a_statement_of_a(desk)
    theirs, own = (
        await desk.press("case.open", case, TEAM_LEAD_B),
        await desk.press("case.open", case, TEAM_LEAD_A),
    )
    assert "Stellungnahme ansehen" not in titles(theirs)
    assert "Tom Teamleiter" not in words(theirs)
    assert "Stellungnahme ansehen" in titles(own)
