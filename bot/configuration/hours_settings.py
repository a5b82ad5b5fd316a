"""When the bot writes on its own account: the settings of ``procedure.working_hours``."""

from datetime import time
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, model_validator

from bot.configuration import checks as check
from bot.configuration.fields import plain
from procedure.working_hours import WorkingHours

_DEFAULTS = WorkingHours()
_EXPECTED = "eine Uhrzeit wie „{}“"

ClockTime = Annotated[time, BeforeValidator(check.clock_time)]


class HoursSettings(BaseModel):
    """Local times of the office, on its working days."""

    reminders_from: ClockTime = plain(
        _DEFAULTS.opens,
        "Ab wann der Bot an Arbeitstagen von sich aus schreibt (Erinnerungen, Wochenübersicht); "
        "was Beschäftigte tun und Alarme meldet er sofort",
        _EXPECTED.format("07:00"),
    )
    reminders_until: ClockTime = plain(
        _DEFAULTS.closes,
        "Ab wann der Bot nicht mehr von sich aus schreibt, sondern bis zum nächsten Arbeitstag wartet",
        _EXPECTED.format("18:00"),
    )
    reminders_at: ClockTime = plain(
        _DEFAULTS.reminds_at,
        "Um wie viel Uhr die Erinnerungen eines Tages und die Wochenübersicht fällig sind",
        _EXPECTED.format("08:00"),
    )

    @model_validator(mode="after")
    def _hours_fit(self) -> Self:
        opens, closes = f"{self.reminders_from:%H:%M}", f"{self.reminders_until:%H:%M}"
        if self.reminders_from >= self.reminders_until:
            raise ValueError(
                f"KRM_REMINDERS_UNTIL: Bitte eine Uhrzeit nach KRM_REMINDERS_FROM ({opens}) angeben."
            )
        if not self.reminders_from <= self.reminders_at < self.reminders_until:
            raise ValueError(
                f"KRM_REMINDERS_AT: Bitte eine Uhrzeit ab {opens} (KRM_REMINDERS_FROM) "
                f"und vor {closes} (KRM_REMINDERS_UNTIL) angeben."
            )
        return self

    @property
    def working_hours(self) -> WorkingHours:
        """When the bot may write on its own account."""
        return WorkingHours(
            opens=self.reminders_from, closes=self.reminders_until, reminds_at=self.reminders_at
        )
