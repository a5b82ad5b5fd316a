"""GA III: until when a reaction is acknowledged and answered, when to remind, and how that came about."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from procedure.case import Reaction
from procedure.days_in_words import day_in_words
from procedure.rulebook import Rulebook
from procedure.switches import Switches
from procedure.vocabulary import Channel
from procedure.working_days import WorkingCalendar

ACKNOWLEDGE_WORKING_DAYS: Final = 3
"""R22: working days after the day of receipt."""

CLOSE_CALENDAR_DAYS: Final = 14
"""R26: calendar days after the day of receipt."""

ACKNOWLEDGE_REMINDERS: Final = (1, 0)
"""Working days before the acknowledgement is due."""

CLOSE_REMINDERS: Final = (5, 2, 0)
"""Working days before ``act_by``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """The days that bind the office for one reaction; local days of the office."""

    received_on: date
    """The day of receipt, „Tag 0“, as the switches of A8 read it."""
    acknowledge_by: date | None
    """Eingangsbestätigung; None where none is owed (R23, A14, A15)."""
    close_by: date
    """Final answer (R26), or the day a requesting body has set (A21)."""
    act_by: date
    """The last working day on which ``close_by`` can still be kept (A10).

    Some working days before it where another body has set it (A21).
    """
    acknowledge_reminders: tuple[date, ...]
    close_reminders: tuple[date, ...]
    how_received: tuple[str, ...]
    """German sentences: how each day came about, with every free day that was passed over."""
    how_acknowledged: tuple[str, ...]
    how_closed: tuple[str, ...]

    @property
    def explanation(self) -> tuple[str, ...]:
        """How all of it came about."""
        return (*self.how_received, *self.how_acknowledged, *self.how_closed)


def deadlines_for(
    *,
    channel: Channel,
    received_at: datetime,
    calendar: WorkingCalendar,
    switches: Switches,
    timezone: ZoneInfo,
    anonymous: bool = False,
    external_due_on: date | None = None,
) -> Deadlines:
    """Compute the deadlines of one reaction (GA III; R22, R23, R26, A8-A10, A14, A15, A21).

    ``received_at`` is an aware instant; ValueError for a naive one, and for a year whose holidays
    are not known. Reminders on or before the day of receipt fall away.
    """
    if received_at.tzinfo is None:
        raise ValueError("received_at must be an aware instant")
    received_on, how_received = _receipt(received_at.astimezone(timezone), calendar, switches)
    acknowledge_by, how_acknowledged = _acknowledgement(
        received_on, calendar, owed=switches.ack_oral or not channel.is_oral, anonymous=anonymous
    )
    if external_due_on is None:
        close_by, how_closed = _closing(received_on, calendar, switches)
        act_by = calendar.last_working_day_on_or_before(close_by)
        how_acted = how_to_act(act_by, close_by, calendar)
    else:
        close_by, how_closed = external_due_on, _external(external_due_on, received_on)
        act_by = _ahead_of(external_due_on, received_on, calendar, switches.external_lead_days)
        how_acted = _acting_ahead(act_by, close_by, calendar, switches.external_lead_days)
    return Deadlines(
        received_on=received_on,
        acknowledge_by=acknowledge_by,
        close_by=close_by,
        act_by=act_by,
        acknowledge_reminders=_reminders(calendar, received_on, acknowledge_by, ACKNOWLEDGE_REMINDERS),
        close_reminders=_reminders(calendar, received_on, act_by, CLOSE_REMINDERS),
        how_received=tuple(how_received),
        how_acknowledged=(how_acknowledged,),
        how_closed=(how_closed, *how_acted),
    )


def deadlines_of(reaction: Reaction, rules: Rulebook) -> Deadlines:
    """Compute the deadlines of a reaction under an office's rules."""
    return deadlines_for(
        channel=reaction.channel,
        received_at=reaction.received_at,
        calendar=rules.calendar,
        switches=rules.switches,
        timezone=rules.timezone,
        anonymous=reaction.anonymous,
        external_due_on=reaction.external_due_on,
    )


def receipt_day(received_at: datetime, rules: Rulebook) -> date:
    """Return „Tag 0“ of a reaction, as the switches of A8 read it."""
    return _receipt(rules.local(received_at), rules.calendar, rules.switches)[0]


def _receipt(local: datetime, calendar: WorkingCalendar, switches: Switches) -> tuple[date, list[str]]:
    """Find Tag 0: the local day of arrival whatever the hour, unless a switch of A8 moves it on."""
    day = local.date()
    how = [f"Eingang: {day_in_words(day)}. Der Tag des Eingangs zählt nicht mit."]
    cutoff = switches.receipt_cutoff
    if cutoff is not None and local.time() >= cutoff:
        day += timedelta(days=1)
        how.append(
            f"Um oder nach {cutoff:%H:%M} Uhr eingegangen: Das zählt als Eingang am {day_in_words(day)}."
        )
    if calendar.is_working_day(day):
        return day, how
    free = calendar.free_day_with_date(day)
    if switches.weekend_receipt == "actual":
        how.append(f"Auch ein freier Tag zählt als Tag des Eingangs: {free}.")
        return day, how
    counted = calendar.first_working_day_on_or_after(day)
    how.append(
        f"An einem freien Tag eingegangen ({free}): Das zählt als Eingang am {day_in_words(counted)}, "
        "dem nächsten Arbeitstag."
    )
    return counted, how


