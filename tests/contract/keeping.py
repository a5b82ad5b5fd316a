"""Keeping cases in a store, with the documents they name."""

from collections.abc import Iterable

from casework.ports import StoredDocument, UnitOfWork, UnitsOfWork
from procedure.case import Case
from procedure.case_parts import Document
from procedure.vocabulary import CaseId
from tests.support.builders import BGF, REGISTERED_AT


def a_stored(document: Document, case_id: CaseId) -> StoredDocument:
    """Describe a letter that lies with a case."""
    return StoredDocument(
        id=document.id,
        case_id=case_id,
        kind=document.kind,
        name="Schreiben.pdf",
        media_type="application/pdf",
        size=3,
        added_at=REGISTERED_AT,
        added_by=BGF,
    )


async def put(unit: UnitOfWork, case: Case) -> None:
    """Add a case and its documents in a running transaction."""
    await unit.cases.add(case)
    for document in case.documents:
        await unit.documents.add(a_stored(document, case.id), b"pdf")


async def keep_all(units: UnitsOfWork, cases: Iterable[Case]) -> None:
    """Add cases and their documents, all at once."""
    async with units() as unit:
        for case in cases:
            await put(unit, case)
        await unit.commit()


async def load(units: UnitsOfWork, case_id: CaseId) -> Case | None:
    """Load a case in a transaction of its own."""
    async with units(reads_only=True) as unit:
        return await unit.cases.get(case_id)
