"""The channel's keys: noticed when they change, kept when the channel is down, never a reason to hang."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.signing_keys import SigningKeys
from tests.support.channel import Signer, message
from tests.support.host import RunningBot, running_bot


async def test_the_keys_are_fetched_once_for_many_requests(bot: RunningBot) -> None:
    for _ in range(5):
        assert (await bot.post(message(bot.service_url))).status == 201

    assert bot.openid.key_requests == 1


# 4: stock stays deaf for up to 24 hours after the channel has changed its keys.
async def test_a_new_key_of_the_channel_is_accepted_at_once(bot: RunningBot) -> None:
    new = Signer("channel-2")
    bot.openid.signers.append(new)
    bot.clock.advance(timedelta(minutes=2))

    answer = await bot.post(message(bot.service_url), token=new.token(bot.service_url))

    assert answer.status == 201


async def test_invented_key_ids_ask_the_channel_at_most_once_a_minute(bot: RunningBot) -> None:
    bot.clock.advance(timedelta(minutes=2))
    for number in range(10):
        token = bot.signer.token(bot.service_url, key_id=f"invented-{number}")
        assert (await bot.post(message(bot.service_url), token=token)).status == 401
    assert bot.openid.key_requests == 2

    bot.clock.advance(timedelta(seconds=61))
    await bot.post(message(bot.service_url), token=bot.signer.token(bot.service_url, key_id="invented"))
    assert bot.openid.key_requests == 3


async def test_a_withdrawn_key_is_refused_after_the_next_fetch(bot: RunningBot) -> None:
    bot.openid.signers = [Signer("channel-2")]
    bot.clock.advance(timedelta(hours=25))
    await bot.post(message(bot.service_url))
    await _until(lambda: bot.openid.key_requests == 2)
    await asyncio.sleep(0.05)

    assert (await bot.post(message(bot.service_url))).status == 401


async def test_an_outage_keeps_the_known_keys(bot: RunningBot) -> None:
    bot.openid.down = True
    for _ in range(3):
        bot.clock.advance(timedelta(hours=25))
        assert (await bot.post(message(bot.service_url))).status == 201


# 5: stock fetches with a blocking call without time-out; the whole bot hangs.
async def test_a_hanging_key_server_hangs_nobody_with_a_known_key(bot: RunningBot) -> None:
    bot.openid.hangs = True
    bot.clock.advance(timedelta(hours=25))

    async with asyncio.timeout(2):
        assert (await bot.post(message(bot.service_url))).status == 201


async def test_a_bot_that_starts_in_an_outage_says_503_and_recovers_by_itself() -> None:
    async with running_bot() as bot:
        keys = SigningKeys(bot.session, bot.openid.metadata_url, bot.clock)
        bot.openid.down = True
        assert not await keys.preload()
        assert not keys.are_known

        bot.openid.down = False
        bot.clock.advance(timedelta(seconds=6))
        assert await keys.find("channel-1") is not None


async def test_without_any_key_a_request_is_503_and_the_bot_is_not_ready() -> None:
    async with running_bot(openid_metadata_url="http://127.0.0.1:1/nothing") as bot:
        assert (await bot.post(message(bot.service_url))).status == 503
        assert (await bot.request("GET", "/readyz")).status == 503
        assert (await bot.request("GET", "/healthz")).status == 200


@pytest.mark.parametrize(
    "broken",
    [
        {"kty": "RSA", "kid": "broken"},
        {"kty": "RSA", "kid": "broken", "n": "!!", "e": "AQAB"},
        {"kty": "EC", "kid": "other", "crv": "P-256", "x": "x", "y": "y"},
        {"kty": "RSA", "n": "AQAB", "e": "AQAB"},
        "no object",
    ],
)
async def test_a_key_that_cannot_be_read_does_not_spoil_the_others(broken: object) -> None:
    async with running_bot() as bot:
        bot.openid.extra_keys.append(broken)
        keys = SigningKeys(bot.session, bot.openid.metadata_url, bot.clock)

        assert await keys.preload()
        assert await keys.find("channel-1") is not None
        assert await keys.find("broken") is None


async def test_keys_are_not_taken_from_an_address_without_tls(bot: RunningBot) -> None:
    keys = SigningKeys(bot.session, bot.openid.metadata_url, bot.clock)
    # The metadata now name another host for the keys.
    bot.openid.base = "http://keys.example"

    assert not await keys.preload()


async def test_after_twenty_hours_the_keys_are_fetched_behind_a_request_that_does_not_wait(
    bot: RunningBot,
) -> None:
    bot.clock.advance(timedelta(hours=19, minutes=59))
    await bot.post(message(bot.service_url))
    assert bot.openid.key_requests == 1

    bot.clock.advance(timedelta(minutes=2))
    assert (await bot.post(message(bot.service_url))).status == 201
    await _until(lambda: bot.openid.key_requests == 2)


async def test_where_nobody_writes_the_keys_are_fetched_all_the_same(bot: RunningBot) -> None:
    keys = SigningKeys(bot.session, bot.openid.metadata_url, bot.clock)
    await keys.preload()
    looking = asyncio.create_task(keys.keep_fresh(timedelta(milliseconds=5)))
    await asyncio.sleep(0.05)
    assert bot.openid.key_requests == 2

    bot.openid.signers = [Signer("channel-2")]
    bot.clock.advance(timedelta(hours=21))
    await _until(lambda: bot.openid.key_requests == 3)
    looking.cancel()
    await asyncio.gather(looking, return_exceptions=True)

    assert await keys.find("channel-2") is not None
    assert await keys.find("channel-1") is None


async def _until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(2):
        while not condition():  # noqa: ASYNC110 - the stand-in counts, it does not signal
            await asyncio.sleep(0.01)
