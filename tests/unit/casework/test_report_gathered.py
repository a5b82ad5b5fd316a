"""What closings noted, offered for the report's chapters; who was shown it is in the record (R48, R50)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from casework.ports import AuditEntry
from casework.report_gathered import MOST_NOTES, NOTES_READ
from casework.report_ports import StoredMeasure
from casework.report_texts import Writing, chapter_with_notes
from casework.views_report import MeasureState
from procedure.anonymising import anonymised
from procedure.case import Case
from procedure.statistics.template import QUALITATIVE, ReportTemplate
from procedure.vocabulary import (
    CaseId,
    CaseState,
    Cause,
    ConcernKind,
    Origin,
    Role,
    StaffId,
)
from tests.support.builders import (
    BGF,
    MANAGEMENT,
    an_office,
)
from tests.support.closed_cases import closed
from tests.support.fake_stores import FakeAuditLog
from tests.support.fakes import FakeUnitsOfWork
from tests.support.house import RULEBOOK, House

NOW = datetime(2027, 1, 20, 9, 0, tzinfo=UTC)


def writing(units: FakeUnitsOfWork) -> Writing:
    return Writing(units=units, rulebook=RULEBOOK, template=ReportTemplate(version="1"))


async def notes_in(house: House, key: str, who: StaffId = BGF, year: int = 2026) -> tuple[str, ...]:
    return (await chapter_with_notes(writing(house.units), year, key, who, NOW)).gathered


async def notes(key: str, *cases: Case, who: StaffId = BGF, year: int = 2026) -> tuple[str, ...]:
    house = House()
    await house.has(*cases)
    return await notes_in(house, key, who, year)


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

        wirkung = await chapter_with_notes(office, 2026, "wirkung", BGF, NOW)
        assert wirkung.gathered == ("Wegweiser erneuern (erledigt, Wirkung: Weniger Nachfragen)",)
        ausblick = await chapter_with_notes(office, 2026, "ausblick", BGF, NOW)
        assert ausblick.gathered == ("Noch offen: Wegweiser erneuern",)
        assert units.audit_entries == []

    async def test_an_anonymised_case_has_nothing_to_gather(self) -> None:
        case = anonymised(closed(1, insight="Schilder fehlen", cause=Cause.PROCESS))

        assert await notes("ursachen", case) == await notes("schwerpunkte", case) == ()


class TestReadings:
    async def test_each_case_that_is_shown_has_an_entry_of_who_was_shown_it_and_in_which_office(self) -> None:
        house = House()
        await house.has(
            closed(2, insight="Schilder fehlen"),
            closed(1, insight="Weite Wege", measure="Aushang"),
            closed(3, measure="Wegweiser erneuert"),
        )

        assert len(await notes_in(house, "schwerpunkte")) == 2
        await notes_in(house, "massnahmen", MANAGEMENT)

        assert _said(house.units.audit_entries) == [
            ("case-1", NOTES_READ, BGF, Role.BGF),
            ("case-2", NOTES_READ, BGF, Role.BGF),
            ("case-1", NOTES_READ, MANAGEMENT, Role.MANAGEMENT),
            ("case-3", NOTES_READ, MANAGEMENT, Role.MANAGEMENT),
        ]
        assert all(entry.at == NOW and entry.details == {} for entry in house.units.audit_entries)

    async def test_two_notes_of_one_case_are_one_reading_and_reading_again_is_another(self) -> None:
        house = House()
        await house.has(closed(1, insight="Freundlich", measure="Aushang", concerns=(ConcernKind.LOB,)))

        assert len(await notes_in(house, "lob")) == 2
        assert len(house.units.audit_entries) == 1
        await notes_in(house, "lob")
        assert len(house.units.audit_entries) == 2

    async def test_what_is_not_shown_is_no_reading(self) -> None:
        house = House()
        await house.has(
            closed(1, insight="Vertraulich", confidential=True),
            replace(closed(2, insight="Über die Leitung"), excluded=(MANAGEMENT,)),
            anonymised(closed(3, insight="Schilder fehlen", cause=Cause.PROCESS)),
            replace(closed(4, insight="Wieder offen"), state=CaseState.IN_PROGRESS_TEAM),
            closed(5, measure="Gehört nicht zu den Schwerpunkten"),
        )

        assert await notes_in(house, "schwerpunkte", MANAGEMENT) == ()
        assert house.units.audit_entries == []

    async def test_beyond_what_a_form_shows_no_case_is_opened(self) -> None:
        house = House()
        await house.has(*(closed(number, insight="Wege") for number in range(1, MOST_NOTES + 4)))

        found = await notes_in(house, "schwerpunkte")

        shown = [note.partition(":")[0] for note in found]
        read = [house.units.cases_by_id[entry.case_id].number for entry in house.units.audit_entries]
        assert len(shown) == MOST_NOTES
        assert sorted(read) == sorted(shown)

    async def test_nothing_is_shown_that_could_not_be_written_down(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        house = House()
        await house.has(closed(1, insight="Schilder fehlen"))

        async def full(_log: FakeAuditLog, _entries: Sequence[AuditEntry]) -> None:
            raise OSError

        monkeypatch.setattr(FakeAuditLog, "append", full)
        with pytest.raises(OSError):  # noqa: PT011 - as it was raised
            await notes_in(house, "schwerpunkte")


def _said(entries: Sequence[AuditEntry]) -> list[tuple[str, str, StaffId | None, Role | None]]:
    return [(entry.case_id, entry.event, entry.actor, entry.role) for entry in entries]
