"""The one entrance to the intake: start it, let it advance, offer an interrupted draft again.

Everything here is pure. ``advance`` never changes the state it is given, so a turn that fails
halfway has not happened.
"""

from dataclasses import dataclass, replace

from cards import verbs
from cards.forms import FormInput, FormView
from casework.commands import RegisterReaction
from dialogs.answers import fold, understand_yes_no
from dialogs.context import Context
from dialogs.flow import Pending, State, pending, settled
from dialogs.intake import DANGER, FLOW, STEPS, VOLUNTARY_ID, command_of
from dialogs.intake_help import help_for
from dialogs.intake_prefill import begins_anew, noted, prefill
from dialogs.intake_summary import summary_of
from dialogs.question_kinds import NO
from dialogs.reading import MOST_CHARACTERS, TOO_LONG, Reading, fields_of, read_form, read_text
from dialogs.replies import Ask, Confirm, Ended, Reply, Say
from procedure.errors import IncompleteReaction
from procedure.recording import check_complete

SCHEMA = 1
"""Number of the state's form: a draft of another number cannot be continued."""

# Exactly these words: „Ende“ is a surname too.
_CANCEL = frozenset({"abbrechen", "abbruch", "aufnahme abbrechen", "bitte abbrechen", "cancel"})
_BACK = frozenset({"zuruck", "eins zuruck", "einen schritt zuruck", "bitte zuruck"})
_HELP = frozenset({"hilfe", "help", "bitte hilfe"})
_CONFIRM = frozenset({"erfassen", "bitte erfassen", "absenden", "speichern", "fertig", "bestatigen"})

NOTHING_STORED = "Die Aufnahme ist beendet. Es wurde nichts gespeichert."
STALE = "Diese Karte ist nicht mehr aktuell. Hier geht es weiter."
FIRST = "Das ist schon die erste Frage."
CONFIRM_HELP = "Noch ist nichts gespeichert. Bitte schreiben Sie „erfassen“, „zurück“ oder „abbrechen“."
ALREADY_BEGUN = (
    "Sie haben schon eine Aufnahme begonnen. Hier geht es weiter. Für eine neue schreiben Sie bitte "
    "zuerst „abbrechen“."
)
NO_TEAMS = "Es ist noch kein Team eingetragen. Bitte wenden Sie sich an das BGF."
ASKED_ANEW = "Eine Ihrer Antworten ist nicht mehr möglich. Bitte antworten Sie noch einmal."


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance:
    """What one turn led to: the state to keep (None: over), what to say, and the command to carry out."""

    state: State | None
    replies: tuple[Reply, ...] = ()
    command: RegisterReaction | None = None


def start(text: str, context: Context, draft_id: str) -> Advance:
    """Begin a draft; whatever ``text`` says beyond „neu“ is filled in where it is certain."""
    if not any(team.active for team in context.office.teams.values()):
        return _ended(NO_TEAMS)
    known = prefill(text, context)
    history = (known.answers,) if known.answers else ()
    state = State(draft_id=draft_id, history=history, undone=known.suggested)
    return _again(state, context, known.problem)


def offer(state: State, context: Context) -> str:
    """Say where an interrupted draft stands („Schritt 2 von 5“); no content."""
    return _progress(pending(FLOW, settled(FLOW, state, context).answers, context))


def asks_now(state: State, context: Context) -> str:
    """Name the question that typed words would answer; empty at the summary."""
    due = pending(FLOW, settled(FLOW, state, context).answers, context)
    return due.questions[0].id if due is not None else ""


def advance(state: State, given: FormInput, context: Context) -> Advance:
    """Take one turn."""
    if _leaves(state, given):
        return _ended()
    holding = settled(FLOW, state, context)
    if holding is not state:
        return _again(holding, context, ASKED_ANEW)
    if given.verb:
        return _pressed(state, given, context)
    return _typed(state, given.text, context)


