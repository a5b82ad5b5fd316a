"""Says what is known about a document without loading its bytes: no link is used up, nothing is read."""

from datetime import datetime

from casework.changing import situation_of
from casework.documents import may_read
from casework.errors import CaseNotFound, DocumentNotFound
from casework.ports import StoredDocument, UnitsOfWork
from procedure.rulebook import Rulebook
from procedure.vocabulary import DocumentId, StaffId


async def document_of_case(
    units: UnitsOfWork, document_id: DocumentId, actor: StaffId, *, rulebook: Rulebook, now: datetime
) -> StoredDocument:
    """Return name and size of a document that lies with a case; DocumentNotFound for who may not read it."""
    async with units(reads_only=True) as unit:
        document = await unit.documents.get(document_id)
        if document is None or document.case_id is None:
            raise DocumentNotFound
        case = await unit.cases.get(document.case_id)
        try:
            at = await situation_of(case, actor, unit, rulebook=rulebook, now=now)
        except CaseNotFound:
            raise DocumentNotFound from None
    if not may_read(at, document):
        raise DocumentNotFound
    return document
