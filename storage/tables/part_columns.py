"""The columns of ``cases`` that hold the parts of which a case has at most one.

A part's columns bear its name as a prefix. Where a part is not there its columns are empty, and an
empty text is stored as no value: neither costs anything when a case is loaded.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer

from procedure.vocabulary import (
    AcknowledgementState,
    AnswerKind,
    Cause,
    DecisionState,
    DispatchWay,
    EndReason,
    EscalationGround,
    Lead,
    Outcome,
    TalkForm,
    TalkState,
    Treatment,
    WaiverReason,
)
from storage.column_types import UtcInstant, one_of
from storage.tables.base import TeamKey, optional_text, person

COUNTED = ("contributions", "informing", "interim_notices", "further_receipts")
"""Lists with a table each; the row says how long they are, so that empty ones are not asked for."""


def part_columns() -> list[Column[Any]]:
    """Build the columns, in their order in the database."""
    return [
        Column("original_close_by", Date),
        Column("filed_at", UtcInstant),
        _kind("decision_state", DecisionState, default=DecisionState.NOT_NEEDED),
        *(Column(f"{name}_count", Integer, nullable=False, server_default="0") for name in COUNTED),
        *_acknowledgement(),
        *_decision(),
        *_talk(),
        _kind("treatment_kind", Treatment),
        _at("treatment_at"),
        _at("treatment_appointment_at"),
        optional_text("treatment_place"),
        *_returns(),
        *_closing(),
        *_ending_and_reopening(),
    ]


def _acknowledgement() -> list[Column[Any]]:
    return [
        _kind("acknowledgement_state", AcknowledgementState, default=AcknowledgementState.NOT_NEEDED),
        _at("acknowledgement_settled_at"),
        Column("acknowledgement_sent_on", Date),
        _kind("acknowledgement_way", DispatchWay),
        _kind("acknowledgement_waiver", WaiverReason),
        optional_text("acknowledgement_note"),
        _at("acknowledgement_receipt_confirmed_at"),
        person("acknowledgement_receipt_confirmed_by", nullable=True),
    ]


def _decision() -> list[Column[Any]]:
    return [
        _kind("decision_lead", Lead),
        _at("decision_decided_at"),
        person("decision_decided_by", nullable=True),
        optional_text("decision_instruction"),
        Column("decision_final_signature", Boolean),
        optional_text("decision_reason"),
    ]


def _talk() -> list[Column[Any]]:
    return [
        _kind("talk_state", TalkState, default=TalkState.NONE),
        _at("talk_wished_at"),
        _kind("talk_ground", EscalationGround),
        optional_text("talk_note"),
        _at("talk_noted_at"),
        _kind("talk_form", TalkForm),
        optional_text("talk_decision_note"),
        _at("talk_appointment_at"),
        _at("talk_decided_at"),
        Column("talk_held_on", Date),
        optional_text("talk_held_note"),
    ]


def _returns() -> list[Column[Any]]:
    return [
        column
        for name in ("returned", "revision", "transfer")
        for column in (
            _at(f"{name}_at"),
            optional_text(f"{name}_reason"),
            Column(f"{name}_team", TeamKey, ForeignKey("teams.id")),
        )
    ]


def _closing() -> list[Column[Any]]:
    return [
        _kind("closing_outcome", Outcome),
        _kind("closing_answer", AnswerKind),
        _at("closing_closed_at"),
        person("closing_closed_by", nullable=True),
        Column("closing_on_behalf", Boolean),
        Column("closing_answered_on", Date),
        _kind("closing_way", DispatchWay),
        optional_text("closing_no_answer_reason"),
        _kind("closing_cause", Cause),
        optional_text("closing_measure"),
        optional_text("closing_insight"),
        Column("closing_verbis_noted", Boolean),
        _at("closing_signed_at"),
        person("closing_signed_by", nullable=True),
        Column("closing_late", Boolean),
    ]


def _ending_and_reopening() -> list[Column[Any]]:
    return [
        _kind("ending_reason", EndReason),
        _at("ending_ended_at"),
        person("ending_ended_by", nullable=True),
        optional_text("ending_note"),
        optional_text("ending_target"),
        _at("reopening_at"),
        optional_text("reopening_reason"),
        _at("reopening_closed_before_at"),
    ]


def _at(name: str) -> Column[Any]:
    return Column(name, UtcInstant)


def _kind(name: str, members: type[StrEnum], default: StrEnum | None = None) -> Column[Any]:
    needed = default is not None
    return Column(name, one_of(members, name), nullable=not needed, server_default=default)
