"""The tick that reminds of the yearly report and of its measures; any number of replicas may tick."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.clock import Clock
from casework.measures_due import remind_of_measures
from casework.ports import UnitsOfWork
from casework.report_reminder import remind_of_report
from procedure.rulebook import Rulebook
from procedure.statistics.template import ReportTemplate


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWatch:
    """Sees to it that report and measures are not forgotten (R47, R48)."""

    units: UnitsOfWork
    rulebook: Rulebook
    template: ReportTemplate
    clock: Clock

    async def look_after(self, nudge: Callable[[], None]) -> None:
        """Owe what is to be told now, and ``nudge`` whoever sends the messages."""
        now = self.clock.now()
        of_measures = await remind_of_measures(self.units, self.rulebook, now)
        of_report = await remind_of_report(self.units, self.rulebook, self.template, now)
        if of_measures or of_report:
            nudge()
