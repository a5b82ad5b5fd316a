"""What it means when the channel does not take a message, after Microsoft's table of status codes."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum

CONVERSATION_GONE = "ConversationNotFound"
ACTIVITY_GONE = "ActivityNotFoundInConversation"
HOST_NOT_ALLOWED = "host_not_allowed"
NO_ANSWER = "no_answer"
"""Time-out or broken connection: the message may have arrived all the same."""

LONGEST_PAUSE = timedelta(hours=1)
"""No ``Retry-After`` may silence a message for longer."""

_RETRIED = frozenset({408, 412, 429, 502, 503, 504})
_FORBIDDEN = 403
_NOT_FOUND = 404
_INTERNAL = 500
_MAX_CODE_LENGTH = 64


class SendFailure(StrEnum):
    """What is to be done about it."""

    RETRY = "retry"
    """Later, not before ``retry_after``."""
    UNREACHABLE = "unreachable"
    """The person has blocked or removed the assistant: stop until they write or install it again."""
    GONE = "gone"
    """The chat or the card no longer exists: open or send a new one."""
    PERMANENT = "permanent"
    """Our fault or our configuration: trying again cannot help, somebody has to look."""


class SendFailed(Exception):  # noqa: N818 - named for the fact
    """A message was not taken. ``code`` names the reason; nothing of the message is in here."""

    def __init__(self, kind: SendFailure, code: str, retry_after: timedelta | None = None) -> None:
        super().__init__(f"{kind}: {code}")
        self.kind = kind
        self.code = code
        self.retry_after = retry_after

    @classmethod
    def unreachable(cls, code: str) -> "SendFailed":
        """Say that a person cannot be reached."""
        return cls(SendFailure.UNREACHABLE, code)

    @property
    def is_gone(self) -> bool:
        """The chat or the card no longer exists."""
        return self.kind is SendFailure.GONE


def classify(
    status: int, headers: Mapping[str, str], body: bytes, now: datetime, *, of_activity: bool = False
) -> SendFailed:
    """Say what an answer other than 2xx means.

    ``headers`` must not care about the case of names. ``of_activity``: an existing activity was to be
    changed, so an unexplained 404 means that one.
    """
    code = _code(body)
    retry_after = _retry_after(headers.get("Retry-After"), now)
    if status in _RETRIED or status > _INTERNAL:
        return SendFailed(SendFailure.RETRY, code or str(status), retry_after)
    if status == _FORBIDDEN and code != "InvalidBotApiHost":
        # The documented reasons and the real ones differ; all of them end with "do not send there".
        return SendFailed(SendFailure.UNREACHABLE, code or str(status))
    if status == _NOT_FOUND:
        if code not in {CONVERSATION_GONE, ACTIVITY_GONE}:
            code = ACTIVITY_GONE if of_activity else CONVERSATION_GONE
        return SendFailed(SendFailure.GONE, code)
    return SendFailed(SendFailure.PERMANENT, code or str(status))


def _code(body: bytes) -> str:
    """Find the service's code: ``{"error":{"code"}}``, or ``{"message":"{subCode:…}"}`` for some 403.

    Only letters, digits and a few signs come back: the text beside it may quote the message.
    """
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(document, dict):
        return ""
    error = document.get("error")
    code = error.get("code") if isinstance(error, dict) else document.get("code")
    if not code and isinstance(document.get("message"), str):
        _, _, rest = document["message"].partition("subCode")
        code = rest.lstrip("\"': ")
    return _leading_word(code) if isinstance(code, str) else ""


def _leading_word(text: str) -> str:
    length = next((i for i, sign in enumerate(text) if not (sign.isascii() and sign.isalnum())), len(text))
    return text[: min(length, _MAX_CODE_LENGTH)]


def _retry_after(value: str | None, now: datetime) -> timedelta | None:
    """Read seconds or an HTTP date."""
    if not value:
        return None
    if value.isascii() and value.isdigit():
        # Nine digits are 31 years: enough to be cut off, too few to overflow.
        return min(timedelta(seconds=int(value[:9])), LONGEST_PAUSE)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    if until.tzinfo is None:
        return None
    return min(max(until - now, timedelta()), LONGEST_PAUSE)
