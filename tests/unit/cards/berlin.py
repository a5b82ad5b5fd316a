"""Instants on the clocks of the office."""

from datetime import datetime
from zoneinfo import ZoneInfo


def berlin(year: int, month: int, day: int, hour: int, minute: int) -> datetime:
    """Build an aware instant."""
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo("Europe/Berlin"))
