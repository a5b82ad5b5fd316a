"""A file that waits can be taken back; what lies with a case stays."""

from datetime import timedelta

import pytest

from casework.documents import discard_waiting
from casework.errors import FileGone
from casework.ports import StoredDocument, UnitsOfWork
from procedure.vocabulary import DocumentId, DocumentKind, StaffId
from tests.support.builders import CASE_ID, EMPLOYEE, FRONT_DESK, REGISTERED_AT, a_case

DOCUMENT = DocumentId("d0000000-0000-4000-8000-000000000001")


def a_file(sender: StaffId = FRONT_DESK) -> StoredDocument:
    return StoredDocument(
        id=DOCUMENT,
        case_id=None,
        kind=DocumentKind.OTHER,
        name="Brief.pdf",
        media_type="application/pdf",
        size=6,
        added_at=REGISTERED_AT,
        added_by=sender,
        expires_at=REGISTERED_AT + timedelta(hours=24),
    )


async def keep(units: UnitsOfWork) -> None:
    async with units() as unit:
        await unit.cases.add(a_case())
        await unit.documents.add(a_file(), b"Inhalt")
        await unit.commit()


async def known(units: UnitsOfWork) -> tuple[StoredDocument | None, bytes | None]:
    async with units(reads_only=True) as unit:
        return await unit.documents.get(DOCUMENT), await unit.documents.content(DOCUMENT)


async def test_a_discarded_file_is_gone_with_its_bytes(units: UnitsOfWork) -> None:
    await keep(units)
    await discard_waiting(units, DOCUMENT, FRONT_DESK, now=REGISTERED_AT)
    assert await known(units) == (None, None)


async def test_only_who_sent_it_may_discard_it(units: UnitsOfWork) -> None:
    await keep(units)
    with pytest.raises(FileGone):
        await discard_waiting(units, DOCUMENT, EMPLOYEE, now=REGISTERED_AT)
    assert (await known(units))[1] == b"Inhalt"


async def test_what_lies_with_a_case_is_not_discarded(units: UnitsOfWork) -> None:
    await keep(units)
    async with units() as unit:
        await unit.documents.put_to_case(DOCUMENT, CASE_ID, DocumentKind.INCOMING)
        await unit.documents.discard(DOCUMENT)
        await unit.commit()
    assert (await known(units))[1] == b"Inhalt"
    with pytest.raises(FileGone):
        await discard_waiting(units, DOCUMENT, FRONT_DESK, now=REGISTERED_AT)
