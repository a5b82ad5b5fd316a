"""Any step with any details, right or wrong, as somebody might press it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from hypothesis import strategies as st

from procedure import steps
from procedure.vocabulary import (
    AnswerKind,
    Cause,
    Channel,
    ConcernKind,
    DispatchWay,
    DocumentId,
    DocumentKind,
    EscalationGround,
    HandoverAnswer,
    HoldGround,
    Lead,
    Origin,
    Outcome,
    Parting,
    TalkForm,
    TalkWish,
    WaiverReason,
)
from tests.support.builders import RECEIVED_AT, TEAM_A, TEAM_B, TEAM_MI

_TEXT = st.sampled_from(["Grund", "Grund", "Grund", "", " ", "x" * 600])
"""Right more often than wrong: a long way into the case needs many right steps."""
_TEAM = st.sampled_from([TEAM_A, TEAM_B, TEAM_MI])
_RECEIVED = RECEIVED_AT.date()
_DAY = st.sampled_from([_RECEIVED, _RECEIVED, date(2027, 1, 15)]) | st.dates(
    _RECEIVED - timedelta(days=8), _RECEIVED + timedelta(days=90)
)
_INSTANT = st.integers(-9, 90).map(lambda days: RECEIVED_AT + timedelta(days=days))
_PAST = st.sampled_from([RECEIVED_AT - timedelta(days=n) for n in (-1, 0, 1, 9)])
_WAY = st.sampled_from(DispatchWay)
_LATE_DAY = st.sampled_from([date(2027, 2, 1), date(2027, 3, 1)])
_NUMBER = st.sampled_from(["", "4711", "KRM-2026-0001", "KRM-2026-0042", "krm-2026-0043"])
_CONCERNS = st.lists(st.sampled_from(ConcernKind), max_size=3).map(tuple)
_COUNT = st.integers(-1, 3)
_PAPER = st.integers(1, 8).map(lambda n: DocumentId(f"paper-{n}"))


def _some(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | strategy


_LIKELY_END = st.sampled_from(
    [
        steps.Close(
            outcome=Outcome.FOUNDED, answer=AnswerKind.SENT, answered_on=_RECEIVED, way=DispatchWay.EMAIL
        ),
        steps.Close(outcome=Outcome.FOUNDED, answer=AnswerKind.NOT_REQUIRED, no_answer_reason="Grund"),
        steps.Close(outcome=Outcome.UNFOUNDED, answer=AnswerKind.IN_TALK, verbis_noted=True),
    ]
)

ANY: Final[Mapping[type, st.SearchStrategy[steps.CaseStep]]] = {
    steps.ConfirmRecorded: st.builds(steps.ConfirmRecorded, krm_tool_ref=_TEXT),
    steps.SendAcknowledgement: st.builds(steps.SendAcknowledgement, sent_on=_DAY, way=_WAY),
    steps.WaiveAcknowledgement: st.builds(
        steps.WaiveAcknowledgement, reason=st.sampled_from(WaiverReason), note=_TEXT
    ),
    steps.ConfirmReceipt: st.builds(steps.ConfirmReceipt),
    steps.ConfirmFiled: st.builds(steps.ConfirmFiled),
    steps.Reclassify: st.builds(
        steps.Reclassify,
        concerns=_CONCERNS,
        teams=st.lists(_TEAM, max_size=2).map(tuple),
        reason=_TEXT,
        follow_up_of=_TEXT,
    ),
    steps.Correct: st.builds(
        steps.Correct,
        reason=_TEXT,
        summary=_some(_TEXT),
        customer_name=_some(_TEXT),
        customer_contact=_some(_TEXT),
        customer_number=_some(_TEXT),
        received_at=_some(_PAST),
        origin=_some(st.sampled_from(Origin)),
        external_due_on=_some(_DAY),
        remove_external_due=st.booleans(),
        people=_some(_COUNT),
        concerns_management=_some(st.booleans()),
        resolved_on_spot=_some(st.booleans()),
        time_consuming=_some(st.booleans()),
        reached_leadership=_some(st.booleans()),
        talk_wish=_some(st.sampled_from(TalkWish)),
        channel=_some(st.sampled_from(Channel)),
        parting=_some(st.sampled_from(Parting)),
        handover_agreed_with=_some(_TEXT),
        escalation_note=_some(_TEXT),
        follow_up_of=_some(_TEXT),
    ),
    steps.CorrectNotes: st.builds(
        steps.CorrectNotes,
        reason=_TEXT,
        krm_tool_ref=_some(_TEXT),
        ack_sent_on=_some(_DAY),
        ack_way=_some(_WAY),
        interim_number=_some(_COUNT),
        interim_sent_on=_some(_DAY),
        interim_way=_some(_WAY),
        team=_some(_TEAM),
        informed_on=_some(_DAY),
        informed_count=_some(_COUNT),
        talk_held_on=_some(_DAY),
        talk_held_note=_some(_TEXT),
    ),
    steps.Shield: st.builds(
        steps.Shield,
        reason=_TEXT,
        confidential=_some(st.booleans()),
        concerns_lead=_some(st.booleans()),
    ),
    steps.PlaceHold: st.builds(steps.PlaceHold, ground=st.sampled_from(HoldGround), note=_TEXT),
    steps.LiftHold: st.builds(steps.LiftHold, ground=st.sampled_from(HoldGround), reason=_TEXT),
    steps.AddReceipt: st.builds(
        steps.AddReceipt,
        channel=st.sampled_from(Channel),
        origin=st.sampled_from(Origin),
        received_at=_PAST,
        from_number=_NUMBER,
        acknowledged=st.booleans(),
    ),
    steps.AddDocument: st.builds(steps.AddDocument, document_id=_PAPER, kind=st.sampled_from(DocumentKind)),
    steps.LinkFollowUp: st.builds(steps.LinkFollowUp, number=_NUMBER, linked=st.booleans()),
    steps.TakeOver: st.builds(steps.TakeOver),
    steps.ArrangeAppointment: st.builds(steps.ArrangeAppointment, appointment_at=_INSTANT, place=_TEXT),
    steps.ReferToWriting: st.builds(steps.ReferToWriting),
    steps.ReportNotResponsible: st.builds(steps.ReportNotResponsible, reason=_TEXT),
    steps.InformEmployees: st.builds(steps.InformEmployees, team=_TEAM, informed_on=_DAY, count=_COUNT),
    steps.NobodyConcerned: st.builds(steps.NobodyConcerned, team=_TEAM),
    steps.EmployeesAbsent: st.builds(steps.EmployeesAbsent, team=_TEAM, until=_DAY),
    steps.PostponeInforming: st.builds(steps.PostponeInforming, team=_TEAM, reason=_TEXT),
    steps.SendInterimNotice: st.builds(
        steps.SendInterimNotice, until=_DAY | _LATE_DAY, reason=_TEXT, sent_on=_DAY, way=_WAY
    ),
    steps.Close: _LIKELY_END
    | st.builds(
        steps.Close,
        outcome=st.sampled_from(Outcome),
        answer=st.sampled_from(AnswerKind),
        answered_on=_some(_DAY),
        way=_some(_WAY),
        no_answer_reason=_TEXT,
        cause=_some(st.sampled_from(Cause)),
        measure=_TEXT,
        verbis_noted=st.booleans(),
    ),
    steps.PassOnPraise: st.builds(steps.PassOnPraise, count=_COUNT),
    steps.Withdraw: st.builds(steps.Withdraw, note=_TEXT, confirm=st.booleans()),
    steps.HandOver: st.builds(steps.HandOver, authority=_TEXT),
    steps.MarkRecordedInError: st.builds(steps.MarkRecordedInError, reason=_TEXT),
    steps.MergeInto: st.builds(steps.MergeInto, target_number=_NUMBER),
    steps.Reopen: st.builds(steps.Reopen, reason=_TEXT),
    steps.AnswerHandover: st.builds(
        steps.AnswerHandover,
        answer=st.sampled_from(HandoverAnswer),
        appointment_at=_some(_INSTANT),
        callback=_TEXT,
    ),
    steps.AskDeputy: st.builds(steps.AskDeputy),
    steps.Decide: st.builds(
        steps.Decide,
        lead=st.sampled_from(Lead),
        instruction=_TEXT,
        final_signature=st.booleans(),
        reason=_TEXT,
    ),
    steps.PassToManagement: st.builds(steps.PassToManagement, reason=_TEXT),
    steps.RequestContribution: st.builds(steps.RequestContribution, team=_TEAM, due_on=_some(_DAY)),
    steps.DeliverContribution: st.builds(steps.DeliverContribution, team=_TEAM, text=_TEXT),
    steps.ReturnContribution: st.builds(steps.ReturnContribution, team=_TEAM, note=_TEXT),
    steps.WaiveContribution: st.builds(steps.WaiveContribution, team=_TEAM, reason=_TEXT),
    steps.WishTalk: st.builds(steps.WishTalk),
    steps.RaiseAlert: st.builds(steps.RaiseAlert, ground=st.sampled_from(EscalationGround), note=_TEXT),
    steps.NoteForTalk: st.builds(steps.NoteForTalk, note=_TEXT),
    steps.DecideTalk: st.builds(
        steps.DecideTalk, form=st.sampled_from(TalkForm), note=_TEXT, appointment_at=_some(_INSTANT)
    ),
    steps.ConfirmTalk: st.builds(steps.ConfirmTalk, held_on=_DAY, note=_TEXT),
    steps.Sign: st.builds(steps.Sign),
    steps.ReturnForRevision: st.builds(steps.ReturnForRevision, note=_TEXT),
}
"""Every step there is, drawn at random."""
