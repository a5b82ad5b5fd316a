"""Put right what was noted wrongly about what was done: each office its own notes (R14, R18, R21, R28)."""

from dataclasses import replace

from cards.step_forms.answers import Answers
from cards.step_forms.correcting import text_if_any
from cards.step_forms.fields import (
    ChoiceField,
    DayField,
    NumberField,
    Options,
    TextField,
    from_words,
    today,
)
from cards.step_forms.form import StepForm
from cards.step_forms.lengths import NO_NAMES
from cards.step_forms.recurring_fields import reason_field
from cards.wording_steps import DISPATCH_WAYS
from casework.views import CaseView, Step, Viewpoint
from procedure import steps
from procedure.errors import IncompleteReaction
from procedure.transitions.formal import TOOL_REF_LENGTH
from procedure.transitions.informing import MOST_EMPLOYEES
from procedure.transitions.talk import NOTE_LENGTH
from procedure.vocabulary import AcknowledgementState, DispatchWay

_DIGITS = 4


def _recorded(view: CaseView) -> bool:
    """Ask the BGF alone for the record in the KRM-Tool (R14)."""
    return view.viewpoint is Viewpoint.BGF and view.recorded_in_tool_at is not None


def _acknowledged(view: CaseView) -> bool:
    """Ask the BGF alone for the acknowledgement (R18)."""
    return view.viewpoint is Viewpoint.BGF and view.acknowledgement.state is AcknowledgementState.SENT


def _noticed(view: CaseView) -> bool:
    """Ask only who leads for interim notices (R28)."""
    return view.leads and bool(view.interim_notices)


def _talked(view: CaseView) -> bool:
    """Ask the management alone for the talk it held (R41)."""
    return view.talk.correctable


def _informed(view: CaseView) -> bool:
    return bool(_own(view))


def _own(view: CaseView) -> Options:
    return [(str(row.team), row.team_name) for row in view.informing if row.correctable]


def _notices(view: CaseView) -> Options:
    return [(str(n.number), f"{n.number}. Zwischennachricht") for n in view.interim_notices[::-1]]


def _read(answers: Answers) -> steps.CorrectNotes:
    team = answers.teams("team")
    noted = steps.CorrectNotes(
        reason=answers.text("reason"),
        krm_tool_ref=text_if_any(answers, "krm_tool_ref"),
        ack_sent_on=answers.day_if_any("ack_sent_on"),
        ack_way=answers.choice_if_any("ack_way", DispatchWay),
        interim_sent_on=answers.day_if_any("interim_sent_on"),
        interim_way=answers.choice_if_any("interim_way", DispatchWay),
        informed_on=answers.day_if_any("informed_on"),
        informed_count=answers.number_if_any("informed_count"),
        talk_held_on=answers.day_if_any("talk_held_on"),
        talk_held_note=text_if_any(answers, "talk_held_note"),
    )
    if noted == steps.CorrectNotes(reason=noted.reason):
        raise IncompleteReaction("reason", "Bitte tragen Sie mindestens eine richtige Angabe ein.")
    return replace(
        noted,
        interim_number=_number(answers.text("interim_number")),
        team=team[0] if team else None,
    )


def _number(chosen: str) -> int | None:
    if not chosen:
        return None
    if not (chosen.isascii() and chosen.isdecimal() and len(chosen) <= _DIGITS):
        raise IncompleteReaction("interim_number", "Bitte wählen Sie eine der angebotenen Möglichkeiten.")
    return int(chosen)


CORRECT_NOTES = StepForm(
    step=Step.CORRECT_NOTES,
    title="Vermerke berichtigen",
    submit="Richtigen Vermerk festhalten",
    intro=lambda _: ("Tragen Sie nur ein, was falsch vermerkt ist. Die alte Angabe bleibt im Verlauf.",),
    fields=(
        reason_field("Warum berichtigen Sie?"),
        TextField(
            name="krm_tool_ref",
            label="Nummer im KRM-Tool",
            hint="Ein einzelner Strich „-“ löscht die Nummer.",
            limit=TOOL_REF_LENGTH,
            applies=_recorded,
        ),
        DayField(
            name="ack_sent_on",
            label="Eingangsbestätigung versandt am",
            latest=today,
            applies=_acknowledged,
        ),
        ChoiceField(
            name="ack_way",
            label="Eingangsbestätigung versandt",
            options=from_words(DISPATCH_WAYS),
            applies=_acknowledged,
        ),
        ChoiceField(
            name="interim_number",
            label="Welche Zwischennachricht?",
            hint="Ohne Angabe gilt die letzte.",
            options=_notices,
            settled_if_single=True,
            applies=_noticed,
        ),
        DayField(
            name="interim_sent_on",
            label="Zwischennachricht versandt am",
            latest=today,
            applies=_noticed,
        ),
        ChoiceField(
            name="interim_way",
            label="Zwischennachricht versandt",
            options=from_words(DISPATCH_WAYS),
            applies=_noticed,
        ),
        ChoiceField(
            name="team", label="Für welches Team?", options=_own, settled_if_single=True, applies=_informed
        ),
        DayField(name="informed_on", label="Beschäftigte informiert am", latest=today, applies=_informed),
        NumberField(
            name="informed_count",
            label="Wie viele Beschäftigte?",
            hint="0 heißt: Niemand war betroffen.",
            least=0,
            most=MOST_EMPLOYEES,
            applies=_informed,
        ),
        DayField(name="talk_held_on", label="Gespräch geführt am", latest=today, applies=_talked),
        TextField(
            name="talk_held_note",
            label="Ergebnis des Gesprächs",
            hint=f"Ein einzelner Strich „-“ löscht den Vermerk. {NO_NAMES}",
            limit=NOTE_LENGTH,
            lines=True,
            applies=_talked,
        ),
    ),
    read=_read,
)
