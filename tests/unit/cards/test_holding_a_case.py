"""BGF and management press the buttons that hold a case, and let it go: cards, record and notices."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from procedure.case import Case
from procedure.notification import NoticeKind
from procedure.retention import holds_in_force
from procedure.vocabulary import CaseState, HoldGround, StaffId
from tests.support.builders import BGF, FRONT_DESK, MANAGEMENT, TEAM_LEAD_A
from tests.unit.cards.desk import Desk
from tests.unit.cards.reading import words
from tests.unit.lifecycle.cases import closed, handed_over
from tests.unit.lifecycle.situations import NOW

NOTE = "Az. 12 AS 1/27"
CLOSED = replace(closed(), filed_at=NOW)
PLACE: Mapping[str, object] = {"case_hold_ground": "klage", "case_hold_note": NOTE}
LIFT: Mapping[str, object] = {"case_release_ground": "klage", "case_release_reason": "Zurückgenommen."}


async def a_desk(case: Case = CLOSED) -> Desk:
    desk = Desk()
    await desk.house.has(case)
    return desk


@pytest.mark.parametrize("who", [BGF, MANAGEMENT])
async def test_the_card_says_at_once_that_it_is_held_and_again_how_long_it_is_kept(who: StaffId) -> None:
    desk = await a_desk()
    before = await desk.sees(CLOSED, who)
    assert "Aufbewahrung: Wird ab 1. Januar 2029 anonymisiert" in words(before)
    unfolded = await desk.press("case.form", CLOSED, who, step="case.hold")
    held = await desk.clicks(unfolded, "Vorgang sperren", who, **PLACE)
    assert "Aufbewahrung: Gesperrt: Klage" in words(held)
    unfolded = await desk.press("case.form", desk.stored(CLOSED), who, step="case.release")
    assert f"Gesperrt: Klage, seit 3. Dezember 2026: {NOTE}" in words(unfolded)
    released = await desk.clicks(unfolded, "Nicht mehr sperren", who, **LIFT)
    assert "Aufbewahrung: Wird ab 1. Januar 2029 anonymisiert" in words(released)


async def test_a_running_case_is_held_too_although_its_card_says_nothing_of_it() -> None:
    running = handed_over()
    desk = await a_desk(running)
    card = await desk.press("case.hold", running, BGF, **PLACE)
    assert holds_in_force(desk.stored(running)) == (HoldGround.LAWSUIT,)
    assert "Gesperrt" not in words(card)


async def test_the_record_names_ground_and_person_and_the_reader_reads_words() -> None:
    desk = await a_desk()
    await desk.press("case.hold", CLOSED, BGF, **PLACE)
    await desk.press("case.release", desk.stored(CLOSED), MANAGEMENT, **LIFT)
    entries = desk.house.units.audit_entries[-2:]
    assert [(entry.event, entry.actor, entry.details) for entry in entries] == [
        ("HoldPlaced", BGF, {"ground": "klage"}),
        ("HoldLifted", MANAGEMENT, {"ground": "klage"}),
    ]
    read = words(await desk.press("case.open", desk.stored(CLOSED), BGF))
    assert "Aufbewahrung gesperrt: Klage · Bea Büro" in read
    assert "Sperre der Aufbewahrung aufgehoben: Klage · Gerd Geschäftsleitung" in read


async def test_nobody_is_called_and_no_notice_has_a_word_of_it() -> None:
    desk = await a_desk()
    earlier = len(desk.house.units.notices_put)
    await desk.press("case.hold", CLOSED, BGF, **PLACE)
    put = desk.house.units.notices_put[earlier:]
    assert put
    assert {notice.kind for notice in put} == {NoticeKind.CARD_REFRESH}
    assert NOTE not in repr(put)


async def test_without_a_ground_the_form_comes_back_with_the_sentence() -> None:
    desk = await a_desk()
    card = await desk.press("case.hold", CLOSED, BGF, case_hold_note=NOTE)
    assert "Bitte wählen Sie, warum der Vorgang aufbewahrt bleiben muss." in words(card)
    assert desk.stored(CLOSED).holds == ()


async def test_a_ground_that_nobody_offered_is_refused() -> None:
    desk = await a_desk()
    await desk.press("case.hold", CLOSED, BGF, **{**PLACE, "case_hold_ground": "immer"})
    assert desk.stored(CLOSED).holds == ()


@pytest.mark.parametrize("verb", ["case.hold", "case.release"])
@pytest.mark.parametrize("who", [TEAM_LEAD_A, FRONT_DESK])
async def test_whoever_presses_without_the_office_changes_nothing(verb: str, who: StaffId) -> None:
    desk = await a_desk()
    await desk.press("case.hold", CLOSED, BGF, **PLACE)
    held = desk.stored(CLOSED)
    await desk.press(verb, held, who, **{**PLACE, **LIFT, "case_hold_ground": "strafanzeige"})
    assert desk.stored(CLOSED) == held


async def test_an_anonymised_case_is_not_held_any_more() -> None:
    gone = replace(CLOSED, state=CaseState.ANONYMISED)
    desk = await a_desk(gone)
    card = await desk.press("case.hold", gone, BGF, **PLACE)
    assert "Dieser Vorgang ist schon anonymisiert." in words(card)
    assert desk.stored(gone).holds == ()
