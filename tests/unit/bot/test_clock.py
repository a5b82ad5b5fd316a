"""The clocks tell aware instants in UTC."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.clock import FixedClock, SystemClock


def test_the_machines_clock_is_aware_and_in_utc() -> None:
    now = SystemClock().now()

    assert now.tzinfo is UTC
    assert abs(now - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_fixed_clock_stands_still_until_it_is_moved() -> None:
    clock = FixedClock(datetime(2026, 12, 3, 11, 0, tzinfo=ZoneInfo("Europe/Berlin")))
    assert clock.now() == datetime(2026, 12, 3, 10, 0, tzinfo=UTC)
    assert clock.now().tzinfo is UTC

    clock.advance(timedelta(minutes=5))
    assert clock.now().minute == 5


def test_a_time_without_a_zone_names_no_instant() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        FixedClock(datetime(2026, 12, 3, 11, 0))  # noqa: DTZ001 - that is the point
