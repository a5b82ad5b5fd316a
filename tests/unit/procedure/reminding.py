"""The stages of what a case owes, and who is told of them, under the rules of the invented office."""

from datetime import date, timedelta

from procedure.case import Case
from procedure.case_parts import Return
from procedure.duties import Duty, DutyKind, duties_of
from procedure.reasons import reasons
from procedure.reminders import next_reminder, stage_on, told
from procedure.switches import Switches
from tests.support.builders import TEAM_A
from tests.unit.lifecycle.cases import spoken
from tests.unit.lifecycle.situations import NOW, day, rulebook

RULES = rulebook()


def of(case: Case, kind: DutyKind) -> Duty:
    """Find what a case owes of a kind."""
    return next(duty for duty in duties_of(case, RULES) if duty.kind is kind)


def stages(case: Case, kind: DutyKind, count: int) -> list[tuple[int, date]]:
    """Walk the stages as the tick does: from each told day to the next."""
    duty, found = of(case, kind), list[tuple[int, date]]()
    after: date | None = None
    while len(found) < count:
        after = next_reminder(case, duty, after, RULES)
        stage = stage_on(case, duty, after, RULES)
        assert stage is not None
        found.append((stage, after))
    return found


def told_of(case: Case, kind: DutyKind, stage: int, today: date | None = None) -> list[str]:
    """Name the offices that a stage is told to, on the day after the receipt unless said otherwise."""
    return [str(audience) for audience in told(case, of(case, kind), stage, today or day(4), RULES)]


def why(case: Case, kind: DutyKind, switches: Switches | None = None) -> tuple[str, ...]:
    """Ask why what a case owes of a kind is due on its day, under switches of one's own."""
    rules = rulebook(switches)
    duty = next(duty for duty in duties_of(case, rules) if duty.kind is kind)
    return reasons(case, duty, rules)


def returned(days_later: int) -> Case:
    """Build a case that the team gave back some days after it was registered."""
    at = NOW + timedelta(days=days_later)
    return spoken(returned=Return(at=at, reason="Nicht zuständig", team=TEAM_A))
