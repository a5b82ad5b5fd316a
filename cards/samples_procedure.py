"""The gallery of one letter on its whole way, from every office."""

from datetime import date, datetime, timedelta

from cards.card import Card
from cards.case import case_card
from cards.sample_cases import (
    CLOSE_BY,
    NEXT_DAY,
    a_written,
    acknowledged,
    answering,
    at_team,
    done,
    held,
)
from cards.sample_parts import a_closing, an_interim_notice, owed
from cards.sample_views import NOW, a_case, for_bgf_later, for_management, taken
from casework.part_views import AcknowledgementView, DecisionView, EndingView
from casework.views import CaseView, Step, Viewpoint
from procedure.duties import DutyKind
from procedure.vocabulary import (
    AcknowledgementState,
    CaseState,
    DecisionState,
    EndReason,
    Lead,
    Origin,
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


def procedure_samples() -> dict[str, Card]:
    """Draw every important state of the letter from every office."""
    views = {**_letter_at_bgf(), **_letter_at_team(), **_letter_at_management()}
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
        "letter_bgf_to_file": for_bgf_later(
            done(),
            duties=(owed(DutyKind.FILE, date(2026, 12, 4), 3),),
            origin_in_verbis=True,
            steps=(Step.CONFIRM_FILED, Step.OPEN, Step.REOPEN),
        ),
        "letter_bgf_papers_missing": for_bgf_later(
            done(),
            duties=(owed(DutyKind.FILE, date(2026, 12, 4), 3),),
            missing=("Das eingegangene Schreiben fehlt. Bitte fügen Sie es hinzu.",),
            steps=(Step.OPEN, Step.REOPEN),
        ),
        "letter_bgf_filed": for_bgf_later(
            done(), filed_at=NOW + timedelta(days=14), steps=(Step.OPEN, Step.REOPEN)
        ),
        "letter_bgf_withdrawn": for_bgf_later(
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
