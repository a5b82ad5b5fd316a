"""Taking a step: once, on the version the person saw, invisible to strangers (R11, R35, R37, R50)."""

import asyncio
from datetime import timedelta

import pytest

from casework.commands import OpenCase, TakeStep
from casework.errors import CaseNotFound, StaleCase
from casework.open_case import look, open_case
from casework.take_step import ask_deputy, due_handovers, take_step
from procedure import steps
from procedure.case import Case
from procedure.errors import NotPermitted, StepNotAllowed
from procedure.notification import NoticeKind
from procedure.vocabulary import HandoverAnswer, Lead, Role, StaffId
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    EMPLOYEE,
    FRONT_DESK,
    REGISTERED_AT,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    a_case,
    a_handover,
    a_reaction,
)
from tests.support.fakes import FakeUnitsOfWork

NOW = REGISTERED_AT + timedelta(minutes=2)
COME = steps.AnswerHandover(answer=HandoverAnswer.COME)


@pytest.fixture
async def case(units: FakeUnitsOfWork) -> Case:
    kept = a_case()
    async with units() as unit:
        await unit.cases.add(kept)
        await unit.commit()
    return kept


def press(
    case: Case, who: StaffId, step: steps.CaseStep = COME, *, command_id: str = "press-1", version: int = 1
) -> TakeStep:
    return TakeStep(command_id=command_id, actor=who, case_id=case.id, version=version, step=step)


async def test_an_answer_is_stored_audited_and_told(units: FakeUnitsOfWork, case: Case) -> None:
    changed = await take_step(units, press(case, TEAM_LEAD_A), now=NOW)
    assert units.cases_by_id[case.id] == changed
    assert changed.version == 2
    entry = units.audit_entries[0]
    assert (entry.event, entry.actor, entry.role, entry.on_behalf) == (
        "HandoverAnswered", TEAM_LEAD_A, Role.TEAM_LEAD, False,
    )  # fmt: skip
    assert [(n.kind, str(n.audience)) for n in units.notices_put] == [
        (NoticeKind.HANDOVER_ANSWERED, f"person:{FRONT_DESK}"),
        (NoticeKind.CARD_REFRESH, "karteninhaber"),
    ]


async def test_a_deputys_answer_is_written_down_as_on_behalf(units: FakeUnitsOfWork, case: Case) -> None:
    await take_step(units, press(case, DEPUTY_A), now=NOW)
    assert (units.audit_entries[0].role, units.audit_entries[0].on_behalf) == (Role.DEPUTY, True)


async def test_the_same_press_twice_is_one_answer(units: FakeUnitsOfWork, case: Case) -> None:
    first = await take_step(units, press(case, TEAM_LEAD_A), now=NOW)
    again = await take_step(units, press(case, TEAM_LEAD_A), now=NOW)
    assert again == first
    assert len(units.audit_entries) == 1


async def test_a_press_on_an_older_card_changes_nothing_and_brings_the_present_state(
    units: FakeUnitsOfWork, case: Case
) -> None:
    answered = await take_step(units, press(case, TEAM_LEAD_A), now=NOW)
    with pytest.raises(StaleCase) as stale:
        await take_step(units, press(case, DEPUTY_A, command_id="press-2"), now=NOW)
    assert stale.value.case == answered
    assert len(units.audit_entries) == 1


async def test_of_two_who_press_at_once_one_wins_and_the_other_sees_it(
    units: FakeUnitsOfWork, case: Case
) -> None:
    results = await asyncio.gather(
        take_step(units, press(case, TEAM_LEAD_A, command_id="a"), now=NOW),
        take_step(units, press(case, DEPUTY_A, command_id="b"), now=NOW),
        return_exceptions=True,
    )
    assert sorted(type(r).__name__ for r in results) == ["Case", "StaleCase"]
    assert units.cases_by_id[case.id].version == 2


@pytest.mark.parametrize("stranger", [TEAM_LEAD_B, EMPLOYEE, StaffId("nobody")])
async def test_to_a_stranger_the_case_does_not_exist(
    units: FakeUnitsOfWork, case: Case, stranger: StaffId
) -> None:
    with pytest.raises(CaseNotFound):
        await take_step(units, press(case, stranger), now=NOW)
    with pytest.raises(CaseNotFound):
        await look(units, case.id, stranger)
    with pytest.raises(CaseNotFound):
        await open_case(units, OpenCase(actor=stranger, case_id=case.id), now=NOW)


