"""An invented office and cases in it. Every value can be overridden; the defaults fit together."""

# ruff: noqa: ANN401 - a builder takes any field of the value it builds

from datetime import UTC, date, datetime
from typing import Any

from procedure.case import Case, Customer, Handover, Reaction
from procedure.office import Absence, Office, StaffMember, Team
from procedure.vocabulary import (
    CaseId,
    CaseState,
    Channel,
    ConcernKind,
    Lead,
    Parting,
    RecordReason,
    Role,
    StaffId,
    TeamId,
)

FRONT_DESK = StaffId("00000000-0000-4000-8000-000000000001")
TEAM_LEAD_A = StaffId("00000000-0000-4000-8000-000000000002")
DEPUTY_A = StaffId("00000000-0000-4000-8000-000000000003")
BGF = StaffId("00000000-0000-4000-8000-000000000004")
MANAGEMENT = StaffId("00000000-0000-4000-8000-000000000005")
TEAM_LEAD_B = StaffId("00000000-0000-4000-8000-000000000006")
TEAM_LEAD_MI = StaffId("00000000-0000-4000-8000-000000000007")
EMPLOYEE = StaffId("00000000-0000-4000-8000-000000000008")

TEAM_A = TeamId("leistung-a")
TEAM_B = TeamId("leistung-b")
TEAM_MI = TeamId("markt-und-integration")

CASE_ID = CaseId("6f9619ff-8b86-4d01-b42d-00c04fc964ff")
RECEIVED_AT = datetime(2026, 12, 3, 9, 10, tzinfo=UTC)
"""Donnerstag, 3. Dezember 2026, 10.10 Uhr in Berlin."""
REGISTERED_AT = datetime(2026, 12, 3, 9, 14, tzinfo=UTC)


def an_office(*, absences: tuple[Absence, ...] = ()) -> Office:
    """Three teams; only Leistung A has a deputy."""
    people = (
        StaffMember(id=FRONT_DESK, name="Erika Empfang", roles=frozenset({Role.FRONT_DESK}), room="E.01"),
        StaffMember(id=TEAM_LEAD_A, name="Tom Teamleiter", room="2.14"),
        StaffMember(id=DEPUTY_A, name="Sina Stellvertretung", room="2.15"),
        StaffMember(id=BGF, name="Bea Büro", roles=frozenset({Role.BGF}), room="3.02"),
        StaffMember(
            id=MANAGEMENT, name="Gerd Geschäftsleitung", roles=frozenset({Role.MANAGEMENT}), room="3.01"
        ),
        StaffMember(id=TEAM_LEAD_B, name="Berta Beispiel", room="2.24"),
        StaffMember(id=TEAM_LEAD_MI, name="Mio Muster", room="1.07"),
        StaffMember(id=EMPLOYEE, name="Sven Sachbearbeitung", roles=frozenset({Role.EMPLOYEE}), room="2.11"),
    )
    teams = (
        Team(id=TEAM_A, name="Leistung A", lead=TEAM_LEAD_A, deputies=(DEPUTY_A,)),
        Team(id=TEAM_B, name="Leistung B", lead=TEAM_LEAD_B),
        Team(id=TEAM_MI, name="Markt und Integration", lead=TEAM_LEAD_MI),
    )
    return Office(
        staff={person.id: person for person in people},
        teams={team.id: team for team in teams},
        absences=absences,
    )


def a_customer(**overrides: Any) -> Customer:
    """Build an invented customer with an address and a number."""
    values: dict[str, Any] = {
        "name": "Karla Kundin",
        "contact": "Musterweg 1, 77777 Musterstadt",
        "number": "617A123456",
    }
    return Customer(**(values | overrides))


def a_reaction(**overrides: Any) -> Reaction:
    """Build a complaint about Leistung A, spoken at the desk; the customer waits for the Teamleitung."""
    values: dict[str, Any] = {
        "channel": Channel.IN_PERSON,
        "received_at": RECEIVED_AT,
        "concerns": (ConcernKind.FACHLICHE_BESCHWERDE,),
        "teams": (TEAM_A,),
        "summary": "Bescheid seit sieben Wochen offen",
        "customer": a_customer(),
        "referred_to_team_lead": True,
        "parting": Parting.WAITING,
    }
    return Reaction(**(values | overrides))


def a_handover(**overrides: Any) -> Handover:
    """Build an unanswered hand-over to Leistung A, due five minutes after the registration."""
    values: dict[str, Any] = {
        "waiting_since": REGISTERED_AT,
        "due_at": datetime(2026, 12, 3, 9, 19, tzinfo=UTC),
        "team": TEAM_A,
    }
    return Handover(**(values | overrides))


def a_case(**overrides: Any) -> Case:
    """Build the case of ``a_reaction`` as it stands right after its registration by the front desk."""
    reaction: Reaction = overrides.get("reaction") or a_reaction()
    waits = reaction.parting is Parting.WAITING
    values: dict[str, Any] = {
        "id": CASE_ID,
        "number": "KRM-2026-0001",
        "version": 1,
        "state": CaseState.WITH_TEAM_LEAD if reaction.channel.is_oral else CaseState.RECORDED,
        "lead": Lead.TEAM,
        "reaction": reaction,
        "registered_at": REGISTERED_AT,
        "registered_by": FRONT_DESK,
        "record_reasons": (RecordReason.NOT_REMEDIED, RecordReason.LEADERSHIP),
        "acknowledge_by": None if reaction.channel.is_oral else date(2026, 12, 8),
        "close_by": date(2026, 12, 17),
        "act_by": date(2026, 12, 17),
        "handover": a_handover() if waits else None,
    }
    return Case(**(values | overrides))
