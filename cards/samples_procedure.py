"""The gallery of the whole procedure: one letter, one petition and the talk, from every office and state."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from cards.card import Card
from cards.case import case_card
from cards.sample_cases import (
    CLOSE_BY,
    NEXT_DAY,
    a_petition,
    a_written,
    acknowledged,
    answering,
    at_team,
    contributing,
    done,
    for_management,
    held,
    one_in,
)
from cards.sample_parts import a_closing, a_contribution, an_interim_notice, delivered, informed, owed
from cards.sample_views import NOW, a_case, taken
from casework.part_views import AcknowledgementView, DecisionView, EndingView, TalkView
from casework.views import CaseView, Step, Viewpoint
from procedure.duties import DutyKind
from procedure.vocabulary import (
    AcknowledgementState,
    CaseState,
    ContributionState,
    DecisionState,
    EndReason,
    EscalationGround,
    InformingState,
    Lead,
    Origin,
    TalkForm,
    TalkState,
    TalkWish,
    TeamId,
    Treatment,
    WaiverReason,
)

_SIGNED_BY_MANAGEMENT = DecisionView(
    state=DecisionState.TAKEN,
    lead=Lead.TEAM,
    final_signature=True,
    decided_at=NOW + timedelta(days=1),
    decided_by="Gerd Geschäftsleitung",
)
_TALK_NOTE = "Die Kundin war dreimal hier. Es geht um die Dauer der Bearbeitung, nicht um eine Person."


def procedure_samples() -> dict[str, Card]:
    """Draw every important state of a case from every office."""
    views = {**_letter_at_bgf(), **_letter_at_team(), **_letter_at_management(), **_petition(), **_talk()}
    return {name: case_card(view) for name, view in views.items()}


def _letter_at_bgf() -> dict[str, CaseView]:
    late = a_written(
        acknowledge_by=date(2026, 11, 17),
        received_at=datetime(2026, 11, 12, 8, 30, tzinfo=NOW.tzinfo),
        acknowledgement=AcknowledgementView(state=AcknowledgementState.OPEN, working_days_left=-2),
        duties=(
            owed(DutyKind.ACKNOWLEDGE, date(2026, 11, 17), -2),
            owed(DutyKind.RECORD, NEXT_DAY, 1),
        ),
        steps=(Step.WRITE_ACKNOWLEDGEMENT, Step.OPEN, Step.WAIVE_ACKNOWLEDGEMENT, Step.CONFIRM_RECORDED),
    )
    no_address = AcknowledgementView(state=AcknowledgementState.WAIVED, waiver=WaiverReason.NO_ADDRESS)
    to_record = (owed(DutyKind.RECORD, NEXT_DAY, 1),)
    return {
        "letter_bgf_new": a_written(),
        "letter_bgf_due_today": a_written(
            acknowledgement=AcknowledgementView(state=AcknowledgementState.OPEN, working_days_left=0),
            duties=(owed(DutyKind.ACKNOWLEDGE, date(2026, 11, 23), 0),),
        ),
        "letter_bgf_late": late,
        "letter_bgf_acknowledged": acknowledged(),
        "letter_bgf_third_party": a_written(origin=Origin.LRA, third_party_authorised=True),
        "letter_bgf_anonymous": a_written(acknowledgement=no_address, acknowledge_by=None, duties=to_record),
        "letter_bgf_group": a_written(people=12),
        "letter_bgf_duplicate": a_written(possible_duplicates=("KRM-2026-0031", "KRM-2026-0038")),
        "letter_bgf_returned": acknowledged(
            state=CaseState.RECORDED,
            returned_reason="Es geht um den Unterhaltsvorschuss.",
            returned_by="Leistung A",
            duties=(owed(DutyKind.ASSIGN, NEXT_DAY, 1),),
            steps=(Step.RECLASSIFY, Step.OPEN, Step.CORRECT, Step.MERGE),
        ),
        "letter_bgf_to_file": _for_bgf(
            done(),
            duties=(owed(DutyKind.FILE, date(2026, 12, 4), 3),),
            missing=("Die Antwort liegt nicht beim Vorgang.",),
            origin_in_verbis=True,
            steps=(Step.CONFIRM_FILED, Step.OPEN, Step.REOPEN),
        ),
        "letter_bgf_filed": _for_bgf(
            done(), filed_at=NOW + timedelta(days=14), steps=(Step.OPEN, Step.REOPEN)
        ),
        "letter_bgf_withdrawn": _for_bgf(
            done(),
            state=CaseState.ENDED,
            closing=None,
            ending=EndingView(
                reason=EndReason.WITHDRAWN, ended_at=NOW + timedelta(days=3), note="", target=""
            ),
            duties=(owed(DutyKind.FILE, date(2026, 11, 24), 1),),
            steps=(Step.CONFIRM_FILED, Step.OPEN),
        ),
    }


def _for_bgf(view: CaseView, **overrides: object) -> CaseView:
    values: dict[str, object] = {"viewpoint": Viewpoint.BGF, "subject": "", "leads": False, "mine": False}
    if view.closing is not None:
        # The texts of a result are not the BGF's business (R16).
        values["closing"] = replace(view.closing, cause=None, measure="")
    return replace(view, **(values | overrides))  # type: ignore[arg-type] # fields of the view by name


def _letter_at_team() -> dict[str, CaseView]:
    notices = (
        an_interim_notice(),
        an_interim_notice(number=2, sent_on=date(2026, 12, 17), until=date(2027, 1, 6), late=True),
    )
    return {
        "letter_team_before": at_team(
            state=CaseState.RECORDED,
            acknowledgement=AcknowledgementView(state=AcknowledgementState.OPEN, working_days_left=2),
            duties=(owed(DutyKind.ACKNOWLEDGE, date(2026, 11, 23), 2, mine=False),),
            missing=(),
            steps=(Step.OPEN,),
        ),
        "letter_team_new": at_team(),
        "letter_deputy_new": at_team(viewpoint=Viewpoint.DEPUTY),
        "letter_team_held": held(),
        "letter_team_answering": answering(),
        "letter_team_overdue": answering(working_days_left=-2, duties=(owed(DutyKind.ANSWER, CLOSE_BY, -2),)),
        "letter_team_interim": answering(
            close_by=date(2027, 1, 6),
            act_by=date(2027, 1, 5),
            working_days_left=2,
            original_close_by=CLOSE_BY,
            interim_notices=notices,
            duties=(owed(DutyKind.ANSWER, date(2027, 1, 5), 2),),
        ),
        "letter_team_signature": answering(
            state=CaseState.FINAL_SIGNATURE,
            decision=_SIGNED_BY_MANAGEMENT,
            closing=a_closing(),
            duties=(owed(DutyKind.SIGN, date(2026, 12, 2), 1, mine=False),),
            steps=(Step.OPEN,),
        ),
        "letter_team_revision": answering(
            decision=_SIGNED_BY_MANAGEMENT,
            revision_note="Bitte die Maßnahme genauer beschreiben.",
        ),
        "letter_team_reopened": answering(reopened_reason="Die Antwort kam als unzustellbar zurück."),
        "letter_team_closed": done(),
        "letter_team_merged": done(
            state=CaseState.ENDED,
            closing=None,
            ending=EndingView(
                reason=EndReason.MERGED,
                ended_at=NOW + timedelta(days=2),
                note="",
                target="KRM-2026-0031",
            ),
        ),
        "oral_team_appointment": taken(
            leads=True,
            treatment=Treatment.APPOINTMENT,
            treatment_at=datetime(2026, 11, 24, 9, 0, tzinfo=NOW.tzinfo),
            duties=(owed(DutyKind.ANSWER, date(2026, 12, 3), 10),),
            steps=(Step.CLOSE, Step.OPEN, Step.REFER_TO_WRITING, Step.SEND_INTERIM_NOTICE),
        ),
    }


def _letter_at_management() -> dict[str, CaseView]:
    decide = owed(DutyKind.DECIDE, NEXT_DAY, 1)
    first = (Step.DECIDE, Step.OPEN, Step.RECLASSIFY)
    return {
        "letter_gl_decide": for_management(at_team(), duties=(decide,), steps=first),
        "letter_gl_decided": for_management(held()),
        "letter_gl_transfer": for_management(
            held(),
            transfer_reason="Es betrifft eine Weisung, die mehrere Teams binden würde.",
            duties=(decide,),
            steps=first,
        ),
        "letter_gl_sign": for_management(
            answering(),
            state=CaseState.FINAL_SIGNATURE,
            decision=_SIGNED_BY_MANAGEMENT,
            closing=a_closing(),
            duties=(owed(DutyKind.SIGN, date(2026, 12, 2), 1),),
            steps=(Step.SIGN, Step.OPEN, Step.RETURN_FOR_REVISION),
        ),
        "letter_gl_confidential": for_management(
            a_case(),
            lead=Lead.MANAGEMENT,
            lead_name="Geschäftsleitung",
            state=CaseState.IN_PROGRESS_MANAGEMENT,
            leads=True,
            confidential=True,
            duties=(owed(DutyKind.TAKE_OVER, NEXT_DAY, 1),),
            steps=(Step.TAKE_OVER, Step.OPEN),
        ),
        "letter_gl_closed": for_management(done(), steps=(Step.OPEN, Step.REOPEN)),
    }


def _petition() -> dict[str, CaseView]:
    other = {"team": TeamId("markt-und-integration"), "team_name": "Markt und Integration"}
    note = "Bitte die Daten der Bescheide ergänzen."
    returned = a_contribution(state=ContributionState.RETURNED, note=note, mine=True)
    return {
        "petition_gl_open": a_petition(),
        "petition_gl_one_in": one_in(),
        "petition_gl_all_in": one_in(
            contributions=(delivered(), delivered(**other)),
            contributions_in=(2, 2),
            missing=(),
            steps=(Step.CLOSE, Step.OPEN, Step.WRITE_ANSWER, Step.RETURN_CONTRIBUTION),
        ),
        "petition_gl_returned": one_in(
            contributions=(replace(returned, mine=False), delivered(**other)),
        ),
        "petition_team_due": contributing(),
        "petition_team_delivered": contributing(
            contributions=(delivered(),),
            informing=(informed(),),
            duties=(owed(DutyKind.ANSWER, date(2026, 12, 4), 11, mine=False),),
            steps=(Step.OPEN,),
        ),
        "petition_team_returned": contributing(contributions=(returned,)),
        "petition_team_overdue": contributing(
            duties=(owed(DutyKind.CONTRIBUTE, date(2026, 11, 25), -1),),
        ),
        "petition_bgf": _for_bgf(one_in(), duties=(), missing=(), steps=(Step.OPEN, Step.CORRECT)),
        "petition_reporter": _for_reporter(one_in()),
    }


def _for_reporter(view: CaseView) -> CaseView:
    return replace(
        view,
        viewpoint=Viewpoint.REPORTER,
        subject="",
        duties=(),
        missing=(),
        contributions=(),
        contributions_in=(0, 0),
        steps=(),
    )


def _talk() -> dict[str, CaseView]:
    wished = taken(leads=True, talk_wish=TalkWish.WISH, talk=TalkView(state=TalkState.WISHED))
    noted = TalkView(state=TalkState.NOTED, note=_TALK_NOTE)
    decided = TalkView(
        state=TalkState.DECIDED,
        note=_TALK_NOTE,
        form=TalkForm.TELEPHONE,
        appointment_at=datetime(2026, 11, 26, 10, 0, tzinfo=NOW.tzinfo),
    )
    deciding = (owed(DutyKind.DECIDE_TALK, date(2026, 11, 23), 2),)
    steps = (Step.DECIDE_TALK, Step.OPEN, Step.DECIDE)
    return {
        "talk_team_note": replace(
            wished,
            duties=(owed(DutyKind.NOTE_TALK, NEXT_DAY, 1), owed(DutyKind.ANSWER, date(2026, 12, 3), 10)),
            steps=(Step.NOTE_FOR_TALK, Step.OPEN, Step.CLOSE, Step.SEND_INTERIM_NOTICE),
            informing=(informed(InformingState.OPEN),),
        ),
        "talk_gl_waiting": for_management(wished, steps=(Step.OPEN,)),
        "talk_gl_decide": for_management(replace(wished, talk=noted), duties=deciding, steps=steps),
        "talk_gl_alert": for_management(
            replace(
                wished,
                talk_wish=TalkWish.IMMEDIATE,
                escalation_ground=EscalationGround.BEDROHUNG,
                talk=TalkView(state=TalkState.WISHED, ground=EscalationGround.BEDROHUNG),
            ),
            duties=(owed(DutyKind.DECIDE_TALK, NOW.date(), 0),),
            steps=steps,
        ),
        "talk_gl_hold": for_management(
            replace(wished, talk=decided),
            duties=(owed(DutyKind.HOLD_TALK, date(2026, 11, 26), 5),),
            steps=(Step.CONFIRM_TALK, Step.OPEN),
        ),
        "talk_team_decided": replace(
            wished,
            talk=replace(
                decided, form=TalkForm.NO_TALK, appointment_at=None, decision_note="Bitte selbst antworten."
            ),
            duties=(owed(DutyKind.ANSWER, date(2026, 12, 3), 10),),
            steps=(Step.CLOSE, Step.OPEN),
        ),
    }
