"""The address of the database: two kinds, a clear word for anything else."""

from pathlib import Path

import pytest

from storage.engine import create_engine, embedded_file
from storage.errors import DatabaseUrlInvalid


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("postgresql://krm:geheim@db/krm", "postgresql+asyncpg"),
        ("postgresql+asyncpg://krm:geheim@db/krm", "postgresql+asyncpg"),
        ("sqlite:///{folder}/krm.sqlite3", "sqlite+aiosqlite"),
        ("sqlite+aiosqlite:///{folder}/krm.sqlite3", "sqlite+aiosqlite"),
    ],
)
def test_the_driver_follows_from_the_kind_of_database(url: str, driver: str, tmp_path: Path) -> None:
    assert create_engine(url.format(folder=tmp_path)).url.drivername == driver


@pytest.mark.parametrize(
    "url",
    [
        "",
        "krm.sqlite3",
        "mysql://krm:geheim@db/krm",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite+aiosqlite://",
    ],
)
def test_any_other_address_is_refused_with_the_remedy_and_without_the_password(url: str) -> None:
    with pytest.raises(DatabaseUrlInvalid, match="Bitte KRM_DATABASE_URL setzen") as caught:
        create_engine(url)
    assert "geheim" not in str(caught.value)


def test_an_embedded_database_has_a_file_and_a_server_has_none() -> None:
    assert embedded_file("sqlite+aiosqlite:///var/krm.sqlite3") == Path("var/krm.sqlite3")
    assert embedded_file("postgresql://krm@db/krm") is None
