"""The tick: what is due is told once, in the office's hours, to those it concerns (GA II, III; R15)."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from casework.remind import AT_A_TIME, POSTPONED, release_due
from procedure.duties import Duty, DutyKind
from procedure.representation import Audience, AudienceKind
from procedure.vocabulary import CaseId
from tests.support.builders import BGF, MANAGEMENT, TEAM_LEAD_A, an_office
from tests.support.fake_stores import FakeCaseStore
from tests.support.house import House
from tests.unit.casework.reminded import a_letter_of_complaint, another, berlin, messages, told

ACK, ANSWER = DutyKind.ACKNOWLEDGE, DutyKind.ANSWER
DAY_BEFORE, DUE_DAY = berlin(12, 7), berlin(12, 8)
MINUTE = timedelta(minutes=1)


async def tick(house: House, *instants: datetime) -> list[int]:
    return [await release_due(house.units, house.rulebook, now) for now in instants]


@pytest.fixture
async def letter(house: House) -> House:
    """Return an office with one written case."""
    await house.has(a_letter_of_complaint())
    return house


async def test_the_bgf_is_told_at_eight_on_the_day_before_and_on_the_day(letter: House) -> None:
    await tick(letter, *(berlin(12, 3, 12) + timedelta(minutes=30 * n) for n in range(48 * 6)))
    assert [(at, things) for who, at, things in messages(letter.units) if who == BGF] == [
        (DAY_BEFORE, [(ACK, -1)]),
        (DUE_DAY, [(ACK, 0)]),
        (berlin(12, 9), [(ACK, 1)]),
    ]


async def test_a_minute_before_eight_nothing_is_due(letter: House) -> None:
    assert await tick(letter, DAY_BEFORE - MINUTE, DAY_BEFORE) == [0, 1]


async def test_each_thing_is_told_once_however_often_it_is_looked(letter: House) -> None:
    assert await tick(letter, *[DAY_BEFORE] * 3, DAY_BEFORE + MINUTE, berlin(12, 7, 17, 59)) == [
        1,
        0,
        0,
        0,
        0,
    ]


async def test_what_was_missed_comes_at_the_next_opening_as_it_stands_that_day(letter: House) -> None:
    evening, night, opening = berlin(12, 7, 18, 30), berlin(12, 8, 3), berlin(12, 8, 7)
    assert await tick(letter, evening, night, opening - MINUTE, opening) == [0, 0, 0, 1]
    assert told(letter, BGF) == [[(ACK, 0)]]
    assert await tick(letter, opening + MINUTE, DUE_DAY) == [0, 0]


@pytest.mark.parametrize(
    "closes", [berlin(12, 7, 18), berlin(12, 12, 9), berlin(12, 24, 9), berlin(12, 25, 9)]
)
async def test_in_the_evening_at_weekends_and_on_free_days_nobody_is_told(
    letter: House, closes: datetime
) -> None:
    assert await tick(letter, closes) == [0]
    assert letter.units.committed.permissions == frozenset()


async def test_after_three_weeks_of_downtime_each_person_gets_one_message_of_how_it_stands(
    house: House,
) -> None:
    await house.has(a_letter_of_complaint(), another(2), another(3))
    assert await tick(house, berlin(12, 29, 9), berlin(12, 29, 9, 1)) == [3, 0]
    assert told(house, BGF) == [[(ACK, 12), (ANSWER, 2)] * 3]
    assert told(house, TEAM_LEAD_A) == [[(ANSWER, 2)] * 3]
    assert told(house, MANAGEMENT) == [[(ACK, 12), (ANSWER, 2)] * 3]


async def test_of_many_cases_all_are_told_in_one_message_each(house: House) -> None:
    await house.has(*(another(number) for number in range(2, AT_A_TIME + 40)))
    assert await tick(house, DAY_BEFORE) == [1]
    assert [len(things) for things in told(house, BGF)] == [AT_A_TIME + 38]


async def test_the_team_is_reminded_of_the_answer_five_and_two_working_days_before_and_on_the_day(
    letter: House,
) -> None:
    await tick(letter, *(berlin(12, 4) + timedelta(days=n) for n in range(20)))
    assert [(at.day, things) for who, at, things in messages(letter.units) if who == TEAM_LEAD_A] == [
        (10, [(ANSWER, -5)]),
        (15, [(ANSWER, -2)]),
        (17, [(ANSWER, 0)]),
        (18, [(ANSWER, 1)]),
        (21, [(ANSWER, 2)]),
    ]


async def test_the_management_learns_of_it_on_the_second_overdue_working_day(letter: House) -> None:
    await tick(letter, *(berlin(12, 4) + timedelta(days=n) for n in range(20)))
    first, *_ = [(at, things) for who, at, things in messages(letter.units) if who == MANAGEMENT]
    assert first == (berlin(12, 10), [(ACK, 2)])


async def test_who_holds_both_offices_is_told_once(letter: House) -> None:
    office = an_office()
    both = replace(office.staff[BGF], roles=office.staff[BGF].roles | office.staff[MANAGEMENT].roles)
    team = replace(office.teams[a_letter_of_complaint().reaction.teams[0]], lead=BGF)
    letter.units.office = replace(
        office, staff={**office.staff, BGF: both}, teams={**office.teams, team.id: team}
    )
    await tick(letter, berlin(12, 21))
    assert told(letter, BGF) == [[(ACK, 7), (ANSWER, 2)]]


def unreadable(case_id: CaseId, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one case be unreadable until the patch is undone."""
    read = FakeCaseStore.get

    async def get(store: FakeCaseStore, asked: CaseId) -> object:
        if asked == case_id:
            raise ValueError("Karla Kundin")
        return await read(store, asked)

    monkeypatch.setattr(FakeCaseStore, "get", get)


