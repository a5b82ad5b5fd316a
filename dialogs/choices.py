"""Finds the option that is meant, by number, ordinal or name. What is not certain is asked again."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cards.forms import Option
from dialogs.answers import fold

Aliases = Mapping[Any, Sequence[str]]
"""Other words for an option, by its value (a text, or a member of an enumeration of texts)."""

_LONGEST_ANSWER = 200
_LONGEST_LIST = 1_000
_SHORTEST_PART = 3
"""Letters: two begin too many words."""

_CARDINALS = ("eins", "zwei", "drei", "vier", "funf", "sechs", "sieben", "acht", "neun", "zehn")
_ORDINALS = ("erst", "zweit", "dritt", "viert", "funft", "sechst", "siebt", "acht", "neunt", "zehnt")
_BEFORE_A_NUMBER = frozenset({"die", "der", "das", "den", "nummer", "nr", "antwort", "option", "punkt"})
_LEAD_IN = frozenset(
    {"am", "an", "auf", "aus", "bei", "beim", "das", "dem", "den", "der", "die", "ein", "eine", "einen"}
    | {"einer", "es", "geht", "im", "in", "ist", "mit", "per", "um", "uber", "via", "vom", "von", "zu"}
    | {"zum", "zur", "bitte"}
)
"""Words in front of an answer that say nothing about it: „per Brief“, „über die Agentur“."""

_SAYS_NOTHING = _LEAD_IN | frozenset(
    {"hat", "haben", "hier", "ich", "ja", "kein", "keine", "kunde", "kundin", "nein", "nicht", "oder"}
    | {"ohne", "sich", "sie", "und", "uns", "wir", "wunsch"}
)
"""Words that occur in the titles of options without telling one from another."""

_SEPARATORS = re.compile(r"\s*[,;\n/+&]\s*|\s+(?:und|sowie)\s+", re.IGNORECASE)


def choose_one(text: str, options: Sequence[Option], aliases: Aliases | None = None) -> str | None:
    """Find the one option meant: by number, ordinal, value, title, alias or an unambiguous part of these.

    None if nothing or more than one thing fits. „2“ is the second option, unless another option is
    called „Team 2“.
    """
    if len(text) > _LONGEST_ANSWER:
        return None
    wanted = fold(text)
    if not wanted:
        return None
    fitting = set(_by_number(wanted, options)) | set(_by_name(wanted, options, aliases or {}))
    return str(fitting.pop()) if len(fitting) == 1 else None


def choose_many(
    text: str, options: Sequence[Option], aliases: Aliases | None = None
) -> tuple[str, ...] | None:
    """Find all options meant, in the options' order; None unless every part is understood."""
    if len(text) > _LONGEST_LIST:
        return None
    whole = choose_one(text, options, aliases)
    if whole is not None:
        return (whole,)
    parts = [part for part in _SEPARATORS.split(text.strip()) if fold(part)]
    if len(parts) == 1 and re.fullmatch(r"\d{1,2}(\s+\d{1,2})+", parts[0].strip()):
        parts = parts[0].split()
    chosen = {choose_one(part, options, aliases) for part in parts}
    return None if None in chosen else in_order(chosen, options) or None


def in_order(values: Iterable[str | None], options: Sequence[Option]) -> tuple[str, ...]:
    """Return the chosen values as the options are ordered, each once, as plain texts."""
    chosen = set(values)
    return tuple(str(option.value) for option in options if option.value in chosen)


def names_of(option: Option, aliases: Aliases) -> frozenset[str]:
    """Return everything an option is called, folded."""
    called = (option.title, option.value, option.value.replace("_", " "), *aliases.get(option.value, ()))
    return frozenset(filter(None, map(fold, called)))


def _by_number(wanted: str, options: Sequence[Option]) -> list[str]:
    words = [word.strip(".") for word in wanted.split() if word.strip(".") not in _BEFORE_A_NUMBER]
    if len(words) != 1:
        return []
    number = _number(words[0])
    return [options[number - 1].value] if number is not None and 1 <= number <= len(options) else []


def _number(word: str) -> int | None:
    if re.fullmatch(r"[0-9]{1,3}", word):
        return int(word)
    if word in _CARDINALS:
        return _CARDINALS.index(word) + 1
    ordinal = re.fullmatch(r"(\w+?)(?:e|er|es|en|ens)", word)
    if ordinal is not None and ordinal[1] in _ORDINALS:
        return _ORDINALS.index(ordinal[1]) + 1
    return None


def _by_name(wanted: str, options: Sequence[Option], aliases: Aliases) -> list[str]:
    names = {option.value: names_of(option, aliases) for option in options}
    for phrase in dict.fromkeys((wanted, _without_lead_in(wanted))):
        exact = [value for value, known in names.items() if phrase in known]
        if exact:
            return exact
        fitting = _by_part(phrase, names)
        if fitting:
            return fitting
    return []


def _by_part(phrase: str, names: Mapping[str, Iterable[str]]) -> list[str]:
    """Find by the beginning of a name or, failing that, by whole words inside of it."""
    if set(phrase.split()) <= _SAYS_NOTHING:
        return []
    if len(phrase) >= _SHORTEST_PART and not phrase.isdigit():
        begun = [value for value, known in names.items() if any(name.startswith(phrase) for name in known)]
        if begun:
            return begun
    inside = re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)")
    return [value for value, known in names.items() if any(map(inside.search, known))]


def _without_lead_in(wanted: str) -> str:
    words = wanted.split()
    while len(words) > 1 and words[0] in _LEAD_IN:
        words = words[1:]
    return " ".join(words)
