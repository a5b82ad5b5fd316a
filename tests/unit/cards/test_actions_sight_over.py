"""Every button of whoever reported a case is answered after a day by a card without buttons."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from casework.errors import CaseNotFound
from casework.views import Step
from procedure.case import Case
from tests.support.builders import EMPLOYEE, FRONT_DESK, a_case
from tests.unit.cards.desk import Desk
from tests.unit.cards.reading import titles, words
from tests.unit.cards.test_actions_strangers import EVERY_VERB, sent

CASE: Case = a_case(number="KRM-2026-0042")
OVER = (
    "Von Ihnen erfasste Vorgänge sehen Sie 24 Stunden lang. KRM-2026-0042 ist erfasst und wird bearbeitet. "
    "Fragen dazu beantwortet das BGF."
)
CALL = "Bitte rufen Sie die Geschäftsleitung an; in Gefahr 110."


@pytest.fixture
async def desk() -> Desk:
    """Return an office a day and an hour after the case was reported."""
    desk = Desk()
    await desk.house.has(CASE)
    desk.house.now = CASE.registered_at + timedelta(hours=25)
    return desk


@pytest.mark.parametrize("verb", EVERY_VERB)
async def test_every_button_is_answered_by_the_sentence_alone(desk: Desk, verb: str) -> None:
    data: dict[str, Any] = sent(verb)
    card = await desk.press(verb, CASE, FRONT_DESK, **data)
    assert words(card) == (f"{OVER} {CALL}" if verb == Step.RAISE_ALERT else OVER)
    assert titles(card) == []
    assert desk.stored(CASE) == CASE
    assert desk.house.units.audit_entries == []


async def test_on_her_old_card_she_reads_what_to_do_instead(desk: Desk) -> None:
    now, desk.house.now = desk.house.now, CASE.registered_at
    card = await desk.sees(CASE, FRONT_DESK)
    desk.house.now = now
    assert words(await desk.clicks(card, "Stand aktualisieren", FRONT_DESK)) == OVER
    assert words(await desk.clicks(card, "Gesprächswunsch festhalten", FRONT_DESK)) == OVER
    assert words(await desk.clicks(card, "Jetzt verständigen", FRONT_DESK)) == f"{OVER} {CALL}"
    unfolding = await desk.press("case.form", CASE, FRONT_DESK, step=Step.RAISE_ALERT.value)
    assert words(unfolding) == f"{OVER} {CALL}"


@pytest.mark.parametrize("verb", EVERY_VERB)
async def test_nobody_else_is_told_and_neither_is_she_when_she_has_left(desk: Desk, verb: str) -> None:
    data: dict[str, Any] = sent(verb)
    people = dict(desk.house.units.office.staff)
    people[FRONT_DESK] = replace(people[FRONT_DESK], active=False)
    desk.house.units.office = replace(desk.house.units.office, staff=people)
    for who in (EMPLOYEE, FRONT_DESK):
        with pytest.raises(CaseNotFound) as refused:
            await desk.press(verb, CASE, who, **data)
        assert (refused.type, str(refused.value)) == (CaseNotFound, CaseNotFound.__doc__)
