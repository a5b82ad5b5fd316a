"""The report is published: no chapter and no measure names an employee (privacy; GA VIII, R46, R48)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from unicodedata import normalize

import pytest

from casework.measures import FinishMeasure, MeasureIncomplete, PutMeasure, finish_measure, put_measure
from casework.report_texts import ChapterNamesStaff, WriteChapter, Writing, chapters, write_chapter
from casework.staff_names import NO_NAMES_IN_REPORT
from procedure.office import StaffMember
from procedure.statistics.template import ReportTemplate
from procedure.vocabulary import Role, StaffId
from tests.support.builders import BGF, TEAM_LEAD_A, an_office
from tests.support.fakes import FakeUnitsOfWork
from tests.support.house import RULEBOOK

NOW = datetime(2027, 1, 20, 9, 0, tzinfo=UTC)
NAMING = [
    "Tom Teamleiter hilft gern.",
    "Dank an\nFrau Empfang",
    "an HERRN teamleiter",
    "Erika  Empfang",
    "Herr Dr. med. Teamleiter half.",
    "Prof. Dr. Tom Teamleiter",
    "Dank an Fr.Empfang",
    "Frau Eva-Erika Empfang",
    "Tom Teamleiters Idee",
    "Frau Empfangs Geduld",
    f"Frau {normalize('NFD', 'Büro')}",
]
PLAIN = "Der Empfang war freundlich, die Teamleitung Leistung A auch. Frau Karla half. Empfangsraum hell."
CHAPTER = WriteChapter(actor=BGF, year=2026, chapter="lob", seen=0, text=PLAIN)
MEASURE = PutMeasure(
    actor=BGF,
    year=2026,
    measure_id="m1",
    seen=0,
    text=PLAIN,
    owner="teamleitung/leistung-a",
    due_on=date(2027, 3, 1),
)


@pytest.fixture
def units() -> FakeUnitsOfWork:
    return FakeUnitsOfWork(an_office())


def writing(units: FakeUnitsOfWork) -> Writing:
    return Writing(units=units, rulebook=RULEBOOK, template=ReportTemplate(version="1"))


@pytest.mark.parametrize("text", NAMING)
async def test_a_chapter_that_names_an_employee_is_not_kept(units: FakeUnitsOfWork, text: str) -> None:
    with pytest.raises(ChapterNamesStaff, match=NO_NAMES_IN_REPORT):
        await write_chapter(writing(units), replace(CHAPTER, text=text), NOW)

    assert {view.version for view in await chapters(writing(units), 2026, BGF, NOW)} == {0}


@pytest.mark.parametrize("text", NAMING)
@pytest.mark.parametrize("field", ["text", "effect"])
async def test_nor_is_a_measure(units: FakeUnitsOfWork, field: str, text: str) -> None:
    with pytest.raises(MeasureIncomplete, match=NO_NAMES_IN_REPORT) as refused:
        await put_measure(units, replace(MEASURE, **{field: text}), rulebook=RULEBOOK, now=NOW)  # type: ignore[arg-type]

    assert refused.value.field == field
    assert units.committed.measures == ()


async def test_nor_what_a_measure_has_brought_about(units: FakeUnitsOfWork) -> None:
    kept = await put_measure(units, MEASURE, rulebook=RULEBOOK, now=NOW)
    done = FinishMeasure(actor=TEAM_LEAD_A, measure_id="m1", seen=kept.version, effect="Dank Frau Büro")

    with pytest.raises(MeasureIncomplete, match=NO_NAMES_IN_REPORT):
        await finish_measure(units, done, rulebook=RULEBOOK, now=NOW)
    finished = await finish_measure(units, replace(done, effect=PLAIN), rulebook=RULEBOOK, now=NOW)

    assert finished.view.effect == PLAIN


async def test_ordinary_words_are_kept(units: FakeUnitsOfWork) -> None:
    assert (await write_chapter(writing(units), CHAPTER, NOW)).text == PLAIN
    assert (await put_measure(units, MEASURE, rulebook=RULEBOOK, now=NOW)).view.text == PLAIN


async def test_an_owner_is_chosen_and_never_refused_even_where_the_choice_shows_a_name(
    units: FakeUnitsOfWork,
) -> None:
    second = StaffMember(id=StaffId("z"), name="Gerda Geschäftsleitung", roles=frozenset({Role.MANAGEMENT}))
    units.office = replace(units.office, staff={**units.office.staff, second.id: second})

    kept = await put_measure(units, replace(MEASURE, owner="geschaeftsleitung/2"), rulebook=RULEBOOK, now=NOW)

    assert kept.view.responsible == "Geschäftsleitung, Gerda Geschäftsleitung"


async def test_who_repeats_a_press_for_what_was_kept_before_somebody_of_that_name_came_is_not_refused(
    units: FakeUnitsOfWork,
) -> None:
    office = writing(units)
    for _ in range(2):
        assert (await write_chapter(office, replace(CHAPTER, text="Frau Karla half."), NOW)).version == 1
        assert (
            await put_measure(units, replace(MEASURE, text="Frau Karla half."), rulebook=RULEBOOK, now=NOW)
        ).version == 1
        new = StaffMember(id=StaffId("z"), name="Petra Karla")
        units.office = replace(units.office, staff={**units.office.staff, new.id: new})
