"""The gallery beside the cases: opened cases with their letters, lists, files, absences, the bare end."""

from dataclasses import replace
from datetime import date

from cards.absence import absence_card, return_card
from cards.card import Card
from cards.closed import closed_card
from cards.files import (
    FileView,
    file_discarded_card,
    file_question_card,
    file_receipt_card,
    file_refused_card,
)
from cards.full_text import full_text_card
from cards.list import list_card
from cards.sample_cases import held, one_in
from cards.sample_parts import CORRECTIONS, DOCUMENTS, HISTORY, a_contribution, a_document, delivered
from cards.sample_views import NOW, a_full_text, taken
from casework.part_views import CaseList, ListedCase
from procedure.duties import DutyKind
from procedure.vocabulary import CaseState, DocumentId, DocumentKind

_LISTED = (
    (31, CaseState.IN_PROGRESS_TEAM, DutyKind.ANSWER, date(2026, 11, 17), -2),
    (35, CaseState.IN_PROGRESS_TEAM, DutyKind.ANSWER, date(2026, 11, 18), -1),
    (38, CaseState.RECORDED, DutyKind.ACKNOWLEDGE, date(2026, 11, 19), 0),
    (39, CaseState.WITH_TEAM_LEAD, DutyKind.TAKE_OVER, date(2026, 11, 20), 1),
    (40, CaseState.IN_PROGRESS_TEAM, DutyKind.INFORM, date(2026, 11, 20), 1),
    (41, CaseState.FINAL_SIGNATURE, DutyKind.SIGN, date(2026, 11, 23), 2),
    (42, CaseState.IN_PROGRESS_MANAGEMENT, DutyKind.CONTRIBUTE, date(2026, 11, 25), 4),
    (43, CaseState.IN_PROGRESS_MANAGEMENT, DutyKind.DECIDE_TALK, date(2026, 11, 26), 5),
    (44, CaseState.IN_PROGRESS_TEAM, DutyKind.ANSWER, date(2026, 12, 2), 9),
    (45, CaseState.CLOSED, DutyKind.FILE, date(2026, 12, 4), 11),
)


def office_samples() -> dict[str, Card]:
    """Draw what is not a case."""
    return {**_opened(), **_lists(), **_files(), **_absences()}


def _opened() -> dict[str, Card]:
    many = tuple(a_document(n, DocumentKind.INCOMING, f"Anlage {n}.pdf") for n in range(1, 13))
    text = "Die Bescheide lagen nach sechs Wochen vor. Ursache war ein fehlender Nachweis."
    return {
        "full_text_letter": full_text_card(
            a_full_text(case=held(), documents=DOCUMENTS, history=HISTORY, corrections=CORRECTIONS)
        ),
        "full_text_petition": full_text_card(
            a_full_text(case=one_in(), documents=many, contributions=(delivered(text=text), a_contribution()))
        ),
        "closed": closed_card(taken().number, CaseState.CLOSED),
    }


def _lists() -> dict[str, Card]:
    mine = sample_list(title="Ihre Aufgaben", asked="meine", page=1)
    last = sample_list(title="Offene Vorgänge", asked="offen", page=3)
    last = replace(last, rows=last.rows[:3])
    nothing = CaseList(title="Suche", asked="suche Leistung C", rows=(), page=1, total=0, pages=1)
    idle = CaseList(title="Ihre Aufgaben", asked="meine", rows=(), page=1, total=0, pages=1)
    return {
        "list_mine": list_card(mine, today=NOW.date()),
        "list_open_last": list_card(last, today=NOW.date()),
        "list_empty": list_card(nothing, today=NOW.date()),
        "list_nothing_to_do": list_card(idle, today=NOW.date()),
    }


def sample_list(*, title: str, asked: str, page: int) -> CaseList:
    """Build a full page of a list of three pages."""
    rows = tuple(_row(*values) for values in _LISTED)
    return CaseList(title=title, asked=asked, rows=rows, page=page, total=23, pages=3)


def _row(number: int, state: CaseState, duty: DutyKind, due_on: date, left: int) -> ListedCase:
    return ListedCase(
        case_id=f"6f9619ff-8b86-4d01-b42d-{number:012}",
        version=3,
        number=f"KRM-2026-{number:04}",
        state=state,
        lead_name="Geschäftsleitung"
        if state is CaseState.IN_PROGRESS_MANAGEMENT
        else "Teamleitung Leistung A",
        due_on=due_on,
        working_days_left=left,
        next_duty=duty,
        owed_by="BGF" if duty is DutyKind.ACKNOWLEDGE else "Teamleitung Leistung A",
        mine=duty is not DutyKind.ACKNOWLEDGE,
    )


def _files() -> dict[str, Card]:
    file = FileView(
        document_id=DocumentId("0b9f5c1e-0000-4000-8000-000000000099"), name="Scan 0815.pdf", size=2_140_000
    )
    again = {"number": "0042", "kind": DocumentKind.ANSWER.value}
    return {
        "file_question": file_question_card(file),
        "file_question_problem": file_question_card(
            file,
            problem={"number": "Diesen Vorgang gibt es nicht. Bitte prüfen Sie die Nummer."},
            typed=again,
        ),
        "file_receipt": file_receipt_card("KRM-2026-0044", DocumentKind.INCOMING),
        "file_refused": file_refused_card("Die Datei ist größer als 10 MB. Bitte senden Sie sie kleiner."),
        "file_discarded": file_discarded_card(),
    }


def _absences() -> dict[str, Card]:
    return {
        "absence": absence_card(
            from_on=date(2026, 11, 20),
            until_on=date(2026, 11, 27),
            represented=(("Leistung A", "Sina Stellvertretung"), ("Leistung B", "das BGF")),
        ),
        "absence_other": absence_card(
            from_on=date(2026, 11, 20), until_on=date(2026, 11, 20), represented=(), name="Tom Teamleiter"
        ),
        "return": return_card(),
    }
