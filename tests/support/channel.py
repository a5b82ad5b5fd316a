"""Teams' channel as the bot sees it: signed tokens of our own keys, and activities as Teams writes them."""

import json
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

APP_ID = "0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0"
TENANT_ID = "9a8b7c6d-5e4f-4d3c-8b1a-0f1e2d3c4b5a"
STAFF_ID = "11111111-2222-4333-8444-555555555555"
BOT_ID = f"28:{APP_ID}"
USER_ID = "29:1-erika"
CONVERSATION_ID = "a:1-erika-personal"
ISSUER = "https://api.botframework.com"


@cache
def _key(name: str) -> rsa.RSAPrivateKey:  # noqa: ARG001 - the cache tells keys apart by it
    # Making a key takes a tenth of a second; one per name and process is enough.
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Signer:
    """A key of the channel (or of somebody who would like to be it)."""

    def __init__(
        self, key_id: str = "channel-1", *, endorsements: tuple[str, ...] | None = ("msteams",)
    ) -> None:
        self.key_id = key_id
        self.endorsements = endorsements

    @property
    def jwk(self) -> dict[str, Any]:
        """The public half, as the channel publishes it."""
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(_key(self.key_id).public_key()))
        entry = {"kty": "RSA", "use": "sig", "kid": self.key_id, "n": public["n"], "e": public["e"]}
        if self.endorsements is not None:
            entry["endorsements"] = list(self.endorsements)
        return entry

    def token(
        self,
        service_url: str,
        *,
        without: tuple[str, ...] = (),
        algorithm: str = "RS256",
        key_id: str | None = None,
        **changes: object,
    ) -> str:
        """Sign a token as the channel does; ``without`` leaves claims out, ``changes`` replaces them."""
        now = datetime.now(UTC)
        claims: dict[str, object] = {
            "iss": ISSUER,
            "aud": APP_ID,
            "serviceurl": service_url,
            "nbf": now - timedelta(minutes=1),
            "exp": now + timedelta(hours=1),
        }
        claims |= changes
        for name in without:
            del claims[name]
        secret: Any = _key(self.key_id) if algorithm.startswith("RS") else "x" * 64
        return jwt.encode(claims, secret, algorithm=algorithm, headers={"kid": key_id or self.key_id})


def activity(service_url: str, kind: str = "message", **changes: object) -> dict[str, Any]:
    """Write an activity as Teams sends it from a personal chat."""
    return {
        "type": kind,
        "id": str(uuid.uuid4()),
        "timestamp": "2026-12-03T10:15:00.000Z",
        "channelId": "msteams",
        "serviceUrl": service_url,
        "from": {"id": USER_ID, "name": "Erika Empfang", "aadObjectId": STAFF_ID},
        "conversation": {"id": CONVERSATION_ID, "conversationType": "personal", "tenantId": TENANT_ID},
        "recipient": {"id": BOT_ID, "name": "KRM-Assistent"},
        "locale": "de-DE",
        "channelData": {"tenant": {"id": TENANT_ID}},
    } | changes


def message(service_url: str, text: str = "hallo", **changes: object) -> dict[str, Any]:
    """Write a typed message."""
    return activity(service_url, "message", text=text, textFormat="plain", **changes)


def sent_file(name: str, download_url: str) -> dict[str, Any]:
    """Write a file attached to a message in a personal chat."""
    return {
        "contentType": "application/vnd.microsoft.teams.file.download.info",
        "contentUrl": f"https://jobcenter-my.sharepoint.com/personal/erika/Documents/{name}",
        "name": name,
        "content": {
            "downloadUrl": download_url,
            "uniqueId": "1150D938-8870-4044-9F2C-5BBDEBA70C9D",
            "fileType": name.rpartition(".")[2],
        },
    }


def consented(
    service_url: str, context: Mapping[str, Any], upload_url: str, **changes: object
) -> dict[str, Any]:
    """Write the agreement to a file consent card; ``upload_url`` empty: it was declined."""
    place = {
        "contentUrl": "https://jobcenter-my.sharepoint.com/personal/erika/Documents/Brief.docx",
        "name": "Brief.docx",
        "uploadUrl": upload_url,
        "uniqueId": "8D4A2F0E-5B1C-4C86-8D11-1F1F1E1D1C1B",
        "fileType": "docx",
    }
    action = "accept" if upload_url else "decline"
    value = {"type": "fileUpload", "action": action, "context": dict(context)}
    value |= {"uploadInfo": place} if upload_url else {}
    fields: dict[str, object] = {"name": "fileConsent/invoke", "value": value, "replyToId": "consent-1"}
    return activity(service_url, "invoke", **(fields | changes))


def pressed(
    service_url: str, verb: str, data: Mapping[str, Any] | None = None, **changes: object
) -> dict[str, Any]:
    """Write a press of an Action.Execute."""
    action = {"type": "Action.Execute", "verb": verb, "data": dict(data or {})}
    value = {"action": action, "trigger": "manual"}
    fields: dict[str, object] = {"name": "adaptiveCard/action", "value": value, "replyToId": "card-1"}
    return activity(service_url, "invoke", **(fields | changes))


def submitted(service_url: str, value: object, **changes: object) -> dict[str, Any]:
    """Write a press of an Action.Submit: a message without text."""
    fields: dict[str, object] = {"value": value, "replyToId": "card-1"}
    return activity(service_url, "message", **(fields | changes))


def installation(service_url: str, action: str) -> dict[str, Any]:
    """Write the news that the assistant was installed (``add``) or removed (``remove``)."""
    return activity(service_url, "installationUpdate", action=action)


def told_of_team(
    service_url: str, kind: str, *, team_id: str, group_id: str, channel_id: str = "", **changes: object
) -> dict[str, Any]:
    """Write what Teams tells of a team; without a channel it is told through the team's first one."""
    team = {"id": team_id, "aadGroupId": group_id, "name": "Leitung"}
    channel = {"channel": {"id": channel_id}} if channel_id else {}
    fields: dict[str, object] = {
        "conversation": {
            "id": channel_id or team_id,
            "conversationType": "channel",
            "isGroup": True,
            "tenantId": TENANT_ID,
        },
        "channelData": {"tenant": {"id": TENANT_ID}, "team": team, **channel, **_event(changes)},
    }
    return activity(service_url, kind, **(fields | changes))


def _event(changes: dict[str, object]) -> dict[str, object]:
    """Move the kind of event to where Teams writes it."""
    return {"eventType": changes.pop("event")} if "event" in changes else {}
