"""Frozen runs, versions of texts, and measures: every store keeps them alike."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from casework.errors import VersionConflict
from casework.ports import UnitOfWork, UnitsOfWork
from casework.report_ports import StoredMeasure, StoredRun, StoredText
from casework.views_report import MeasureState
from tests.support.builders import BGF, MANAGEMENT

NOW = datetime(2027, 2, 1, 8, 30, tzinfo=UTC)
FROZEN = '{"a":1,  "ä":"„€“ 😀\\u0000\\n","z":[]}\n '
"""Written as no JSON column would give it back."""
RUN = StoredRun(
    year=2026,
    version=1,
    made_at=NOW,
    made_by=BGF,
    frozen=FROZEN,
    checksum="ab" * 32,
    words='{"texts":["Öffnungszeiten"]}',
)
TEXT = StoredText(
    year=2026, chapter="ursachen", version=1, text="Zu lange Wege.", written_at=NOW, written_by=BGF
)
MEASURE = StoredMeasure(
    id="00000000-0000-4000-9000-000000000001",
    year=2026,
    text="Wegweiser erneuern",
    responsible="Büro der Geschäftsführung",
    owner=BGF,
    due_on=date(2027, 3, 1),
    state=MeasureState.OPEN,
)


async def write(units: UnitsOfWork, *stored: StoredRun | StoredText | StoredMeasure) -> None:
    """Keep something in a transaction of its own."""
    async with units() as unit:
        for each in stored:
            await _add(unit, each)
        await unit.commit()


async def _add(unit: UnitOfWork, each: StoredRun | StoredText | StoredMeasure) -> None:
    if isinstance(each, StoredRun):
        await unit.reports.add_run(each)
    elif isinstance(each, StoredText):
        await unit.reports.add_text(each)
    else:
        await unit.reports.put_measure(each)


class TestRuns:
    async def test_a_run_comes_back_to_the_character(self, units: UnitsOfWork) -> None:
        by_nobody = replace(RUN, version=2, made_by=None, words="", made_at=NOW + timedelta(hours=1))
        await write(units, RUN, by_nobody)
        async with units(reads_only=True) as unit:
            assert await unit.reports.run(2026, 1) == RUN
            assert await unit.reports.run(2026) == by_nobody
            assert await unit.reports.runs(2026) == [RUN, by_nobody]
            assert await unit.reports.run(2026, 3) is None
            assert await unit.reports.run(2025) is None
            assert await unit.reports.runs(2025) == []

    async def test_a_version_is_taken_once(self, units: UnitsOfWork) -> None:
        async def add() -> bool:
            try:
                await write(units, RUN)
            except VersionConflict:
                return False
            return True

        assert sorted(await asyncio.gather(*(add() for _ in range(3)))) == [False, False, True]
        async with units(reads_only=True) as unit:
            assert await unit.reports.runs(2026) == [RUN]

    async def test_only_the_latest_is_released_and_only_once(self, units: UnitsOfWork) -> None:
        await write(units, RUN, replace(RUN, version=2))
        for version, allowed in ((1, False), (3, False), (2, True), (2, False)):
            async with units() as unit:
                if allowed:
                    await unit.reports.release(2026, version, by=MANAGEMENT, at=NOW)
                    await unit.commit()
                    continue
                with pytest.raises(VersionConflict):
                    await unit.reports.release(2026, version, by=BGF, at=NOW + timedelta(days=1))
        async with units(reads_only=True) as unit:
            released = replace(RUN, version=2, released_at=NOW, released_by=MANAGEMENT)
            assert await unit.reports.runs(2026) == [RUN, released]
            assert await unit.reports.released_version(2026) == 2
            assert await unit.reports.released_version(2025) is None


class TestTexts:
    async def test_every_version_stays_and_the_latest_is_shown(self, units: UnitsOfWork) -> None:
        second = replace(TEXT, version=2, text="", written_by=MANAGEMENT)
        praise = replace(TEXT, chapter="lob", text="Zeile eins\nZeile zwei")
        await write(units, TEXT, second, praise, replace(TEXT, year=2025))
        async with units(reads_only=True) as unit:
            assert await unit.reports.texts(2026) == [praise, second]
            assert await unit.reports.text_versions(2026, "ursachen") == [TEXT, second]
            assert await unit.reports.text_versions(2026, "ideen") == []
            assert await unit.reports.texts(2024) == []

    async def test_who_was_slower_learns_it(self, units: UnitsOfWork) -> None:
        await write(units, TEXT)
        with pytest.raises(VersionConflict):
            await write(units, replace(TEXT, text="anders", written_by=MANAGEMENT))
        async with units(reads_only=True) as unit:
            assert await unit.reports.texts(2026) == [TEXT]


class TestMeasures:
    async def test_a_measure_is_kept_and_changed(self, units: UnitsOfWork) -> None:
        done = replace(
            MEASURE,
            row_version=2,
            state=MeasureState.DONE,
            done_on=date(2027, 2, 20),
            effect="Weniger Nachfragen",
            reminded_on=date(2027, 3, 1),
        )
        other = replace(MEASURE, id="00000000-0000-4000-9000-000000000000", owner=None, due_on=None)
        await write(units, MEASURE, other)
        await write(units, done)
        async with units(reads_only=True) as unit:
            assert await unit.reports.measure(MEASURE.id) == done
            assert await unit.reports.measures(2026) == [done, other]
            assert await unit.reports.measures(2025) == []
            assert await unit.reports.measure("unbekannt") is None

    @pytest.mark.parametrize("row_version", [1, 3])
    async def test_who_has_not_seen_the_last_change_learns_it(
        self, units: UnitsOfWork, row_version: int
    ) -> None:
        await write(units, MEASURE)
        with pytest.raises(VersionConflict):
            await write(units, replace(MEASURE, row_version=row_version, text="anders"))
        async with units(reads_only=True) as unit:
            assert await unit.reports.measure(MEASURE.id) == MEASURE

    async def test_open_ones_are_due_until_they_were_reminded_of_and_again_a_week_later(
        self, units: UnitsOfWork
    ) -> None:
        day = date(2027, 3, 1)

        def measure(number: int, **changes: object) -> StoredMeasure:
            return replace(MEASURE, id=f"00000000-0000-4000-9000-00000000001{number}", **changes)  # type: ignore[arg-type]

        earlier = measure(1, due_on=day - timedelta(days=40))
        moved = measure(2, reminded_on=day - timedelta(days=1))
        again = measure(8, due_on=day - timedelta(days=9), reminded_on=day - timedelta(days=7))
        unmentioned = (
            measure(3, reminded_on=day),
            measure(4, state=MeasureState.DONE),
            measure(5, state=MeasureState.DROPPED),
            measure(6, due_on=day + timedelta(days=1)),
            measure(7, due_on=None),
            measure(9, due_on=day - timedelta(days=9), reminded_on=day - timedelta(days=6)),
        )
        await write(units, MEASURE, moved, earlier, again, *unmentioned)
        async with units(reads_only=True) as unit:
            assert await unit.reports.measures_due(day) == [earlier, again, MEASURE, moved]

    async def test_a_reminder_is_marked_once_and_is_no_change(self, units: UnitsOfWork) -> None:
        first, again = date(2027, 3, 1), date(2027, 3, 8)
        await write(units, MEASURE)
        for before, day in ((None, first), (first, again)):
            async with units() as unit:
                await unit.reports.mark_reminded(replace(MEASURE, reminded_on=before), day)
                await unit.commit()
        async with units(reads_only=True) as unit:
            assert await unit.reports.measure(MEASURE.id) == replace(MEASURE, reminded_on=again)
        for stale in (MEASURE, replace(MEASURE, reminded_on=again, row_version=2)):
            async with units() as unit:
                with pytest.raises(VersionConflict):
                    await unit.reports.mark_reminded(stale, again)
