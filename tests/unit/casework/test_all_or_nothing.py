"""A use case that fails halfway changes nothing: every single write of every use case fails once."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date

import pytest

from casework.documents import drop_expired
from procedure import steps
from procedure.case import Case
from procedure.case_parts import Acknowledgement
from procedure.vocabulary import (
    AcknowledgementState,
    CaseId,
    CaseState,
    Channel,
    DispatchWay,
    DocumentId,
    DocumentKind,
    HoldGround,
    Outcome,
)
from tests.support.builders import BGF, TEAM_LEAD_A, a_case, a_reaction
from tests.support.house import House
from tests.unit.casework.tripwire import SnappedError, Tripwire

Act = Callable[[House], Awaitable[object]]

CASE = a_case(
    reaction=a_reaction(channel=Channel.WRITTEN, parting=None, referred_to_team_lead=False),
    state=CaseState.IN_PROGRESS_TEAM,
    acknowledgement=Acknowledgement(state=AcknowledgementState.SENT),
)
UNACKNOWLEDGED = a_case(
    id=CaseId("unacknowledged"),
    number="KRM-2026-0002",
    reaction=CASE.reaction,
    acknowledgement=Acknowledgement(state=AcknowledgementState.OPEN),
)
WAITING = DocumentId("00000000-0000-4000-9000-000000000001")
STORED = DocumentId("00000000-0000-4000-9000-000000000002")
TODAY = date(2026, 12, 3)

OWES_THE_SAME = {"cases.save", "audit.append", "notices.put", "commands.remember", "unit.commit"}
A_STEP = OWES_THE_SAME | {"duties.replace"}


def press(case: Case, who: str, step: steps.CaseStep) -> Act:
    return lambda house: house.take(case, who, step)  # type: ignore[arg-type]


USE_CASES: dict[str, tuple[Act, set[str]]] = {
    "take over": (press(CASE, TEAM_LEAD_A, steps.TakeOver()), A_STEP),
    "notice of delay": (
        press(
            CASE,
            TEAM_LEAD_A,
            steps.SendInterimNotice(
                until=date(2027, 1, 5), reason="Auskunft fehlt.", sent_on=TODAY, way=DispatchWay.LETTER
            ),
        ),
        A_STEP | {"documents.add"},
    ),
    "hand over": (
        press(CASE, TEAM_LEAD_A, steps.HandOver(authority="Familienkasse")),
        A_STEP | {"documents.add"},
    ),
    "correct": (
        press(CASE, BGF, steps.Correct(reason="Tippfehler", summary="Anders")),
        OWES_THE_SAME | {"corrections.append"},
    ),
    "hold": (press(CASE, BGF, steps.PlaceHold(ground=HoldGround.LAWSUIT, note="Az. 1")), OWES_THE_SAME),
    "merge": (press(UNACKNOWLEDGED, BGF, steps.MergeInto(target_number=CASE.number)), A_STEP),
    "acknowledgement": (
        lambda house: house.write(UNACKNOWLEDGED, BGF, DocumentKind.ACKNOWLEDGEMENT),
        OWES_THE_SAME | {"documents.add"},
    ),
    "answer": (
        lambda house: house.write(
            CASE, TEAM_LEAD_A, DocumentKind.ANSWER, text="Erledigt.", outcome=Outcome.FOUNDED
        ),
        OWES_THE_SAME | {"documents.add"},
    ),
    "open": (lambda house: house.open(CASE, BGF), {"audit.append", "unit.commit"}),
    "receive a file": (lambda house: house.receive(BGF), {"documents.add", "unit.commit"}),
    "put a file to a case": (
        lambda house: house.put(WAITING, CASE.number, BGF, command_id="put-2"),
        OWES_THE_SAME | {"documents.put_to_case"},
    ),
    "fetch a document": (
        lambda house: house.fetch(STORED, TEAM_LEAD_A),
        {"links.use", "audit.append", "unit.commit"},
    ),
    "drop files": (
        lambda house: drop_expired(house.through or house.units, now=house.now.replace(year=2027)),
        {"documents.drop_expired", "unit.commit"},
    ),
    "report absence": (
        lambda house: house.away(TEAM_LEAD_A, TODAY, TODAY),
        {"staff.add_absence", "notices.put", "unit.commit"},
    ),
    "report return": (
        lambda house: house.back(BGF),
        {"staff.end_absences", "unit.commit"},
    ),
}


async def prepared() -> House:
    house = House()
    await house.has(CASE, UNACKNOWLEDGED)
    assert await house.receive(BGF) == WAITING
    assert await house.receive(BGF) == STORED
    # Beside the use cases, so that the case stands at the version of the cards above.
    async with house.units() as unit:
        await unit.documents.put_to_case(STORED, CASE.id, DocumentKind.INCOMING)
        await unit.commit()
    await house.away(BGF, TODAY, TODAY)
    return house


@pytest.mark.parametrize("name", USE_CASES)
async def test_wherever_the_store_breaks_nothing_is_left_behind(name: str) -> None:
    act, expected = USE_CASES[name]
    whole = await prepared()
    through = Tripwire(whole.units)
    whole.through = through
    await act(whole)
    assert set(through.writes) == expected
    assert through.writes.count("unit.commit") == 1
    assert through.writes[-1] == "unit.commit"
    for number in range(len(through.writes)):
        house = await prepared()
        before = house.units.committed
        house.through = Tripwire(house.units, breaks_at=number)
        with pytest.raises(SnappedError):
            await act(house)
        assert house.units.committed is before
        house.through = None
        await act(house)
        assert house.units.committed != before


@pytest.mark.parametrize("name", ["take over", "correct", "merge", "open", "fetch a document"])
async def test_a_press_is_one_load_and_one_commit(name: str) -> None:
    act, _ = USE_CASES[name]
    house = await prepared()
    through = Tripwire(house.units)
    house.through = through
    await act(house)
    other_cases = name in {"merge", "open"}  # the target, a possible duplicate
    assert through.loads.count("cases.get") == 1 + other_cases
    assert through.loads.count("staff.office") == 1
    assert through.writes.count("unit.commit") == 1


@pytest.mark.parametrize("name", ["notice of delay", "hand over", "acknowledgement", "answer"])
async def test_a_letter_is_finished_before_its_transaction_begins(name: str) -> None:
    act, _ = USE_CASES[name]
    house = await prepared()
    open_for_writing = []
    write = house.writer.write

    def watched(kind: DocumentKind, fields: Mapping[str, str]) -> bytes:
        open_for_writing.append(house.units.writer.locked() or through.writing)
        return write(kind, fields)

    house.writer.write = watched  # type: ignore[method-assign]
    through = Tripwire(house.units)
    house.through = through
    await act(house)
    assert open_for_writing == [False]
    assert through.loads.count("cases.get") == 2
    assert through.writes.count("unit.commit") == 1
