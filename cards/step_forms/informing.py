"""Whether the employees concerned are informed: when and how many, never who (GA II; R21, A24)."""

from collections.abc import Sequence

from cards.step_forms.fields import DayField, NumberField, team_field, today
from cards.step_forms.form import StepForm
from cards.step_forms.recurring_fields import reason_field
from casework.part_views import TeamChoice
from casework.views import CaseView, Step
from procedure import steps
from procedure.vocabulary import InformingState

_UNSETTLED = frozenset({InformingState.OPEN, InformingState.POSTPONED})


def _own(view: CaseView) -> Sequence[TeamChoice]:
    return [
        TeamChoice(id=row.team, name=row.team_name)
        for row in view.informing
        if row.mine and row.state in _UNSETTLED
    ]


def _own_open(view: CaseView) -> Sequence[TeamChoice]:
    return [
        TeamChoice(id=row.team, name=row.team_name)
        for row in view.informing
        if row.mine and row.state is InformingState.OPEN
    ]


def _open(view: CaseView) -> Sequence[TeamChoice]:
    return [
        TeamChoice(id=row.team, name=row.team_name)
        for row in view.informing
        if row.state is InformingState.OPEN
    ]


FORMS = (
    StepForm(
        step=Step.INFORM_EMPLOYEES,
        title="Beschäftigte informiert",
        submit="Information festhalten",
        fields=(
            team_field(_own),
            DayField(
                name="informed_on",
                label="Informiert am",
                missing="Bitte wählen Sie den Tag der Information.",
                initial=today,
                latest=today,
            ),
            NumberField(
                name="count",
                label="Wie viele Beschäftigte?",
                missing="Bitte geben Sie an, wie viele Beschäftigte Sie informiert haben.",
                hint="Nur die Anzahl. Namen werden hier nicht gespeichert.",
                least=1,
                most=999,
            ),
        ),
        read=lambda answers: steps.InformEmployees(
            team=answers.team(), informed_on=answers.day("informed_on"), count=answers.number("count")
        ),
    ),
    StepForm(
        step=Step.NOBODY_CONCERNED,
        title="Niemand betroffen",
        submit="Festhalten: niemand betroffen",
        fields=(team_field(_own),),
        read=lambda answers: steps.NobodyConcerned(team=answers.team()),
    ),
    StepForm(
        step=Step.EMPLOYEES_ABSENT,
        title="Beschäftigte abwesend bis",
        submit="Abwesenheit vermerken",
        intro=lambda _: (
            "Fällig ist die Information dann am Arbeitstag nach der Rückkehr. Namen speichern wir nicht.",
            "Soll der Vorgang vorher enden, schiebt die Geschäftsleitung die Information auf.",
        ),
        fields=(
            team_field(_own_open),
            DayField(
                name="until",
                label="Letzter Tag der Abwesenheit",
                missing="Bitte wählen Sie den letzten Tag der Abwesenheit.",
                earliest=today,
            ),
        ),
        read=lambda answers: steps.EmployeesAbsent(team=answers.team(), until=answers.day("until")),
    ),
    StepForm(
        step=Step.POSTPONE_INFORMING,
        title="Information aufschieben",
        submit="Aufschieben",
        fields=(
            team_field(_open),
            reason_field("Warum wird später informiert?"),
        ),
        read=lambda answers: steps.PostponeInforming(team=answers.team(), reason=answers.text("reason")),
    ),
)
