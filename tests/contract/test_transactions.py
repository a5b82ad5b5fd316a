"""One transaction: all or nothing, numbers without gaps, one effect per command."""

import asyncio
from datetime import timedelta

import pytest

from casework.errors import VersionConflict
from casework.notices import Notice
from casework.ports import AuditEntry, UnitsOfWork
from procedure.notification import NoticeKind
from procedure.representation import Audience, AudienceKind
from procedure.vocabulary import CaseId, Role
from tests.support.builders import CASE_ID, FRONT_DESK, REGISTERED_AT, a_case, an_office


def an_entry(event: str, **details: str) -> AuditEntry:
    return AuditEntry(
        case_id=CASE_ID,
        at=REGISTERED_AT,
        actor=FRONT_DESK,
        role=Role.FRONT_DESK,
        on_behalf=False,
        event=event,
        details=details,
    )


def a_notice() -> Notice:
    return Notice(
        kind=NoticeKind.RECORD_REQUEST,
        audience=Audience(AudienceKind.BGF),
        case_id=CASE_ID,
        due_at=REGISTERED_AT,
    )


async def test_without_commit_nothing_has_happened(units: UnitsOfWork) -> None:
    async with units() as unit:
        await unit.cases.allocate_number(2026)
        await unit.cases.add(a_case())
        await unit.audit.append([an_entry("Registered")])
        await unit.notices.put([a_notice()])
        await unit.commands.remember("draft-1", CASE_ID, REGISTERED_AT)
    async with units() as unit:
        assert await unit.cases.get(CASE_ID) is None
        assert await unit.audit.of_case(CASE_ID) == []
        assert await unit.commands.case_of("draft-1") is None
        assert await unit.cases.allocate_number(2026) == "KRM-2026-0001"


async def test_an_exception_undoes_everything_and_passes_through(units: UnitsOfWork) -> None:
    async def turn() -> None:
        async with units() as unit:
            await unit.cases.add(a_case())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await turn()
    async with units() as unit:
        assert await unit.cases.get(CASE_ID) is None


async def test_a_cancelled_turn_undoes_everything_and_blocks_nobody(units: UnitsOfWork) -> None:
    written = asyncio.Event()

    async def turn() -> None:
        async with units() as unit:
            await unit.cases.add(a_case())
            written.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(turn())
    await written.wait()
    task.cancel()
    await asyncio.wait([task])
    assert task.cancelled()
    async with units() as unit:
        assert await unit.cases.get(CASE_ID) is None
        await unit.cases.add(a_case())
        await unit.commit()


async def test_turns_cancelled_at_any_moment_leave_no_lock_and_no_gap_behind(units: UnitsOfWork) -> None:
    registered: list[str] = []

    async def turn(number: int) -> None:
        async with units() as unit:
            case_id = CaseId(f"{number:08d}-8b86-4d01-b42d-00c04fc964ff")
            registered.append(await unit.cases.allocate_number(2026))
            await unit.cases.add(a_case(id=case_id, number=registered[-1]))
            await unit.commit()

    async with asyncio.timeout(20):  # one lock left behind would cost ten seconds each time
        for number in range(40):
            tasks = [asyncio.create_task(turn(2 * number + n)) for n in range(2)]
            await asyncio.sleep(number * 0.0005)
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
        async with units() as unit:
            last = await unit.cases.allocate_number(2026)
    kept = int(last.removeprefix("KRM-2026-")) - 1
    for number in range(1, kept + 1):
        async with units() as unit:
            assert await unit.cases.find_by_number(f"KRM-2026-{number:04d}") is not None


async def test_a_transaction_sees_its_own_writes(units: UnitsOfWork) -> None:
    async with units() as unit:
        await unit.cases.add(a_case())
        assert await unit.cases.get(CASE_ID) == a_case()


async def test_the_roster_is_part_of_the_transaction(units: UnitsOfWork) -> None:
    async with units() as unit:
        assert await unit.staff.office() == an_office()


async def test_after_commit_the_unit_of_work_has_ended(units: UnitsOfWork) -> None:
    async with units() as unit:
        await unit.commit()
        with pytest.raises(Exception, match=r"closed|ended"):
            await unit.cases.get(CASE_ID)


