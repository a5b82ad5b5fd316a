"""The real command in a process of its own; all that it writes is kept."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from tests.acceptance.conftest import Bot
from tests.support.channel import APP_ID, TENANT_ID
from tests.support.waiting import until

ROOT = Path(__file__).parents[3]
STARTED_WITHIN_SECONDS = 40.0


def environment(bot: Bot, **changes: str) -> dict[str, str]:
    """Set what the prepared office needs, and nothing of this machine's own settings."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("KRM_")}
    return {
        **own,
        "PYTHONPATH": str(ROOT),
        "KRM_DATABASE_URL": bot.settings.database_url,
        "KRM_KEY_FILE": str(bot.settings.key_file),
        "KRM_APP_ID": APP_ID,
        "KRM_APP_PASSWORD": "ein-geheimnis",
        "KRM_TENANT_ID": TENANT_ID,
        "KRM_OPENID_METADATA_URL": bot.openid.metadata_url,
        "KRM_LOGIN_ENDPOINT": bot.openid.login_endpoint,
        "KRM_ALLOWED_SERVICE_HOSTS": bot.connector.url.removeprefix("http://"),
        **changes,
    }


async def run(folder: Path, settings: Mapping[str, str], *words: str) -> tuple[int, str]:
    """Run a command to its end; return its status and all that it wrote."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *words),
        env=dict(settings),
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    async with asyncio.timeout(STARTED_WITHIN_SECONDS):
        written, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, written.decode()


@asynccontextmanager
async def served(bot: Bot, folder: Path, written: Path, port: int, **changes: str) -> AsyncIterator[None]:
    """Let ``krm-bot serve`` answer; leaving tells it to end. Its output goes into a file."""
    with written.open("wb") as sink:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "serve"),
            env=environment(bot, KRM_PORT=str(port), **changes),
            cwd=folder,
            stdout=sink,
            stderr=sink,
        )
    try:
        await until(lambda: _listens(process, written), seconds=STARTED_WITHIN_SECONDS)
        bot.url = f"http://127.0.0.1:{port}"
        yield
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(STARTED_WITHIN_SECONDS):
            assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def _listens(process: asyncio.subprocess.Process, written: Path) -> bool:
    said = written.read_text()
    assert process.returncode is None, said
    return "Der Bot wartet auf" in said
