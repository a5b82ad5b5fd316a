"""Questions that several steps ask alike: why, how it was sent, and which appointment."""

from collections.abc import Callable

from cards.step_forms.fields import (
    ChoiceField,
    DayField,
    Field,
    TextField,
    TimeField,
    from_words,
    said,
    today,
)
from cards.step_forms.lengths import NO_NAMES, REASON_LENGTH
from cards.wording_steps import DISPATCH_WAYS
from casework.views import CaseView
from procedure.transitions.handover import PLACE_LENGTH
from procedure.vocabulary import DispatchWay


def reason_field(label: str, *, hint: str = NO_NAMES, lines: bool = False) -> TextField:
    """Ask why; without a reason the step is not taken."""
    return TextField(
        name="reason",
        label=label,
        missing="Bitte nennen Sie den Grund.",
        hint=hint,
        limit=REASON_LENGTH,
        lines=lines,
    )


def dispatch_fields(missing_way: str) -> tuple[Field, ...]:
    """Ask when and how a letter was sent (R22, R27)."""
    return (
        DayField(
            name="sent_on",
            label="Versandt am",
            missing="Bitte wählen Sie den Tag des Versands.",
            initial=today,
            latest=today,
        ),
        ChoiceField(
            name="way",
            label="Auf welchem Weg?",
            missing=missing_way,
            options=from_words(DISPATCH_WAYS),
            initial=said(DispatchWay.LETTER.value),
        ),
    )


def appointment_fields(earliest: Callable[[CaseView], str]) -> tuple[Field, ...]:
    """Ask for day, time and place (A18)."""
    return (
        DayField(name="day", label="Tag", missing="Bitte wählen Sie einen Tag ab heute.", earliest=earliest),
        TimeField(name="time", label="Uhrzeit", missing="Bitte wählen Sie eine Uhrzeit."),
        TextField(
            name="place",
            label="Ort (freiwillig)",
            limit=PLACE_LENGTH,
            placeholder="zum Beispiel Zimmer 214",
        ),
    )
