"""„Als Nächstes“: the one sentence that tells whoever looks at a case what to do now."""

from cards.case_parts import is_over
from cards.duty_words import NextStep, duty_step, pressing, to_answer, to_take_over
from cards.handover_words import called_for_help, help_in_short, named, waits_in_short
from cards.wording import instant_in_sentence, remaining
from casework.views import CaseView, HandoverView, Step, Viewpoint
from procedure.duties import DutyKind
from procedure.vocabulary import AcknowledgementState, CaseState, DecisionState, TalkState

_NOTHING_FOR_YOU = "Für Sie ist nichts zu tun."
_CARRY_ON = "Übernehmen Sie nur, wenn Sie den Vorgang weiterführen."
_STEP_IN = "Übernehmen Sie nur, wenn Sie einspringen."
"""In place of „nichts zu tun“ above a button „Übernehmen“."""
NOTE_FIRST = "Der Vermerk der Teamleitung fehlt noch. Erst danach entscheiden Sie über das Gespräch."
"""R39, R40."""
_NOTHING_LEFT = "Es ist nichts mehr zu tun."
_OF_THE_HOLDER = frozenset({DutyKind.ANSWER, DutyKind.TAKE_OVER, DutyKind.CONFIRM_RECEIPT, DutyKind.INFORM})


def next_step(view: CaseView) -> NextStep:
    """Tell the Teamleitung, the deputy or the management what is to be done now.

    The first of the viewer's own duties; where nothing is owed by her, who is at it.
    """
    if is_over(view):
        how = "abgeschlossen" if view.state is CaseState.CLOSED else "beendet"
        return NextStep(sentence=f"Der Vorgang ist {how}. {_NOTHING_LEFT}", brief=_NOTHING_LEFT)
    if view.handover is not None and view.handover.answer is None:
        return _while_waiting(view, view.handover)
    own = [duty for duty in view.duties if duty.mine]
    if view.holder_name and not view.mine and view.leads:
        own = [duty for duty in own if duty.kind not in _OF_THE_HOLDER]
    if view.leads and not view.holder_name and is_before_handing_over(view):
        own = [duty for duty in own if duty.kind is not DutyKind.ANSWER]
    return duty_step(view, own[0]) if own else _without_duty(view)


def _without_duty(view: CaseView) -> NextStep:
    if view.state is CaseState.FINAL_SIGNATURE:
        return _rest(view, "Das Ergebnis liegt der Geschäftsleitung zur Schlusszeichnung vor.")
    if view.mine:
        return to_answer(view)
    if view.holder_name:
        return _held(view)
    if view.leads and is_before_handing_over(view):
        return _rest(view, "Das BGF bestätigt zuerst den Eingang. Danach bekommen Sie den Vorgang.")
    if Step.TAKE_OVER in view.steps and not _stands_by(view):
        return to_take_over(view, "")
    return _rest(view, f"Zuständig ist die {view.lead_name}.")


def waits_for(view: CaseView) -> str:
    """Say what of others the answer still waits for; empty when it waits for nothing."""
    if is_over(view) or view.state is CaseState.FINAL_SIGNATURE or is_before_handing_over(view):
        return ""
    if view.viewpoint is Viewpoint.MANAGEMENT:
        note_missing = view.talk.state is TalkState.WISHED and view.talk.ground is None
        return NOTE_FIRST if note_missing else ""
    if view.leads and not view.missing and view.decision.state is DecisionState.OPEN:
        return "Abschließen können Sie, sobald die Geschäftsleitung über die Bearbeitung entschieden hat."
    if view.transfer_reason:
        return "Die Geschäftsleitung entscheidet noch, ob sie den Vorgang übernimmt."
    if view.decision.final_signature and view.leads:
        return "Vor dem Abschluss zeichnet die Geschäftsleitung."
    return ""


def deadline_pressure(view: CaseView) -> str:
    """Say what cannot wait: the answer is due today or overdue, or an own duty is; empty otherwise."""
    if is_over(view):
        return ""
    answers = (view.mine or view.leads or Step.TAKE_OVER in view.steps) and not _stands_by(view)
    if answers and view.working_days_left < 0:
        return f"Die Antwort ist {remaining(view.working_days_left)}."
    return pressing(view) or ("Die Frist endet heute." if answers and view.working_days_left == 0 else "")


def _stands_by(view: CaseView) -> bool:
    """Tell whether a deputy has nothing to do, because whoever she could stand in for is here (R11)."""
    owes = view.mine or any(duty.mine for duty in view.duties)
    return view.viewpoint is Viewpoint.DEPUTY and not owes


def is_before_handing_over(view: CaseView) -> bool:
    """Tell whether a written case is not yet the team's: its receipt is not acknowledged (R25)."""
    owed = view.acknowledgement.state is AcknowledgementState.OPEN
    return owed and view.state is CaseState.RECORDED


def _while_waiting(view: CaseView, handover: HandoverView) -> NextStep:
    help_needed = called_for_help(view)
    if help_needed:
        return NextStep(sentence=help_needed, brief=help_in_short(view, handover))
    return _rest(view, f"{waits_in_short(view, handover)} Die zuständige Stelle ist gefragt.")


def _held(view: CaseView) -> NextStep:
    return _rest(view, _taken(view), may=_CARRY_ON)


def _rest(view: CaseView, sentence: str, *, may: str = _STEP_IN) -> NextStep:
    """Say who is at it, and that nothing is left to do; or when to press „Übernehmen“ all the same."""
    rest = may if Step.TAKE_OVER in view.steps else _NOTHING_FOR_YOU
    return NextStep(sentence=f"{sentence} {rest}", brief=rest)


def _taken(view: CaseView) -> str:
    holder = named(view.holder_name, on_behalf=view.holder_on_behalf)
    if view.taken_over_at is None:
        return f"{holder} hat den Vorgang übernommen."
    when = instant_in_sentence(view.taken_over_at, view.today or view.registered_at.date())
    return f"{holder} hat den Vorgang {when} übernommen."
