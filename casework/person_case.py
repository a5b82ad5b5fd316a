"""One case with everything that lies with it, as its customer may read it (Art. 15 DSGVO, § 83 SGB X)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from casework.person_contents import Part, contents_of
from casework.person_offices import office_of_person, office_of_role
from casework.person_redaction import Redaction
from casework.ports import AuditEntry, Correction, StoredDocument, UnitOfWork
from procedure.case import Case
from procedure.office import Office
from procedure.vocabulary import ConcernKind, DocumentKind, StaffId

_OF_THE_PERSON: Final = frozenset({"customer_name", "customer_contact", "customer_number"})
"""Corrections of what identifies the person herself."""
_KEYS: Final = frozenset({"document_id", "case_id", "command_id"})
"""Details of the record that only name rows of the database."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosedEvent:
    """A line of the record."""

    at: datetime
    office: str
    """In which office somebody acted, never who."""
    event: str
    details: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosedCorrection:
    """What was put right."""

    at: datetime
    office: str
    field: str
    old: str
    new: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosedPaper:
    """A letter or scan."""

    kind: DocumentKind
    name: str
    """Without employees, as every text."""
    media_type: str
    size: int
    """Bytes."""
    added_at: datetime
    office: str
    """Who put it to the case."""
    content: bytes | None
    """None: it was asked for without papers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosedCase:
    """A case with everything that lies with it."""

    number: str
    registered_at: datetime
    confidential: bool
    """A34, or a complaint about an employee's conduct: whoever hands it out looks twice."""
    parts: tuple[Part, ...]
    corrections: tuple[DisclosedCorrection, ...]
    history: tuple[DisclosedEvent, ...]
    """Up to this disclosure, without it."""
    papers: tuple[DisclosedPaper, ...]


class CaseReader:
    """Reads cases within one transaction; people of the house appear as their offices."""

    def __init__(self, office: Office, redaction: Redaction, unit: UnitOfWork, *, papers: bool) -> None:
        self._office = office
        self._redaction = redaction
        self._unit = unit
        self._papers = papers

    async def read(self, case: Case) -> DisclosedCase:
        """Read all that is kept about a case."""
        unit = self._unit
        return DisclosedCase(
            number=case.number,
            registered_at=case.registered_at,
            confidential=_is_delicate(case),
            parts=contents_of(case, self._office, self._redaction),
            corrections=tuple(self._correction(one) for one in await unit.corrections.of_case(case.id)),
            history=tuple(self._event(one) for one in await unit.audit.of_case(case.id)),
            papers=tuple([await self._paper(one) for one in await unit.documents.of_case(case.id)]),
        )

    def _event(self, entry: AuditEntry) -> DisclosedEvent:
        return DisclosedEvent(
            at=entry.at,
            office=office_of_role(entry.role),
            event=entry.event,
            details=tuple(
                (name, self._redaction(self._office_instead(value)))
                for name, value in entry.details.items()
                if name not in _KEYS
            ),
        )

    def _office_instead(self, value: str) -> str:
        """Put offices in the place of every employee's id; the record holds codes, dates and ids only."""
        for staff_id in self._office.staff:
            if staff_id in value:
                value = value.replace(staff_id, office_of_person(StaffId(staff_id), self._office))
        return value

    def _correction(self, correction: Correction) -> DisclosedCorrection:
        own = correction.field in _OF_THE_PERSON
        return DisclosedCorrection(
            at=correction.at,
            office=office_of_person(correction.actor, self._office),
            field=correction.field,
            old=correction.old if own else self._redaction(correction.old),
            new=correction.new if own else self._redaction(correction.new),
            reason=self._redaction(correction.reason),
        )

    async def _paper(self, document: StoredDocument) -> DisclosedPaper:
        return DisclosedPaper(
            kind=document.kind,
            name=self._redaction(document.name),
            media_type=document.media_type,
            size=document.size,
            added_at=document.added_at,
            office=office_of_person(document.added_by, self._office),
            content=await self._unit.documents.content(document.id) if self._papers else None,
        )


def _is_delicate(case: Case) -> bool:
    reaction = case.reaction
    return reaction.confidential or ConcernKind.DIENSTAUFSICHTSBESCHWERDE in reaction.concerns
