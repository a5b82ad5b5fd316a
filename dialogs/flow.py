"""A conversation as a small machine: what to ask, how to understand the answer, where next.

State is plain JSON: the history of answered turns. What is asked next follows from the answers
alone, so „zurück“ is forgetting the last turn, and a form and typed words lead to the same place.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from cards.forms import Field
from dialogs.answers import NotUnderstood
from dialogs.context import Context

Answers = Mapping[str, str]
"""Question id to canonical answer; an empty one was left open."""


def _always(_answers: Answers, _context: Context) -> bool:
    return True


def _nothing(_answers: Answers, _context: Context) -> str:
    return ""


def _unchanged(answer: str, _context: Context) -> str:
    return answer


def _unspoken(_answer: str, _context: Context, _answers: Answers) -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing to know."""

    id: str
    field: Callable[[Context, Answers], Field]
    """How it is asked. ``field.value`` is the preset answer of an optional question."""
    understand: Callable[[str, Context, Answers], str | NotUnderstood]
    """Turn typed words into the canonical answer."""
    chosen: Callable[[str, Context, Answers], str | NotUnderstood]
    """Turn what a form sends into the canonical answer; takes a canonical answer as it is."""
    left_open: Callable[[Context], str] = lambda _context: ""
    """The canonical answer of an optional question that was left open."""
    as_typed: Callable[[str, Context], str] = _unchanged
    """Show a canonical answer in its field again, after „zurück“."""
    in_words: Callable[[str, Context, Answers], str] = _unspoken
    """Say how an answer was understood („Leistung A“); empty for the person's own words."""
    relevant: Callable[[Answers, Context], bool] = _always


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Questions that belong together: those still open are one form."""

    title: Callable[[Answers, Context], str]
    questions: tuple[Question, ...]
    intro: Callable[[Answers, Context], str] = _nothing
    warning: Callable[[Answers, Context], str] = _nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A draft: its id (the later command's id) and the answers turn by turn."""

    draft_id: str
    turn: int = 0
    """Counts every step forth and back: a button that knows another number is stale."""
    history: tuple[Answers, ...] = ()
    undone: Answers = field(default_factory=dict)
    """What „zurück“ took back, to be shown in the form again: nobody types anything twice."""

    @property
    def answers(self) -> dict[str, str]:
        """All answers so far."""
        merged: dict[str, str] = {}
        for turn in self.history:
            merged |= turn
        return merged

    def answered(self, answers: Answers) -> Self:
        """Return the state after one more turn."""
        still_undone = {q: answer for q, answer in self.undone.items() if q not in answers}
        return replace(self, turn=self.turn + 1, history=(*self.history, dict(answers)), undone=still_undone)

    def back(self) -> Self:
        """Return the state without its last turn."""
        undone = {**self.undone, **self.history[-1]}
        return replace(self, turn=self.turn + 1, history=self.history[:-1], undone=undone)

    def without(self, questions: Iterable[str]) -> Self:
        """Return the state in which these questions are open again."""
        gone = frozenset(questions)
        kept = ({q: a for q, a in turn.items() if q not in gone} for turn in self.history)
        return replace(self, turn=self.turn + 1, history=tuple(filter(None, kept)))

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON."""
        return {
            "draft": self.draft_id,
            "turn": self.turn,
            "history": [dict(turn) for turn in self.history],
            "undone": dict(self.undone),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what ``to_json`` wrote; TypeError for anything else."""
        draft_id, turn, history = data.get("draft"), data.get("turn"), data.get("history")
        undone = data.get("undone")
        if not isinstance(draft_id, str) or type(turn) is not int or not isinstance(history, list):
            raise TypeError("not a draft")
        if not all(map(_are_answers, (*history, undone))):
            raise TypeError("not a draft")
        return cls(draft_id=draft_id, turn=turn, history=tuple(history), undone=undone or {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """The step that is due, and its open questions."""

    number: int
    step: Step
    questions: tuple[Question, ...]


def settled(flow: tuple[Step, ...], state: State, context: Context) -> State:
    """Return the state without the answers that hold no more; the same state if all of them do.

    The world may move under a draft of yesterday: a team is dissolved, a switch is set, and a row may
    hold what another program wrote. What no longer holds is asked again, and nobody is stuck with it.
    """
    holding: dict[str, str] = {}
    for question in (question for step in flow for question in step.questions):
        answer = state.answers.get(question.id)
        if answer is not None and _holds(question, answer, holding, context):
            holding[question.id] = answer
    gone = state.answers.keys() - holding.keys()
    return state.without(gone) if gone else state


def pending(flow: tuple[Step, ...], answers: Answers, context: Context) -> Pending | None:
    """Find the first step with open questions; None when everything is answered."""
    for number, step in enumerate(flow, start=1):
        still_open = tuple(q for q in step.questions if q.id not in answers and q.relevant(answers, context))
        if still_open:
            return Pending(number=number, step=step, questions=still_open)
    return None


def _holds(question: Question, answer: str, earlier: Answers, context: Context) -> bool:
    if not question.relevant(earlier, context):
        return False
    if not answer:
        return not question.field(context, earlier).required
    return not isinstance(question.chosen(answer, context, earlier), NotUnderstood)


def _are_answers(turn: object) -> bool:
    return isinstance(turn, dict) and all(
        isinstance(question, str) and isinstance(answer, str) for question, answer in turn.items()
    )
