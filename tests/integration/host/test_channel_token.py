"""Every weakness of the stock check, each with a real signed token, and what ours answers to it."""

import base64
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.support.channel import APP_ID, TENANT_ID, Signer, message
from tests.support.host import RunningBot, running_bot

FOREIGN_TENANT = "00000000-1111-4222-8333-444444444444"


async def test_a_token_of_the_channel_for_this_app_and_service_url_is_accepted(bot: RunningBot) -> None:
    answer = await bot.post(message(bot.service_url))

    assert answer.status == 201
    assert len(bot.assistant.turns) == 1


# 2: stock answers 500 with a traceback to each of these.
@pytest.mark.parametrize(
    "token",
    [
        "",
        "not-a-token",
        "a.b.c",
        "é.é.é",
        "eyJhbGciOiJub25lIn0.eyJhdWQiOiJ4In0.",
        "e" * 6_000,
    ],
)
async def test_no_token_and_no_real_token_are_401(bot: RunningBot, token: str) -> None:
    headers = {"Authorization": f"Bearer {token}"} if token else {}

    answer = await bot.post(message(bot.service_url), token="", headers=headers)

    assert answer.status == 401
    assert bot.assistant.turns == []


async def test_a_token_whose_header_is_nested_five_thousand_deep_is_401(bot: RunningBot) -> None:
    header = base64.urlsafe_b64encode(b'{"kid":' + b"[" * 5_000).rstrip(b"=").decode()

    answer = await bot.post(message(bot.service_url), token=f"{header}.e30.e30")

    assert answer.status == 401


# 15: the scheme is "Bearer" and nothing else.
@pytest.mark.parametrize("scheme", ["bearer", "Basic", "Bearer:", ""])
async def test_another_scheme_than_bearer_is_401(bot: RunningBot, scheme: str) -> None:
    token = bot.signer.token(bot.service_url)

    answer = await bot.post(message(bot.service_url), headers={"Authorization": f"{scheme} {token}".strip()})

    assert answer.status == 401


@pytest.mark.parametrize("algorithm", ["HS256", "RS384", "RS512"])
async def test_another_algorithm_than_rs256_is_401(bot: RunningBot, algorithm: str) -> None:
    token = bot.signer.token(bot.service_url, algorithm=algorithm)

    answer = await bot.post(message(bot.service_url), token=token)

    assert answer.status == 401


async def test_a_token_signed_by_somebody_else_under_the_channels_key_id_is_401(bot: RunningBot) -> None:
    forged = Signer("somebody").token(bot.service_url, key_id=bot.signer.key_id)

    answer = await bot.post(message(bot.service_url), token=forged)

    assert answer.status == 401


async def test_a_token_of_an_unknown_key_is_401(bot: RunningBot) -> None:
    answer = await bot.post(message(bot.service_url), token=Signer("somebody").token(bot.service_url))

    assert answer.status == 401


async def test_an_expired_token_is_401(bot: RunningBot) -> None:
    token = bot.signer.token(bot.service_url, exp=datetime.now(UTC) - timedelta(minutes=6))

    assert (await bot.post(message(bot.service_url), token=token)).status == 401


async def test_a_token_for_later_is_401(bot: RunningBot) -> None:
    token = bot.signer.token(bot.service_url, nbf=datetime.now(UTC) + timedelta(minutes=6))

    assert (await bot.post(message(bot.service_url), token=token)).status == 401


async def test_clocks_may_differ_by_five_minutes(bot: RunningBot) -> None:
    token = bot.signer.token(bot.service_url, exp=datetime.now(UTC) - timedelta(minutes=4))

    assert (await bot.post(message(bot.service_url), token=token)).status == 201


# 3 and 9: stock answers 404 without issuer and lets a token without expiry pass.
@pytest.mark.parametrize("claim", ["iss", "exp", "aud", "serviceurl"])
async def test_a_token_that_lacks_a_claim_is_401(bot: RunningBot, claim: str) -> None:
    token = bot.signer.token(bot.service_url, without=(claim,))

    assert (await bot.post(message(bot.service_url), token=token)).status == 401


# 8: stock takes tokens of Microsoft's emulator tenants in production.
@pytest.mark.parametrize(
    "issuer",
    [
        "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/",
        "https://login.microsoftonline.com/f8cdef31-a31e-4b4a-93e4-5f571e91255a/v2.0",
        f"https://sts.windows.net/{TENANT_ID}/",
        "https://api.botframework.com/",
        "https://api.botframework.us",
    ],
)
async def test_only_the_channel_itself_is_an_issuer(bot: RunningBot, issuer: str) -> None:
    token = bot.signer.token(bot.service_url, iss=issuer, appid=APP_ID, azp=APP_ID, ver="1.0")

    assert (await bot.post(message(bot.service_url), token=token)).status == 401


