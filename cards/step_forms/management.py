"""The management decides, signs, or gives back (GA IV; R33, R34, A28, A36)."""

from cards.step_forms.fields import ChoiceField, TextField, TickField, from_words
from cards.step_forms.form import StepForm
from cards.step_forms.lengths import NO_NAMES, REASON_LENGTH
from cards.step_forms.recurring_fields import reason_field
from cards.wording_steps import DECISIONS
from casework.views import CaseView, Step
from procedure import steps
from procedure.transitions.management import INSTRUCTION_LENGTH, NOTE_LENGTH
from procedure.vocabulary import DecisionState, Lead


def _suggested(view: CaseView) -> str:
    """Suggest the way the rules have it: a decision that is still to be taken follows the lead."""
    return view.lead.value if view.decision.state is DecisionState.OPEN and not view.transfer_reason else ""


FORMS = (
    StepForm(
        step=Step.DECIDE,
        title="Bearbeitung entscheiden",
        submit="So entscheiden",
        fields=(
            ChoiceField(
                name="lead",
                label="Wer bearbeitet den Vorgang?",
                missing="Bitte wählen Sie, wer den Vorgang bearbeitet.",
                options=from_words(DECISIONS),
                expanded=True,
                initial=_suggested,
            ),
            TextField(
                name="instruction",
                label="Maßgabe für das Team (freiwillig)",
                hint=f"Steht so auf der Karte der Teamleitung. {NO_NAMES}",
                limit=INSTRUCTION_LENGTH,
                lines=True,
            ),
            TickField(
                name="final_signature",
                label="Schlusszeichnung",
                tick="Die Geschäftsleitung zeichnet vor dem Abschluss",
            ),
            TextField(
                name="reason",
                label="Grund",
                hint="Nötig, wenn Sie eine Entscheidung ändern oder einen Vorgang abgeben.",
                limit=REASON_LENGTH,
            ),
        ),
        read=lambda answers: steps.Decide(
            lead=answers.choice("lead", Lead),
            instruction=answers.text("instruction"),
            final_signature=answers.ticked("final_signature"),
            reason=answers.text("reason"),
        ),
    ),
    StepForm(step=Step.SIGN, title="Schlusszeichnen", read=lambda _: steps.Sign()),
    StepForm(
        step=Step.RETURN_FOR_REVISION,
        title="Zur Überarbeitung zurückgeben",
        submit="Zurückgeben",
        fields=(
            TextField(
                name="note",
                label="Was fehlt noch?",
                missing="Bitte sagen Sie, was noch fehlt.",
                hint=f"Steht so auf der Karte der Teamleitung. {NO_NAMES}",
                limit=NOTE_LENGTH,
                lines=True,
            ),
        ),
        read=lambda answers: steps.ReturnForRevision(note=answers.text("note")),
    ),
    StepForm(
        step=Step.TO_MANAGEMENT,
        title="An Geschäftsleitung geben",
        submit="Weitergeben",
        fields=(reason_field("Warum soll die Geschäftsleitung übernehmen?", lines=True),),
        read=lambda answers: steps.PassToManagement(reason=answers.text("reason")),
    ),
)
