"""What „hilfe“ says during the intake: what is asked just now, how it can be answered, and the way out."""

from cards.forms import Field, InputKind
from dialogs.context import Context
from dialogs.flow import Pending, State

GENERAL = (
    "„weiter“ übernimmt, was in der Karte steht. „zurück“ nimmt die letzte Antwort zurück. "
    "„abbrechen“ beendet die Aufnahme, ohne etwas zu speichern."
)
AT_THE_END = (
    "Das ist die Zusammenfassung. „erfassen“ speichert sie, „zurück“ nimmt die letzte Antwort zurück, "
    "„abbrechen“ beendet die Aufnahme, ohne etwas zu speichern."
)


def help_for(due: Pending | None, state: State, context: Context) -> str:
    """Explain the present question; it is asked again after this."""
    if due is None:
        return AT_THE_END
    asked = due.questions[0].field(context, state.answers)
    return " ".join(
        part
        for part in (
            f"Gefragt ist: „{asked.label.rstrip('.')}“{_end(asked.label)}",
            _how(asked),
            asked.hint,
            GENERAL,
        )
        if part
    )


def _end(label: str) -> str:
    return "" if label.endswith("?") else "."


def _how(asked: Field) -> str:
    listed = ", ".join(f"{number} {option.title}" for number, option in enumerate(asked.options, start=1))
    match asked.kind:
        case InputKind.MULTI:
            return f"Bitte wählen Sie in der Karte oder schreiben Sie Nummern oder Wörter („1, 2“): {listed}."
        case InputKind.BUTTONS | InputKind.RADIO | InputKind.CHOICE:
            return f"Bitte wählen Sie in der Karte oder schreiben Sie die Nummer oder das Wort: {listed}."
        case _:
            return "Bitte schreiben Sie die Antwort in die Karte oder als Nachricht."