def _acknowledgement(
    received_on: date, calendar: WorkingCalendar, *, owed: bool, anonymous: bool
) -> tuple[date | None, str]:
    if not owed:
        return None, "Eine Eingangsbestätigung ist nicht nötig, weil die Reaktion mündlich war."
    if anonymous:
        return None, "Eine Eingangsbestätigung entfällt: keine Anschrift."
    due = calendar.nth_working_day_after(received_on, ACKNOWLEDGE_WORKING_DAYS)
    passed_over = ", ".join(map(calendar.free_day_with_date, calendar.free_days_between(received_on, due)))
    counted = f"{ACKNOWLEDGE_WORKING_DAYS}. Arbeitstag nach Eingang{'; ' if passed_over else ''}{passed_over}"
    return due, f"Eingangsbestätigung bis {day_in_words(due)}: {counted}."


def _closing(received_on: date, calendar: WorkingCalendar, switches: Switches) -> tuple[date, str]:
    """Count 14 calendar days. An internal promise, so a free day does not move it, but by switch A10.

    If it moves, then to the next day that is no rest day by law (§ 26 Abs. 3 SGB X): a mere day off
    of the office neither moves it nor keeps it from ending there.
    """
    nominal = received_on + timedelta(days=CLOSE_CALENDAR_DAYS)
    due = nominal
    if switches.closing_rollover == "next_workday":
        while calendar.is_rest_day_by_law(due):
            due += timedelta(days=1)
    how = f"Abschluss bis {day_in_words(due)}: {CLOSE_CALENDAR_DAYS} Kalendertage nach Eingang"
    if due != nominal:
        moved_over = (nominal, *calendar.free_days_between(nominal, due))
        how += f", verschoben wegen {', '.join(map(calendar.free_day_with_date, moved_over))}"
    return due, f"{how}."


def _external(due: date, received_on: date) -> str:
    """Say that another body has set the day; the 14 days stay for comparison (A21)."""
    usual = received_on + timedelta(days=CLOSE_CALENDAR_DAYS)
    return (
        f"Abschluss bis {day_in_words(due)}: Diesen Tag hat die anfordernde Stelle gesetzt. "
        f"{CLOSE_CALENDAR_DAYS} Kalendertage nach Eingang wären {day_in_words(usual)}."
    )


def _ahead_of(due: date, received_on: date, calendar: WorkingCalendar, lead_days: int) -> date:
    """Act some working days before the day another body has set: the answer has to get there (A21).

    Not before the working day after the receipt, nor after the last one on which the day can be kept.
    """
    last = calendar.last_working_day_on_or_before(due)
    if lead_days < 1:
        return last
    earliest = calendar.nth_working_day_after(received_on, 1)
    return max(calendar.working_days_before(due, lead_days), min(earliest, last))


def _acting_ahead(act_by: date, close_by: date, calendar: WorkingCalendar, lead_days: int) -> list[str]:
    if lead_days < 1 or act_by != calendar.working_days_before(close_by, lead_days):
        return how_to_act(act_by, close_by, calendar)
    days = "1 Arbeitstag" if lead_days == 1 else f"{lead_days} Arbeitstage"
    up_to = (*calendar.free_days_between(act_by, close_by), close_by)
    free = ", ".join(filter(None, map(calendar.free_day_with_date, up_to)))
    passed_over = f"; {free}" if free else ""
    return [
        f"Handeln bis {day_in_words(act_by)}: {days} vor dem Termin der anfordernden Stelle{passed_over}."
    ]


def how_to_act(act_by: date, close_by: date, calendar: WorkingCalendar) -> list[str]:
    """Say why one has to act before a deadline ends; nothing where it ends on a working day."""
    if act_by == close_by:
        return []
    free = (*calendar.free_days_between(act_by, close_by), close_by)
    listed = ", ".join(map(calendar.free_day_with_date, free))
    return [f"Handeln bis {day_in_words(act_by)}: letzter Arbeitstag in der Frist; {listed}."]


def _reminders(
    calendar: WorkingCalendar, received_on: date, due: date | None, working_days_before: tuple[int, ...]
) -> tuple[date, ...]:
    if due is None:
        return ()
    days = (calendar.working_days_before(due, n) if n else due for n in working_days_before)
    return tuple(day for day in days if day > received_on)
