"""The key file: made once, for its owner only, never replaced."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from storage.errors import KeyFileInvalid, KeyFileMissing, KeyFileUnsafe
from storage.key_file import create_key_file, load_key_ring, open_key_ring

SERVER = "postgresql+asyncpg://krm@127.0.0.1/krm"


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "krm.key"


def embedded(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder / 'krm.sqlite3'}"


def test_the_first_start_of_the_embedded_default_makes_a_key(key_file: Path, tmp_path: Path) -> None:
    ring = open_key_ring(key_file, embedded(tmp_path))
    assert key_file.stat().st_mode & 0o777 == 0o600
    assert key_file.parent.stat().st_mode & 0o777 == 0o700
    assert [file.name for file in key_file.parent.iterdir()] == ["krm.key"]
    again = open_key_ring(key_file, embedded(tmp_path))
    assert again.open(ring.seal("Bescheid", "t.c"), "t.c") == "Bescheid"


def test_with_data_but_without_its_key_none_is_made(key_file: Path, tmp_path: Path) -> None:
    (tmp_path / "krm.sqlite3").write_bytes(b"data")
    with pytest.raises(KeyFileMissing, match="aus der Sicherung zurückspielen"):
        open_key_ring(key_file, embedded(tmp_path))
    assert not key_file.exists()


def test_for_a_server_none_is_made_on_its_own(key_file: Path) -> None:
    with pytest.raises(KeyFileMissing, match="krm-bot db create-key"):
        open_key_ring(key_file, SERVER)


def test_two_first_starts_at_once_agree_on_one_key(key_file: Path, tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        rings = list(threads.map(lambda _: open_key_ring(key_file, embedded(tmp_path)), range(16)))
    sealed = rings[0].seal("Bescheid", "t.c")
    assert {ring.open(sealed, "t.c") for ring in rings} == {"Bescheid"}


def test_an_existing_key_is_never_touched(key_file: Path) -> None:
    create_key_file(key_file)
    before = key_file.read_bytes()
    create_key_file(key_file)
    assert key_file.read_bytes() == before


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_key_that_others_can_read_is_refused_with_the_remedy(key_file: Path, mode: int) -> None:
    create_key_file(key_file)
    key_file.chmod(mode)
    with pytest.raises(KeyFileUnsafe, match="Bitte `chmod 600 "):
        load_key_ring(key_file)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b'"text"',
        b'{"keys": []}',
        b'{"keys": ["AAAA"]}',
        b'{"keys": ["nicht base64!"]}',
        b'{"keys": [1]}',
        b'{"keys": 1}',
        "ä".encode(),
    ],
)
def test_a_damaged_key_file_is_refused_with_the_remedy(key_file: Path, content: bytes) -> None:
    create_key_file(key_file)
    key_file.write_bytes(content)
    with pytest.raises(KeyFileInvalid, match="aus der Sicherung zurückspielen"):
        load_key_ring(key_file)


def test_a_key_file_that_is_a_folder_is_said_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(KeyFileUnsafe, match="ist nicht lesbar. Bitte"):  # noqa: RUF043 - a dot is a dot
        load_key_ring(tmp_path)


def test_a_folder_that_cannot_be_made_is_said_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(KeyFileUnsafe, match="Bitte die Schreibrechte des Ordners prüfen"):
        create_key_file(tmp_path / "file" / "krm.key")


def test_a_second_key_can_be_added_for_a_renewal(key_file: Path, tmp_path: Path) -> None:
    create_key_file(key_file)
    sealed = load_key_ring(key_file).seal("Bescheid", "t.c")
    other = tmp_path / "other.key"
    create_key_file(other)
    keys = [json.loads(file.read_text())["keys"][0] for file in (key_file, other)]
    key_file.write_text(json.dumps({"keys": keys}))
    assert load_key_ring(key_file).open(sealed, "t.c") == "Bescheid"
