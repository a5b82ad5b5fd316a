"""The gallery of reminders and weekly summaries, with invented cases."""

from dataclasses import replace
from datetime import date

from cards.card import Card
from cards.reminder import reminder_card
from cards.weekly import weekly_card
from casework.views import Step
from casework.views_reminder import RemindedCase, Reminder, ReminderLine
from casework.views_weekly import DueThisWeek, WeekCount, WeeklyView
from procedure.duties import DutyKind
from procedure.vocabulary import CaseId, CaseState

_REASONS = (
    "Eingang: Freitag, 30. Oktober 2026. Der Tag des Eingangs zählt nicht mit.",
    "Eingangsbestätigung bis Mittwoch, 4. November 2026: 3. Arbeitstag nach Eingang; Samstag (31. Oktober).",
    "Abschluss bis Freitag, 13. November 2026: 14 Kalendertage nach Eingang.",
)


def a_line(kind: DutyKind, due_on: date, left: int, *, owed_by: str = "") -> ReminderLine:
    """Build one thing that is due; ``owed_by``: another office than the viewer's."""
    return ReminderLine(
        kind=kind,
        due_on=due_on,
        working_days_left=left,
        mine=not owed_by,
        owed_by=owed_by or "Teamleitung Leistung A",
        reasons=_REASONS,
    )


def a_reminded_case(
    number: int,
    *lines: ReminderLine,
    settling: Step | None = None,
    state: CaseState = CaseState.IN_PROGRESS_TEAM,
    unassigned: bool = False,
) -> RemindedCase:
    """Build a case that somebody is reminded of."""
    return RemindedCase(
        case_id=CaseId(f"6f9619ff-8b86-4d01-b42d-{number:012}"),
        number=f"KRM-2026-{number:04}",
        version=3,
        state=state,
        unassigned=unassigned,
        lines=lines,
        settling=settling,
    )


TODAY = date(2026, 11, 19)
_OVERDUE = a_reminded_case(
    31, a_line(DutyKind.ANSWER, date(2026, 11, 17), -2), settling=Step.SEND_INTERIM_NOTICE
)
_UNTAKEN = a_reminded_case(
    35,
    a_line(DutyKind.TAKE_OVER, date(2026, 11, 18), -1),
    settling=Step.TAKE_OVER,
    state=CaseState.WITH_TEAM_LEAD,
    unassigned=True,
)
_TODAY = a_reminded_case(38, a_line(DutyKind.INFORM, TODAY, 0), settling=Step.INFORM_EMPLOYEES)
_SOON = a_reminded_case(
    40,
    a_line(DutyKind.CONTRIBUTE, date(2026, 11, 20), 1),
    a_line(DutyKind.ANSWER, date(2026, 11, 23), 2),
    settling=Step.DELIVER_CONTRIBUTION,
)
_ACKNOWLEDGE = a_reminded_case(
    42,
    a_line(DutyKind.ACKNOWLEDGE, TODAY, 0),
    settling=Step.WRITE_ACKNOWLEDGEMENT,
    state=CaseState.RECORDED,
)
_OF_OTHERS = (
    a_reminded_case(31, a_line(DutyKind.ANSWER, date(2026, 11, 17), -2, owed_by="Teamleitung Leistung A")),
    a_reminded_case(
        37,
        a_line(DutyKind.CONTRIBUTE, date(2026, 11, 16), -3, owed_by="Teamleitung Leistung B"),
        a_line(DutyKind.DECIDE_TALK, date(2026, 11, 18), -1, owed_by="Geschäftsleitung"),
        state=CaseState.IN_PROGRESS_MANAGEMENT,
    ),
)
_MOVED = replace(
    a_line(DutyKind.ANSWER, date(2026, 12, 23), 23),
    moved_from=date(2026, 12, 24),
    because="weil Donnerstag, der 24. Dezember 2026, ein freier Tag ist (dienstfrei)",
)

WEEK = WeeklyView(
    year=2026,
    week=47,
    from_on=date(2026, 11, 16),
    until_on=date(2026, 11, 22),
    open=14,
    overdue=2,
    acknowledgements_due=2,
    due=(
        DueThisWeek(number="KRM-2026-0042", kind=DutyKind.ACKNOWLEDGE, due_on=date(2026, 11, 18)),
        DueThisWeek(number="KRM-2026-0043", kind=DutyKind.ACKNOWLEDGE, due_on=TODAY),
        DueThisWeek(number="KRM-2026-0037", kind=DutyKind.ANSWER, due_on=date(2026, 11, 20)),
        DueThisWeek(number="KRM-2026-0037", kind=DutyKind.INFORM, due_on=date(2026, 11, 20)),
        DueThisWeek(number="KRM-2026-0040", kind=DutyKind.CONTRIBUTE, due_on=date(2026, 11, 20)),
    ),
    weeks=tuple(
        WeekCount(week=39 + n, new=new, closed=closed)
        for n, (new, closed) in enumerate(((3, 2), (5, 4), (2, 3), (0, 1), (7, 4), (4, 6), (4, 7), (6, 5)))
    ),
)


def reminder_samples() -> dict[str, Card]:
    """Draw reminders and weekly summaries."""
    late, today = (date(2026, 11, 17), -2), (TODAY, 0)
    full = tuple(
        a_reminded_case(50 + n, a_line(DutyKind.ANSWER, *when), settling=Step.SEND_INTERIM_NOTICE)
        for n, when in enumerate((late, late, late, *(7 * (today,))))
    )
    moved = (replace(_SOON, lines=(_MOVED,), settling=None),)
    return {
        "reminder_one": _reminder((_ACKNOWLEDGE,)),
        "reminder_team": _reminder((_OVERDUE, _UNTAKEN, _TODAY, _SOON)),
        "reminder_bgf": _reminder((_ACKNOWLEDGE, *_OF_OTHERS, *moved)),
        "reminder_management": _reminder(_OF_OTHERS),
        "reminder_moved": _reminder(moved),
        "reminder_many": _reminder(full, more=4),
        "weekly": weekly_card(WEEK, in_channel=True),
        "weekly_teams": weekly_card(_with_teams(), in_channel=True),
        "weekly_empty": weekly_card(
            replace(WEEK, open=3, overdue=0, acknowledgements_due=0, due=()), in_channel=True
        ),
        "weekly_chat": weekly_card(
            replace(WEEK, from_on=TODAY, until_on=date(2026, 11, 25), due=WEEK.due[1:], due_more=3),
            in_channel=False,
        ),
    }


def _reminder(cases: tuple[RemindedCase, ...], more: int = 0) -> Card:
    return reminder_card(Reminder(cases=cases, told_on=TODAY, more=more))


def _with_teams() -> WeeklyView:
    return replace(WEEK, due=tuple(replace(due, team_name="Leistung A") for due in WEEK.due))
