"""What a card offers a person: every step the rules permit now, the likeliest first; decides nothing."""

from collections.abc import Iterable, Iterator, Sequence

from casework.views import Step, Viewpoint
from procedure import steps
from procedure.duties import Duty, DutyKind
from procedure.errors import ProcedureError
from procedure.letters import check_letter
from procedure.lifecycle import permitted
from procedure.situation import Situation
from procedure.vocabulary import AcknowledgementState, CaseState, DocumentKind

_STEPS: tuple[tuple[Step, type], ...] = (
    (Step.COME, steps.AnswerHandover),
    (Step.APPOINTMENT, steps.AnswerHandover),
    (Step.CALLBACK, steps.AnswerHandover),
    (Step.WRITTEN, steps.AnswerHandover),
    (Step.ASK_DEPUTY, steps.AskDeputy),
    (Step.SIGN, steps.Sign),
    (Step.RETURN_FOR_REVISION, steps.ReturnForRevision),
    (Step.DECIDE_TALK, steps.DecideTalk),
    (Step.CONFIRM_TALK, steps.ConfirmTalk),
    (Step.CONFIRM_RECEIPT, steps.ConfirmReceipt),
    (Step.TAKE_OVER, steps.TakeOver),
    (Step.CONFIRM_RECORDED, steps.ConfirmRecorded),
    (Step.SEND_ACKNOWLEDGEMENT, steps.SendAcknowledgement),
    (Step.WAIVE_ACKNOWLEDGEMENT, steps.WaiveAcknowledgement),
    (Step.PRAISE, steps.PassOnPraise),
    (Step.INFORM_EMPLOYEES, steps.InformEmployees),
    (Step.NOBODY_CONCERNED, steps.NobodyConcerned),
    (Step.NOTE_FOR_TALK, steps.NoteForTalk),
    (Step.DELIVER_CONTRIBUTION, steps.DeliverContribution),
    (Step.CLOSE, steps.Close),
    (Step.SEND_INTERIM_NOTICE, steps.SendInterimNotice),
    (Step.ARRANGE_APPOINTMENT, steps.ArrangeAppointment),
    (Step.REFER_TO_WRITING, steps.ReferToWriting),
    (Step.DECIDE, steps.Decide),
    (Step.CONFIRM_FILED, steps.ConfirmFiled),
    (Step.RETURN_CONTRIBUTION, steps.ReturnContribution),
    (Step.REQUEST_CONTRIBUTION, steps.RequestContribution),
    (Step.WAIVE_CONTRIBUTION, steps.WaiveContribution),
    (Step.RECLASSIFY, steps.Reclassify),
    (Step.CORRECT, steps.Correct),
    (Step.CORRECT_NOTES, steps.CorrectNotes),
    (Step.ADD_RECEIPT, steps.AddReceipt),
    (Step.WISH_TALK, steps.WishTalk),
    (Step.RAISE_ALERT, steps.RaiseAlert),
    (Step.NOT_RESPONSIBLE, steps.ReportNotResponsible),
    (Step.TO_MANAGEMENT, steps.PassToManagement),
    (Step.EMPLOYEES_ABSENT, steps.EmployeesAbsent),
    (Step.POSTPONE_INFORMING, steps.PostponeInforming),
    (Step.SHIELD, steps.Shield),
    (Step.WITHDRAW, steps.Withdraw),
    (Step.HAND_OVER, steps.HandOver),
    (Step.MERGE, steps.MergeInto),
    (Step.RECORDED_IN_ERROR, steps.MarkRecordedInError),
    (Step.REOPEN, steps.Reopen),
    (Step.PLACE_HOLD, steps.PlaceHold),
    (Step.LIFT_HOLD, steps.LiftHold),
)
"""In the order of the buttons where nothing is owed."""

_HANDOVER = frozenset({Step.COME, Step.APPOINTMENT, Step.CALLBACK, Step.WRITTEN, Step.ASK_DEPUTY})

_CALLS_THE_MANAGEMENT = frozenset({Step.WISH_TALK, Step.RAISE_ALERT})

_RETAINING = frozenset({Step.PLACE_HOLD, Step.LIFT_HOLD})

