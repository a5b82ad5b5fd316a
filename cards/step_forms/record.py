"""Keeping the record right: recorded, filed, reclassified, come again, merged (R14, R42, A17, A36)."""

from cards.step_forms.correcting import CORRECT
from cards.step_forms.correcting_notes import CORRECT_NOTES
from cards.step_forms.fields import (
    ChoiceField,
    DayField,
    Options,
    TextField,
    TimeField,
    from_words,
    said,
    today,
)
from cards.step_forms.form import StepForm
from cards.step_forms.lengths import NO_NAMES, REASON_LENGTH
from cards.step_forms.recurring_fields import reason_field
from cards.step_forms.shielding import SHIELD
from cards.wording import CHANNELS, KINDS, ORIGINS
from casework.views import CaseView, Step
from procedure import steps
from procedure.recording import TEXT_MAX_LENGTH
from procedure.transitions.formal import TOOL_REF_LENGTH
from procedure.vocabulary import Channel, ConcernKind, Origin

NUMBER_LENGTH = 20
"""``KRM-2026-0042``, and some room for what people type around it."""


def _teams(view: CaseView) -> Options:
    return [(str(team.id), team.name) for team in view.teams]


FORMS = (
    StepForm(
        step=Step.CONFIRM_RECORDED,
        title="Als erfasst bestätigen",
        submit="Bestätigen",
        plain_ids=True,
        fields=(
            TextField(name="krm_tool_ref", label="Nummer im KRM-Tool (freiwillig)", limit=TOOL_REF_LENGTH),
        ),
        read=lambda answers: steps.ConfirmRecorded(krm_tool_ref=answers.text("krm_tool_ref")),
    ),
    StepForm(step=Step.CONFIRM_FILED, title="Ablage vollständig", read=lambda _: steps.ConfirmFiled()),
    StepForm(
        step=Step.RECLASSIFY,
        title="Art oder Team ändern",
        submit="Änderung festhalten",
        intro=lambda _: ("Danach steht neu fest, wer federführend ist. Die Fristen bleiben.",),
        fields=(
            ChoiceField(
                name="concerns",
                label="Worum geht es? Mehrere Angaben sind möglich.",
                missing="Bitte wählen Sie mindestens eine Anliegensart.",
                options=from_words(KINDS),
                several=True,
                expanded=True,
                initial=lambda view: ",".join(view.concerns),
            ),
            ChoiceField(
                name="teams",
                label="Welche Teams betrifft es?",
                missing="Bitte wählen Sie mindestens ein Team.",
                options=_teams,
                several=True,
                expanded=True,
                initial=lambda view: ",".join(view.chosen_teams),
            ),
            TextField(
                name="follow_up_of",
                label="Früherer Vorgang",
                hint="Nur nötig bei einer Folgereaktion: Nummer oder kurze Beschreibung.",
                limit=TEXT_MAX_LENGTH,
                applies=lambda view: not view.follow_up_of,
            ),
            reason_field("Warum ändert es sich?"),
        ),
        read=lambda answers: steps.Reclassify(
            concerns=answers.choices("concerns", ConcernKind),
            teams=answers.teams("teams"),
            reason=answers.text("reason"),
            follow_up_of=answers.text("follow_up_of"),
        ),
    ),
    CORRECT,
    CORRECT_NOTES,
    SHIELD,
    StepForm(
        step=Step.ADD_RECEIPT,
        title="Weiteren Eingang vermerken",
        submit="Eingang vermerken",
        other_names={"received_at": "day"},
        intro=lambda _: ("Dasselbe Anliegen ist noch einmal gekommen. Gezählt wird es einmal.",),
        fields=(
            ChoiceField(
                name="channel",
                label="Auf welchem Weg?",
                missing="Bitte wählen Sie den Weg.",
                options=from_words(CHANNELS),
                initial=said(Channel.WRITTEN.value),
            ),
            ChoiceField(
                name="origin",
                label="Direkt oder über eine andere Stelle?",
                missing="Bitte wählen Sie die Herkunft.",
                options=from_words(ORIGINS),
                initial=said(Origin.DIRECT.value),
            ),
            DayField(
                name="day",
                label="Eingegangen am",
                missing="Bitte wählen Sie den Tag des Eingangs.",
                initial=today,
                latest=today,
            ),
            TimeField(name="time", label="um", missing="Bitte wählen Sie die Uhrzeit des Eingangs."),
        ),
        read=lambda answers: steps.AddReceipt(
            channel=answers.choice("channel", Channel),
            origin=answers.choice("origin", Origin),
            received_at=answers.required_instant("day", "time"),
        ),
    ),
    StepForm(
        step=Step.MERGE,
        title="Vorgänge zusammenführen",
        submit="Zusammenführen",
        intro=lambda _: ("Dieser Vorgang endet. Der andere übernimmt seinen Eingang.",),
        fields=(
            TextField(
                name="target_number",
                label="Nummer des anderen Vorgangs",
                missing="Bitte nennen Sie die Nummer des anderen Vorgangs.",
                limit=NUMBER_LENGTH,
                placeholder="KRM-2026-0042",
                initial=lambda view: next(iter(view.possible_duplicates), ""),
            ),
            TextField(name="note", label="Hinweis (freiwillig)", hint=NO_NAMES, limit=REASON_LENGTH),
        ),
        read=lambda answers: steps.MergeInto(
            target_number=answers.text("target_number").upper(), note=answers.text("note")
        ),
    ),
)
