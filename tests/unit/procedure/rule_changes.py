"""Two states of an office's rules, and a case brought from one to the other."""

# ruff: noqa: ANN401 - any switch

from datetime import date
from typing import Any

from procedure.case import Case
from procedure.duties import Duty, duties_of
from procedure.recalculation import Before, Recalculated, recalculated
from procedure.rulebook import Rulebook
from procedure.switches import Switches
from procedure.working_days import WorkingCalendar
from tests.unit.lifecycle.situations import rulebook

USUAL = Switches().extra_non_working_days
OLD = rulebook()


def office(*days_off: str, **switches: Any) -> Rulebook:
    """Build the rules of an office with these days off besides the usual ones."""
    return rulebook(Switches(extra_non_working_days=(*USUAL, *days_off), **switches))


def brought(
    case: Case, now: Rulebook, before: Rulebook = OLD, *, owed: tuple[Duty, ...] | None = None
) -> Recalculated:
    """Bring a case to the rules of now, whose dates and duties rest on those before."""
    kept = duties_of(case, before) if owed is None else owed
    return recalculated(case, kept, now, Before(rules=(before,), are_known=True))


def dates(result: Recalculated) -> tuple[date | None, date, date]:
    """Return acknowledgement, answer and the last day to act."""
    return result.case.acknowledge_by, result.case.close_by, result.case.act_by


class OneMoreHoliday(WorkingCalendar):
    """What a new law, or a new version of the package, makes of the calendar."""

    def __init__(self, switches: Switches, holiday: date, name: str) -> None:
        super().__init__(switches.land, switches.extra_non_working_days)
        self._holiday, self._name = holiday, f"{name} (Feiertag)"

    def _free_days_of(self, year: int) -> dict[date, str]:
        free = super()._free_days_of(year)
        return free | {self._holiday: self._name} if year == self._holiday.year else free
