"""The one pool of connections for everything the bot sends and fetches."""

from urllib.request import getproxies

import aiohttp

CONNECT_SECONDS = 5.0
TOTAL_SECONDS = 30.0
"""Shorter than the relay's lease on a message, so that nothing is sent twice at the same time."""


def open_session() -> aiohttp.ClientSession:
    """Open the pool; call it inside the event loop, and close it when the bot stops."""
    return aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=TOTAL_SECONDS, connect=CONNECT_SECONDS),
        # Nothing we talk to needs a cookie; a shared jar would only tie conversations together.
        cookie_jar=aiohttp.DummyCookieJar(),
        # An office's way to the internet often leads through a proxy. Where it does not, looking for one
        # with each request would cost a hop through a thread.
        trust_env=bool(getproxies()),
    )
