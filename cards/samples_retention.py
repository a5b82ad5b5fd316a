"""The gallery of a case that is over: how long it is kept, what holds it, and the forms for that."""

from dataclasses import replace
from datetime import date, timedelta

from cards.card import Card
from cards.case import case_card
from cards.sample_cases import done
from cards.sample_views import NOW, for_bgf_later, for_management
from casework.part_views import HoldView, RetentionView
from casework.views import Step
from procedure.vocabulary import HoldGround

_KEPT = RetentionView(anonymised_from=date(2029, 1, 1), to_place=tuple(HoldGround))
_HELD = RetentionView(
    held=(HoldView(ground=HoldGround.LAWSUIT, since=date(2027, 2, 3), note="Az. 12 AS 1/27"),),
    anonymised_from=date(2029, 1, 1),
    to_place=tuple(ground for ground in HoldGround if ground is not HoldGround.LAWSUIT),
    to_lift=(HoldGround.LAWSUIT,),
)


def retention_samples() -> dict[str, Card]:
    """Draw both offices' cards, and both forms unfolded."""
    kept = for_bgf_later(
        done(),
        filed_at=NOW + timedelta(days=14),
        retention=_KEPT,
        steps=(Step.OPEN, Step.SHIELD, Step.REOPEN, Step.PLACE_HOLD),
    )
    unfiled = for_bgf_later(
        done(), retention=replace(_KEPT, unfiled=True), steps=(Step.OPEN, Step.CONFIRM_FILED)
    )
    held = for_management(
        done(),
        filed_at=NOW + timedelta(days=14),
        retention=_HELD,
        steps=(Step.OPEN, Step.SHIELD, Step.PLACE_HOLD, Step.LIFT_HOLD),
    )
    return {
        "retention_bgf_kept": case_card(kept),
        "retention_bgf_unfiled": case_card(unfiled),
        "retention_bgf_hold": case_card(kept, unfolded=Step.PLACE_HOLD),
        "retention_gl_held": case_card(held),
        "retention_gl_lift": case_card(held, unfolded=Step.LIFT_HOLD),
    }
