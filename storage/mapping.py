"""Between rows and the procedure's values. Personal data is sealed and opened here, and only here.

Columns bear the names of the fields they hold, so a field is mapped by naming it in one of the lists.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Table

from procedure.case import Case, Customer, Handover, Reaction
from storage.keys import KeyRing
from storage.part_mapping import EMBEDDED, LISTED
from storage.tables import cases, handovers

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
    "original_close_by",
    "decision_state",
    "filed_at",
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
    "concerns_management",
    "talk_wish",
    "escalation_ground",
    "parting",
    "origin_in_verbis",
    "legal_remedy_check",
    "withdraws",
    "external_due_on",
    "confidential",
    "people",
    "third_party_authorised",
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
    counts = {listed.counter: len(getattr(case, listed.name)) for listed in LISTED}
    return _plain(case, CASE_PLAIN) | _seal(case, CASE_SEALED, cases, keys) | counts


def reaction_columns(reaction: Reaction, keys: KeyRing) -> dict[str, Any]:
    """Return the columns of ``cases`` that hold the reaction and the customer."""
    return (
        _plain(reaction, REACTION_PLAIN)
        | _seal(reaction, REACTION_SEALED, cases, keys)
        | _seal(reaction.customer, CUSTOMER_SEALED, cases, keys, prefix="customer_")
        | {"customer_number_hash": keys.hash_customer_number(reaction.customer.number)}
    )


def changed_columns(case: Case, known: Case | None, keys: KeyRing) -> dict[str, Any]:
    """Return the columns of ``cases`` in which a case may differ from what is kept (None: nothing is).

    Few of so many, because naming a column costs SQLAlchemy more than writing it costs the database.
    """
    if known is None:
        columns = case_columns(case, keys) | reaction_columns(case.reaction, keys)
    else:
        columns = {"version": case.version} | _differing(case, known, keys)
        if known.reaction != case.reaction:
            columns |= reaction_columns(case.reaction, keys)
    for part in EMBEDDED:
        if known is None or getattr(known, part.name) != getattr(case, part.name):
            columns |= part.columns(case, keys)
    return columns


def _differing(case: Case, known: Case, keys: KeyRing) -> dict[str, Any]:
    plain = [field for field in CASE_PLAIN if getattr(case, field) != getattr(known, field)]
    sealed = [field for field in CASE_SEALED if getattr(case, field) != getattr(known, field)]
    counts = {
        listed.counter: len(getattr(case, listed.name))
        for listed in LISTED
        if len(getattr(case, listed.name)) != len(getattr(known, listed.name))
    }
    return _plain(case, plain) | _seal(case, sealed, cases, keys) | counts


def handover_columns(handover: Handover, keys: KeyRing) -> dict[str, Any]:
    """Return the columns of ``handovers``."""
    return _plain(handover, HANDOVER_PLAIN) | _seal(handover, HANDOVER_SEALED, handovers, keys)


def case_from(
    row: Row,
    handover: Row | None,
    words: Mapping[str, tuple[Any, ...]],
    lists: Mapping[str, Any],
    keys: KeyRing,
) -> Case:
    """Build a case from its row, its hand-over's row, its word lists and its other lists."""
    values = _pick(row, CASE_PLAIN) | _open(row, CASE_SEALED, cases, keys)
    return Case(
        **values,
        reaction=_reaction(row, words, keys),
        record_reasons=words["reasons"],
        excluded=words["excluded"],
        followed_by=words["followers"],
        documents=words["documents"],
        handover=None if handover is None else _handover(handover, keys),
        **{part.name: part.read(row, keys) for part in EMBEDDED},
        **lists,
    )


def _reaction(row: Row, words: Mapping[str, tuple[Any, ...]], keys: KeyRing) -> Reaction:
    customer = _open(row, CUSTOMER_SEALED, cases, keys, prefix="customer_")
    values = _pick(row, REACTION_PLAIN) | _open(row, REACTION_SEALED, cases, keys)
    return Reaction(
        **values,
        customer=Customer(**customer),
        concerns=words["concerns"],
        teams=words["teams"],
        praised_teams=words["praised_teams"],
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
