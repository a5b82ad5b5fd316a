"""Changed rules bring open cases to new dates, record why, and tell whom it concerns (R15, R50, A9, A26)."""

from dataclasses import replace

import pytest

from casework.recalculate import Applied
from procedure.case_parts import Informing
from procedure.duties import DutyKind
from procedure.notice_kind import NoticeKind
from procedure.vocabulary import Channel, DecisionState
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    MANAGEMENT,
    TEAM_A,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    a_reaction,
    an_office,
)
from tests.unit.casework.changed_rules import MONDAY_OFF, change, entries, items, kept, numbered, settled
from tests.unit.lifecycle.cases import closed, handed_over, managed, written
from tests.unit.lifecycle.situations import day
from tests.unit.procedure.rule_changes import OLD, office

LETTER = written(decision_state=DecisionState.NOT_NEEDED)
CLOSED = numbered(closed(), 2)
WITH_TEAM = numbered(handed_over(decision_state=DecisionState.NOT_NEEDED, informing=()), 3)
LAST_DAY_OFF = office("2026-12-17")
WHY = "weil Montag, der 7. Dezember 2026, ein freier Tag ist (dienstfrei)"


async def test_a_new_day_off_moves_an_open_case_records_it_and_tells_the_office_that_owes_it() -> None:
    house = await settled(LETTER)

    assert await change(house, MONDAY_OFF) == Applied(moved=1, complete=True)

    case = kept(house, LETTER)
    assert (case.acknowledge_by, case.close_by, case.version) == (day(9), day(17), 2)
    (entry,) = entries(house)
    assert (entry.actor, entry.role, entry.event, entry.at) == (None, None, "DeadlineMoved", house.now)
    assert entry.details == {
        "old": "2026-12-08",
        "new": "2026-12-09",
        "why": "kalender",
        "which": "eingangsbestaetigung",
        "because": "frei:2026-12-07",
    }
    (item,) = items(house)
    assert (item.staff_id, item.kind, item.stage) == (BGF, DutyKind.ACKNOWLEDGE, None)
    assert (item.moved_from, item.due_on, item.because) == (day(8), day(9), WHY)


async def test_the_cards_that_are_out_are_refreshed_and_nobody_else_is_called() -> None:
    house = await settled(LETTER)
    await change(house, MONDAY_OFF)

    assert [notice.kind for notice in house.units.notices_put] == [NoticeKind.CARD_REFRESH]


async def test_team_and_bgf_are_told_of_the_answer_each_once() -> None:
    house = await settled(WITH_TEAM)
    await change(house, LAST_DAY_OFF)

    assert [(item.staff_id, item.kind) for item in items(house)] == [
        (TEAM_LEAD_A, DutyKind.ANSWER),
        (BGF, DutyKind.ANSWER),
    ]
    assert {(item.moved_from, item.due_on) for item in items(house)} == {(day(17), day(16))}


async def test_who_is_away_is_represented_and_who_it_must_be_kept_from_is_passed_over() -> None:
    excluded = replace(WITH_TEAM, excluded=(TEAM_LEAD_A,))
    house = await settled(excluded)
    await change(house, LAST_DAY_OFF)

    assert {item.staff_id for item in items(house)} == {DEPUTY_A, BGF}


async def test_of_a_confidential_case_only_trusted_people_are_told() -> None:
    secret = a_reaction(channel=Channel.WRITTEN, parting=None, confidential=True)
    house = await settled(managed(reaction=secret, contributions=(), informing=()))
    await change(house, LAST_DAY_OFF)

    assert {item.staff_id for item in items(house)} == {MANAGEMENT, BGF}


async def test_each_team_asked_for_a_beitrag_is_told_of_its_own() -> None:
    house = await settled(managed(informing=()))
    await change(house, LAST_DAY_OFF)

    beitraege = [item for item in items(house) if item.kind is DutyKind.CONTRIBUTE]
    assert [item.staff_id for item in beitraege] == [TEAM_LEAD_A, BGF, TEAM_LEAD_B, BGF]
    assert {(item.moved_from, item.due_on) for item in beitraege} == {(day(10), day(9))}
    assert [entry.details["team"] for entry in entries(house) if entry.event == "TeamDeadlineMoved"] == [
        "leistung-a",
        "leistung-b",
    ]


async def test_a_closed_case_stays_and_nobody_is_told_of_it() -> None:
    house = await settled(CLOSED)
    done = await change(house, office("2026-12-04", "2026-12-07", "2026-12-17"))

    assert done == Applied(complete=True)
    assert kept(house, CLOSED) == CLOSED
    assert not entries(house)
    assert not items(house)
    (filing,) = house.units.duties_of_cases[CLOSED.id]
    assert filing.due_on == day(8)


async def test_a_case_whose_dates_stay_gets_no_entry_and_no_version_but_its_reminders_anew() -> None:
    """Two working days before Thursday the 17th is Tuesday the 15th; with that day off Monday the 14th."""
    house = await settled(WITH_TEAM)
    before = {duty: at for (_, duty), at in house.units.committed.remind_at.items()}
    done = await change(house, office("2026-12-10"))

    assert done == Applied(complete=True)
    assert kept(house, WITH_TEAM) == WITH_TEAM
    assert not entries(house)
    after = {duty: at for (_, duty), at in house.units.committed.remind_at.items()}
    assert before.keys() == after.keys()
    answer = next(duty for duty in after if duty.kind is DutyKind.ANSWER)
    assert OLD.local(before[answer]).date() == day(10)
    assert OLD.local(after[answer]).date() == day(9)


async def test_informing_moved_by_a_switch_is_recorded_though_no_date_of_the_case_has_moved() -> None:
    case = replace(WITH_TEAM, informing=(Informing(team=TEAM_A),))
    house = await settled(case)
    await change(house, office(inform_within_days=2))

    assert kept(house, case) == replace(case, version=2)
    (entry,) = entries(house)
    assert (entry.details["which"], entry.details["team"]) == ("beschaeftigte_informieren", TEAM_A)
    assert {item.staff_id for item in items(house)} == {TEAM_LEAD_A, BGF}
    assert {item.because for item in items(house)} == {
        "weil die Beschäftigten jetzt innerhalb von 2 Arbeitstagen zu informieren sind"
    }


async def test_rules_taken_back_bring_the_dates_back_with_a_second_entry() -> None:
    house = await settled(LETTER)
    await change(house, MONDAY_OFF)
    await change(house, OLD)

    assert kept(house, LETTER) == replace(LETTER, version=3)
    assert [(e.details["old"], e.details["new"], e.details["because"]) for e in entries(house)] == [
        ("2026-12-08", "2026-12-09", "frei:2026-12-07"),
        ("2026-12-09", "2026-12-08", "arbeitstag:2026-12-07"),
    ]


async def test_more_cases_than_are_named_at_a_time_are_all_brought(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casework.recalculate.AT_A_TIME", 2)
    letters = [numbered(LETTER, number) for number in range(10, 17)]
    house = await settled(*letters)

    assert (await change(house, MONDAY_OFF)).moved == 7
    assert len(entries(house)) == 7


async def test_nothing_personal_is_in_the_record_nor_in_what_is_told() -> None:
    house = await settled(managed())
    await change(house, LAST_DAY_OFF)

    said = repr((entries(house), [item.because for item in items(house)]))
    personal = [person.name for person in an_office().staff.values()] + ["Kundin", "Bescheid", "617A"]
    assert not [word for word in personal if word in said]
