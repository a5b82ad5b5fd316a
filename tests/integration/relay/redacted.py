"""Redactions as the tests of the relay owe them, and what became of the messages."""

from collections.abc import Sequence
from datetime import timedelta

from casework.redacted_chats import redaction_of
from procedure.case import Case
from procedure.vocabulary import CaseId, StaffId
from storage.chat_cards import ChatMessage
from tests.acceptance.cards import texts_of
from tests.integration.relay.cards import card_of
from tests.integration.relay.conftest import Post


async def redact(post: Post, case: Case, *, rounds: int = 4) -> None:
    """Owe the redaction of a case, and let the relay work."""
    async with post.units() as unit:
        await unit.notices.put([redaction_of(case.id, post.clock.now())])
        await unit.commit()
    await post.deliver(rounds)


async def noted(post: Post, person: StaffId, *cases: CaseId, activities: Sequence[str] = ("old-1",)) -> None:
    """Let a person have had messages that show cases."""
    for position, activity_id in enumerate(activities):
        message = ChatMessage(
            staff_id=person,
            conversation_id=f"a:{person}",
            service_url=post.connector.url,
            activity_id=activity_id,
            sent_at=post.clock.now() + timedelta(seconds=position),
        )
        await post.chat_cards.remember(message, cases)


async def still_noted(post: Post, person: StaffId, case: Case) -> list[str]:
    return [m.activity_id for m in await post.chat_cards.of_person_and_case(person, case.id, most=99)]


def updated(post: Post, person: StaffId) -> dict[str, str]:
    """Return what each message that was updated in a person's chat says at last."""
    return {
        sent.path.rsplit("/", 1)[1]: " ".join(texts_of(card_of(sent)))
        for sent in post.to(person)
        if sent.method == "PUT"
    }