@pytest.mark.parametrize("audience", ["", FOREIGN_TENANT, APP_ID.upper(), [APP_ID, "other"], [APP_ID]])
async def test_a_token_for_another_app_is_401(bot: RunningBot, audience: object) -> None:
    token = bot.signer.token(bot.service_url, aud=audience)

    assert (await bot.post(message(bot.service_url), token=token)).status == 401


# 6: stock skips the check when the activity leaves the service URL out.
@pytest.mark.parametrize("service_url", [None, "", "http://127.0.0.1:1/", "https://evil.example/"])
async def test_an_activity_with_another_or_no_service_url_is_403(
    bot: RunningBot, service_url: str | None
) -> None:
    answer = await bot.post(message(bot.service_url, serviceUrl=service_url))

    assert answer.status == 403
    assert bot.assistant.turns == []


# 7: stock lets an activity without a channel pass the test of the key's endorsements.
@pytest.mark.parametrize("channel", [None, "", "webchat", "directline", "emulator", "MSTEAMS"])
async def test_an_activity_of_another_or_no_channel_is_403(bot: RunningBot, channel: str | None) -> None:
    assert (await bot.post(message(bot.service_url, channelId=channel))).status == 403


@pytest.mark.parametrize("endorsements", [None, (), ("webchat", "directline")])
async def test_a_key_that_may_not_speak_for_teams_is_403(endorsements: tuple[str, ...] | None) -> None:
    async with running_bot(Signer("webchat-key", endorsements=endorsements)) as bot:
        assert (await bot.post(message(bot.service_url))).status == 403


# 10: stock checks no tenant at all, and its model's tenant is always None.
@pytest.mark.parametrize(
    ("in_conversation", "in_channel_data"),
    [
        (FOREIGN_TENANT, FOREIGN_TENANT),
        (TENANT_ID, FOREIGN_TENANT),
        (FOREIGN_TENANT, TENANT_ID),
        (None, None),
    ],
)
async def test_another_tenant_two_tenants_or_none_is_403(
    bot: RunningBot, in_conversation: str | None, in_channel_data: str | None
) -> None:
    activity = _of_tenants(bot, in_conversation, in_channel_data)

    assert (await bot.post(activity)).status == 403


@pytest.mark.parametrize(
    ("in_conversation", "in_channel_data"),
    [(TENANT_ID, TENANT_ID), (TENANT_ID, None), (None, TENANT_ID), (TENANT_ID.upper(), TENANT_ID)],
)
async def test_the_tenant_in_either_place_is_enough_if_the_other_is_empty(
    bot: RunningBot, in_conversation: str | None, in_channel_data: str | None
) -> None:
    assert (await bot.post(_of_tenants(bot, in_conversation, in_channel_data))).status == 201
    assert bot.assistant.turns[0].tenant_id == TENANT_ID


# 11: stock trusts any service URL and sends it our token.
async def test_a_signed_service_url_outside_the_list_is_403(bot: RunningBot) -> None:
    foreign = "https://evil.example/"

    answer = await bot.post(message(foreign), token=bot.signer.token(foreign))

    assert answer.status == 403


async def test_nothing_of_a_rejected_request_reaches_the_answer(bot: RunningBot) -> None:
    answer = await bot.post(
        message(bot.service_url, text="Frau Muster beschwert sich"), token="secret.token.x"
    )

    assert list(answer.json) == ["incident"]
    assert len(answer.json["incident"]) == 8


def _of_tenants(bot: RunningBot, in_conversation: str | None, in_channel_data: str | None) -> dict[str, Any]:
    activity = message(bot.service_url)
    activity["conversation"]["tenantId"] = in_conversation
    activity["channelData"] = {"tenant": {"id": in_channel_data}}
    return activity


# 13: the SDK's own check has more holes in each of its variants; none of them can be reached.
async def test_the_sdks_own_check_is_no_way_in(bot: RunningBot) -> None:
    seam = bot.host.adapter.bot_framework_authentication

    with pytest.raises(PermissionError):
        await seam.authenticate_request(None, "")
    with pytest.raises(PermissionError):
        await seam.authenticate_streaming_request("", "msteams")
