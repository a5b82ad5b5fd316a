"""What the week's summary must say, counted case by case."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from casework.weekly import NOT_IN_THE_CHANNEL
from procedure.case import Case
from procedure.duties import DutyKind, duties_of
from tests.contract.test_weekly import is_over, iso_week, last_day, over_at, slow_due, weeks_before
from tests.support.house import RULEBOOK


def words_of_the_week(cases: Sequence[Case], today: date) -> Iterator[str]:
    """Yield what stands on the card of a Monday; confidential cases are in no number (A34)."""
    shown = [case for case in cases if not case.reaction.confidential]
    board = {case.id: duties_of(case, RULEBOOK) for case in shown}
    kinds = set(DutyKind) - NOT_IN_THE_CHANNEL
    owed = [
        (case, duty) for case in shown if not is_over(case) for duty in board[case.id] if duty.kind in kinds
    ]
    sunday = today + timedelta(days=6)
    acknowledge = {c.id for c, d in owed if d.kind is DutyKind.ACKNOWLEDGE and d.due_on <= sunday}
    due = slow_due(shown, board, kinds, today)
    before, last = weeks_before(today, 2)
    new = [sum(iso_week(case.registered_at) == week for case in shown) for week in (last, before)]
    closed = [sum(iso_week(over_at(case)) == week for case in shown) for week in (last, before)]
    yield f"Woche {today.isocalendar().week}"
    yield f"Offen: {sum(not is_over(case) for case in shown)}."
    yield f"Diese Woche fällig: {len(due)}"
    yield f"Überfällig: {len({c.id for c, d in owed if last_day(c, d) < today})}."
    noun = "Eingangsbestätigung" if len(acknowledge) == 1 else "Eingangsbestätigungen"
    yield f"{noun} fällig: {len(acknowledge)}."
    yield f"Letzte Woche neu: {new[0]} (Vorwoche {new[1]})."
    yield f"Abgeschlossen: {closed[0]} (Vorwoche {closed[1]})."
    yield from (line.number for line in due[:10])
