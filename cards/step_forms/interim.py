"""Zwischennachricht: it takes longer, until when and why (GA III; R27-R29, A11, A12)."""

from datetime import date, timedelta

from cards.step_forms.fields import DayField, days_after
from cards.step_forms.form import StepForm, Wish
from cards.step_forms.lengths import IN_THE_LETTER, NO_NAMES
from cards.step_forms.recurring_fields import dispatch_fields, reason_field
from cards.wording import long_date
from casework.views import CaseView, Step
from procedure import steps
from procedure.rulebook import Rulebook
from procedure.vocabulary import DispatchWay


def _promised(view: CaseView) -> date:
    """Name the later of today and the date promised so far: the new one comes after both (R29)."""
    return max(view.close_by, view.today) if view.today else view.close_by


def _unusual(wish: Wish, rulebook: Rulebook, on: date) -> str:
    """Warn about a free day and a long time; both are allowed (A11, A12)."""
    if not isinstance(wish, steps.SendInterimNotice):
        return ""
    longest = rulebook.switches.interim_max_days
    if wish.until > on + timedelta(days=longest):
        return f"Hinweis: Der neue Termin liegt mehr als {longest} Tage in der Zukunft."
    if not rulebook.calendar.is_working_day(wish.until):
        return f"Hinweis: {long_date(wish.until)} ist kein Arbeitstag."
    return ""


FORMS = (
    StepForm(
        step=Step.SEND_INTERIM_NOTICE,
        title="Zwischennachricht erfassen",
        submit="Schreiben erstellen und erfassen",
        intro=lambda view: (f"Bisher zugesagt: {long_date(view.close_by)}.",),
        remark=_unusual,
        fields=(
            DayField(
                name="until",
                label="Wir antworten bis",
                missing="Bitte wählen Sie einen Tag nach dem bisher zugesagten.",
                hint=IN_THE_LETTER,
                initial=lambda view: days_after(view.further_until, 0),
                earliest=lambda view: days_after(_promised(view), 1),
            ),
            reason_field("Warum dauert es länger?", hint=f"{IN_THE_LETTER} {NO_NAMES}", lines=True),
            *dispatch_fields("Bitte wählen Sie, wie Sie die Nachricht versenden."),
        ),
        read=lambda answers: steps.SendInterimNotice(
            until=answers.day("until"),
            reason=answers.text("reason"),
            sent_on=answers.day("sent_on"),
            way=answers.choice("way", DispatchWay),
        ),
    ),
)