class TestRecord:
    async def test_entries_come_back_oldest_first(self, units: UnitsOfWork) -> None:
        first, second = an_entry("Registered", lead="team"), an_entry("HandoverOpened")
        by_the_assistant = AuditEntry(
            case_id=CASE_ID,
            at=REGISTERED_AT - timedelta(hours=1),
            actor=None,
            role=None,
            on_behalf=True,
            event="DeputyAsked",
            details={},
        )
        async with units() as unit:
            await unit.cases.add(a_case())
            await unit.audit.append([first, second])
            await unit.commit()
        async with units() as unit:
            await unit.audit.append([by_the_assistant])
            await unit.audit.append([])
            await unit.commit()
        async with units() as unit:
            assert await unit.audit.of_case(CASE_ID) == [first, second, by_the_assistant]
            assert await unit.audit.of_case(CaseId("another")) == []


class TestProcessedCommands:
    async def test_a_command_is_remembered_with_its_case(self, units: UnitsOfWork) -> None:
        async with units() as unit:
            await unit.cases.add(a_case())
            await unit.commands.remember("draft-1", CASE_ID, REGISTERED_AT)
            await unit.commit()
        async with units() as unit:
            assert await unit.commands.case_of("draft-1") == CASE_ID
            assert await unit.commands.case_of("draft-2") is None

    async def test_the_same_command_twice_is_a_conflict(self, units: UnitsOfWork) -> None:
        async with units() as unit:
            await unit.cases.add(a_case())
            await unit.commands.remember("draft-1", CASE_ID, REGISTERED_AT)
            await unit.commit()
        async with units() as unit:
            with pytest.raises(VersionConflict):
                await unit.commands.remember("draft-1", CASE_ID, REGISTERED_AT)

    async def test_an_instant_without_a_time_zone_is_refused(self, units: UnitsOfWork) -> None:
        async with units() as unit:
            await unit.cases.add(a_case())
            with pytest.raises(Exception, match="Zeitzone"):
                await unit.commands.remember("draft-1", CASE_ID, REGISTERED_AT.replace(tzinfo=None))


class TestNumbers:
    async def test_each_year_counts_from_one(self, units: UnitsOfWork) -> None:
        async with units() as unit:
            given = [await unit.cases.allocate_number(year) for year in (2026, 2026, 2027, 2026)]
        assert given == ["KRM-2026-0001", "KRM-2026-0002", "KRM-2027-0001", "KRM-2026-0003"]

    async def test_at_the_same_time_and_with_undone_ones_no_number_is_missing_or_given_twice(
        self, units: UnitsOfWork
    ) -> None:
        async def register(turn: int) -> str | None:
            async with units() as unit:
                number = await unit.cases.allocate_number(2026)
                case_id = CaseId(f"{turn:08d}-8b86-4d01-b42d-00c04fc964ff")
                await unit.cases.add(a_case(id=case_id, number=number))
                if turn % 3 == 0:
                    return None
                await unit.commit()
                return number

        given = await asyncio.gather(*(register(turn) for turn in range(45)))
        kept = sorted(number for number in given if number is not None)
        assert kept == [f"KRM-2026-{n:04d}" for n in range(1, 31)]


async def test_of_simultaneous_saves_exactly_one_wins(units: UnitsOfWork) -> None:
    async with units() as unit:
        await unit.cases.add(a_case())
        await unit.commit()

    async def step() -> bool:
        async with units() as unit:
            try:
                await unit.cases.save(a_case(version=2))
            except VersionConflict:
                return False
            await unit.commit()
            return True

    assert sum(await asyncio.gather(*(step() for _ in range(8)))) == 1


async def test_of_simultaneous_equal_commands_exactly_one_has_an_effect(units: UnitsOfWork) -> None:
    async def command(turn: int) -> bool:
        async with units() as unit:
            case_id = CaseId(f"{turn:08d}-8b86-4d01-b42d-00c04fc964ff")
            try:
                await unit.cases.add(a_case(id=case_id, number=await unit.cases.allocate_number(2026)))
                await unit.commands.remember("draft-1", case_id, REGISTERED_AT)
            except VersionConflict:
                return False
            await unit.commit()
            return True

    assert sum(await asyncio.gather(*(command(turn) for turn in range(8)))) == 1
    async with units() as unit:
        assert await unit.cases.allocate_number(2026) == "KRM-2026-0002"


async def test_a_reader_waits_for_no_writer(units: UnitsOfWork) -> None:
    async with units() as writer:
        await writer.cases.add(a_case())
        async with asyncio.timeout(2), units(reads_only=True) as reader:
            assert await reader.cases.get(CASE_ID) is None
        await writer.commit()
    async with units(reads_only=True) as reader:
        assert await reader.cases.get(CASE_ID) == a_case()
