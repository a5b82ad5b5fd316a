"""Keeps what was typed before it was put right (Art. 16 GDPR; R50): the old value, the new one, and why."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Final

from casework.ports import Correction
from procedure.case import Case
from procedure.days_in_words import day_in_words
from procedure.rulebook import Rulebook
from procedure.vocabulary import StaffId

_VALUES: Final[Mapping[str, Callable[[Case], object]]] = {
    "summary": lambda case: case.reaction.summary,
    "customer_name": lambda case: case.reaction.customer.name,
    "customer_contact": lambda case: case.reaction.customer.contact,
    "customer_number": lambda case: case.reaction.customer.number,
    "received_at": lambda case: case.reaction.received_at,
    "origin": lambda case: str(case.reaction.origin),
    "origin_detail": lambda case: case.reaction.origin_detail,
    "external_due_on": lambda case: case.reaction.external_due_on,
    "third_party_authorised": lambda case: case.reaction.third_party_authorised,
    "origin_in_verbis": lambda case: case.reaction.origin_in_verbis,
    "legal_remedy_check": lambda case: case.reaction.legal_remedy_check,
    "people": lambda case: case.reaction.people,
}
"""What ``procedure.steps.Correct`` can change, under its names."""


def corrections_between(
    old: Case, new: Case, *, actor: StaffId, at: datetime, reason: str, rulebook: Rulebook
) -> tuple[Correction, ...]:
    """List each typed value that differs, both as text for people."""
    return tuple(
        Correction(
            case_id=new.id,
            at=at,
            actor=actor,
            field=field,
            old=_text(value(old), rulebook),
            new=_text(value(new), rulebook),
            reason=reason.strip(),
        )
        for field, value in _VALUES.items()
        if value(old) != value(new)
    )


def _text(value: object, rulebook: Rulebook) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nein"
        case datetime():
            local = rulebook.local(value)
            return f"{day_in_words(local.date())}, {local.hour}.{local.minute:02d} Uhr"
        case date():
            return day_in_words(value)
        case _:
            return str(value)
