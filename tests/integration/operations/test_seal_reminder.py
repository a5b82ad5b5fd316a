"""An office that comes from a release without chained records is told to seal its record, until it has."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog
from sqlalchemy.ext.asyncio import AsyncEngine
from typer.testing import CliRunner

from bot.__main__ import build
from bot.app import running
from bot.clock import FixedClock
from bot.configuration.settings import Settings
from bot.examination.store import examine_store
from storage.audit_seal import seal
from storage.engine import create_engine
from storage.key_file import create_key_file, load_key_ring
from storage.keys import KeyRing
from storage.roster import Roster
from storage.staff import SqlStaff
from storage.survey import record_waits_for_its_seal
from tests.support.audit_record import BACK_TO_BEFORE, tamper
from tests.support.builders import an_office

NOW = datetime(2026, 12, 3, 10, 0, tzinfo=UTC)


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Return an office whose record is as the release before left it."""
    key_file = tmp_path / "krm.key"
    create_key_file(key_file)
    asyncio.run(_as_before(database_url, key_file))
    return Settings(_env_file=None, database_url=database_url, key_file=key_file)


async def _as_before(database_url: str, key_file: Path) -> None:
    engine = create_engine(database_url)
    await SqlStaff(engine, load_key_ring(key_file)).apply_roster(Roster(an_office()), NOW)
    await tamper(engine, BACK_TO_BEFORE)
    await engine.dispose()


async def _sealed(settings: Settings) -> None:
    engine = create_engine(settings.database_url)
    await seal(engine, load_key_ring(settings.key_file), NOW)
    await engine.dispose()


async def _said_by_doctor(settings: Settings) -> list[str]:
    findings = [finding async for finding in examine_store(settings, FixedClock(NOW))]
    return [finding.remedy for finding in findings if finding.about == "Aufzeichnung"]


async def _logged_at_start(settings: Settings) -> list[str]:
    with structlog.testing.capture_logs() as events:
        async with running(settings, FixedClock(NOW)):
            pass
    return [event["event"] for event in events if event["event"] == "record_not_sealed"]


def _printed_by_upgrade(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("KRM_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("KRM_KEY_FILE", str(settings.key_file))
    result = CliRunner().invoke(build(), ["db", "upgrade"])
    assert result.exit_code == 0, result.output
    return result.output


def test_doctor_upgrade_and_start_each_say_so_until_the_record_is_sealed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    (remedy,) = asyncio.run(_said_by_doctor(settings))
    assert "krm-bot audit seal" in remedy
    assert "krm-bot audit seal" in _printed_by_upgrade(settings, monkeypatch)
    assert asyncio.run(_logged_at_start(settings)) == ["record_not_sealed"]

    asyncio.run(_sealed(settings))

    assert asyncio.run(_said_by_doctor(settings)) == []
    assert "seal" not in _printed_by_upgrade(settings, monkeypatch)
    assert asyncio.run(_logged_at_start(settings)) == []


async def test_a_new_database_and_one_that_lost_its_seal_do_not_wait_for_one(
    engine: AsyncEngine, key_ring: KeyRing
) -> None:
    assert not await record_waits_for_its_seal(engine)
    await SqlStaff(engine, key_ring).apply_roster(Roster(an_office()), NOW)
    await tamper(engine, ["DELETE FROM audit_start"])
    assert not await record_waits_for_its_seal(engine)
