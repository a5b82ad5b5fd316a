"""Invented parts of a case for the gallery: duties, Beiträge, notices, letters, the record."""

# ruff: noqa: ANN401 - a builder takes any field of the view it builds

from datetime import date, datetime, timedelta
from typing import Any

from cards.sample_views import NOW
from casework.part_views import (
    ClosingView,
    ContributionView,
    CorrectionView,
    DocumentView,
    DutyView,
    HistoryLine,
    InformingView,
    InterimView,
    TeamChoice,
)
from procedure.duties import DutyKind
from procedure.vocabulary import (
    AnswerKind,
    Cause,
    ContributionState,
    DispatchWay,
    DocumentId,
    DocumentKind,
    InformingState,
    Outcome,
    Role,
    TeamId,
)

TEAMS = (
    TeamChoice(id=TeamId("leistung-a"), name="Leistung A"),
    TeamChoice(id=TeamId("leistung-b"), name="Leistung B"),
    TeamChoice(id=TeamId("markt-und-integration"), name="Markt und Integration"),
)

EXPLANATION = (
    "Eingangsbestätigung: Eingang Mittwoch, 18. November 2026. Der dritte Arbeitstag danach ist der 23.",
    "Antwort: 14 Kalendertage nach dem Eingang, das ist Mittwoch, 2. Dezember 2026.",
)

_OFFICES = {
    DutyKind.RECORD: "BGF",
    DutyKind.ACKNOWLEDGE: "BGF",
    DutyKind.ASSIGN: "BGF",
    DutyKind.FILE: "BGF",
    DutyKind.DECIDE: "Geschäftsleitung",
    DutyKind.DECIDE_TALK: "Geschäftsleitung",
    DutyKind.HOLD_TALK: "Geschäftsleitung",
    DutyKind.SIGN: "Geschäftsleitung",
}


def owed(kind: DutyKind, day: date, left: int, *, mine: bool = True) -> DutyView:
    """Build one thing owed."""
    office = _OFFICES.get(kind, "Teamleitung Leistung A")
    return DutyView(kind=kind, due_on=day, working_days_left=left, owed_by=office, mine=mine)


def a_contribution(**overrides: Any) -> ContributionView:
    """Build the Beitrag that Leistung A owes."""
    values: dict[str, Any] = {
        "team": TeamId("leistung-a"),
        "team_name": "Leistung A",
        "state": ContributionState.OPEN,
        "due_on": date(2026, 11, 25),
        "mine": False,
    }
    return ContributionView(**(values | overrides))


def delivered(**overrides: Any) -> ContributionView:
    """Build a Beitrag that is there."""
    at = datetime(2026, 11, 24, 15, 10, tzinfo=NOW.tzinfo)
    values: dict[str, Any] = {
        "state": ContributionState.DELIVERED,
        "delivered_at": at,
        "delivered_by": "Tom Teamleiter",
    }
    return a_contribution(**(values | overrides))


def informed(state: InformingState = InformingState.DONE, **overrides: Any) -> InformingView:
    """Build whether the employees of Leistung A know."""
    done = state is InformingState.DONE
    values: dict[str, Any] = {
        "team": TeamId("leistung-a"),
        "team_name": "Leistung A",
        "state": state,
        "mine": True,
        "informed_on": date(2026, 11, 23) if done else None,
        "count": 2 if done else None,
    }
    return InformingView(**(values | overrides))


def an_interim_notice(**overrides: Any) -> InterimView:
    """Build a Zwischennachricht in time."""
    values: dict[str, Any] = {
        "number": 1,
        "sent_on": date(2026, 11, 30),
        "until": date(2026, 12, 16),
        "reason": "Wir warten auf eine Auskunft der Familienkasse.",
        "way": DispatchWay.LETTER,
        "late": False,
    }
    return InterimView(**(values | overrides))


def a_closing(**overrides: Any) -> ClosingView:
    """Build a result: the complaint was right."""
    values: dict[str, Any] = {
        "outcome": Outcome.FOUNDED,
        "answer": AnswerKind.SENT,
        "closed_at": datetime(2026, 12, 1, 14, 5, tzinfo=NOW.tzinfo),
        "closed_by": "Tom Teamleiter",
        "on_behalf": False,
        "late": False,
        "answered_on": date(2026, 12, 1),
        "way": DispatchWay.LETTER,
        "cause": Cause.PROCESS,
        "measure": "Anträge auf Weiterbewilligung werden jetzt wöchentlich geprüft.",
    }
    return ClosingView(**(values | overrides))


def a_document(number: int, kind: DocumentKind, name: str) -> DocumentView:
    """Build something that lies with the case."""
    return DocumentView(
        id=DocumentId(f"0b9f5c1e-0000-4000-8000-{number:012}"),
        kind=kind,
        name=name,
        size=48_300 + 310_000 * number,
        added_at=NOW + timedelta(days=number),
        added_by="Bea Büro",
    )


DOCUMENTS = (
    a_document(1, DocumentKind.INCOMING, "Scan 2026-11-18.pdf"),
    a_document(2, DocumentKind.ACKNOWLEDGEMENT, "Eingangsbestätigung KRM-2026-0044.docx"),
    a_document(3, DocumentKind.INCOMING, "Nachtrag.pdf"),
)

HISTORY = (
    HistoryLine(at=NOW, who="Erika Empfang", role=Role.FRONT_DESK, event="Registered"),
    HistoryLine(at=NOW + timedelta(hours=1), who="Bea Büro", role=Role.BGF, event="RecordedInTool"),
    HistoryLine(at=NOW + timedelta(days=1), who="Bea Büro", role=Role.BGF, event="AcknowledgementSent"),
    HistoryLine(
        at=NOW + timedelta(days=1, hours=1),
        who="Sina Stellvertretung (i. V.)",
        role=Role.DEPUTY,
        event="ReceiptConfirmed",
    ),
    HistoryLine(
        at=NOW + timedelta(days=1, hours=2),
        who="Gerd Geschäftsleitung",
        role=Role.MANAGEMENT,
        event="Decided",
        details=(("lead", "team"), ("with_instruction", "True"), ("final_signature", "False")),
    ),
    HistoryLine(
        at=NOW + timedelta(days=11),
        who="Tom Teamleiter",
        role=Role.TEAM_LEAD,
        event="InterimNoticeSent",
        details=(("number", "1"), ("until", "2026-12-16"), ("late", "False")),
    ),
)

CORRECTIONS = (
    CorrectionView(
        at=NOW + timedelta(days=2),
        who="Bea Büro",
        field="customer_contact",
        old="Musterweg 1, 77777 Musterstadt",
        new="Musterweg 11, 77777 Musterstadt",
        reason="Hausnummer falsch übertragen",
    ),
)
