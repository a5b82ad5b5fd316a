"""One office in memory at one moment: every use case in a line, so that tests say only what matters."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from casework.absences import AbsenceReported, report_absence, report_return
from casework.commands import OpenCase, PutToCase, ReportAbsence, ReportReturn, TakeStep, WriteLetter
from casework.documents import fetch_document, keep_waiting, put_to_case
from casework.find import find_by_number, find_cases
from casework.letter_ports import LetterFailed, LetterHead
from casework.letters import Letters
from casework.open_case import OpenedCase, look, open_case
from casework.part_views import CaseList
from casework.ports import StoredDocument, UnitsOfWork
from casework.record import first_reminders
from casework.requests import Request
from casework.take_step import take_step
from casework.write_letter import write_letter
from procedure.case import Case
from procedure.duties import duties_of
from procedure.rulebook import Rulebook
from procedure.steps import CaseStep
from procedure.switches import Switches
from procedure.vocabulary import DocumentId, DocumentKind, Outcome, StaffId
from procedure.working_days import WorkingCalendar
from tests.support.builders import REGISTERED_AT, an_office
from tests.support.fakes import FakeUnitsOfWork

NOW = REGISTERED_AT + timedelta(minutes=2)
LINK_ENDS = NOW + timedelta(minutes=5)
SENDER = LetterHead(
    office_name="Jobcenter Musterstadt",
    address="Musterplatz 1, 77777 Musterstadt",
    phone="07777 12345",
    privacy_url="https://jobcenter.example/datenschutz",
    signature="Büro der Geschäftsführung",
)
SWITCHES = Switches()
RULEBOOK = Rulebook(
    switches=SWITCHES,
    calendar=WorkingCalendar.from_switches(SWITCHES),
    timezone=ZoneInfo("Europe/Berlin"),
)


class FakeWriter:
    """Writes a letter's fields one below the other; fails when told to."""

    def __init__(self) -> None:
        self.fails = False
        self.written = 0

    def write(self, kind: DocumentKind, fields: Mapping[str, str]) -> bytes:
        """Return the fields as text."""
        if self.fails:
            raise LetterFailed("Die Vorlage hat keinen Platz für das Zeichen.")
        self.written += 1
        return "\n".join([kind, *(f"{name}={value}" for name, value in fields.items())]).encode()


def _ids() -> Iterator[str]:
    return (f"00000000-0000-4000-9000-{number:012d}" for number in count(1))


@dataclass(kw_only=True)
class House:
    """The use cases with everything they need, at ``now``."""

    units: FakeUnitsOfWork = field(default_factory=lambda: FakeUnitsOfWork(an_office()))
    through: UnitsOfWork | None = None
    """What stands between the use cases and the store, for tests in which something breaks."""
    rulebook: Rulebook = RULEBOOK
    now: datetime = NOW
    writer: FakeWriter = field(default_factory=FakeWriter)
    ids: Iterator[str] = field(default_factory=_ids)

    @property
    def letters(self) -> Letters:
        """How letters are made here."""
        return Letters(writer=self.writer, sender=SENDER, new_id=lambda: next(self.ids))

    async def has(self, *cases: Case) -> None:
        """Keep cases with what is owed about them, as they stand."""
        async with self.units() as unit:
            for case in cases:
                await unit.cases.add(case)
                duties = duties_of(case, self.rulebook)
                await unit.duties.replace(case.id, duties, first_reminders(case, duties, self.rulebook))
            await unit.commit()

    async def take(
        self,
        case: Case,
        who: StaffId,
        step: CaseStep,
        *,
        command_id: str = "press-1",
        version: int | None = None,
    ) -> Case:
        """Press the button of a step on a card of ``case`` as it stands there."""
        command = TakeStep(
            command_id=command_id,
            actor=who,
            case_id=case.id,
            version=case.version if version is None else version,
            step=step,
        )
        changed, _ = await take_step(
            self.through or self.units, command, rulebook=self.rulebook, now=self.now, letters=self.letters
        )
        return changed

    async def write(
        self,
        case: Case,
        who: StaffId,
        kind: DocumentKind,
        *,
        text: str = "",
        outcome: Outcome | None = None,
        command_id: str = "letter-1",
    ) -> Case:
        """Press the button that makes a letter."""
        command = WriteLetter(
            command_id=command_id,
            actor=who,
            case_id=case.id,
            version=case.version,
            kind=kind,
            text=text,
            outcome=outcome,
        )
        changed, _ = await write_letter(
            self.through or self.units, command, rulebook=self.rulebook, now=self.now, letters=self.letters
        )
        return changed

    async def look(self, case: Case, who: StaffId) -> Case:
        """Look at the card."""
        return (await look(self.units, case.id, who, rulebook=self.rulebook, now=self.now))[0]

    async def open(self, case: Case, who: StaffId) -> OpenedCase:
        """Open the full text."""
        command = OpenCase(actor=who, case_id=case.id)
        return await open_case(self.through or self.units, command, rulebook=self.rulebook, now=self.now)

    async def receive(self, who: StaffId, content: bytes = b"%PDF-1.7 invented") -> DocumentId:
        """Take a file that somebody sends."""
        return await keep_waiting(
            self.through or self.units,
            content,
            name="Scan.pdf",
            media_type="application/pdf",
            actor=who,
            now=self.now,
            new_id=lambda: next(self.ids),
        )

    async def put(
        self,
        document: DocumentId,
        number: str,
        who: StaffId,
        kind: DocumentKind = DocumentKind.INCOMING,
        *,
        command_id: str = "put-1",
    ) -> Case:
        """Name the case that a file belongs to."""
        command = PutToCase(command_id=command_id, actor=who, document_id=document, number=number, kind=kind)
        changed, _ = await put_to_case(
            self.through or self.units, command, rulebook=self.rulebook, now=self.now
        )
        return changed

    async def fetch(
        self, document: DocumentId, who: StaffId, link_id: str = "link-1"
    ) -> tuple[StoredDocument, bytes]:
        """Follow a link to a document."""
        return await fetch_document(
            self.through or self.units,
            document,
            actor=who,
            link_id=link_id,
            expires_at=LINK_ENDS,
            now=self.now,
            rulebook=self.rulebook,
        )

    async def away(
        self, staff_id: StaffId, first: date, last: date, *, by: StaffId | None = None
    ) -> AbsenceReported:
        """Report somebody away, herself unless ``by`` says who does."""
        command = ReportAbsence(
            command_id="away", actor=by or staff_id, staff_id=staff_id, from_on=first, until_on=last
        )
        return await report_absence(self.through or self.units, command, rulebook=self.rulebook, now=self.now)

    async def back(self, staff_id: StaffId, *, by: StaffId | None = None) -> str:
        """Report somebody back."""
        command = ReportReturn(command_id="back", actor=by or staff_id, staff_id=staff_id)
        return await report_return(self.through or self.units, command, rulebook=self.rulebook, now=self.now)

    async def find(self, request: Request, who: StaffId, *, page: int = 1) -> CaseList:
        """Ask for a list."""
        return await find_cases(self.units, request, who, page=page, rulebook=self.rulebook, now=self.now)

    async def number(self, number: str, who: StaffId) -> Case:
        """Ask for one case."""
        return (await find_by_number(self.units, number, who, rulebook=self.rulebook, now=self.now))[0]
