"""Each request that is turned away: its status, at once, one line in the log with a reason code."""

import asyncio
import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
import structlog
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.support.channel import APP_ID, TENANT_ID, Signer, message
from tests.support.host import RunningBot

PERSONAL = "Frau Muster beschwert sich"
ALLOWED_FIELDS = {"event", "log_level", "incident", "status", "reason"}
AT_ONCE_SECONDS = 2.0
FOREIGN_TENANT = "00000000-1111-4222-8333-444444444444"
OTHER_APP = "77777777-1111-4222-8333-444444444444"

Tokens = Callable[[Signer, str], str]


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _claims(url: str) -> dict[str, object]:
    expiry = int((datetime.now(UTC) + timedelta(hours=1)).timestamp())
    return {"iss": "https://api.botframework.com", "aud": APP_ID, "serviceurl": url, "exp": expiry}


def _unsigned(signer: Signer, url: str) -> str:
    header = {"alg": "none", "typ": "JWT", "kid": signer.key_id}
    return f"{_b64(json.dumps(header).encode())}.{_b64(json.dumps(_claims(url)).encode())}."


def _signed_with_the_public_key(signer: Signer, url: str, algorithm: str = "HS256") -> str:
    # PyJWT refuses to make such a token, so it is made by hand: the secret is what everybody may read.
    public = jwt.PyJWK(signer.jwk, algorithm="RS256").key
    secret = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    header = _b64(json.dumps({"alg": algorithm, "typ": "JWT", "kid": signer.key_id}).encode())
    signed = f"{header}.{_b64(json.dumps(_claims(url)).encode())}"
    return f"{signed}.{_b64(hmac.new(secret, signed.encode(), hashlib.sha256).digest())}"


def _with_its_own_key(signer: Signer, url: str) -> str:
    """Bring the key along in the header, under the channel's id."""
    somebody = Signer("somebody")
    token = somebody.token(url, key_id=signer.key_id)
    _, claims, _ = token.split(".")
    header = {"alg": "RS256", "kid": signer.key_id, "jwk": somebody.jwk, "jku": "https://evil.example/keys"}
    return f"{_b64(json.dumps(header).encode())}.{claims}.{token.split('.')[2]}"


def _claiming(**claims: Any) -> Tokens:  # noqa: ANN401 - claims of any kind are the subject
    return lambda signer, url: signer.token(url, **claims)


_HOUR = timedelta(hours=1)
EMULATOR = {"iss": "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/", "appid": APP_ID}
SKILL = {"iss": f"https://login.microsoftonline.com/{TENANT_ID}/v2.0", "ver": "2.0", "azp": OTHER_APP}
GOVERNMENT = {"iss": "https://api.botframework.us"}

WRONG_TOKENS: dict[str, tuple[Tokens, str]] = {
    "garbage": (lambda *_: "garbage", "not_a_token"),
    "three dots": (lambda *_: "...", "not_a_token"),
    "alg none": (_unsigned, "wrong_algorithm_or_no_key"),
    "HS256 with the public key": (_signed_with_the_public_key, "wrong_algorithm_or_no_key"),
    "HS256 that says RS256": (
        lambda signer, url: _signed_with_the_public_key(signer, url, "RS256"),
        "InvalidSignatureError",
    ),
    "its own key": (_with_its_own_key, "InvalidSignatureError"),
    "unknown key": (lambda _, url: Signer("somebody").token(url), "unknown_key"),
    "wrong audience": (_claiming(aud=OTHER_APP), "InvalidAudienceError"),
    "wrong issuer": (_claiming(iss="https://evil.example"), "InvalidIssuerError"),
    "emulator": (_claiming(**EMULATOR), "InvalidIssuerError"),
    "skill": (_claiming(**SKILL), "InvalidIssuerError"),
    "government": (_claiming(**GOVERNMENT), "InvalidIssuerError"),
    "expired": (_claiming(exp=datetime.now(UTC) - _HOUR), "ExpiredSignatureError"),
    "not yet valid": (_claiming(nbf=datetime.now(UTC) + _HOUR), "ImmatureSignatureError"),
    "issued in the future": (_claiming(iat=datetime.now(UTC) + _HOUR), "ImmatureSignatureError"),
    "without expiry": (_claiming(without=("exp",)), "MissingRequiredClaimError"),
    "expiry of another kind": (_claiming(exp="morgen"), "DecodeError"),
    "no service URL": (_claiming(serviceurl=None), "no_serviceurl_claim"),
    "service URL of another kind": (_claiming(serviceurl=["http://x"]), "no_serviceurl_claim"),
}

WRONG_ACTIVITIES: dict[str, tuple[dict[str, Any], str]] = {
    "another channel": ({"channelId": "webchat"}, "wrong_channel"),
    "another service URL": ({"serviceUrl": "https://evil.example/"}, "wrong_service_url"),
    "no service URL": ({"serviceUrl": None}, "wrong_service_url"),
    "another tenant": ({"channelData": {"tenant": {"id": FOREIGN_TENANT}}}, "wrong_tenant"),
}


@pytest.mark.parametrize("kind", WRONG_TOKENS)
async def test_a_wrong_token_is_401_at_once_and_logged_as_a_reason_alone(
    bot: RunningBot, kind: str, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    make, reason = WRONG_TOKENS[kind]
    token = make(bot.signer, bot.service_url)

    with structlog.testing.capture_logs() as events:
        async with asyncio.timeout(AT_ONCE_SECONDS):
            answer = await bot.post(message(bot.service_url, text=PERSONAL), token=token)

    assert answer.status == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    _assert_only_the_reason(events, 401, reason, caplog.text + "".join(capfd.readouterr()))
    assert bot.assistant.turns == []


@pytest.mark.parametrize("kind", WRONG_ACTIVITIES)
async def test_an_activity_its_token_was_not_made_for_is_403_and_logged_as_a_reason_alone(
    bot: RunningBot, kind: str, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    changes, reason = WRONG_ACTIVITIES[kind]

    with structlog.testing.capture_logs() as events:
        answer = await bot.post(message(bot.service_url, text=PERSONAL) | changes)

    assert answer.status == 403
    _assert_only_the_reason(events, 403, reason, caplog.text + "".join(capfd.readouterr()))
    assert bot.assistant.turns == []


async def test_the_forged_tokens_differ_from_a_good_one_in_nothing_else(bot: RunningBot) -> None:
    good = jwt.encode(
        _claims(bot.service_url),
        "x" * 64,
        algorithm="HS256",
    )
    claims = jwt.decode(good, options={"verify_signature": False})

    token = bot.signer.token(bot.service_url, **claims)

    assert (await bot.post(message(bot.service_url), token=token)).status == 201


async def test_two_hundred_garbage_tokens_delay_nobody(bot: RunningBot) -> None:
    garbage = (bot.post(message(bot.service_url), token=f"garbage-{number}") for number in range(200))
    flood = asyncio.gather(*garbage)

    async with asyncio.timeout(10):
        assert (await bot.post(message(bot.service_url))).status == 201
        assert {answer.status for answer in await flood} == {401}
    assert bot.openid.key_requests == 1


def _assert_only_the_reason(events: list[Any], status: int, reason: str, written: str) -> None:
    """One event, nothing but codes in it, and nothing said beside it."""
    assert [(event["event"], event["status"], event["reason"]) for event in events] == [
        ("rejected", status, reason)
    ]
    assert set(events[0]) == ALLOWED_FIELDS
    assert PERSONAL not in written
    assert "Traceback" not in written
