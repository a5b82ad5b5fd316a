"""Beiträge of the teams to a case that the management leads (GA II; R13, R20, A23)."""

from collections.abc import Callable, Sequence

from cards.step_forms.fields import DayField, TextField, team_field, today
from cards.step_forms.form import StepForm
from cards.step_forms.lengths import NO_NAMES, REASON_LENGTH
from cards.step_forms.recurring_fields import reason_field
from casework.part_views import ContributionView, TeamChoice
from casework.views import CaseView, Step
from procedure import steps
from procedure.transitions.contributions import TEXT_LENGTH
from procedure.vocabulary import ContributionState

_OUTSTANDING = frozenset({ContributionState.OPEN, ContributionState.RETURNED})


def _teams(fits: Callable[[ContributionView], bool]) -> Callable[[CaseView], Sequence[TeamChoice]]:
    return lambda view: [TeamChoice(id=c.team, name=c.team_name) for c in view.contributions if fits(c)]


def _to_deliver(view: CaseView) -> Sequence[TeamChoice]:
    """Offer what is owed; only where nothing is, what was delivered and may be replaced."""
    owed = _teams(lambda c: c.mine and c.state in _OUTSTANDING)(view)
    return owed or _teams(lambda c: c.mine and c.state is ContributionState.DELIVERED)(view)


def _not_asked_yet(view: CaseView) -> Sequence[TeamChoice]:
    """Offer the teams that owe nothing, those concerned first."""
    asked = {c.team for c in view.contributions if c.state is not ContributionState.WAIVED}
    # The teams of the Teamleitung it is about are left out (A26).
    kept_out = set(view.chosen_teams) if view.about_lead else set()
    free = [team for team in view.teams if team.id not in asked | kept_out]
    return sorted(free, key=lambda team: team.id not in view.chosen_teams)


FORMS = (
    StepForm(
        step=Step.REQUEST_CONTRIBUTION,
        title="Beitrag anfordern",
        submit="Anfordern",
        fields=(
            team_field(_not_asked_yet, label="Von welchem Team?"),
            DayField(
                name="due_on",
                label="Bis wann? (freiwillig)",
                hint="Ohne Angabe gilt ein Termin vor der Frist des Vorgangs.",
                earliest=today,
            ),
        ),
        read=lambda answers: steps.RequestContribution(
            team=answers.team(), due_on=answers.day_if_any("due_on")
        ),
    ),
    StepForm(
        step=Step.DELIVER_CONTRIBUTION,
        title="Beitrag liefern",
        submit="An die Geschäftsleitung geben",
        fields=(
            team_field(_to_deliver),
            TextField(
                name="text",
                label="Ihr Beitrag",
                missing="Bitte schreiben Sie Ihren Beitrag.",
                hint=f"Den Wortlaut liest die Geschäftsleitung. {NO_NAMES}",
                limit=TEXT_LENGTH,
                lines=True,
            ),
        ),
        read=lambda answers: steps.DeliverContribution(team=answers.team(), text=answers.text("text")),
    ),
    StepForm(
        step=Step.RETURN_CONTRIBUTION,
        title="Beitrag zurückgeben",
        submit="Zur Ergänzung zurückgeben",
        fields=(
            team_field(_teams(lambda c: c.state is ContributionState.DELIVERED)),
            TextField(
                name="note",
                label="Was fehlt noch?",
                missing="Bitte sagen Sie, was im Beitrag noch fehlt.",
                hint=f"Steht so auf der Karte der Teamleitung. {NO_NAMES}",
                limit=REASON_LENGTH,
                lines=True,
            ),
        ),
        read=lambda answers: steps.ReturnContribution(team=answers.team(), note=answers.text("note")),
    ),
    StepForm(
        step=Step.WAIVE_CONTRIBUTION,
        title="Auf Beitrag verzichten",
        submit="Ohne Beitrag weiter",
        fields=(
            team_field(_teams(lambda c: c.state in _OUTSTANDING)),
            reason_field("Warum ist er nicht nötig?", hint=""),
        ),
        read=lambda answers: steps.WaiveContribution(team=answers.team(), reason=answers.text("reason")),
    ),
)
