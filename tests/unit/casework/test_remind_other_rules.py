"""While processes restart one after the other, an older one still writes under the rules of before (A9)."""

from datetime import timedelta

from casework.record import first_reminders
from casework.remind import release_due
from procedure.case import Case
from procedure.case_parts import Ending
from procedure.duties import DutyKind, duties_of
from procedure.rulebook import Rulebook
from procedure.vocabulary import CaseState, EndReason
from tests.support.builders import BGF
from tests.support.house import House
from tests.unit.casework.changed_rules import MONDAY_OFF
from tests.unit.casework.reminded import Thing, a_letter_of_complaint, berlin, told
from tests.unit.procedure.rule_changes import OLD

FILE = DutyKind.FILE


def withdrawn() -> Case:
    """Build a case that ended on Friday: to be filed on Monday the 7th, or on Tuesday if Monday is free."""
    ending = Ending(reason=EndReason.WITHDRAWN, ended_at=berlin(12, 4, 10), ended_by=BGF)
    return a_letter_of_complaint(state=CaseState.ENDED, ending=ending)


async def written_under(rules: Rulebook) -> House:
    """Return an office in which a process with these rules has written last."""
    house, case = House(), withdrawn()
    async with house.units() as unit:
        await unit.cases.add(case)
        duties = duties_of(case, rules)
        await unit.duties.replace(case.id, duties, first_reminders(case, duties, rules))
        await unit.commit()
    return house


async def week(house: House, rules: Rulebook) -> list[list[Thing]]:
    """Tick each morning for a week; return what the BGF was told."""
    for days in range(8):
        await release_due(house.units, rules, berlin(12, 4) + timedelta(days=days))
    return list(told(house, BGF))


async def test_what_an_older_process_wrote_is_reminded_of_to_the_end_by_a_newer_one() -> None:
    under_new = await week(await written_under(MONDAY_OFF), MONDAY_OFF)
    under_old = await week(await written_under(OLD), MONDAY_OFF)
    assert under_new == [[(FILE, 0)], [(FILE, 1)], [(FILE, 2)]]
    assert under_old == under_new


async def test_an_older_process_that_still_ticks_silences_nothing() -> None:
    house = await written_under(MONDAY_OFF)
    await release_due(house.units, OLD, berlin(12, 8))
    await week(house, MONDAY_OFF)
    kept = house.units.committed.remind_at
    assert set(kept.values()) == {berlin(12, 17)}
    assert [duty for _, duty in kept] == list(duties_of(withdrawn(), MONDAY_OFF))
