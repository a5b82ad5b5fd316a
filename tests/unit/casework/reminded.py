"""What people were told, message by message, in an office in memory."""

from datetime import datetime
from typing import Any

from procedure.case import Case
from procedure.case_parts import Acknowledgement
from procedure.duties import DutyKind
from procedure.vocabulary import AcknowledgementState, CaseId, CaseState, Channel, StaffId
from tests.support.builders import a_case, a_reaction
from tests.support.fakes import FakeUnitsOfWork
from tests.support.house import RULEBOOK, House

Thing = tuple[DutyKind, int | None]


def berlin(month: int, day: int, hour: int = 8, minute: int = 0, *, year: int = 2026) -> datetime:
    """Return an instant as the office's clock shows it."""
    return datetime(year, month, day, hour, minute, tzinfo=RULEBOOK.timezone)


def a_letter_of_complaint(**overrides: Any) -> Case:  # noqa: ANN401 - any field of the case
    """Build a written case, received on Thursday, 3 December 2026: acknowledgement due on the 8th.

    It is recorded in the tool and a team's, so that the acknowledgement and the answer (17th) alone are owed.
    """
    reaction = a_reaction(channel=Channel.WRITTEN, parting=None, referred_to_team_lead=False)
    values: dict[str, Any] = {
        "reaction": reaction,
        "state": CaseState.RECORDED,
        "acknowledgement": Acknowledgement(state=AcknowledgementState.OPEN),
        "recorded_in_tool_at": berlin(12, 3, 11),
    }
    return a_case(**(values | overrides))


def another(number: int, **overrides: Any) -> Case:  # noqa: ANN401 - idem
    """Build one more such case."""
    case_id = CaseId(f"6f9619ff-8b86-4d01-b42d-00c04fc{number:05d}")
    return a_letter_of_complaint(id=case_id, number=f"KRM-2026-{number:04d}", **overrides)


def messages(units: FakeUnitsOfWork) -> list[tuple[StaffId, datetime, list[Thing]]]:
    """List the messages made: to whom, when, about what."""
    state = units.committed
    return [
        (
            StaffId(staff_id),
            RULEBOOK.local(at),
            [(item.kind, item.stage) for item, message in state.reminders if message == message_id],
        )
        for message_id, staff_id, at in state.bundles
    ]


def told(house: House, person: StaffId) -> list[list[Thing]]:
    """List what a person was told, message by message."""
    return [things for staff_id, _, things in messages(house.units) if staff_id == person]
