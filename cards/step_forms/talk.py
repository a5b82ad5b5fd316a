"""The wish to talk to the management, and the alarm (GA VI; R38-R41, A30)."""

from cards.step_forms.fields import ChoiceField, DayField, TextField, TimeField, from_words, today
from cards.step_forms.form import StepForm
from cards.step_forms.lengths import NO_NAMES
from cards.wording import GROUNDS
from cards.wording_steps import TALK_FORMS
from casework.views import Step
from procedure import steps
from procedure.transitions.talk import ALERT_LENGTH, NOTE_LENGTH
from procedure.vocabulary import EscalationGround, TalkForm

FORMS = (
    StepForm(step=Step.WISH_TALK, title="Gesprächswunsch festhalten", read=lambda _: steps.WishTalk()),
    StepForm(
        step=Step.RAISE_ALERT,
        title="Geschäftsleitung sofort verständigen",
        submit="Jetzt verständigen",
        intro=lambda _: (
            "Das ist kein Notruf. Bei Gefahr gilt zuerst: Alarm auslösen oder 110 oder 112 wählen.",
            "Nur in begründeten Einzelfällen.",
        ),
        fields=(
            ChoiceField(
                name="ground",
                label="Was ist der Anlass?",
                missing="Bitte wählen Sie einen der drei Anlässe. Sonst ist zuerst die Teamleitung gefragt.",
                options=from_words(GROUNDS),
                expanded=True,
            ),
            TextField(
                name="note",
                label="Warum ist ein sofortiges Gespräch nötig?",
                missing="Bitte begründen Sie kurz, warum ein sofortiges Gespräch nötig ist.",
                hint=NO_NAMES,
                limit=ALERT_LENGTH,
            ),
        ),
        read=lambda answers: steps.RaiseAlert(
            ground=answers.choice("ground", EscalationGround), note=answers.text("note")
        ),
    ),
    StepForm(
        step=Step.NOTE_FOR_TALK,
        title="Vermerk für die Geschäftsleitung",
        submit="Vermerk weitergeben",
        fields=(
            TextField(
                name="note",
                label="Was soll die Geschäftsleitung vorab wissen?",
                missing="Bitte schreiben Sie, was die Geschäftsleitung wissen soll.",
                hint=f"Danach entscheidet die Geschäftsleitung über das Gespräch. {NO_NAMES}",
                limit=NOTE_LENGTH,
                lines=True,
            ),
        ),
        read=lambda answers: steps.NoteForTalk(note=answers.text("note")),
    ),
    StepForm(
        step=Step.DECIDE_TALK,
        title="Über das Gespräch entscheiden",
        submit="Entscheidung mitteilen",
        other_names={"appointment_at": "day"},
        fields=(
            ChoiceField(
                name="form",
                label="Wie möchten Sie reagieren?",
                missing="Bitte wählen Sie die Form Ihrer Reaktion.",
                options=from_words(TALK_FORMS),
                expanded=True,
            ),
            DayField(name="day", label="Termin am (freiwillig)", earliest=today),
            TimeField(name="time", label="um (freiwillig)"),
            TextField(
                name="note",
                label="Hinweis für die Teamleitung",
                hint=f"Bei „Kein Gespräch“ bitte mit dem Grund, sonst freiwillig. {NO_NAMES}",
                limit=NOTE_LENGTH,
                lines=True,
            ),
        ),
        read=lambda answers: steps.DecideTalk(
            form=answers.choice("form", TalkForm),
            note=answers.text("note"),
            appointment_at=answers.instant("day", "time"),
        ),
    ),
    StepForm(
        step=Step.CONFIRM_TALK,
        title="Gespräch geführt",
        submit="Gespräch festhalten",
        fields=(
            DayField(
                name="held_on",
                label="Geführt am",
                missing="Bitte wählen Sie den Tag des Gesprächs.",
                initial=today,
                latest=today,
            ),
            TextField(
                name="note",
                label="Ergebnis in einem Satz (freiwillig)",
                hint=NO_NAMES,
                limit=NOTE_LENGTH,
                lines=True,
            ),
        ),
        read=lambda answers: steps.ConfirmTalk(held_on=answers.day("held_on"), note=answers.text("note")),
    ),
)
