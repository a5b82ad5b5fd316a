"""How long a case is kept and what keeps it longer (the privacy rules; § 84 SGB X, Art. 17 and 18 DSGVO)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from procedure.case import Case
from procedure.case_parts import Closing, Ending, Hold
from procedure.retention import Obstacle, anonymise_from, holds_in_force, obstacles, over_at
from procedure.rulebook import Rulebook
from procedure.situation import OVER
from procedure.vocabulary import (
    AnswerKind,
    CaseState,
    ConcernKind,
    EndReason,
    HoldGround,
    Outcome,
)
from tests.support.builders import BGF, TEAM_LEAD_A, a_case, a_reaction
from tests.support.house import RULEBOOK

BERLIN = ZoneInfo("Europe/Berlin")
CLOSED_AT = datetime(2026, 12, 10, 9, tzinfo=UTC)
LAWSUIT = Hold(ground=HoldGround.LAWSUIT, placed_at=CLOSED_AT, note="Az. 12 AS 1/27")
PETITION = a_reaction(concerns=(ConcernKind.PETITION,))
LIFTED = Hold(ground=HoldGround.PETITION, placed_at=CLOSED_AT, lifted_at=CLOSED_AT + timedelta(days=1))


def closed(at: datetime = CLOSED_AT, signed_at: datetime | None = None, **overrides: object) -> Case:
    closing = Closing(
        outcome=Outcome.FOUNDED,
        answer=AnswerKind.SENT,
        closed_at=at,
        closed_by=TEAM_LEAD_A,
        signed_at=signed_at,
    )
    values = {"state": CaseState.CLOSED, "closing": closing, "filed_at": at} | overrides
    return a_case(**values)


def merged(at: datetime = CLOSED_AT) -> Case:
    ending = Ending(reason=EndReason.MERGED, ended_at=at, ended_by=BGF, target="KRM-2026-0001")
    return a_case(state=CaseState.ENDED, ending=ending, filed_at=at)


def in_the_way(case: Case, on: date, target: Case | None = None) -> tuple[Obstacle, ...]:
    return obstacles(case, on=on, years=2, timezone=BERLIN, target=target)


def test_a_case_is_over_when_it_was_closed_signed_or_ended() -> None:
    signed_at = CLOSED_AT + timedelta(days=2)
    assert over_at(closed()) == CLOSED_AT
    assert over_at(closed(signed_at=signed_at)) == signed_at
    assert over_at(merged(signed_at)) == signed_at


@pytest.mark.parametrize("state", sorted(set(CaseState) - OVER))
def test_a_running_case_is_never_over_whatever_it_remembers(state: CaseState) -> None:
    awaiting = replace(closed(), state=state)
    assert over_at(awaiting) is None
    assert anonymise_from(awaiting, years=2, timezone=BERLIN) is None
    assert Obstacle.RUNNING in in_the_way(awaiting, date(2050, 1, 1))


def test_two_full_calendar_years_lie_between() -> None:
    assert anonymise_from(closed(), years=2, timezone=BERLIN) == date(2029, 1, 1)
    assert anonymise_from(closed(), years=5, timezone=BERLIN) == date(2032, 1, 1)


def test_the_office_keeps_two_years_unless_it_says_otherwise() -> None:
    assert RULEBOOK.retention_years == 2
    book = Rulebook(
        switches=RULEBOOK.switches, calendar=RULEBOOK.calendar, timezone=BERLIN, retention_years=4
    )
    assert book.retention_years == 4


@pytest.mark.parametrize(
    ("closed_at", "first_day"),
    [
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), date(2029, 1, 1)),  # 23:59 in Berlin
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2030, 1, 1)),  # midnight in Berlin
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2030, 1, 1)),
        (datetime(2026, 1, 1, 0, 0, tzinfo=BERLIN), date(2029, 1, 1)),  # still 2025 in UTC
    ],
)
def test_the_year_is_that_of_the_offices_clocks(closed_at: datetime, first_day: date) -> None:
    assert anonymise_from(closed(closed_at), years=2, timezone=BERLIN) == first_day


def test_an_office_west_of_greenwich_has_its_own_year() -> None:
    half_past_eleven = datetime(2026, 12, 31, 23, 30, tzinfo=ZoneInfo("America/New_York"))
    assert half_past_eleven.astimezone(UTC).year == 2027
    first_day = anonymise_from(
        closed(half_past_eleven.astimezone(UTC)), years=2, timezone=ZoneInfo("America/New_York")
    )
    assert first_day == date(2029, 1, 1)


def test_nothing_is_in_the_way_from_the_first_day_on() -> None:
    assert in_the_way(closed(), date(2028, 12, 31)) == (Obstacle.TOO_EARLY,)
    assert in_the_way(closed(), date(2029, 1, 1)) == ()


def test_a_file_that_nobody_found_complete_is_still_owed() -> None:
    assert in_the_way(closed(filed_at=None), date(2029, 1, 1)) == (Obstacle.OWED,)


@pytest.mark.parametrize("ground", list(HoldGround))
def test_a_hold_keeps_a_case_until_it_is_lifted(ground: HoldGround) -> None:
    hold = Hold(ground=ground, placed_at=CLOSED_AT)
    held = closed(holds=(hold,))
    assert holds_in_force(held) == (ground,)
    assert in_the_way(held, date(2040, 1, 1)) == (Obstacle.HELD,)
    lifted = closed(holds=(replace(hold, lifted_at=CLOSED_AT),))
    assert holds_in_force(lifted) == ()
    assert in_the_way(lifted, date(2029, 1, 1)) == ()


def test_a_hold_placed_again_holds_again() -> None:
    again = closed(holds=(replace(LAWSUIT, lifted_at=CLOSED_AT), LAWSUIT))
    assert holds_in_force(again) == (HoldGround.LAWSUIT,)


def test_a_petition_is_held_from_the_start_until_that_is_lifted() -> None:
    assert holds_in_force(a_case(reaction=PETITION)) == (HoldGround.PETITION,)
    assert holds_in_force(closed(reaction=PETITION, holds=(LAWSUIT,))) == (
        HoldGround.PETITION,
        HoldGround.LAWSUIT,
    )
    assert holds_in_force(closed(reaction=PETITION, holds=(LIFTED,))) == ()
    again = Hold(ground=HoldGround.PETITION, placed_at=CLOSED_AT)
    assert holds_in_force(closed(reaction=PETITION, holds=(LIFTED, again))) == (HoldGround.PETITION,)


def test_another_concern_is_held_by_nobody() -> None:
    assert holds_in_force(closed(reaction=a_reaction(concerns=(ConcernKind.EINGABE,)))) == ()


def test_a_duplicate_stays_as_long_as_its_target_runs_or_is_held() -> None:
    first_day = date(2029, 1, 1)
    in_the_way_of_both = (Obstacle.MERGED_INTO_KEPT,)
    assert in_the_way(merged(), first_day, a_case()) == in_the_way_of_both
    assert in_the_way(merged(), first_day, closed(holds=(LAWSUIT,))) == in_the_way_of_both
    assert in_the_way(merged(), first_day, closed(reaction=PETITION)) == in_the_way_of_both
    assert in_the_way(merged(), first_day, closed()) == ()
    assert in_the_way(merged(), first_day) == ()


def test_only_a_duplicate_looks_at_another_case() -> None:
    assert in_the_way(closed(), date(2029, 1, 1), a_case()) == ()


def test_all_that_is_in_the_way_is_named() -> None:
    case = closed(filed_at=None, holds=(LAWSUIT,))
    assert in_the_way(case, date(2027, 1, 1)) == (Obstacle.OWED, Obstacle.HELD, Obstacle.TOO_EARLY)


def test_an_anonymised_case_owes_nothing() -> None:
    assert in_the_way(closed(state=CaseState.ANONYMISED, filed_at=None), date(2029, 1, 1)) == ()
