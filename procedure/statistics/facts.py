"""The facts of a case that are counted (GA VIII): kinds, teams and local days; no text, nobody.

An anonymised case has the same facts as before, so a year can be counted as long as the office exists.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from procedure.case import Case, Reaction
from procedure.case_parts import InterimNotice
from procedure.rulebook import Rulebook
from procedure.situation import OVER
from procedure.vocabulary import (
    AcknowledgementState,
    AnswerKind,
    Cause,
    Channel,
    ConcernKind,
    EndReason,
    EscalationGround,
    Lead,
    Origin,
    Outcome,
    RecordReason,
    TalkForm,
    TalkState,
    TalkWish,
    TeamId,
)

_NUMBER: Final = re.compile(r"KRM-\d{4}-\d{4,}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class InterimFact:
    """One Zwischennachricht (R27)."""

    sent_on: date
    until: date
    late: bool
    """Sent after the deadline that ran then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """One case, as the report counts it. All days are local days of the office."""

    number: str
    received_on: date
    """Its year is the year in which the case is counted."""
    registered_on: date
    channel: Channel
    origin: Origin
    concerns: tuple[ConcernKind, ...]
    """One case may name several kinds: cases and mentions are counted apart."""
    teams: tuple[TeamId, ...]
    """As they were named, without those that are only praised (A38: by their key then)."""
    lead: Lead
    lead_team: TeamId | None
    reasons: tuple[RecordReason, ...]
    """Empty: recorded of free will (R7)."""
    people: int
    acknowledgement: AcknowledgementState
    acknowledge_by: date | None
    """None: no acknowledgement was owed (R23)."""
    acknowledged_on: date | None
    first_close_by: date
    """The 14 days, or the day another body had set, before any interim notice."""
    close_by: date
    """The deadline that ran last."""
    interim_notices: tuple[InterimFact, ...]
    closed_on: date | None
    """When it was closed, and signed where the management signs."""
    outcome: Outcome | None
    answer: AnswerKind | None
    cause: Cause | None
    ended_on: date | None
    end: EndReason | None
    reopened_on: date | None
    follow_up_of: str
    """R9: number of the case this one follows; empty if none, or if only described."""
    is_follow_up: bool
    talk_wish: bool
    """Somebody wished to talk to the management (R39)."""
    immediate_talk: bool
    """At once, because of an alert (R38)."""
    threats: int
    """Alerts because of a threat."""
    talk_form: TalkForm | None
    talk_held_on: date | None
    further_receipts: int

    @property
    def year(self) -> int:
        """The year in which it is counted."""
        return self.received_on.year

    @property
    def obligatory(self) -> bool:
        """It had to be recorded (R3-R6)."""
        return bool(self.reasons)


def facts_of(case: Case, rules: Rulebook) -> CaseFacts:
    """Return what is counted of a case."""
    reaction = case.reaction
    ending = case.ending if case.state in OVER else None
    # While it waits for the management's signature (Z5), a closing is only proposed.
    closing = case.closing if case.state in OVER and ending is None else None
    follows = reaction.follow_up_of if _NUMBER.fullmatch(reaction.follow_up_of) else ""
    grounds = [alert.ground for alert in case.alerts]
    return CaseFacts(
        number=case.number,
        received_on=rules.day(reaction.received_at),
        registered_on=rules.day(case.registered_at),
        channel=reaction.channel,
        origin=reaction.origin,
        concerns=reaction.concerns,
        teams=_teams(reaction),
        lead=case.lead,
        lead_team=case.lead_team,
        reasons=case.record_reasons,
        people=reaction.people,
        acknowledgement=case.acknowledgement.state,
        acknowledge_by=case.acknowledge_by,
        acknowledged_on=case.acknowledgement.sent_on,
        first_close_by=case.original_close_by or case.close_by,
        close_by=case.close_by,
        interim_notices=tuple(_interim(notice) for notice in case.interim_notices),
        closed_on=rules.day(closing.signed_at or closing.closed_at) if closing else None,
        outcome=closing.outcome if closing else None,
        answer=closing.answer if closing else None,
        cause=closing.cause if closing else None,
        ended_on=rules.day(ending.ended_at) if ending else None,
        end=ending.reason if ending else None,
        reopened_on=rules.day(case.reopening.at) if case.reopening else None,
        follow_up_of=follows,
        is_follow_up=bool(follows) or ConcernKind.FOLGEREAKTION in reaction.concerns,
        talk_wish=case.talk.state is not TalkState.NONE or reaction.talk_wish is not TalkWish.NONE,
        immediate_talk=bool(grounds) or reaction.talk_wish is TalkWish.IMMEDIATE,
        threats=grounds.count(EscalationGround.BEDROHUNG),
        talk_form=case.talk.form,
        talk_held_on=case.talk.held_on,
        further_receipts=len(case.further_receipts),
    )


def _teams(reaction: Reaction) -> tuple[TeamId, ...]:
    criticised = tuple(team for team in reaction.teams if team not in reaction.praised_teams)
    return criticised or reaction.teams


def _interim(notice: InterimNotice) -> InterimFact:
    return InterimFact(sent_on=notice.sent_on, until=notice.until, late=notice.late)
