"""Files of a year are made for those who may have them, at the moment they are fetched."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.clock import FixedClock
from bot.files.tickets import Ticket
from bot.files.year_files import YearFiles, is_year_file, year_file
from casework.errors import CaseworkError, DocumentNotFound, LinkExpired, LinkUsed, UnknownPerson
from casework.views_export import ExportRow
from procedure.errors import NotPermitted
from procedure.vocabulary import DocumentId, StaffId
from tests.support.builders import BGF, FRONT_DESK, MANAGEMENT, TEAM_LEAD_A, a_case
from tests.support.house import NOW, RULEBOOK, House


async def years() -> YearFiles:
    house = House()
    await house.has(a_case())
    return YearFiles(units=house.units, rulebook=RULEBOOK, clock=FixedClock(NOW), office_name="Jobcenter")


@pytest.mark.parametrize("form", ["csv", "xlsx", "docx"])
async def test_an_old_link_of_somebody_who_may_no_longer_is_worth_nothing(form: str) -> None:
    files, file = await years(), year_file(2026, form, 1)
    for person in (FRONT_DESK, TEAM_LEAD_A):
        with pytest.raises(NotPermitted):
            await files.make(file, person)
    with pytest.raises(UnknownPerson):
        await files.make(file, StaffId("stranger"))


async def test_the_cases_have_a_name_a_size_and_a_kind() -> None:
    document, content = await (await years()).make(year_file(2026, "csv"), BGF)
    assert (document.name, document.media_type) == ("Vorgänge 2026.csv", "text/csv; charset=utf-8")
    assert document.size == len(content)
    assert content.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("over", [False, True])
async def test_for_a_link_that_is_used_up_or_out_of_date_no_file_is_made(
    monkeypatch: pytest.MonkeyPatch, *, over: bool
) -> None:
    files, made = await years(), list[int]()

    def counted(rows: Sequence[ExportRow]) -> bytes:
        made.append(len(rows))
        return b""

    monkeypatch.setattr("bot.files.year_files.export_csv", counted)
    ticket = Ticket(
        document_id=year_file(2026, "csv"),
        staff_id=BGF,
        ticket_id="one",
        expires_at=NOW if over else NOW + timedelta(minutes=5),
    )

    got = await asyncio.gather(*(files.fetch(ticket) for _ in range(3)), return_exceptions=True)

    refused = [type(each) for each in got if isinstance(each, CaseworkError)]
    assert refused == ([LinkExpired] * 3 if over else [LinkUsed] * 2)
    assert made == ([] if over else [1])


@pytest.mark.parametrize(("form", "version"), [("xlsx", 1), ("docx", 7)])
async def test_of_a_run_that_is_not_there_no_file_is_made(form: str, version: int) -> None:
    with pytest.raises(CaseworkError, match="gibt es nicht"):
        await (await years()).make(year_file(2026, form, version), MANAGEMENT)


@pytest.mark.parametrize(
    "name", ["year:2026:exe:1", "year:26:csv:0", "year:2026:csv", "x", "year:2026:csv:0\n"]
)
async def test_no_other_key_is_a_file_of_a_year(name: str) -> None:
    assert not is_year_file(DocumentId(name))
    with pytest.raises(DocumentNotFound):
        await (await years()).make(DocumentId(name), BGF)
