"""Runs ``krm-bot`` so that it ends when the demo that started it is gone, however that happened.

The demo holds the other end of our standard input. It closes when the demo ends, even by ``kill -9``.
"""

import os
import signal
import threading


def main() -> None:
    """Run the command line given after the module's name."""
    end_with_parent()
    from bot.__main__ import main as krm_bot

    krm_bot()


def end_with_parent() -> None:
    """Watch the demo from now on; end this process in order as soon as it is gone."""
    threading.Thread(target=_end_when_it_closes, name="leash", daemon=True).start()


def _end_when_it_closes() -> None:
    # Not through sys.stdin: its lock, held by this thread, would keep Python from ending in order.
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
