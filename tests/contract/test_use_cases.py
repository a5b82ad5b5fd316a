"""What the use cases write together is one transaction on every store, and is found again afterwards."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import cast
from uuid import uuid4

import pytest

from casework.errors import LinkUsed, StaleCase
from casework.ports import UnitsOfWork
from casework.requests import Deadlines, MyTasks, OpenCases, SearchCases
from procedure import steps
from procedure.case import Case
from procedure.case_parts import Acknowledgement
from procedure.duties import DutyKind
from procedure.errors import IncompleteReaction
from procedure.vocabulary import (
    AcknowledgementState,
    AnswerKind,
    CaseId,
    CaseState,
    Channel,
    DispatchWay,
    DocumentKind,
    Outcome,
)
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    REGISTERED_AT,
    TEAM_A,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    a_case,
    a_reaction,
)
from tests.support.fakes import FakeUnitsOfWork
from tests.support.house import House

TODAY = date(2026, 12, 3)
LATER = steps.SendInterimNotice(
    until=date(2027, 1, 5), reason="Auskunft fehlt.", sent_on=TODAY, way=DispatchWay.LETTER
)


@pytest.fixture
def house(units: UnitsOfWork) -> House:
    ids = (str(uuid4()) for _ in iter(int, 1))
    return House(units=cast("FakeUnitsOfWork", units), ids=ids)


def a_letter(number: int, **overrides: object) -> Case:
    values: dict[str, object] = {
        "id": CaseId(str(uuid4())),
        "number": f"KRM-2026-{number:04d}",
        "reaction": a_reaction(channel=Channel.WRITTEN, parting=None, referred_to_team_lead=False),
        "state": CaseState.IN_PROGRESS_TEAM,
        "acknowledgement": Acknowledgement(state=AcknowledgementState.SENT),
    }
    return a_case(**(values | overrides))


async def test_a_notice_of_delay_lies_with_its_case(house: House) -> None:
    case = a_letter(1)
    await house.has(case)
    changed = await house.take(case, TEAM_LEAD_A, LATER)
    opened = await house.open(case, BGF)
    assert opened.case == changed
    assert [document.kind for document in opened.documents] == [DocumentKind.INTERIM_NOTICE]
    events = {entry.event for entry in opened.history}
    assert {"DocumentAdded", "InterimNoticeSent", "DeadlineMoved", "FullTextOpened"} == events
    _, content = await house.fetch(opened.documents[0].id, DEPUTY_A)
    assert b"neues_datum=Dienstag, 5. Januar 2027" in content
    with pytest.raises(LinkUsed):
        await house.fetch(opened.documents[0].id, DEPUTY_A)


async def test_a_merged_duplicate_is_kept_in_both_cases(house: House) -> None:
    target, duplicate = a_letter(1), a_letter(2)
    await house.has(target, duplicate)
    await house.take(duplicate, BGF, steps.MergeInto(target_number=target.number))
    assert (await house.open(duplicate, BGF)).case.state is CaseState.ENDED
    kept = (await house.open(target, BGF)).case
    assert [receipt.from_number for receipt in kept.further_receipts] == [duplicate.number]


async def test_two_merges_in_opposite_directions_leave_one_case_standing(house: House) -> None:
    first, second = a_letter(1), a_letter(2)
    await house.has(first, second)
    presses = (
        house.take(first, BGF, steps.MergeInto(target_number=second.number), command_id="a"),
        house.take(second, BGF, steps.MergeInto(target_number=first.number), command_id="b"),
    )
    results = await asyncio.gather(*presses, return_exceptions=True)
    assert [isinstance(result, Case) for result in results].count(True) == 1
    # Which of the two the second one meets first: its own case has changed, or the other one is over.
    refusals = [result for result in results if isinstance(result, StaleCase | IncompleteReaction)]
    assert len(refusals) == 1, results
    states = {(await house.open(case, BGF)).case.state for case in (first, second)}
    assert states == {CaseState.ENDED, CaseState.IN_PROGRESS_TEAM}


async def test_a_correction_is_found_with_its_case(house: House) -> None:
    case = a_letter(1)
    await house.has(case)
    await house.take(case, BGF, steps.Correct(reason="Tippfehler", customer_number="617A999999"))
    opened = await house.open(case, BGF)
    assert [(c.field, c.old, c.new) for c in opened.corrections] == [
        ("customer_number", "617A123456", "617A999999")
    ]
    for number, found in (("617A123456", 0), ("617 A999999", 1)):
        listed = await house.find(SearchCases(asked="suche", customer_number=number), BGF)
        assert listed.total == found


async def test_filing_a_closed_case_is_a_task_with_a_date_until_it_is_done(house: House) -> None:
    spoken = a_case(
        handover=None,
        state=CaseState.IN_PROGRESS_TEAM,
        holder=TEAM_LEAD_A,
        recorded_in_tool_at=REGISTERED_AT,
    )
    await house.has(spoken)
    settled = steps.Close(outcome=Outcome.UNFOUNDED, answer=AnswerKind.IN_TALK)
    closed = await house.take(spoken, TEAM_LEAD_A, settled)
    for request in (Deadlines(), MyTasks()):
        (row,) = (await house.find(request, BGF)).rows
        assert (row.state, row.next_duty, row.mine) == (CaseState.CLOSED, DutyKind.FILE, True)
        assert row.due_on == date(2026, 12, 4)
    assert (await house.find(OpenCases(), BGF)).total == 0
    assert (await house.find(MyTasks(), TEAM_LEAD_A)).total == 0
    await house.take(closed, BGF, steps.ConfirmFiled(), command_id="press-2")
    for request in (Deadlines(), MyTasks()):
        assert (await house.find(request, BGF)).total == 0


async def test_the_result_that_an_answer_tells_is_kept_with_it(house: House) -> None:
    case = a_letter(1)
    await house.has(case)
    for count, outcome in enumerate((Outcome.UNFOUNDED, Outcome.PARTLY_FOUNDED)):
        await house.write(
            replace(case, version=case.version + count),
            TEAM_LEAD_A,
            DocumentKind.ANSWER,
            text="Wir haben geprüft.",
            outcome=outcome,
            command_id=f"letter-{count}",
        )
    kept = (await house.open(case, TEAM_LEAD_A)).case
    assert [document.outcome for document in kept.documents] == [Outcome.UNFOUNDED, Outcome.PARTLY_FOUNDED]


async def test_a_received_file_is_put_to_its_case(house: House) -> None:
    case = a_letter(1)
    await house.has(case)
    document = await house.receive(BGF)
    await house.put(document, case.number, BGF)
    assert (await house.fetch(document, TEAM_LEAD_A))[1] == b"%PDF-1.7 invented"


async def test_an_absence_lets_the_deputy_find_the_tasks_and_the_return_ends_it(house: House) -> None:
    case = a_letter(1)
    other = a_letter(2, reaction=replace(case.reaction, teams=(TEAM_A,)), holder=TEAM_LEAD_A)
    await house.has(case, other)
    assert (await house.find(MyTasks(), DEPUTY_A)).total == 0
    reported = await house.away(TEAM_LEAD_A, TODAY, TODAY)
    assert [each.by for each in reported.represented] == ["Sina Stellvertretung"]
    assert (await house.find(MyTasks(), DEPUTY_A)).total == 2
    await house.back(TEAM_LEAD_A)
    assert (await house.find(MyTasks(), DEPUTY_A)).total == 0
    assert (await house.find(OpenCases(), TEAM_LEAD_B)).total == 0
