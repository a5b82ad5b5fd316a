"""Ways to end a case without an answer, and to take it up again (Z7; A16-A19)."""

from cards.step_forms.fields import TextField, TickField, said
from cards.step_forms.form import StepForm
from cards.step_forms.lengths import IN_THE_LETTER, NO_NAMES, REASON_LENGTH
from cards.step_forms.recurring_fields import reason_field
from casework.views import Step
from procedure import steps
from procedure.recording import TEXT_MAX_LENGTH

FORMS = (
    StepForm(
        step=Step.WITHDRAW,
        title="Zurückgenommen",
        submit="Rücknahme festhalten",
        fields=(
            TextField(
                name="note",
                label="Wann und wie wurde die Reaktion zurückgenommen?",
                missing="Bitte sagen Sie, wann und wie sie zurückgenommen wurde.",
                hint=NO_NAMES,
                limit=REASON_LENGTH,
            ),
            TickField(
                name="confirm",
                label="Bestätigung",
                tick="Ein kurzes Schreiben an die Kundin/den Kunden erstellen",
                initial=said("true"),
                applies=lambda view: view.has_address,
            ),
        ),
        read=lambda answers: steps.Withdraw(note=answers.text("note"), confirm=answers.ticked("confirm")),
    ),
    StepForm(
        step=Step.HAND_OVER,
        title="An andere Stelle abgeben",
        submit="Abgeben und Schreiben erstellen",
        fields=(
            TextField(
                name="authority",
                label="Welche Stelle ist zuständig?",
                missing="Bitte nennen Sie die zuständige Stelle.",
                hint=IN_THE_LETTER,
                limit=TEXT_MAX_LENGTH,
            ),
            TextField(
                name="note",
                label="Hinweis für den Vorgang (freiwillig)",
                hint=NO_NAMES,
                limit=REASON_LENGTH,
            ),
        ),
        read=lambda answers: steps.HandOver(authority=answers.text("authority"), note=answers.text("note")),
    ),
    StepForm(
        step=Step.REOPEN,
        title="Wiederaufnehmen",
        submit="Vorgang wiederaufnehmen",
        intro=lambda _: (
            "Nur bei einem Fehler. Bringt die Kundin/der Kunde Neues vor, ist es eine Folgereaktion.",
        ),
        fields=(reason_field("Welcher Fehler ist aufgefallen?"),),
        read=lambda answers: steps.Reopen(reason=answers.text("reason")),
    ),
    StepForm(
        step=Step.RECORDED_IN_ERROR,
        title="Irrtümlich erfasst",
        submit="Als irrtümlich erfasst beenden",
        fields=(reason_field("Warum ist es keine Kundenreaktion?"),),
        read=lambda answers: steps.MarkRecordedInError(reason=answers.text("reason")),
    ),
)
