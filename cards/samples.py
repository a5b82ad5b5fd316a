"""The gallery: every card with invented data, by name. ``krm-bot cards`` writes it, the tests compare it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from cards import sample_forms as forms
from cards.alert import alert_card
from cards.answered_late import answered_late_card
from cards.card import Card
from cards.case import case_card
from cards.full_text import full_text_card
from cards.intake import (
    deputy_asked_card,
    form_card,
    handed_over_card,
    receipt_card,
    replaced_card,
    summary_card,
)
from cards.sample_parts import owed
from cards.sample_views import (
    ALERTED,
    NOW,
    a_case,
    a_full_text,
    a_handover,
    a_letter,
    a_receipt,
    an_answer,
    for_bgf,
    for_reporter,
    taken,
    waiting,
)
from cards.samples_office import office_samples
from cards.samples_petition import petition_samples
from cards.samples_procedure import procedure_samples
from cards.samples_reminder import reminder_samples
from cards.samples_report import report_samples
from cards.samples_report_texts import report_text_samples
from cards.samples_retention import retention_samples
from cards.undeliverable import undeliverable_card
from cards.welcome import draft_offer_card, help_card, welcome_card
from casework.views import CaseView, HandoverView, Step, Viewpoint
from casework.views_undeliverable import UndeliverableReason, UndeliverableView
from procedure.case import Customer
from procedure.duties import DutyKind
from procedure.notice_kind import NoticeKind
from procedure.vocabulary import CaseState, Channel, EscalationGround, HandoverAnswer, TalkWish

STALE = "Diese Karte ist nicht mehr aktuell. Hier ist der neue Stand."

_DAY_AFTER = (NOW + timedelta(days=1)).date()

_COME = an_answer(HandoverAnswer.COME)
_APPOINTMENT = an_answer(
    HandoverAnswer.APPOINTMENT,
    appointment_at=datetime(2026, 11, 24, 9, 0, tzinfo=NOW.tzinfo),
    place="Zimmer 214",
)
_CALLBACK = an_answer(HandoverAnswer.CALLBACK, callback="heute bis 15 Uhr")
_WRITTEN = an_answer(HandoverAnswer.WRITTEN)
_BY_DEPUTY = an_answer(
    HandoverAnswer.COME,
    deputy_asked_at=NOW + timedelta(minutes=5),
    deputy_name="Sina Stellvertretung",
    answered_by_name="Sina Stellvertretung",
    answered_by_room="215",
    answered_at=NOW + timedelta(minutes=6),
    on_behalf=True,
)


def samples() -> dict[str, Card]:
    """Build all sample cards."""
    return {
        **_conversation(),
        **_desk(),
        **_handover(),
        **_case(),
        **_offices(),
        **procedure_samples(),
        **petition_samples(),
        **office_samples(),
        **reminder_samples(),
        **retention_samples(),
        **report_text_samples(),
        **report_samples(),
    }


def _conversation() -> dict[str, Card]:
    return {
        "welcome": welcome_card("Erika"),
        "help": help_card(),
        "help_management": help_card(year=2026),
        "draft_offer": draft_offer_card(
            draft_id=forms.DRAFT, turn=2, progress="Schritt 2 von 5", saved_at=NOW
        ),
        "form_buttons": form_card(forms.channel_step()),
        "form_many_options": form_card(forms.kind_step()),
        "form_concern": form_card(forms.concern_step()),
        "form_concern_problem": form_card(forms.concern_step_again()),
        "form_arrival": form_card(forms.arrival_step()),
        "form_danger": form_card(forms.danger_step()),
        "summary": summary_card(forms.summary()),
        "summary_long_text": summary_card(forms.long_summary()),
        "summary_voluntary": summary_card(forms.voluntary_summary()),
        "replaced": replaced_card("Beantwortet: Worum geht es?"),
    }


def _desk() -> dict[str, Card]:
    return {
        "receipt": receipt_card(a_receipt()),
        "receipt_waiting": receipt_card(a_receipt(waiting=True)),
        "receipt_writing": receipt_card(a_receipt(referred_to_writing=True, legal_remedy_check=True)),
        "receipt_alerted": receipt_card(a_receipt(waiting=True, alerted=ALERTED)),
        "receipt_voluntary": receipt_card(
            a_receipt(
                lead_name="Geschäftsleitung", informed=("das BGF", "die Geschäftsleitung"), voluntary=True
            )
        ),
        "handed_over_come": handed_over_card(_at_desk(_COME)),
        "handed_over_appointment": handed_over_card(_at_desk(_APPOINTMENT)),
        "handed_over_callback": handed_over_card(_at_desk(_CALLBACK)),
        "handed_over_day_after": handed_over_card(replace(_at_desk(_COME), today=_DAY_AFTER)),
        "answered_late": answered_late_card(
            "KRM-2026-0042", "Ich komme", NOW + timedelta(days=14), with_management=False
        ),
        "handed_over_written": handed_over_card(_at_desk(_WRITTEN)),
        "handed_over_phone": handed_over_card(replace(_at_desk(_BY_DEPUTY), channel=Channel.TELEPHONE)),
        "deputy_asked": deputy_asked_card(
            _at_desk(
                a_handover(deputy_asked_at=NOW + timedelta(minutes=5), deputy_name="Sina Stellvertretung")
            )
        ),
        "deputy_asked_bgf": deputy_asked_card(
            _at_desk(a_handover(deputy_asked_at=NOW + timedelta(minutes=5), deputy_name="das BGF"))
        ),
        "case_reporter": case_card(for_reporter(a_case())),
        "case_reporter_waiting": case_card(for_reporter(waiting())),
    }


def _handover() -> dict[str, Card]:
    deputy = waiting(
        viewpoint=Viewpoint.DEPUTY,
        version=2,
        agreed_with="Tom Teamleiter, 10:40 Uhr am Telefon",
        handover=a_handover(deputy_asked_at=NOW + timedelta(minutes=5), deputy_name="Sina Stellvertretung"),
        steps=(Step.COME, Step.APPOINTMENT, Step.CALLBACK, Step.WRITTEN, Step.OPEN),
    )
    return {
        "handover": case_card(waiting()),
        "handover_deputy": case_card(deputy),
        "handover_phone": case_card(waiting(channel=Channel.TELEPHONE, talk_wish=TalkWish.WISH)),
        "handover_stale": case_card(deputy, notice=STALE),
        "handover_day_after": case_card(replace(deputy, viewpoint=Viewpoint.TEAM_LEAD, today=_DAY_AFTER)),
        "handover_problem": case_card(
            waiting(),
            problem={"day": "Bitte wählen Sie einen Zeitpunkt, der noch kommt."},
            typed={"day": "2026-11-18", "time": "09:00", "place": "Zimmer 214"},
        ),
        "handover_answered": case_card(a_case(version=2, handover=_mine(_COME))),
        "handover_answered_by_deputy": case_card(a_case(version=3, handover=_BY_DEPUTY), notice=STALE),
        "handover_appointment": case_card(taken(handover=_mine(_APPOINTMENT))),
    }


def _case() -> dict[str, Card]:
    return {
        "case_team": case_card(a_case()),
        "case_team_mine": case_card(taken()),
        "case_team_overdue": case_card(taken(working_days_left=-2)),
        "case_team_due_today": case_card(taken(working_days_left=0)),
        "case_deputy": case_card(
            a_case(viewpoint=Viewpoint.DEPUTY, duties=(owed(DutyKind.TAKE_OVER, date(2026, 11, 20), 1),))
        ),
        "case_deputy_lead_here": case_card(a_case(viewpoint=Viewpoint.DEPUTY, leads=True)),
        "case_taken_by_other": case_card(
            taken(
                mine=False,
                holder_name="Sina Stellvertretung",
                holder_on_behalf=True,
                steps=(Step.TAKE_OVER, Step.OPEN),
            )
        ),
        "case_closed": case_card(taken(state=CaseState.CLOSED)),
        "case_management": case_card(a_letter()),
        "full_text": full_text_card(a_full_text()),
        "full_text_anonymous": full_text_card(a_full_text(customer=Customer(), anonymous=True)),
    }


def _offices() -> dict[str, Card]:
    alarm = a_case(
        viewpoint=Viewpoint.MANAGEMENT,
        subject="",
        escalation_ground=EscalationGround.BEDROHUNG,
        talk_wish=TalkWish.IMMEDIATE,
        steps=(Step.OPEN,),
    )
    return {
        "bgf": case_card(for_bgf(waiting())),
        "bgf_asked_too": case_card(
            for_bgf(
                waiting(
                    handover=a_handover(
                        deputy_asked_at=NOW + timedelta(minutes=5),
                        deputy_name="das BGF",
                        viewer_asked_too=True,
                    )
                )
            )
        ),
        "bgf_day_after": case_card(for_bgf(waiting(today=_DAY_AFTER))),
        "bgf_letter": case_card(for_bgf(a_letter())),
        "bgf_recorded": case_card(for_bgf(a_letter(), recorded=True)),
        "bgf_problem": case_card(
            for_bgf(waiting()),
            problem={"krm_tool_ref": "Bitte kürzen Sie die Angabe auf höchstens 40 Zeichen."},
            typed={"krm_tool_ref": "4711 und noch einiges mehr"},
        ),
        "alert": alert_card(alarm),
        "undeliverable": undeliverable_card(
            UndeliverableView(
                number="KRM-2026-0042",
                audience_name="Tom Teamleiter",
                reason=UndeliverableReason.REMOVED,
                case_id=a_letter().case_id,
            )
        ),
        "undeliverable_channel": undeliverable_card(
            UndeliverableView(
                number="",
                audience_name="Kanal der Wochenübersicht",
                reason=UndeliverableReason.CHANNEL,
                kind=NoticeKind.WEEKLY_SUMMARY,
            )
        ),
    }


def _at_desk(handover: HandoverView) -> CaseView:
    return for_reporter(waiting(handover=handover))


def _mine(handover: HandoverView) -> HandoverView:
    return replace(handover, answered_by_viewer=True)
