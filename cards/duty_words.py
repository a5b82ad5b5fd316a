"""What is owed, as a sentence in the imperative with its date; and in a few words for the message list."""

from dataclasses import dataclass

from cards.handover_words import answer, is_of_earlier_day
from cards.wording import GROUNDS, long_instant, remaining, until
from cards.wording_steps import TALK_FORMS
from casework.part_views import DutyView
from casework.views import CaseView, HandoverView, Step, Viewpoint
from procedure.duties import DutyKind
from procedure.vocabulary import ContributionState, HandoverAnswer, TalkForm, Treatment

SOON_WORKING_DAYS = 2
"""From here on an interim notice is mentioned (GA III: before the deadline ends)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """What to do, for the card; and in a few words without any name or text, for the message list."""

    sentence: str
    brief: str


def duty_step(view: CaseView, duty: DutyView) -> NextStep:
    """Say what to do about one thing owed."""
    when = until(duty.due_on, duty.working_days_left)
    match duty.kind:
        case DutyKind.TAKE_OVER:
            return to_take_over(view, when)
        case DutyKind.ANSWER:
            return to_answer(view)
        case DutyKind.CONTRIBUTE:
            return _contribution(view, when)
        case DutyKind.HOLD_TALK:
            return _talk(view, when)
        case _:
            brief = _SENTENCES[duty.kind].format(when=when)
            return NextStep(sentence=f"{_before(view, duty.kind)}{brief}", brief=brief)


def _before(view: CaseView, kind: DutyKind) -> str:
    match kind:
        case DutyKind.DECIDE if view.transfer_reason:
            return "Das Team möchte den Vorgang an Sie abgeben. "
        case DutyKind.ASSIGN:
            return f"{view.returned_by or 'Das Team'} ist nicht zuständig. "
        case _:
            return ""


def to_take_over(view: CaseView, when: str) -> NextStep:
    """Ask whoever answers for the case to take it over."""
    ask = f"Bitte übernehmen Sie den Vorgang {when.removeprefix('bitte ')}".rstrip()
    if view.handover is not None:
        return NextStep(sentence=_after_answer(view, view.handover, ask), brief=f"{ask}.")
    match view.viewpoint:
        case Viewpoint.MANAGEMENT:
            sentence = f"Die Geschäftsleitung ist federführend. {ask}."
        case Viewpoint.DEPUTY:
            sentence = f"Sie vertreten die Teamleitung. {ask} (i. V.)."
        case _:
            sentence = f"Ihr Team ist zuständig. {ask}."
    return NextStep(sentence=sentence, brief=f"{ask}.")


def to_answer(view: CaseView) -> NextStep:
    """Ask whoever holds the case to settle it in time (R26), or to say that it takes longer (R27)."""
    when = until(view.act_by, view.working_days_left)
    brief = f"Antworten Sie {when}."
    if view.revision_note:
        brief = f"Überarbeiten Sie das Ergebnis und schließen Sie {when} wieder ab."
        return NextStep(sentence=f"Die Geschäftsleitung hat nicht gezeichnet. {brief}", brief=brief)
    sentence = f"{_agreed(view)} {brief}"
    if view.working_days_left <= SOON_WORKING_DAYS and Step.SEND_INTERIM_NOTICE in view.steps:
        sentence = f"{sentence} Dauert es länger? Dann senden Sie vorher eine Zwischennachricht."
    return NextStep(sentence=sentence, brief=brief)


def pressing(view: CaseView) -> str:
    """Say which of the viewer's own duties cannot wait; empty when all can.

    A thing is told on the day it is due where a date of the GA hangs on it, all else once it is overdue.
    """
    for duty in view.duties:
        if not duty.mine or duty.kind is DutyKind.ANSWER:
            continue
        noun = NOUNS[duty.kind]
        if duty.working_days_left < 0:
            return f"{noun} ist {remaining(duty.working_days_left)}."
        if duty.working_days_left == 0 and duty.kind is DutyKind.ACKNOWLEDGE:
            return f"{noun} ist heute fällig."
        if duty.kind is DutyKind.DECIDE_TALK and view.talk.ground is not None:
            return f"Dringend: {GROUNDS[view.talk.ground]}."
    return ""


def _agreed(view: CaseView) -> str:
    if view.handover is not None:
        match view.handover.answer:
            case HandoverAnswer.APPOINTMENT | HandoverAnswer.CALLBACK:
                return f"Zugesagt: {answer(view, view.handover)}."
            case HandoverAnswer.WRITTEN:
                return "Die Kundin/der Kunde ist gebeten zu schreiben."
            case _:
                pass
    match view.treatment:
        case Treatment.APPOINTMENT if view.treatment_at is not None:
            return f"Vereinbart: Termin am {long_instant(view.treatment_at)}."
        case Treatment.REFERRED_TO_WRITING:
            return "Die Kundin/der Kunde ist gebeten zu schreiben."
        case _:
            return _contributed(view) or "Klären Sie das Anliegen."


def _contributed(view: CaseView) -> str:
    there, asked = view.contributions_in
    if not asked or view.viewpoint is not Viewpoint.MANAGEMENT:
        return ""
    return "Alle Beiträge sind da." if there == asked else f"Es fehlen noch Beiträge: {there} von {asked} da."


def _contribution(view: CaseView, when: str) -> NextStep:
    returned = any(c.owed and c.state is ContributionState.RETURNED for c in view.contributions)
    brief = f"{'Ergänzen' if returned else 'Liefern'} Sie {when} den Beitrag Ihres Teams."
    back = "Die Geschäftsleitung hat den Beitrag zurückgegeben. " if returned else ""
    return NextStep(sentence=f"{back}{brief}", brief=brief)


def _talk(view: CaseView, when: str) -> NextStep:
    form = view.talk.form
    if form is None or form in {TalkForm.IN_WRITING, TalkForm.NO_TALK}:
        brief = f"Antworten Sie {when} schriftlich und bestätigen Sie das hier."
        return NextStep(sentence=brief, brief=brief)
    brief = f"Führen Sie {when} das Gespräch."
    at = view.talk.appointment_at
    day = f"am {long_instant(at)}" if at else when
    how = TALK_FORMS[form].lower()
    return NextStep(
        sentence=f"Führen Sie das Gespräch {how} {day}. Bestätigen Sie es danach hier.", brief=brief
    )


def _after_answer(view: CaseView, handover: HandoverView, ask: str) -> str:
    comes = handover.answer is HandoverAnswer.COME and handover.answered_by_viewer
    # Who waited on an earlier day stands there no more.
    if comes and not is_of_earlier_day(view, handover):
        return "Die Kundin/der Kunde erwartet Sie. Bitte übernehmen Sie nach dem Gespräch den Vorgang."
    return f"{ask}."


_SENTENCES = {
    DutyKind.RECORD: "Erfassen Sie den Vorgang {when} im KRM-Tool und bestätigen Sie das hier.",
    DutyKind.ACKNOWLEDGE: "Versenden Sie die Eingangsbestätigung {when}.",
    DutyKind.ASSIGN: "Ordnen Sie den Vorgang {when} neu zu.",
    DutyKind.FILE: "Prüfen Sie {when}, ob die Ablage vollständig ist, und bestätigen Sie das hier.",
    DutyKind.DECIDE: "Entscheiden Sie {when}, wer den Vorgang bearbeitet.",
    DutyKind.DECIDE_TALK: "Entscheiden Sie {when}, ob und wie Sie das Gespräch führen.",
    DutyKind.SIGN: "Prüfen Sie das Ergebnis und zeichnen Sie {when}.",
    DutyKind.NOTE_TALK: "Notieren Sie {when} für die Geschäftsleitung, worum es im Gespräch geht.",
    DutyKind.CONFIRM_RECEIPT: "Bestätigen Sie {when}, dass der ganze Vorgang bei Ihnen ist.",
    DutyKind.INFORM: "Informieren Sie {when} die betroffenen Beschäftigten.",
}

NOUNS = {
    DutyKind.RECORD: "Die Erfassung",
    DutyKind.ACKNOWLEDGE: "Die Eingangsbestätigung",
    DutyKind.ASSIGN: "Die neue Zuordnung",
    DutyKind.FILE: "Die Prüfung der Ablage",
    DutyKind.DECIDE: "Die Entscheidung",
    DutyKind.DECIDE_TALK: "Die Entscheidung über das Gespräch",
    DutyKind.HOLD_TALK: "Das Gespräch",
    DutyKind.SIGN: "Die Schlusszeichnung",
    DutyKind.NOTE_TALK: "Der Vermerk",
    DutyKind.CONFIRM_RECEIPT: "Die Empfangsbestätigung",
    DutyKind.TAKE_OVER: "Die Übernahme",
    DutyKind.INFORM: "Die Information der Beschäftigten",
    DutyKind.CONTRIBUTE: "Der Beitrag",
    DutyKind.ANSWER: "Die Antwort",
}
"""With their article, for sentences."""
