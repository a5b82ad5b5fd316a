"""Small numbers are hidden once, when a run is frozen: whatever hides them later, a run reads the same."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from casework import report_freezing
from casework.report import ReportRun, make_report, report_view
from casework.report_freezing import shown
from casework.report_frozen import Frozen, ReportBroken, checksum, from_text, to_text
from casework.report_ports import StoredRun, StoredText
from casework.views_report import ReportView
from procedure.statistics.figures import Cell, Figures, Sign
from procedure.statistics.suppression import protected
from procedure.statistics.template import ReportTemplate, Thresholds
from tests.support.builders import BGF, a_case, a_reaction
from tests.support.expired import expired_id
from tests.support.fakes import FakeUnitsOfWork
from tests.support.house import RULEBOOK, House

NOW = datetime(2027, 2, 1, 8, 30, tzinfo=UTC)
TEMPLATE = ReportTemplate(version="Probe 1")
EVERY = replace(TEMPLATE, unsuppressed=True)
Protect = Callable[[Figures, Thresholds], Figures]


async def an_office(**received: int) -> FakeUnitsOfWork:
    """Keep as many cases of each year („y2026“) as given."""
    house = House()
    days = [
        datetime(int(year[1:]), 3, 2, 9, minute, tzinfo=UTC)
        for year, many in received.items()
        for minute in range(many)
    ]
    for number, at in enumerate(days, start=1):
        await house.has(
            a_case(
                id=expired_id(number),
                number=f"KRM-{at.year}-{number:04d}",
                reaction=a_reaction(received_at=at),
                registered_at=at,
            )
        )
    return house.units


async def make(
    units: FakeUnitsOfWork, year: int = 2026, template: ReportTemplate = TEMPLATE
) -> tuple[ReportRun, StoredRun]:
    made = await make_report(units, year, actor=BGF, rulebook=RULEBOOK, template=template, now=NOW)
    async with units(reads_only=True) as unit:
        stored = await unit.reports.run(year, made.version)
    assert stored is not None
    return made, stored


async def view(units: FakeUnitsOfWork, year: int = 2026, version: int | None = None) -> ReportView:
    return await report_view(units, year, version, actor=BGF, rulebook=RULEBOOK, now=NOW)


def cells(figures: Figures) -> dict[str, Cell]:
    tables = (table for chapter in figures.chapters for table in chapter.tables)
    return {cell.id: cell for table in tables for line in table.lines for cell in line.cells}


def otherwise(figures: Figures, thresholds: Thresholds) -> Figures:
    """Hide other cells, as a solver could that breaks ties in another way."""
    return protected(figures, replace(thresholds, ordinary=thresholds.ordinary + 4))


@pytest.fixture
def solver(monkeypatch: pytest.MonkeyPatch) -> Callable[[Protect], None]:
    """Replace what hides small numbers, and forget what was read with the last one."""

    def replaced(by: Protect) -> None:
        monkeypatch.setattr(report_freezing, "protected", by)
        monkeypatch.setattr(report_freezing, "_shown", report_freezing._shown.__wrapped__)  # noqa: SLF001 - nothing is remembered from then on

    return replaced


def broken(_figures: Figures, _thresholds: Thresholds) -> Figures:
    raise AssertionError


@pytest.mark.parametrize("template", [TEMPLATE, EVERY])
async def test_reading_a_run_hides_nothing_anew_whatever_the_template_wants(
    template: ReportTemplate, solver: Callable[[Protect], None]
) -> None:
    units = await an_office(y2025=2, y2026=5)
    await make(units, 2025, template)
    await make(units, 2026, template)
    before = [await view(units, year) for year in (2025, 2026)]
    solver(broken)
    assert [await view(units, year) for year in (2025, 2026)] == before


async def test_what_is_hidden_is_frozen_under_the_checksum_also_where_every_number_is_shown() -> None:
    units = await an_office(y2026=2)
    _, usual = await make(units)
    _, whole = await make(units, template=EVERY)
    kept, all_kept = (from_text(Frozen, run.frozen) for run in (usual, whole))
    assert kept.veiled == all_kept.veiled == protected(kept.figures, TEMPLATE.thresholds)
    assert Sign.SMALL in {cell.sign for cell in cells(kept.veiled).values()}
    assert shown(usual).figures.chapters[0] == kept.veiled.chapters[0] != kept.figures.chapters[0]
    assert shown(whole).figures.chapters[0] == kept.figures.chapters[0]
    forged = to_text(replace(kept, veiled=kept.figures))
    for text, fits in ((forged, usual.checksum), (usual.frozen, checksum(forged))):
        with pytest.raises(ReportBroken):
            shown(replace(usual, frozen=text, checksum=fits))


async def test_the_same_figures_are_hidden_in_one_way_only_whatever_the_solver_would_choose_now(
    solver: Callable[[Protect], None],
) -> None:
    units = await an_office(y2026=5)
    first, _ = await make(units)
    seen = (await view(units)).figures
    assert (await make(units, template=EVERY))[0].version == 2
    solver(otherwise)
    async with units() as unit:
        text = StoredText(year=2026, chapter="lob", version=1, text="Danke.", written_at=NOW, written_by=BGF)
        await unit.reports.add_text(text)
        await unit.commit()
    assert (await make(units))[0].version == 3
    assert (await view(units)).figures == (await view(units, version=1)).figures == seen
    assert (await view(units, version=1)).checksum == first.checksum
    renamed = replace(TEMPLATE, version="Probe 2")
    assert (await make(units, template=renamed))[0].version == 4
    assert (await view(units)).figures == replace(seen, definitions=(await view(units)).figures.definitions)
    stricter = replace(TEMPLATE, thresholds=replace(TEMPLATE.thresholds, ordinary=4))
    assert (await make(units, template=stricter))[0].version == 5
    assert (await view(units)).figures != seen, "other thresholds are other figures"


async def test_asked_again_with_another_solver_it_is_the_same_run_to_the_byte(
    solver: Callable[[Protect], None],
) -> None:
    units = await an_office(y2025=5, y2026=12)
    await make(units, 2025)
    first, stored = await make(units)
    solver(broken)
    again, kept = await make(units)
    assert again == replace(first, is_new=False)
    assert kept == stored


async def test_other_rules_hide_the_same_figures_anew_and_leave_the_old_run_as_it_was(
    solver: Callable[[Protect], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    units = await an_office(y2026=5)
    await make(units)
    before = await view(units)
    solver(otherwise)
    monkeypatch.setattr(report_freezing, "HIDING", report_freezing.HIDING + 1)
    assert (await make(units))[0].version == 2
    assert (await view(units)).figures != before.figures
    assert await view(units, version=1) == before


async def test_a_run_that_was_changed_is_no_example_and_stops_no_new_one() -> None:
    units = await an_office(y2026=5)
    _, first = await make(units)
    units.committed = replace(units.committed, runs=(replace(first, checksum="0" * 64),))
    assert (await make(units))[0].version == 2
    assert (await make(units))[1].frozen == first.frozen
    with pytest.raises(ReportBroken):
        await view(units, version=1)


async def test_the_year_before_stands_as_it_was_frozen_though_it_would_be_hidden_otherwise_now(
    solver: Callable[[Protect], None],
) -> None:
    units = await an_office(y2025=5, y2026=12)
    _, before = await make(units, 2025, EVERY)
    solver(otherwise)
    _, run = await make(units)
    frozen = from_text(Frozen, run.frozen)
    assert frozen.before == from_text(Frozen, before.frozen).veiled
    assert frozen.before != otherwise(from_text(Frozen, before.frozen).figures, TEMPLATE.thresholds)
    _, whole = await make(units, template=EVERY)
    assert from_text(Frozen, whole.frozen).before == from_text(Frozen, before.frozen).figures
