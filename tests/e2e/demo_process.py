"""``krm-bot demo`` as a person runs it: in a terminal, ended with Ctrl-C, restarted with „r“."""

import os
import pty
import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Self

import psutil

START_SECONDS = 240
"""The first start may install the windows' package."""
CTRL_C = b"\x03"


class DemoProcess:
    """A running demo with its terminal."""

    def __init__(self, folder: Path, *options: str) -> None:
        """Start it; its data live in ``folder``."""
        self._terminal, own_end = pty.openpty()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", "demo", "--folder", str(folder), *options],
            stdin=own_end,
            stdout=own_end,
            stderr=own_end,
            start_new_session=True,
            preexec_fn=_own_the_terminal,  # noqa: PLW1509 - before any thread of ours is started
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
        os.close(own_end)
        self._output = ""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        while True:
            try:
                data = os.read(self._terminal, 4096)
            except OSError:  # the other end of a pseudo-terminal is gone
                return
            if not data:
                return
            self._output += data.decode("utf-8", errors="replace")

    @property
    def output(self) -> str:
        """What it has printed."""
        return self._output.replace("\r\n", "\n")

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    def wait_for(self, text: str, seconds: float = START_SECONDS, *, times: int = 1) -> None:
        """Wait until it has printed a text so many times."""
        end = time.monotonic() + seconds
        while self.output.count(text) < times:
            if self._process.poll() is not None:
                self._reader.join(2)
                if self.output.count(text) >= times:
                    return
                raise AssertionError(f"The demo ended with {self._process.returncode}:\n{self.output}")
            if time.monotonic() > end:
                raise AssertionError(f"„{text}“ did not come:\n{self.output}")
            time.sleep(0.1)

    def address(self, name: str) -> str:
        """Return the address of a person's window."""
        found = re.search(rf"{re.escape(name)} .*(http://\S+)", self.output)
        assert found, self.output
        return found[1]

    def type(self, keys: bytes) -> None:
        """Type into its terminal."""
        os.write(self._terminal, keys)

    def restart_bot(self) -> None:
        """Ask for a restart of the bot and wait until it is back."""
        before = self.output.count("Der Bot ist wieder da.")
        self.type(b"r\n")
        self.wait_for("Der Bot ist wieder da.", 60, times=before + 1)

    def children(self) -> list[psutil.Process]:
        """List every process it has started, and what those have started."""
        return psutil.Process(self.pid).children(recursive=True)

    def wait(self, seconds: float = 60) -> int:
        """Wait for its end and return the exit code."""
        code = self._process.wait(seconds)
        self._reader.join(2)
        return code

    def kill(self) -> None:
        """End it without giving it a chance to clean up."""
        self._process.kill()
        self._process.wait(10)

    def __enter__(self) -> Self:
        """Use it in a with block."""
        return self

    def __exit__(self, *_: object) -> None:
        """End it with Ctrl-C."""
        if self._process.poll() is None:
            self.type(CTRL_C)
            try:
                self._process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()
        os.close(self._terminal)


def _own_the_terminal() -> None:
    """Make the pseudo-terminal the controlling one, so that Ctrl-C becomes a signal."""
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
