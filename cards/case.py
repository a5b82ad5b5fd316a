"""The card of a case. The same case looks different from each office; the view says from which."""

from collections.abc import Mapping

from cards.bgf import bgf_card
from cards.card import Card, card
from cards.case_parts import LEGAL_REMEDY, acknowledgement, arrival, closing, head, is_over, stages, wishes
from cards.elements import Block, Container
from cards.front_desk import reporter_card
from cards.handover import ANSWERING, handover_card
from cards.handover_words import answered
from cards.layout import band, box, facts, notice_band, progress, text, warning
from cards.next_step import deadline_pressure, next_step
from cards.step_buttons import Typed, form_in_question, open_form, step_buttons
from cards.wording import STATES, long_date
from casework.views import CaseView, Viewpoint

NONE: Mapping[str, str] = {}


def case_card(
    view: CaseView, *, notice: str = "", problem: Mapping[str, str] = NONE, typed: Mapping[str, str] = NONE
) -> Card:
    """Draw a case for the person the view belongs to.

    ``notice`` is one sentence on top, for example that the pressed card was out of date. ``problem``
    and ``typed`` are by input id: a form that could not be used comes back unfolded, with what was
    typed and the sentence that helps right at the field. A problem no form of the view has is told
    on top.
    """
    form = Typed(values=typed, problems=problem)
    if problem and form_in_question(view, problem) is None:
        notice = " ".join([notice, *problem.values()]).strip()
    if view.viewpoint is Viewpoint.REPORTER:
        return reporter_card(view, notice=notice)
    handover = view.handover
    if handover is not None and handover.answer is None and not ANSWERING.isdisjoint(view.steps):
        return handover_card(view, handover, notice=notice, typed=form)
    if view.viewpoint is Viewpoint.BGF:
        return bgf_card(view, notice=notice, typed=form)
    return _responsible_card(view, notice=notice, typed=form)


def _responsible_card(view: CaseView, *, notice: str, typed: Typed) -> Card:
    what = next_step(view)
    body: list[Block] = [*notice_band(notice), *head(view), _what_now(view, what.sentence)]
    if view.handover is not None and view.handover.answer is not None:
        body.append(text(answered(view, view.handover)))
    if view.legal_remedy_check and not is_over(view):
        body.append(text(LEGAL_REMEDY))
    body += facts(
        [("Betreff", view.subject), *closing(view), acknowledgement(view), *wishes(view), *arrival(view)]
    )
    body.append(progress(stages(view)))
    wrong = form_in_question(view, typed.problems)
    if wrong:
        body.append(open_form(view, wrong, typed))
    state = f"{view.number}, {STATES[view.state]}, Antwort bis {long_date(view.close_by)}."
    return card(
        body=body,
        actions=[] if wrong else step_buttons(view, typed),
        fallback_text=f"{state} {what.brief}",
        speak=f"{state} {what.brief}",
    )


def _what_now(view: CaseView, sentence: str) -> Container:
    pressure = deadline_pressure(view)
    return band("attention", warning(pressure), text(sentence)) if pressure else box("Als Nächstes", sentence)
