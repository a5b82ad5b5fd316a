"""Taking a step: once, on the version the person saw, invisible to strangers (R11, R35, R37, R50)."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from casework.errors import CaseNotFound, StaleCase
from casework.take_step import ask_deputy, due_handovers
from procedure import steps
from procedure.case import Case
from procedure.errors import NotPermitted, StepNotAllowed
from procedure.notification import NoticeKind
from procedure.rulebook import Rulebook
from procedure.vocabulary import CaseId, CaseState, HandoverAnswer, Lead, Role, StaffId
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    EMPLOYEE,
    FRONT_DESK,
    TEAM_B,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    a_case,
    a_handover,
    a_reaction,
)
from tests.support.fakes import FakeUnitsOfWork
from tests.support.house import NOW, House

COME = steps.AnswerHandover(answer=HandoverAnswer.COME)


@pytest.fixture
async def case(house: House) -> Case:
    kept = a_case()
    await house.has(kept)
    return kept


async def test_an_answer_is_stored_audited_and_told(house: House, units: FakeUnitsOfWork, case: Case) -> None:
    changed = await house.take(case, TEAM_LEAD_A, COME)
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


async def test_a_deputys_answer_is_written_down_as_on_behalf(
    house: House, units: FakeUnitsOfWork, case: Case
) -> None:
    await house.take(case, DEPUTY_A, COME)
    assert (units.audit_entries[0].role, units.audit_entries[0].on_behalf) == (Role.DEPUTY, True)


async def test_the_same_press_twice_is_one_answer(house: House, units: FakeUnitsOfWork, case: Case) -> None:
    first = await house.take(case, TEAM_LEAD_A, COME)
    again = await house.take(case, TEAM_LEAD_A, COME)
    assert again == first
    assert len(units.audit_entries) == 1


async def test_a_press_on_an_older_card_changes_nothing_and_brings_the_present_state(
    house: House, units: FakeUnitsOfWork, case: Case
) -> None:
    answered = await house.take(case, TEAM_LEAD_A, COME)
    with pytest.raises(StaleCase) as stale:
        await house.take(case, DEPUTY_A, COME, command_id="press-2")
    assert stale.value.case == answered
    assert len(units.audit_entries) == 1


async def test_of_two_who_press_at_once_one_wins_and_the_other_sees_it(
    house: House, units: FakeUnitsOfWork, case: Case
) -> None:
    results = await asyncio.gather(
        house.take(case, TEAM_LEAD_A, COME, command_id="a"),
        house.take(case, DEPUTY_A, COME, command_id="b"),
        return_exceptions=True,
    )
    assert sorted(type(r).__name__ for r in results) == ["Case", "StaleCase"]
    assert units.cases_by_id[case.id].version == 2


@pytest.mark.parametrize("stranger", [TEAM_LEAD_B, EMPLOYEE, StaffId("nobody")])
async def test_to_a_stranger_the_case_does_not_exist(house: House, case: Case, stranger: StaffId) -> None:
    with pytest.raises(CaseNotFound):
        await house.take(case, stranger, COME)
    with pytest.raises(CaseNotFound):
        await house.look(case, stranger)
    with pytest.raises(CaseNotFound):
        await house.open(case, stranger)


async def test_the_reporting_person_sees_her_report_but_neither_answers_nor_opens_it(
    house: House, case: Case
) -> None:
    assert await house.look(case, FRONT_DESK) == case
    with pytest.raises(NotPermitted):
        await house.take(case, FRONT_DESK, COME)
    with pytest.raises(CaseNotFound):
        await house.open(case, FRONT_DESK)


async def test_the_bgf_does_not_answer_customers(house: House, units: FakeUnitsOfWork, case: Case) -> None:
    with pytest.raises(NotPermitted):
        await house.take(case, BGF, COME)
    assert units.audit_entries == []


async def test_reading_the_full_text_is_written_down(
    house: House, units: FakeUnitsOfWork, case: Case
) -> None:
    opened = await house.open(case, BGF)
    assert opened.case == case
    entry = units.audit_entries[0]
    assert (entry.event, entry.actor, entry.role, entry.details) == ("FullTextOpened", BGF, Role.BGF, {})


async def test_after_five_minutes_the_deputy_gets_the_card_and_the_desk_is_told(
    units: FakeUnitsOfWork, rulebook: Rulebook, case: Case
) -> None:
    due_at = a_handover().due_at
    assert await due_handovers(units, now=due_at - timedelta(seconds=1)) == []
    assert await due_handovers(units, now=due_at) == [case.id]
    assert await ask_deputy(units, case.id, rulebook=rulebook, now=due_at)
    assert [(n.kind, str(n.audience)) for n in units.notices_put] == [
        (NoticeKind.CASE_FOR_TEAM, "stv_teamleitung:leistung-a"),
        (NoticeKind.DEPUTY_ASKED, f"person:{FRONT_DESK}"),
        (NoticeKind.CARD_REFRESH, "karteninhaber"),
    ]
    assert units.audit_entries[0].actor is None
    assert units.cases_by_id[case.id].version == 2


async def test_the_deputy_is_asked_once_however_often_and_wherever_the_clock_ticks(
    units: FakeUnitsOfWork, rulebook: Rulebook, case: Case
) -> None:
    due_at = a_handover().due_at
    asked = await asyncio.gather(
        *(ask_deputy(units, case.id, rulebook=rulebook, now=due_at) for _ in range(5))
    )
    assert sorted(asked) == [False, False, False, False, True]
    assert units.cases_by_id[case.id].version == 2


async def test_an_answered_customer_is_not_passed_on(
    house: House, units: FakeUnitsOfWork, rulebook: Rulebook, case: Case
) -> None:
    await house.take(case, TEAM_LEAD_A, COME)
    assert await due_handovers(units, now=NOW + timedelta(hours=1)) == []
    assert not await ask_deputy(units, case.id, rulebook=rulebook, now=NOW + timedelta(hours=1))


async def test_a_customer_of_the_management_who_waits_too_long_is_reported_to_bgf_and_desk(
    house: House, units: FakeUnitsOfWork, rulebook: Rulebook
) -> None:
    reaction = a_reaction(concerns_lead=True)
    kept = a_case(reaction=reaction, lead=Lead.MANAGEMENT, lead_excluded=True, handover=a_handover(team=None))
    await house.has(kept)
    assert await ask_deputy(units, kept.id, rulebook=rulebook, now=a_handover().due_at)
    assert {str(n.audience) for n in units.notices_put} == {"bgf", f"person:{FRONT_DESK}", "karteninhaber"}


async def test_a_case_that_is_not_there_is_not_found(house: House, case: Case) -> None:
    with pytest.raises(CaseNotFound):
        await house.take(replace(case, id=CaseId("none")), TEAM_LEAD_A, COME)


async def test_a_forged_step_on_a_finished_answer_is_refused_in_a_sentence(house: House, case: Case) -> None:
    await house.take(case, TEAM_LEAD_A, COME)
    with pytest.raises(StepNotAllowed, match="schon beantwortet"):
        await house.take(case, TEAM_LEAD_A, COME, command_id="2", version=2)


async def test_whom_a_case_is_about_stays_shut_out_whatever_team_it_goes_to(house: House) -> None:
    about = a_case(
        reaction=a_reaction(concerns_lead=True),
        lead=Lead.MANAGEMENT,
        state=CaseState.IN_PROGRESS_MANAGEMENT,
        lead_excluded=True,
        excluded=(TEAM_LEAD_A,),
        handover=None,
    )
    await house.has(about)
    step = steps.Reclassify(concerns=about.reaction.concerns, teams=(TEAM_B,), reason="Anderes Team")
    changed = await house.take(about, BGF, step)
    assert TEAM_LEAD_A in changed.excluded
    with pytest.raises(CaseNotFound):
        await house.look(changed, TEAM_LEAD_A)
