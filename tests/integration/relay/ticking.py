"""Lets the clock strike: cases that owe something, and the tick that tells it."""

from datetime import datetime
from typing import Any

from casework.record import first_reminders
from casework.remind import release_due
from procedure.case import Case
from procedure.case_parts import Acknowledgement
from procedure.duties import duties_of
from procedure.vocabulary import AcknowledgementState, CaseId, CaseState, Channel
from tests.integration.relay.conftest import Post
from tests.support.builders import a_case, a_reaction
from tests.support.house import RULEBOOK


def berlin(day: int, hour: int = 8, minute: int = 0) -> datetime:
    """Return an instant of December 2026 as the office's clock shows it."""
    return datetime(2026, 12, day, hour, minute, tzinfo=RULEBOOK.timezone)


def a_letter(number: int = 1, **overrides: Any) -> Case:  # noqa: ANN401 - any field of the case
    """Build a written case: the BGF's acknowledgement is due on the 8th, the team's answer on the 17th."""
    values: dict[str, Any] = {
        "id": CaseId(f"6f9619ff-8b86-4d01-b42d-00c04fc{number:05d}"),
        "number": f"KRM-2026-{number:04d}",
        "reaction": a_reaction(channel=Channel.WRITTEN, parting=None, referred_to_team_lead=False),
        "state": CaseState.RECORDED,
        "acknowledgement": Acknowledgement(state=AcknowledgementState.OPEN),
        "recorded_in_tool_at": berlin(3, 11),
    }
    return a_case(**(values | overrides))


async def owing(post: Post, *cases: Case) -> None:
    """Keep cases with what is owed about them, and when it is told."""
    async with post.units() as unit:
        for case in cases:
            duties = duties_of(case, post.rulebook)
            await unit.cases.add(case)
            await unit.duties.replace(case.id, duties, first_reminders(case, duties, post.rulebook))
        await unit.commit()


async def settled(post: Post, case: Case, **changes: Any) -> Case:  # noqa: ANN401 - any field of the case
    """Change a case, and what is owed about it with it, as a step does."""
    changed = await post.change(case, **changes)
    duties = duties_of(changed, post.rulebook)
    async with post.units() as unit:
        await unit.duties.replace(case.id, duties, first_reminders(changed, duties, post.rulebook))
        await unit.commit()
    return changed


async def tick(post: Post, at: datetime) -> int:
    """Put the clock forward and let it strike."""
    post.clock.set(at)
    return await release_due(post.units, post.rulebook, post.clock.now())
