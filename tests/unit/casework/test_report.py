"""The yearly report: who may, which years there are, what is frozen and what is shown (GA VIII, R46)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from casework.errors import UnknownPerson
from casework.report import (
    AlreadyReleased,
    NoReport,
    ReportRun,
    latest_released,
    make_report,
    release_report,
    report_view,
)
from casework.report_ports import BATCH, StoredMeasure, StoredText
from casework.views_report import MeasureState, ReportView
from procedure.errors import NotPermitted
from procedure.office import StaffMember
from procedure.statistics.figures import Cell, Figures, Sign
from procedure.statistics.template import ReportTemplate
from procedure.vocabulary import Channel, Role, StaffId
from tests.support.builders import BGF, FRONT_DESK, MANAGEMENT, TEAM_LEAD_A, a_case, a_reaction
from tests.support.expired import expired_id
from tests.support.fakes import FakeUnitsOfWork
from tests.support.house import RULEBOOK, House
from tests.unit.casework.tripwire import KilledError, Tripwire

NOW = datetime(2027, 2, 1, 8, 30, tzinfo=UTC)
TEMPLATE = ReportTemplate(version="Probe 1")
WRITTEN = StoredText(
    year=2026, chapter="lob", version=1, text="Danke an alle.", written_at=NOW, written_by=BGF
)
MEASURE = StoredMeasure(
    id="measure-1",
    year=2025,
    text="Wegweiser",
    responsible="BGF",
    owner=None,
    due_on=date(2026, 5, 1),
    state=MeasureState.OPEN,
)


async def with_cases(*received: datetime, channel: Channel = Channel.TELEPHONE) -> FakeUnitsOfWork:
    house = House()
    cases = [
        a_case(
            id=expired_id(number),
            number=f"KRM-{at.year}-{number:04d}",
            reaction=a_reaction(received_at=at, channel=channel),
            registered_at=at,
        )
        for number, at in enumerate(received, start=1)
    ]
    await house.has(*cases)
    return house.units


def in_year(year: int, count: int) -> list[datetime]:
    return [datetime(year, 3, 2, 9, minute % 60, tzinfo=UTC) for minute in range(count)]


async def make(
    units: FakeUnitsOfWork | Tripwire,
    year: int = 2026,
    *,
    actor: StaffId | None = BGF,
    template: ReportTemplate = TEMPLATE,
    now: datetime = NOW,
) -> ReportRun:
    return await make_report(units, year, actor=actor, rulebook=RULEBOOK, template=template, now=now)  # type: ignore[arg-type]


async def view(
    units: FakeUnitsOfWork, year: int = 2026, version: int | None = None, *, actor: StaffId | None = BGF
) -> ReportView:
    return await report_view(units, year, version, actor=actor, rulebook=RULEBOOK, now=NOW)


def cells(figures: Figures) -> dict[str, Cell]:
    tables = (table for chapter in figures.chapters for table in chapter.tables)
    return {cell.id: cell for table in tables for line in table.lines for cell in line.cells}


@pytest.mark.parametrize("actor", [BGF, MANAGEMENT, None])
async def test_bgf_management_and_the_operator_make_and_see_it(actor: StaffId | None) -> None:
    units = await with_cases(*in_year(2026, 12))
    run = await make(units, actor=actor)
    seen = await view(units, actor=actor)
    assert (seen.version, seen.checksum, seen.released_at) == (1, run.checksum, None)
    assert seen.key_date == date(2026, 12, 31)
    assert seen.made_at.isoformat() == "2027-02-01T09:30:00+01:00"
    assert units.committed.runs[0].made_by == actor


@pytest.mark.parametrize("actor", [TEAM_LEAD_A, FRONT_DESK])
async def test_nobody_else_does(actor: StaffId) -> None:
    units = await with_cases(*in_year(2026, 3))
    with pytest.raises(NotPermitted, match="nur das BGF und die Geschäftsleitung"):
        await make(units, actor=actor)
    assert not units.committed.runs
    await make(units)
    with pytest.raises(NotPermitted):
        await view(units, actor=actor)
    for refused in (actor, BGF):
        with pytest.raises(NotPermitted):
            await release_report(units, 2026, 1, actor=refused, rulebook=RULEBOOK, now=NOW)
    with pytest.raises(UnknownPerson):
        await view(units, actor=StaffId("nobody-known"))
    assert units.committed.runs[0].released_at is None


async def test_years_without_a_report_are_one_sentence_each() -> None:
    units = await with_cases(*in_year(2024, 2), *in_year(2026, 2))
    for year, sentence in {
        2028: "Das Jahr 2028 hat noch nicht begonnen. Es gibt dafür noch keinen Bericht.",
        10**9: "Das Jahr 1000000000 hat noch nicht begonnen. Es gibt dafür noch keinen Bericht.",
        2025: "2025 ist kein Vorgang eingegangen. Deshalb gibt es für 2025 keinen Bericht.",
        2023: "Der erste Vorgang ist von 2024. Für 2023 gibt es deshalb keinen Bericht.",
        -1: "Der erste Vorgang ist von 2024. Für -1 gibt es deshalb keinen Bericht.",
    }.items():
        with pytest.raises(NoReport) as refused:
            await make(units, year)
        assert str(refused.value) == sentence
    with pytest.raises(NoReport, match="noch kein Vorgang erfasst"):
        await make(await with_cases())
    with pytest.raises(NoReport, match=r"2026 ist noch nicht erstellt\. Bitte"):
        await view(units)
    for version in (7, 0, -1, 10**12):
        with pytest.raises(NoReport, match=rf"Version {version} des Berichts 2026 gibt es nicht\."):
            await view(units, 2026, version)
    for year in (10**12, 0):
        with pytest.raises(NoReport, match=f"{year} ist noch nicht erstellt"):
            await view(units, year)
        assert await latest_released(units, year) is None


async def test_unchanged_it_is_the_same_run_and_every_change_makes_a_version() -> None:
    units = await with_cases(*in_year(2026, 12))
    first = await make(units)
    assert await make(units, now=NOW.replace(month=5)) == replace(first, is_new=False)
    async with units() as unit:
        await unit.reports.add_text(WRITTEN)
        await unit.commit()
    second = await make(units)
    async with units() as unit:
        await unit.reports.put_measure(MEASURE)
        await unit.commit()
    third = await make(units)
    fourth = await make(units, template=replace(TEMPLATE, version="Probe 2"))
    runs = (first, second, third, fourth)
    assert [run.version for run in runs] == [1, 2, 3, 4]
    assert len({run.checksum for run in runs}) == 4
    old, new = await view(units, version=1), await view(units, version=3)
    assert [text.text for text in old.texts if text.version] == []
    assert [(t.key, t.title, t.text) for t in new.texts if t.version] == [("lob", "Lob", "Danke an alle.")]
    assert (old.earlier_measures, [m.text for m in new.earlier_measures]) == ((), ["Wegweiser"])
    assert [text.key for text in new.texts] == list(TEMPLATE.qualitative)


async def test_a_reminder_of_a_measure_is_no_change() -> None:
    units = await with_cases(*in_year(2026, 2))
    await make(units)
    async with units() as unit:
        await unit.reports.put_measure(replace(MEASURE, year=2026))
        await unit.commit()
    second = await make(units)
    async with units() as unit:
        await unit.reports.put_measure(
            replace(MEASURE, year=2026, row_version=2, reminded_on=date(2026, 5, 1))
        )
        await unit.commit()
    assert await make(units) == replace(second, is_new=False)


async def test_small_numbers_are_frozen_and_hidden_when_read_unless_the_template_wants_all() -> None:
    units = await with_cases(*in_year(2026, 2))
    await make(units)
    hidden = await view(units)
    assert hidden.protected
    assert {cell.sign for cell in cells(hidden.figures).values()} >= {Sign.SMALL}
    assert {cell.count for cell in cells(hidden.figures).values()} == {0, None}
    await make(units, template=replace(TEMPLATE, unsuppressed=True))
    whole = await view(units)
    assert not whole.protected
    assert 2 in {cell.count for cell in cells(whole.figures).values()}
    assert await view(units, version=1) == hidden


async def test_the_year_before_is_shown_as_its_own_report_shows_it() -> None:
    units = await with_cases(*in_year(2025, 2), *in_year(2026, 30))
    await make(units, 2026)
    alone = cells((await view(units)).figures)
    assert not any(name.startswith("vorjahr/") for name in alone)
    await make(units, 2025)
    assert (await make(units, 2026)).version == 2
    beside = cells((await view(units)).figures)
    before = cells((await view(units, 2025)).figures)
    shown = {name: cell for name, cell in beside.items() if name.startswith("vorjahr/")}
    assert shown
    for name, cell in shown.items():
        own = before.get(name.removeprefix("vorjahr/"))
        assert own is None or (cell.count, cell.sign) == (own.count, own.sign)
    every = replace(TEMPLATE, unsuppressed=True)
    await make(units, 2026, template=every)
    assert 2 in {c.count for n, c in cells((await view(units)).figures).items() if n.startswith("vorjahr/")}


async def test_of_two_of_the_management_the_report_prints_the_office_alone() -> None:
    units = await with_cases(*in_year(2026, 5))
    decided = replace(
        MEASURE, responsible="Geschäftsleitung, Gerda Geschäftsleitung", owner=StaffId("second")
    )
    units.committed = replace(
        units.committed, measures=(decided, replace(decided, id="measure-2", year=2026))
    )
    await make(units)
    shown = await view(units)
    assert [each.responsible for each in (*shown.measures, *shown.earlier_measures)] == [
        "Geschäftsleitung"
    ] * 2
    assert "Gerda" not in str(shown)


async def test_the_management_releases_the_latest_once() -> None:
    units = await with_cases(*in_year(2026, 5))

    async def release(version: int, actor: StaffId = MANAGEMENT) -> ReportRun:
        return await release_report(units, 2026, version, actor=actor, rulebook=RULEBOOK, now=NOW)

    with pytest.raises(NoReport, match=r"Version 1 des Berichts 2026 gibt es nicht\."):
        await release(1)
    await make(units)
    await make(units, template=replace(TEMPLATE, version="Probe 2"))
    assert await latest_released(units, 2026) is None
    with pytest.raises(NoReport, match="gibt es schon Version 2"):
        await release(1)
    assert (await release(2)).version == 2
    assert await latest_released(units, 2026) == 2
    released = await view(units)
    assert released.released_at == NOW
    assert (await release(2)).version == 2, "the channel repeats presses"
    assert await view(units) == released
    second = StaffMember(
        id=StaffId("second"), name="Gerda Geschäftsleitung", roles=frozenset({Role.MANAGEMENT})
    )
    units.office = replace(units.office, staff={**units.office.staff, second.id: second})
    with pytest.raises(AlreadyReleased, match="ist schon freigegeben"):
        await release(2, second.id)
    assert [run.released_by for run in units.committed.runs] == [None, MANAGEMENT]


async def test_a_press_that_is_repeated_late_finds_its_release_though_there_is_a_newer_draft() -> None:
    units = await with_cases(*in_year(2026, 5))
    await make(units)
    for version in (1, 1):
        run = await release_report(units, 2026, version, actor=MANAGEMENT, rulebook=RULEBOOK, now=NOW)
        assert run.version == 1
        await make(units, template=replace(TEMPLATE, version="Probe 2"))
    assert [run.released_at for run in units.committed.runs] == [NOW, None]


async def test_progress_says_how_many_cases_were_read() -> None:
    units = await with_cases(*in_year(2026, BATCH + 1))
    told: list[int] = []
    await make_report(
        units, 2026, actor=None, rulebook=RULEBOOK, template=TEMPLATE, now=NOW, progress=told.append
    )
    assert told == [BATCH, BATCH + 1]


async def test_killed_at_any_write_nothing_is_half_done_and_the_next_one_finishes() -> None:
    units = await with_cases(*in_year(2026, 3))
    through = Tripwire(units)
    whole = await make(through)
    assert through.writes == ["reports.add_run", "unit.commit"]
    for number in range(len(through.writes)):
        again = await with_cases(*in_year(2026, 3))
        before = again.committed
        with pytest.raises(KilledError):
            await make(Tripwire(again, number, KilledError))
        assert again.committed == before
        assert await make(again) == whole
        for release_breaks in range(2):
            wire = Tripwire(again, release_breaks, KilledError)
            with pytest.raises(KilledError):
                await release_report(wire, 2026, 1, actor=MANAGEMENT, rulebook=RULEBOOK, now=NOW)  # type: ignore[arg-type]
            assert again.committed.runs[0].released_at is None
