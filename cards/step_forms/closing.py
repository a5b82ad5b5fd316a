"""The answer and the result; praise by its short path (GA III, VII, VIII; R30, R45, R48, A20, A32)."""

from cards.step_forms.fields import (
    ChoiceField,
    DayField,
    NumberField,
    Options,
    TextField,
    TickField,
    from_words,
    said,
    today,
)
from cards.step_forms.form import LetterWish, StepForm
from cards.step_forms.lengths import IN_THE_LETTER, LETTER_LENGTH, NO_NAMES, REASON_LENGTH
from cards.wording_steps import ANSWER_KINDS, CAUSES, DISPATCH_WAYS, OUTCOMES
from casework.views import CaseView, Step
from procedure import steps
from procedure.vocabulary import (
    AnswerKind,
    Cause,
    ConcernKind,
    DispatchWay,
    DocumentKind,
    HandoverAnswer,
    Outcome,
    Parting,
    Treatment,
    WaiverReason,
)

ANSWER_FIRST = (
    "„Antwort versandt“ steht zur Wahl, sobald die Antwort beim Vorgang liegt. "
    "Erstellen Sie sie oder schicken Sie mir die Datei."
)
NO_CONSEQUENCES = "Keine Namen von Beschäftigten, keine Auskunft über dienstliche Folgen."


def _praise(view: CaseView) -> bool:
    return set(view.concerns) == {ConcernKind.LOB}


def _anonymous(view: CaseView) -> bool:
    return view.acknowledgement.waiver is WaiverReason.NO_ADDRESS


def _asked_to_write(view: CaseView) -> bool:
    answered = view.handover is not None and view.handover.answer is HandoverAnswer.WRITTEN
    return (
        answered
        or view.treatment is Treatment.REFERRED_TO_WRITING
        or view.parting is Parting.REFERRED_TO_WRITING
    )


def _answer_kinds(view: CaseView) -> Options:
    """Offer only what may have happened: a letter that lies there, a talk that took place (R30, A13)."""
    return [(kind.value, title) for kind, title in ANSWER_KINDS.items() if kind in view.answers]


def _likely_answer(view: CaseView) -> str:
    """Suggest the letter that lies with the case, else the talk; of a case without either, nothing."""
    if AnswerKind.SENT in view.answers:
        return AnswerKind.SENT.value
    if _needs_no_answer(view):
        return AnswerKind.NOT_REQUIRED.value
    spoken = AnswerKind.IN_TALK in view.answers and not _asked_to_write(view)
    return AnswerKind.IN_TALK.value if spoken else ""


def _needs_no_answer(view: CaseView) -> bool:
    return _praise(view) or _anonymous(view)


def _may_be_sent(view: CaseView) -> bool:
    return AnswerKind.SENT in view.answers


def _has_a_day(view: CaseView) -> bool:
    """Tell whether there is a day of answering to ask for: of the letter, or of the talk that settled it."""
    return _may_be_sent(view) or (AnswerKind.IN_TALK in view.answers and not _needs_no_answer(view))


def _how_sent_is_chosen(view: CaseView) -> tuple[str, ...]:
    """Say where „Antwort versandt“ is while no answer lies with the case (R42)."""
    return () if _may_be_sent(view) or _needs_no_answer(view) else (ANSWER_FIRST,)


def _likely_reason(view: CaseView) -> str:
    if _praise(view):
        return "Lob, der Dank ist weitergegeben."
    return "Anonym, niemand kann angeschrieben werden." if _anonymous(view) else ""


def _asks_for_verbis(view: CaseView) -> bool:
    """R45: only where the conversation was noted in VerBIS."""
    return view.origin_in_verbis


def _outcomes(view: CaseView) -> Options:
    """Offer „entfällt“ only where nothing could be founded, or nobody wrote what was asked for (A13, A32).

    Praise is never right or wrong: there is nothing to choose (A20).
    """
    if _praise(view):
        return [(Outcome.NOT_APPLICABLE.value, OUTCOMES[Outcome.NOT_APPLICABLE])]
    nothing_to_found = set(view.concerns) <= {
        ConcernKind.LOB,
        ConcernKind.IDEE_ANREGUNG,
        ConcernKind.FOLGEREAKTION,
    }
    return [
        (outcome.value, title)
        for outcome, title in OUTCOMES.items()
        if outcome is not Outcome.NOT_APPLICABLE or nothing_to_found or _asked_to_write(view)
    ]


