"""The card of the BGF: record in the KRM-Tool, send the acknowledgement, watch the dates (R14-R18)."""

from cards.card import Card, card
from cards.case_parts import (
    LEGAL_REMEDY,
    acknowledgement,
    answer_stage,
    arrival,
    closing,
    head_with_title,
    is_over,
    wishes,
)
from cards.elements import Block
from cards.handover_words import answered, called_for_help
from cards.layout import Stage, box, facts, notice_band, progress, text
from cards.step_buttons import Typed, form_in_question, open_form, step_buttons
from cards.wording import clock_time, long_date, long_instant, short_date
from casework.views import CaseView, Step


def bgf_card(view: CaseView, *, notice: str, typed: Typed) -> Card:
    """Draw the BGF's duties; contents and subject are not its business (R16)."""
    to_record = Step.CONFIRM_RECORDED in view.steps
    title = f"Kundenreaktion {view.number}"
    if to_record:
        title = f"Neue {title} – bitte erfassen"
    body: list[Block] = [
        *notice_band(notice),
        *head_with_title(view, title),
        box("Als Nächstes", *_duties(view)),
    ]
    if view.legal_remedy_check and not is_over(view):
        body.append(text(LEGAL_REMEDY))
    body += facts(
        [
            ("Federführend", view.lead_name),
            acknowledgement(view),
            *closing(view),
            ("Antwort vor Ort" if _is_answered(view) else "Kundin/Kunde", _customer(view)),
            *wishes(view),
            *arrival(view),
            ("Im KRM-Tool", _recorded(view)),
        ]
    )
    body.append(progress(_stages(view)))
    wrong = form_in_question(view, typed.problems)
    if wrong:
        body.append(open_form(view, wrong, typed))
    duty = "Bitte im KRM-Tool erfassen." if to_record else "Im KRM-Tool erfasst."
    if called_for_help(view):
        duty = "Eine Kundin/ein Kunde wartet. Bitte helfen Sie jetzt."
    until = f"Antwort bis {long_date(view.close_by)}."
    if view.acknowledge_by is not None:
        until = f"Eingangsbestätigung bis {long_date(view.acknowledge_by)}. {until}"
    return card(
        body=body,
        actions=[] if wrong else step_buttons(view, typed),
        fallback_text=f"{title}. {duty} {until}",
        speak=f"{title}. {duty} {until}",
    )


def _duties(view: CaseView) -> list[str]:
    if is_over(view):
        return ["Der Vorgang ist beendet. Es ist nichts mehr zu tun."]
    help_needed = called_for_help(view)
    duties = [help_needed] if help_needed else []
    if Step.CONFIRM_RECORDED in view.steps:
        duties.append("Erfassen Sie den Vorgang im KRM-Tool und bestätigen Sie das hier.")
    if view.acknowledge_by is not None:
        duties.append(f"Versenden Sie die Eingangsbestätigung bis {long_date(view.acknowledge_by)}.")
    return duties or [f"Für Sie ist gerade nichts zu tun. Die Antwort übernimmt die {view.lead_name}."]


def _customer(view: CaseView) -> str:
    if view.handover is None:
        return ""
    if view.handover.answer is None:
        return f"wartet auf Antwort, seit {clock_time(view.handover.waiting_since)}"
    return answered(view, view.handover)


def _recorded(view: CaseView) -> str:
    if view.recorded_in_tool_at is None:
        return ""
    when = f"erfasst am {long_instant(view.recorded_in_tool_at)}"
    return f"{when}, Nummer {view.krm_tool_ref}" if view.krm_tool_ref else when


def _stages(view: CaseView) -> list[Stage]:
    recorded = view.recorded_in_tool_at
    return [
        Stage(word="Gemeldet", done=True, detail=short_date(view.registered_at)),
        Stage(
            word="Erfasst",
            done=recorded is not None,
            detail=short_date(recorded) if recorded else "noch offen",
        ),
        answer_stage(view),
    ]


def _is_answered(view: CaseView) -> bool:
    return view.handover is not None and view.handover.answer is not None
