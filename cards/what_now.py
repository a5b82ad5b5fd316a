"""The first thing on a case card after its head: what to do, and what cannot wait."""

from dataclasses import dataclass

from cards.action_elements import Action
from cards.case_parts import is_over
from cards.duty_words import NextStep
from cards.elements import Block, Container
from cards.layout import band, box, small, text, verbatim, warning
from cards.next_step import deadline_pressure, waits_for
from cards.step_buttons import (
    NOT_TYPED,
    Typed,
    form_in_question,
    further_buttons,
    has_form,
    open_form,
    step_buttons,
)
from cards.wording import STATES, cleaned, long_date, one_line
from casework.views import CaseView, Step, Viewpoint

_LONGEST_WORDS = 600
"""Characters of what somebody noted for others; the whole stands behind „Vorgang öffnen“."""


def what_now(view: CaseView, what: NextStep) -> Container:
    """Draw the one sentence, with what it waits for; in a coloured band when it cannot wait."""
    rest = [sentence for sentence in (waits_for(view), _on_behalf(view, what)) if sentence]
    pressure = deadline_pressure(view)
    if pressure:
        return band("attention", warning(pressure), text(what.sentence), *(small(words) for words in rest))
    return box("Als Nächstes", what.sentence, *rest)


def _on_behalf(view: CaseView, what: NextStep) -> str:
    """R11: whoever stands in for the Teamleitung sees it before she acts."""
    acts = view.viewpoint is Viewpoint.DEPUTY and any(duty.mine for duty in view.duties)
    return "Sie handeln in Vertretung (i. V.)." if acts and "i. V." not in what.sentence else ""


def words_of(who: str, words: str) -> list[Block]:
    """Quote what somebody noted for others as it was written (nothing if empty)."""
    if not words.strip():
        return []
    kept = cleaned(words).strip()
    cut = kept if len(kept) <= _LONGEST_WORDS else f"{one_line(kept, _LONGEST_WORDS)} (hier gekürzt)"
    return [text(who, bold=True), *verbatim(cut)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Below:
    """What stands below the facts: a form that came back or was asked for, or a page of buttons."""

    typed: Typed = NOT_TYPED
    unfolded: Step | None = None
    """The step whose form the person asked for."""
    page: int = 0
    """0 is the likeliest steps; the further ones follow from 1."""


def form_or_buttons(view: CaseView, below: Below) -> tuple[list[Block], list[Action]]:
    """Return the form to fill in for the body, or else the buttons below it."""
    asked = form_in_question(view, below.typed.problems) or below.unfolded
    if asked is not None and asked in view.steps and has_form(view, asked):
        return [open_form(view, asked, below.typed)], []
    return [], further_buttons(view, below.page) if below.page > 0 else step_buttons(view, below.typed)


def in_short(view: CaseView, brief: str) -> str:
    """Write number, state, date and what to do: for the ear and the message list."""
    date = "" if is_over(view) else f", Antwort bis {long_date(view.close_by)}"
    return f"{view.number}, {STATES[view.state]}{date}. {brief}"