async def test_the_reporting_person_sees_her_report_but_neither_answers_nor_opens_it(
    units: FakeUnitsOfWork, case: Case
) -> None:
    assert (await look(units, case.id, FRONT_DESK))[0] == case
    with pytest.raises(NotPermitted):
        await take_step(units, press(case, FRONT_DESK), now=NOW)
    with pytest.raises(CaseNotFound):
        await open_case(units, OpenCase(actor=FRONT_DESK, case_id=case.id), now=NOW)


async def test_the_bgf_does_not_answer_customers(units: FakeUnitsOfWork, case: Case) -> None:
    with pytest.raises(NotPermitted):
        await take_step(units, press(case, BGF), now=NOW)
    assert units.audit_entries == []


async def test_reading_the_full_text_is_written_down(units: FakeUnitsOfWork, case: Case) -> None:
    opened, _ = await open_case(units, OpenCase(actor=BGF, case_id=case.id), now=NOW)
    assert opened.version == case.version
    entry = units.audit_entries[0]
    assert (entry.event, entry.actor, entry.role, entry.details) == ("FullTextOpened", BGF, Role.BGF, {})


async def test_after_five_minutes_the_deputy_gets_the_card_and_the_desk_is_told(
    units: FakeUnitsOfWork, case: Case
) -> None:
    due_at = a_handover().due_at
    assert await due_handovers(units, now=due_at - timedelta(seconds=1)) == []
    assert await due_handovers(units, now=due_at) == [case.id]
    assert await ask_deputy(units, case.id, now=due_at)
    assert [(n.kind, str(n.audience)) for n in units.notices_put] == [
        (NoticeKind.CASE_FOR_TEAM, "stv_teamleitung:leistung-a"),
        (NoticeKind.DEPUTY_ASKED, f"person:{FRONT_DESK}"),
        (NoticeKind.CARD_REFRESH, "karteninhaber"),
    ]
    assert units.audit_entries[0].actor is None
    assert units.cases_by_id[case.id].version == 2


async def test_the_deputy_is_asked_once_however_often_and_wherever_the_clock_ticks(
    units: FakeUnitsOfWork, case: Case
) -> None:
    due_at = a_handover().due_at
    asked = await asyncio.gather(*(ask_deputy(units, case.id, now=due_at) for _ in range(5)))
    assert sorted(asked) == [False, False, False, False, True]
    assert units.cases_by_id[case.id].version == 2


async def test_an_answered_customer_is_not_passed_on(units: FakeUnitsOfWork, case: Case) -> None:
    await take_step(units, press(case, TEAM_LEAD_A), now=NOW)
    assert await due_handovers(units, now=NOW + timedelta(hours=1)) == []
    assert not await ask_deputy(units, case.id, now=NOW + timedelta(hours=1))


async def test_a_customer_of_the_management_who_waits_too_long_is_reported_to_bgf_and_desk(
    units: FakeUnitsOfWork,
) -> None:
    reaction = a_reaction(concerns_lead=True)
    kept = a_case(reaction=reaction, lead=Lead.MANAGEMENT, lead_excluded=True, handover=a_handover(team=None))
    async with units() as unit:
        await unit.cases.add(kept)
        await unit.commit()
    assert await ask_deputy(units, kept.id, now=a_handover().due_at)
    assert {str(n.audience) for n in units.notices_put} == {"bgf", f"person:{FRONT_DESK}", "karteninhaber"}


async def test_a_case_that_is_not_there_is_not_found(units: FakeUnitsOfWork, case: Case) -> None:
    command = TakeStep(command_id="x", actor=TEAM_LEAD_A, case_id=type(case.id)("none"), version=1, step=COME)
    with pytest.raises(CaseNotFound):
        await take_step(units, command, now=NOW)


async def test_a_forged_step_on_a_finished_answer_is_refused_in_a_sentence(
    units: FakeUnitsOfWork, case: Case
) -> None:
    await take_step(units, press(case, TEAM_LEAD_A), now=NOW)
    with pytest.raises(StepNotAllowed, match="schon beantwortet"):
        await take_step(units, press(case, TEAM_LEAD_A, command_id="2", version=2), now=NOW)
