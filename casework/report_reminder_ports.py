"""What the reminder of the yearly report needs from the store."""

from datetime import datetime
from typing import Protocol


class ReportReminders(Protocol):
    """What was reminded of; within one transaction."""

    async def mark(self, year: int, days_before: int, at: datetime) -> bool:
        """Note that a year's report is reminded of; False if it was so many days before already."""
