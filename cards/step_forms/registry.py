"""Every step's form by the step, and what the buttons are called."""

from collections.abc import Mapping, Sequence

from cards.step_forms import (
    acknowledgement,
    closing,
    contributions,
    ending,
    handling,
    handover,
    informing,
    interim,
    management,
    record,
    retaining,
    talk,
)
from cards.step_forms.form import StepForm
from casework.views import CaseView, Step
from procedure.vocabulary import Channel

OPEN_TITLE = "Vorgang öffnen"

FORMS: Mapping[Step, StepForm] = {
    form.step: form
    for family in (
        handover,
        acknowledgement,
        management,
        contributions,
        talk,
        handling,
        informing,
        interim,
        closing,
        ending,
        record,
        retaining,
    )
    for form in family.FORMS
}
"""All but „Vorgang öffnen“, which changes nothing."""


def title_of(view: CaseView, step: Step) -> str:
    """Name a step as its button does in this case."""
    if step is Step.COME and view.channel is Channel.TELEPHONE:
        return "Ich übernehme das Gespräch"
    return titles([step])[0]


def titles(steps: Sequence[Step]) -> list[str]:
    """Name steps as the buttons do, for the text that stands where no card can be drawn."""
    return [FORMS[step].title if step in FORMS else OPEN_TITLE for step in steps]
