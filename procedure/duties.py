"""What is owed about a case, by whom and until when: reminders, lists and „Als Nächstes“ rest on it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from procedure.case import Case
from procedure.representation import Audience, AudienceKind
from procedure.rulebook import Rulebook
from procedure.standing import home_team, open_to
from procedure.transitions.oral import letter_came
from procedure.vocabulary import (
    AcknowledgementState,
    CaseState,
    ContributionState,
    DecisionState,
    InformingState,
    Lead,
    TalkForm,
    TalkState,
    TeamId,
)


class DutyKind(StrEnum):
    """The things that can be owed."""

    RECORD = "erfassen"
    """BGF: enter it into the KRM-Tool (R14)."""
    ACKNOWLEDGE = "eingangsbestaetigung"
    """BGF (R18, R22)."""
    ASSIGN = "neu_zuordnen"
    """BGF: a team said it is not responsible (A18)."""
    FILE = "ablage"
    """BGF: check the file after the end (R42)."""
    DECIDE = "entscheidung_gl"
    """Management: who works on it (R33), or consent to a transfer."""
    DECIDE_TALK = "gespraech_entscheiden"
    """Management: form of the reaction (R41)."""
    HOLD_TALK = "gespraech_fuehren"
    """Management: the talk it decided on."""
    SIGN = "schlusszeichnung"
    """Management (R34)."""
    NOTE_TALK = "gespraech_vermerk"
    """Teamleitung: what the management has to know (R39)."""
    CONFIRM_RECEIPT = "empfang_bestaetigen"
    """Office that leads (R25)."""
    TAKE_OVER = "uebernehmen"
    """Office that leads, while nobody holds the case."""
    INFORM = "beschaeftigte_informieren"
    """Teamleitung of each team concerned (R21, A24)."""
    CONTRIBUTE = "beitrag"
    """Teamleitung of a team that owes its Beitrag (R13, A23)."""
    ANSWER = "abschluss"
    """Office that leads: answer and close, or an interim notice before (R26, R27)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One thing owed. ``audience`` is the office; who stands in for it is resolved when asked."""

    kind: DutyKind
    audience: Audience
    due_on: date
    ends_on: date | None = None
    """Where the deadline itself ends later than the last working day on which it can be kept (A10, A21)."""
    since: date | None = field(default=None, compare=False)
    """The local day from which ``due_on`` counts, where that is not the receipt; no part of what is owed."""


HOLD_TALK_WORKING_DAYS: Final = 5
"""Working days to hold a talk for which no appointment is made; a reading of ours."""

_BGF: Final = Audience(AudienceKind.BGF)
_MANAGEMENT: Final = Audience(AudienceKind.MANAGEMENT)
_WITH_AN_OFFICE: Final = frozenset(
    {CaseState.WITH_TEAM_LEAD, CaseState.IN_PROGRESS_TEAM, CaseState.IN_PROGRESS_MANAGEMENT}
)


def duties_of(case: Case, rules: Rulebook) -> tuple[Duty, ...]:
    """List what is owed now, the most urgent first; nothing once a case has ended and is filed.

    What is overdue stays. Who owes it is an office: of a case kept from the Teamleitung it is the
    management in her place (A26, A34).
    """
    if case.state is CaseState.ANONYMISED:
        return ()
    if case.state in {CaseState.CLOSED, CaseState.ENDED}:
        owed = [*_recording(case, rules), *_filing(case, rules)]
    else:
        owed = [
            *_bgf(case, rules),
            *_management(case, rules),
            *_talk(case, rules),
            *_lead(case, rules),
            *_teams(case, rules),
        ]
    return tuple(sorted(owed, key=lambda duty: duty.due_on))


def _filing(case: Case, rules: Rulebook) -> Iterator[Duty]:
    over_at = case.closing.closed_at if case.closing is not None else None
    if case.state is CaseState.ENDED and case.ending is not None:
        over_at = case.ending.ended_at
    if case.filed_at is None and over_at is not None:
        yield _soon(DutyKind.FILE, _BGF, over_at, rules)


def _recording(case: Case, rules: Rulebook) -> Iterator[Duty]:
    """R14: also after the end, until the file is found complete."""
    wanted = rules.switches.krm_tool == "manual" and case.filed_at is None
    if wanted and case.recorded_in_tool_at is None:
        yield _soon(DutyKind.RECORD, _BGF, case.registered_at, rules)


def _bgf(case: Case, rules: Rulebook) -> Iterator[Duty]:
    yield from _recording(case, rules)
    if case.acknowledgement.state is AcknowledgementState.OPEN and case.acknowledge_by is not None:
        yield Duty(kind=DutyKind.ACKNOWLEDGE, audience=_BGF, due_on=case.acknowledge_by)
    if case.returned is not None:
        # On the same day (A18); whoever gives it back on a free day leaves the BGF the next working day.
        since = rules.day(case.returned.at)
        due_on = rules.calendar.first_working_day_on_or_after(since)
        yield Duty(kind=DutyKind.ASSIGN, audience=_BGF, due_on=due_on, since=since)


def _management(case: Case, rules: Rulebook) -> Iterator[Duty]:
    if case.decision_state is DecisionState.OPEN:
        asked_at = case.transfer.at if case.transfer is not None else case.registered_at
        yield _soon(DutyKind.DECIDE, _MANAGEMENT, asked_at, rules)
    if case.state is CaseState.FINAL_SIGNATURE and case.closing is not None:
        yield _soon(DutyKind.SIGN, _MANAGEMENT, case.closing.closed_at, rules)


def _talk(case: Case, rules: Rulebook) -> Iterator[Duty]:
    talk = case.talk
    match talk.state:
        case TalkState.WISHED:
            wished_at = talk.wished_at or case.registered_at
            team = home_team(case)
            if talk.ground is None and team in open_to(case) and team is not None:
                yield _soon(DutyKind.NOTE_TALK, _lead_of(team), wished_at, rules)
            else:
                yield _soon(DutyKind.DECIDE_TALK, _MANAGEMENT, wished_at, rules)
        case TalkState.NOTED:
            yield _soon(DutyKind.DECIDE_TALK, _MANAGEMENT, talk.noted_at or case.registered_at, rules)
        case TalkState.DECIDED if talk.form in {TalkForm.TELEPHONE, TalkForm.IN_PERSON}:
            yield _holding_talk(case, rules)
        case _:
            pass


def _holding_talk(case: Case, rules: Rulebook) -> Duty:
    decided_on = rules.day(case.talk.decided_at or case.registered_at)
    due_on = rules.calendar.nth_working_day_after(decided_on, HOLD_TALK_WORKING_DAYS)
    if case.talk.appointment_at is not None:
        due_on = rules.day(case.talk.appointment_at)
    return Duty(kind=DutyKind.HOLD_TALK, audience=_MANAGEMENT, due_on=due_on, since=decided_on)


def _lead(case: Case, rules: Rulebook) -> Iterator[Duty]:
    """List what the office that leads owes: nothing once it has given the case back or awaits a signature."""
    if case.returned is not None or case.state is CaseState.FINAL_SIGNATURE:
        return
    audience = _lead_of(case.lead_team) if case.lead is Lead.TEAM and case.lead_team else _MANAGEMENT
    ends_on = case.close_by if case.close_by > case.act_by else None
    promised_on = rules.day(case.interim_notices[-1].noted_at) if case.interim_notices else None
    yield Duty(
        kind=DutyKind.ANSWER, audience=audience, due_on=case.act_by, ends_on=ends_on, since=promised_on
    )
    if case.state not in _WITH_AN_OFFICE:
        return
    settled_at = case.acknowledgement.settled_at
    confirmed = case.acknowledgement.receipt_confirmed_at is not None
    if settled_at is not None and letter_came(case) and not confirmed:
        # Whoever confirms the receipt takes the case over with it.
        came_at = max(settled_at, _came_to_the_office_at(case))
        yield _soon(DutyKind.CONFIRM_RECEIPT, audience, came_at, rules)
    elif case.holder is None:
        yield _soon(DutyKind.TAKE_OVER, audience, _came_to_the_office_at(case), rules)


def _came_to_the_office_at(case: Case) -> datetime:
    """Return when the office that leads got the case: the last of what may have brought it there."""
    since = (
        case.registered_at,
        case.acknowledgement.settled_at,
        case.decision.decided_at if case.decision is not None else None,
        case.reopening.at if case.reopening is not None else None,
    )
    return max(instant for instant in since if instant is not None)


def _teams(case: Case, rules: Rulebook) -> Iterator[Duty]:
    yield from _informing(case, rules)
    for contribution in case.contributions:
        if contribution.state in {ContributionState.OPEN, ContributionState.RETURNED}:
            yield Duty(
                kind=DutyKind.CONTRIBUTE,
                audience=_lead_of(contribution.team),
                due_on=contribution.due_on,
                since=rules.day(contribution.requested_at),
            )


def _informing(case: Case, rules: Rulebook) -> Iterator[Duty]:
    """R21, A24: counted from the hand-over, which comes with the acknowledgement, or from their return."""
    if not case.acknowledgement.is_settled and not case.reaction.channel.is_oral:
        return
    handed_over_at = case.registered_at
    if not case.reaction.channel.is_oral:
        handed_over_at = case.acknowledgement.settled_at or case.registered_at
    handed_over_on = rules.day(handed_over_at)
    days = rules.switches.inform_within_days
    due_on = rules.calendar.nth_working_day_after(handed_over_on, days) if days > 0 else handed_over_on
    for row in case.informing:
        given_back = case.returned is not None and row.team == case.returned.team
        if row.state is InformingState.OPEN and not given_back:
            audience = _lead_of(row.team) if row.team in open_to(case) else _MANAGEMENT
            returned_by = after_return(row.absent_until, rules) if row.absent_until else due_on
            yield Duty(
                kind=DutyKind.INFORM,
                audience=audience,
                due_on=max(due_on, returned_by),
                since=handed_over_on,
            )


def after_return(absent_until: date, rules: Rulebook) -> date:
    """A24: they come back on the next working day; from then on it is as after a hand-over."""
    back_on = rules.calendar.nth_working_day_after(absent_until, 1)
    days = rules.switches.inform_within_days
    return rules.calendar.nth_working_day_after(back_on, days) if days > 0 else back_on


def _soon(kind: DutyKind, audience: Audience, since: datetime, rules: Rulebook) -> Duty:
    """Owe a thing by the next working day; where the GA sets no day, a reading of ours."""
    day = rules.day(since)
    due_on = rules.calendar.nth_working_day_after(day, 1)
    return Duty(kind=kind, audience=audience, due_on=due_on, since=day)


def _lead_of(team: TeamId) -> Audience:
    return Audience(AudienceKind.TEAM_LEAD, team)
