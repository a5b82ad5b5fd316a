"""The demo's folder: one demo at a time, and nothing but its own files is ever removed."""

from pathlib import Path

import pytest

from bot.demo.data import demo_folder
from bot.demo.errors import DemoError


def leave_data(folder: Path) -> None:
    for name in (
        "krm.sqlite3",
        "krm.sqlite3-wal",
        "krm.key",
        "clock.json",
        "windows/empfang/x",
        "logs/bot.log",
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("früher", encoding="utf-8")


def test_data_of_the_last_demo_survive(tmp_path: Path) -> None:
    leave_data(tmp_path)

    with demo_folder(tmp_path, fresh=False) as folder:
        assert (folder / "krm.sqlite3").read_text(encoding="utf-8") == "früher"
        assert (folder / "krm.key").exists()


def test_fresh_removes_them(tmp_path: Path) -> None:
    leave_data(tmp_path)

    with demo_folder(tmp_path, fresh=True) as folder:
        assert sorted(path.name for path in folder.iterdir()) == ["lock", "logs"]
        assert not list((folder / "logs").iterdir())


def test_fresh_leaves_what_is_not_the_demo_s(tmp_path: Path) -> None:
    (tmp_path / "doktorarbeit.odt").write_text("wichtig", encoding="utf-8")

    with demo_folder(tmp_path, fresh=True) as folder:
        assert (folder / "doktorarbeit.odt").exists()


def test_second_demo_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    with (
        demo_folder(tmp_path, fresh=False),
        pytest.raises(DemoError, match="läuft schon eine Demo"),
        demo_folder(tmp_path, fresh=True),
    ):
        pass


def test_next_demo_may_start_when_the_first_has_ended(tmp_path: Path) -> None:
    with demo_folder(tmp_path, fresh=False):
        pass
    with demo_folder(tmp_path, fresh=False) as folder:
        assert folder.is_dir()
