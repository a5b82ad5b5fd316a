"""Keep a case longer than its time, or no longer (lawsuit, criminal charge, petition, Art. 18 DSGVO)."""

from collections.abc import Sequence

from cards.retention_words import hold_in_words
from cards.step_forms.fields import ChoiceField, Options, TextField
from cards.step_forms.form import StepForm
from cards.step_forms.lengths import NO_NAMES, REASON_LENGTH
from cards.step_forms.recurring_fields import reason_field
from cards.wording_steps import HOLD_GROUNDS
from casework.views import CaseView, Step
from procedure import steps
from procedure.vocabulary import HoldGround


def _options(grounds: Sequence[HoldGround]) -> Options:
    return [(ground.value, HOLD_GROUNDS[ground]) for ground in grounds]


def _only_one(view: CaseView) -> str:
    grounds = view.retention.to_lift
    return grounds[0].value if len(grounds) == 1 else ""


FORMS = (
    StepForm(
        step=Step.PLACE_HOLD,
        title="Aufbewahrung sperren",
        submit="Vorgang sperren",
        intro=lambda _: ("Der Vorgang wird dann nicht anonymisiert, bis jemand die Sperre aufhebt.",),
        fields=(
            ChoiceField(
                name="ground",
                label="Warum muss der Vorgang aufbewahrt bleiben?",
                missing="Bitte wählen Sie, warum der Vorgang aufbewahrt bleiben muss.",
                options=lambda view: _options(view.retention.to_place),
                expanded=True,
            ),
            TextField(
                name="note",
                label="Hinweis, zum Beispiel ein Aktenzeichen (freiwillig)",
                hint=NO_NAMES,
                limit=REASON_LENGTH,
            ),
        ),
        read=lambda answers: steps.PlaceHold(
            ground=answers.choice("ground", HoldGround), note=answers.text("note")
        ),
    ),
    StepForm(
        step=Step.LIFT_HOLD,
        title="Sperre aufheben",
        submit="Nicht mehr sperren",
        intro=lambda view: tuple(f"Gesperrt: {hold_in_words(hold)}" for hold in view.retention.held),
        fields=(
            ChoiceField(
                name="ground",
                label="Welche Sperre ist nicht mehr nötig?",
                missing="Bitte wählen Sie, welche Sperre nicht mehr nötig ist.",
                options=lambda view: _options(view.retention.to_lift),
                initial=_only_one,
                expanded=True,
            ),
            reason_field("Warum ist sie nicht mehr nötig?"),
        ),
        read=lambda answers: steps.LiftHold(
            ground=answers.choice("ground", HoldGround), reason=answers.text("reason")
        ),
    ),
)
