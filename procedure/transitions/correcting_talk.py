"""Putting the wish to talk right (R39, R50): while nothing has come of it, by the office that leads."""

from dataclasses import replace

from procedure import events
from procedure.case import Case, Reaction
from procedure.case_parts import Talk
from procedure.errors import NotPermitted, StepNotAllowed
from procedure.situation import Situation
from procedure.transitions.rule import Decision
from procedure.vocabulary import TalkState, TalkWish


def check_wish(at: Situation, corrected: Reaction) -> None:
    """Refuse another wish than none or a plain one, and any once the management has to do with it."""
    if not at.answers:
        raise NotPermitted("Den Gesprächswunsch berichtigt die federführende Stelle.")
    if corrected.talk_wish is TalkWish.IMMEDIATE:
        raise StepNotAllowed("Für ein sofortiges Gespräch verständigen Sie bitte die Geschäftsleitung.")
    talk = at.case.talk
    if talk.state not in {TalkState.NONE, TalkState.WISHED} or talk.ground is not None:
        raise StepNotAllowed("Die Geschäftsleitung hat den Gesprächswunsch schon. Sie entscheidet darüber.")


def follow_wish(at: Situation, case: Case) -> Decision:
    """Note the wish as the desk would have, or take it back: nobody owes anything for it then."""
    if case.reaction.talk_wish is TalkWish.NONE:
        return replace(case, talk=Talk()), ()
    if case.talk.state is not TalkState.NONE:
        return case, ()
    wished = replace(case.talk, state=TalkState.WISHED, wished_at=at.now)
    return replace(case, talk=wished), (events.TalkWished(at=at.now),)
