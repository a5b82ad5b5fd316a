"""How long a case is kept, whenever it was over and wherever the office lies (§ 84 SGB X, Art. 17 DSGVO)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from procedure.case import Case
from procedure.case_parts import Ending
from procedure.errors import ProcedureError
from procedure.lifecycle import decide, permitted
from procedure.retention import (
    Obstacle,
    anonymise_from,
    grounds_to_lift,
    grounds_to_place,
    holds_in_force,
    obstacles,
)
from procedure.steps import LiftHold, PlaceHold
from procedure.vocabulary import CaseState, ConcernKind, EndReason, HoldGround
from tests.support.builders import BGF, a_case, a_reaction
from tests.unit.lifecycle.cases import closed, spoken
from tests.unit.lifecycle.situations import situation

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = st.sampled_from([BERLIN, ZoneInfo("UTC"), ZoneInfo("America/New_York"), ZoneInfo("Pacific/Auckland")])
YEARS = st.integers(1, 30)
_TURNS = st.builds(
    lambda year, minutes: datetime(year, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes),
    st.integers(2021, 2039),
    st.integers(-14 * 60, 14 * 60),
)
INSTANTS = _TURNS | st.datetimes(
    datetime(2020, 1, 1),  # noqa: DTZ001 - the strategy takes naive bounds and adds the zone
    datetime(2039, 12, 31, 23, 59),  # noqa: DTZ001 - idem
    timezones=st.just(UTC),
)
"""Of twenty years, and around each turn of the year in every zone."""
LAST_MINUTES = datetime(2026, 12, 31, 22, 30, tzinfo=UTC)
"""31 December, 23.30 in Berlin: still the old year there and in UTC."""
PETITION = a_reaction(concerns=(ConcernKind.PETITION,))


def over(at: datetime) -> Case:
    ending = Ending(reason=EndReason.WITHDRAWN, ended_at=at, ended_by=BGF)
    return a_case(state=CaseState.ENDED, ending=ending, filed_at=at)


def first_day(at: datetime, years: int, zone: ZoneInfo) -> date:
    found = anonymise_from(over(at), years=years, timezone=zone)
    assert found is not None
    return found


@given(INSTANTS, YEARS, ZONES)
@example(LAST_MINUTES, 2, BERLIN)
@example(LAST_MINUTES + timedelta(hours=1), 2, BERLIN)
def test_the_day_is_a_new_years_day_with_the_full_years_between(
    at: datetime, years: int, zone: ZoneInfo
) -> None:
    found = first_day(at, years, zone)
    assert (found.month, found.day) == (1, 1)
    kept = [year for year in range(at.year - 1, found.year) if year > at.astimezone(zone).year]
    assert len(kept) == years
    starts = datetime(found.year, 1, 1, tzinfo=zone).astimezone(UTC)
    assert starts - at >= timedelta(days=365 * years) - timedelta(hours=1)


@given(INSTANTS, st.timedeltas(timedelta(0), timedelta(days=800)), YEARS, ZONES)
def test_later_is_never_earlier(at: datetime, later: timedelta, years: int, zone: ZoneInfo) -> None:
    assert first_day(at, years, zone) <= first_day(at + later, years, zone)
    assert first_day(at, years + 1, zone).year == first_day(at, years, zone).year + 1


@given(st.integers(2020, 2039), st.integers(1, 59), YEARS)
def test_the_year_turns_at_the_offices_midnight(year: int, minutes: int, years: int) -> None:
    midnight = datetime(year + 1, 1, 1, tzinfo=BERLIN).astimezone(UTC)
    assert midnight.year == year, "in UTC it is still the old year"
    before, after = midnight - timedelta(minutes=minutes), midnight + timedelta(minutes=minutes)
    assert first_day(before, years, BERLIN) == date(year + years + 1, 1, 1)
    assert first_day(after, years, BERLIN) == date(year + years + 2, 1, 1)


@given(INSTANTS, YEARS, ZONES, st.integers(-900, 900))
def test_it_is_too_early_until_that_day_and_never_after(
    at: datetime, years: int, zone: ZoneInfo, days: int
) -> None:
    day = first_day(at, years, zone)
    on = day + timedelta(days=days)
    found = obstacles(over(at), on=on, years=years, timezone=zone, target=None)
    assert found == ((Obstacle.TOO_EARLY,) if on < day else ())


_PRESSES = st.lists(st.tuples(st.booleans(), st.sampled_from(HoldGround)), max_size=12)


@given(_PRESSES, st.booleans(), st.booleans())
def test_holds_are_in_force_as_if_each_ground_were_a_switch(
    presses: list[tuple[bool, HoldGround]],
    petition: bool,  # noqa: FBT001 - drawn
    is_over: bool,  # noqa: FBT001 - idem
) -> None:
    case = closed(spoken()) if is_over else spoken()
    case = replace(case, reaction=PETITION) if petition else case
    held = {HoldGround.PETITION} if petition else set()
    for place, ground in presses:
        stays = petition and not is_over and ground is HoldGround.PETITION
        taken = ground not in held if place else ground in held and not stays
        step = PlaceHold(ground=ground) if place else LiftHold(ground=ground, reason="Grund")
        try:
            case, _ = decide(situation(case, BGF), step)
        except ProcedureError:
            assert not taken
        else:
            assert taken
            held = held | {ground} if place else held - {ground}
        assert set(holds_in_force(case)) == held
        assert set(grounds_to_place(case)) == set(HoldGround) - held
        assert set(grounds_to_lift(case)) <= held
        assert permitted(situation(case, BGF), PlaceHold) is bool(grounds_to_place(case))
        assert permitted(situation(case, BGF), LiftHold) is bool(grounds_to_lift(case))
