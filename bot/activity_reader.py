"""Reads a request body into an activity and an activity into ``Incoming``. Trusts nothing in it."""

import json
import math
import re
from collections.abc import Mapping
from typing import Any, NoReturn, Protocol

from bot.incoming import Incoming, Kind, Replies, SentFile
from bot.rejection import Rejected
from procedure.vocabulary import StaffId

MAX_DEPTH = 24
"""Levels of nesting; a card's data have five, Teams' own fields seven."""
MAX_ID_LENGTH = 1024
MOST_ATTACHMENTS = 20
"""Teams takes ten files with one message, and adds attachments of its own."""
FILE_TYPE = "application/vnd.microsoft.teams.file.download.info"
"""A file in a personal chat: the client has put it into the person's OneDrive."""
_CHANNEL_DELETED = "channelDeleted"
_ENDS = frozenset({_CHANNEL_DELETED, "teamDeleted", "teamHardDeleted"})
_MAX_STAFF_ID_LENGTH = 36
_MAX_CODE_LENGTH = 64

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_UNSAFE_IN_ID = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_BLANKS = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n{3,}")

Activity = dict[str, Any]


class RepliesFactory(Protocol):
    """Makes the voice with which a conversation is answered."""

    def __call__(self, *, service_url: str, conversation_id: str, bot_id: str) -> Replies:
        """Return the replies of one conversation."""


def parse_activity(body: bytes) -> Activity:
    """Read the JSON of an activity; Rejected (400) for anything else."""
    try:
        # Teams sends UTF-8; json.loads alone would also guess UTF-16 and 32.
        parsed = json.loads(
            body.decode("utf-8"),
            parse_constant=_refuse_constant,
            parse_float=_finite,
            object_pairs_hook=_without_repeats,
        )
    except (ValueError, RecursionError):
        raise Rejected.malformed("not_json") from None
    activity = _clean(parsed, MAX_DEPTH)
    if not isinstance(activity, dict):
        raise Rejected.malformed("not_an_object")
    if not _text(activity, "type"):
        raise Rejected.malformed("no_type")
    return activity


def _refuse_constant(name: str) -> NoReturn:
    # NaN and Infinity are no JSON and would break every consumer after us.
    raise ValueError(name)


def _finite(text: str) -> float:
    # 1e999 is JSON, but Python makes infinity of it, and that is none when it is written again.
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("out of range")
    return number


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    # Of two fields of one name, whoever looked before us may have seen the other one.
    fields = {_clean_text(key): item for key, item in pairs}
    if len(fields) < len(pairs):
        raise ValueError("repeated field")
    return fields


