"""Understands „neu persönlich Leistung A: Bescheid seit sieben Wochen offen“. Never guesses.

In front of the colon each part must be exactly what a channel, a team or a kind of concern is called.
If one is not, the person may simply have begun to tell: the whole line is suggested as the summary.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dialogs import intake_questions as ask
from dialogs.answers import NotUnderstood, fold, legible
from dialogs.choices import Aliases, names_of
from dialogs.context import Context
from dialogs.flow import Answers, Question
from dialogs.intake_options import CHANNEL_ALIASES, KIND_ALIASES
from dialogs.reading import MOST_CHARACTERS, TOO_LONG

_STARTS = (
    "neue kundenreaktion aufnehmen",
    "neue reaktion aufnehmen",
    "neue beschwerde aufnehmen",
    "kundenreaktion aufnehmen",
    "reaktion aufnehmen",
    "beschwerde aufnehmen",
    "neue kundenreaktion",
    "neue reaktion",
    "neue beschwerde",
    "beschwerde",
    "neu",
)
_START = re.compile(
    rf"\s*(?P<start>{'|'.join(map(re.escape, _STARTS))})(?![\w-])[\s,.!]*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_HEAD = 300
"""Characters: what is longer is a story, not a list of words."""
_LONGEST_NAME = 10
"""Words of an option's name."""

_VOCABULARY: tuple[tuple[Question, Aliases], ...] = (
    (ask.CHANNEL, CHANNEL_ALIASES),
    (ask.CONCERNS, KIND_ALIASES),
    (ask.TEAMS, {}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefilled:
    """What a starting line holds beyond doubt, and what had to be left out."""

    answers: dict[str, str]
    suggested: dict[str, str] = field(default_factory=dict)
    """What stands in the form when it is asked."""
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Match:
    question: Question
    value: str


def wants_intake(text: str) -> bool:
    """Tell whether a message asks to take a reaction down."""
    return _START.match(text[:_LONGEST_HEAD]) is not None


def begins_anew(text: str, context: Context) -> bool:
    """Tell whether a message in the middle of an intake is a second start and no answer.

    So is „neu“ alone or with facts behind it; „Beschwerde“ may be an answer, „neu ist, dass …“ a story.
    """
    found = _START.match(text[:_LONGEST_HEAD])
    if found is None or fold(found["start"]) == "beschwerde":
        return False
    return not found["rest"].strip() or bool(prefill(text, context).answers.keys() - {ask.SUMMARY.id})


def noted(answers: Answers, context: Context) -> str:
    """Say in one sentence what has been filled in; empty for nothing. It repeats no free text."""
    titles = [
        question.in_words(answers[question.id], context, answers)
        for question, _ in _VOCABULARY
        if question.id in answers
    ]
    if ask.SUMMARY.id in answers:
        titles.append("Ihre Beschreibung")
    return f"Schon notiert: {', '.join(titles)}." if titles else ""


def prefill(text: str, context: Context) -> Prefilled:
    """Read what a starting line says beyond „neu“."""
    if len(text) > MOST_CHARACTERS:
        return Prefilled(answers={}, problem=TOO_LONG)
    found = _START.match(legible(text))
    rest = found["rest"].strip() if found else ""
    if not rest:
        return Prefilled(answers={})
    head, _, tail = rest.partition(":")
    known = _facts(head, context)
    told = (rest if known is None else tail).strip()
    if not told:
        return Prefilled(answers=known or {})
    summary = ask.SUMMARY.understand(told, context, known or {})
    if isinstance(summary, NotUnderstood):
        return Prefilled(answers=known or {}, problem=summary.sentence)
    if known is None:
        return Prefilled(answers={}, suggested={ask.SUMMARY.id: summary})
    return Prefilled(answers={**known, ask.SUMMARY.id: summary})


def _facts(head: str, context: Context) -> dict[str, str] | None:
    """Read a list of words; None if a part of it is none of ours or is ambiguous."""
    if len(head) > _LONGEST_HEAD:
        return None
    words = [word for word in re.split(r"[\s,;]+", head.strip()) if word]
    named = tuple(_named(context))
    matches: list[_Match] = []
    while words:
        if matches and fold(words[0]) == "und":
            words = words[1:]
            continue
        found = _longest(words, named)
        if found is None:
            return None
        match, count = found
        matches.append(match)
        words = words[count:]
    return _canonical(matches, context)


def _named(context: Context) -> Iterator[tuple[str, _Match]]:
    for question, aliases in _VOCABULARY:
        for option in question.field(context, {}).options:
            for name in names_of(option, aliases):
                yield name, _Match(question=question, value=str(option.value))


def _longest(words: list[str], named: tuple[tuple[str, _Match], ...]) -> tuple[_Match, int] | None:
    """Match as many leading words as possible to exactly one option of one question."""
    for count in range(min(len(words), _LONGEST_NAME), 0, -1):
        phrase = fold(" ".join(words[:count]))
        found = [match for name, match in named if name == phrase]
        if found:
            return (found[0], count) if len(found) == 1 else None
    return None


def _canonical(matches: list[_Match], context: Context) -> dict[str, str] | None:
    """Return the answers; None for two channels. An incomplete list of kinds is asked again."""
    known: dict[str, str] = {}
    for question, _ in _VOCABULARY:
        values = dict.fromkeys(match.value for match in matches if match.question is question)
        if question is ask.CHANNEL and len(values) > 1:
            return None
        if not values:
            continue
        answer = question.chosen(",".join(values), context, {})
        if not isinstance(answer, NotUnderstood):
            known[question.id] = answer
    return known
