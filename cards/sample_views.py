"""Invented views for the gallery: one complaint at the desk, one letter, from everybody's place."""

# ruff: noqa: ANN401 - a builder takes any field of the view it builds

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from casework.views import CaseView, FullTextView, HandoverView, ReceiptView, Step, Viewpoint
from procedure.case import Customer
from procedure.vocabulary import (
    AnswerKind,
    CaseId,
    CaseState,
    Channel,
    ConcernKind,
    HandoverAnswer,
    Lead,
    Origin,
    Parting,
    TalkWish,
)

NOW = datetime(2026, 11, 19, 10, 42, tzinfo=ZoneInfo("Europe/Berlin"))
"""Donnerstag, 19. November 2026, 10:42 Uhr: the customer steps up to the desk."""

ALERTED = ("die Geschäftsleitung", "die Teamleitung Leistung A", "das BGF")

HANDOVER_STEPS = (Step.COME, Step.APPOINTMENT, Step.CALLBACK, Step.WRITTEN, Step.ASK_DEPUTY, Step.OPEN)


def a_handover(**overrides: Any) -> HandoverView:
    """Build a customer who has waited for two minutes without an answer."""
    values: dict[str, Any] = {
        "waiting_since": NOW,
        "due_at": NOW + timedelta(minutes=5),
        "deputy_asked_at": None,
        "deputy_name": "",
        "answer": None,
        "answered_at": None,
        "answered_by_name": "",
        "answered_by_room": "",
        "on_behalf": False,
        "appointment_at": None,
        "place": "",
        "callback": "",
    }
    return HandoverView(**(values | overrides))


def an_answer(answer: HandoverAnswer, **overrides: Any) -> HandoverView:
    """Build the same customer after the Teamleitung has answered."""
    values: dict[str, Any] = {
        "answer": answer,
        "answered_at": NOW + timedelta(minutes=2),
        "answered_by_name": "Tom Teamleiter",
        "answered_by_room": "214",
    }
    return a_handover(**(values | overrides))


def a_case(**overrides: Any) -> CaseView:
    """Build a complaint spoken at the desk, as the Teamleitung sees it after the customer has left."""
    values: dict[str, Any] = {
        "case_id": CaseId("6f9619ff-8b86-4d01-b42d-00c04fc964ff"),
        "version": 1,
        "number": "KRM-2026-0042",
        "viewpoint": Viewpoint.TEAM_LEAD,
        "state": CaseState.WITH_TEAM_LEAD,
        "lead": Lead.TEAM,
        "lead_name": "Teamleitung Leistung A",
        "channel": Channel.IN_PERSON,
        "origin": Origin.DIRECT,
        "origin_detail": "",
        "concerns": (ConcernKind.FACHLICHE_BESCHWERDE,),
        "team_names": ("Leistung A",),
        "subject": "Bescheid seit sieben Wochen offen, Miete nicht gezahlt",
        "received_at": NOW,
        "registered_at": NOW,
        "reporter_name": "Erika Empfang",
        "reporter_room": "004",
        "voluntary": False,
        "acknowledge_by": None,
        "close_by": date(2026, 12, 3),
        "act_by": date(2026, 12, 3),
        "working_days_left": 10,
        "parting": Parting.LEFT,
        "talk_wish": TalkWish.NONE,
        "escalation_ground": None,
        "legal_remedy_check": False,
        "about_lead": False,
        "agreed_with": "",
        "follow_up_of": "",
        "handover": None,
        "holder_name": "",
        "holder_on_behalf": False,
        "taken_over_at": None,
        "recorded_in_tool_at": None,
        "krm_tool_ref": "",
        "mine": False,
        "has_address": True,
        "answers": (AnswerKind.IN_TALK, AnswerKind.NOT_REQUIRED),
        "steps": (Step.TAKE_OVER, Step.OPEN),
    }
    view = CaseView(**(values | overrides))
    return replace(view, further_until=max(view.close_by, NOW.date()) + timedelta(days=14))


def waiting(**overrides: Any) -> CaseView:
    """Build the complaint while the customer stands at the desk."""
    values: dict[str, Any] = {
        "parting": Parting.WAITING,
        "handover": a_handover(),
        "steps": HANDOVER_STEPS,
    }
    return a_case(**(values | overrides))


