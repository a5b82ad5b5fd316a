"""A bot without credentials: for the Playground on the same machine, and for nobody else."""

from collections.abc import AsyncIterator

import pytest
from multidict import CIMultiDict

from bot.authentication import UnauthenticatedLoopback
from bot.rejection import Rejected
from bot.service_hosts import ServiceHosts
from tests.support.channel import message
from tests.support.host import RunningBot, running_bot

LOCAL = {"Host": "127.0.0.1:3978"}


@pytest.fixture
async def open_bot() -> AsyncIterator[RunningBot]:
    async with running_bot(app_id="", app_password="", tenant_id="") as running:
        yield running


async def test_the_playground_needs_no_token(open_bot: RunningBot) -> None:
    open_bot.assistant.reply = "Guten Tag."

    assert (await open_bot.post(message(open_bot.service_url), token="")).status == 201
    assert open_bot.connector.texts == ["Guten Tag."]
    assert open_bot.openid.key_requests == 0
    assert (await open_bot.request("GET", "/readyz")).status == 200


# The Playground looks whether the bot is there before it shows its window.
async def test_the_playgrounds_first_look_is_answered(open_bot: RunningBot) -> None:
    assert (await open_bot.request("HEAD", "/api/messages")).status == 405


@pytest.mark.parametrize(
    "changes",
    [
        {"channelId": "webchat"},
        {"serviceUrl": "https://evil.example/"},
        {"serviceUrl": "http://127.0.0.1:1/"},
        {"serviceUrl": None},
        {"channelData": {"tenant": {"id": "another-tenant-than-the-conversation"}}},
    ],
)
async def test_the_activity_is_checked_all_the_same(open_bot: RunningBot, changes: dict[str, object]) -> None:
    assert (await open_bot.post(message(open_bot.service_url) | changes, token="")).status == 403
    assert open_bot.assistant.turns == []


@pytest.mark.parametrize(
    "header",
    [
        {"X-Forwarded-For": "203.0.113.5"},
        {"Forwarded": "for=203.0.113.5"},
        {"X-Forwarded-Host": "krm.jobcenter.example"},
        {"Host": "krm.jobcenter.example"},
        {"Host": "127.0.0.1.evil.example"},
        {"Origin": "https://evil.example"},
    ],
)
async def test_what_a_proxy_or_a_web_page_passes_on_is_403(
    open_bot: RunningBot, header: dict[str, str]
) -> None:
    assert (await open_bot.post(message(open_bot.service_url), token="", headers=header)).status == 403


@pytest.mark.parametrize(
    ("remote", "host", "admitted"),
    [
        ("127.0.0.1", "127.0.0.1:3978", True),
        ("127.0.0.2", "localhost", True),
        ("::1", "[::1]:3978", True),
        ("192.168.1.5", "127.0.0.1:3978", False),
        ("::ffff:192.168.1.5", "127.0.0.1:3978", False),
        (None, "127.0.0.1:3978", False),
        ("127.0.0.1", "", False),
        ("127.0.0.1", "[::1", True),
    ],
)
async def test_only_this_machine_is_admitted(remote: str | None, host: str, *, admitted: bool) -> None:
    guard = UnauthenticatedLoopback(service_hosts=ServiceHosts.parse(("127.0.0.1",)))

    if admitted:
        assert (await guard.authenticate(CIMultiDict(Host=host), remote)).service_url is None
    else:
        with pytest.raises(Rejected) as rejection:
            await guard.authenticate(CIMultiDict(Host=host), remote)
        assert rejection.value.status == 403
