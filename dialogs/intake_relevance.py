"""What follows from the answers so far: whom a question of the intake concerns, and since when."""

from datetime import date, datetime

from dialogs.context import Context
from dialogs.flow import Answers
from dialogs.question_kinds import NO, YES
from procedure.vocabulary import Channel, ConcernKind, EscalationGround, Origin

_GROUND_VALUES = frozenset(str(ground) for ground in EscalationGround)


def is_oral(answers: Answers, _context: Context) -> bool:
    """Spoken at the desk or on the phone."""
    return "channel" in answers and Channel(answers["channel"]).is_oral


def is_by_telephone(answers: Answers, _context: Context) -> bool:
    """Only a call is asked for lengthy research (R4)."""
    return answers.get("channel") == Channel.TELEPHONE


def is_in_writing(answers: Answers, context: Context) -> bool:
    """Letter or mail."""
    return "channel" in answers and not is_oral(answers, context)


def is_open_talk(answers: Answers, context: Context) -> bool:
    """Spoken, and not settled at once: somebody is to answer."""
    return is_oral(answers, context) and answers.get("resolved") == NO


def is_immediate(answers: Answers, _context: Context) -> bool:
    """Tell whether the management is to talk at once, on one of the three grounds (R38)."""
    return answers.get("talk") in _GROUND_VALUES


def is_follow_up(answers: Answers, _context: Context) -> bool:
    """Tell whether an earlier case is to be named (R9)."""
    return ConcernKind.FOLGEREAKTION in answers.get("concerns", "").split(",")


def came_through_others(answers: Answers, _context: Context) -> bool:
    """Another office passed it on: it may have set a date (A21) and may be entitled to a copy (A22)."""
    return answers.get("origin") not in {None, "", Origin.DIRECT}


def came_through_an_unlisted_office(answers: Answers, _context: Context) -> bool:
    """Tell whether that office is to be named (R2)."""
    return answers.get("origin") == Origin.OTHER


def kept_from_lead(answers: Answers, context: Context) -> bool:
    """Tell whether the Teamleitung will not learn of it: it is about them (A26), or confidential (A34)."""
    shuts_lead_out = context.rulebook.switches.conflict_of_interest_to_gl
    return (shuts_lead_out and answers.get("concerns_lead") == YES) or answers.get("confidential") == YES


def is_to_be_agreed(answers: Answers, context: Context) -> bool:
    """R36 recommends a word with the Teamleitung beforehand, unless it must not learn of it."""
    return is_open_talk(answers, context) and not kept_from_lead(answers, context)


def day_of_arrival(answers: Answers, context: Context) -> date:
    """Return the local day a letter arrived, else today: what is forwarded late may be overdue (A35)."""
    told = answers.get("received")
    return datetime.fromisoformat(told).date() if told else context.rulebook.day(context.now)
