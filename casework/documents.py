"""Files: received ones wait until they are put to a case, stored ones are fetched by link (R42-R45)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from casework.by_number import case_by_number, not_by_number
from casework.changing import keep, put_to, situation_of
from casework.commands import PutToCase
from casework.errors import CaseNotFound, DocumentNotFound, FileGone, LinkExpired, LinkUsed, UnknownPerson
from casework.permissions import may_read_paper
from casework.ports import StoredDocument, UnitOfWork, UnitsOfWork
from casework.reading import read_entry
from casework.transact import transact
from procedure.actor import Actor
from procedure.case import Case
from procedure.errors import IncompleteReaction
from procedure.office import Office
from procedure.rulebook import Rulebook
from procedure.situation import Situation
from procedure.vocabulary import DocumentId, DocumentKind, StaffId

WAITING: Final = timedelta(hours=24)
"""How long a received file waits for its case, as long as a draft does (privacy)."""


async def keep_waiting(
    units: UnitsOfWork,
    content: bytes,
    *,
    name: str,
    media_type: str,
    actor: StaffId,
    now: datetime,
    new_id: Callable[[], str],
) -> DocumentId:
    """Keep a file that somebody sent until she says which case it belongs to.

    Size and type have been checked where it arrived. Raises UnknownPerson, or IncompleteReaction for
    an empty file.
    """
    if not content:
        raise IncompleteReaction("file", "Die Datei ist leer. Bitte senden Sie sie noch einmal.")
    document = StoredDocument(
        id=DocumentId(new_id()),
        case_id=None,
        kind=DocumentKind.OTHER,
        name=name,
        media_type=media_type,
        size=len(content),
        added_at=now,
        added_by=actor,
        expires_at=now + WAITING,
    )
    return await transact(units, partial(_keep_waiting, document, content))


async def _keep_waiting(document: StoredDocument, content: bytes, unit: UnitOfWork) -> DocumentId:
    office = await unit.staff.office()
    if office.member(document.added_by) is None:
        raise UnknownPerson
    await unit.documents.add(document, content)
    return document.id


async def waiting_document(
    units: UnitsOfWork, document_id: DocumentId, actor: StaffId, *, now: datetime
) -> StoredDocument:
    """Return a file that waits, for the person who sent it; FileGone otherwise."""
    async with units(reads_only=True) as unit:
        return await _waiting(document_id, actor, now, unit)


async def put_to_case(
    units: UnitsOfWork, command: PutToCase, *, rulebook: Rulebook, now: datetime
) -> tuple[Case, Office]:
    """Put a file that waits to the case the person names, once.

    Only who sent it may, to a case she may see, and as a kind the rules let her add. Raises
    CaseNotFound, FileGone or the rules' refusals; then the file still waits.
    """
    return await transact(units, partial(_put_to_case, command, rulebook, now))


async def _put_to_case(
    command: PutToCase, rulebook: Rulebook, now: datetime, unit: UnitOfWork
) -> tuple[Case, Office]:
    office = await unit.staff.office()
    actor = Actor.of(command.actor, office, rulebook.day(now))
    if office.member(command.actor) is None:
        raise CaseNotFound
    case = await case_by_number(command.number, actor, now, unit)
    if case is None:
        raise await not_by_number(command.number, actor, unit)
    at = Situation(case=case, actor=actor, office=office, now=now, rules=rulebook)
    if await unit.commands.case_of(command.command_id) == at.case.id:
        return at.case, at.office
    document = await _waiting(command.document_id, command.actor, now, unit)
    changed, happened = put_to(at, replace(document, kind=command.kind))
    await unit.documents.put_to_case(document.id, at.case.id, command.kind)
    await keep(at, changed, happened, unit)
    await unit.commands.remember(command.command_id, changed.id, now)
    return changed, at.office


async def _waiting(
    document_id: DocumentId, actor: StaffId, now: datetime, unit: UnitOfWork
) -> StoredDocument:
    document = await unit.documents.get(document_id)
    if document is None or document.case_id is not None or document.added_by != actor:
        raise FileGone
    if document.expires_at is not None and document.expires_at <= now:
        raise FileGone
    return document


async def fetch_document(
    units: UnitsOfWork,
    document_id: DocumentId,
    *,
    actor: StaffId,
    link_id: str,
    expires_at: datetime,
    now: datetime,
    rulebook: Rulebook,
) -> tuple[StoredDocument, bytes]:
    """Load a document through a link that works once and for a short while, and write down who read it.

    Whether the person may read this document is asked again now, not when the link was made. Raises
    LinkExpired, LinkUsed or DocumentNotFound; a refused link is not used up.
    """
    if now >= expires_at:
        raise LinkExpired
    return await transact(units, partial(_fetch, document_id, actor, link_id, expires_at, now, rulebook))


async def _fetch(
    document_id: DocumentId,
    actor: StaffId,
    link_id: str,
    expires_at: datetime,
    now: datetime,
    rulebook: Rulebook,
    unit: UnitOfWork,
) -> tuple[StoredDocument, bytes]:
    document = await unit.documents.get(document_id)
    case = await unit.cases.get(document.case_id) if document is not None and document.case_id else None
    try:
        at = await situation_of(case, actor, unit, rulebook=rulebook, now=now)
    except CaseNotFound:
        raise DocumentNotFound from None
    content = await unit.documents.content(document_id)
    if document is None or content is None or not may_read(at, document):
        raise DocumentNotFound
    if not await unit.links.use(link_id, expires_at):
        raise LinkUsed
    await unit.audit.append([read_entry(at, "DocumentFetched", document_id)])
    return document, content


def may_read(at: Situation, document: StoredDocument) -> bool:
    """Tell whether a person may read a document that lies with the case."""
    author = Actor.of(document.added_by, at.office, at.today)
    return may_read_paper(at.case, at.actor, document.kind, author)


async def discard_waiting(
    units: UnitsOfWork, document_id: DocumentId, actor: StaffId, *, now: datetime
) -> None:
    """Remove a file that waits, for the person who sent it; FileGone otherwise."""
    return await transact(units, partial(_discard, document_id, actor, now))


async def _discard(document_id: DocumentId, actor: StaffId, now: datetime, unit: UnitOfWork) -> None:
    document = await _waiting(document_id, actor, now, unit)
    await unit.documents.discard(document.id)


async def drop_expired(units: UnitsOfWork, *, now: datetime) -> int:
    """Remove the files that nobody put to a case in time; return how many."""

    async def drop(unit: UnitOfWork) -> int:
        return await unit.documents.drop_expired(now)

    return await transact(units, drop)
