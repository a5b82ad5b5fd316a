"""One Microsoft 365 Agents Playground: the chat window of one person.

What is known about it, and how it was found out, stands in ``docs/adr/0002-demo-on-playgrounds.md``.
"""

import json
import os
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.demo.people import BOT_ID, BOT_NAME, CHANNEL_ID, CHANNEL_NAME, EVERYBODY, TENANT_ID, Person
from bot.demo.ports import LOOPBACK

_GUARD = Path(__file__).with_name("guard.cjs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Playground:
    """A person's window on a port, talking to the bot at ``bot_endpoint``."""

    person: Person
    port: int
    bot_endpoint: str
    folder: Path
    """Where its configuration and logs live."""
    channel_port: int
    """The window that shows the team's channel."""

    @property
    def address(self) -> str:
        """Where a browser finds the window."""
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def service_url(self) -> str:
        """Where the bot finds the window's connector service."""
        return f"{self.address}/_connector"

    @property
    def liveness(self) -> str:
        """An address that answers as soon as the window can be opened."""
        return f"{self.address}/_debug/ping"

    @property
    def custom_activities(self) -> str:
        """Where an activity is posted that the window passes on to the bot as it is."""
        return f"{self.address}/_internal/v1/customActivities"

    @property
    def configuration_file(self) -> Path:
        """The file the Playground reads its people and chats from."""
        return self.folder / ".m365agentsplayground.yml"

    def write_configuration(self) -> None:
        """Write the configuration file. JSON is YAML, so that no YAML library is needed."""
        self.folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(self._configuration(), ensure_ascii=False, indent=2)
        self.configuration_file.write_text(text, encoding="utf-8")

    def _configuration(self) -> dict[str, Any]:
        # Exactly five others: the Playground starts with no other number.
        others = [person for person in EVERYBODY if person != self.person]
        key = self.person.key
        return {
            "version": "0.1.1",
            "tenantId": TENANT_ID,
            "bot": {"id": BOT_ID, "name": BOT_NAME},
            "currentUser": _user(self.person),
            "users": [_user(person) for person in others],
            "personalChat": {"id": self.person.conversation_id},
            # A group is required by the Playground; the bot has no use for it.
            "groupChat": {"id": f"19:gruppe-{key}", "name": "Gruppe"},
            "team": {
                "id": f"19:team-{key}",
                "name": "Jobcenter",
                "aadGroupId": "22222222-2222-4222-8222-222222222222",
                "channels": [self._channel()],
            },
        }

    @property
    def shows_channel(self) -> bool:
        """Tell whether what is posted in the team's channel appears here."""
        return self.port == self.channel_port

    def _channel(self) -> dict[str, str]:
        """Return the channel; the other windows have an empty one, because the Playground requires it."""
        if self.shows_channel:
            return {"id": CHANNEL_ID, "name": CHANNEL_NAME}
        return {"id": f"19:leer-{self.person.key}", "name": "(leer)"}

    def command(self, node: str, script: Path) -> list[str]:
        """Return the command line that starts it."""
        return [
            *(node, "--require", str(_GUARD), str(script), "start"),
            *("--app-endpoint", self.bot_endpoint),
            *("--channel-id", "msteams"),
            *("--port", str(self.port)),
            *("--service-url", self.service_url),
            "--disable-telemetry",
        ]

    def environment(self, base: Mapping[str, str] = os.environ) -> dict[str, str]:
        """Return the environment it is started with: no browser, no telemetry, no proxy in between."""
        kept = {name: value for name, value in base.items() if not name.lower().endswith("_proxy")}
        return kept | {
            "DEMO_CHANNEL_PORT": "" if self.shows_channel else str(self.channel_port),
            "TEAMSAPPTESTER_BROWSER": "none",
            "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(self.configuration_file),
            "M365_AGENTS_PLAYGROUND_LOGFILE": str(self.folder / "playground.log"),
            "APPLICATION_INSIGHTS_NO_STATSBEAT": "1",
        }

    def greeting(self, now: datetime) -> dict[str, Any]:
        """Return the activity with which the window makes itself known to the bot.

        A Playground says nothing before a browser opens it. The demo cannot wait for that, because a card
        for the Teamleitung must find its way even if nobody has opened that window yet. The list of new
        members is empty: the bot learns where the chat is and has no reason to say hello twice.
        """
        return self._activity("conversationUpdate", now) | {"membersAdded": []}

    def message_with_file(self, now: datetime, *, name: str, address: str) -> dict[str, Any]:
        """Return the message that Teams sends when the person puts a file into the chat.

        The Playground's page has no button for files.
        """
        file = {
            "contentType": "application/vnd.microsoft.teams.file.download.info",
            "name": name,
            "content": {"downloadUrl": address, "fileType": Path(name).suffix.removeprefix(".")},
        }
        return self._activity("message", now) | {"attachments": [file]}

    def _activity(self, kind: str, now: datetime) -> dict[str, Any]:
        return {
            "type": kind,
            "id": str(uuid.uuid4()),
            "timestamp": now.isoformat(),
            "channelId": "msteams",
            "serviceUrl": self.service_url,
            "from": {"id": self.person.user_id, "aadObjectId": self.person.object_id},
            "recipient": {"id": BOT_ID, "name": BOT_NAME},
            "conversation": {
                "id": self.person.conversation_id,
                "conversationType": "personal",
                "tenantId": TENANT_ID,
            },
            "channelData": {"tenant": {"id": TENANT_ID}},
        }


def _user(person: Person) -> dict[str, str]:
    given, _, surname = person.name.partition(" ")
    return {
        "id": person.user_id,
        "name": person.name,
        "userPrincipleName": person.email,
        "aadObjectId": person.object_id,
        "givenName": given,
        "surname": surname or given,
        "email": person.email,
    }