def taken(**overrides: Any) -> CaseView:
    """Build the complaint after the Teamleitung has taken it over."""
    values: dict[str, Any] = {
        "state": CaseState.IN_PROGRESS_TEAM,
        "version": 3,
        "holder_name": "Tom Teamleiter",
        "taken_over_at": NOW + timedelta(minutes=30),
        "mine": True,
        "steps": (Step.OPEN,),
    }
    return a_case(**(values | overrides))


def a_letter(**overrides: Any) -> CaseView:
    """Build a letter that came through the Landratsamt and touches two teams: the management leads."""
    values: dict[str, Any] = {
        "number": "KRM-2026-0043",
        "viewpoint": Viewpoint.MANAGEMENT,
        "state": CaseState.IN_PROGRESS_MANAGEMENT,
        "lead": Lead.MANAGEMENT,
        "lead_name": "Geschäftsleitung",
        "channel": Channel.WRITTEN,
        "origin": Origin.LRA,
        "concerns": (ConcernKind.FACHLICHE_BESCHWERDE, ConcernKind.IDEE_ANREGUNG),
        "team_names": ("Leistung A", "Markt und Integration"),
        "subject": "Widersprüchliche Schreiben von zwei Teams, Vorschlag für einen Brief",
        "received_at": datetime(2026, 11, 18, 8, 30, tzinfo=NOW.tzinfo),
        "acknowledge_by": date(2026, 11, 23),
        "close_by": date(2026, 12, 2),
        "act_by": date(2026, 12, 2),
        "working_days_left": 9,
        "parting": None,
        "legal_remedy_check": True,
    }
    return a_case(**(values | overrides))


def for_bgf(view: CaseView, *, recorded: bool = False) -> CaseView:
    """Look at a case from the BGF, before or after it was recorded in the KRM-Tool."""
    if not recorded:
        return replace(view, viewpoint=Viewpoint.BGF, steps=(Step.CONFIRM_RECORDED, Step.OPEN))
    return replace(
        view,
        viewpoint=Viewpoint.BGF,
        steps=(Step.OPEN,),
        recorded_in_tool_at=NOW + timedelta(hours=1),
        krm_tool_ref="4711",
    )


def for_management(view: CaseView, **overrides: Any) -> CaseView:
    """Look at a case of a team from the management."""
    values: dict[str, Any] = {
        "viewpoint": Viewpoint.MANAGEMENT,
        "leads": False,
        "mine": False,
        "missing": (),
        "duties": (),
        "steps": (Step.OPEN, Step.DECIDE, Step.RECLASSIFY),
    }
    return replace(view, **(values | overrides))


def for_bgf_later(view: CaseView, **overrides: Any) -> CaseView:
    """Look at a case of another office from the BGF, without what is not its business (R16)."""
    values: dict[str, Any] = {"viewpoint": Viewpoint.BGF, "subject": "", "leads": False, "mine": False}
    if view.closing is not None:
        values["closing"] = replace(view.closing, cause=None, measure="")
    return replace(view, **(values | overrides))


def for_reporter(view: CaseView) -> CaseView:
    """Look at a case from the desk that reported it: no subject, no steps."""
    return replace(view, viewpoint=Viewpoint.REPORTER, subject="", mine=False, steps=())


def a_full_text(**overrides: Any) -> FullTextView:
    """Build the opened complaint with an invented customer."""
    values: dict[str, Any] = {
        "case": taken(),
        "summary": (
            "Die Kundin wartet seit sieben Wochen auf den Bescheid über die Weiterbewilligung.\n\n"
            "Sie hat die Miete für November nicht zahlen können und bittet um eine schnelle Entscheidung."
        ),
        "customer": Customer(
            name="Karla Kundin", contact="Musterweg 1, 77777 Musterstadt", number="617A123456"
        ),
        "anonymous": False,
        "escalation_note": "",
    }
    return FullTextView(**(values | overrides))


def a_receipt(**overrides: Any) -> ReceiptView:
    """Build the receipt of the complaint, the customer having left."""
    values: dict[str, Any] = {
        "number": "KRM-2026-0042",
        "lead_name": "Teamleitung Leistung A",
        "acknowledge_by": None,
        "close_by": date(2026, 12, 3),
        "informed": ("das BGF", "die Teamleitung Leistung A"),
        "alerted": (),
        "waiting": False,
        "team_asked": True,
        "referred_to_writing": False,
        "voluntary": False,
        "legal_remedy_check": False,
        "spoken": True,
        "answer_promised": True,
        "seen_for_a_day": True,
    }
    return ReceiptView(**(values | overrides))
