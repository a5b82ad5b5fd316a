"""Malformed requests with a valid token: the right 4xx, no turn, nothing but an incident id in the log."""

import gzip
import json
from typing import Any

import pytest
import structlog

from tests.support.channel import message, submitted
from tests.support.host import RunningBot

PERSONAL = "Frau Muster, Telefon 0711 123456"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"[]",
        b'"text"',
        b"42",
        b"{",
        b"{}",
        b'{"type": 1}',
        b'{"type": ""}',
        b'{"type": "message", "id": NaN}',
        b'{"type": "message", "id": "1", "n": 1e999}',
        b'{"type": "message", "n": -1e999}',
        b'{"type": "message", "id": "1", "id": "2"}',
        b'{"type": "message", "id": "1", "i\\u0000d": "2"}',
        b'{"type": "message", "value": {"case": "mine", "case": "yours"}}',
        b"\xff\xfe{\x00}\x00",
        b'{"type": "message", "n": ' + b"1" * 5000 + b"}",
        b"[" * 100_000,
    ],
)
async def test_what_is_no_activity_is_400(bot: RunningBot, raw: bytes) -> None:
    assert (await bot.post(None, raw=raw)).status == 400
    assert bot.assistant.turns == []


@pytest.mark.parametrize(
    "changes",
    [
        {"from": "Erika"},
        {"from": []},
        {"from": {"id": 7}},
        {"from": {"id": "29:x", "aadObjectId": "x" * 37}},
        {"conversation": {}},
        {"conversation": "a:1"},
        {"recipient": None},
        {"id": None},
        {"id": {"$ne": ""}},
        {"id": "x" * 1025},
        {"text": ["hallo"]},
        {"text": {"a": 1}},
        {"locale": "x" * 65},
        {"replyToId": 5},
        {"serviceUrl": 5},
        {"channelId": ["msteams"]},
        {"channelData": "x"},
        {"channelData": {"tenant": "x"}},
    ],
)
async def test_an_activity_with_a_field_of_another_kind_is_400(
    bot: RunningBot, changes: dict[str, Any]
) -> None:
    assert (await bot.post(message(bot.service_url) | changes)).status == 400
    assert bot.assistant.turns == []


@pytest.mark.parametrize("conversation_id", [".", "..", "a\u0000b", "a\nb"])
async def test_a_conversation_id_that_could_change_the_connectors_path_is_400(
    bot: RunningBot, conversation_id: str
) -> None:
    activity = message(bot.service_url)
    activity["conversation"]["id"] = conversation_id

    # The NUL is dropped on reading and leaves an ordinary id.
    assert (await bot.post(activity)).status == (201 if "\u0000" in conversation_id else 400)


@pytest.mark.parametrize("content_type", ["text/plain", "application/xml", "application/jsonx", ""])
async def test_another_content_type_is_415(bot: RunningBot, content_type: str) -> None:
    answer = await bot.post(message(bot.service_url), headers={"Content-Type": content_type})

    assert answer.status == 415


async def test_json_with_a_charset_is_accepted(bot: RunningBot) -> None:
    headers = {"Content-Type": "application/json; charset=utf-8"}

    assert (await bot.post(message(bot.service_url), headers=headers)).status == 201


async def test_a_body_of_300_kb_is_413(bot: RunningBot) -> None:
    assert (await bot.post(message(bot.service_url, text="x" * 300_000))).status == 413
    assert bot.assistant.turns == []


async def test_a_compressed_body_is_measured_unpacked(bot: RunningBot) -> None:
    packed = gzip.compress(json.dumps(message(bot.service_url, text="x" * 3_000_000)).encode())

    answer = await bot.post(None, raw=packed, headers={"Content-Encoding": "gzip"})

    assert answer.status == 413


async def test_a_body_that_is_not_compressed_as_it_says_is_400(bot: RunningBot) -> None:
    answer = await bot.post(None, raw=b"not gzip at all", headers={"Content-Encoding": "gzip"})

    assert answer.status == 400


# 12: stock reads the body first.
async def test_without_a_token_the_body_does_not_matter(bot: RunningBot) -> None:
    assert (await bot.post(None, raw=b"[" * 1000, token="")).status == 401
    assert (await bot.post(None, raw=b"x" * 300_000, token="")).status == 401
    assert (await bot.post(None, token="", headers={"Content-Type": "text/plain"})).status == 401


@pytest.mark.parametrize("depth", [25, 500])
async def test_data_of_a_button_nested_too_deep_are_400(bot: RunningBot, depth: int) -> None:
    value: Any = "x"
    for _ in range(depth):
        value = {"a": value}

    assert (await bot.post(submitted(bot.service_url, value))).status == 400


async def test_a_text_of_100000_characters_reaches_the_assistant_whole(bot: RunningBot) -> None:
    assert (await bot.post(message(bot.service_url, text="x" * 100_000))).status == 201
    assert len(bot.assistant.turns[0].text) == 100_000


async def test_half_an_emoji_and_control_characters_do_no_harm(bot: RunningBot) -> None:
    raw = json.dumps(message(bot.service_url, text="X")).replace(
        '"X"', '"a\\ud83d\\u0000\\u0007b \\ud83d\\ude00"'
    )

    assert (await bot.post(None, raw=raw.encode())).status == 201
    assert bot.assistant.turns[0].text == "a\ufffdb 😀"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/messages", 405),
        ("PUT", "/api/messages", 405),
        ("GET", "/", 404),
        ("GET", "/../etc/passwd", 404),
        ("GET", "/api/messages/x", 404),
        ("POST", "/healthz", 405),
    ],
)
async def test_there_is_nothing_else_on_the_web(bot: RunningBot, method: str, path: str, status: int) -> None:
    answer = await bot.request(method, path)

    assert answer.status == status
    assert answer.text == ""


async def test_nothing_of_a_rejected_request_reaches_the_log(
    bot: RunningBot, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with structlog.testing.capture_logs() as events:
        await bot.post(message(bot.service_url, text=PERSONAL, id={"x": PERSONAL}))
        await bot.post(None, raw=PERSONAL.encode())
        await bot.post(message(bot.service_url), token="", headers={"Authorization": "Bearer " + "e" * 9000})
        await bot.post(message(bot.service_url), token=f"{'e' * 40}.{'e' * 40}.x")

    assert [event["event"] for event in events] == ["rejected", "rejected", "http_failed", "rejected"]
    logged = json.dumps(events) + caplog.text + "".join(capsys.readouterr())
    assert "Muster" not in logged
    assert "0711" not in logged
    assert "eeee" not in logged
    for event in events:
        assert set(event) <= {"event", "log_level", "incident", "status", "reason", "error"}


async def test_answers_carry_headers_against_curious_browsers(bot: RunningBot) -> None:
    for path in ("/healthz", "/nothing", "/readyz"):
        headers = (await bot.request("GET", path)).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "aiohttp" not in headers["Server"]
