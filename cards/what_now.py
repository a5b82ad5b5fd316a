"""The first thing on a case card after its head: what to do, and what cannot wait."""

from cards.action_elements import Action
from cards.case_parts import is_over
from cards.duty_words import NextStep
from cards.elements import Block, Container
from cards.layout import band, box, small, text, verbatim, warning
from cards.next_step import deadline_pressure, waits_for
from cards.step_buttons import Typed, form_in_question, open_form, step_buttons
from cards.wording import STATES, cleaned, long_date, one_line
from casework.views import CaseView

_LONGEST_WORDS = 600
"""Characters of what somebody noted for others; the whole stands behind „Vorgang öffnen“."""


def what_now(view: CaseView, what: NextStep) -> Container:
    """Draw the one sentence, with what it waits for; in a coloured band when it cannot wait."""
    waiting = waits_for(view)
    pressure = deadline_pressure(view)
    if pressure:
        return band(
            "attention", warning(pressure), text(what.sentence), *([small(waiting)] if waiting else [])
        )
    return box("Als Nächstes", what.sentence, *([waiting] if waiting else []))


def words_of(who: str, words: str) -> list[Block]:
    """Quote what somebody noted for others as it was written (nothing if empty)."""
    if not words.strip():
        return []
    kept = cleaned(words).strip()
    cut = kept if len(kept) <= _LONGEST_WORDS else f"{one_line(kept, _LONGEST_WORDS)} (hier gekürzt)"
    return [text(who, bold=True), *verbatim(cut)]


def form_or_buttons(view: CaseView, typed: Typed) -> tuple[list[Block], list[Action]]:
    """Return the form that has to be filled in again for the body, or else the buttons below it."""
    wrong = form_in_question(view, typed.problems)
    return ([open_form(view, wrong, typed)], []) if wrong else ([], step_buttons(view, typed))


def in_short(view: CaseView, brief: str) -> str:
    """Write number, state, date and what to do: for the ear and the message list."""
    date = "" if is_over(view) else f", Antwort bis {long_date(view.close_by)}"
    return f"{view.number}, {STATES[view.state]}{date}. {brief}"
