"""The key file is changed whole or not at all, and a ring that runs on follows it."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from storage import key_changes
from storage.errors import KeyFileInvalid, KeyFileMissing, KeyFileUnsafe, KeyUnknown
from storage.key_changes import add_key, begin_renewal, drop_old_keys, old_keys, waiting_key
from storage.key_file import create_key_file, load_key_ring, read_key_set
from storage.key_set import KEY_BYTES, KeySet, key_id

PLACE = "cases.summary"


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    file = tmp_path / "keys" / "krm.key"
    create_key_file(file)
    return file


def test_a_renewal_adds_a_key_that_writes_and_keeps_the_old_one(key_file: Path) -> None:
    (old,) = read_key_set(key_file).ciphers
    assert begin_renewal(key_file)
    keys = read_key_set(key_file)
    assert tuple(keys.ciphers) == (old, keys.writes)
    assert old_keys(keys) == (old,)


def test_a_renewal_that_has_begun_goes_on_with_its_key(key_file: Path) -> None:
    begin_renewal(key_file)
    before = key_file.read_bytes()
    assert not begin_renewal(key_file)
    assert key_file.read_bytes() == before


def test_many_at_once_begin_one_renewal(key_file: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        begun = list(threads.map(lambda _: begin_renewal(key_file), range(16)))
    assert begun.count(True) == 1
    assert len(read_key_set(key_file).keys) == 2


def test_the_file_stays_its_owners_and_no_copy_remains(key_file: Path) -> None:
    begin_renewal(key_file)
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert [file.name for file in key_file.parent.iterdir()] == ["krm.key"]


def test_run_by_the_administrator_the_file_still_belongs_to_the_bots_account(
    key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, given = key_file.stat(), []
    monkeypatch.setattr(os, "geteuid", lambda: owner.st_uid + 1)
    monkeypatch.setattr(os, "fchown", lambda _, *account: given.append(account))
    begin_renewal(key_file)
    assert given == [(owner.st_uid, owner.st_gid)]


def test_killed_before_the_replacing_the_old_file_counts_and_the_next_run_tidies_up(
    key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, aside = key_file.read_bytes(), key_file.with_name(".krm.key.next")
    aside.write_bytes(b"half a fi")
    assert read_key_set(key_file).keys
    monkeypatch.setattr(Path, "replace", _fails)
    with pytest.raises(KeyFileUnsafe, match="unter dem der Bot läuft"):
        begin_renewal(key_file)
    assert key_file.read_bytes() == before
    assert not aside.exists()


def test_a_link_to_the_file_stays_a_link(key_file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.key"
    link.symlink_to(key_file)
    begin_renewal(link)
    assert link.is_symlink()
    assert len(read_key_set(key_file).keys) == 2


def test_a_missing_or_damaged_file_is_said_with_the_remedy_and_not_replaced(key_file: Path) -> None:
    with pytest.raises(KeyFileMissing, match="aus der Sicherung"):
        begin_renewal(key_file.with_name("other"))
    key_file.write_text("{}")
    with pytest.raises(KeyFileInvalid, match="aus der Sicherung"):
        begin_renewal(key_file)
    assert key_file.read_text() == "{}"


def test_an_old_key_goes_and_its_name_stays(key_file: Path) -> None:
    begin_renewal(key_file)
    keys = read_key_set(key_file)
    assert drop_old_keys(key_file, (keys.writes, "0" * 16)) == ()
    assert drop_old_keys(key_file, old_keys(keys)) == old_keys(keys)
    after = read_key_set(key_file)
    assert tuple(after.ciphers) == (keys.writes,)
    assert after.retired == old_keys(keys)


def test_a_key_added_for_several_machines_reads_before_it_writes(key_file: Path) -> None:
    (old,) = read_key_set(key_file).ciphers
    new = add_key(key_file)
    assert new is not None
    keys = read_key_set(key_file)
    assert (keys.writes, waiting_key(keys), old_keys(keys)) == (old, new, ())
    assert add_key(key_file) is None
    assert begin_renewal(key_file)
    assert (read_key_set(key_file).writes, len(read_key_set(key_file).keys)) == (new, 2)
    assert add_key(key_file) is None


def test_a_running_ring_writes_with_the_new_key_at_once(key_file: Path) -> None:
    running = load_key_ring(key_file)
    begin_renewal(key_file)
    new = read_key_set(key_file).writes
    assert running.seal("Bescheid", PLACE).split(".")[1] == new
    assert len(running.customer_number_hashes("617A1")) == 2


def test_a_running_ring_reads_what_another_process_wrote_with_a_key_it_has_not_seen(key_file: Path) -> None:
    texts, files = load_key_ring(key_file), load_key_ring(key_file)
    begin_renewal(key_file)
    other = load_key_ring(key_file)
    assert texts.open(other.seal("Bescheid", PLACE), PLACE) == "Bescheid"
    assert files.open_bytes(other.seal_bytes(b"Brief", PLACE, "1"), PLACE, "1") == b"Brief"


def test_a_ring_that_slept_through_a_whole_renewal_follows(key_file: Path) -> None:
    running = load_key_ring(key_file)
    begin_renewal(key_file)
    keys = read_key_set(key_file)
    drop_old_keys(key_file, old_keys(keys))
    assert running.writes == keys.writes
    assert running.ids == (keys.writes,)


@pytest.mark.parametrize("content", [None, b"", b"{}", b"\xff"])
def test_a_file_missing_or_damaged_while_the_bot_runs_does_not_stop_it(
    key_file: Path, content: bytes | None
) -> None:
    running = load_key_ring(key_file)
    sealed = running.seal("alt", PLACE)
    if content is None:
        key_file.unlink()
    else:
        key_file.write_bytes(content)
    assert running.open(running.seal("neu", PLACE), PLACE) == "neu"
    assert running.open(sealed, PLACE) == "alt"


def test_another_offices_file_put_in_place_while_the_bot_runs_is_not_taken_over(key_file: Path) -> None:
    running = load_key_ring(key_file)
    before = running.writes
    key_file.unlink()
    create_key_file(key_file)
    assert running.writes == before
    with pytest.raises(KeyUnknown):
        running.open(load_key_ring(key_file).seal("x", PLACE), PLACE)


@pytest.mark.parametrize(
    "said",
    ['"writes": "0123456789abcdef"', '"retired": 1', '"writes": [], "retired": {"a": [}'],
)
def test_a_file_that_names_a_key_it_does_not_hold_is_damaged(key_file: Path, said: str) -> None:
    key_file.write_text(f"{key_file.read_text()[:-1]}, {said}}}")
    with pytest.raises(KeyFileInvalid):
        read_key_set(key_file)


def test_keys_are_shown_nowhere() -> None:
    keys = KeySet((b"a" * KEY_BYTES,))
    assert "aaaa" not in repr(keys)
    assert key_id(b"a" * KEY_BYTES) in repr(keys)
    assert key_changes.is_renewing(keys) is False


def _fails(*_: object) -> None:
    raise PermissionError
