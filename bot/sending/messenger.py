"""Sends texts and cards to conversations; every failure is a ``SendFailed`` that says what follows."""

import json
from collections.abc import Mapping
from typing import Any, Protocol

from botbuilder.schema import (
    Activity,
    ActivityTypes,
    Attachment,
    ChannelAccount,
    ConversationAccount,
    ConversationParameters,
)
from msrest.exceptions import ClientException

from bot.connector import PooledConnectorFactory
from bot.incoming import Attachment as PlainAttachment
from bot.incoming import Card
from bot.sending.send_failure import SendFailed, SendFailure
from procedure.vocabulary import StaffId

__all__ = ["Conversation", "Messenger", "SendFailed", "SendFailure"]

CARD_TYPE = "application/vnd.microsoft.card.adaptive"
LOCALE = "de-DE"
NOT_UNDERSTOOD = "not_understood"
"""The SDK could not write the message or read the answer; a retry would fail the same way."""
NOT_JSON = "card_is_not_json"


class Conversation(Protocol):
    """Where a message goes; a stored ``ConversationReference`` is one, a turn's sender another."""

    @property
    def service_url(self) -> str:
        """The region's connector, as Teams named it last."""

    @property
    def conversation_id(self) -> str:
        """The chat."""

    @property
    def bot_id(self) -> str:
        """The assistant's own id in the channel (``28:…``)."""


class Messenger:
    """Speaks to people through the channel.

    A send that timed out may have arrived: there is no key that would make the channel notice a second
    one, so whoever tries again delivers at least once.
    """

    def __init__(self, connectors: PooledConnectorFactory) -> None:
        self._connectors = connectors

    async def send_card(
        self, reference: Conversation, card: Card, *, summary: str, alert: bool = True
    ) -> str:
        """Send a card; return the activity's id.

        ``summary`` stands in the activity feed and on locked screens: number, action, date, no personal
        data. A card goes without text, because Teams splits the two and then gives no usable id.
        """
        activity = _message(reference, summary=summary, alert=alert and bool(summary))
        activity.attachments = [_attachment(card)]
        return await self._send(reference, activity)

    async def send_attachment(self, reference: Conversation, attachment: PlainAttachment) -> str:
        """Send anything else than an adaptive card, without an alert; return the activity's id."""
        activity = _message(reference, summary="", alert=False)
        activity.attachments = [
            Attachment(
                content_type=attachment["contentType"],
                content=_plain_json(attachment.get("content")),
                content_url=attachment.get("contentUrl"),
                name=attachment.get("name"),
            )
        ]
        return await self._send(reference, activity)

    async def send_text(
        self, reference: Conversation, text: str, *, summary: str = "", alert: bool = True
    ) -> str:
        """Send a text; return the activity's id. Without a summary nothing appears in the feed."""
        activity = _message(reference, summary=summary, alert=alert and bool(summary))
        activity.text = text
        activity.text_format = "markdown"
        return await self._send(reference, activity)

    async def update_card(
        self, reference: Conversation, activity_id: str, card: Card, *, summary: str = ""
    ) -> None:
        """Replace a card that was sent before; never an alert."""
        activity = _message(reference, summary=summary, alert=False)
        activity.id = activity_id
        activity.attachments = [_attachment(card)]
        client = await self._connectors.create(reference.service_url)
        try:
            await client.conversations.update_activity(reference.conversation_id, activity_id, activity)
        except ClientException:
            raise SendFailed(SendFailure.PERMANENT, NOT_UNDERSTOOD) from None

    async def delete(self, reference: Conversation, activity_id: str) -> None:
        """Take away what was sent before."""
        client = await self._connectors.create(reference.service_url)
        try:
            await client.conversations.delete_activity(reference.conversation_id, activity_id)
        except ClientException:
            raise SendFailed(SendFailure.PERMANENT, NOT_UNDERSTOOD) from None

    async def open_conversation(
        self, *, service_url: str, tenant_id: str, staff_id: StaffId, bot_id: str
    ) -> str:
        """Open the personal chat with an employee and return its id; keep it, each call may cost.

        Works only for people who have the assistant installed; UNREACHABLE otherwise. The object id
        belongs into ``members[0].id``: in ``aadObjectId`` the channel refuses it.
        """
        parameters = ConversationParameters(
            is_group=False,
            bot=ChannelAccount(id=bot_id),
            members=[ChannelAccount(id=staff_id)],
            tenant_id=tenant_id,
            # The SDK writes the tenant as "tenantID", which the channel does not read.
            channel_data={"tenant": {"id": tenant_id}},
        )
        client = await self._connectors.create(service_url)
        try:
            created = await client.conversations.create_conversation(parameters)
        except ClientException:
            raise SendFailed(SendFailure.PERMANENT, NOT_UNDERSTOOD) from None
        if not isinstance(created.id, str) or not created.id:
            raise SendFailed(SendFailure.RETRY, NOT_UNDERSTOOD)
        return created.id

    async def post_in_channel(
        self, address: Conversation, channel_id: str, tenant_id: str, card: Card, *, summary: str
    ) -> str:
        """Begin a conversation in a team's channel with a card; return the conversation's id.

        ``address`` says through which connector and as whom. Works only where the assistant is
        installed in the team: UNREACHABLE or GONE otherwise.
        """
        activity = _message(address, summary=summary, alert=False)
        activity.conversation = None  # there is none yet
        activity.attachments = [_attachment(card)]
        parameters = ConversationParameters(
            is_group=True,
            bot=ChannelAccount(id=address.bot_id),
            tenant_id=tenant_id,
            channel_data={"channel": {"id": channel_id}, "tenant": {"id": tenant_id}},
            activity=activity,
        )
        client = await self._connectors.create(address.service_url)
        try:
            created = await client.conversations.create_conversation(parameters)
        except ClientException:
            raise SendFailed(SendFailure.PERMANENT, NOT_UNDERSTOOD) from None
        return str(created.id or "")

    async def _send(self, reference: Conversation, activity: Activity) -> str:
        client = await self._connectors.create(reference.service_url)
        try:
            sent = await client.conversations.send_to_conversation(reference.conversation_id, activity)
        except ClientException:
            raise SendFailed(SendFailure.PERMANENT, NOT_UNDERSTOOD) from None
        return str(sent.id or "")


def _attachment(card: Card) -> Attachment:
    return Attachment(content_type=CARD_TYPE, content=_plain_json(card))


def _plain_json(content: object) -> Any:  # noqa: ANN401 - JSON
    """Attach the plain JSON it is: msrest would turn what it does not know into its ``repr``."""
    try:
        return json.loads(json.dumps(content, allow_nan=False))
    except (TypeError, ValueError):
        raise SendFailed(SendFailure.PERMANENT, NOT_JSON) from None


def _message(reference: Conversation, *, summary: str, alert: bool) -> Activity:
    channel_data: Mapping[str, Any] | None = {"notification": {"alert": True}} if alert else None
    return Activity(
        type=ActivityTypes.message,
        from_property=ChannelAccount(id=reference.bot_id),
        conversation=ConversationAccount(id=reference.conversation_id),
        locale=LOCALE,
        summary=summary or None,
        channel_data=channel_data,
    )
