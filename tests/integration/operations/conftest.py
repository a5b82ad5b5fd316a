"""An office whose people ask for what is stored of them (Art. 15 and 17 GDPR)."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from procedure.case import Case
from storage.key_file import create_key_file
from storage.keys import KeyRing
from tests.support.person_office import EachOnce, keep, with_office, with_roster

Has = Callable[..., None]


@pytest.fixture
def key_file(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the keys of an office with a roster and no case; the settings point at it."""
    file = tmp_path / "keys" / "krm.key"
    create_key_file(file)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KRM_DATABASE_URL", database_url)
    monkeypatch.setenv("KRM_KEY_FILE", str(file))
    with_office(database_url, file, with_roster)
    return file


@pytest.fixture
def office_has(database_url: str, key_file: Path) -> Has:
    """Return a way to keep cases."""

    def has(*cases: Case, texts: EachOnce | None = None) -> None:
        async def fill(engine: AsyncEngine, keys: KeyRing) -> None:
            await keep(engine, keys, cases, texts or EachOnce())

        with_office(database_url, key_file, fill)

    return has
