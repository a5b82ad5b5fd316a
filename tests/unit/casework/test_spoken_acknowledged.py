"""A spoken reaction is acknowledged by a letter of the bot: of free will, or by the house's switch (A14)."""

from dataclasses import replace
from datetime import date

import pytest

from cards.case import case_card
from casework.present import Presenter
from casework.views import Step
from procedure import steps
from procedure.case import Case
from procedure.case_parts import Acknowledgement
from procedure.errors import NotPermitted, StepNotAllowed
from procedure.rulebook import Rulebook
from procedure.switches import Switches
from procedure.vocabulary import (
    AcknowledgementState,
    CaseState,
    Channel,
    DispatchWay,
    DocumentKind,
    StaffId,
    WaiverReason,
)
from tests.support.builders import (
    BGF,
    MANAGEMENT,
    TEAM_LEAD_A,
    a_case,
    a_customer,
    a_reaction,
    an_office,
)
from tests.support.house import House
from tests.unit.cards.reading import titles

WRITE, SEE, SENT_TITLE = "Bestätigung erstellen", "Eingangsbestätigung ansehen", "Bestätigung versandt"
SENT = steps.SendAcknowledgement(sent_on=date(2026, 12, 3), way=DispatchWay.LETTER)


def wanting(rulebook: Rulebook) -> Rulebook:
    """Return the rules of a house that acknowledges spoken reactions too."""
    return replace(rulebook, switches=Switches(ack_oral=True))


def spoken(state: AcknowledgementState = AcknowledgementState.NOT_NEEDED, **changes: object) -> Case:
    due = date(2026, 12, 8) if state is AcknowledgementState.OPEN else None
    values: dict[str, object] = {
        "reaction": a_reaction(parting=None),
        "state": CaseState.WITH_TEAM_LEAD,
        "acknowledgement": Acknowledgement(state=state),
        "acknowledge_by": due,
    }
    return a_case(**(values | changes))


def offered(case: Case, who: StaffId, house: House) -> tuple[Step, ...]:
    view = Presenter(office=an_office(), rulebook=house.rulebook, now=house.now).case(case, who)
    assert view is not None
    return view.steps


def in_sight(case: Case, house: House) -> list[str]:
    view = Presenter(office=an_office(), rulebook=house.rulebook, now=house.now).case(case, BGF)
    assert view is not None
    return titles(case_card(view))


@pytest.mark.parametrize("state", [AcknowledgementState.NOT_NEEDED, AcknowledgementState.OPEN])
@pytest.mark.parametrize("channel", [Channel.IN_PERSON, Channel.TELEPHONE])
async def test_the_bgf_makes_the_letter_sends_it_and_the_case_stays_where_it_is(
    house: House, state: AcknowledgementState, channel: Channel
) -> None:
    case = spoken(state, reaction=a_reaction(channel=channel, parting=None))
    await house.has(case)

    made = await house.write(case, BGF, DocumentKind.ACKNOWLEDGEMENT)
    assert [document.kind for document in made.documents] == [DocumentKind.ACKNOWLEDGEMENT]
    assert made.acknowledgement.state is state
    assert SEE in in_sight(made, house)
    assert any(title.startswith(SENT_TITLE) for title in in_sight(made, house))

    sent = await house.take(made, BGF, SENT)
    assert sent.acknowledgement.state is AcknowledgementState.SENT
    assert sent.state is CaseState.WITH_TEAM_LEAD
    assert SEE not in in_sight(sent, house)


def test_with_the_switch_the_card_of_the_bgf_offers_it_in_sight(house: House) -> None:
    house.rulebook = wanting(house.rulebook)

    assert WRITE in in_sight(spoken(AcknowledgementState.OPEN), house)
    assert WRITE in in_sight(spoken(), house), "recorded before the switch was set"


def test_without_the_switch_only_holding_the_case_comes_after_it(house: House) -> None:
    assert WRITE not in in_sight(spoken(), house)
    assert offered(spoken(), BGF, house)[-2:] == (Step.WRITE_ACKNOWLEDGEMENT, Step.PLACE_HOLD)


def test_what_is_owed_comes_first_whatever_the_switch_says_now(house: House) -> None:
    assert WRITE in in_sight(spoken(AcknowledgementState.OPEN), house)


@pytest.mark.parametrize("who", [TEAM_LEAD_A, MANAGEMENT])
async def test_it_is_the_bgfs_alone(house: House, who: StaffId) -> None:
    await house.has(spoken())

    assert Step.WRITE_ACKNOWLEDGEMENT not in offered(spoken(), who, house)
    with pytest.raises(NotPermitted):
        await house.write(spoken(), who, DocumentKind.ACKNOWLEDGEMENT)


async def test_nobody_writes_to_the_anonymous(house: House) -> None:
    nobody = a_customer(name="", contact="", number="")
    case = spoken(reaction=a_reaction(parting=None, anonymous=True, customer=nobody))
    await house.has(case)

    assert Step.WRITE_ACKNOWLEDGEMENT not in offered(case, BGF, house)
    with pytest.raises(StepNotAllowed, match="Ohne Anschrift ist keine Eingangsbestätigung möglich"):
        await house.write(case, BGF, DocumentKind.ACKNOWLEDGEMENT)


@pytest.mark.parametrize(
    "settled",
    [
        Acknowledgement(state=AcknowledgementState.SENT),
        Acknowledgement(state=AcknowledgementState.WAIVED, waiver=WaiverReason.ANSWERED_ALREADY),
    ],
)
async def test_what_is_settled_is_not_made_again(house: House, settled: Acknowledgement) -> None:
    case = spoken(acknowledgement=settled)
    await house.has(case)

    with pytest.raises(StepNotAllowed, match="nicht offen"):
        await house.write(case, BGF, DocumentKind.ACKNOWLEDGEMENT)
