"""What the stores keep beside a case goes when its people go, and what comes late is found (privacy)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from casework.anonymise import AnonymisedBecause, anonymise
from casework.errors import VersionConflict
from casework.ports import UnitsOfWork
from casework.retention_ports import ANONYMISED, Noted, Wiped
from casework.retention_run import RetentionRun, retention_preview, retention_run
from procedure.anonymising import NOBODY
from procedure.case import Case
from procedure.case_parts import Ending, Hold
from procedure.retention import Obstacle
from procedure.vocabulary import CaseState, EndReason, HoldGround
from tests.contract.keeping import load
from tests.support.builders import BGF
from tests.support.expired import (
    CUSTOMER_NUMBER,
    NIGHT,
    OVER,
    a_correction,
    a_letter,
    an_entry,
    an_item,
    expired,
    expired_id,
    keep_with_all,
)
from tests.support.house import RULEBOOK

ONE = RetentionRun(anonymised=1, entries=3)


async def anonymised_now(units: UnitsOfWork, *cases: Case) -> None:
    await keep_with_all(units, *cases)
    assert (await retention_run(units, RULEBOOK, NIGHT)).anonymised == len(cases)


async def test_a_case_is_named_once_it_was_over_before_the_instant(units: UnitsOfWork) -> None:
    ended = Ending(reason=EndReason.WITHDRAWN, ended_at=OVER, ended_by=BGF)
    await keep_with_all(
        units,
        expired(1),
        expired(2, state=CaseState.ENDED, closing=None, ending=ended),
        expired(3, state=CaseState.IN_PROGRESS_TEAM, closing=None),
    )
    async with units(reads_only=True) as unit:
        over = unit.retention.over_before
        assert await over(OVER, None, 10) == []
        after = OVER + timedelta(microseconds=1)
        assert await over(after, None, 10) == [expired_id(1), expired_id(2)]
        assert await over(after, None, 1) == [expired_id(1)]
        assert await over(after, expired_id(1), 10) == [expired_id(2)]


async def test_everything_beside_a_case_goes_and_the_facts_stay(units: UnitsOfWork) -> None:
    case = expired()
    await keep_with_all(units, case)
    async with units() as unit:
        loaded = await unit.cases.get(case.id)
        assert loaded == case
        wiped = await anonymise(unit, case, now=NIGHT, why=AnonymisedBecause.REQUEST)
        await unit.commit()
    assert wiped == Wiped(entries=3, documents=1, corrections=1, messages=1)
    left = await load(units, case.id)
    assert left is not None
    assert (left.state, left.version, left.registered_by) == (CaseState.ANONYMISED, case.version + 1, NOBODY)
    assert left.closing is not None
    assert (left.closing.closed_at, left.closing.measure) == (OVER, "")
    async with units(reads_only=True) as unit:
        assert await unit.documents.of_case(case.id) == []
        assert await unit.documents.content(case.documents[0].id) is None
        assert await unit.corrections.of_case(case.id) == []
        assert await unit.commands.case_of(f"press-{case.id}") is None
        assert await unit.cases.of_customer(CUSTOMER_NUMBER) == []
        assert await unit.reminders.due(NIGHT, 10) == []
        (entry,) = await unit.audit.of_case(case.id)
        office = await unit.staff.office()
    assert (entry.event, entry.actor, entry.at) == (ANONYMISED, None, NIGHT)
    assert entry.details == {"why": "antrag", "entries": "3"}
    assert NOBODY not in office.staff


async def test_the_case_beside_it_loses_nothing(units: UnitsOfWork) -> None:
    held = Hold(ground=HoldGround.LAWSUIT, placed_at=OVER)
    await keep_with_all(units, expired(1), expired(2, holds=(held,)))
    assert await retention_run(units, RULEBOOK, NIGHT) == replace(ONE, kept=1)
    other = expired(2, holds=(held,))
    assert await load(units, other.id) == other
    async with units(reads_only=True) as unit:
        assert len(await unit.documents.of_case(other.id)) == 1
        assert len(await unit.corrections.of_case(other.id)) == 1
        assert len(await unit.audit.of_case(other.id)) == 3
        assert await unit.reminders.due(NIGHT, 10) == [other.id]


async def test_a_day_too_early_nothing_happens(units: UnitsOfWork) -> None:
    await keep_with_all(units, expired())
    eve = datetime(2028, 12, 31, 22, 59, 59, tzinfo=UTC)
    assert (await retention_run(units, RULEBOOK, eve)).is_quiet
    assert (await retention_run(units, RULEBOOK, eve + timedelta(seconds=1))) == ONE
    assert (await retention_run(units, RULEBOOK, NIGHT)).is_quiet


LATE = ("document", "correction", "entry", "command", "reminder")


@pytest.mark.parametrize("what", LATE)
async def test_what_comes_late_is_found_and_goes(units: UnitsOfWork, what: str) -> None:
    case = expired()
    await anonymised_now(units, case)
    async with units(reads_only=True) as unit:
        assert await unit.retention.late(NIGHT, None, 10) == []
    async with units() as unit:
        match what:
            case "document":
                await unit.documents.add(a_letter(case, 2), b"late")
            case "correction":
                await unit.corrections.append([a_correction(case)])
            case "entry":
                await unit.audit.append([an_entry(case)])
            case "command":
                await unit.commands.remember("late", case.id, NIGHT)
            case _:
                await unit.reminders.put([an_item(case)])
        await unit.commit()
    again = await retention_run(units, RULEBOOK, NIGHT + timedelta(days=1))
    assert again == RetentionRun(swept=1, entries=1 if what == "entry" else 0)
    async with units(reads_only=True) as unit:
        assert await unit.retention.late(NIGHT, None, 10) == []
        assert await unit.documents.of_case(case.id) == []
        (entry,) = await unit.audit.of_case(case.id)
    assert entry.details == {"why": "zeitablauf", "entries": "4" if what == "entry" else "3"}
    assert entry.at == NIGHT
    assert (await retention_run(units, RULEBOOK, NIGHT + timedelta(days=2))).is_quiet


async def test_who_pressed_at_the_same_moment_wins_and_the_next_run_takes_the_case(
    units: UnitsOfWork,
) -> None:
    case = expired()
    await keep_with_all(units, case)
    async with units() as unit:
        await unit.cases.save(replace(case, version=case.version + 1, krm_tool_ref="4711"))
        await unit.commit()
    async with units() as unit:
        with pytest.raises(VersionConflict):
            await anonymise(unit, case, now=NIGHT, why=AnonymisedBecause.TIME)
    async with units(reads_only=True) as unit:
        assert len(await unit.audit.of_case(case.id)) == 3
        assert len(await unit.documents.of_case(case.id)) == 1
    assert await retention_run(units, RULEBOOK, NIGHT) == ONE


async def test_the_house_notes_how_many_and_says_nothing_twice(units: UnitsOfWork) -> None:
    await keep_with_all(units, expired(1), expired(2))
    async with units() as unit:  # a run that was killed before it could say so
        case = await unit.cases.get(expired_id(1))
        assert case is not None
        await anonymise(unit, case, now=NIGHT, why=AnonymisedBecause.TIME)
        await unit.commit()
    assert await retention_run(units, RULEBOOK, NIGHT) == RetentionRun(anonymised=1, entries=6)
    async with units() as unit:
        assert await unit.retention.note_run(NIGHT) == Noted()


async def test_the_preview_says_what_is_kept_and_why_and_writes_nothing(units: UnitsOfWork) -> None:
    merged = Ending(reason=EndReason.MERGED, ended_at=OVER, ended_by=BGF, target="KRM-2026-0001")
    held = Hold(ground=HoldGround.CRIMINAL_CHARGE, placed_at=OVER)
    await keep_with_all(
        units,
        expired(1, holds=(held,)),
        expired(2, state=CaseState.ENDED, closing=None, ending=merged),
        expired(3),
        expired(4, filed_at=None),
    )
    on = NIGHT.date()
    listed = await retention_preview(units, RULEBOOK, on)
    assert [(e.number, e.obstacles, e.holds) for e in listed] == [
        ("KRM-2026-0001", (Obstacle.HELD,), (HoldGround.CRIMINAL_CHARGE,)),
        ("KRM-2026-0002", (Obstacle.MERGED_INTO_KEPT,), ()),
        ("KRM-2026-0003", (), ()),
        ("KRM-2026-0004", (Obstacle.OWED,), ()),
    ]
    assert {e.first_day for e in listed} == {on}
    assert await retention_preview(units, RULEBOOK, on - timedelta(days=1)) == ()
    assert await retention_run(units, RULEBOOK, NIGHT) == replace(ONE, kept=3)


async def test_a_duplicate_of_a_duplicate_stays_with_the_case_that_is_held_at_the_end(
    units: UnitsOfWork,
) -> None:
    def merged(number: int, target: int) -> Case:
        ending = Ending(reason=EndReason.MERGED, ended_at=OVER, ended_by=BGF, target=f"KRM-2026-{target:04d}")
        return expired(number, state=CaseState.ENDED, closing=None, ending=ending)

    held = Hold(ground=HoldGround.LAWSUIT, placed_at=OVER)
    await keep_with_all(
        units, merged(1, 2), merged(2, 3), expired(3, holds=(held,)), merged(4, 5), expired(5)
    )
    assert await retention_run(units, RULEBOOK, NIGHT) == RetentionRun(anonymised=2, entries=6, kept=3)
    async with units(reads_only=True) as unit:
        states = [case.state for n in (1, 2, 3) if (case := await unit.cases.get(expired_id(n))) is not None]
    assert states == [CaseState.ENDED, CaseState.ENDED, CaseState.CLOSED]
