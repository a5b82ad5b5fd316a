"""Cases as somebody faces them: the invented office, its calendar and the defaults of every switch."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from procedure.actor import Actor
from procedure.case import Case
from procedure.errors import IncompleteReaction, ProcedureError
from procedure.lifecycle import decide
from procedure.office import Office
from procedure.rulebook import Rulebook
from procedure.situation import Situation
from procedure.steps import CaseStep
from procedure.switches import Switches
from procedure.vocabulary import StaffId
from procedure.working_days import WorkingCalendar
from tests.support.builders import REGISTERED_AT, an_office

NOW = REGISTERED_AT + timedelta(minutes=2)
BERLIN = ZoneInfo("Europe/Berlin")


def rulebook(switches: Switches | None = None) -> Rulebook:
    """Build the rules of an office in Baden-Württemberg."""
    chosen = switches or Switches()
    return Rulebook(switches=chosen, calendar=WorkingCalendar.from_switches(chosen), timezone=BERLIN)


def situation(
    case: Case,
    who: StaffId | None,
    *,
    now: datetime = NOW,
    switches: Switches | None = None,
    office: Office | None = None,
) -> Situation:
    """Face a case as a person of the invented office does; None is the assistant itself."""
    rules = rulebook(switches)
    house = office or an_office()
    actor = Actor.system() if who is None else Actor.of(who, house, rules.day(now))
    return Situation(case=case, actor=actor, office=house, now=now, rules=rules)


def day(number: int) -> date:
    """Return a day of December 2026, the month of the invented cases (received on Thursday the 3rd)."""
    return date(2026, 12, number)


def refused(at: Situation, step: CaseStep) -> str:
    """Take a step that the rules refuse and return the sentence that says why."""
    with pytest.raises(ProcedureError) as refusal:
        decide(at, step)
    return str(refusal.value)


def refused_field(at: Situation, step: CaseStep) -> str:
    """Take a step with a detail that is missing or wrong and return the field it is refused at."""
    with pytest.raises(IncompleteReaction) as refusal:
        decide(at, step)
    return refusal.value.field
