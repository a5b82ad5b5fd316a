"""Where the weekly summary appears: a channel, named by its id or by the link that Teams gives to it."""

import re
from dataclasses import dataclass
from typing import Annotated, Final
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import AfterValidator, BaseModel

from bot.configuration.fields import plain, yes_no

LINK_HOSTS: Final = frozenset({"teams.microsoft.com", "teams.cloud.microsoft"})

_CHANNEL = re.compile(r"19:[A-Za-z0-9_-]+@thread\.(tacv2|skype)")
_PATH = re.compile(r"/l/channel/(?P<channel>[^/]+)(/[^/]*)?/?")
_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LONGEST = 1024
_REMEDY = (
    "Bitte den Link angeben, den Teams im Menü des Kanals unter „Link zum Kanal abrufen“ gibt, "
    "oder die Kennung des Kanals (19:…@thread.tacv2)."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelAddress:
    """A channel; only the link also says in which team and tenant it is."""

    channel_id: str
    group_id: str = ""
    """The team, as Entra names it."""
    tenant_id: str = ""

    @property
    def names(self) -> frozenset[str]:
        """What Teams may call the channel, or its team, when it tells of either."""
        return frozenset(name for name in (self.channel_id, self.group_id) if name)


def parse_channel(text: str) -> ChannelAddress:
    """Read a channel's id or link; ValueError with the remedy for anything else."""
    text = text.strip()
    if _CHANNEL.fullmatch(text) and len(text) <= _LONGEST:
        return ChannelAddress(channel_id=text)
    try:
        link = urlsplit(text)
    except ValueError:
        raise ValueError(_REMEDY) from None
    path = _PATH.fullmatch(link.path)
    if link.scheme != "https" or link.netloc.lower() not in LINK_HOSTS or path is None:
        raise ValueError(_REMEDY)
    asked = {name: values[0].lower() for name, values in parse_qs(link.query).items()}
    channel_id, group_id = unquote(path["channel"]), asked.get("groupId", "")
    tenant_id = asked.get("tenantId", "")
    readable = _CHANNEL.fullmatch(channel_id) and len(text) <= _LONGEST
    if not (readable and _GUID.fullmatch(group_id) and _GUID.fullmatch(tenant_id)):
        raise ValueError(_REMEDY)
    return ChannelAddress(channel_id=channel_id, group_id=group_id, tenant_id=tenant_id)


def _readable(text: str) -> str:
    if text:
        parse_channel(text)
    return text.strip()


class ChannelSettings(BaseModel):
    """The channel of the weekly summary (R51)."""

    weekly_channel: Annotated[str, AfterValidator(_readable)] = plain(
        "",
        "Kanal, in dem jede Woche die Übersicht steht; leer: keiner",
        "den Link zum Kanal oder seine Kennung (19:…@thread.tacv2)",
    )
    channel_show_team: bool = yes_no(
        False,
        "Die Wochenübersicht im Kanal nennt, welches Team etwas schuldet (vorher mit dem Personalrat klären)",
    )

    @property
    def channel(self) -> ChannelAddress | None:
        """The channel; None where the office wants no summary in one."""
        return parse_channel(self.weekly_channel) if self.weekly_channel else None

    def assert_channel_of(self, tenant_id: str) -> None:
        """Refuse a channel of another tenant than the assistant's own: its people are strangers."""
        channel = self.channel
        if channel is not None and tenant_id and channel.tenant_id not in {"", tenant_id}:
            raise ValueError(
                "KRM_WEEKLY_CHANNEL: Dieser Kanal gehört zu einem anderen Mandanten. "
                "Bitte einen Kanal aus dem Mandanten angeben, der in KRM_TENANT_ID steht."
            )
