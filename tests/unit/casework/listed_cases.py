"""Cases for lists and searches, and how to read these."""

from datetime import date

from procedure.case import Case
from procedure.case_parts import Acknowledgement
from procedure.office import Absence
from procedure.vocabulary import (
    AcknowledgementState,
    CaseId,
    CaseState,
    Channel,
    TeamId,
)
from tests.support.builders import (
    REGISTERED_AT,
    TEAM_A,
    TEAM_LEAD_A,
    a_case,
    a_reaction,
)

TODAY = date(2026, 12, 3)

AWAY = Absence(staff_id=TEAM_LEAD_A, from_on=TODAY, until_on=TODAY)


def a_letter(
    number: int, *, team: TeamId = TEAM_A, act_by: date = date(2026, 12, 17), **overrides: object
) -> Case:
    values: dict[str, object] = {
        "id": CaseId(f"case-{number:04d}"),
        "number": f"KRM-2026-{number:04d}",
        "reaction": a_reaction(
            channel=Channel.WRITTEN, parting=None, referred_to_team_lead=False, teams=(team,)
        ),
        "state": CaseState.IN_PROGRESS_TEAM,
        "acknowledgement": Acknowledgement(state=AcknowledgementState.WAIVED),
        "holder": TEAM_LEAD_A,
        "recorded_in_tool_at": REGISTERED_AT,
        "close_by": act_by,
        "act_by": act_by,
    }
    return a_case(**(values | overrides))


def numbers(rows: object) -> list[int]:
    return [int(row.number[-4:]) for row in rows.rows]  # type: ignore[attr-defined]
