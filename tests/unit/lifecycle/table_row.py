"""What a row of the life-cycle table is made of: states as Z1 to Z8, people as the offices they hold."""

from dataclasses import dataclass

from procedure import steps
from procedure.case import Case
from procedure.vocabulary import CaseState, StaffId
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    FRONT_DESK,
    MANAGEMENT,
    TEAM_A,
    TEAM_B,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    TEAM_MI,
)

Z1 = CaseState.RECORDED
Z2 = CaseState.WITH_TEAM_LEAD
Z3 = CaseState.IN_PROGRESS_TEAM
Z4 = CaseState.IN_PROGRESS_MANAGEMENT
Z5 = CaseState.FINAL_SIGNATURE
Z6 = CaseState.CLOSED
Z7 = CaseState.ENDED

TL, STL, TL_B, GL, OFFICE, DESK = TEAM_LEAD_A, DEPUTY_A, TEAM_LEAD_B, MANAGEMENT, BGF, FRONT_DESK
LEAD = (TL, STL)
"""The Teamleitung that leads, or her deputy i. V."""

TO_TL, TO_TL_B, TO_TL_MI = (f"teamleitung:{team}" for team in (TEAM_A, TEAM_B, TEAM_MI))
TO_STL = f"stv_teamleitung:{TEAM_A}"
TO_BGF, TO_GL, TO_REPORTER = "bgf", "geschaeftsleitung", f"person:{FRONT_DESK}"
ALARM = "sofortalarm "
"""Before an office: it is alarmed, not only told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: for each person it may be taken by, what becomes of the case."""

    name: str
    case: Case
    step: steps.CaseStep
    by: tuple[StaffId | None, ...]
    old: CaseState
    new: CaseState
    happened: tuple[str, ...]
    """Names of the events that are kept, in their order."""
    told: tuple[str, ...]
    """The offices that are called, in any order; the cards that are out are refreshed besides."""


def row(
    name: str,
    case: Case,
    step: steps.CaseStep,
    by: tuple[StaffId | None, ...],
    new: CaseState,
    happened: str,
    *told: str,
) -> Row:
    return Row(
        name=name,
        case=case,
        step=step,
        by=by,
        old=case.state,
        new=new,
        happened=tuple(happened.split()),
        told=told,
    )
