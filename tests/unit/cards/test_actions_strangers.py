"""Every button of a case card is asked who presses it: strangers and those who have left get one sentence."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from cards import verbs
from casework.errors import CaseNotFound
from casework.views import Step
from procedure.vocabulary import CaseId, StaffId
from tests.support.builders import (
    BGF,
    FRONT_DESK,
    MANAGEMENT,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    a_case,
)
from tests.unit.cards.desk import Desk
from tests.unit.cards.step_answers import ANSWERED
from tests.unit.lifecycle.cases import about_the_lead

EVERY_VERB: Sequence[str] = (
    verbs.CASE_REFRESH,
    verbs.CASE_MORE,
    verbs.CASE_FORM,
    verbs.FILE_FETCH,
    *(step.value for step in Step),
)
NOBODY = StaffId("00000000-0000-4000-8000-00000000dead")
SENTENCE = str(CaseNotFound())


def sent(verb: str) -> dict[str, object]:
    answers = ANSWERED.get(Step(verb), ({},))[0] if verb in set(Step) else {}
    return {"step": Step.CLOSE.value, "document": "a-document", "page": 2, "opened": True, **answers}


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.mark.parametrize("verb", EVERY_VERB)
@pytest.mark.parametrize("who", [TEAM_LEAD_B, NOBODY, StaffId("")])
async def test_a_stranger_is_told_the_same_by_every_button(desk: Desk, verb: str, who: StaffId) -> None:
    case = a_case()
    await desk.house.has(case)
    with pytest.raises(CaseNotFound) as forbidden:
        await desk.press(verb, case, who, **sent(verb))
    with pytest.raises(CaseNotFound) as unknown:
        await desk.press(verb, replace(case, id=CaseId("nothing-there")), who, **sent(verb))
    assert str(forbidden.value) == str(unknown.value) == SENTENCE
    assert desk.stored(case) == case
    assert desk.house.units.audit_entries == []


@pytest.mark.parametrize("verb", EVERY_VERB)
@pytest.mark.parametrize("who", [FRONT_DESK, TEAM_LEAD_A, BGF, MANAGEMENT])
async def test_whoever_has_left_presses_in_vain(desk: Desk, verb: str, who: StaffId) -> None:
    case = a_case()
    await desk.house.has(case)
    people = dict(desk.house.units.office.staff)
    people[who] = replace(people[who], active=False)
    desk.house.units.office = replace(desk.house.units.office, staff=people)
    with pytest.raises(CaseNotFound):
        await desk.press(verb, case, who, **sent(verb))
    assert desk.stored(case) == case


@pytest.mark.parametrize("verb", EVERY_VERB)
async def test_whom_a_case_is_about_presses_in_vain(desk: Desk, verb: str) -> None:
    case = about_the_lead()
    await desk.house.has(case)
    with pytest.raises(CaseNotFound):
        await desk.press(verb, case, TEAM_LEAD_A, **sent(verb))
    assert desk.stored(case) == case