def _clean(value: Any, depth: int) -> Any:  # noqa: ANN401 - JSON
    """Limit the depth and make strings storable: no NUL or control characters, no half emoji."""
    if isinstance(value, str):
        return _clean_text(value)
    if isinstance(value, (dict, list)) and depth == 0:
        raise Rejected.malformed("too_deep")
    if isinstance(value, dict):
        return {key: _clean(item, depth - 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_clean(item, depth - 1) for item in value]
    return value


def _clean_text(text: str) -> str:
    if not text.isascii():
        # A lone surrogate cannot be encoded: neither a log nor a database would take it.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _CONTROL.sub("", text)


def _mapping(owner: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = owner.get(key)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Rejected.malformed(f"{key}_not_an_object")
    return value


def _text(owner: Mapping[str, Any], key: str, limit: int | None = None) -> str:
    value = owner.get(key)
    if value is None:
        return ""
    if not isinstance(value, str) or (limit is not None and len(value) > limit):
        raise Rejected.malformed(f"bad_{key}")
    return value


def _id(owner: Mapping[str, Any], key: str, limit: int = MAX_ID_LENGTH) -> str:
    value = _text(owner, key, limit)
    # "." and ".." would walk up the connector's path.
    if _UNSAFE_IN_ID.search(value) or value in {".", ".."}:
        raise Rejected.malformed(f"bad_{key}")
    return value


def service_url(activity: Activity) -> str:
    """Return where the activity asks to be answered; empty if it does not say."""
    return _id(activity, "serviceUrl")


def channel_id(activity: Activity) -> str:
    """Return the channel the activity says it came through."""
    return _id(activity, "channelId", _MAX_CODE_LENGTH)


def tenant_ids(activity: Activity) -> frozenset[str]:
    """Return every tenant the activity names, in small letters.

    The SDK's model looks for ``tenantID`` and always finds None; the wire says ``tenantId``.
    """
    of_channel = _id(_mapping(_mapping(activity, "channelData"), "tenant"), "id", _MAX_CODE_LENGTH)
    of_conversation = _id(_mapping(activity, "conversation"), "tenantId", _MAX_CODE_LENGTH)
    return frozenset(tenant.lower() for tenant in (of_channel, of_conversation) if tenant)


def read_incoming(activity: Activity, replies: RepliesFactory) -> Incoming:
    """Take what we use out of an activity; Rejected (400) if one of these fields is malformed."""
    kind = _kind(activity)
    sender = _mapping(activity, "from")
    recipient = _mapping(activity, "recipient")
    conversation = _mapping(activity, "conversation")
    bot_id = _id(recipient, "id")
    conversation_id = _id(conversation, "id")
    url = service_url(activity)
    incoming = Incoming(
        kind=kind,
        activity_id=_id(activity, "id"),
        staff_id=StaffId(_id(sender, "aadObjectId", _MAX_STAFF_ID_LENGTH).lower()),
        tenant_id=min(tenant_ids(activity), default=""),
        conversation_id=conversation_id,
        conversation_type=_id(conversation, "conversationType", _MAX_CODE_LENGTH),
        service_url=url,
        channel_id=channel_id(activity),
        user_id=_id(sender, "id"),
        bot_id=bot_id,
        locale=_id(activity, "locale", _MAX_CODE_LENGTH),
        text=_spoken_text(activity, bot_id) if kind is Kind.MESSAGE else "",
        value=_value(activity),
        files=_files(activity) if kind is Kind.MESSAGE else (),
        reply_to_id=_id(activity, "replyToId"),
        name=_id(activity, "name") if kind is Kind.INVOKE else "",
        left=_left(activity) if kind is Kind.REMOVED else frozenset(),
        replies=replies(service_url=url, conversation_id=conversation_id, bot_id=bot_id),
    )
    if kind is not Kind.OTHER and not incoming.is_addressed:
        raise Rejected.malformed("nobody_to_answer")
    if kind in {Kind.MESSAGE, Kind.INVOKE} and not incoming.activity_id:
        # Without it the same press could not be told from a second one.
        raise Rejected.malformed("no_id")
    return incoming


def _kind(activity: Activity) -> Kind:
    match activity["type"]:
        case "message":
            return Kind.MESSAGE
        case "invoke":
            return Kind.INVOKE
        case "installationUpdate":
            # conversationUpdate tells of the same installation a second time; this one also tells its end.
            action = _text(activity, "action")
            return {
                "add": Kind.INSTALLED,
                "add-upgrade": Kind.INSTALLED,
                "remove": Kind.REMOVED,
                "remove-upgrade": Kind.REMOVED,
            }.get(action, Kind.OTHER)
        case "conversationUpdate":
            return Kind.REMOVED if _event(activity) in _ENDS or _is_out_of_team(activity) else Kind.OTHER
        case _:
            return Kind.OTHER


def _event(activity: Activity) -> str:
    return _text(_mapping(activity, "channelData"), "eventType")


def _is_out_of_team(activity: Activity) -> bool:
    """Tell whether the assistant itself is among those who are no longer in a team."""
    members, own = activity.get("membersRemoved"), _id(_mapping(activity, "recipient"), "id")
    if not _mapping(_mapping(activity, "channelData"), "team") or not isinstance(members, list):
        return False
    return bool(own) and any(isinstance(member, dict) and member.get("id") == own for member in members)


def _left(activity: Activity) -> frozenset[str]:
    """Name what the assistant is out of: a channel, or a team with the channel that was told of."""
    channel_data = _mapping(activity, "channelData")
    channel, team = _mapping(channel_data, "channel"), _mapping(channel_data, "team")
    if _event(activity) == _CHANNEL_DELETED:
        return frozenset(filter(None, [_id(channel, "id")]))
    conversation_id = _id(_mapping(activity, "conversation"), "id").partition(";")[0]
    group_id = _id(team, "aadGroupId").lower()
    return frozenset(filter(None, [_id(channel, "id"), _id(team, "id"), group_id, conversation_id]))


def _value(activity: Activity) -> Mapping[str, Any]:
    value = activity.get("value")
    return value if isinstance(value, dict) else {}


def _files(activity: Activity) -> tuple[SentFile, ...]:
    """Find the attached files; Teams also attaches its own HTML of a formatted text, which is none."""
    attachments = activity.get("attachments")
    if not isinstance(attachments, list):
        return ()
    found = (_file(attachment) for attachment in attachments[:MOST_ATTACHMENTS])
    return tuple(file for file in found if file is not None)


def _file(attachment: object) -> SentFile | None:
    if not isinstance(attachment, dict):
        return None
    kind, name, content = attachment.get("contentType"), attachment.get("name"), attachment.get("content")
    if kind == FILE_TYPE and isinstance(content, dict) and isinstance(content.get("downloadUrl"), str):
        return SentFile(name=name if isinstance(name, str) else "", download_url=content["downloadUrl"])
    if kind == FILE_TYPE or (isinstance(kind, str) and kind.startswith("image/")):
        return SentFile(name="", download_url="")
    return None


def _spoken_text(activity: Activity, bot_id: str) -> str:
    text = _text(activity, "text")
    for mention in _mentions(activity, bot_id):
        text = text.replace(mention, " ")
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    folded = "\n".join(_BLANKS.sub(" ", line).strip() for line in lines.split("\n"))
    return _BLANK_LINES.sub("\n\n", folded).strip()


def _mentions(activity: Activity, bot_id: str) -> list[str]:
    """Return the texts that stand for the bot itself, like ``<at>KRM</at>``."""
    entities = activity.get("entities")
    if not isinstance(entities, list):
        return []
    found = []
    for entity in entities:
        if isinstance(entity, dict) and entity.get("type") == "mention":
            mentioned, text = entity.get("mentioned"), entity.get("text")
            is_bot = isinstance(mentioned, dict) and bool(bot_id) and mentioned.get("id") == bot_id
            if is_bot and isinstance(text, str) and text:
                found.append(text)
    return found
