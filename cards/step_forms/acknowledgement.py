"""The acknowledgement of receipt: made, sent or not owed; what has come is confirmed (GA III; R18, R25)."""

from cards.step_forms.fields import ChoiceField, TextField, from_words
from cards.step_forms.form import LetterWish, StepForm
from cards.step_forms.lengths import REASON_LENGTH
from cards.step_forms.recurring_fields import dispatch_fields
from cards.wording_steps import WAIVER_REASONS
from casework.views import Step
from procedure import steps
from procedure.vocabulary import DispatchWay, DocumentKind, WaiverReason

FORMS = (
    StepForm(
        step=Step.WRITE_ACKNOWLEDGEMENT,
        title="Bestätigung erstellen",
        read=lambda _: LetterWish(kind=DocumentKind.ACKNOWLEDGEMENT),
    ),
    StepForm(
        step=Step.SEND_ACKNOWLEDGEMENT,
        title="Bestätigung versandt",
        submit="Versand festhalten",
        intro=lambda _: (
            "Danach bekommt die zuständige Stelle den ganzen Vorgang mit der Kopie der Bestätigung.",
        ),
        fields=dispatch_fields("Bitte wählen Sie, wie Sie die Bestätigung versandt haben."),
        read=lambda answers: steps.SendAcknowledgement(
            sent_on=answers.day("sent_on"), way=answers.choice("way", DispatchWay)
        ),
    ),
    StepForm(
        step=Step.WAIVE_ACKNOWLEDGEMENT,
        title="Bestätigung entfällt",
        submit="Ohne Bestätigung weiter",
        fields=(
            ChoiceField(
                name="reason",
                label="Warum entfällt sie?",
                missing="Bitte wählen Sie den Grund.",
                options=from_words(WAIVER_REASONS),
            ),
            TextField(
                name="note",
                label="Welcher andere Grund?",
                hint="Nur nötig bei „anderer Grund“.",
                limit=REASON_LENGTH,
            ),
        ),
        read=lambda answers: steps.WaiveAcknowledgement(
            reason=answers.choice("reason", WaiverReason), note=answers.text("note")
        ),
    ),
    StepForm(step=Step.CONFIRM_RECEIPT, title="Empfang bestätigen", read=lambda _: steps.ConfirmReceipt()),
)
