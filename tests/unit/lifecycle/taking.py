"""Takes a step as a person of the invented office and names what happened."""

from datetime import datetime

from procedure.case import Case
from procedure.lifecycle import decide
from procedure.office import Office
from procedure.steps import CaseStep
from procedure.switches import Switches
from procedure.vocabulary import StaffId
from tests.support.builders import MANAGEMENT
from tests.unit.lifecycle.situations import NOW, situation


def take(
    case: Case,
    step: CaseStep,
    who: StaffId | None = MANAGEMENT,
    *,
    now: datetime = NOW,
    switches: Switches | None = None,
    office: Office | None = None,
) -> tuple[Case, list[str]]:
    """Return the changed case and the names of the events, in their order."""
    changed, happened = decide(situation(case, who, now=now, switches=switches, office=office), step)
    return changed, [type(event).__name__ for event in happened]
