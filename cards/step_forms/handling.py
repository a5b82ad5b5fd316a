"""The Teamleitung decides how to deal with a case (GA V; R30, R31, R37, A18)."""

from cards.step_forms.fields import today
from cards.step_forms.form import StepForm
from cards.step_forms.recurring_fields import appointment_fields, reason_field
from casework.views import Step
from procedure import steps

FORMS = (
    StepForm(step=Step.TAKE_OVER, title="Übernehmen", read=lambda _: steps.TakeOver()),
    StepForm(
        step=Step.ARRANGE_APPOINTMENT,
        title="Termin vereinbart",
        submit="Termin festhalten",
        other_names={"appointment_at": "day"},
        fields=appointment_fields(today),
        read=lambda answers: steps.ArrangeAppointment(
            appointment_at=answers.required_instant("day", "time"), place=answers.text("place")
        ),
    ),
    StepForm(
        step=Step.REFER_TO_WRITING,
        title="Auf Schriftform verwiesen",
        read=lambda _: steps.ReferToWriting(),
    ),
    StepForm(
        step=Step.NOT_RESPONSIBLE,
        title="Nicht zuständig",
        submit="An das BGF zurückgeben",
        intro=lambda _: ("Das BGF ordnet den Vorgang neu zu. Die Fristen laufen weiter.",),
        fields=(reason_field("Warum ist Ihr Team nicht zuständig?", lines=True),),
        read=lambda answers: steps.ReportNotResponsible(reason=answers.text("reason")),
    ),
)
