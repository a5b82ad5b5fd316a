"""A good answer to the form of every step, and how a form is read and drawn."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from cards.card_rules import parts_of
from cards.elements import as_dict
from cards.step_buttons import NOT_TYPED, Typed
from cards.step_forms.drawing import form_blocks
from cards.step_forms.form import LetterWish, StepForm, Wish
from cards.step_forms.registry import FORMS
from casework.views import CaseView, Step
from procedure import steps
from procedure.rulebook import Rulebook
from procedure.switches import Switches
from procedure.vocabulary import (
    AnswerKind,
    Cause,
    Channel,
    ConcernKind,
    DispatchWay,
    DocumentKind,
    EscalationGround,
    HandoverAnswer,
    Lead,
    Origin,
    Outcome,
    Parting,
    TalkForm,
    TalkWish,
    TeamId,
    WaiverReason,
)
from procedure.working_days import WorkingCalendar
from tests.unit.cards.step_answers_protecting import PROTECTED
from tests.unit.cards.step_views import everything

BERLIN = ZoneInfo("Europe/Berlin")
SWITCHES = Switches()
RULEBOOK = Rulebook(switches=SWITCHES, calendar=WorkingCalendar.from_switches(SWITCHES), timezone=BERLIN)
VIEW = everything()
A = TeamId("team-a")

ANSWERED: dict[Step, tuple[dict[str, str], Wish]] = {
    Step.COME: ({}, steps.AnswerHandover(answer=HandoverAnswer.COME)),
    Step.APPOINTMENT: (
        {"day": "2026-11-24", "time": "09:00", "place": " Zimmer 214 "},
        steps.AnswerHandover(
            answer=HandoverAnswer.APPOINTMENT,
            appointment_at=datetime(2026, 11, 24, 9, 0, tzinfo=BERLIN),
            place="Zimmer 214",
        ),
    ),
    Step.CALLBACK: (
        {"callback": "heute bis 15 Uhr"},
        steps.AnswerHandover(answer=HandoverAnswer.CALLBACK, callback="heute bis 15 Uhr"),
    ),
    Step.WRITTEN: ({}, steps.AnswerHandover(answer=HandoverAnswer.WRITTEN)),
    Step.ASK_DEPUTY: ({}, steps.AskDeputy()),
    Step.TAKE_OVER: ({}, steps.TakeOver()),
    Step.CONFIRM_RECORDED: ({"krm_tool_ref": "4711"}, steps.ConfirmRecorded(krm_tool_ref="4711")),
    Step.WRITE_ACKNOWLEDGEMENT: ({}, LetterWish(kind=DocumentKind.ACKNOWLEDGEMENT)),
    Step.SEND_ACKNOWLEDGEMENT: (
        {"sent_on": "2026-11-19", "way": "e_mail"},
        steps.SendAcknowledgement(sent_on=date(2026, 11, 19), way=DispatchWay.EMAIL),
    ),
    Step.WAIVE_ACKNOWLEDGEMENT: (
        {"reason": "sonstiges", "note": "Der Ausschuss bestätigt."},
        steps.WaiveAcknowledgement(reason=WaiverReason.OTHER, note="Der Ausschuss bestätigt."),
    ),
    Step.CONFIRM_RECEIPT: ({}, steps.ConfirmReceipt()),
    Step.CONFIRM_FILED: ({}, steps.ConfirmFiled()),
    Step.RECLASSIFY: (
        {
            "concerns": "lob,folgereaktion,lob",
            "teams": "team-a,team-b",
            "reason": "Steht im Brief.",
            "follow_up_of": "KRM-2026-0001",
        },
        steps.Reclassify(
            concerns=(ConcernKind.LOB, ConcernKind.FOLGEREAKTION),
            teams=(A, TeamId("team-b")),
            reason="Steht im Brief.",
            follow_up_of="KRM-2026-0001",
        ),
    ),
    Step.CORRECT: (
        {
            "reason": "Verhört.",
            "customer_name": "Kira Kundin",
            "customer_contact": "-",
            "day": "2026-11-18",
            "time": "08:30",
            "origin": "LRA",
            "remove_external_due": "true",
            "legal_remedy_check": "nein",
            "people": "3",
            "channel": "telefonisch",
            "parting": "gegangen",
            "follow_up_of": "KRM-2026-0001",
            "handover_agreed_with": "-",
            "escalation_note": "Er wurde laut.",
            "concerns_management": "ja",
            "resolved_on_spot": "nein",
            "time_consuming": "ja",
            "reached_leadership": "nein",
            "talk_wish": "wunsch",
        },
        steps.Correct(
            reason="Verhört.",
            customer_name="Kira Kundin",
            customer_contact="",
            received_at=datetime(2026, 11, 18, 8, 30, tzinfo=BERLIN),
            origin=Origin.LRA,
            remove_external_due=True,
            legal_remedy_check=False,
            people=3,
            channel=Channel.TELEPHONE,
            parting=Parting.LEFT,
            follow_up_of="KRM-2026-0001",
            handover_agreed_with="",
            escalation_note="Er wurde laut.",
            concerns_management=True,
            resolved_on_spot=False,
            time_consuming=True,
            reached_leadership=False,
            talk_wish=TalkWish.WISH,
        ),
    ),
    Step.CORRECT_NOTES: (
        {
            "reason": "Verlesen.",
            "krm_tool_ref": "-",
            "ack_sent_on": "2026-11-18",
            "ack_way": "e_mail",
            "interim_number": "1",
            "interim_sent_on": "2026-11-17",
            "interim_way": "brief",
            "team": "team-d",
            "informed_on": "2026-11-16",
            "informed_count": "0",
            "talk_held_on": "2026-11-17",
            "talk_held_note": "-",
        },
        steps.CorrectNotes(
            reason="Verlesen.",
            krm_tool_ref="",
            ack_sent_on=date(2026, 11, 18),
            ack_way=DispatchWay.EMAIL,
            interim_number=1,
            interim_sent_on=date(2026, 11, 17),
            interim_way=DispatchWay.LETTER,
            team=TeamId("team-d"),
            informed_on=date(2026, 11, 16),
            informed_count=0,
            talk_held_on=date(2026, 11, 17),
            talk_held_note="",
        ),
    ),
    **PROTECTED,
    Step.ADD_RECEIPT: (
        {"channel": "elektronisch", "origin": "AA", "day": "2026-11-19", "time": "07:05"},
        steps.AddReceipt(
            channel=Channel.ELECTRONIC,
            origin=Origin.AA,
            received_at=datetime(2026, 11, 19, 7, 5, tzinfo=BERLIN),
        ),
    ),
    Step.MERGE: (
        {"target_number": "krm-2026-0007", "note": "Gleicher Brief."},
        steps.MergeInto(target_number="KRM-2026-0007", note="Gleicher Brief."),
    ),
    Step.RECORDED_IN_ERROR: ({"reason": "Ein Antrag."}, steps.MarkRecordedInError(reason="Ein Antrag.")),
    Step.DECIDE: (
        {"lead": "team", "instruction": "Bitte anrufen.", "final_signature": "true", "reason": ""},
        steps.Decide(lead=Lead.TEAM, instruction="Bitte anrufen.", final_signature=True),
    ),
    Step.TO_MANAGEMENT: ({"reason": "Zu groß."}, steps.PassToManagement(reason="Zu groß.")),
    Step.REQUEST_CONTRIBUTION: (
        {"team": "team-d", "due_on": ""},
        steps.RequestContribution(team=TeamId("team-d")),
    ),
    Step.DELIVER_CONTRIBUTION: (
        {"team": "team-a", "text": "Der Bescheid ist heute hinausgegangen."},
        steps.DeliverContribution(team=A, text="Der Bescheid ist heute hinausgegangen."),
    ),
    Step.RETURN_CONTRIBUTION: (
        {"team": "team-c", "note": "Das Datum fehlt."},
        steps.ReturnContribution(team=TeamId("team-c"), note="Das Datum fehlt."),
    ),
    Step.WAIVE_CONTRIBUTION: (
        {"team": "team-a", "reason": "Geklärt."},
        steps.WaiveContribution(team=A, reason="Geklärt."),
    ),
    Step.WISH_TALK: ({}, steps.WishTalk()),
    Step.RAISE_ALERT: (
        {"ground": "bedrohung", "note": "Drohung am Tresen."},
        steps.RaiseAlert(ground=EscalationGround.BEDROHUNG, note="Drohung am Tresen."),
    ),
    Step.NOTE_FOR_TALK: ({"note": "Zweite Beschwerde."}, steps.NoteForTalk(note="Zweite Beschwerde.")),
    Step.DECIDE_TALK: (
        {"form": "persoenlich", "day": "2026-11-25", "time": "14:00", "note": ""},
        steps.DecideTalk(
            form=TalkForm.IN_PERSON, appointment_at=datetime(2026, 11, 25, 14, 0, tzinfo=BERLIN)
        ),
    ),
    Step.CONFIRM_TALK: (
        {"held_on": "2026-11-19", "note": "Geklärt."},
        steps.ConfirmTalk(held_on=date(2026, 11, 19), note="Geklärt."),
    ),
    Step.SIGN: ({}, steps.Sign()),
    Step.RETURN_FOR_REVISION: ({"note": "Der Ton."}, steps.ReturnForRevision(note="Der Ton.")),
    Step.ARRANGE_APPOINTMENT: (
        {"day": "2026-11-24", "time": "09:00", "place": ""},
        steps.ArrangeAppointment(appointment_at=datetime(2026, 11, 24, 9, 0, tzinfo=BERLIN)),
    ),
    Step.REFER_TO_WRITING: ({}, steps.ReferToWriting()),
    Step.NOT_RESPONSIBLE: ({"reason": "Team B."}, steps.ReportNotResponsible(reason="Team B.")),
    Step.INFORM_EMPLOYEES: (
        {"team": "team-a", "informed_on": "2026-11-19", "count": "2"},
        steps.InformEmployees(team=A, informed_on=date(2026, 11, 19), count=2),
    ),
    Step.NOBODY_CONCERNED: ({"team": "team-a"}, steps.NobodyConcerned(team=A)),
    Step.EMPLOYEES_ABSENT: (
        {"team": "team-a", "until": "2026-12-04"},
        steps.EmployeesAbsent(team=A, until=date(2026, 12, 4)),
    ),
    Step.POSTPONE_INFORMING: (
        {"team": "team-a", "reason": "Ermittlungen."},
        steps.PostponeInforming(team=A, reason="Ermittlungen."),
    ),
    Step.SEND_INTERIM_NOTICE: (
        {"until": "2026-12-17", "reason": "Die Akte fehlt.", "sent_on": "2026-11-19", "way": "brief"},
        steps.SendInterimNotice(
            until=date(2026, 12, 17),
            reason="Die Akte fehlt.",
            sent_on=date(2026, 11, 19),
            way=DispatchWay.LETTER,
        ),
    ),
    Step.WRITE_ANSWER: (
        {"outcome": "begruendet", "text": "Wir haben geprüft.", "measure": "Nachgezahlt."},
        LetterWish(
            kind=DocumentKind.ANSWER,
            text="Wir haben geprüft.",
            outcome=Outcome.FOUNDED,
            measure="Nachgezahlt.",
        ),
    ),
    Step.CLOSE: (
        {
            "outcome": "teilweise",
            "answer": "antwort_versandt",
            "answered_on": "2026-11-19",
            "way": "brief",
            "no_answer_reason": "",
            "cause": "prozess",
            "measure": "Neue Vorlage.",
            "insight": "",
            "verbis_noted": "true",
        },
        steps.Close(
            outcome=Outcome.PARTLY_FOUNDED,
            answer=AnswerKind.SENT,
            answered_on=date(2026, 11, 19),
            way=DispatchWay.LETTER,
            cause=Cause.PROCESS,
            measure="Neue Vorlage.",
            verbis_noted=True,
        ),
    ),
    Step.PRAISE: ({"count": ""}, steps.PassOnPraise(count=0)),
    Step.WITHDRAW: (
        {"note": "Am Telefon.", "confirm": "true"},
        steps.Withdraw(note="Am Telefon.", confirm=True),
    ),
    Step.HAND_OVER: (
        {"authority": "Wohngeldstelle", "note": ""},
        steps.HandOver(authority="Wohngeldstelle"),
    ),
    Step.REOPEN: ({"reason": "Rückläufer."}, steps.Reopen(reason="Rückläufer.")),
}
"""A good answer to each form by the names of its fields, and what becomes of it."""

WITH_FIELDS = sorted(step for step, form in FORMS.items() if form.fields)


def by_id(form: StepForm, answers: dict[str, str]) -> dict[str, str]:
    return {form.ids[name]: value for name, value in answers.items()}


def drawn(view: CaseView, step: Step, typed: Typed = NOT_TYPED) -> list[dict[str, object]]:
    return [dict(part) for part in parts_of(as_dict(form_blocks(FORMS[step], view, typed)))]


def inputs(view: CaseView, step: Step, typed: Typed = NOT_TYPED) -> dict[str, dict[str, object]]:
    found = [part for part in drawn(view, step, typed) if str(part["type"]).startswith("Input.")]
    return {str(part["id"]): part for part in found}
