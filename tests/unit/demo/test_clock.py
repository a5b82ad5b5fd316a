"""The demo's clock runs with the machine's, and a restart keeps how far it is ahead."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import FixedClock, MovableClock, SystemClock
from bot.demo.clock import DemoClock
from bot.demo.errors import DemoError

NOW = datetime(2026, 12, 3, 9, 0, tzinfo=UTC)
DAYS = timedelta(days=14)


def test_without_a_file_it_is_the_machine_s(tmp_path: Path) -> None:
    clock = DemoClock(tmp_path / "clock.json", FixedClock(NOW))

    assert clock.now() == NOW
    assert not clock.ahead
    assert not list(tmp_path.iterdir())


def test_put_forward_it_goes_on_running(tmp_path: Path) -> None:
    machine = FixedClock(NOW)
    clock = DemoClock(tmp_path / "clock.json", machine)

    clock.move_to(NOW + DAYS)
    machine.advance(timedelta(minutes=5))

    assert clock.now() == NOW + DAYS + timedelta(minutes=5)


def test_a_restart_keeps_it_also_a_day_later(tmp_path: Path) -> None:
    DemoClock(tmp_path / "clock.json", FixedClock(NOW)).move_to(NOW + DAYS)

    later = DemoClock(tmp_path / "clock.json", FixedClock(NOW + timedelta(days=1)))

    assert later.now() == NOW + DAYS + timedelta(days=1)
    assert [path.name for path in tmp_path.iterdir()] == ["clock.json"]


def test_it_never_goes_back(tmp_path: Path) -> None:
    clock = DemoClock(tmp_path / "clock.json", FixedClock(NOW))

    with pytest.raises(ValueError, match="forward"):
        clock.move_to(NOW - timedelta(seconds=1))

    assert clock.now() == NOW


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"ahead_seconds": "viel"}', '{"ahead_seconds": 1e99}', "ä"]
)
def test_an_unreadable_file_is_said_with_its_remedy(tmp_path: Path, text: str) -> None:
    file = tmp_path / "clock.json"
    file.write_text(text, encoding="latin-1")

    with pytest.raises(DemoError, match="--fresh"):
        DemoClock(file, SystemClock())


def test_only_the_demo_s_clock_can_be_moved(tmp_path: Path) -> None:
    assert isinstance(DemoClock(tmp_path / "clock.json", SystemClock()), MovableClock)
    assert not isinstance(SystemClock(), MovableClock)
