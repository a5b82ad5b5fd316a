"""What Teams brought, without any type of the SDK: the seam between the host and the assistant."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from procedure.vocabulary import CaseId, StaffId

Card = Mapping[str, Any]
Attachment = Mapping[str, Any]
"""An attachment as plain JSON: ``contentType``, ``content``, ``name``, ``contentUrl``."""


class Kind(StrEnum):
    """What an activity is to us."""

    MESSAGE = "message"
    """Typed text, or a pressed Action.Submit (its data are in ``value``)."""
    INVOKE = "invoke"
    """A pressed Action.Execute and everything else that waits for an answer."""
    INSTALLED = "installed"
    REMOVED = "removed"
    OTHER = "other"
    """Everything else Teams tells: nobody waits for an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFile:
    """A file that somebody attached to a message, as the client described it."""

    name: str = field(repr=False)
    download_url: str = field(repr=False)
    """Whoever has it has the file. Empty for what cannot be fetched (a picture pasted into the text)."""


class Replies(Protocol):
    """Speaks into the conversation a turn came from. Raises ``bot.sending.messenger.SendFailed``."""

    async def send_text(self, text: str) -> str:
        """Send a text; return the id of the sent activity."""

    async def send_card(self, card: Card, *, summary: str = "", about: Collection[CaseId] = ()) -> str:
        """Send a card, never together with a text; return the id of the sent activity.

        ``about``: the cases it shows, besides those that its buttons carry.
        """

    async def send_attachment(self, attachment: Attachment, *, about: Collection[CaseId] = ()) -> str:
        """Send anything else than an adaptive card; return the id of the sent activity."""

    async def update_card(self, activity_id: str, card: Card, *, about: Collection[CaseId] = ()) -> None:
        """Replace a card that was sent before."""

    async def delete(self, activity_id: str) -> None:
        """Take away what was sent before."""

    async def note(self, activity_id: str, shown: Collection[CaseId]) -> None:
        """Note that a message shows cases: it is redacted when they are anonymised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One activity, checked: the token, the tenant and the service host are right, the types are plain.

    Who acts is ``staff_id`` alone, the Entra object id. ``text`` and ``value`` are what a person (or a
    forged client) sent: input, never authority. Ids have at most 1024 characters.
    """

    kind: Kind
    activity_id: str
    """Empty only for kinds other than message and invoke."""
    staff_id: StaffId
    """``from.aadObjectId`` in small letters; empty if Teams named nobody."""
    tenant_id: str
    conversation_id: str
    conversation_type: str
    """``personal``, ``groupChat``, ``channel``; empty where the channel does not say."""
    service_url: str
    channel_id: str
    user_id: str
    bot_id: str
    locale: str
    text: str = field(default="", repr=False)
    """Without the mention of the bot; spaces folded, lines kept, ends trimmed."""
    value: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """Data of a button: JSON of limited depth and size, with strings a database can hold."""
    files: tuple[SentFile, ...] = ()
    """What was attached to a message."""
    reply_to_id: str = ""
    """The card whose button was pressed."""
    name: str = ""
    """Name of an invoke, for example ``adaptiveCard/action``."""
    left: frozenset[str] = frozenset()
    """What Teams calls the team or channel that the assistant is out of now; only with REMOVED."""
    replies: Replies = field(compare=False, repr=False)

    @property
    def is_addressed(self) -> bool:
        """It is known who said it to whom and where; always so for kinds other than OTHER."""
        return bool(self.conversation_id and self.user_id and self.bot_id)

    @property
    def is_personal(self) -> bool:
        """A conversation of one person with the assistant."""
        return self.conversation_type == "personal"


class TurnHandler(Protocol):
    """The assistant, as the host sees it."""

    async def on_message(self, turn: Incoming) -> None:
        """Answer a message."""

    async def on_invoke(self, turn: Incoming) -> dict[str, Any]:
        """Return the body of the answer to an invoke; the HTTP status is always 200."""

    async def on_installed(self, turn: Incoming) -> None:
        """Take note that a person (or team) has the assistant now; may come more than once."""

    async def on_removed(self, turn: Incoming) -> None:
        """Take note that it was removed: nothing may be sent there any more."""

    async def on_other(self, turn: Incoming) -> None:
        """Take note of any other activity of a person in a conversation; no answer is owed."""
