"""A conversation as a small machine: what to ask, how to understand the answer, where next.

State is plain JSON: the history of answered turns. What is asked next follows from the answers
alone, so „zurück“ is forgetting the last turn, and a form and typed words lead to the same place.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from cards.forms import Field
from dialogs.answers import SKIP, NotUnderstood, fold
from dialogs.context import Context

Answers = Mapping[str, str]
"""Question id to canonical answer; an empty one was left open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing to know."""

    id: str
    field: Callable[[Context, Answers], Field]
    """How it is asked. ``field.value`` is the preset answer of an optional question."""
    understand: Callable[[str, Context], str | NotUnderstood]
    """Turn an answer, typed or chosen, into its canonical form."""
    relevant: Callable[[Answers, Context], bool] = lambda _answers, _context: True


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Questions that belong together: those still open are one form."""

    title: Callable[[Answers, Context], str]
    questions: tuple[Question, ...]
    intro: Callable[[Answers, Context], str] = lambda _answers, _context: ""
    warning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A draft: its id (the later command's id) and the answers turn by turn."""

    draft_id: str
    history: tuple[Answers, ...] = ()

    @property
    def turn(self) -> int:
        """How many turns have been answered: a button that knows another number is stale."""
        return len(self.history)

    @property
    def answers(self) -> dict[str, str]:
        """All answers so far."""
        merged: dict[str, str] = {}
        for turn in self.history:
            merged |= turn
        return merged

    def answered(self, answers: Answers) -> Self:
        """Return the state after one more turn."""
        return replace(self, history=(*self.history, dict(answers)))

    def back(self) -> Self:
        """Return the state without its last turn."""
        return replace(self, history=self.history[:-1])

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON."""
        return {"draft": self.draft_id, "history": [dict(turn) for turn in self.history]}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what ``to_json`` wrote; TypeError for anything else."""
        draft_id, history = data.get("draft"), data.get("history")
        if not isinstance(draft_id, str) or not isinstance(history, list):
            raise TypeError("not a draft")
        for turn in history:
            if not isinstance(turn, dict) or not all(isinstance(v, str) for v in turn.values()):
                raise TypeError("not a draft")
        return cls(draft_id=draft_id, history=tuple(history))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """The step that is due, and its open questions."""

    number: int
    step: Step
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of an answer: the understood part, or what is wrong with which field."""

    understood: dict[str, str] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)


def pending(flow: tuple[Step, ...], answers: Answers, context: Context) -> Pending | None:
    """Find the first step with open questions; None when everything is answered."""
    for number, step in enumerate(flow, start=1):
        still_open = tuple(q for q in step.questions if q.id not in answers and q.relevant(answers, context))
        if still_open:
            return Pending(number=number, step=step, questions=still_open)
    return None


def read_form(due: Pending, values: Mapping[str, str], answers: Answers, context: Context) -> Reading:
    """Understand a pressed form: all its fields or none."""
    understood: dict[str, str] = {}
    problems: dict[str, str] = {}
    for question in due.questions:
        result = _understand(question, values.get(question.id, ""), answers, context)
        if isinstance(result, NotUnderstood):
            problems[question.id] = result.sentence
        else:
            understood[question.id] = result
    if problems:
        return Reading(problems=problems, typed={q.id: values.get(q.id, "") for q in due.questions})
    return Reading(understood=understood)


def read_text(due: Pending, text: str, answers: Answers, context: Context) -> Reading:
    """Understand typed words as the answer to the first open question.

    „weiter“ answers every optional question of the step with what is preset.
    """
    first = due.questions[0]
    if fold(text) in SKIP:
        optional = [q for q in due.questions if not q.field(context, answers).required]
        if first in optional:
            skipped = optional if fold(text) == "weiter" else [first]
            return Reading(understood={q.id: q.field(context, answers).value for q in skipped})
    result = _understand(first, text, answers, context)
    if isinstance(result, NotUnderstood):
        return Reading(problems={first.id: result.sentence}, typed={first.id: text})
    return Reading(understood={first.id: result})


def fields_of(due: Pending, answers: Answers, context: Context, reading: Reading) -> tuple[Field, ...]:
    """Return the form's fields, with what was typed and what was wrong with it."""
    drawn = []
    for question in due.questions:
        asked = question.field(context, answers)
        typed = reading.typed.get(question.id, asked.value)
        drawn.append(replace(asked, value=typed, problem=reading.problems.get(question.id, "")))
    return tuple(drawn)


def _understand(question: Question, text: str, answers: Answers, context: Context) -> str | NotUnderstood:
    asked = question.field(context, answers)
    if not text.strip():
        return NotUnderstood(asked.error) if asked.required else ""
    return question.understand(text, context)
