"""„Als Nächstes“: the one sentence that tells whoever answers for a case what to do now."""

from dataclasses import dataclass

from cards.case_parts import is_over
from cards.handover_words import answer, called_for_help, named
from cards.wording import instant_in_sentence, long_date, remaining
from casework.views import CaseView, HandoverView, Step, Viewpoint
from procedure.vocabulary import CaseState, HandoverAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """What to do, for the card; and in a few words without any name or text, for the message list."""

    sentence: str
    brief: str


_NOTHING_FOR_YOU = "Für Sie ist nichts zu tun."
_NOTHING_LEFT = "Es ist nichts mehr zu tun."


def next_step(view: CaseView) -> NextStep:
    """Tell the Teamleitung, the deputy or the management what is to be done now."""
    if is_over(view):
        how = "abgeschlossen" if view.state is CaseState.CLOSED else "beendet"
        return NextStep(sentence=f"Der Vorgang ist {how}. {_NOTHING_LEFT}", brief=_NOTHING_LEFT)
    if view.handover is not None and view.handover.answer is None:
        return _while_waiting(view)
    if view.mine:
        return NextStep(sentence=_for_holder(view), brief=f"Antworten Sie {_until(view)}.")
    if view.holder_name:
        offered = Step.TAKE_OVER in view.steps
        rest = "Übernehmen Sie nur, wenn Sie den Vorgang weiterführen." if offered else _NOTHING_FOR_YOU
        return NextStep(sentence=f"{_taken(view)} {rest}", brief=_NOTHING_FOR_YOU)
    if Step.TAKE_OVER in view.steps:
        return NextStep(sentence=_for_taker(view), brief="Bitte übernehmen Sie den Vorgang.")
    return NextStep(
        sentence=f"Zuständig ist die {view.lead_name}. {_NOTHING_FOR_YOU}", brief=_NOTHING_FOR_YOU
    )


def _while_waiting(view: CaseView) -> NextStep:
    help_needed = called_for_help(view)
    if help_needed:
        return NextStep(sentence=help_needed, brief="Eine Kundin/ein Kunde wartet. Bitte helfen Sie jetzt.")
    asked = "Eine Kundin/ein Kunde wartet. Die zuständige Stelle ist gefragt."
    return NextStep(sentence=f"{asked} {_NOTHING_FOR_YOU}", brief=_NOTHING_FOR_YOU)


def deadline_pressure(view: CaseView) -> str:
    """Say that the time is over or ends today; empty while there is time or nothing to do."""
    if is_over(view) or view.working_days_left > 0:
        return ""
    if view.working_days_left == 0:
        return "Die Frist endet heute."
    return f"Die Antwort ist {remaining(view.working_days_left)}."


def _taken(view: CaseView) -> str:
    holder = named(view.holder_name, on_behalf=view.holder_on_behalf)
    if view.taken_over_at is None:
        return f"{holder} hat den Vorgang übernommen."
    when = instant_in_sentence(view.taken_over_at, view.registered_at.date())
    return f"{holder} hat den Vorgang {when} übernommen."


def _for_holder(view: CaseView) -> str:
    deadline = f"Antworten Sie {_until(view)}."
    if view.handover is not None:
        match view.handover.answer:
            case HandoverAnswer.APPOINTMENT | HandoverAnswer.CALLBACK:
                return f"Zugesagt: {answer(view, view.handover)}. {deadline}"
            case HandoverAnswer.WRITTEN:
                return f"Die Kundin/der Kunde ist gebeten zu schreiben. {deadline}"
            case _:
                pass
    return f"Klären Sie das Anliegen. {deadline}"


def _until(view: CaseView) -> str:
    if view.working_days_left > 0:
        return f"bis {long_date(view.act_by)}"
    return "heute" if view.working_days_left == 0 else "bitte umgehend"


def _for_taker(view: CaseView) -> str:
    if view.handover is not None:
        return _after_answer(view.handover)
    match view.viewpoint:
        case Viewpoint.MANAGEMENT:
            return "Die Geschäftsleitung ist federführend. Bitte übernehmen Sie den Vorgang."
        case Viewpoint.DEPUTY:
            return "Sie vertreten die Teamleitung. Bitte übernehmen Sie den Vorgang (i. V.)."
        case _:
            return "Ihr Team ist zuständig. Bitte übernehmen Sie den Vorgang."


def _after_answer(handover: HandoverView) -> str:
    if handover.answer is HandoverAnswer.COME and handover.answered_by_viewer:
        return "Die Kundin/der Kunde erwartet Sie. Bitte übernehmen Sie nach dem Gespräch den Vorgang."
    return "Bitte übernehmen Sie den Vorgang."
