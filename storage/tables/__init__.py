"""The tables as the code sees them. The database gets them from ``migrations`` only; a test compares."""

from storage.tables.base import metadata
from storage.tables.cases import (
    Involvement,
    audit_entries,
    case_concerns,
    case_excluded_staff,
    case_numbers,
    case_record_reasons,
    case_teams,
    cases,
    handovers,
    processed_commands,
)
from storage.tables.messages import (
    OutboxState,
    conversation_references,
    dialog_states,
    outbox,
    seen_activities,
    sent_cards,
)
from storage.tables.office import absences, staff, staff_audit, staff_roles, team_deputies, teams

__all__ = [
    "Involvement",
    "OutboxState",
    "absences",
    "audit_entries",
    "case_concerns",
    "case_excluded_staff",
    "case_numbers",
    "case_record_reasons",
    "case_teams",
    "cases",
    "conversation_references",
    "dialog_states",
    "handovers",
    "metadata",
    "outbox",
    "processed_commands",
    "seen_activities",
    "sent_cards",
    "staff",
    "staff_audit",
    "staff_roles",
    "team_deputies",
    "teams",
]
