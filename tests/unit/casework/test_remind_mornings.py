"""What was missed is caught up from the opening on; the same morning it is not said again (R15)."""

from datetime import datetime

import pytest

from casework.remind import release_due
from casework.reminder_view import reminder_view
from procedure.duties import DutyKind
from tests.support.builders import BGF, MANAGEMENT
from tests.support.house import House
from tests.unit.casework.reminded import a_letter_of_complaint, berlin, told

ACK, ANSWER = DutyKind.ACKNOWLEDGE, DutyKind.ANSWER


async def ticked(house: House, *instants: datetime) -> list[int]:
    return [await release_due(house.units, house.rulebook, at) for at in instants]


@pytest.fixture
async def letter(house: House) -> House:
    """Return an office with a letter whose acknowledgement is due on Tuesday the 8th; the bot is down."""
    await house.has(a_letter_of_complaint())
    return house


async def test_caught_up_at_the_opening_nobody_reads_the_same_card_again_an_hour_later(letter: House) -> None:
    cards = []
    for at in (berlin(12, 8, 7), berlin(12, 8, 8)):
        known = len(letter.units.committed.reminders)
        await ticked(letter, at)
        items = [item for item, _ in letter.units.committed.reminders[known:] if item.staff_id == BGF]
        cards.append((await reminder_view(letter.units, items, BGF, letter.rulebook, at)).cases)
    first, second = cards
    assert [line.working_days_left for line in first[0].lines] == [0], "due today, as eight o'clock would say"
    assert second == ()


async def test_what_is_caught_up_is_told_as_it_stands_that_day_to_all_who_learn_of_it_then(
    letter: House,
) -> None:
    assert await ticked(letter, berlin(12, 10, 7), berlin(12, 10, 8)) == [2, 2]
    assert told(letter, MANAGEMENT) == [[(ACK, 2)]]
    assert told(letter, BGF) == [[(ACK, 2)], [(ANSWER, -5)]], "what was not missed comes at its hour"


async def test_what_was_told_in_time_waits_for_its_hour(letter: House) -> None:
    assert await ticked(letter, berlin(12, 7), berlin(12, 8, 7), berlin(12, 8)) == [1, 0, 1]
    assert told(letter, BGF) == [[(ACK, -1)], [(ACK, 0)]]
