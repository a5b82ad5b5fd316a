"""What somebody may want to do with a case: the columns of the transition table."""

from procedure.steps.formal import (
    AddDocument,
    AddReceipt,
    ConfirmFiled,
    ConfirmReceipt,
    ConfirmRecorded,
    Correct,
    CorrectNotes,
    LinkFollowUp,
    Reclassify,
    SendAcknowledgement,
    Shield,
    WaiveAcknowledgement,
)
from procedure.steps.handling import (
    ArrangeAppointment,
    Close,
    EmployeesAbsent,
    HandOver,
    InformEmployees,
    MarkRecordedInError,
    MergeInto,
    NobodyConcerned,
    PassOnPraise,
    PostponeInforming,
    ReferToWriting,
    Reopen,
    ReportNotResponsible,
    SendInterimNotice,
    TakeOver,
    Withdraw,
)
from procedure.steps.handover import AnswerHandover, AskDeputy
from procedure.steps.management import (
    ConfirmTalk,
    Decide,
    DecideTalk,
    DeliverContribution,
    NoteForTalk,
    PassToManagement,
    RaiseAlert,
    RequestContribution,
    ReturnContribution,
    ReturnForRevision,
    Sign,
    WaiveContribution,
    WishTalk,
)
from procedure.steps.retaining import LiftHold, PlaceHold

FormalStep = (
    AddDocument
    | AddReceipt
    | ConfirmFiled
    | ConfirmReceipt
    | ConfirmRecorded
    | Correct
    | CorrectNotes
    | LinkFollowUp
    | Reclassify
    | SendAcknowledgement
    | Shield
    | WaiveAcknowledgement
)
HandlingStep = (
    ArrangeAppointment
    | Close
    | EmployeesAbsent
    | HandOver
    | InformEmployees
    | MarkRecordedInError
    | MergeInto
    | NobodyConcerned
    | PassOnPraise
    | PostponeInforming
    | ReferToWriting
    | Reopen
    | ReportNotResponsible
    | SendInterimNotice
    | TakeOver
    | Withdraw
)
ManagementStep = (
    ConfirmTalk
    | Decide
    | DecideTalk
    | DeliverContribution
    | NoteForTalk
    | PassToManagement
    | RaiseAlert
    | RequestContribution
    | ReturnContribution
    | ReturnForRevision
    | Sign
    | WaiveContribution
    | WishTalk
)
RetainingStep = LiftHold | PlaceHold
CaseStep = AnswerHandover | AskDeputy | FormalStep | HandlingStep | ManagementStep | RetainingStep

__all__ = [
    "AddDocument",
    "AddReceipt",
    "AnswerHandover",
    "ArrangeAppointment",
    "AskDeputy",
    "CaseStep",
    "Close",
    "ConfirmFiled",
    "ConfirmReceipt",
    "ConfirmRecorded",
    "ConfirmTalk",
    "Correct",
    "CorrectNotes",
    "Decide",
    "DecideTalk",
    "DeliverContribution",
    "EmployeesAbsent",
    "FormalStep",
    "HandOver",
    "HandlingStep",
    "InformEmployees",
    "LiftHold",
    "LinkFollowUp",
    "ManagementStep",
    "MarkRecordedInError",
    "MergeInto",
    "NobodyConcerned",
    "NoteForTalk",
    "PassOnPraise",
    "PassToManagement",
    "PlaceHold",
    "PostponeInforming",
    "RaiseAlert",
    "Reclassify",
    "ReferToWriting",
    "Reopen",
    "ReportNotResponsible",
    "RequestContribution",
    "RetainingStep",
    "ReturnContribution",
    "ReturnForRevision",
    "SendAcknowledgement",
    "SendInterimNotice",
    "Shield",
    "Sign",
    "TakeOver",
    "WaiveAcknowledgement",
    "WaiveContribution",
    "WishTalk",
    "Withdraw",
]
