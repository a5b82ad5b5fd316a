"""Free ports on this machine."""

import socket
from collections.abc import Collection

from bot.demo.errors import DemoError

LOOPBACK = "127.0.0.1"
_TRIES = 100


def free_port(wanted: int, taken: Collection[int] = ()) -> int:
    """Return ``wanted`` or the next port above it that nobody listens on; DemoError after 100 tries."""
    for port in range(wanted, wanted + _TRIES):
        if port not in taken and _is_free(port):
            return port
    raise DemoError(
        f"Auf diesem Rechner ist keiner der Ports {wanted} bis {wanted + _TRIES - 1} frei. "
        "Bitte beenden Sie andere Programme, zum Beispiel eine zweite Demo."
    )


def _is_free(port: int) -> bool:
    # SO_REUSEADDR as the servers themselves set it: a port that only cools down from the last demo is free.
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True
