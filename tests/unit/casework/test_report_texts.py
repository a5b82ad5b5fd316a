"""Chapters of the report: who writes them, that no text is lost, and what is gathered for them (R46, R48)."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from casework.errors import UnknownPerson
from casework.report_access import NoSuchReport
from casework.report_texts import (
    TEXT_LENGTH,
    ChapterChanged,
    ChapterTooLong,
    NoSuchChapter,
    WriteChapter,
    Writing,
    chapter,
    chapter_with_notes,
    chapters,
    versions,
    write_chapter,
)
from casework.views_report import TextView
from procedure.errors import NotPermitted
from procedure.statistics.template import QUALITATIVE, ReportTemplate
from procedure.vocabulary import (
    Cause,
    StaffId,
)
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    EMPLOYEE,
    FRONT_DESK,
    MANAGEMENT,
    TEAM_LEAD_A,
    an_office,
)
from tests.support.closed_cases import closed
from tests.support.fakes import FakeUnitsOfWork
from tests.support.house import RULEBOOK, House

NOW = datetime(2027, 1, 20, 9, 0, tzinfo=UTC)


def writing(units: FakeUnitsOfWork | None = None, **template: object) -> Writing:
    chosen = ReportTemplate(version="1", **template)  # type: ignore[arg-type]
    return Writing(units=units or FakeUnitsOfWork(an_office()), rulebook=RULEBOOK, template=chosen)


def a_text(text: str = "Lange Wege", *, seen: int = 0, who: StaffId = BGF, **changes: object) -> WriteChapter:
    command = WriteChapter(actor=who, year=2026, chapter="ursachen", seen=seen, text=text)
    return replace(command, **changes)  # type: ignore[arg-type]


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

    async def test_cases_are_opened_for_nobody_who_writes(self) -> None:
        house = House()
        await house.has(closed(1, insight="Weite Wege", cause=Cause.EXTERNAL))
        office = writing(house.units)

        kept = await write_chapter(office, a_text("Eins"), NOW)
        with pytest.raises(ChapterChanged) as told:
            await write_chapter(office, a_text("Zwei", who=MANAGEMENT), NOW)
        read = await chapter(office, 2026, "ursachen", BGF, NOW)

        assert kept.gathered == told.value.current.gathered == read.gathered == ()
        assert house.units.audit_entries == []

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
            chapter_with_notes(office, 2026, "lob", who, NOW),
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
