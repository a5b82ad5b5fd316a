"""Between rows and the procedure's values. Personal data is sealed and opened here, and only here.

Columns bear the names of the fields they hold, so a field is mapped by naming it in one of the lists.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Table

from procedure.case import Case, Customer, Handover, Reaction
from storage.keys import KeyRing
from storage.tables import Involvement, cases, handovers

Row = Mapping[str, Any]

CASE_PLAIN = (
    "id",
    "number",
    "version",
    "state",
    "lead",
    "registered_at",
    "registered_by",
    "acknowledge_by",
    "close_by",
    "act_by",
    "lead_excluded",
    "holder",
    "taken_over_at",
    "holder_on_behalf",
    "recorded_in_tool_at",
)
CASE_SEALED = ("krm_tool_ref",)
REACTION_PLAIN = (
    "channel",
    "received_at",
    "origin",
    "anonymous",
    "resolved_on_spot",
    "time_consuming",
    "reached_leadership",
    "referred_to_team_lead",
    "concerns_lead",
    "talk_wish",
    "escalation_ground",
    "parting",
    "origin_in_verbis",
    "legal_remedy_check",
    "withdraws",
    "external_due_on",
)
REACTION_SEALED = (
    "origin_detail",
    "summary",
    "escalation_note",
    "handover_agreed_with",
    "follow_up_of",
    "duplicate_of",
)
CUSTOMER_SEALED = ("name", "contact", "number")
HANDOVER_PLAIN = (
    "waiting_since",
    "due_at",
    "team",
    "deputy_asked_at",
    "answer",
    "answered_at",
    "answered_by",
    "on_behalf",
    "appointment_at",
)
HANDOVER_SEALED = ("place", "callback")


def case_columns(case: Case, keys: KeyRing) -> dict[str, Any]:
    """Return the columns of ``cases`` that hold the case itself."""
    return _plain(case, CASE_PLAIN) | _seal(case, CASE_SEALED, cases, keys)


def reaction_columns(reaction: Reaction, keys: KeyRing) -> dict[str, Any]:
    """Return the columns of ``cases`` that hold the reaction and the customer."""
    return (
        _plain(reaction, REACTION_PLAIN)
        | _seal(reaction, REACTION_SEALED, cases, keys)
        | _seal(reaction.customer, CUSTOMER_SEALED, cases, keys, prefix="customer_")
        | {"customer_number_hash": keys.hash_customer_number(reaction.customer.number)}
    )


def handover_columns(handover: Handover, keys: KeyRing) -> dict[str, Any]:
    """Return the columns of ``handovers``."""
    return _plain(handover, HANDOVER_PLAIN) | _seal(handover, HANDOVER_SEALED, handovers, keys)


def concern_rows(case: Case) -> list[dict[str, Any]]:
    """Return the rows of ``case_concerns``."""
    return [
        {"case_id": case.id, "position": position, "kind": kind}
        for position, kind in enumerate(case.reaction.concerns)
    ]


def team_rows(case: Case) -> list[dict[str, Any]]:
    """Return the rows of ``case_teams``."""
    involved = (
        (Involvement.CONCERNED, case.reaction.teams),
        (Involvement.PRAISED, case.reaction.praised_teams),
    )
    return [
        {"case_id": case.id, "involvement": involvement, "position": position, "team_id": team}
        for involvement, teams in involved
        for position, team in enumerate(teams)
    ]


def reason_rows(case: Case) -> list[dict[str, Any]]:
    """Return the rows of ``case_record_reasons``."""
    return [
        {"case_id": case.id, "position": position, "reason": reason}
        for position, reason in enumerate(case.record_reasons)
    ]


def excluded_rows(case: Case) -> list[dict[str, Any]]:
    """Return the rows of ``case_excluded_staff``."""
    return [
        {"case_id": case.id, "position": position, "staff_id": staff_id}
        for position, staff_id in enumerate(case.excluded)
    ]


def case_from(row: Row, handover: Row | None, parts: Mapping[str, tuple[Any, ...]], keys: KeyRing) -> Case:
    """Build a case from its row, its hand-over's row and its parts (see ``storage.cases``)."""
    values = _pick(row, CASE_PLAIN) | _open(row, CASE_SEALED, cases, keys)
    return Case(
        **values,
        reaction=_reaction(row, parts, keys),
        record_reasons=parts["reasons"],
        excluded=parts["excluded"],
        handover=None if handover is None else _handover(handover, keys),
    )


def _reaction(row: Row, parts: Mapping[str, tuple[Any, ...]], keys: KeyRing) -> Reaction:
    customer = _open(row, CUSTOMER_SEALED, cases, keys, prefix="customer_")
    values = _pick(row, REACTION_PLAIN) | _open(row, REACTION_SEALED, cases, keys)
    return Reaction(
        **values,
        customer=Customer(**customer),
        concerns=parts["concerns"],
        teams=parts["teams"],
        praised_teams=parts["praised_teams"],
    )


def _handover(row: Row, keys: KeyRing) -> Handover:
    return Handover(**_pick(row, HANDOVER_PLAIN), **_open(row, HANDOVER_SEALED, handovers, keys))


def _plain(value: object, fields: Iterable[str]) -> dict[str, Any]:
    return {field: getattr(value, field) for field in fields}


def _pick(row: Row, fields: Iterable[str]) -> dict[str, Any]:
    return {field: row[field] for field in fields}


def _seal(
    value: object, fields: Iterable[str], table: Table, keys: KeyRing, *, prefix: str = ""
) -> dict[str, Any]:
    return {
        prefix + field: keys.seal(getattr(value, field), f"{table.name}.{prefix}{field}") for field in fields
    }


def _open(
    row: Row, fields: Iterable[str], table: Table, keys: KeyRing, *, prefix: str = ""
) -> dict[str, Any]:
    return {field: keys.open(row[prefix + field], f"{table.name}.{prefix}{field}") for field in fields}
