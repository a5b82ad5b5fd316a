"""What was reminded of the yearly report, in memory (``casework.report_reminder_ports``)."""

from dataclasses import replace
from datetime import datetime

from tests.support.fake_state import Transaction


class FakeReportReminders:
    """Reminders within one transaction on memory."""

    def __init__(self, unit: Transaction) -> None:
        self._unit = unit

    async def mark(self, year: int, days_before: int, at: datetime) -> bool:  # noqa: ARG002 - nobody asks when
        """Note that a year's report is reminded of; False if it was so many days before already."""
        state = await self._unit.write()
        if (year, days_before) in state.report_reminders:
            return False
        marked = state.report_reminders | {(year, days_before)}
        self._unit.replace_with(replace(state, report_reminders=marked))
        return True
