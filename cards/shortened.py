"""A view with its texts cut: drawn where the whole would not fit into a card and so not arrive at all."""

from dataclasses import replace

from cards.plain_text import one_line
from casework.part_views import ClosingView
from casework.views import CaseView

LENGTH = 100
"""Characters of each text; „…“ says that there is more, „Vorgang öffnen“ shows it."""
_MOST = 6
"""Teams, Beiträge and missing things that are named."""


def shortened(view: CaseView) -> CaseView:
    """Cut every text that people wrote; states, dates and numbers stay."""
    return replace(
        _with_short_parts(view),
        team_names=view.team_names[:_MOST],
        followed_by=view.followed_by[:_MOST],
        missing=tuple(_cut(sentence) for sentence in view.missing[:_MOST]),
        origin_detail=_cut(view.origin_detail),
        agreed_with=_cut(view.agreed_with),
        follow_up_of=_cut(view.follow_up_of),
        reporter_name=_cut(view.reporter_name),
        reporter_room=_cut(view.reporter_room),
        krm_tool_ref=_cut(view.krm_tool_ref),
        returned_reason=_cut(view.returned_reason),
        returned_by=_cut(view.returned_by),
        revision_note=_cut(view.revision_note),
        transfer_reason=_cut(view.transfer_reason),
        reopened_reason=_cut(view.reopened_reason),
    )


def _with_short_parts(view: CaseView) -> CaseView:
    talk, ending = view.talk, view.ending
    return replace(
        view,
        acknowledgement=replace(view.acknowledgement, note=_cut(view.acknowledgement.note)),
        decision=replace(view.decision, instruction=_cut(view.decision.instruction)),
        talk=replace(
            talk,
            note=_cut(talk.note),
            decision_note=_cut(talk.decision_note),
            held_note=_cut(talk.held_note),
        ),
        contributions=tuple(replace(part, note=_cut(part.note)) for part in view.contributions[:_MOST]),
        informing=tuple(replace(part, reason=_cut(part.reason)) for part in view.informing[:_MOST]),
        retention=replace(
            view.retention,
            held=tuple(replace(hold, note=_cut(hold.note)) for hold in view.retention.held),
        ),
        closing=_short_closing(view.closing) if view.closing else None,
        ending=replace(ending, note=_cut(ending.note), target=_cut(ending.target)) if ending else None,
    )


def _short_closing(closing: ClosingView) -> ClosingView:
    return replace(
        closing,
        measure=_cut(closing.measure),
        insight=_cut(closing.insight),
        no_answer_reason=_cut(closing.no_answer_reason),
    )


def _cut(words: str) -> str:
    return one_line(words, LENGTH)
