"""A program the demo has started: its log, its end."""

import asyncio
import contextlib
import os
import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

STOP_SECONDS = 8.0
"""How long a program may take to end by itself before it is ended for good."""


@dataclass(frozen=True, slots=True)
class Child:
    """A running program in a process group of its own.

    Ctrl-C in the terminal therefore reaches the demo alone, which ends its children in order. Their
    standard input is a pipe: when the demo is killed, it closes, and both the Playground (``guard.cjs``)
    and the bot (``leash.py``) end on that.
    """

    name: str
    """What it is, in German, for sentences to the person at the keyboard."""
    log: Path
    process: asyncio.subprocess.Process

    @classmethod
    async def start(
        cls, name: str, command: Sequence[str], *, folder: Path, environment: Mapping[str, str], log: Path
    ) -> Self:
        """Start a program; what it prints goes to ``log``."""
        with log.open("wb") as output:
            process = await asyncio.create_subprocess_exec(
                *command,
                cwd=folder,
                env=environment,
                stdin=asyncio.subprocess.PIPE,
                stdout=output,
                stderr=asyncio.subprocess.STDOUT,
                start_new_session=True,
            )
        return cls(name, log, process)

    @property
    def running(self) -> bool:
        """The program has not ended."""
        return self.process.returncode is None

    async def stop(self, patience_seconds: float = STOP_SECONDS) -> None:
        """End the program and everything it has started; at once, if it does not go by itself."""
        try:
            if self.running:
                self._signal(signal.SIGTERM)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self.process.wait(), patience_seconds)
        finally:
            # Also when the waiting was cancelled, and for grandchildren that have outlived their parent.
            self._signal(signal.SIGKILL)
            if self.process.stdin is not None:
                self.process.stdin.close()
        await self.process.wait()

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, number)

    def tail(self, lines: int = 15) -> str:
        """Return the last lines of the log."""
        try:
            text = self.log.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
        return "\n".join(text.splitlines()[-lines:])
