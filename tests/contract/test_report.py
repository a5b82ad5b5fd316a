"""A year's report on every store: the same run for all who ask, released once, the same after anonymising."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from casework import report
from casework.ports import UnitsOfWork
from casework.report import ReportRun, make_report, release_report, report_view
from casework.report_frozen import ReportBroken
from casework.retention_run import retention_run
from procedure.statistics.template import ReportTemplate
from tests.support.builders import BGF, MANAGEMENT
from tests.support.expired import NIGHT, expired, keep_with_all
from tests.support.house import RULEBOOK

NOW = datetime(2027, 2, 1, 8, 30, tzinfo=UTC)
TEMPLATE = ReportTemplate(version="Probe 1")


async def make(units: UnitsOfWork, *, at: datetime = NOW, template: ReportTemplate = TEMPLATE) -> ReportRun:
    return await make_report(units, 2026, actor=BGF, rulebook=RULEBOOK, template=template, now=at)


async def test_asked_several_times_at_once_there_is_one_run_and_all_get_it(units: UnitsOfWork) -> None:
    await keep_with_all(units, *(expired(number) for number in range(1, 5)))
    found = await asyncio.gather(*(make(units) for _ in range(4)))
    assert sorted(run.is_new for run in found) == [False, False, False, True]
    assert len({replace(run, is_new=False) for run in found}) == 1
    async with units(reads_only=True) as unit:
        assert [run.version for run in await unit.reports.runs(2026)] == [1]


async def test_different_reports_asked_for_at_once_get_a_version_each(units: UnitsOfWork) -> None:
    await keep_with_all(units, expired(1))
    templates = [replace(TEMPLATE, version=f"Probe {number}") for number in range(3)]
    found = await asyncio.gather(*(make(units, template=template) for template in templates))
    assert sorted(run.version for run in found) == [1, 2, 3]
    async with units(reads_only=True) as unit:
        kept = {run.version: run.checksum for run in await unit.reports.runs(2026)}
    assert kept == {run.version: run.checksum for run in found}


async def test_released_twice_at_once_it_is_released_once_and_stays_so(units: UnitsOfWork) -> None:
    await keep_with_all(units, expired(1))
    await make(units)

    async def release(now: datetime) -> datetime | None:
        run = await release_report(units, 2026, 1, actor=MANAGEMENT, rulebook=RULEBOOK, now=now)
        assert run.version == 1
        async with units(reads_only=True) as unit:
            stored = await unit.reports.run(2026)
        return stored.released_at if stored is not None else None

    later = NOW + timedelta(minutes=1)
    (first,) = set(await asyncio.gather(release(NOW), release(later)))
    assert first in {NOW, later}
    assert await release(later + timedelta(minutes=1)) == first


async def test_after_anonymising_a_run_reads_the_same_and_counting_again_gives_it_again(
    units: UnitsOfWork,
) -> None:
    await keep_with_all(units, *(expired(number) for number in range(1, 13)))
    first = await make(units)
    before = await report_view(units, 2026, actor=BGF, rulebook=RULEBOOK, now=NOW)
    assert (await retention_run(units, RULEBOOK, NIGHT)).anonymised == 12
    again = await make(units, at=NIGHT)
    assert again == replace(first, is_new=False)
    assert await report_view(units, 2026, actor=BGF, rulebook=RULEBOOK, now=NIGHT) == before


async def test_what_was_changed_in_the_store_is_not_shown(
    units: UnitsOfWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    await keep_with_all(units, expired(1))
    await make(units)
    shown, written_in = report.shown, report.written_in
    monkeypatch.setattr(report, "shown", lambda run: shown(replace(run, frozen=f"{run.frozen} ")))
    with pytest.raises(ReportBroken):
        await report_view(units, 2026, actor=BGF, rulebook=RULEBOOK, now=NOW)
    monkeypatch.setattr(report, "shown", shown)
    monkeypatch.setattr(report, "written_in", lambda run: written_in(replace(run, words="{}")))
    with pytest.raises(ReportBroken):
        await report_view(units, 2026, actor=BGF, rulebook=RULEBOOK, now=NOW)
