"""Migrations only add: what the release before writes and reads goes on working (rolling upgrade).

For each migration since 0012 (its predecessor is the schema of a release that may still be running): a case
is written at the schema before with its columns only, the database is upgraded, and everything is read,
updated and written once more with the columns of before.
"""

import itertools
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from casework.notices import Notice
from casework.record import first_reminders
from procedure.duties import duties_of
from procedure.notice_kind import NoticeKind
from procedure.representation import Audience, AudienceKind
from storage import schema
from storage.engine import create_engine, reading
from storage.keys import KeyRing
from storage.roster import Roster
from storage.schema import upgrade, works_with
from storage.staff import SqlStaff
from storage.unit_of_work import SqlUnitsOfWork
from tests.contract.keeping import put
from tests.integration.storage.older_release import (
    Rows,
    described_all,
    rows_in,
    run,
    tables_of,
    taken_away,
    update_each,
    write,
)
from tests.support.builders import REGISTERED_AT, an_office
from tests.support.databases import PostgresTemplate
from tests.support.house import RULEBOOK
from tests.support.random_cases import RandomCases

SINCE = "0012"
"""The first schema from which upgrades are rolling; ``docs/operations.md`` says how."""
ALL = [script.revision for script in ScriptDirectory(str(schema.MIGRATIONS)).walk_revisions()][::-1]
STEPS = [pair for pair in itertools.pairwise(ALL) if pair[0] >= SINCE]
CONTRACTS: dict[str, str] = {}
"""Migrations that take something away, each with its reason; their revision names what they need."""
WRITTEN = {"cases", "case_teams", "case_concerns", "duties", "outbox", "staff", "teams", "handovers"}
"""Tables that no case can do without."""
STATES = "'offen', 'zugestellt', 'aufgeteilt', 'tot'"
ONLY_GROW = frozenset({"audit_entries", "staff_audit", "corrections", "case_corrections", "report_chapters"})
"""The database refuses changes of these."""


class Databases:
    """Databases of one kind: each revision is migrated to once, from the one before, then copied."""

    def __init__(self, stack: ExitStack, folder: Path, server: PostgresTemplate | None) -> None:
        self._stack, self._folder, self._server = stack, folder, server
        self._numbers = itertools.count()
        self._migrated: dict[str, str] = {}
        self._known: dict[str, MetaData] = {}
        self._rows: Rows | None = None

    @asynccontextmanager
    async def at(self, revision: str) -> AsyncIterator[AsyncEngine]:
        """Lend one that has the schema of a revision and nothing in it."""
        async with self._opened(await self._url_at(revision)) as engine:
            yield engine

    async def known(self, revision: str) -> MetaData:
        """Return the tables as they stand at a revision."""
        if revision not in self._known:
            async with self.at(revision) as engine:
                self._known[revision] = await tables_of(engine)
        return self._known[revision]

    async def rows(self) -> Rows:
        """Return the rows of an office at work on the newest schema."""
        if self._rows is None:
            async with self.at(ALL[-1]) as engine:
                self._rows = await an_office_at_work(engine, KeyRing.generate())
        return self._rows

    async def _url_at(self, revision: str) -> str:
        """Copy the migrated one, which is made if nobody asked for it before."""
        if revision not in self._migrated:
            url = await self._url_at(ALL[ALL.index(revision) - 1]) if revision > SINCE else self._copy(None)
            async with self._opened(url) as engine:
                await upgrade(engine, revision)
            self._migrated[revision] = url
        return self._copy(self._migrated[revision])

    @asynccontextmanager
    async def _opened(self, url: str) -> AsyncIterator[AsyncEngine]:
        engine = create_engine(url)
        try:
            yield engine
        finally:
            await engine.dispose()

    def _copy(self, original: str | None) -> str:
        """Copy one that nobody has open; without one, make an empty one."""
        if self._server is not None:
            template = make_url(original).database if original else "template1"
            assert template is not None
            return self._stack.enter_context(self._server.lent(template))
        file = self._folder / f"{next(self._numbers)}.sqlite3"
        if original:
            shutil.copyfile(original.removeprefix("sqlite:///"), file)
        return f"sqlite:///{file}"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Databases]:
    """Lend databases of each kind."""
    server = None if request.param == "sqlite" else request.getfixturevalue("postgres_template")
    with ExitStack() as stack:
        yield Databases(stack, tmp_path_factory.mktemp("revisions"), server)


