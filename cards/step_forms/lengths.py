"""How long the texts of the steps' forms may be, in characters, and what stands below them."""

from typing import Final

REASON_LENGTH: Final = 500
"""A reason or a note: a few sentences."""

LETTER_LENGTH: Final = 4000
"""The result in a letter, a Beitrag: two typed pages."""

NO_NAMES: Final = "Keine Namen von Beschäftigten, keine Gesundheitsdaten, nur was zur Klärung nötig ist."
IN_THE_LETTER: Final = "Das steht so im Schreiben."
