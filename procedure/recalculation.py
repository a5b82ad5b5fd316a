"""The deadlines of a case under changed rules: which move, and which stay (GA III; A8-A13, A21, A23).

Nothing tells with certainty how a kept date came about: a letter that followed, a promise, a typed day.
So a date moves only if the rules known from before give just this date and those of now give another. What
the rules of now give already stays, so that computing twice is the same as once. Every date that
somebody chose stays: a promised one, one set by another body, a typed day of a Beitrag.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeVar

from procedure.case import Case, Reaction
from procedure.case_parts import Contribution
from procedure.deadlines import Deadlines, deadlines_of
from procedure.duties import Duty, duties_of
from procedure.moved_deadlines import Moved, Origins, moved_dates, moved_duties
from procedure.opening import contribution_due
from procedure.rulebook import Rulebook
from procedure.situation import OVER
from procedure.transitions.oral import letter_came, referred_to_writing
from procedure.vocabulary import AcknowledgementState, ContributionState

_ASKED: Final = frozenset({ContributionState.OPEN, ContributionState.RETURNED})

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """The rules that kept dates may have been computed with."""

    rules: tuple[Rulebook, ...] = ()
    """Those that all cases rested on, then any that only some were brought to."""
    are_known: bool = False
    """Every kept date rests on one of them. Otherwise a date that does not fit is computed anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalculated:
    """A case under the rules of now."""

    case: Case
    """With the dates of now; its version is untouched."""
    duties: tuple[Duty, ...]
    moved: tuple[Moved, ...]


def recalculated(case: Case, owed: Sequence[Duty], now: Rulebook, before: Before) -> Recalculated:
    """Compute a case's deadlines under the rules of now; ``owed`` is what is kept as owed about it.

    Of a case that is over only what is owed is computed anew, and nothing is said to have moved.
    """
    if case.state in OVER:
        return Recalculated(case=case, duties=duties_of(case, now), moved=())
    fresh, origins = _with_dates(case, now, before)
    duties = duties_of(fresh, now)
    dates = moved_dates(case, fresh, duties, origins, now)
    moved = (*dates, *moved_duties(case, owed, duties, now, before.rules))
    return Recalculated(case=fresh, duties=duties, moved=moved)


def _with_dates(case: Case, now: Rulebook, before: Before) -> tuple[Case, Origins]:
    acknowledge_by, under_acknowledgement = case.acknowledge_by, None
    if case.acknowledgement.state is AcknowledgementState.OPEN and case.acknowledge_by is not None:
        acknowledge_by, under_acknowledgement = _moving(
            case.acknowledge_by, lambda rules: _acknowledgements(case, rules), now, before
        )
    (close_by, act_by), under_answer = _moving(
        (case.close_by, case.act_by), lambda rules: _answers(case, rules), now, before
    )
    asked = [_contribution(case, asked, now, before) for asked in case.contributions]
    fresh = replace(
        case,
        acknowledge_by=acknowledge_by,
        close_by=close_by,
        act_by=act_by,
        contributions=tuple(contribution for contribution, _ in asked),
    )
    return fresh, Origins(
        acknowledgement=under_acknowledgement,
        answer=under_answer,
        contributions=tuple(under for _, under in asked),
    )


def _moving(
    kept: T, under: Callable[[Rulebook], Sequence[T]], now: Rulebook, before: Before
) -> tuple[T, int | None]:
    """Return the value of now for a kept one, and by which rules from before that had been computed.

    ``under`` lists what rules give, in each of the ways in which a value can have come about: first as
    the case itself tells it. A value that more than one way leads to stays, rather than to move twice.
    """
    today = under(now)
    earlier = [under(rules) for rules in before.rules]
    if kept == today[0]:
        return kept, None
    for index, values in enumerate(earlier):
        if kept == values[0]:
            return today[0], index
    if kept in today:
        return kept, None
    for index, values in enumerate(earlier):
        for way in range(1, min(len(values), len(today))):
            moves_on = any(today[way] == other[0] for other in earlier)
            if kept == values[way] and not moves_on:
                return today[way], index
    return (kept if before.are_known else today[0]), None


def _acknowledgements(case: Case, rules: Rulebook) -> list[date]:
    """Count from the reaction, or from a letter that followed it (R22, A13).

    What is owed stays owed, whatever A14 says of spoken ones now.
    """
    owing = replace(rules, switches=replace(rules.switches, ack_oral=True))
    letters = _letters(case)
    ways = [*letters, case.reaction] if case.reaction.channel.is_oral else [case.reaction]
    days = (deadlines_of(replace(way, anonymous=False), owing).acknowledge_by for way in ways)
    return [day for day in days if day is not None]


def _answers(case: Case, rules: Rulebook) -> list[tuple[date, date]]:
    """Return the day of the answer and the last one to act; a promised day stands (A11, A12)."""
    if case.interim_notices:
        return [(case.close_by, rules.calendar.last_working_day_on_or_before(case.close_by))]
    usual = _answer(deadlines_of(case.reaction, rules))
    after_letters = [_answer(deadlines_of(letter, rules)) for letter in _letters(case)]
    restarts = rules.switches.written_followup_restarts_closing and referred_to_writing(case)
    first = after_letters[0] if restarts and after_letters else usual
    return [max(usual, first), usual, *after_letters]


def _answer(deadlines: Deadlines) -> tuple[date, date]:
    return deadlines.close_by, deadlines.act_by


def _letters(case: Case) -> list[Reaction]:
    """Return the reaction as it would be, had it come with a letter that followed: the first noted first."""
    if not case.reaction.channel.is_oral or not letter_came(case):
        return []
    letters = [receipt for receipt in case.further_receipts if not receipt.channel.is_oral]
    return [replace(case.reaction, channel=one.channel, received_at=one.received_at) for one in letters]


def _contribution(
    case: Case, asked: Contribution, now: Rulebook, before: Before
) -> tuple[Contribution, int | None]:
    """Count a Beitrag back from the last day to act, unless it is there or somebody typed its day (A23)."""
    if asked.state not in _ASKED:
        return asked, None

    def due(rules: Rulebook) -> list[date]:
        _, act_by = _moving((case.close_by, case.act_by), lambda r: _answers(case, r), rules, before)[0]
        days = (act_by, deadlines_of(case.reaction, rules).act_by)
        return [contribution_due(day, rules.day(asked.requested_at), rules) for day in days]

    # A day that no known rules give was typed: it stays, whatever else is not known.
    due_on, under = _moving(asked.due_on, due, now, replace(before, are_known=True))
    return replace(asked, due_on=due_on), under
