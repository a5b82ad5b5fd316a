"""How long a case is kept, and what keeps it longer (§ 84 SGB X, Art. 5 (1) e, 17, 18 DSGVO).

The GA sets no time. A case that is over is kept for N full calendar years after the year in which it
was over (two, unless the data protection officer says otherwise) and is anonymised on the 1 January
after them. A petition, a lawsuit, a criminal charge or a restriction of processing holds that back.
"""

from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from procedure.case import Case
from procedure.situation import OVER
from procedure.vocabulary import CaseState, ConcernKind, EndReason, HoldGround


class Obstacle(StrEnum):
    """Why a case cannot be anonymised now."""

    RUNNING = "laeuft"
    OWED = "offene_pflicht"
    """The BGF has not found the file complete (R42)."""
    HELD = "gesperrt"
    TOO_EARLY = "zu_frueh"
    """The time for which it is kept is not over; no obstacle to an erasure that somebody asks for."""
    MERGED_INTO_KEPT = "zusammengefuehrt_mit_aufbewahrtem"
    """A duplicate goes with the case it was merged into, if that one runs or is held (A17)."""


def over_at(case: Case) -> datetime | None:
    """Return when a case was over: signed, closed or ended (Z6, Z7); None while it runs."""
    if case.state not in OVER:
        return None
    closing, ending = case.closing, case.ending
    ends = (
        closing.closed_at if closing is not None else None,
        closing.signed_at if closing is not None else None,
        ending.ended_at if ending is not None else None,
    )
    return max((instant for instant in ends if instant is not None), default=None)


def is_petition(case: Case) -> bool:
    """Tell whether a petition is among the concerns (R8): it is held without anybody placing that."""
    return ConcernKind.PETITION in case.reaction.concerns


def holds_in_force(case: Case) -> tuple[HoldGround, ...]:
    """Name each ground on which a case must be kept now, in the order of the vocabulary.

    A petition is held from the start, until somebody lifts a hold on that ground.
    """
    grounds = {hold.ground for hold in case.holds if hold.is_in_force}
    if is_petition(case) and all(hold.ground is not HoldGround.PETITION for hold in case.holds):
        grounds.add(HoldGround.PETITION)
    return tuple(ground for ground in HoldGround if ground in grounds)


def grounds_to_place(case: Case) -> tuple[HoldGround, ...]:
    """Name the grounds on which a hold can be placed: those on which there is none."""
    held = holds_in_force(case)
    return tuple(ground for ground in HoldGround if ground not in held)


def grounds_to_lift(case: Case) -> tuple[HoldGround, ...]:
    """Name the holds that can be lifted; that of a petition only once the case is over."""
    stays = is_petition(case) and over_at(case) is None
    return tuple(g for g in holds_in_force(case) if not (stays and g is HoldGround.PETITION))


def anonymise_from(case: Case, *, years: int, timezone: ZoneInfo) -> date | None:
    """Return the first local day on which a case may be anonymised; None while it runs.

    ``years`` full calendar years lie between: over at any time of 2026, with two years, is 1 January
    2029. The year is that of the office's clocks. Holds are not looked at.
    """
    ended_at = over_at(case)
    if ended_at is None:
        return None
    return date(ended_at.astimezone(timezone).year + years + 1, 1, 1)


def obstacles(
    case: Case, *, on: date, years: int, timezone: ZoneInfo, target: Case | None
) -> tuple[Obstacle, ...]:
    """Name what keeps a case from being anonymised on a local day; nothing if it may be.

    ``target`` is the case it was merged into, if it was and that one is there; where that one was merged in
    its turn, the one further on that must be kept. An erasure on request looks at the same obstacles
    except ``TOO_EARLY``.
    """
    first_day = anonymise_from(case, years=years, timezone=timezone)
    found = {
        Obstacle.RUNNING: first_day is None,
        Obstacle.OWED: _is_owed_something(case),
        Obstacle.HELD: bool(holds_in_force(case)),
        Obstacle.TOO_EARLY: first_day is not None and on < first_day,
        Obstacle.MERGED_INTO_KEPT: _was_merged(case) and target is not None and is_kept(target),
    }
    return tuple(obstacle for obstacle, there in found.items() if there)


def _is_owed_something(case: Case) -> bool:
    return case.state in {CaseState.CLOSED, CaseState.ENDED} and case.filed_at is None


def _was_merged(case: Case) -> bool:
    return case.ending is not None and case.ending.reason is EndReason.MERGED


def is_kept(case: Case) -> bool:
    """Tell whether a case must be kept, and with it what was merged into it: it runs, or it is held."""
    return over_at(case) is None or bool(holds_in_force(case))
