"""What ``krm-bot deadlines`` says of one reaction: its days, its reminders, and what comes if it is late."""

from dataclasses import dataclass

from procedure.days_in_words import day_in_words
from procedure.deadlines import Deadlines
from procedure.duties import DutyKind
from procedure.reminders import Late, when_late
from procedure.working_days import WorkingCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class LateParts:
    """What comes if nothing is done."""

    acknowledgement: Late | None
    """None where none is owed."""
    closing: Late


def late_of(result: Deadlines, calendar: WorkingCalendar) -> LateParts:
    """Say what comes after the days of a reaction if nothing is done by then."""
    acknowledgement = None
    if result.acknowledge_by is not None:
        acknowledgement = when_late(
            DutyKind.ACKNOWLEDGE,
            due_on=result.acknowledge_by,
            ends_on=result.acknowledge_by,
            arose_on=result.received_on,
            calendar=calendar,
        )
    closing = when_late(
        DutyKind.ANSWER,
        due_on=result.act_by,
        ends_on=result.close_by,
        arose_on=result.received_on,
        calendar=calendar,
    )
    return LateParts(acknowledgement=acknowledgement, closing=closing)


def deadlines_as_json(result: Deadlines, late: LateParts) -> dict[str, object]:
    """Return the days in ISO 8601, and the sentences."""
    late_days = {
        f"{what}_{name}": None if part is None else getattr(part, name).isoformat()
        for what, part in (("acknowledge", late.acknowledgement), ("close", late.closing))
        for name in ("overdue_from", "management_from")
    }
    return {
        "received_on": result.received_on.isoformat(),
        "acknowledge_by": result.acknowledge_by.isoformat() if result.acknowledge_by else None,
        "close_by": result.close_by.isoformat(),
        "act_by": result.act_by.isoformat(),
        "acknowledge_reminders": [day.isoformat() for day in result.acknowledge_reminders],
        "close_reminders": [day.isoformat() for day in result.close_reminders],
        "close_reminders_until_end": [day.isoformat() for day in late.closing.until_end],
        **late_days,
        "explanation": list(result.explanation),
    }


def reminder_sentences(result: Deadlines, late: LateParts) -> list[str]:
    """Say when the bot reminds, from when a thing is overdue, and from when the management is told."""
    reminders = {
        "Erinnerungen an die Eingangsbestätigung": result.acknowledge_reminders,
        "Erinnerungen an den Abschluss": result.close_reminders,
        "Weitere Erinnerungen bis zum Termin der anfordernden Stelle": late.closing.until_end,
    }
    sentences = [f"{what}: {'; '.join(map(day_in_words, days))}." for what, days in reminders.items() if days]
    if late.acknowledgement is not None:
        sentences.append(_late("Eingangsbestätigung", late.acknowledgement))
    return [*sentences, _late("Abschluss", late.closing)]


def _late(what: str, late: Late) -> str:
    return (
        f"{what} überfällig ab {day_in_words(late.overdue_from)}. "
        f"Die Geschäftsleitung wird mit erinnert ab {day_in_words(late.management_from)}."
    )
