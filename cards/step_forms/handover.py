"""While a customer waits: the five answers (GA V; R35-R37)."""

from cards.step_forms.fields import TextField
from cards.step_forms.form import StepForm
from cards.step_forms.recurring_fields import appointment_fields
from casework.views import CaseView, Step
from procedure import steps
from procedure.transitions.handover import CALLBACK_LENGTH
from procedure.vocabulary import HandoverAnswer


def _first_day(view: CaseView) -> str:
    return view.handover.waiting_since.date().isoformat() if view.handover else ""


FORMS = (
    StepForm(
        step=Step.COME,
        title="Ich komme",
        read=lambda _: steps.AnswerHandover(answer=HandoverAnswer.COME),
    ),
    StepForm(
        step=Step.APPOINTMENT,
        title="Termin anbieten",
        submit="Termin mitteilen",
        plain_ids=True,
        other_names={"appointment_at": "day"},
        intro=lambda _: ("Der Empfang liest diese Angaben der Kundin/dem Kunden vor.",),
        fields=appointment_fields(_first_day),
        read=lambda answers: steps.AnswerHandover(
            answer=HandoverAnswer.APPOINTMENT,
            appointment_at=answers.required_instant("day", "time"),
            place=answers.text("place"),
        ),
    ),
    StepForm(
        step=Step.CALLBACK,
        title="Rückruf",
        submit="Rückruf mitteilen",
        plain_ids=True,
        intro=lambda _: ("Der Empfang liest diese Angabe der Kundin/dem Kunden vor.",),
        fields=(
            TextField(
                name="callback",
                label="Wann rufen Sie zurück?",
                missing="Bitte sagen Sie, wann Sie zurückrufen.",
                limit=CALLBACK_LENGTH,
                placeholder="heute bis 15 Uhr",
            ),
        ),
        read=lambda answers: steps.AnswerHandover(
            answer=HandoverAnswer.CALLBACK, callback=answers.text("callback")
        ),
    ),
    StepForm(
        step=Step.WRITTEN,
        title="Bitte schriftlich",
        read=lambda _: steps.AnswerHandover(answer=HandoverAnswer.WRITTEN),
    ),
    StepForm(step=Step.ASK_DEPUTY, title="An Stellvertretung", read=lambda _: steps.AskDeputy()),
)
