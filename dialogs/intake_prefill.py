"""Understands „neu persönlich Leistung A: Bescheid seit sieben Wochen offen“. Never guesses.

In front of the colon each part must be a word for a channel, a team or a kind of concern. If one is
not, the whole line is taken as the summary, because the person may simply have begun to tell.
"""

import re

from cards.forms import Option
from dialogs import intake_questions as ask
from dialogs.answers import NotUnderstood, fold
from dialogs.context import Context
from dialogs.flow import Question
from dialogs.question_kinds import Aliases

_STARTS = (
    "neue reaktion aufnehmen",
    "reaktion aufnehmen",
    "neue kundenreaktion",
    "kundenreaktion aufnehmen",
    "neue reaktion",
    "neue beschwerde",
    "beschwerde aufnehmen",
    "beschwerde",
    "neu",
)
_START = re.compile(
    rf"\s*({'|'.join(re.escape(s) for s in _STARTS)})\b[\s,.!]*(.*)\s*", re.IGNORECASE | re.DOTALL
)
_LONGEST_NAME = 4
"""Words of a team's or kind's name."""


def wants_intake(text: str) -> bool:
    """Tell whether a message asks to take a reaction down."""
    return _START.fullmatch(text[:200].split("\n", 1)[0]) is not None


def prefill(text: str, context: Context) -> dict[str, str]:
    """Return the answers that a starting line holds beyond doubt."""
    found = _START.fullmatch(text)
    rest = found[2].strip() if found else ""
    if not rest:
        return {}
    head, colon, tail = rest.partition(":")
    known = _facts(head, context) if colon else _facts(rest, context)
    if known is None:
        known, tail = {}, rest
    summary = ask.SUMMARY.understand(tail.strip(), context) if tail.strip() else ""
    if summary and not isinstance(summary, NotUnderstood):
        known["summary"] = summary
    return known


def _facts(head: str, context: Context) -> dict[str, str] | None:
    """Read a list of words; None if a part of it is none of ours or is ambiguous."""
    words = [word for word in re.split(r"[\s,;]+", head.strip()) if word and fold(word) != "und"]
    chosen: dict[str, list[str]] = {}
    while words:
        taken = _longest(words, context)
        if taken is None:
            return None
        question, value, count = taken
        chosen.setdefault(question.id, []).append(value)
        words = words[count:]
    if len(chosen.get("channel", ())) > 1:
        return None
    return _canonical(chosen, context)


def _canonical(chosen: dict[str, list[str]], context: Context) -> dict[str, str] | None:
    known: dict[str, str] = {}
    for question in (ask.CHANNEL, ask.CONCERNS, ask.TEAMS):
        if question.id in chosen:
            answer = question.understand(",".join(chosen[question.id]), context)
            if isinstance(answer, NotUnderstood):
                return None
            known[question.id] = answer
    return known


def _longest(words: list[str], context: Context) -> tuple[Question, str, int] | None:
    """Match as many leading words as possible to exactly one option of one question."""
    for count in range(min(_LONGEST_NAME, len(words)), 0, -1):
        phrase = fold(" ".join(words[:count]))
        hits = [
            (question, value, count)
            for question, aliases in _VOCABULARY
            for value in _named(phrase, question.field(context, {}).options, aliases)
        ]
        if len(hits) == 1:
            return hits[0]
    return None


_VOCABULARY: tuple[tuple[Question, Aliases], ...] = (
    (ask.CHANNEL, ask.CHANNEL_ALIASES),
    (ask.CONCERNS, ask.KIND_ALIASES),
    (ask.TEAMS, {}),
)


def _named(phrase: str, options: tuple[Option, ...], aliases: Aliases) -> list[str]:
    """Find the options that are called exactly this."""
    return [
        option.value
        for option in options
        if phrase in {fold(n) for n in (option.title, option.value, *aliases.get(option.value, ()))}
    ]
