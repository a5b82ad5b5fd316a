"""What people do with a case: mostly what settles something owed, sometimes anything else, often too late."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from procedure import steps
from procedure.case import Case
from procedure.duties import Duty, DutyKind
from procedure.vocabulary import (
    AnswerKind,
    ConcernKind,
    DispatchWay,
    DocumentKind,
    EscalationGround,
    HandoverAnswer,
    InformingState,
    Lead,
    Outcome,
    TalkForm,
    TeamId,
    WaiverReason,
)
from tests.simulation.arrivals import TEAMS

REASON: Final = "Grund"


@dataclass(frozen=True)
class Letter:
    """Have a letter made."""

    kind: DocumentKind


@dataclass(frozen=True)
class Paper:
    """Bring a paper to the file."""

    kind: DocumentKind


Deed = steps.CaseStep | Letter | Paper


@dataclass(frozen=True)
class Moment:
    """Somebody looks at a case."""

    case: Case
    today: date
    now: datetime
    chance: Random
    numbers: tuple[str, ...]
    """Of all cases."""

    def often(self, usual: Deed, *others: Deed) -> Deed:
        """Choose the usual, and one of the others in a fifth of all cases."""
        return self.chance.choice(others) if others and self.chance.random() < 0.2 else usual

    def later(self, most: int) -> datetime:
        """Choose an instant to come."""
        return self.now + timedelta(hours=self.chance.randrange(1, 24 * most))

    def before(self, most: int) -> date:
        """Choose a day that is over, not before the receipt."""
        received_on = self.case.reaction.received_at.date() + timedelta(days=1)
        return max(min(received_on, self.today), self.today - timedelta(days=self.chance.randrange(most)))


def settling(duty: Duty, at: Moment) -> Deed:
    """Choose what settles a duty, or leads there."""
    return _SETTLING[duty.kind](at, TeamId(duty.audience.ref))


def _acknowledge(at: Moment, _team: TeamId) -> Deed:
    if not at.case.has_document(DocumentKind.ACKNOWLEDGEMENT):
        return at.often(
            Letter(DocumentKind.ACKNOWLEDGEMENT),
            steps.WaiveAcknowledgement(reason=WaiverReason.ANSWERED_ALREADY),
        )
    return steps.SendAcknowledgement(sent_on=at.before(3), way=DispatchWay.LETTER)


def _file(at: Moment, _team: TeamId) -> Deed:
    return at.chance.choice([steps.ConfirmFiled(), Paper(DocumentKind.INCOMING)])


def _decide(at: Moment, _team: TeamId) -> Deed:
    lead = at.chance.choice([Lead.TEAM, Lead.TEAM, Lead.MANAGEMENT])
    signs = lead is Lead.TEAM and at.chance.random() < 0.2
    return steps.Decide(lead=lead, instruction="Bitte prüfen", final_signature=signs, reason=REASON)


def _decide_talk(at: Moment, _team: TeamId) -> Deed:
    form = at.chance.choice([*TalkForm])
    spoken = form in {TalkForm.TELEPHONE, TalkForm.IN_PERSON}
    day = at.later(12) if spoken and at.chance.random() < 0.6 else None
    return steps.DecideTalk(form=form, note=REASON, appointment_at=day)


def _inform(at: Moment, team: TeamId) -> Deed:
    open_rows = [row.team for row in at.case.informing if row.state is InformingState.OPEN]
    team = at.chance.choice(open_rows or [team])
    return at.often(
        steps.InformEmployees(team=team, informed_on=at.before(2), count=1),
        steps.NobodyConcerned(team=team),
        steps.EmployeesAbsent(team=team, until=at.today + timedelta(days=at.chance.randrange(1, 15))),
        steps.PostponeInforming(team=team, reason=REASON),
    )


def _take_over(at: Moment, _team: TeamId) -> Deed:
    return at.often(
        steps.TakeOver(),
        steps.ReportNotResponsible(reason=REASON),
        steps.ArrangeAppointment(appointment_at=at.later(9)),
        steps.ReferToWriting(),
        steps.AnswerHandover(answer=HandoverAnswer.COME),
    )


def _answer(at: Moment, _team: TeamId) -> Deed:
    if at.case.handover is not None and at.case.handover.is_open:
        return steps.AnswerHandover(answer=HandoverAnswer.COME)
    until = max(at.case.close_by, at.today) + timedelta(days=at.chance.randrange(1, 30))
    return at.often(
        steps.Close(
            outcome=Outcome.UNFOUNDED,
            answer=AnswerKind.NOT_REQUIRED,
            no_answer_reason=REASON,
            verbis_noted=True,
        ),
        steps.SendInterimNotice(until=until, reason=REASON, sent_on=at.before(4), way=DispatchWay.LETTER),
        steps.SendInterimNotice(until=until, reason=REASON, sent_on=at.today, way=DispatchWay.EMAIL),
        steps.PassToManagement(reason=REASON),
        steps.Withdraw(note=REASON),
        steps.HandOver(authority="Landratsamt"),
    )


def _reclassified(at: Moment, _team: TeamId) -> Deed:
    teams = tuple(at.chance.sample(TEAMS, at.chance.choice([1, 1, 2])))
    return steps.Reclassify(concerns=at.case.reaction.concerns, teams=teams, reason=REASON)


_SETTLING: Final[dict[DutyKind, Callable[[Moment, TeamId], Deed]]] = {
    DutyKind.RECORD: lambda _at, _team: steps.ConfirmRecorded(),
    DutyKind.ACKNOWLEDGE: _acknowledge,
    DutyKind.ASSIGN: _reclassified,
    DutyKind.FILE: _file,
    DutyKind.DECIDE: _decide,
    DutyKind.DECIDE_TALK: _decide_talk,
    DutyKind.HOLD_TALK: lambda at, _team: steps.ConfirmTalk(held_on=at.today, note=REASON),
    DutyKind.SIGN: lambda at, _team: at.often(steps.Sign(), steps.ReturnForRevision(note=REASON)),
    DutyKind.NOTE_TALK: lambda _at, _team: steps.NoteForTalk(note=REASON),
    DutyKind.CONFIRM_RECEIPT: lambda at, team: at.often(steps.ConfirmReceipt(), _take_over(at, team)),
    DutyKind.TAKE_OVER: _take_over,
    DutyKind.INFORM: _inform,
    DutyKind.CONTRIBUTE: lambda _at, team: steps.DeliverContribution(team=team, text="Ein Beitrag"),
    DutyKind.ANSWER: _answer,
}


def anything(at: Moment) -> Deed:
    """Choose something that nobody owes, often refused."""
    team = at.chance.choice(TEAMS)
    yes = at.chance.random() < 0.5
    chosen: list[Deed] = [
        steps.RequestContribution(team=team),
        steps.RequestContribution(team=team, due_on=at.today + timedelta(days=at.chance.randrange(12))),
        steps.ReturnContribution(team=team, note=REASON),
        steps.WaiveContribution(team=team, reason=REASON),
        steps.WishTalk(),
        steps.RaiseAlert(ground=at.chance.choice([*EscalationGround]), note=REASON),
        steps.Shield(reason=REASON, confidential=yes),
        steps.Shield(reason=REASON, concerns_lead=yes),
        steps.Correct(reason=REASON, received_at=at.case.reaction.received_at - at.chance.choice(_EARLIER)),
        steps.Correct(reason=REASON, external_due_on=at.today + timedelta(days=at.chance.randrange(1, 30))),
        steps.Correct(reason=REASON, remove_external_due=True),
        steps.CorrectNotes(reason=REASON, interim_number=1, interim_sent_on=at.before(9)),
        steps.Reclassify(concerns=(at.chance.choice(_KINDS),), teams=(team,), reason=REASON),
        steps.Reopen(reason=REASON),
        steps.MarkRecordedInError(reason=REASON),
        steps.MergeInto(target_number=at.chance.choice(at.numbers)),
        Paper(DocumentKind.INCOMING),
    ]
    return at.chance.choice(chosen)


_EARLIER = (timedelta(hours=1), timedelta(days=1), timedelta(days=3), timedelta(days=-1))
_KINDS = (ConcernKind.FACHLICHE_BESCHWERDE, ConcernKind.PETITION, ConcernKind.DIENSTAUFSICHTSBESCHWERDE)