_SETTLING: dict[DutyKind, tuple[Step, ...]] = {
    DutyKind.RECORD: (Step.CONFIRM_RECORDED,),
    DutyKind.ACKNOWLEDGE: (
        Step.SEND_ACKNOWLEDGEMENT,
        Step.WRITE_ACKNOWLEDGEMENT,
        Step.WAIVE_ACKNOWLEDGEMENT,
    ),
    DutyKind.ASSIGN: (Step.RECLASSIFY,),
    DutyKind.FILE: (Step.CONFIRM_FILED,),
    DutyKind.DECIDE: (Step.DECIDE,),
    DutyKind.DECIDE_TALK: (Step.DECIDE_TALK,),
    DutyKind.HOLD_TALK: (Step.CONFIRM_TALK,),
    DutyKind.SIGN: (Step.SIGN, Step.RETURN_FOR_REVISION),
    DutyKind.NOTE_TALK: (Step.NOTE_FOR_TALK,),
    DutyKind.CONFIRM_RECEIPT: (Step.CONFIRM_RECEIPT,),
    DutyKind.TAKE_OVER: (Step.TAKE_OVER,),
    DutyKind.INFORM: (Step.INFORM_EMPLOYEES, Step.NOBODY_CONCERNED),
    DutyKind.CONTRIBUTE: (Step.DELIVER_CONTRIBUTION,),
    DutyKind.ANSWER: (Step.CLOSE, Step.WRITE_ANSWER, Step.SEND_INTERIM_NOTICE),
}
"""The steps that settle what is owed."""


def offers(at: Situation, viewpoint: Viewpoint, mine: Iterable[Duty]) -> tuple[Step, ...]:
    """List what a person may do now: the waiting customer first, then what settles her own duties."""
    if at.case.state is CaseState.ANONYMISED:
        return ()  # nothing is left to be read
    possible = list(_possible(at))
    answers = [step for step in possible if step in _HANDOVER]
    if answers:
        # Somebody stands there: everything else can wait.
        return (*answers, Step.OPEN, *(step for step in possible if step is Step.RAISE_ALERT))
    if Step.CONFIRM_RECEIPT in possible and Step.TAKE_OVER in possible and at.case.holder is None:
        possible.remove(Step.TAKE_OVER)  # confirming takes it over, too (R25)
    settling = [step for duty in mine for step in _SETTLING[duty.kind] if step in possible]
    if not at.case.reaction.channel.is_oral and not at.case.has_document(DocumentKind.ANSWER):
        # In writing the answer comes before the end; a stable sort leaves all else in its order.
        settling.sort(key=lambda step: step is Step.CLOSE)
    if at.case.acknowledgement.state is AcknowledgementState.NOT_NEEDED and not at.rules.switches.ack_oral:
        # Free will, and unusual in this office (A14).
        possible.sort(key=lambda step: step is Step.WRITE_ACKNOWLEDGEMENT)
    if viewpoint is Viewpoint.MANAGEMENT:
        # It is the one who would be called: that others ask for it comes last (R38).
        possible.sort(key=lambda step: step in _CALLS_THE_MANAGEMENT)
    # Seldom needed, and nothing that moves the case on.
    possible.sort(key=lambda step: step in _RETAINING)
    ordered = list(dict.fromkeys((*settling, *possible)))
    if viewpoint is not Viewpoint.REPORTER:
        # Reading it comes right after the first thing to do, or first where nothing is owed.
        ordered.insert(1 if settling else 0, Step.OPEN)
    return tuple(ordered)


def settling(possible: Sequence[Step], duties: Iterable[Duty]) -> Step | None:
    """Name the step among those offered that settles the first of the duties that one of them settles."""
    found = (step for duty in duties for step in possible if step in _SETTLING[duty.kind])
    return next(found, None)


def _possible(at: Situation) -> Iterator[Step]:
    for step, rule in _STEPS:
        if step is Step.SEND_ACKNOWLEDGEMENT and _letter_possible(at, DocumentKind.ACKNOWLEDGEMENT):
            yield Step.WRITE_ACKNOWLEDGEMENT
        if step is Step.CLOSE and _letter_possible(at, DocumentKind.ANSWER):
            yield Step.WRITE_ANSWER
        if permitted(at, rule):
            yield step


def _letter_possible(at: Situation, kind: DocumentKind) -> bool:
    try:
        check_letter(at, kind)
    except ProcedureError:
        return False
    return True
