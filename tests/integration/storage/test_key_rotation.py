"""A renewed key comes to every sealed value, while the office works; no value changes by it."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from casework.permissions import Scope
from casework.search import Search
from storage import key_rotation
from storage.column_types import EncryptedBytes, EncryptedText
from storage.engine import reading, writing
from storage.errors import KeyLacking, KeyUnknown, RotationUnfinished
from storage.key_changes import begin_renewal, drop_old_keys, old_keys
from storage.key_file import create_key_file, load_key_ring, read_key_set
from storage.key_rotation import Pace, Progress, count_old, count_old_hashes, rotate
from storage.keys import KeyRing, bytes_head, text_head
from storage.readiness import assert_no_key_lacks
from storage.sealed_columns import sealed_tables
from storage.tables import cases, corrections, metadata
from storage.unit_of_work import SqlUnitsOfWork
from tests.integration.storage.test_personal_data import SECRET, write_secrets
from tests.support.builders import BGF, CASE_ID, REGISTERED_AT
from tests.support.sealed_values import everything_opened

FAST = Pace(rows=3, pause=0)
NUMBER = f"{SECRET}42"
OLD = KeyRing.generate()
BOTH = KeyRing((*OLD.keys, *KeyRing.generate().keys))
NEW = KeyRing(BOTH.keys[1:])


def silent(_: Progress) -> None:
    pass


@pytest.fixture
async def filled(engine: AsyncEngine) -> AsyncEngine:
    """Return an office of before the renewal, with something in every sealed column."""
    await write_secrets(engine, OLD)
    return engine


def test_every_column_of_an_encrypted_type_is_renewed_and_none_else() -> None:
    covered = {column for sealed in sealed_tables() for column in sealed.columns}
    declared = {
        column
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, EncryptedText | EncryptedBytes)
    }
    assert covered == declared
    assert len(covered) >= 39
    assert {type(column.type) for column in covered} == {EncryptedText, EncryptedBytes}


def test_every_keyed_hash_is_renewed() -> None:
    hashes = {str(c) for t in metadata.sorted_tables for c in t.columns if c.name.endswith("_hash")}
    assert hashes == {"cases.customer_number_hash"}


def test_the_roster_goes_first_and_files_before_all_other_texts() -> None:
    order = [sealed.table.name for sealed in sealed_tables()]
    assert order[:2] == ["staff", "document_contents"]


async def test_every_sealed_column_is_filled_in_these_tests(filled: AsyncEngine) -> None:
    kept = await everything_opened(filled, OLD)
    empty = {(one.table.name, column.name) for one in sealed_tables() for column in one.columns}
    empty -= {place[:2] for place in kept}
    assert empty <= {("audit_start", "secret")}  # drawn when an office seals its record


async def test_afterwards_the_new_key_alone_reads_every_value_as_it_was(filled: AsyncEngine) -> None:
    before = await everything_opened(filled, OLD)
    renewed = await rotate(filled, BOTH, silent, FAST)
    assert await everything_opened(filled, NEW) == before
    assert renewed > 100
    assert await count_old(filled, NEW) == 0
    assert await count_old_hashes(filled, NEW) == 0
    with pytest.raises(KeyUnknown):
        await everything_opened(filled, OLD)


async def test_afterwards_no_value_of_any_table_names_the_old_key(filled: AsyncEngine) -> None:
    async def naming(keys: KeyRing) -> set[str]:
        texts, files = text_head(keys.writes), bytes_head(keys.writes)
        found = set()
        async with reading(filled) as connection:
            for table in metadata.sorted_tables:
                for row in await connection.execute(select(table)):
                    named = any(texts in str(v) or (isinstance(v, bytes) and files in v) for v in row)
                    found.update([table.name] if named else [])
        return found

    before = await naming(OLD)
    assert {"staff", "cases", "documents", "document_contents", "corrections"} <= before
    await rotate(filled, BOTH, silent, FAST)
    assert await naming(OLD) == set()
    assert await naming(NEW) == before


async def test_nothing_but_sealed_values_and_hashes_changes(filled: AsyncEngine) -> None:
    before = await _plain_columns(filled)
    await rotate(filled, BOTH, silent, FAST)
    assert await _plain_columns(filled) == before


async def test_progress_ends_at_the_whole_and_never_goes_back(filled: AsyncEngine) -> None:
    steps: list[Progress] = []
    renewed = await rotate(filled, BOTH, steps.append, FAST)
    assert steps[0] == Progress(done=0, of=renewed)
    assert steps[-1] == Progress(done=renewed, of=renewed)
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert await rotate(filled, BOTH, silent, FAST) == 0


async def test_a_customer_number_is_found_before_during_and_after(filled: AsyncEngine) -> None:
    async def found(keys: KeyRing) -> tuple[list[str], int]:
        scope = Scope(
            viewer=BGF, everything=True, confidential=True, teams=frozenset(), reported_since=REGISTERED_AT
        )
        async with SqlUnitsOfWork(filled, keys)(reads_only=True) as unit:
            search = Search(customer_number=NUMBER.lower())
            page = await unit.finder.find(search, scope, page=1, size=10)
            return list(await unit.cases.of_customer(NUMBER)), page.total

    assert await found(OLD) == ([CASE_ID], 1)
    assert await found(BOTH) == ([CASE_ID], 1)
    await rotate(filled, BOTH, silent, FAST)
    assert await found(BOTH) == ([CASE_ID], 1)
    assert await found(NEW) == ([CASE_ID], 1)


async def test_a_hash_that_another_key_made_is_found_and_made_anew(filled: AsyncEngine) -> None:
    await rotate(filled, BOTH, silent, FAST)
    async with writing(filled) as connection:
        old = OLD.hash_customer_number(NUMBER)
        await connection.execute(update(cases).where(cases.c.id == CASE_ID).values(customer_number_hash=old))
    assert await count_old_hashes(filled, BOTH) == 1
    await rotate(filled, BOTH, silent, FAST)
    assert await count_old_hashes(filled, BOTH) == 0


async def test_what_somebody_writes_at_the_same_time_stays(
    filled: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = key_rotation._write  # noqa: SLF001 - the instant between reading and writing
    pressed = 0

    async def press_first(*args: object) -> int:
        nonlocal pressed
        if args[1].table is cases and not pressed:  # type: ignore[attr-defined]
            pressed += 1
            await _press(filled, "in between")
        return await write(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(key_rotation, "_write", press_first)
    monkeypatch.setattr(key_rotation, "RETRY_SECONDS", 0)
    await rotate(filled, BOTH, silent, Pace(rows=100, pause=0))
    assert pressed == 1
    async with SqlUnitsOfWork(filled, NEW)() as unit:
        case = await unit.cases.get(CASE_ID)
    assert case is not None
    assert case.krm_tool_ref == "in between"


async def test_a_row_that_stays_in_use_is_said_and_left_alone(
    filled: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_: object) -> int:
        return 0

    monkeypatch.setattr(key_rotation, "_write", never)
    monkeypatch.setattr(key_rotation, "RETRY_SECONDS", 0)
    monkeypatch.setattr(key_rotation, "PASSES", 2)
    with pytest.raises(RotationUnfinished, match="noch einmal ausführen"):
        await rotate(filled, BOTH, silent, Pace(rows=100, pause=0))
    await everything_opened(filled, OLD)


async def test_the_history_of_corrections_can_only_grow_again_afterwards(filled: AsyncEngine) -> None:
    await rotate(filled, BOTH, silent, FAST)
    with pytest.raises(DBAPIError, match="append-only"):
        async with writing(filled) as connection:
            await connection.execute(update(corrections).values(field="other"))
    with pytest.raises(DBAPIError, match="append-only"):
        async with writing(filled) as connection:
            await connection.execute(corrections.delete())


@pytest.mark.parametrize("ring", [OLD, NEW], ids=["the new one", "the old one"])
async def test_in_the_middle_of_a_renewal_a_key_file_that_lacks_one_key_is_named(
    filled: AsyncEngine, ring: KeyRing
) -> None:
    class KilledError(Exception):
        pass

    def kill(progress: Progress) -> None:
        if progress.done > progress.of // 2:
            raise KilledError

    with pytest.raises(KilledError):
        await rotate(filled, BOTH, kill, FAST)
    await assert_no_key_lacks(filled, BOTH)
    with pytest.raises(KeyLacking, match="Bitte die neueste Schlüsseldatei zurückspielen"):
        await assert_no_key_lacks(filled, ring)


async def test_a_process_that_runs_on_reads_writes_and_forgets_with_the_key_file(
    engine: AsyncEngine, tmp_path: Path
) -> None:
    key_file = tmp_path / "keys" / "krm.key"
    create_key_file(key_file)
    running = load_key_ring(key_file)
    await write_secrets(engine, running)
    before = await everything_opened(engine, running)
    begin_renewal(key_file)
    await rotate(engine, load_key_ring(key_file), silent, FAST)
    assert await everything_opened(engine, running) == before
    drop_old_keys(key_file, old_keys(read_key_set(key_file)))
    async with SqlUnitsOfWork(engine, running)() as unit:
        case = await unit.cases.get(CASE_ID)
        assert case is not None
        await unit.cases.save(replace(case, version=case.version + 1, krm_tool_ref="new"))
        await unit.commit()
    assert running.ids == (read_key_set(key_file).writes,)
    await assert_no_key_lacks(engine, load_key_ring(key_file))


async def _press(engine: AsyncEngine, text: str) -> None:
    async with SqlUnitsOfWork(engine, OLD)() as unit:
        case = await unit.cases.get(CASE_ID)
        assert case is not None
        await unit.cases.save(replace(case, version=case.version + 1, krm_tool_ref=text))
        await unit.commit()


async def _plain_columns(engine: AsyncEngine) -> list[object]:
    kept: list[object] = []
    async with reading(engine) as connection:
        for table in metadata.sorted_tables:
            plain = [
                column
                for column in table.columns
                if not isinstance(column.type, EncryptedText | EncryptedBytes)
                and not column.name.endswith("_hash")
            ]
            kept.extend(map(str, (await connection.execute(select(*plain).order_by(*plain[:3]))).all()))
    return kept
