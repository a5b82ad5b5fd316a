"""Keep a case from others, or no longer (A26, A34): BGF and management do, the management alone lifts it."""

from cards.step_forms.answers import Answers
from cards.step_forms.fields import ChoiceField, Options
from cards.step_forms.form import StepForm
from cards.step_forms.recurring_fields import reason_field
from casework.views import CaseView, Step, Viewpoint
from procedure import steps
from procedure.errors import IncompleteReaction


def _may_lift(view: CaseView) -> bool:
    return view.viewpoint is Viewpoint.MANAGEMENT


def _choices(view: CaseView) -> Options:
    return (("ja", "ja"), ("nein", "nein")) if _may_lift(view) else (("ja", "ja"),)


def _intro(view: CaseView) -> tuple[str, ...]:
    leads = "Danach ist die Geschäftsleitung federführend. Die Teams sehen den Vorgang nicht mehr."
    lifted = "Aufheben kann das nur die Geschäftsleitung."
    return (leads,) if _may_lift(view) else (leads, lifted)


def _read(answers: Answers) -> steps.Shield:
    shield = steps.Shield(
        reason=answers.text("reason"),
        confidential=answers.yes_or_no("confidential"),
        concerns_lead=answers.yes_or_no("concerns_lead"),
    )
    if shield == steps.Shield(reason=shield.reason):
        raise IncompleteReaction("confidential", "Bitte wählen Sie, was sich ändert.")
    return shield


SHIELD = StepForm(
    step=Step.SHIELD,
    title="Vertraulichkeit ändern",
    submit="Vertraulichkeit festhalten",
    intro=_intro,
    fields=(
        reason_field("Warum ändert es sich?"),
        ChoiceField(
            name="confidential",
            label="Vertraulich: betrifft Beschäftigte oder ihre Angehörigen",
            options=_choices,
            applies=lambda view: _may_lift(view) or not view.confidential,
        ),
        ChoiceField(
            name="concerns_lead",
            label="Richtet sich gegen die Teamleitung selbst",
            options=_choices,
            applies=lambda view: _may_lift(view) or not view.about_lead,
        ),
    ),
    read=_read,
)
