"""The card of a case. The same case looks different from each office; the view says from which."""

from collections.abc import Mapping

from cards.bgf import bgf_card
from cards.card import Card
from cards.card_rules import CardTooLarge
from cards.case_parts import is_over
from cards.closed import anonymised_card, closed_card
from cards.front_desk import reporter_card
from cards.handover import ANSWERING, handover_card
from cards.management import management_card
from cards.shortened import shortened
from cards.step_buttons import Typed, form_in_question
from cards.team import team_card
from cards.what_now import Below
from casework.views import CaseView, Step, Viewpoint
from procedure.vocabulary import CaseState

NONE: Mapping[str, str] = {}


def case_card(
    view: CaseView,
    *,
    notice: str = "",
    problem: Mapping[str, str] = NONE,
    typed: Mapping[str, str] = NONE,
    unfolded: Step | None = None,
    page: int = 0,
) -> Card:
    """Draw a case for the person the view belongs to.

    ``notice`` is one sentence on top, for example that the pressed card was out of date. ``problem``
    and ``typed`` are by input id: a form that could not be used comes back unfolded, with what was
    typed and the sentence that helps right at the field. A problem no form of the view has is told
    on top. ``unfolded`` shows a step's form; ``page`` shows further steps in place of the first ones.
    """
    below = Below(typed=Typed(values=typed, problems=problem), unfolded=unfolded, page=page)
    if problem and form_in_question(view, problem) is None:
        notice = " ".join([notice, *problem.values()]).strip()
    if view.state is CaseState.ANONYMISED:
        return anonymised_card(view.number, notice=notice)
    try:
        return _drawn(view, notice, below)
    except CardTooLarge:
        return _drawn(shortened(view), notice, below)


def _drawn(view: CaseView, notice: str, below: Below) -> Card:
    if view.viewpoint is Viewpoint.REPORTER:
        if is_over(view):
            return closed_card(view.number, view.state, notice=notice)
        return reporter_card(view, notice=notice, below=below)
    handover = view.handover
    if handover is not None and handover.answer is None and not ANSWERING.isdisjoint(view.steps):
        return handover_card(view, handover, notice=notice, below=below)
    match view.viewpoint:
        case Viewpoint.BGF:
            return bgf_card(view, notice=notice, below=below)
        case Viewpoint.MANAGEMENT:
            return management_card(view, notice=notice, below=below)
        case _:
            return team_card(view, notice=notice, below=below)
