"""A run killed at any write leaves each case whole or anonymised, and the next run finishes (privacy)."""

import pytest

from casework.anonymise import AnonymisedBecause, anonymise
from casework.ports import UnitOfWork
from casework.retention_ports import ANONYMISED
from casework.retention_run import RetentionRun, retention_run
from casework.transact import transact
from procedure.case import Case
from procedure.case_parts import Ending
from procedure.notification import NoticeKind
from procedure.vocabulary import CaseState, EndReason
from tests.support.builders import BGF
from tests.support.expired import NIGHT, OVER, expired, expired_id, keep_with_all
from tests.support.house import House
from tests.unit.casework.tripwire import KilledError, Tripwire

CASES = (expired(1), expired(2), expired(3, filed_at=None))


async def prepared() -> House:
    house = House(now=NIGHT)
    await keep_with_all(house.units, *CASES)
    return house


def is_whole(house: House, case: Case) -> bool:
    """Tell whether a case stands with everything beside it, or anonymised with nothing."""
    state = house.units.committed
    kept = state.cases[case.id]
    events = [entry.event for entry in state.audit if entry.case_id == case.id]
    beside = (
        [d for d in state.documents.values() if d.case_id == case.id],
        [c for c in state.corrections if c.case_id == case.id],
        [i for i in state.commands.values() if i == case.id],
        [i for i, _ in state.reminders if i.case_id == case.id],
        [p for p in state.permissions if p.case_id == case.id],
        list(state.duties[case.id]),
    )
    told = [n.kind for n in state.notices if n.case_id == case.id]
    if kept.state is CaseState.ANONYMISED:
        gone = [ANONYMISED], [NoticeKind.CARD_REFRESH, NoticeKind.REDACTION]
        return (events, told) == gone and not any(beside)
    return kept == case and len(events) == 3 and all(beside) and told == [NoticeKind.NEWS_FOR_BGF]


async def test_killed_at_any_write_nothing_is_half_done_and_the_next_run_finishes() -> None:
    whole = await prepared()
    through = Tripwire(whole.units)
    assert await retention_run(through, whole.rulebook, NIGHT) == RetentionRun(
        anonymised=2, entries=6, kept=1
    )
    writes = through.writes
    assert set(writes) == {
        "retention.wipe",
        "retention.note_run",
        "cases.save",
        "audit.append",
        "notices.put",
        "unit.commit",
    }
    for number in range(len(writes)):
        house = await prepared()
        with pytest.raises(KilledError):
            await retention_run(Tripwire(house.units, number, KilledError), house.rulebook, NIGHT)
        assert all(is_whole(house, case) for case in CASES), writes[number]
        await retention_run(house.units, house.rulebook, NIGHT)
        assert house.units.committed == whole.units.committed, writes[number]


async def test_a_duplicate_goes_by_its_own_time_and_its_number_stays_where_it_is_named() -> None:
    house = House(now=NIGHT)
    merged = Ending(reason=EndReason.MERGED, ended_at=OVER, ended_by=BGF, target="KRM-2026-0001")
    duplicate = expired(2, state=CaseState.ENDED, closing=None, ending=merged)
    await keep_with_all(house.units, expired(1, followed_by=(duplicate.number,)), duplicate)
    assert (await retention_run(house.units, house.rulebook, NIGHT)).anonymised == 2
    cases = house.units.cases_by_id
    assert cases[expired_id(1)].followed_by == ("KRM-2026-0002",)
    ending = cases[expired_id(2)].ending
    assert ending is not None
    assert (ending.target, ending.reason) == ("KRM-2026-0001", EndReason.MERGED)


async def test_twice_is_once_but_for_what_came_late() -> None:
    house = await prepared()

    async def again(unit: UnitOfWork) -> None:
        case = await unit.cases.get(expired_id(1))
        assert case is not None
        await anonymise(unit, case, now=NIGHT, why=AnonymisedBecause.REQUEST)

    await transact(house.units, again)
    first = house.units.committed
    await transact(house.units, again)
    assert house.units.committed == first
