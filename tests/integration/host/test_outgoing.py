"""How the host sends: one token for many turns, one pool, no threads; only to allowed hosts."""

import asyncio
import threading
import time
from datetime import timedelta

import pytest

from bot.sending.send_failure import SendFailed, SendFailure
from tests.support.channel import BOT_ID, CONVERSATION_ID, message
from tests.support.connector_server import Misbehaviour
from tests.support.host import RunningBot, running_bot


class Chat:
    """A stored conversation."""

    def __init__(self, service_url: str, conversation_id: str = CONVERSATION_ID) -> None:
        self.service_url = service_url
        self.conversation_id = conversation_id
        self.bot_id = BOT_ID


# Finding 5: the stock adapter asks Entra twice for every turn that sends.
async def test_many_turns_at_once_fetch_one_token(bot: RunningBot) -> None:
    bot.assistant.reply = "Guten Tag."

    await asyncio.gather(*(bot.post(message(bot.service_url)) for _ in range(20)))
    await bot.post(message(bot.service_url))

    assert bot.openid.token_requests == 1
    assert {sent.authorization for sent in bot.connector.sent} == {"Bearer token-1"}
    assert bot.openid.token_forms[0] == {
        "grant_type": "client_credentials",
        "client_id": "0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0",
        "client_secret": "ein-geheimnis",
        "scope": "https://api.botframework.com/.default",
    }


async def test_a_token_is_renewed_five_minutes_before_it_ends(bot: RunningBot) -> None:
    bot.assistant.reply = "Guten Tag."
    await bot.post(message(bot.service_url))
    bot.clock.advance(timedelta(minutes=54))
    await bot.post(message(bot.service_url))
    assert bot.openid.token_requests == 1

    bot.clock.advance(timedelta(minutes=2))
    await bot.post(message(bot.service_url))
    assert bot.openid.token_requests == 2


async def test_a_token_the_channel_no_longer_takes_is_exchanged_and_the_message_sent(bot: RunningBot) -> None:
    bot.connector.plans = [Misbehaviour(status=401)]

    await bot.host.messenger.send_text(Chat(bot.service_url), "eins")

    assert [sent.authorization for sent in bot.connector.sent] == ["Bearer token-1", "Bearer token-2"]


async def test_a_fresh_token_that_is_refused_too_is_a_failure_for_good(bot: RunningBot) -> None:
    bot.connector.plans = [Misbehaviour(status=401), Misbehaviour(status=401)]

    with pytest.raises(SendFailed) as failure:
        await bot.host.messenger.send_text(Chat(bot.service_url), "eins")

    assert (failure.value.kind, failure.value.code) == (SendFailure.PERMANENT, "401")
    assert len(bot.connector.sent) == 2


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, SendFailure.PERMANENT),
        (401, SendFailure.PERMANENT),
        (429, SendFailure.RETRY),
        (500, SendFailure.RETRY),
        (503, SendFailure.RETRY),
    ],
)
async def test_without_a_token_nothing_is_sent(bot: RunningBot, status: int, kind: SendFailure) -> None:
    bot.openid.token_status = status

    with pytest.raises(SendFailed) as failure:
        await bot.host.messenger.send_text(Chat(bot.service_url), "Guten Tag.")

    assert failure.value.kind is kind
    assert failure.value.code == f"login_{status}"
    assert bot.connector.sent == []


@pytest.mark.parametrize(
    "body",
    [{}, {"access_token": "x"}, {"access_token": 5, "expires_in": 1}, {"access_token": "", "expires_in": 9}],
)
async def test_a_login_answer_without_a_token_is_tried_again_later(
    bot: RunningBot, body: dict[str, object]
) -> None:
    bot.openid.token_body = body

    with pytest.raises(SendFailed) as failure:
        await bot.host.messenger.send_text(Chat(bot.service_url), "Guten Tag.")

    assert failure.value.kind is SendFailure.RETRY


# Finding 6: the stock client sends through the default thread pool, six threads on two cores.
async def test_thirty_sends_wait_for_a_slow_connector_at_the_same_time_and_without_threads(
    bot: RunningBot,
) -> None:
    bot.connector.delay_seconds = 0.3
    threads = {thread.ident for thread in threading.enumerate()}
    chat = Chat(bot.service_url)

    started = time.monotonic()
    await asyncio.gather(*(bot.host.messenger.send_text(chat, f"{n}") for n in range(30)))
    seconds = time.monotonic() - started

    # Through six threads it would take five times 0.3 seconds.
    assert seconds < 1.2
    assert len(bot.connector.sent) == 30
    assert {thread.ident for thread in threading.enumerate()} <= threads


async def test_turns_one_after_the_other_share_a_connection(bot: RunningBot) -> None:
    bot.assistant.reply = "Guten Tag."
    for _ in range(10):
        await bot.post(message(bot.service_url))

    assert bot.connector.connections == 1


async def test_a_client_is_built_once_per_service_url(bot: RunningBot) -> None:
    connectors = bot.host.messenger._connectors  # noqa: SLF001 - the cache shows nowhere else
    first = await connectors.create(bot.service_url)

    assert await connectors.create(bot.service_url) is first
    for number in range(100):
        await connectors.create(f"{bot.service_url}/region-{number}")
    assert len(connectors._clients) <= 32  # noqa: SLF001 - idem


@pytest.mark.parametrize(
    "service_url",
    [
        "https://evil.example/",
        "http://smba.trafficmanager.net/teams/",
        "http://127.0.0.1:1/",
        "",
        "file:///etc/passwd",
    ],
)
async def test_nothing_goes_to_a_host_outside_the_list_even_if_it_was_stored(
    bot: RunningBot, service_url: str
) -> None:
    with pytest.raises(SendFailed) as failure:
        await bot.host.messenger.send_text(Chat(service_url), "Guten Tag.")

    assert (failure.value.kind, failure.value.code) == (SendFailure.PERMANENT, "host_not_allowed")
    assert bot.openid.token_requests == 0


async def test_a_redirect_is_not_followed(bot: RunningBot) -> None:
    bot.connector.plans = [
        Misbehaviour(status=307, headers={"Location": f"{bot.service_url}/v3/conversations/x/activities"})
    ]

    with pytest.raises(SendFailed):
        await bot.host.messenger.send_text(Chat(bot.service_url), "Guten Tag.")

    assert len(bot.connector.sent) == 1


async def test_a_conversation_id_cannot_leave_its_place_in_the_path(bot: RunningBot) -> None:
    with pytest.raises(SendFailed):
        await bot.host.messenger.send_text(Chat(bot.service_url, "a/../../x?y#z{q}%2F"), "Guten Tag.")

    assert bot.connector.sent[0].path == "/v3/conversations/a%2F..%2F..%2Fx%3Fy%23z%7Bq%7D%252F/activities"


async def test_a_bot_without_credentials_sends_no_token() -> None:
    async with running_bot(app_id="", app_password="", tenant_id="") as bot:
        await bot.host.messenger.send_text(Chat(bot.service_url), "Guten Tag.")

        assert bot.connector.sent[0].authorization == ""
        assert bot.openid.token_requests == 0
