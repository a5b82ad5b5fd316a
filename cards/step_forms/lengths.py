"""How long the texts of the steps' forms may be, in characters, and what stands below them."""

from typing import Final

from procedure.transitions.rule import REASON_LENGTH

__all__ = ["IN_THE_LETTER", "LETTER_LENGTH", "NO_NAMES", "REASON_LENGTH"]

LETTER_LENGTH: Final = 4000
"""The result in a letter: two typed pages."""

NO_NAMES: Final = "Keine Namen von Beschäftigten, keine Gesundheitsdaten, nur was zur Klärung nötig ist."
IN_THE_LETTER: Final = "Das steht so im Schreiben."
