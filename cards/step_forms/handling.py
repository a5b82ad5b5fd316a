"""The Teamleitung decides how to deal with a case (GA V; R30, R31, R37, A18)."""

from cards.step_forms.fields import DayField, TextField, TimeField, today
from cards.step_forms.form import StepForm
from cards.step_forms.lengths import NO_NAMES, REASON_LENGTH
from casework.views import Step
from procedure import steps
from procedure.transitions.handover import PLACE_LENGTH

FORMS = (
    StepForm(step=Step.TAKE_OVER, title="Übernehmen", read=lambda _: steps.TakeOver()),
    StepForm(
        step=Step.ARRANGE_APPOINTMENT,
        title="Termin vereinbart",
        submit="Termin festhalten",
        other_names={"appointment_at": "day"},
        fields=(
            DayField(name="day", label="Tag", missing="Bitte wählen Sie einen Tag ab heute.", earliest=today),
            TimeField(name="time", label="Uhrzeit", missing="Bitte wählen Sie eine Uhrzeit."),
            TextField(
                name="place",
                label="Ort (freiwillig)",
                limit=PLACE_LENGTH,
                placeholder="zum Beispiel Zimmer 214",
            ),
        ),
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
        fields=(
            TextField(
                name="reason",
                label="Warum ist Ihr Team nicht zuständig?",
                missing="Bitte nennen Sie den Grund.",
                hint=NO_NAMES,
                limit=REASON_LENGTH,
                lines=True,
            ),
        ),
        read=lambda answers: steps.ReportNotResponsible(reason=answers.text("reason")),
    ),
)
