"""The one entrance to the intake: start it, let it advance, offer an interrupted draft again.

Everything here is pure. ``advance`` never changes the state it is given, so a turn that fails
halfway has not happened.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cards.forms import FormInput, FormView
from cards.verbs import (
    INTAKE_BACK,
    INTAKE_CANCEL,
    INTAKE_CONFIRM,
    INTAKE_DISCARD,
    INTAKE_NEXT,
    INTAKE_RESUME,
)
from casework.commands import RegisterReaction
from dialogs.answers import fold, understand_yes_no
from dialogs.context import Context
from dialogs.flow import Pending, Reading, State, fields_of, pending, read_form, read_text
from dialogs.intake import FLOW, STEPS, VOLUNTARY_ID, command_of
from dialogs.intake_prefill import prefill
from dialogs.intake_summary import summary_of
from dialogs.question_kinds import NO
from dialogs.replies import Ask, Confirm, Ended, Reply, Say
from procedure.errors import IncompleteReaction
from procedure.recording import check_complete

SCHEMA = 1
"""Number of the state's form: a draft of another number cannot be continued."""

MOST_CHARACTERS = 20_000
"""No answer is longer; what is, is not even looked at."""

_CANCEL = frozenset({"abbrechen", "abbruch", "stopp", "stop", "ende", "verwerfen", "cancel"})
_BACK = frozenset({"zuruck", "zurueck", "eins zuruck", "zurruck", "back"})
_HELP = frozenset({"hilfe", "help", "?"})
_CONFIRM = frozenset({"erfassen", "absenden", "speichern", "senden", "fertig", "bestatigen"})

NOTHING_STORED = "Die Aufnahme ist beendet. Es wurde nichts gespeichert."
STALE = "Diese Karte ist nicht mehr aktuell. Hier geht es weiter."
FIRST = "Das ist schon die erste Frage."
HELP = (
    "Sie können die Karte ausfüllen oder die Antwort schreiben, eine nach der anderen. "
    "„weiter“ lässt freiwillige Angaben offen, „zurück“ nimmt die letzte Antwort zurück, "
    "„abbrechen“ beendet die Aufnahme."
)
CONFIRM_HELP = "Bitte antworten Sie mit „erfassen“, „zurück“ oder „abbrechen“."
TOO_LONG = f"Das ist zu lang. Bitte kürzen Sie Ihre Antwort auf höchstens {MOST_CHARACTERS} Zeichen."


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance:
    """What one turn led to: the state to keep (None: over), what to say, and the command to carry out."""

    state: State | None
    replies: tuple[Reply, ...] = ()
    command: RegisterReaction | None = None


def start(text: str, context: Context, draft_id: str) -> Advance:
    """Begin a draft; whatever ``text`` says beyond „neu“ is filled in where it is certain."""
    known = prefill(text[:MOST_CHARACTERS], context)
    state = State(draft_id=draft_id)
    if known:
        state = state.answered(known)
    return Advance(state=state, replies=_question(state, context))


def offer(state: State, context: Context) -> str:
    """Say where an interrupted draft stands („Schritt 2 von 5“); no content."""
    return _progress(pending(FLOW, state.answers, context))


def advance(state: State, given: FormInput, context: Context) -> Advance:
    """Take one turn."""
    if given.verb:
        return _pressed(state, given, context)
    return _typed(state, given.text, context)


def _pressed(state: State, given: FormInput, context: Context) -> Advance:
    if given.draft_id != state.draft_id:
        return _again(state, context, STALE)
    # Leaving and coming back work from every card of the draft, however old.
    if given.verb in {INTAKE_CANCEL, INTAKE_DISCARD}:
        return _ended()
    if given.verb == INTAKE_RESUME:
        return _again(state, context)
    if given.turn != state.turn:
        return _again(state, context, STALE)
    return _submitted(state, given, context)


def _submitted(state: State, given: FormInput, context: Context) -> Advance:
    due = pending(FLOW, state.answers, context)
    if given.verb == INTAKE_BACK:
        return _back(state, context)
    if given.verb == INTAKE_CONFIRM and due is None:
        return _confirmed(state, context)
    if given.verb == INTAKE_NEXT and due is not None:
        return _answered(state, read_form(due, given.values, state.answers, context), context)
    return _again(state, context, STALE)


def _typed(state: State, text: str, context: Context) -> Advance:
    if len(text) > MOST_CHARACTERS:
        return _again(state, context, TOO_LONG)
    word = fold(text)
    if word in _CANCEL:
        return _ended()
    if word in _BACK:
        return _back(state, context)
    if word in _HELP or text.strip() == "?":
        return _again(state, context, HELP)
    return _said(state, text, pending(FLOW, state.answers, context), context)


def _said(state: State, text: str, due: Pending | None, context: Context) -> Advance:
    if due is not None:
        return _answered(state, read_text(due, text, state.answers, context), context)
    if fold(text) in _CONFIRM or understand_yes_no(text):
        return _confirmed(state, context)
    return _again(state, context, CONFIRM_HELP)


def _answered(state: State, reading: Reading, context: Context) -> Advance:
    if reading.problems:
        return Advance(state=state, replies=_question(state, context, reading))
    if reading.understood.get(VOLUNTARY_ID) == NO:
        return _ended()
    moved = state.answered(reading.understood)
    return Advance(state=moved, replies=_question(moved, context))


def _confirmed(state: State, context: Context) -> Advance:
    command = command_of(state, context)
    try:
        check_complete(command.reaction, context.now)
    except IncompleteReaction as error:
        # Only if the world moved under the draft (a switch, a team); the answers stay.
        return _again(state, context, str(error))
    return Advance(state=state, command=command)


def _back(state: State, context: Context) -> Advance:
    if not state.history:
        return _again(state, context, FIRST)
    earlier = state.back()
    return Advance(state=earlier, replies=_question(earlier, context))


def _again(state: State, context: Context, sentence: str = "") -> Advance:
    said: tuple[Reply, ...] = (Say(sentence),) if sentence else ()
    return Advance(state=state, replies=said + _question(state, context))


def _ended() -> Advance:
    return Advance(state=None, replies=(Ended(NOTHING_STORED),))


def _question(state: State, context: Context, reading: Reading | None = None) -> tuple[Reply, ...]:
    answers = state.answers
    due = pending(FLOW, answers, context)
    if due is None:
        return (Confirm(summary_of(state, context)),)
    form = FormView(
        draft_id=state.draft_id,
        turn=state.turn,
        progress=_progress(due),
        title=due.step.title(answers, context),
        fields=fields_of(due, answers, context, reading or Reading()),
        intro=due.step.intro(answers, context),
        warning=due.step.warning,
        can_go_back=bool(state.history),
    )
    return (Ask(form),)


def _progress(due: Pending | None) -> str:
    if due is None:
        return f"Schritt {STEPS} von {STEPS}"
    # The offer to record voluntarily stands between two counted steps.
    number = min(due.number, 4) if due.number < STEPS else STEPS - 1
    return f"Schritt {number} von {STEPS}"


def state_from_json(data: Mapping[str, Any]) -> State:
    """Read a stored draft; TypeError if it is none."""
    return State.from_json(data)