def _leaves(state: State, given: FormInput) -> bool:
    """Tell whether the person wants out: that works whatever the state, and from every card of the draft."""
    if given.verb:
        return given.verb in {verbs.INTAKE_CANCEL, verbs.INTAKE_DISCARD} and given.draft_id == state.draft_id
    return len(given.text) <= MOST_CHARACTERS and fold(given.text) in _CANCEL


def _pressed(state: State, given: FormInput, context: Context) -> Advance:
    if given.verb == verbs.HELP:
        return _helped(state, context)
    if given.verb == verbs.INTAKE_START:
        return _again(state, context)
    if given.draft_id != state.draft_id:
        return _again(state, context, STALE)
    if given.verb == verbs.INTAKE_RESUME:
        return _again(state, context)
    if given.turn != state.turn:
        return _again(state, context, STALE)
    return _submitted(state, given, context)


def _submitted(state: State, given: FormInput, context: Context) -> Advance:
    due = pending(FLOW, state.answers, context)
    match given.verb:
        case verbs.INTAKE_BACK:
            return _back(state, context)
        case verbs.INTAKE_CONFIRM if due is None:
            return _confirmed(state, context)
        case verbs.INTAKE_NEXT if due is not None:
            return _answered(state, read_form(due, given.values, state, context), context)
        case _:
            return _again(state, context, STALE)


def _typed(state: State, text: str, context: Context) -> Advance:
    if len(text) > MOST_CHARACTERS:
        return _again(state, context, TOO_LONG)
    word = fold(text)
    if word in _BACK:
        return _back(state, context)
    if word in _HELP or text.strip() == "?":
        return _helped(state, context)
    if begins_anew(text, context):
        return _again(state, context, ALREADY_BEGUN)
    return _said(state, text, pending(FLOW, state.answers, context), context)


def _helped(state: State, context: Context) -> Advance:
    due = pending(FLOW, state.answers, context)
    return _again(state, context, help_for(due, state, context))


def _said(state: State, text: str, due: Pending | None, context: Context) -> Advance:
    if due is not None:
        return _answered(state, read_text(due, text, state, context), context)
    if fold(text) in _CONFIRM or understand_yes_no(text):
        return _confirmed(state, context)
    return _again(state, context, CONFIRM_HELP)


def _answered(state: State, reading: Reading, context: Context) -> Advance:
    if reading.problems:
        return Advance(state=state, replies=_question(state, context, reading))
    if reading.understood.get(VOLUNTARY_ID) == NO:
        return _ended()
    moved = state.answered(reading.understood)
    return Advance(state=moved, replies=_question(moved, context, told=reading.told))


def _confirmed(state: State, context: Context) -> Advance:
    command = command_of(state, context)
    try:
        check_complete(command.reaction, context.now)
    except IncompleteReaction as error:
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


def _ended(sentence: str = NOTHING_STORED) -> Advance:
    return Advance(state=None, replies=(Ended(sentence),))


def _question(
    state: State, context: Context, reading: Reading | None = None, *, told: str = ""
) -> tuple[Reply, ...]:
    """Ask what is due. ``told`` stands in the card: a message of its own would double the chat."""
    answers = state.answers
    due = pending(FLOW, answers, context)
    if due is None:
        return (Confirm(replace(summary_of(state, context), intro=told)),)
    is_first = state.turn == 0
    intro = due.step.intro(answers, context) or (noted(answers, context) if is_first else "")
    form = FormView(
        draft_id=state.draft_id,
        turn=state.turn,
        progress=_progress(due),
        title=due.step.title(answers, context),
        fields=fields_of(due, state, context, reading or Reading()),
        intro=" ".join(filter(None, (told, intro))),
        # A30: the first card warns of danger, also when its question is not the first one any more.
        warning=due.step.warning(answers, context) or (DANGER if is_first else ""),
        can_go_back=bool(state.history),
    )
    return (Ask(form),)


def _progress(due: Pending | None) -> str:
    # The offer to record voluntarily stands in front of the fourth step and is counted with it.
    number = STEPS if due is None else min(due.number, STEPS - 1)
    return f"Schritt {number} von {STEPS}"
