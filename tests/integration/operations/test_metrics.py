"""``/metrics``: what the monitoring sees of a running bot, and what nobody sees."""

import re
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.app import running
from bot.clock import FixedClock
from bot.configuration.settings import Settings, SettingsError, load_settings
from bot.metrics import Metrics
from bot.metrics_page import MetricsPortTaken, metrics_page
from bot.web import make_runner
from procedure.duties import DutyKind
from storage.engine import create_engine
from storage.errors import DatabaseUnavailable
from storage.figures import Figures
from storage.key_file import create_key_file, load_key_ring
from storage.roster import Roster
from storage.staff import SqlStaff
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.builders import FRONT_DESK, a_case, an_office
from tests.support.channel import Signer, message, pressed
from tests.support.connector_server import connector_server
from tests.support.host import host_settings
from tests.support.openid_server import openid_server

NOW = datetime(2026, 12, 3, 10, 15, tzinfo=UTC)
NOTHING = Figures(
    outbox_open=0,
    outbox_due=0,
    oldest_open_at=None,
    oldest_due_at=None,
    dead_letters=0,
    duties_due=dict.fromkeys(DutyKind, 0),
    reminders_due=0,
    reminders_failing=0,
    reminders_waiting=0,
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Watched:
    """A running bot with its figures."""

    def __init__(self, url: str, port: int, service_url: str, session: aiohttp.ClientSession) -> None:
        self.url, self.port, self.service_url, self._session = url, port, service_url, session
        self.signer = Signer()

    async def post(self, activity: dict[str, Any], *, signed: bool = True) -> int:
        headers = {"Authorization": f"Bearer {self.signer.token(self.service_url)}"} if signed else {}
        async with self._session.post(f"{self.url}/api/messages", json=activity, headers=headers) as answer:
            return answer.status

    async def page(self) -> str:
        async with self._session.get(f"http://127.0.0.1:{self.port}/metrics") as answer:
            assert answer.status == 200
            assert answer.headers["Content-Type"].startswith("text/plain; version=")
            return await answer.text()

    async def public(self) -> int:
        async with self._session.get(f"{self.url}/metrics") as answer:
            return answer.status


@pytest.fixture
async def watched(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Watched]:
    create_key_file(tmp_path / "krm.key")
    engine, keys = create_engine(sqlite_url), load_key_ring(tmp_path / "krm.key")
    await SqlStaff(engine, keys).apply_roster(Roster(an_office()), NOW)
    async with SqlUnitsOfWork(engine, keys)() as unit:
        await unit.cases.add(a_case())
        await unit.commit()
    await engine.dispose()
    async with (
        openid_server(Signer()) as openid,
        connector_server() as connector,
        aiohttp.ClientSession() as session,
    ):
        port = free_port()
        settings = host_settings(
            connector, openid, database_url=sqlite_url, key_file=tmp_path / "krm.key", metrics_port=port
        )
        async with running(settings, FixedClock(NOW)) as app:
            runner = make_runner(app)
            await runner.setup()
            try:
                await web.TCPSite(runner, "127.0.0.1", 0).start()
                yield Watched(f"http://127.0.0.1:{runner.addresses[0][1]}", port, connector.url, session)
            finally:
                await runner.cleanup()


def by_erika(activity: dict[str, Any]) -> dict[str, Any]:
    return activity | {"from": {"id": "29:e", "name": "Erika Empfang", "aadObjectId": FRONT_DESK}}


async def test_turns_are_counted_by_kind_and_outcome_and_timed(watched: Watched) -> None:
    assert await watched.post(by_erika(message(watched.service_url, "hilfe"))) == 201
    assert await watched.post(by_erika(pressed(watched.service_url, "unbekannt"))) == 200

    page = await watched.page()

    assert 'krm_turns_total{kind="message",outcome="ok"} 1.0' in page
    assert 'krm_turns_total{kind="invoke",outcome="ok"} 1.0' in page
    assert 'krm_turn_seconds_count{kind="message"} 1.0' in page
    assert 'krm_turn_seconds_bucket{kind="message",le="15.0"} 1.0' in page


async def test_what_was_turned_away_is_seen_in_its_status(watched: Watched) -> None:
    assert await watched.post(message(watched.service_url), signed=False) == 401

    assert 'krm_http_answers_total{status="401"} 1.0' in await watched.page()


async def test_the_store_is_shown_with_every_kind_of_duty(watched: Watched) -> None:
    page = await watched.page()

    assert "krm_database_up 1.0" in page
    for name in (
        "outbox_open",
        "outbox_due",
        "outbox_oldest_seconds",
        "outbox_overdue_seconds",
        "dead_letters",
        "reminders_due",
        "reminders_failing",
        "reminders_waiting",
    ):
        assert re.search(rf"^krm_{name} \d", page, re.MULTILINE), name
    assert {f'krm_duties_due{{kind="{kind}"}}' for kind in DutyKind} <= set(
        re.findall(r"^\S+", page, re.MULTILINE)
    )


async def test_nothing_of_a_case_or_a_person_is_shown(watched: Watched) -> None:
    await watched.post(by_erika(message(watched.service_url, "status KRM-2026-0001")))

    page = await watched.page()

    for secret in ("KRM-2026", "Karla", "Kundin", "Erika", "617A123456", FRONT_DESK, a_case().id, "29:"):
        assert secret not in page


async def test_the_port_that_teams_reaches_has_no_figures(watched: Watched) -> None:
    assert await watched.public() == 404


async def test_figures_are_off_until_a_port_is_set() -> None:
    assert Settings(_env_file=None).metrics_port == 0


def test_the_public_port_is_refused() -> None:
    with pytest.raises(SettingsError, match="KRM_METRICS_PORT: Bitte einen anderen Port"):
        load_settings(_env_file=None, port=4000, metrics_port=4000)


async def test_a_taken_port_is_named_with_its_remedy() -> None:
    async def read() -> Figures:
        return NOTHING

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(MetricsPortTaken, match="Bitte KRM_METRICS_PORT ändern"):
            async with metrics_page(Metrics(read, FixedClock(NOW)), other.getsockname()[1]):
                pass


async def test_without_the_database_the_page_says_so_and_shows_no_old_figures() -> None:
    async def read() -> Figures:
        raise DatabaseUnavailable

    page = (await Metrics(read, FixedClock(NOW)).page()).decode()

    assert "krm_database_up 0.0" in page
    assert "krm_outbox_open" not in page


async def test_the_database_is_asked_once_however_often_the_page_is_opened() -> None:
    asked = []

    async def read() -> Figures:
        asked.append(1)
        return NOTHING

    metrics = Metrics(read, FixedClock(NOW))
    for _ in range(20):
        await metrics.page()

    assert len(asked) == 1


async def test_failed_turns_are_told_from_answered_ones() -> None:
    async def read() -> Figures:
        return NOTHING

    metrics = Metrics(read, FixedClock(NOW))
    with pytest.raises(ZeroDivisionError), metrics.turns.measuring("invoke"):
        raise ZeroDivisionError

    page = (await metrics.page()).decode()
    assert 'krm_turns_total{kind="invoke",outcome="failed"} 1.0' in page
    assert 'outcome="ok"' not in page
