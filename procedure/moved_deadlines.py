"""Which deadlines of a case changed rules have moved, from when to when, and where to look for the reason."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from procedure.case import Case
from procedure.duties import Duty, DutyKind, duties_of
from procedure.representation import Audience
from procedure.rulebook import Rulebook
from procedure.vocabulary import TeamId

ACT: Final = "handeln"
"""The last day to act on the answer; every other deadline is named as its duty."""
_COMPUTED: Final = frozenset({DutyKind.INFORM, DutyKind.DECIDE})
"""Deadlines that no date of the case holds; what is owed within the office by the next day is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One deadline on another day."""

    which: str
    """A ``DutyKind``, or ``ACT``."""
    kind: DutyKind
    audience: Audience | None
    """Who owes it; None for a date nobody owes anything for just now."""
    old: date
    new: date
    team: str | None = None
    """Of a deadline of one team alone: which; empty where the management stands in for it."""
    spans: tuple[tuple[date, date], ...]
    """Where to look for the reason, the narrowest days first."""
    under: int | None
    """Which of the rules from before gave the old date; None: not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """By which of the rules from before each date had been computed; None: it stays, or that is not known."""

    acknowledgement: int | None
    answer: int | None
    contributions: tuple[int | None, ...]


def moved_dates(
    old: Case, new: Case, duties: Sequence[Duty], origins: Origins, now: Rulebook
) -> Iterator[Moved]:
    """Compare the dates that a case holds; ``duties`` are those owed with the new ones."""
    first = now.day(old.reaction.received_at)
    last = max(old.close_by, new.close_by)
    if old.acknowledge_by and new.acknowledge_by and old.acknowledge_by != new.acknowledge_by:
        days = (old.acknowledge_by, new.acknowledge_by)
        kind = DutyKind.ACKNOWLEDGE
        yield Moved(
            which=kind,
            kind=kind,
            audience=_owing(kind, duties),
            old=days[0],
            new=days[1],
            spans=((first, max(days)),),
            under=origins.acknowledgement,
        )
    yield from _moved_answer(old, new, duties, origins, first)
    for before, after, under in zip(old.contributions, new.contributions, origins.contributions, strict=True):
        if before.due_on != after.due_on:
            yield Moved(
                which=DutyKind.CONTRIBUTE,
                kind=DutyKind.CONTRIBUTE,
                audience=_owing(DutyKind.CONTRIBUTE, duties, after.team),
                old=before.due_on,
                new=after.due_on,
                team=after.team,
                spans=((min(before.due_on, after.due_on), last), (first, last)),
                under=under,
            )


def _moved_answer(
    old: Case, new: Case, duties: Sequence[Duty], origins: Origins, first: date
) -> Iterator[Moved]:
    """Tell of the day to act; where it is not that of the answer, the record has both (A10, A21)."""
    answer, acting = (old.close_by, new.close_by), (old.act_by, new.act_by)
    audience = _owing(DutyKind.ANSWER, duties)
    same = answer == acting
    moves = ((DutyKind.ANSWER, answer, audience if same else None), (ACT, acting, audience))
    for which, (before, after), owing in moves[:1] if same else moves:
        if before != after:
            yield Moved(
                which=which,
                kind=DutyKind.ANSWER,
                audience=owing,
                old=before,
                new=after,
                spans=((min(before, after), max(answer)), (first, max(answer))),
                under=origins.answer,
            )


def _owing(kind: DutyKind, duties: Sequence[Duty], team: TeamId | None = None) -> Audience | None:
    owing = (duty.audience for duty in duties if duty.kind is kind and team in {None, duty.audience.ref})
    return next(owing, None)


def moved_duties(
    case: Case, owed: Sequence[Duty], duties: Sequence[Duty], now: Rulebook, earlier: Sequence[Rulebook]
) -> Iterator[Moved]:
    """Compare what is kept as owed with what is owed now, where only changed rules can have moved it."""
    known = [duties_of(case, rules) for rules in earlier]
    first = now.day(case.reaction.received_at)
    for kept, fresh in _pairs(owed, duties):
        under = next((index for index, under in enumerate(known) if _is_among(kept, under)), None)
        if kept.due_on != fresh.due_on and under is not None:
            yield Moved(
                which=kept.kind,
                kind=kept.kind,
                audience=fresh.audience,
                old=kept.due_on,
                new=fresh.due_on,
                team=fresh.audience.ref if kept.kind is DutyKind.INFORM else None,
                spans=((first, max(kept.due_on, fresh.due_on)),),
                under=under,
            )


def _pairs(owed: Sequence[Duty], duties: Sequence[Duty]) -> Iterator[tuple[Duty, Duty]]:
    """Yield what one office owed with what it owes now, of deadlines that no date of the case holds."""
    offices = dict.fromkeys((duty.kind, duty.audience) for duty in owed if duty.kind in _COMPUTED)
    for office in offices:
        kept = sorted(_of(office, owed), key=lambda duty: duty.due_on)
        fresh = sorted(_of(office, duties), key=lambda duty: duty.due_on)
        if len(kept) == len(fresh):
            yield from zip(kept, fresh, strict=True)


def _of(office: tuple[DutyKind, Audience], duties: Sequence[Duty]) -> list[Duty]:
    return [duty for duty in duties if (duty.kind, duty.audience) == office]


def _is_among(kept: Duty, duties: Sequence[Duty]) -> bool:
    return any(
        (duty.kind, duty.audience, duty.due_on) == (kept.kind, kept.audience, kept.due_on) for duty in duties
    )
