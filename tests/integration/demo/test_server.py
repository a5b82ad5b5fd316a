"""The program with the movable clock: for the demo alone."""

import os
import subprocess
import sys
from pathlib import Path

REAL = {
    "KRM_APP_ID": "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
    "KRM_APP_PASSWORD": "geheim",
    "KRM_TENANT_ID": "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f1",
}


def started(folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("KRM_")}
    with subprocess.Popen(
        [sys.executable, "-m", "bot.demo.server"],
        cwd=folder,
        env=kept | settings | {"PYTHONPATH": str(Path(__file__).parents[3])},
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        said = process.stderr.read()
        return subprocess.CompletedProcess(process.args, process.wait(30), stderr=said)


def test_an_office_s_bot_never_gets_a_movable_clock(tmp_path: Path) -> None:
    ended = started(tmp_path, **REAL)

    assert ended.returncode == 1
    assert ended.stderr.startswith("Das ist der Bot der Demo.")
    assert "geheim" not in ended.stderr
    assert not list(tmp_path.iterdir())


def test_an_unreadable_clock_ends_it_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "clock.json").write_text("{}", encoding="utf-8")

    ended = started(tmp_path)

    assert ended.returncode == 1
    assert ended.stderr.startswith("Die Uhr der Demo ist nicht lesbar")
    assert "Traceback" not in ended.stderr
