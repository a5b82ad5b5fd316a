"""Reads what a person answered to a step: a pressed form as a whole, typed words one question at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from cards.forms import Field, InputKind
from dialogs.answers import NEXT, SKIP, NotUnderstood, fold, legible
from dialogs.context import Context
from dialogs.flow import Pending, Question, State

MOST_CHARACTERS = 20_000
"""No answer is longer; what is, is not even looked at."""

TOO_LONG = f"Das ist zu lang. Bitte kürzen Sie Ihre Antwort auf höchstens {MOST_CHARACTERS} Zeichen."


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of an answer: the understood part, or what is wrong with which field."""

    understood: dict[str, str] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    told: str = ""
    """How typed words were understood, for the person to see; empty for a press and for free text."""


def read_form(due: Pending, values: Mapping[str, str], state: State, context: Context) -> Reading:
    """Understand a pressed form: all its fields or none."""
    understood: dict[str, str] = {}
    problems: dict[str, str] = {}
    sent = {question.id: _text(values.get(question.id, "")) for question in due.questions}
    for question in due.questions:
        result = _chosen(question, sent[question.id], state, context)
        if isinstance(result, NotUnderstood):
            problems[question.id] = result.sentence
        else:
            understood[question.id] = result
    if problems:
        return Reading(problems=problems, typed=sent)
    return Reading(understood=understood)


def read_text(due: Pending, text: str, state: State, context: Context) -> Reading:
    """Understand typed words as the answer to the first open question.

    „weiter“ is a press of „Weiter“ on what the form shows, as far as that goes.
    """
    first = due.questions[0]
    asked = first.field(context, state.answers)
    word = fold(text)
    if word in NEXT:
        shown = _as_shown(due, state, context)
        if first.id in shown:
            return Reading(understood=shown)
        return Reading(problems={first.id: asked.error})
    if word in SKIP and not asked.required:
        return Reading(understood={first.id: first.left_open(context)})
    return _understood(first, _text(text), state, context)


def _understood(question: Question, text: str, state: State, context: Context) -> Reading:
    if not text.strip():
        return Reading(problems={question.id: question.field(context, state.answers).error})
    if len(text) > MOST_CHARACTERS:
        return Reading(problems={question.id: TOO_LONG})
    result = question.understand(text, context, state.answers)
    if isinstance(result, NotUnderstood):
        return Reading(problems={question.id: result.sentence}, typed={question.id: text})
    told = question.in_words(result, context, state.answers) if result else ""
    return Reading(understood={question.id: result}, told=f"Verstanden: {told}." if told else "")


def fields_of(due: Pending, state: State, context: Context, reading: Reading) -> tuple[Field, ...]:
    """Return the form's fields, with what was typed and what was wrong with it."""
    drawn = []
    for question in due.questions:
        asked = question.field(context, state.answers)
        typed = reading.typed.get(question.id, _shown(question, asked, state, context))
        kept = typed[: asked.max_length or MOST_CHARACTERS]
        drawn.append(replace(asked, value=kept, problem=reading.problems.get(question.id, "")))
    return tuple(drawn)


def _text(sent: object) -> str:
    # What arrives here was typed by anybody; a text of megabytes is cut to one that is refused.
    return legible(sent[: MOST_CHARACTERS * 2]) if isinstance(sent, str) else ""


def _chosen(question: Question, sent: str, state: State, context: Context) -> str | NotUnderstood:
    asked = question.field(context, state.answers)
    if not sent.strip():
        return NotUnderstood(asked.error) if asked.required else question.left_open(context)
    if len(sent) > MOST_CHARACTERS:
        return NotUnderstood(TOO_LONG)
    return question.chosen(sent, context, state.answers)


def _as_shown(due: Pending, state: State, context: Context) -> dict[str, str]:
    """Understand what stands in the form already: the preset and the optional, and what „zurück“ left."""
    understood = {}
    for question in due.questions:
        asked = question.field(context, state.answers)
        if asked.kind is InputKind.BUTTONS:
            continue  # buttons cannot show which of them was pressed
        result = _chosen(question, _shown(question, asked, state, context), state, context)
        if not isinstance(result, NotUnderstood):
            understood[question.id] = result
    return understood


def _shown(question: Question, asked: Field, state: State, context: Context) -> str:
    undone = state.undone.get(question.id)
    return asked.value if undone is None else question.as_typed(undone, context)
