"""What cannot wait: when the management is alerted at once (GA VI; R38, A30)."""

from procedure.case import Reaction
from procedure.vocabulary import EscalationGround, TalkWish


def must_alert(reaction: Reaction) -> bool:
    """Tell whether the management is alerted at once, whatever else becomes of the reaction.

    A threat and a grave situation always do so (A30). An escalation does so when an immediate talk
    is asked for on this ground (R38). The mere wish to talk goes to the Teamleitung first (R39).
    """
    match reaction.escalation_ground:
        case EscalationGround.BEDROHUNG | EscalationGround.SCHWERWIEGENDE_GESAMTSITUATION:
            return True
        case EscalationGround.ESKALATION:
            return reaction.talk_wish is TalkWish.IMMEDIATE
        case None:
            return False
