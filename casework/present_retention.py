"""Builds what BGF and management may see of how long a case is kept (Art. 5, 17, 18 DSGVO)."""

from casework.part_views import HoldView, RetentionView
from casework.redaction import without_customer
from procedure.case_parts import Hold
from procedure.retention import (
    Obstacle,
    anonymise_from,
    grounds_to_lift,
    grounds_to_place,
    holds_in_force,
    obstacles,
)
from procedure.situation import Situation
from procedure.vocabulary import CaseState, HoldGround, Role


def retention_view(at: Situation) -> RetentionView:
    """Return how long the case is kept; nothing for a team, nor of a case that is anonymised already."""
    case, rules = at.case, at.rules
    if at.role not in {Role.BGF, Role.MANAGEMENT} or case.state is CaseState.ANONYMISED:
        return RetentionView()
    years, timezone = rules.retention_years, rules.timezone
    in_the_way = obstacles(case, on=at.today, years=years, timezone=timezone, target=None)
    return RetentionView(
        held=tuple(_held(at, ground) for ground in holds_in_force(case)),
        anonymised_from=anonymise_from(case, years=years, timezone=timezone),
        unfiled=Obstacle.OWED in in_the_way,
        to_place=grounds_to_place(case),
        to_lift=grounds_to_lift(case),
    )


def _held(at: Situation, ground: HoldGround) -> HoldView:
    """Say since when: a petition that nobody had to place is held since it was recorded."""
    case = at.case
    placed = [hold for hold in case.holds if hold.ground is ground and hold.is_in_force]
    hold = placed[-1] if placed else Hold(ground=ground, placed_at=case.registered_at)
    note = without_customer(hold.note, case.reaction.customer)
    return HoldView(ground=ground, since=at.rules.day(hold.placed_at), note=note)
