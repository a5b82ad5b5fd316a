"""The interim notice: until when and why, by the office that leads (GA III; R16, R27-R29, A11, A12, A15)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from procedure import events, steps
from procedure.case import Case
from procedure.case_parts import InterimNotice, Return
from procedure.lifecycle import decide, permitted
from procedure.switches import Switches
from procedure.transitions.interim import interim_warnings, suggested_day
from procedure.vocabulary import Channel, DispatchWay, StaffId
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    EMPLOYEE,
    FRONT_DESK,
    MANAGEMENT,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    a_customer,
    a_reaction,
)
from tests.unit.lifecycle.cases import OPEN, SENT, closed, handed_over, managed, spoken, written
from tests.unit.lifecycle.situations import NOW, day, refused, refused_field, rulebook, situation

EVERYBODY = (FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, BGF, MANAGEMENT, TEAM_LEAD_B, EMPLOYEE)
UNTIL = date(2027, 1, 10)
"""A Sunday; the last working day before it is Friday the 8th."""
NOTICE = steps.SendInterimNotice(
    until=UNTIL, reason=" Wir warten auf eine Auskunft ", sent_on=day(3), way=DispatchWay.LETTER
)


def allowed(case: Case) -> set[StaffId]:
    return {who for who in EVERYBODY if permitted(situation(case, who), steps.SendInterimNotice)}


def test_it_promises_another_day_and_keeps_the_first_one() -> None:
    case, happened = decide(situation(handed_over(), TEAM_LEAD_A), NOTICE)
    assert case.interim_notices == (
        InterimNotice(
            number=1,
            sent_on=day(3),
            until=UNTIL,
            reason="Wir warten auf eine Auskunft",
            way=DispatchWay.LETTER,
            late=False,
            noted_at=NOW,
        ),
    )
    assert (case.close_by, case.act_by, case.original_close_by) == (UNTIL, date(2027, 1, 8), day(17))
    assert happened == (
        events.InterimNoticeSent(at=NOW, number=1, until=UNTIL, late=False, tell_management=False),
        events.DeadlineMoved(at=NOW, old=day(17), new=UNTIL, why="zwischennachricht"),
    )


def test_the_second_one_is_told_to_the_management_and_leaves_the_original_day() -> None:
    case, _ = decide(situation(handed_over(), TEAM_LEAD_A), NOTICE)
    case, happened = decide(situation(case, TEAM_LEAD_A), replace(NOTICE, until=date(2027, 1, 20)))
    assert case.original_close_by == day(17)
    assert [notice.number for notice in case.interim_notices] == [1, 2]
    assert happened[0] == events.InterimNoticeSent(
        at=NOW, number=2, until=date(2027, 1, 20), late=False, tell_management=True
    )


def test_by_switch_the_management_hears_of_the_first_one() -> None:
    at = situation(handed_over(), TEAM_LEAD_A, switches=Switches(interim_notify_gl_from=1))
    _, happened = decide(at, NOTICE)
    assert isinstance(happened[0], events.InterimNoticeSent)
    assert happened[0].tell_management


@pytest.mark.parametrize(("sent_on", "late"), [(day(17), False), (day(18), True)])
def test_after_the_day_that_ran_it_is_late_but_possible(sent_on: date, late: bool) -> None:  # noqa: FBT001 - a table
    at = situation(handed_over(), TEAM_LEAD_A, now=NOW + timedelta(days=20))
    case, _ = decide(at, replace(NOTICE, sent_on=sent_on))
    assert case.interim_notices[0].late is late


@pytest.mark.parametrize(
    ("days_later", "until"),
    [(0, day(3)), (0, day(17)), (20, day(23)), (20, day(18)), (0, date(2027, 12, 5))],
    ids=["today", "the-day-that-ran", "today-when-overdue", "past-when-overdue", "more-than-a-year"],
)
def test_the_new_day_is_after_today_and_after_the_old_one_and_within_a_year(
    days_later: int, until: date
) -> None:
    at = situation(handed_over(), TEAM_LEAD_A, now=NOW + timedelta(days=days_later))
    assert refused_field(at, replace(NOTICE, until=until)) == "until"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reason": "  "}, "reason"),
        ({"reason": "x" * 501}, "reason"),
        ({"sent_on": day(2)}, "sent_on"),
        ({"sent_on": day(4)}, "sent_on"),
    ],
)
def test_reason_and_day_of_sending_are_required(change: dict[str, object], field: str) -> None:
    step = steps.SendInterimNotice(
        **({"until": UNTIL, "reason": "x", "sent_on": day(3), "way": DispatchWay.EMAIL} | change)
    )
    assert refused_field(situation(handed_over(), TEAM_LEAD_A), step) == field


def test_only_the_office_that_leads_sends_it_never_the_bgf() -> None:
    assert allowed(handed_over()) == {TEAM_LEAD_A, DEPUTY_A}
    assert allowed(spoken()) == {TEAM_LEAD_A, DEPUTY_A}
    assert allowed(managed()) == {MANAGEMENT}
    assert "federführende Stelle" in refused(situation(handed_over(), BGF), NOTICE)


ANONYMOUS = a_reaction(channel=Channel.WRITTEN, parting=None, anonymous=True)
NAMELESS = a_reaction(
    channel=Channel.WRITTEN, parting=None, customer=a_customer(name="", contact="", number="")
)


@pytest.mark.parametrize(
    ("case", "word"),
    [
        (handed_over(reaction=ANONYMOUS), "Ohne Anschrift"),
        (handed_over(reaction=NAMELESS), "Ohne Anschrift"),
        (written(), "Eingangsbestätigung"),
        (managed(acknowledgement=OPEN), "Eingangsbestätigung"),
        (written(acknowledgement=SENT), "noch nicht übergeben"),
        (handed_over(returned=Return(at=NOW, reason="falsch")), "neu zu"),
        (closed(), "schon beendet"),
    ],
    ids=["anonymous", "nameless", "not-acknowledged", "led", "not-forwarded", "returned", "closed"],
)
def test_what_has_to_come_first_is_said(case: Case, word: str) -> None:
    who = MANAGEMENT if case.lead == "GL" else TEAM_LEAD_A
    assert word in refused(situation(case, who), NOTICE)


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (date(2026, 12, 30), ()),
        (date(2026, 12, 31), ("dienstfrei",)),
        (date(2027, 1, 1), ("Neujahr", "28 Tage")),
        (date(2027, 1, 9), ("Samstag", "28 Tage")),
        (date(2027, 1, 11), ("28 Tage",)),
    ],
)
def test_free_days_and_long_waits_are_warned_about(until: date, words: tuple[str, ...]) -> None:
    warnings = interim_warnings(until, day(3), rulebook())
    assert len(warnings) == len(words)
    assert all(word in warning for word, warning in zip(words, warnings, strict=True))


@pytest.mark.parametrize(
    ("close_by", "suggested"),
    [
        (day(17), date(2027, 1, 4)),  # two weeks on is New Year's Eve, then a holiday and a weekend
        (day(10), date(2026, 12, 28)),  # Christmas Eve, the holidays, a Sunday
        (day(14), date(2026, 12, 28)),
        (date(2026, 11, 2), day(17)),  # promised long ago: two weeks from today
        (date(2027, 1, 8), date(2027, 1, 22)),
    ],
)
def test_the_day_suggested_is_a_working_day_two_weeks_on_or_the_next(close_by: date, suggested: date) -> None:
    rules = rulebook()
    assert suggested_day(close_by, day(3), rules) == suggested
    assert interim_warnings(suggested, suggested - timedelta(days=1), rules) == ()
