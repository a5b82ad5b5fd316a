"""What is put right is kept alike on every store: channel, shield, notes and links (R9, R50, A26, A34)."""

from dataclasses import replace
from datetime import date
from typing import cast
from uuid import uuid4

import pytest

from casework.errors import CaseNotFound
from casework.ports import UnitsOfWork
from procedure import steps
from procedure.case import Case
from procedure.case_parts import Informing
from procedure.vocabulary import CaseId, CaseState, Channel, InformingState, Lead, Parting
from tests.support.builders import BGF, MANAGEMENT, TEAM_A, TEAM_LEAD_A, a_case, a_reaction
from tests.support.fakes import FakeUnitsOfWork
from tests.support.house import House

SPOKEN = a_reaction(parting=Parting.LEFT)


@pytest.fixture
def house(units: UnitsOfWork) -> House:
    return House(units=cast("FakeUnitsOfWork", units), ids=(str(uuid4()) for _ in iter(int, 1)))


def a_call(number: int) -> Case:
    """Build a spoken case whose Teamleitung has informed two of her employees."""
    informed = Informing(team=TEAM_A, state=InformingState.DONE, informed_on=date(2026, 12, 3), count=2)
    return a_case(
        id=CaseId(str(uuid4())), number=f"KRM-2026-{number:04d}", reaction=SPOKEN, informing=(informed,)
    )


async def test_what_was_a_letter_after_all_waits_as_one(house: House) -> None:
    case = a_call(1)
    await house.has(case)
    changed = await house.take(case, BGF, steps.Correct(reason="Ein Brief", channel=Channel.WRITTEN))
    opened = await house.open(case, BGF)
    assert opened.case == changed
    assert (changed.state, changed.acknowledge_by) == (CaseState.RECORDED, date(2026, 12, 8))
    assert {c.field for c in opened.corrections} == {"channel", "parting"}


async def test_a_case_about_the_teamleitung_and_no_longer(house: House) -> None:
    case = a_call(1)
    await house.has(case)
    shielded = await house.take(case, BGF, steps.Shield(reason="Steht im Brief", concerns_lead=True))
    assert (shielded.lead, shielded.excluded) == (Lead.MANAGEMENT, (TEAM_LEAD_A,))
    assert (await house.open(case, MANAGEMENT)).case == shielded
    with pytest.raises(CaseNotFound):
        await house.look(case, TEAM_LEAD_A)
    lifted = steps.Shield(reason="Irrtum", concerns_lead=False)
    await house.take(case, MANAGEMENT, lifted, version=2, command_id="press-2")
    assert (await house.look(case, TEAM_LEAD_A)).excluded == ()


async def test_a_note_put_right_keeps_both_values(house: House) -> None:
    case = a_call(1)
    await house.has(case)
    await house.take(case, TEAM_LEAD_A, steps.CorrectNotes(reason="Verzählt", informed_count=3))
    opened = await house.open(case, TEAM_LEAD_A)
    assert [row.count for row in opened.case.informing] == [3]
    assert [(c.old, c.new) for c in opened.corrections] == [
        (
            "Leistung A: 2 informiert am Donnerstag, 3. Dezember 2026",
            "Leistung A: 3 informiert am Donnerstag, 3. Dezember 2026",
        )
    ]


async def test_a_follow_up_that_is_kept_from_the_team_is_named_no_more_until_it_may_be(house: House) -> None:
    earlier, later = a_call(1), a_call(2)
    later = replace(later, reaction=replace(SPOKEN, follow_up_of=earlier.number))
    await house.has(replace(earlier, followed_by=(later.number,)), later)
    secret = steps.Shield(reason="Angehörige", confidential=True)
    await house.take(later, BGF, secret)
    assert (await house.look(earlier, TEAM_LEAD_A)).followed_by == ()
    opened = steps.Shield(reason="Irrtum", confidential=False)
    await house.take(later, MANAGEMENT, opened, version=2, command_id="press-2")
    assert (await house.look(earlier, TEAM_LEAD_A)).followed_by == (later.number,)
