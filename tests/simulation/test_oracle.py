"""The oracle itself, held against days counted by hand with a calendar on the table."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import islice, takewhile
from typing import Any

import pytest

from procedure.case import Case
from procedure.case_parts import Contribution, InterimNotice, Return
from procedure.vocabulary import Channel, DispatchWay
from tests.simulation.rules import Owed, Told, at_work, local, offices_told, stage_at, stages
from tests.support.builders import TEAM_A, a_case, a_reaction

BEFORE_EASTER = datetime(2026, 4, 2, 7, 0, tzinfo=UTC)
"""Donnerstag, 2. April 2026, 9 Uhr: Karfreitag, the weekend and Ostermontag follow."""


def a_letter(received_at: datetime = BEFORE_EASTER, **overrides: Any) -> Case:  # noqa: ANN401 - a builder
    reaction = a_reaction(channel=Channel.WRITTEN, received_at=received_at, parting=None)
    values = {"registered_at": received_at, "close_by": date(2026, 4, 16), "act_by": date(2026, 4, 16)}
    return a_case(**({"reaction": reaction} | values | overrides))


def owed(kind: str, due_on: date, office: str = "bgf") -> Owed:
    return Owed("c", kind, office, due_on)


def days(case: Case, what: Owed, until: date) -> list[tuple[int, str]]:
    told = takewhile(lambda reached: reached[1].date() <= until, stages(case, what))
    return [(stage, f"{when:%d.%m. %H:%M}") for stage, when in told]


def test_the_acknowledgement_of_a_letter_that_came_before_easter() -> None:
    told = days(a_letter(), owed("eingangsbestaetigung", date(2026, 4, 9)), date(2026, 4, 30))

    assert told == [
        (-1, "08.04. 08:00"),
        (0, "09.04. 08:00"),
        (1, "10.04. 08:00"),
        (2, "13.04. 08:00"),
        (7, "20.04. 08:00"),
        (12, "27.04. 08:00"),
    ]


def test_the_closing_of_a_letter_that_came_before_easter() -> None:
    told = days(a_letter(), owed("abschluss", date(2026, 4, 16)), date(2026, 4, 20))

    assert told == [
        (-5, "09.04. 08:00"),
        (-2, "14.04. 08:00"),
        (0, "16.04. 08:00"),
        (1, "17.04. 08:00"),
        (2, "20.04. 08:00"),
    ]


def test_a_deadline_that_ends_on_ascension_day_is_overdue_on_the_friday_after() -> None:
    case = a_letter(datetime(2026, 4, 30, 14, 59, tzinfo=UTC), close_by=date(2026, 5, 14))
    told = days(case, owed("abschluss", date(2026, 5, 13)), date(2026, 5, 18))

    assert [when for _, when in told] == [
        f"{day} 08:00" for day in ("06.05.", "11.05.", "13.05.", "15.05.", "18.05.")
    ]


def test_stages_on_or_before_the_day_of_receipt_fall_away_at_the_turn_of_the_year() -> None:
    case = a_letter(datetime(2025, 12, 19, 8, 0, tzinfo=UTC), close_by=date(2026, 1, 2))
    told = days(case, owed("abschluss", date(2026, 1, 2)), date(2026, 1, 2))

    assert told == [(-2, "29.12. 08:00"), (0, "02.01. 08:00")]  # 5 before is the 19th itself


def test_where_another_body_has_set_the_day_there_are_stages_at_both_days() -> None:
    case = a_letter(close_by=date(2026, 4, 30))  # Donnerstag; handeln bis Montag, 27.
    told = days(case, owed("abschluss", date(2026, 4, 27)), date(2026, 5, 15))

    assert [stage for stage, _ in told] == [-5, -2, 0, 1, 2, 3, 4, 5, 10]
    assert told[-5:] == [
        (2, "29.04. 08:00"),
        (3, "30.04. 08:00"),
        (4, "04.05. 08:00"),
        (5, "05.05. 08:00"),
        (10, "12.05. 08:00"),
    ]


def test_after_an_interim_notice_nothing_counts_up_to_the_day_it_was_noted() -> None:
    noted_at = datetime(2026, 4, 21, 8, 0, tzinfo=UTC)
    notice = InterimNotice(
        number=1,
        sent_on=date(2026, 4, 20),
        until=date(2026, 4, 28),
        reason="Grund",
        way=DispatchWay.LETTER,
        late=True,
        noted_at=noted_at,
    )
    case = a_letter(interim_notices=(notice,), close_by=date(2026, 4, 28), act_by=date(2026, 4, 28))
    told = days(case, owed("abschluss", date(2026, 4, 28)), date(2026, 4, 28))

    assert told == [(-2, "24.04. 08:00"), (0, "28.04. 08:00")]  # 5 before is the 21st itself


def test_a_contribution_asked_for_in_the_evening_before_it_is_due() -> None:
    asked = Contribution(
        team=TEAM_A, requested_at=datetime(2026, 4, 8, 21, 59, tzinfo=UTC), due_on=date(2026, 4, 9)
    )
    what = owed("beitrag", date(2026, 4, 9), f"teamleitung:{TEAM_A}")

    assert days(a_letter(contributions=(asked,)), what, date(2026, 4, 9)) == [(0, "09.04. 08:00")]
    next_day = replace(asked, requested_at=datetime(2026, 4, 8, 22, 0, tzinfo=UTC))
    assert days(a_letter(contributions=(next_day,)), what, date(2026, 4, 9)) == []


def test_what_the_management_decides_is_told_anew_each_working_day() -> None:
    found = islice(stages(a_letter(), owed("entscheidung_gl", date(2026, 4, 7), "geschaeftsleitung")), 6)

    assert [f"{when:%d.}" for _, when in found] == ["07.", "08.", "09.", "10.", "13.", "14."]


@pytest.mark.parametrize(
    ("kind", "stages_of_management"),
    [
        ("eingangsbestaetigung", {2, 7}),
        ("abschluss", {2, 7}),
        ("beschaeftigte_informieren", {2, 7}),
        ("uebernehmen", {1, 2, 7}),
        ("empfang_bestaetigen", {1, 2, 7}),
        ("schlusszeichnung", {0, 1, 2, 7}),
        ("erfassen", set()),
        ("ablage", set()),
    ],
)
def test_from_when_the_management_is_told(kind: str, stages_of_management: set[int]) -> None:
    what = owed(kind, date(2026, 4, 7))
    case = a_letter()
    told = {
        stage: offices_told(case, Told(what, stage), datetime(2026, 4, 8, 7, tzinfo=UTC))
        for stage in (0, 1, 2, 7)
    }

    assert {
        stage for stage, offices in told.items() if "geschaeftsleitung" in offices
    } == stages_of_management
    assert all("bgf" in offices for offices in told.values())


@pytest.mark.parametrize(("day", "is_told"), [(9, False), (10, True)])
def test_the_management_hears_at_once_that_nobody_has_an_old_case(day: int, *, is_told: bool) -> None:
    """Registered on 2 April: the 7th, 8th, 9th are three working days, the 10th is the fourth."""
    told = Told(owed("uebernehmen", date(2026, 4, day)), 0)

    offices = offices_told(a_letter(), told, datetime(2026, 4, day, 7, tzinfo=UTC))
    assert ("geschaeftsleitung" in offices) is is_told


def test_a_case_given_back_is_told_at_once_only_where_it_is_old() -> None:
    given_back = datetime(2026, 4, 8, 9, 0, tzinfo=UTC)
    case = a_letter(returned=Return(at=given_back, reason="Grund", team=TEAM_A))
    what = owed("neu_zuordnen", date(2026, 4, 8))

    assert days(case, what, date(2026, 4, 9)) == [(1, "09.04. 08:00")]
    old = replace(case, registered_at=datetime(2026, 3, 31, 9, 0, tzinfo=UTC))
    assert days(old, what, date(2026, 4, 9)) == [(0, "08.04. 08:00"), (1, "09.04. 08:00")]


def test_a_stage_is_reached_at_eight_and_not_before() -> None:
    what = owed("eingangsbestaetigung", date(2026, 4, 9))

    assert stage_at(a_letter(), what, datetime(2026, 4, 8, 5, 59, tzinfo=UTC)) is None
    assert stage_at(a_letter(), what, datetime(2026, 4, 8, 6, 0, tzinfo=UTC)) == -1
    assert stage_at(a_letter(), what, datetime(2026, 4, 30, 6, 0, tzinfo=UTC)) == 12


@pytest.mark.parametrize(
    ("instant", "is_open"),
    [
        (datetime(2026, 3, 27, 5, 59, tzinfo=UTC), False),  # Freitag, Winterzeit 6.59
        (datetime(2026, 3, 27, 6, 0, tzinfo=UTC), True),
        (datetime(2026, 3, 30, 5, 0, tzinfo=UTC), True),  # Montag, Sommerzeit 7.00
        (datetime(2026, 3, 30, 15, 59, tzinfo=UTC), True),
        (datetime(2026, 3, 30, 16, 0, tzinfo=UTC), False),
        (datetime(2026, 4, 3, 9, 0, tzinfo=UTC), False),  # Karfreitag
        (datetime(2026, 12, 24, 9, 0, tzinfo=UTC), False),
        (datetime(2026, 12, 28, 9, 0, tzinfo=UTC), True),
        (datetime(2026, 12, 31, 9, 0, tzinfo=UTC), False),
    ],
)
def test_when_something_may_be_sent(instant: datetime, *, is_open: bool) -> None:
    assert at_work(instant) is is_open


def test_the_clocks_change_at_one_in_utc() -> None:
    assert local(datetime(2026, 10, 25, 0, 59, tzinfo=UTC)) == datetime(2026, 10, 25, 2, 59)  # noqa: DTZ001
    assert local(datetime(2026, 10, 25, 1, 0, tzinfo=UTC)) == datetime(2026, 10, 25, 2, 0)  # noqa: DTZ001