async def an_office_at_work(engine: AsyncEngine, keys: KeyRing) -> Rows:
    """Fill the newest schema through the program itself."""
    await SqlStaff(engine, keys).apply_roster(Roster(an_office()), REGISTERED_AT)
    drawn = RandomCases(seed=5).many(40)
    full = [case for case in drawn if case.handover and case.reaction.concerns and case.reaction.teams]
    async with SqlUnitsOfWork(engine, keys)() as unit:
        for case in full[:2]:
            duties = duties_of(case, RULEBOOK)
            await put(unit, case)
            await unit.duties.replace(case.id, duties, first_reminders(case, duties, RULEBOOK))
            to_bgf = Audience(AudienceKind.BGF)
            await unit.notices.put(
                [
                    Notice(
                        kind=NoticeKind.RECORD_REQUEST,
                        audience=to_bgf,
                        case_id=case.id,
                        due_at=REGISTERED_AT,
                    )
                ]
            )
        await unit.commit()
    return await rows_in(engine, await tables_of(engine))


@pytest.mark.parametrize(("before", "after"), STEPS)
async def test_a_release_that_knows_only_the_columns_of_before_reads_and_writes_as_ever(
    databases: Databases, before: str, after: str
) -> None:
    if after in CONTRACTS:
        assert not works_with(before, after)
        return
    async with databases.at(before) as old, databases.at(after) as new:
        known = await databases.known(before)
        taken = await write(old, known, await databases.rows())
        assert {table for table, kept in taken.items() if kept} >= WRITTEN
        async with reading(old) as connection:
            asked = await connection.run_sync(described_all)
        await upgrade(old, after)
        async with reading(old) as connection:
            assert await connection.run_sync(lambda sync: list(taken_away(sync, asked))) == []
        kept = await rows_in(old, known)
        assert {table: kept[table] for table in taken if table != "roster_version"} == {
            table: rows for table, rows in taken.items() if table != "roster_version"
        }
        await update_each(old, known, taken, but=ONLY_GROW)
        assert await write(new, known, taken) == taken


def test_every_migration_since_then_is_looked_at_and_each_exception_is_one() -> None:
    assert STEPS[0][0] == SINCE
    assert [pair[1] for pair in STEPS] == ALL[ALL.index(SINCE) + 1 :]
    assert CONTRACTS.keys() <= {after for _, after in STEPS}
    needed = [revision.partition("_needs_")[2] for revision in ALL]
    assert needed == sorted(needed), "what an earlier migration needs, the later ones need too"


BAD = (
    ("ALTER TABLE handovers DROP COLUMN answered_at", "handovers.answered_at is gone"),
    ("ALTER TABLE cases RENAME COLUMN act_by TO due_by", "cases.act_by is gone"),
    ("ALTER TABLE staff ADD COLUMN floor INTEGER NOT NULL", "staff.floor is new and must be given"),
    ("ALTER TABLE outbox ALTER COLUMN case_id SET NOT NULL", "outbox.case_id may no longer be empty"),
    ("ALTER TABLE outbox ADD CHECK (attempts < 9)", "outbox: a narrower check"),
    ("ALTER TABLE outbox ALTER COLUMN audience TYPE VARCHAR(8)", "outbox.audience is VARCHAR(8)"),
    ("CREATE UNIQUE INDEX one_each ON duties (case_id)", "duties: ['case_id'] must be unique"),
    ("ALTER TABLE weekly_summaries RENAME TO summaries", "weekly_summaries is gone"),
)
"""What no migration may do, and how it is named."""


async def test_a_migration_that_takes_away_is_found(postgres_template: PostgresTemplate) -> None:
    with postgres_template.lent() as url:
        engine = create_engine(url)
        async with reading(engine) as connection:
            asked = await connection.run_sync(described_all)
        for statement, _ in BAD:
            await run(engine, statement)
        async with reading(engine) as connection:
            found = await connection.run_sync(lambda sync: "\n".join(taken_away(sync, asked)))
        for statement, named in BAD:
            assert named in found, statement
        await engine.dispose()


async def test_new_words_and_columns_that_may_be_left_out_take_nothing_away(
    postgres_template: PostgresTemplate,
) -> None:
    with postgres_template.lent() as url:
        engine = create_engine(url)
        async with reading(engine) as connection:
            asked = await connection.run_sync(described_all)
        for statement in (
            "ALTER TABLE outbox DROP CONSTRAINT ck_outbox_state",
            f"ALTER TABLE outbox ADD CONSTRAINT ck_outbox_state CHECK (state IN ({STATES}, 'neu'))",
            "ALTER TABLE staff ADD COLUMN floor INTEGER",
            "ALTER TABLE staff ADD COLUMN wing INTEGER NOT NULL DEFAULT 0",
        ):
            await run(engine, statement)
        async with reading(engine) as connection:
            assert await connection.run_sync(lambda sync: list(taken_away(sync, asked))) == []
        await engine.dispose()
