"""What people are reminded of, as the tests of the card need it."""

from datetime import date, timedelta

from cards.samples_reminder import TODAY, a_line, a_reminded_case
from casework.views import Step
from casework.views_reminder import RemindedCase, Reminder, ReminderLine
from procedure.duties import DutyKind

TEAM = "Teamleitung Leistung A"


def answer(left: int, *, owed_by: str = "") -> ReminderLine:
    """Build an answer that is due in some days (in the test's calendar every day is one)."""
    return a_line(DutyKind.ANSWER, TODAY + timedelta(days=left), left, owed_by=owed_by)


def acknowledgement(left: int = 0) -> ReminderLine:
    return a_line(DutyKind.ACKNOWLEDGE, TODAY + timedelta(days=left), left)


def a_case(number: int, *lines: ReminderLine, settling: Step | None = Step.CLOSE) -> RemindedCase:
    return a_reminded_case(number, *lines, settling=settling)


def of(*cases: RemindedCase, more: int = 0) -> Reminder:
    return Reminder(cases=cases, told_on=TODAY, more=more)


CHRISTMAS = date(2026, 12, 24)
