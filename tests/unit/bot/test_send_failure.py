"""What an answer of the channel means; none of its text gets into the error."""

from datetime import UTC, datetime, timedelta

import pytest
from multidict import CIMultiDict

from bot.sending.send_failure import SendFailed, SendFailure, classify

NOW = datetime(2026, 12, 3, 10, 0, tzinfo=UTC)


def read(status: int, body: bytes = b"", **headers: str) -> SendFailed:
    return classify(status, CIMultiDict({k.replace("_", "-"): v for k, v in headers.items()}), body, NOW)


@pytest.mark.parametrize(
    ("value", "pause"),
    [
        ("0", timedelta()),
        ("30", timedelta(seconds=30)),
        ("86400", timedelta(hours=1)),
        ("9" * 40, timedelta(hours=1)),
        ("Thu, 03 Dec 2026 10:00:20 GMT", timedelta(seconds=20)),
        ("Thu, 03 Dec 2026 09:00:00 GMT", timedelta()),
        ("soon", None),
        ("-5", None),
        ("", None),
        ("²", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date_and_has_an_end(
    value: str, pause: timedelta | None
) -> None:
    assert read(429, Retry_After=value).retry_after == pause


# The 403 of a blocked bot carries its reason as a nested, not quite JSON, string.
def test_the_reason_of_a_blocked_bot_is_found_where_teams_writes_it() -> None:
    body = b'{"errorCode":209,"message":"{subCode:MessageWritesBlocked,details:Frau Muster}"}'

    failure = read(403, body)

    assert (failure.kind, failure.code) == (SendFailure.UNREACHABLE, "MessageWritesBlocked")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b'{"error":{"code":"BadSyntax","message":"Frau Muster"}}', "BadSyntax"),
        (b'{"error":{"code":"Frau Muster"}}', "Frau"),
        (b'{"error":{"code":"' + b"x" * 500 + b'"}}', "x" * 64),
        (b'{"error":{"code":5}}', "400"),
        (b'{"error":"x"}', "400"),
        (b'{"code":"Direct"}', "Direct"),
        (b"[]", "400"),
        (b"<html>", "400"),
        (b"\xff\xfe", "400"),
        (b"[" * 100_000, "400"),
        (b"", "400"),
    ],
)
def test_the_code_is_one_word_and_otherwise_the_status(body: bytes, code: str) -> None:
    failure = read(400, body)

    assert failure.code == code
    assert "Muster" not in str(failure)


def test_an_unexplained_404_means_the_conversation_or_for_a_change_the_activity() -> None:
    assert read(404).code == "ConversationNotFound"
    assert classify(404, {}, b"", NOW, of_activity=True).code == "ActivityNotFoundInConversation"
    assert read(404).is_gone


@pytest.mark.parametrize("status", [301, 302, 307, 400, 401, 405, 409, 413, 500])
def test_what_a_retry_cannot_cure_is_permanent(status: int) -> None:
    assert read(status).kind is SendFailure.PERMANENT


@pytest.mark.parametrize("status", [408, 412, 429, 502, 503, 504, 507, 599])
def test_what_passes_is_tried_again(status: int) -> None:
    assert read(status).kind is SendFailure.RETRY
