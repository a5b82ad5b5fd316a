"""What was reminded of the yearly report (``casework.report_reminder_ports``), within one transaction."""

from datetime import datetime

from storage.connection import Connection
from storage.tables import report_reminders
from storage.upsert import insert


class SqlReportReminders:
    """One row for each reminder of a year's report."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def mark(self, year: int, days_before: int, at: datetime) -> bool:
        """Note that a year's report is reminded of; False if it was so many days before already."""
        marked = insert(self._connection, report_reminders).values(year=year, days_before=days_before, at=at)
        return bool((await self._connection.execute(marked.on_conflict_do_nothing())).rowcount)
