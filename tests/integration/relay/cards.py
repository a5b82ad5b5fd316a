"""Reads what the connector got."""

import re
from typing import Any

from tests.support.connector_server import Sent


def card_of(sent: Sent) -> dict[str, Any]:
    card: dict[str, Any] = sent.body["attachments"][0]["content"]
    return card


def methods(sent: list[Sent]) -> list[str]:
    return [one.method for one in sent]


def version_of(sent: Sent) -> int:
    """Return the version of the case that a card's buttons speak of."""
    found = re.search(r"'version': (\d+)", str(card_of(sent)))
    assert found is not None, card_of(sent)
    return int(found[1])


def calls(sent: Sent) -> bool:
    """Tell whether a message rings: sent anew, with an alert."""
    return sent.method == "POST" and sent.body.get("channelData") == {"notification": {"alert": True}}
