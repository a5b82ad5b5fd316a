"""What every event has."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A fact about one case at one instant."""

    at: datetime
