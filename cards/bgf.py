"""The card of the BGF: record, acknowledge, watch the dates, file (R14-R18, R42-R45); no contents (R16)."""

from collections.abc import Sequence

from cards.action_elements import ActionSet, InnerCard, ShowCard
from cards.bgf_hints import hints
from cards.card import Card, card
from cards.case_facts import (
    acknowledgement,
    arrival,
    closing,
    interim_notices,
    relations,
    result,
    talk,
)
from cards.case_parts import bgf_stages, head_with_title, is_over
from cards.duty_words import duty_step, pressing
from cards.elements import Block
from cards.handover_words import (
    answered,
    called_for_help,
    help_in_short,
    is_of_earlier_day,
    waited_from,
)
from cards.layout import band, box, facts, notice_band, progress, text, warning
from cards.letter_at_hand import letter_at_hand
from cards.missing import missing
from cards.retention_words import retention
from cards.what_now import Below, form_or_buttons
from cards.wording import clock_time, long_date, long_instant, until
from cards.wording_steps import DUTIES
from casework.part_views import DutyView
from casework.views import CaseView, Step
from procedure.duties import DutyKind
from procedure.vocabulary import AcknowledgementState, DecisionState

_OF_BGF = frozenset({DutyKind.RECORD, DutyKind.ACKNOWLEDGE, DutyKind.ASSIGN, DutyKind.FILE})

EXPLAINED = "Wie wurde diese Frist berechnet?"

_TITLES = {
    DutyKind.RECORD: "Neue Kundenreaktion {number} – bitte erfassen",
    DutyKind.ACKNOWLEDGE: "Eingangsbestätigung zu {number}",
    DutyKind.ASSIGN: "Kundenreaktion {number} – bitte neu zuordnen",
    DutyKind.FILE: "Kundenreaktion {number} – bitte Ablage prüfen",
}


def bgf_card(view: CaseView, *, notice: str, below: Below) -> Card:
    """Draw the BGF's duties and dates; contents and subject are not its business (R16)."""
    title = _title(view)
    form, buttons = form_or_buttons(view, below)
    body: list[Block] = [
        *notice_band(notice),
        *head_with_title(view, title),
        _what_now(view),
        *letter_at_hand(view),
        *hints(view),
    ]
    body += facts(
        [
            acknowledgement(view),
            *closing(view),
            ("Federführend", view.lead_name),
            ("Antwort vor Ort" if _is_answered(view) else "Kundin/Kunde", _customer(view)),
            *result(view),
            ("Entscheidung GL", _decision(view)),
            ("Beiträge", _contributions(view)),
            interim_notices(view),
            *talk(view),
            *relations(view),
            *arrival(view),
            ("Im KRM-Tool", _recorded(view)),
            retention(view),
        ]
    )
    body += _explanation(view)
    body.append(progress(bgf_stages(view)))
    body += missing(view) if is_over(view) else []
    brief = _brief(view, title)
    return card(body=[*body, *form], actions=buttons, fallback_text=brief, speak=brief)


def _title(view: CaseView) -> str:
    own = [duty.kind for duty in view.duties if duty.mine]
    if Step.CONFIRM_RECORDED in view.steps and not is_over(view) and DutyKind.ASSIGN not in own:
        own = [DutyKind.RECORD, *own]
    kind = next((kind for kind in own if kind in _TITLES), None)
    return _TITLES[kind].format(number=view.number) if kind else f"Kundenreaktion {view.number}"


def _what_now(view: CaseView) -> Block:
    duties = _duties(view)
    pressure = pressing(view)
    if pressure:
        return band("attention", warning(pressure), *(text(duty, spacing="small") for duty in duties))
    return box("Als Nächstes", *duties)


