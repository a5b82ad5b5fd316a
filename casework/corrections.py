"""Keeps what was typed before it was put right (Art. 16 GDPR; R50): the old value, the new one, and why."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Final

from casework.ports import Correction
from procedure.case import Case
from procedure.case_parts import Informing
from procedure.days_in_words import day_in_words, is_day_alone
from procedure.office import Office
from procedure.rulebook import Rulebook
from procedure.situation import Situation
from procedure.steps import Correct, CorrectNotes, Shield
from procedure.vocabulary import InformingState

CORRECTING: Final = (Correct, CorrectNotes, Shield)
"""The steps that put something right."""

_VALUES: Final[Mapping[str, Callable[[Case], object]]] = {
    "channel": lambda case: str(case.reaction.channel),
    "parting": lambda case: str(case.reaction.parting or ""),
    "handover_agreed_with": lambda case: case.reaction.handover_agreed_with,
    "escalation_note": lambda case: case.reaction.escalation_note,
    "follow_up_of": lambda case: case.reaction.follow_up_of,
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
    "confidential": lambda case: case.reaction.confidential,
    "concerns_lead": lambda case: case.reaction.concerns_lead,
    "concerns_management": lambda case: case.reaction.concerns_management,
    "resolved_on_spot": lambda case: case.reaction.resolved_on_spot,
    "time_consuming": lambda case: case.reaction.time_consuming,
    "reached_leadership": lambda case: case.reaction.reached_leadership,
    "talk_wish": lambda case: str(case.reaction.talk_wish),
    "talk_held_on": lambda case: case.talk.held_on,
    "talk_held_note": lambda case: case.talk.held_note,
    "krm_tool_ref": lambda case: case.krm_tool_ref,
    "ack_sent_on": lambda case: case.acknowledgement.sent_on,
    "ack_way": lambda case: str(case.acknowledgement.way or ""),
}
"""What the correcting steps can change, under the names of their fields."""


def corrections_between(at: Situation, new: Case, reason: str) -> tuple[Correction, ...]:
    """List each typed value that differs, both as text for people; ``at`` holds the case as it was."""
    if at.actor.staff_id is None:
        return ()
    before, after = _values(at.case, at.office), _values(new, at.office)
    return tuple(
        Correction(
            case_id=new.id,
            at=at.now,
            actor=at.actor.staff_id,
            field=field,
            old=_text(old, at.rules),
            new=_text(right, at.rules),
            reason=reason.strip(),
        )
        for (field, old), (_, right) in zip(before, after, strict=True)
        if old != right
    )


def _values(case: Case, office: Office) -> Iterator[tuple[str, object]]:
    """Name all typed values in the same order for a case before and after: no notice comes or goes."""
    yield from ((field, value(case)) for field, value in _VALUES.items())
    for notice in case.interim_notices:
        yield "interim_sent_on", notice.sent_on
        yield "interim_way", str(notice.way)
    yield from (("informing", _informing(row, office)) for row in case.informing)


def _informing(row: Informing, office: Office) -> str:
    team = office.team_name(row.team)
    match row.state:
        case InformingState.DONE if row.informed_on is not None:
            return f"{team}: {row.count} informiert am {day_in_words(row.informed_on)}"
        case InformingState.NOBODY:
            return f"{team}: niemand betroffen"
        case _:
            return f"{team}: noch nicht informiert"


def _text(value: object, rulebook: Rulebook) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nein"
        case datetime():
            local = rulebook.local(value)
            day = day_in_words(local.date())
            return day if is_day_alone(local) else f"{day}, {local.hour}.{local.minute:02d} Uhr"
        case date():
            return day_in_words(value)
        case _:
            return str(value)
