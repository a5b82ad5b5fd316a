"""Understands German answers to choices. What is not understood for certain is asked again."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cards.forms import Option

SKIP = frozenset({"-", "–", "weiter", "keine", "keiner", "nichts", "ohne", "uberspringen", "leer"})
"""Words that leave an optional question open or accept its preset answer (folded)."""

_YES = frozenset(
    {"ja", "j", "jo", "jawohl", "jep", "genau", "stimmt", "richtig", "ok", "okay", "gerne", "gern"}
)
_NO = frozenset({"nein", "n", "ne", "nee", "no", "nicht", "falsch"})
_ORDINALS = ("erst", "zweit", "dritt", "viert", "funft", "sechst", "siebt", "acht", "neunt", "zehnt")
_FOLDS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})
_SEPARATORS = re.compile(r"\s*(?:,|;|\n|/|\+|\bund\b|\bsowie\b)\s*")


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """The answer cannot be taken; ``sentence`` says what to do instead."""

    sentence: str


def fold(text: str) -> str:
    """Reduce to what counts when comparing: small letters, no umlauts (ae = ä = a), single spaces."""
    folded = text.casefold().replace("ae", "ä").replace("oe", "ö").replace("ue", "ü")
    folded = folded.translate(_FOLDS)
    return " ".join(re.sub(r"[^\w\s/+,;:.–-]", " ", folded).split()).strip(" .,;:")


def understand_yes_no(text: str) -> bool | None:
    """Read a yes or a no; None for everything else."""
    word = fold(text)
    if word in _YES:
        return True
    return False if word in _NO else None


def choose_one(
    text: str, options: Sequence[Option], aliases: Mapping[str, Sequence[str]] | None = None
) -> str | None:
    """Find the one option meant: by number, ordinal, value, title or an unambiguous part of it."""
    wanted = fold(text)
    if not wanted or len(wanted) > 200:  # noqa: PLR2004 - no option is longer than a line
        return None
    number = _number(wanted)
    if number is not None:
        return options[number - 1].value if 1 <= number <= len(options) else None
    names = {option.value: _names(option, (aliases or {}).get(option.value, ())) for option in options}
    exact = [value for value, known in names.items() if wanted in known]
    if len(exact) == 1:
        return exact[0]
    if len(wanted) < 3:  # noqa: PLR2004 - two letters begin too many words
        return None
    begun = [value for value, known in names.items() if any(name.startswith(wanted) for name in known)]
    if begun:
        return begun[0] if len(begun) == 1 else None
    within = [v for v, known in names.items() if any(_holds_word(name, wanted) for name in known)]
    return within[0] if len(within) == 1 else None


def choose_many(
    text: str, options: Sequence[Option], aliases: Mapping[str, Sequence[str]] | None = None
) -> tuple[str, ...] | None:
    """Find all options meant, in the options' order; None unless every part is understood."""
    whole = choose_one(text, options, aliases)
    if whole is not None:
        return (whole,)
    chosen = set()
    for part in _SEPARATORS.split(text.strip()):
        if not part:
            continue
        value = choose_one(part, options, aliases)
        if value is None:
            return None
        chosen.add(value)
    return tuple(option.value for option in options if option.value in chosen) or None


def _names(option: Option, aliases: Sequence[str]) -> tuple[str, ...]:
    return (fold(option.value.replace("_", " ")), fold(option.value), fold(option.title), *map(fold, aliases))


def _number(wanted: str) -> int | None:
    if wanted.isascii() and wanted.isdigit():
        return int(wanted[:4])
    words = [w for w in wanted.split() if w not in {"die", "der", "das", "den", "nummer", "nr", "antwort"}]
    if len(words) != 1:
        return None
    for number, stem in enumerate(_ORDINALS, start=1):
        if re.fullmatch(rf"{stem}(e|er|es|en|ens)", words[0]):
            return number
    return int(words[0]) if words[0].isascii() and words[0].isdigit() and len(words[0]) < 4 else None  # noqa: PLR2004


def _holds_word(name: str, wanted: str) -> bool:
    return re.search(rf"\b{re.escape(wanted)}\b", name) is not None
