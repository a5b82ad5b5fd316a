"""Reads words as German speakers type them: case, umlauts, yes and no, words that leave an answer open."""

import re
import unicodedata
from dataclasses import dataclass

NEXT = frozenset({"weiter", "ok weiter", "und weiter"})
"""Take what the form shows, as a press of „Weiter“ does (folded)."""

SKIP = frozenset({"-", "–", "uberspringen", "auslassen", "leer", "leer lassen", "keine angabe"})
"""Leave an optional answer open (folded)."""

_YES = frozenset(
    {"ja", "j", "jo", "jawohl", "jep", "jup", "genau", "stimmt", "richtig", "ok", "okay", "gerne", "gern"}
    | {"ja bitte", "ja genau", "ja gerne", "ja gern", "klar", "na klar", "ja klar"}
)
_NO = frozenset(
    {"nein", "n", "ne", "nee", "no", "nicht", "falsch", "nein danke"}
    | {"noch nicht", "nein noch nicht", "leider nein", "leider nicht", "nein leider nicht"}
)
_PLAIN_VOWELS = str.maketrans({"ä": "a", "ö": "o", "ü": "u"})
_SPELLED_OUT = (("ae", "ä"), ("oe", "ö"), ("ue", "ü"))
# They turn the direction of the text around them; letters of right-to-left scripts need none of these.
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE = frozenset("\u200b\u2060\ufeff")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """The answer cannot be taken; ``sentence`` says what to do instead."""

    sentence: str


def legible(text: str) -> str:
    r"""Return the text as it can be stored and shown: no control or half characters, ``\n`` as line end.

    A NUL ends the text in some databases, a lone surrogate cannot be written at all, and overrides of
    the direction make a text read differently from what it says.
    """
    lines = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    kept = "".join(c for c in lines if c == "\n" or not _is_harmful(c))
    return unicodedata.normalize("NFC", kept)


def fold(text: str) -> str:
    """Reduce to what counts when comparing: small letters, no umlauts (ä = ae = a), single spaces."""
    folded = unicodedata.normalize("NFC", text).casefold()
    for spelled_out, umlaut in _SPELLED_OUT:
        folded = folded.replace(spelled_out, umlaut)
    folded = folded.translate(_PLAIN_VOWELS)
    return " ".join(re.sub(r"[^\w\s/+,;:.–-]", " ", folded).split()).strip(" .,;:")


def understand_yes_no(text: str) -> bool | None:
    """Read a yes or a no; None for everything else."""
    word = fold(text).replace(",", "")
    if word in _YES:
        return True
    return False if word in _NO else None


def _is_harmful(character: str) -> bool:
    if character in _BIDI_CONTROLS or character in _INVISIBLE:
        return True
    return unicodedata.category(character) in {"Cc", "Cs"}
