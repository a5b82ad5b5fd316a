"""Cases whose time is over, with everything that may lie beside one."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from casework.notices import Notice
from casework.ports import AuditEntry, Correction, StoredDocument, UnitOfWork, UnitsOfWork
from casework.reminding_ports import Permission, ReminderItem
from procedure.case import Case
from procedure.case_parts import Acknowledgement, Closing, Document, OralTreatment
from procedure.duties import Duty, DutyKind
from procedure.notification import NoticeKind
from procedure.representation import Audience, AudienceKind
from procedure.vocabulary import (
    AcknowledgementState,
    AnswerKind,
    CaseId,
    CaseState,
    DocumentId,
    DocumentKind,
    Outcome,
    Treatment,
)
from tests.support.builders import BGF, TEAM_LEAD_A, a_case

OVER = datetime(2026, 12, 17, 9, 0, tzinfo=UTC)
NIGHT = datetime(2029, 1, 1, 1, 30, tzinfo=UTC)
"""The first night on which what was over in 2026 may go."""
CUSTOMER_NUMBER = "617A123456"
SECRET = "Nachbarin Karla Kundin"
DUTY = Duty(kind=DutyKind.FILE, audience=Audience(AudienceKind.BGF), due_on=date(2026, 12, 20))


def expired_id(number: int) -> CaseId:
    """Return the id of the n-th case."""
    return CaseId(f"{number:08d}-8b86-4d01-b42d-00c04fc964ff")


def expired(number: int = 1, **overrides: Any) -> Case:  # noqa: ANN401 - any field of a case
    """Build a case that was over in 2026, filed, with a letter and texts in it."""
    values: dict[str, Any] = {
        "id": expired_id(number),
        "number": f"KRM-2026-{number:04d}",
        "state": CaseState.CLOSED,
        "holder": TEAM_LEAD_A,
        "taken_over_at": OVER,
        "acknowledgement": Acknowledgement(state=AcknowledgementState.NOT_NEEDED, note=SECRET),
        "treatment": OralTreatment(kind=Treatment.APPOINTMENT, at=OVER, appointment_at=OVER, place=SECRET),
        "closing": Closing(
            outcome=Outcome.FOUNDED,
            answer=AnswerKind.SENT,
            closed_at=OVER,
            closed_by=TEAM_LEAD_A,
            measure=SECRET,
        ),
        "filed_at": OVER,
        "documents": (Document(id=DocumentId(f"{number:08d}-0000-4000-9000-000000000001"), kind=ANSWER),),
        **overrides,
    }
    case = a_case(**values)
    assert case.handover is not None
    return replace(case, handover=replace(case.handover, callback=SECRET))


ANSWER = DocumentKind.ANSWER


def a_letter(case: Case, number: int = 1) -> StoredDocument:
    """Describe a letter that lies with a case."""
    return StoredDocument(
        id=DocumentId(f"{case.id[:8]}-0000-4000-9000-{number:012d}"),
        case_id=case.id,
        kind=ANSWER,
        name=f"{SECRET}.pdf",
        media_type="application/pdf",
        size=len(SECRET),
        added_at=OVER,
        added_by=TEAM_LEAD_A,
    )


def a_correction(case: Case) -> Correction:
    """Put a name right."""
    return Correction(
        case_id=case.id, at=OVER, actor=BGF, field="name", old=SECRET, new="Karla Kundin", reason=SECRET
    )


def an_entry(case: Case, event: str = "TakenOver") -> AuditEntry:
    """Say that the Teamleitung did something."""
    return AuditEntry(
        case_id=case.id, at=OVER, actor=TEAM_LEAD_A, role=None, on_behalf=False, event=event, details={}
    )


def an_item(case: Case) -> ReminderItem:
    """Remind the BGF of a case."""
    return ReminderItem(
        staff_id=BGF, case_id=case.id, kind=DUTY.kind, audience=DUTY.audience, due_on=DUTY.due_on, stage=0
    )


async def keep_with_all(units: UnitsOfWork, *cases: Case) -> None:
    """Keep cases in numbered order, each with everything that may lie beside one, all at once."""
    async with units() as unit:
        for case in cases:
            assert await unit.cases.allocate_number(2026) == case.number
            await unit.cases.add(case)
            await _put_beside(unit, case)
        await unit.commit()


async def _put_beside(unit: UnitOfWork, case: Case) -> None:
    await unit.corrections.append([a_correction(case)])
    happened = ("Registered", "Corrected", "Closed")
    await unit.audit.append([an_entry(case, event) for event in happened])
    if case.documents:
        await unit.documents.add(a_letter(case), SECRET.encode())
    news = Notice(kind=NoticeKind.NEWS_FOR_BGF, audience=DUTY.audience, case_id=case.id, due_at=OVER)
    await unit.notices.put([news])
    await unit.commands.remember(f"press-{case.id}", case.id, OVER)
    await unit.duties.replace(case.id, [DUTY], {DUTY: OVER})
    told = Permission(case_id=case.id, kind=DUTY.kind, audience=DUTY.audience, stage=0, due_on=DUTY.due_on)
    await unit.reminders.permit(told, OVER)
    await unit.reminders.put([an_item(case)])
