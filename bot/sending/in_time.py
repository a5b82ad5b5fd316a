"""Until when a claimed message may be sent: looked at in the last moment before it leaves.

A time-out is felt only when the event loop looks at its clock. A process that stood still (paused, swapped
out) first finishes what it was at, and that can be sending a message which another replica has sent since.
The channel has no key by which it would notice, so the clock is looked at where the request begins.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from bot.sending.send_failure import NO_ANSWER, SendFailed, SendFailure

_until: ContextVar[float | None] = ContextVar("sending_until", default=None)


@contextmanager
def sending_until(moment: float) -> Iterator[None]:
    """Let nothing leave after ``moment`` (the event loop's time, seconds) within this task."""
    before = _until.set(moment)
    try:
        yield
    finally:
        _until.reset(before)


def assert_in_time() -> None:
    """Raise SendFailed if it is too late; whatever is not delivered from the outbox is always in time."""
    moment = _until.get()
    if moment is not None and asyncio.get_running_loop().time() > moment:
        raise SendFailed(SendFailure.RETRY, NO_ANSWER)