async def test_a_case_that_fails_is_left_for_a_quarter_of_an_hour_and_the_others_go_on(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await house.has(a_letter_of_complaint(), another(2))
    failed: list[tuple[str, str]] = []

    async def look(now: datetime) -> int:
        return await release_due(
            house.units, house.rulebook, now, on_failure=lambda *what: failed.append(what)
        )

    with monkeypatch.context() as patched:
        unreadable(a_letter_of_complaint().id, patched)
        assert await look(DAY_BEFORE) == 1
        assert await look(DAY_BEFORE + POSTPONED - MINUTE) == 0
        assert failed == [(a_letter_of_complaint().id, "ValueError")], "a code, never what it says"
        assert await look(DAY_BEFORE + POSTPONED) == 0
    assert len(failed) == 2
    assert told(house, BGF) == [[(ACK, -1)]]
    await look(DAY_BEFORE + 2 * POSTPONED)
    assert told(house, BGF) == [[(ACK, -1)], [(ACK, -1)]]


async def test_what_the_rules_no_longer_see_keeps_nobody_waiting(letter: House) -> None:
    stale = Duty(kind=DutyKind.SIGN, audience=Audience(AudienceKind.MANAGEMENT), due_on=DAY_BEFORE.date())
    async with letter.units() as unit:
        kept = letter.units.duties_of_cases[a_letter_of_complaint().id]
        await unit.duties.replace(
            a_letter_of_complaint().id, (*kept, stale), dict.fromkeys((*kept, stale), DAY_BEFORE)
        )
        await unit.commit()
    assert await tick(letter, DAY_BEFORE, DUE_DAY) == [1, 1]
    assert told(letter, BGF) == [[(ACK, -1)], [(ACK, 0)]]
    assert told(letter, MANAGEMENT) == []


async def test_in_an_office_without_anybody_nothing_is_taken_for_told(letter: House) -> None:
    office = an_office()
    left = {p: replace(office.staff[p], active=False) for p in (BGF, MANAGEMENT)}
    letter.units.office = replace(office, staff={**office.staff, **left})
    assert await tick(letter, DAY_BEFORE) == [0]
    letter.units.office = office
    assert await tick(letter, DAY_BEFORE + POSTPONED) == [1]
    assert told(letter, BGF) == [[(ACK, -1)]]
