"""``krm-bot db upgrade`` while the release before is at work: it begins anew, and changes all or nothing."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from storage import schema
from storage.engine import create_engine, writing
from storage.errors import DatabaseBusy
from storage.schema import current_revision, head_revision, upgrade
from tests.support.databases import PostgresTemplate

BEFORE = "0012"


@pytest.fixture
async def before(
    postgres_template: PostgresTemplate, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[AsyncEngine]:
    """Open a database of the release before."""
    monkeypatch.setattr(schema, "TABLE_MILLISECONDS", 200)
    monkeypatch.setattr(schema, "BETWEEN_TRIES_SECONDS", 0.1)
    with postgres_template.lent("template1") as url:
        engine = create_engine(url)
        await upgrade(engine, BEFORE)
        yield engine
        await engine.dispose()


async def test_an_upgrade_that_meets_a_transaction_is_begun_anew_until_it_is_through(
    before: AsyncEngine,
) -> None:
    async with writing(before) as at_work:
        await at_work.execute(text("LOCK TABLE outbox IN ROW EXCLUSIVE MODE"))
        upgrading = asyncio.create_task(upgrade(before))
        await asyncio.sleep(1.0)
        assert not upgrading.done()
        assert await current_revision(before) == BEFORE
    await upgrading
    assert await current_revision(before) == head_revision()


async def test_an_upgrade_that_never_gets_its_tables_changes_nothing_and_says_so(
    before: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "MOST_TRIES", 2)
    async with writing(before) as at_work:
        await at_work.execute(text("LOCK TABLE outbox IN ROW EXCLUSIVE MODE"))
        with pytest.raises(DatabaseBusy, match="es wurde nichts geändert"):
            await upgrade(before)
    assert await current_revision(before) == BEFORE
