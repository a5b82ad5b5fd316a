"""Names, contacts and free texts are unreadable at rest, in every file the database writes."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from casework.notices import Notice
from casework.ports import Correction, StoredDocument
from casework.report_ports import StoredMeasure, StoredRun, StoredText
from casework.views_report import MeasureState
from procedure.case import Customer
from procedure.notification import NoticeKind
from procedure.representation import Audience, AudienceKind
from procedure.vocabulary import CaseId, DocumentId, DocumentKind, HandoverAnswer
from storage.dialog_state import SqlDialogStates
from storage.engine import create_engine, reading, writing
from storage.errors import KeyUnknown, SealBroken
from storage.key_rotation import Pace, rotate
from storage.keys import KeyRing
from storage.part_mapping import EMBEDDED, LISTED
from storage.readiness import assert_ready
from storage.roster import Roster
from storage.staff import SqlStaff
from storage.tables import cases, document_contents, metadata
from storage.unit_of_work import SqlUnitOfWork, SqlUnitsOfWork
from tests.support.builders import (
    CASE_ID,
    REGISTERED_AT,
    TEAM_LEAD_A,
    a_case,
    a_handover,
    a_reaction,
    an_office,
)
from tests.support.random_cases import RandomCases
from tests.support.sealed_values import everything_opened

SECRET = "Geheimnis"
"""Every private text of these tests contains it."""


async def write_secrets(engine: AsyncEngine, keys: KeyRing) -> None:
    office = an_office()
    people = {i: replace(person, name=f"{person.name} {SECRET}") for i, person in office.staff.items()}
    await SqlStaff(engine, keys).apply_roster(Roster(replace(office, staff=people)), REGISTERED_AT)
    customer = Customer(name=f"Karla {SECRET}", contact=f"{SECRET}weg 1", number=f"{SECRET}42")
    reaction = a_reaction(
        customer=customer,
        **{
            field: f"{field} {SECRET}"
            for field in (
                "summary",
                "origin_detail",
                "escalation_note",
                "handover_agreed_with",
                "follow_up_of",
                "duplicate_of",
            )
        },
    )
    handover = a_handover(
        answer=HandoverAnswer.CALLBACK,
        answered_at=REGISTERED_AT,
        answered_by=TEAM_LEAD_A,
        place=f"Zimmer {SECRET}",
        callback=f"um drei {SECRET}",
    )
    async with SqlUnitsOfWork(engine, keys)() as unit:
        await unit.cases.add(a_case(reaction=reaction, handover=handover, krm_tool_ref=SECRET))
        notice = Notice(
            kind=NoticeKind.RECORD_REQUEST,
            audience=Audience(AudienceKind.BGF),
            case_id=CASE_ID,
            due_at=REGISTERED_AT,
        )
        await unit.notices.put([notice])
        await unit.commit()
    await write_a_full_case(engine, keys)
    await SqlDialogStates(engine, keys).save("conversation", None, 1, {"text": SECRET}, REGISTERED_AT)


async def write_a_full_case(engine: AsyncEngine, keys: KeyRing) -> None:
    """Write cases with every part, a letter and a correction; every text in them is a secret."""
    cases = RandomCases(11, texts=(SECRET,)).many(30)
    assert all(any(getattr(case, part.name) for case in cases) for part in (*EMBEDDED, *LISTED))
    async with SqlUnitsOfWork(engine, keys)() as unit:
        for case in cases:
            kept = replace(case, id=CaseId(f"full-{case.number}"), number=f"F{case.number}", documents=())
            await unit.cases.add(kept)
            letter = StoredDocument(
                id=DocumentId(kept.number),
                case_id=kept.id,
                kind=DocumentKind.ANSWER,
                name=f"{SECRET}.pdf",
                media_type="application/pdf",
                size=9,
                added_at=REGISTERED_AT,
                added_by=TEAM_LEAD_A,
            )
            await unit.documents.add(letter, SECRET.encode())
            correction = Correction(
                case_id=kept.id,
                at=REGISTERED_AT,
                actor=TEAM_LEAD_A,
                field="summary",
                old=SECRET,
                new=f"{SECRET}!",
                reason=SECRET,
            )
            await unit.corrections.append([correction])
        await write_a_report(unit)
        await unit.commit()


async def write_a_report(unit: SqlUnitOfWork) -> None:
    """Write a report whose texts and measures are secrets."""
    run = StoredRun(
        year=2026,
        version=1,
        made_at=REGISTERED_AT,
        made_by=None,
        frozen="{}",
        checksum="ab" * 32,
        words=SECRET,
    )
    text = StoredText(
        year=2026, chapter="lob", version=1, text=SECRET, written_at=REGISTERED_AT, written_by=TEAM_LEAD_A
    )
    measure = StoredMeasure(
        id=CASE_ID,
        year=2026,
        text=SECRET,
        responsible=SECRET,
        owner=None,
        due_on=None,
        state=MeasureState.DONE,
        effect=SECRET,
    )
    await unit.reports.add_run(run)
    await unit.reports.add_text(text)
    await unit.reports.put_measure(measure)


async def test_no_private_text_stands_in_any_file_of_the_database(
    sqlite_url: str, tmp_path: Path, key_ring: KeyRing
) -> None:
    engine = create_engine(sqlite_url)
    await write_secrets(engine, key_ring)
    during = [file.read_bytes() for file in (tmp_path / "var").iterdir()]
    await engine.dispose()
    after = [file.read_bytes() for file in (tmp_path / "var").iterdir()]
    assert len(during) > 1, "the write-ahead log belongs to the database too"
    assert sum(map(len, after)) > 100_000
    for content in during + after:
        assert SECRET.encode() not in content
        assert b"Erika" not in content
        assert b"Karla" not in content


async def test_nothing_that_is_sealed_stands_in_a_file_in_plain_before_and_after_a_new_key(
    sqlite_url: str, tmp_path: Path
) -> None:
    old = KeyRing.generate()
    both = KeyRing((*old.keys, *KeyRing.generate().keys))
    engine = create_engine(sqlite_url)
    await write_secrets(engine, old)
    values = set((await everything_opened(engine, old)).values())
    known = {value.encode() if isinstance(value, str) else value for value in values if value}
    known = {word for word in known if not word.startswith(b"KRM-")}  # cases' numbers stand beside them
    known |= {word.upper() for word in known} | {word.lower() for word in known}
    assert f"{SECRET}42".encode() in known
    assert any(b"Erika" in word for word in known)
    await rotate(engine, both, lambda _: None, Pace(pause=0))
    during = [file.read_bytes() for file in (tmp_path / "var").iterdir()]
    await engine.dispose()
    for content in [*during, *(file.read_bytes() for file in (tmp_path / "var").iterdir())]:
        assert not [word for word in known if word in content]


async def test_no_table_holds_a_private_text(engine: AsyncEngine, key_ring: KeyRing) -> None:
    await write_secrets(engine, key_ring)
    async with reading(engine) as connection:
        for table in metadata.sorted_tables:
            rows = (await connection.execute(select(table))).mappings()
            for row in rows:
                assert SECRET not in json.dumps(dict(row), default=str), table.name


async def test_a_customer_number_is_found_through_its_keyed_hash(units: SqlUnitsOfWork) -> None:
    anonymous = a_case(id="other", number="KRM-2026-0002", reaction=a_reaction(customer=Customer()))
    async with units() as unit:
        await unit.cases.add(anonymous)
        assert await unit.cases.of_customer("617a 123456") == [CASE_ID]
        assert await unit.cases.of_customer("617A123457") == []
        assert await unit.cases.of_customer("") == []


async def test_a_letter_moved_to_another_row_cannot_be_read(
    units: SqlUnitsOfWork, office_engine: AsyncEngine
) -> None:
    async with units() as unit:
        for name in ("one", "two"):
            document = StoredDocument(
                id=DocumentId(name),
                case_id=CASE_ID,
                kind=DocumentKind.ANSWER,
                name=name,
                media_type="text/plain",
                size=3,
                added_at=REGISTERED_AT,
                added_by=TEAM_LEAD_A,
            )
            await unit.documents.add(document, name.encode())
        await unit.commit()
    async with writing(office_engine) as connection:
        other = select(document_contents.c.content).where(document_contents.c.document_id == "two")
        await connection.execute(document_contents.update().values(content=other.scalar_subquery()))
    async with units(reads_only=True) as unit:
        assert await unit.documents.content(DocumentId("two")) == b"two"
        with pytest.raises(SealBroken):
            await unit.documents.content(DocumentId("one"))


async def test_plain_bytes_never_reach_an_encrypted_column(
    units: SqlUnitsOfWork, office_engine: AsyncEngine
) -> None:
    async with units(), reading(office_engine) as connection:
        with pytest.raises(StatementError, match="seal them with the key ring"):
            await connection.execute(document_contents.insert().values(document_id="x", content=b"%PDF"))


async def test_a_value_moved_to_another_column_cannot_be_read(
    units: SqlUnitsOfWork, office_engine: AsyncEngine
) -> None:
    plain = create_async_engine(office_engine.url)
    async with plain.begin() as connection:
        await connection.execute(cases.update().values(summary=cases.c.customer_name))
    await plain.dispose()
    async with units() as unit:
        with pytest.raises(Exception, match="falschen Stelle"):
            await unit.cases.get(CASE_ID)


async def test_the_wrong_key_is_found_at_start_before_anything_is_written(
    office_engine: AsyncEngine, key_ring: KeyRing
) -> None:
    await assert_ready(office_engine, key_ring)
    with pytest.raises(KeyUnknown, match="Bitte die Schlüsseldatei zurückspielen"):
        await assert_ready(office_engine, KeyRing.generate())
