"""Chapters of the report: who writes them, that no text is lost, and what is gathered for them (R46, R48)."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from casework.errors import UnknownPerson
from casework.report_access import NoSuchReport
from casework.report_ports import StoredMeasure
from casework.report_texts import (
    TEXT_LENGTH,
    ChapterChanged,
    ChapterTooLong,
    NoSuchChapter,
    WriteChapter,
    Writing,
    chapter,
    chapters,
    versions,
    write_chapter,
)
from casework.views_report import MeasureState, TextView
from procedure.case import Case
from procedure.case_parts import Closing
from procedure.errors import NotPermitted
from procedure.statistics.template import QUALITATIVE, ReportTemplate
from procedure.vocabulary import (
    AnswerKind,
    CaseId,
    CaseState,
    Cause,
    ConcernKind,
    Origin,
    Outcome,
    StaffId,
)
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    EMPLOYEE,
    FRONT_DESK,
    MANAGEMENT,
    REGISTERED_AT,
    TEAM_LEAD_A,
    a_case,
    a_reaction,
    an_office,
)
from tests.support.fakes import FakeUnitsOfWork
from tests.support.house import RULEBOOK, House

NOW = datetime(2027, 1, 20, 9, 0, tzinfo=UTC)


def writing(units: FakeUnitsOfWork | None = None, **template: object) -> Writing:
    chosen = ReportTemplate(version="1", **template)  # type: ignore[arg-type]
    return Writing(units=units or FakeUnitsOfWork(an_office()), rulebook=RULEBOOK, template=chosen)


def a_text(text: str = "Lange Wege", *, seen: int = 0, who: StaffId = BGF, **changes: object) -> WriteChapter:
    command = WriteChapter(actor=who, year=2026, chapter="ursachen", seen=seen, text=text)
    return replace(command, **changes)  # type: ignore[arg-type]


def closed(
    number: int, *, measure: str = "", insight: str = "", cause: Cause | None = None, **reaction: object
) -> Case:
    return a_case(
        id=CaseId(f"case-{number}"),
        number=f"KRM-2026-{number:04d}",
        state=CaseState.CLOSED,
        handover=None,
        reaction=a_reaction(**reaction),
        closing=Closing(
            outcome=Outcome.FOUNDED,
            answer=AnswerKind.SENT,
            closed_at=REGISTERED_AT,
            closed_by=TEAM_LEAD_A,
            measure=measure,
            insight=insight,
            cause=cause,
        ),
    )


async def notes(key: str, *cases: Case, who: StaffId = BGF, year: int = 2026) -> tuple[str, ...]:
    house = House()
    await house.has(*cases)
    return (await chapter(writing(house.units), year, key, who, NOW)).gathered


class TestWriting:
    async def test_a_chapter_is_empty_until_somebody_writes_it(self) -> None:
        office = writing()

        found = await chapters(office, 2026, MANAGEMENT, NOW)

        assert [text.key for text in found] == list(QUALITATIVE)
        assert {(text.text, text.version, text.written_at) for text in found} == {("", 0, None)}

    async def test_each_text_is_a_version_and_all_stay(self) -> None:
        office = writing()

        await write_chapter(office, a_text("Eins"), NOW)
        kept = await write_chapter(office, a_text(" Zwei\n", seen=1, who=MANAGEMENT), NOW)

        assert (kept.text, kept.version) == ("Zwei", 2)
        assert kept.written_at == datetime(2027, 1, 20, 10, 0, tzinfo=RULEBOOK.timezone)
        stored = await versions(office, 2026, "ursachen", BGF, NOW)
        assert [(text.version, text.text) for text in stored] == [(1, "Eins"), (2, "Zwei")]
        assert [text.version for text in await chapters(office, 2026, BGF, NOW)] == [0, 2, 0, 0, 0, 0, 0, 0]

    async def test_headings_are_those_of_the_template(self) -> None:
        office = writing(qualitative=("lob", "ideen"), titles={"lob": "Anerkennung"})

        found = await chapters(office, 2026, BGF, NOW)

        assert [text.title for text in found] == ["Anerkennung", "Ideen und ihre Umsetzung"]

    async def test_who_is_second_is_told_and_the_first_text_stays(self) -> None:
        office = writing()
        await write_chapter(office, a_text("Eins"), NOW)

        with pytest.raises(ChapterChanged, match="Ihr Text ist noch nicht gespeichert") as told:
            await write_chapter(office, a_text("Anderes", who=MANAGEMENT), NOW)

        assert (told.value.current.text, told.value.current.version) == ("Eins", 1)
        assert len(await versions(office, 2026, "ursachen", BGF, NOW)) == 1

    async def test_cases_are_opened_for_nobody_who_writes_but_for_whoever_came_second(self) -> None:
        house = House()
        await house.has(closed(1, insight="Weite Wege", cause=Cause.EXTERNAL))
        office = writing(house.units)

        kept = await write_chapter(office, a_text("Eins"), NOW)
        with pytest.raises(ChapterChanged) as told:
            await write_chapter(office, a_text("Zwei", who=MANAGEMENT), NOW)

        assert kept.gathered == ()
        (note,) = told.value.current.gathered
        assert note.endswith("Weite Wege")

    async def test_of_two_at_once_one_is_kept_and_one_is_told(self) -> None:
        office = writing()
        both = (
            write_chapter(office, a_text(text, who=who), NOW) for text, who in (("A", BGF), ("B", MANAGEMENT))
        )

        first, second = await asyncio.gather(*both, return_exceptions=True)

        kept, told = (first, second) if isinstance(first, TextView) else (second, first)
        assert isinstance(kept, TextView)
        assert isinstance(told, ChapterChanged)
        assert told.current.text == kept.text

    async def test_a_press_that_is_repeated_makes_no_second_version(self) -> None:
        office = writing()

        again = [await write_chapter(office, a_text(), NOW) for _ in range(2)]

        assert [text.version for text in again] == [1, 1]

    async def test_a_text_may_be_as_long_as_a_form_and_no_longer(self) -> None:
        office = writing()
        await write_chapter(office, a_text("x" * TEXT_LENGTH), NOW)

        with pytest.raises(ChapterTooLong):
            await write_chapter(office, a_text("x" * (TEXT_LENGTH + 1), seen=1), NOW)

    @pytest.mark.parametrize("who", [FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, EMPLOYEE])
    async def test_nobody_else_reads_or_writes(self, who: StaffId) -> None:
        office = writing()
        for refused in (
            chapters(office, 2026, who, NOW),
            chapter(office, 2026, "lob", who, NOW),
            versions(office, 2026, "lob", who, NOW),
            write_chapter(office, a_text(who=who), NOW),
        ):
            with pytest.raises(NotPermitted, match="nur das BGF und die Geschäftsleitung"):
                await refused

    async def test_a_stranger_is_not_known(self) -> None:
        with pytest.raises(UnknownPerson):
            await chapters(writing(), 2026, StaffId("nobody"), NOW)

    @pytest.mark.parametrize("year", [1999, 2028])
    async def test_a_year_that_has_not_begun_has_no_report(self, year: int) -> None:
        with pytest.raises(NoSuchReport):
            await write_chapter(writing(), a_text(year=year), NOW)

    @pytest.mark.parametrize("key", ["wetter", "anliegen", ""])
    async def test_a_chapter_that_the_template_does_not_name_is_none(self, key: str) -> None:
        with pytest.raises(NoSuchChapter):
            await write_chapter(writing(), a_text(chapter=key), NOW)


class TestGathered:
    async def test_measures_and_insights_of_closings_stand_at_their_chapters(self) -> None:
        cases = (
            closed(1, measure="Wegweiser erneuert", insight="Schilder fehlen", cause=Cause.PROCESS),
            closed(2, insight="Freundlich am Empfang", concerns=(ConcernKind.LOB,)),
            closed(3, measure="Aushang", concerns=(ConcernKind.IDEE_ANREGUNG,)),
            closed(4, insight="Frist des Landratsamts", origin=Origin.LRA),
        )

        found = {key: await notes(key, *cases) for key in QUALITATIVE}

        assert set(found["schwerpunkte"]) == {
            "KRM-2026-0001: Schilder fehlen",
            "KRM-2026-0002: Freundlich am Empfang",
            "KRM-2026-0004: Frist des Landratsamts",
        }
        assert found["ursachen"] == ("KRM-2026-0001: Ablauf: Schilder fehlen",)
        assert set(found["massnahmen"]) == {"KRM-2026-0001: Wegweiser erneuert", "KRM-2026-0003: Aushang"}
        assert found["lob"] == ("KRM-2026-0002: Freundlich am Empfang",)
        assert found["ideen"] == ("KRM-2026-0003: Aushang",)
        assert found["zusammenarbeit"] == ("KRM-2026-0004: Frist des Landratsamts",)
        assert found["wirkung"] == found["ausblick"] == ()

    async def test_the_customer_s_details_are_taken_out(self) -> None:
        (note,) = await notes(
            "schwerpunkte", closed(1, insight="Karla Kundin (617A123456) fand den Weg nicht")
        )

        assert note.endswith("fand den Weg nicht")
        assert not [word for word in ("Karla", "Kundin", "617A123456") if word in note]

    async def test_what_the_customer_said_is_not_repeated(self) -> None:
        assert await notes("schwerpunkte", closed(1, summary="Bescheid seit Wochen offen")) == ()

    async def test_confidential_cases_are_left_out(self) -> None:
        assert await notes("schwerpunkte", closed(1, insight="Vertraulich", confidential=True)) == ()

    async def test_a_case_about_the_reader_is_left_out(self) -> None:
        case = replace(closed(1, insight="Über die Leitung"), excluded=(MANAGEMENT,))

        assert await notes("schwerpunkte", case, who=MANAGEMENT) == ()

    async def test_what_is_not_closed_or_of_another_year_is_left_out(self) -> None:
        case = closed(1, insight="Schilder fehlen")
        reopened = replace(
            case, id=CaseId("case-2"), number="KRM-2026-0002", state=CaseState.IN_PROGRESS_TEAM
        )

        assert await notes("schwerpunkte", reopened) == ()
        assert await notes("schwerpunkte", case, year=2025) == ()

    async def test_what_became_of_last_year_s_measures_is_offered(self) -> None:
        units = FakeUnitsOfWork(an_office())
        measure = StoredMeasure(
            id="m1",
            year=2025,
            text="Wegweiser erneuern",
            responsible="Büro der Geschäftsführung",
            owner=None,
            due_on=date(2026, 3, 1),
            state=MeasureState.DONE,
            effect="Weniger Nachfragen",
        )
        async with units() as unit:
            await unit.reports.put_measure(measure)
            await unit.reports.put_measure(
                replace(measure, id="m2", year=2026, state=MeasureState.OPEN, effect="")
            )
            await unit.commit()
        office = writing(units)

        assert (await chapter(office, 2026, "wirkung", BGF, NOW)).gathered == (
            "Wegweiser erneuern (erledigt, Wirkung: Weniger Nachfragen)",
        )
        assert (await chapter(office, 2026, "ausblick", BGF, NOW)).gathered == (
            "Noch offen: Wegweiser erneuern",
        )
