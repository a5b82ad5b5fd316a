"""What was agreed with a customer who spoke to the office, and if a letter followed (GA III, V; R30, R31)."""

from procedure.case import Case
from procedure.vocabulary import HandoverAnswer, Parting, TalkState, Treatment


def referred_to_writing(case: Case) -> bool:
    """Tell whether the customer was asked to write (R31): at the desk, by the answer, or by the treatment."""
    return (
        case.reaction.parting is Parting.REFERRED_TO_WRITING
        or (case.handover is not None and case.handover.answer is HandoverAnswer.WRITTEN)
        or (case.treatment is not None and case.treatment.kind is Treatment.REFERRED_TO_WRITING)
    )


def letter_came(case: Case) -> bool:
    """Tell whether something in writing has arrived."""
    return not case.reaction.channel.is_oral or any(not r.channel.is_oral for r in case.further_receipts)


def was_spoken_about(case: Case) -> bool:
    """Tell whether somebody has talked with the customer, so that it may have been settled in the talk."""
    return (
        case.reaction.channel.is_oral
        or case.talk.state is TalkState.HELD
        or (case.treatment is not None and case.treatment.kind is Treatment.APPOINTMENT)
        or any(r.channel.is_oral for r in case.further_receipts)
    )