def _duties(view: CaseView) -> list[str]:
    owed = [duty for duty in view.duties if duty.mine]
    own = [_sentence(view, duty) for duty in owed if duty.kind in _OF_BGF]
    own += _for_nobody([duty for duty in owed if duty.kind not in _OF_BGF])
    help_needed = called_for_help(view)
    if own or help_needed:
        return [help_needed, *own] if help_needed else own
    if is_over(view):
        return ["Der Vorgang ist beendet. Es ist nichts mehr zu tun."]
    open_duties = []
    if Step.CONFIRM_RECORDED in view.steps:
        open_duties.append("Erfassen Sie den Vorgang im KRM-Tool und bestätigen Sie das hier.")
    if _owes_acknowledgement(view) and view.acknowledge_by is not None:
        left = view.acknowledgement.working_days_left
        when = until(view.acknowledge_by, 1 if left is None else left)
        open_duties.append(f"Versenden Sie die Eingangsbestätigung {when}.")
    return open_duties or [f"Für Sie ist gerade nichts zu tun. Die Antwort übernimmt die {view.lead_name}."]


def _sentence(view: CaseView, duty: DutyView) -> str:
    """Say what to do; of a file that lacks papers, that they come first (R42)."""
    if duty.kind is DutyKind.FILE and view.missing:
        when = until(duty.due_on, duty.working_days_left)
        return f"Ergänzen Sie die Ablage {when}: Senden Sie mir, was unten noch fehlt, als Datei."
    return duty_step(view, duty).sentence


def _for_nobody(duties: Sequence[DutyView]) -> list[str]:
    """Say what waits for an office in which nobody is left: it falls to the BGF to see to it (A25)."""
    offices = dict.fromkeys(duty.owed_by for duty in duties)
    return [
        f"{office}: Dort ist gerade niemand da. Zu tun ist: "
        f"{', '.join(DUTIES[duty.kind] for duty in duties if duty.owed_by == office)}. "
        "Bitte veranlassen Sie das, oder ordnen Sie den Vorgang neu zu."
        for office in offices
    ]


def _owes_acknowledgement(view: CaseView) -> bool:
    settled = {AcknowledgementState.SENT, AcknowledgementState.WAIVED}
    return view.acknowledge_by is not None and view.acknowledgement.state not in settled


def _brief(view: CaseView, title: str) -> str:
    if is_over(view):
        return f"{title}. {' '.join(_duties(view))}"
    duty = "Bitte im KRM-Tool erfassen." if Step.CONFIRM_RECORDED in view.steps else "Im KRM-Tool erfasst."
    if view.handover is not None and called_for_help(view):
        duty = help_in_short(view, view.handover)
    dates = f"Antwort bis {long_date(view.close_by)}."
    if _owes_acknowledgement(view) and view.acknowledge_by is not None:
        dates = f"Eingangsbestätigung bis {long_date(view.acknowledge_by)}. {dates}"
    return f"{title}. {duty} {dates}"


def _explanation(view: CaseView) -> list[Block]:
    """Unfold how each date came about (R22, R26)."""
    if not view.deadline_explanation or is_over(view):
        return []
    lines = [text(line, spacing="small") for line in view.deadline_explanation]
    return [ActionSet(actions=[ShowCard(title=f"{EXPLAINED} …", card=InnerCard(body=lines))])]


def _decision(view: CaseView) -> str:
    if view.decision.state is DecisionState.OPEN:
        return "noch offen"
    return f"getroffen am {long_date(view.decision.decided_at)}" if view.decision.decided_at else ""


def _contributions(view: CaseView) -> str:
    there, asked = view.contributions_in
    return f"{there} von {asked} da" if asked else ""


def _customer(view: CaseView) -> str:
    if view.handover is None:
        return ""
    if view.handover.answer is None and is_of_earlier_day(view, view.handover):
        return f"wartete {waited_from(view.handover)}; Antwort steht noch aus"
    if view.handover.answer is None:
        return f"wartet auf Antwort, seit {clock_time(view.handover.waiting_since)}"
    return answered(view, view.handover)


def _recorded(view: CaseView) -> str:
    if view.recorded_in_tool_at is None:
        return ""
    when = f"erfasst am {long_instant(view.recorded_in_tool_at)}"
    return f"{when}, Nummer {view.krm_tool_ref}" if view.krm_tool_ref else when


def _is_answered(view: CaseView) -> bool:
    return view.handover is not None and view.handover.answer is not None