_OUTCOME = ChoiceField(
    name="outcome",
    label="Was ist das Ergebnis?",
    missing="Bitte wählen Sie das Ergebnis.",
    options=_outcomes,
    initial=lambda view: (view.letter.outcome or "") if view.letter else "",
    settled_if_single=True,
)

FORMS = (
    StepForm(
        step=Step.WRITE_ANSWER,
        title="Antwort erstellen",
        submit="Schreiben erstellen",
        intro=lambda _: ("Das Schreiben liegt danach beim Vorgang. Versandt wird es von Ihnen.",),
        fields=(
            _OUTCOME,
            TextField(
                name="text",
                label="Ergebnis in Worten",
                missing="Bitte schreiben Sie, was Ihre Prüfung ergeben hat.",
                hint=f"{IN_THE_LETTER} {NO_CONSEQUENCES}",
                limit=LETTER_LENGTH,
                lines=True,
            ),
            TextField(
                name="measure",
                label="Was haben Sie veranlasst? (freiwillig)",
                hint=f"Bei „begründet“: {IN_THE_LETTER[0].lower()}{IN_THE_LETTER[1:]}",
                limit=REASON_LENGTH,
            ),
        ),
        read=lambda answers: LetterWish(
            kind=DocumentKind.ANSWER,
            text=answers.text("text"),
            outcome=answers.choice("outcome", Outcome),
            measure=answers.text("measure"),
        ),
    ),
    StepForm(
        step=Step.CLOSE,
        title="Abschließen",
        submit="Vorgang abschließen",
        intro=_how_sent_is_chosen,
        fields=(
            _OUTCOME,
            ChoiceField(
                name="answer",
                label="Wie hat die Kundin/der Kunde das Ergebnis erfahren?",
                missing="Bitte wählen Sie, wie die Kundin/der Kunde das Ergebnis erfahren hat.",
                options=_answer_kinds,
                initial=_likely_answer,
            ),
            DayField(
                name="answered_on",
                label="Beantwortet am",
                hint="Bei „Antwort versandt“ und „Im Gespräch geklärt“.",
                initial=today,
                latest=today,
                applies=_has_a_day,
            ),
            ChoiceField(
                name="way",
                label="Auf welchem Weg?",
                hint="Bei „Antwort versandt“.",
                options=from_words(DISPATCH_WAYS),
                initial=said(DispatchWay.LETTER.value),
                applies=_may_be_sent,
            ),
            TextField(
                name="no_answer_reason",
                label="Warum ist keine Antwort erforderlich?",
                hint="Nur nötig bei „Keine Antwort erforderlich“.",
                limit=REASON_LENGTH,
                initial=_likely_reason,
            ),
            ChoiceField(
                name="cause",
                label="Ursache (freiwillig, für den Bericht)",
                options=from_words(CAUSES),
                applies=lambda view: not _praise(view),
            ),
            TextField(name="measure", label="Maßnahme (freiwillig)", hint=NO_NAMES, limit=REASON_LENGTH),
            TextField(name="insight", label="Erkenntnis (freiwillig)", limit=REASON_LENGTH),
            TickField(
                name="verbis_noted",
                label="Vermerk in VerBIS",
                tick="Der kurze Erledigungsvermerk ohne Inhalt steht in VerBIS",
                applies=_asks_for_verbis,
            ),
        ),
        read=lambda answers: steps.Close(
            outcome=answers.choice("outcome", Outcome),
            answer=answers.choice("answer", AnswerKind),
            answered_on=answers.day_if_any("answered_on"),
            way=answers.choice_if_any("way", DispatchWay),
            no_answer_reason=answers.text("no_answer_reason"),
            cause=answers.choice_if_any("cause", Cause),
            measure=answers.text("measure"),
            insight=answers.text("insight"),
            verbis_noted=answers.ticked("verbis_noted"),
        ),
    ),
    StepForm(
        step=Step.PRAISE,
        title="Lob weitergegeben",
        submit="Lob festhalten und abschließen",
        fields=(
            NumberField(
                name="count",
                label="An wie viele Beschäftigte? (freiwillig)",
                hint="Nur die Anzahl. Namen werden hier nicht gespeichert.",
            ),
        ),
        read=lambda answers: steps.PassOnPraise(count=answers.number_if_any("count") or 0),
    ),
)
