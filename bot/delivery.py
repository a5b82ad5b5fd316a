"""Delivers one outbox row to one person: the current view, sent anew or updated in place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.clock import Clock
from bot.messenger import Messenger, SendFailed
from bot.rendering import STANDING, Rendered, render
from cards.intake import replaced_card
from cards.undeliverable import undeliverable_card
from casework.errors import CaseNotFound
from casework.notices import NoticeKind
from casework.ports import UnitsOfWork
from casework.present import Presenter
from casework.views import UndeliverableView
from procedure.actor import Actor
from procedure.case import Case
from procedure.lifecycle import is_about
from procedure.office import Office
from procedure.representation import Audience, AudienceKind, recipients
from procedure.rulebook import Rulebook
from procedure.vocabulary import CaseId, StaffId
from storage.conversations import ConversationReference, SqlConversations
from storage.outbox import OutboxRow, SqlOutbox
from storage.sent_cards import SentCard, SqlSentCards

UNKNOWN_CONVERSATION = "unknown_conversation"
"""The person has never written to the assistant, so there is no chat to send to."""
REMOVED = "removed"
"""The person has blocked or removed the assistant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Sends what an outbox row owes. Raises SendFailed; the relay decides what follows."""

    units: UnitsOfWork
    outbox: SqlOutbox
    sent_cards: SqlSentCards
    conversations: SqlConversations
    messenger: Messenger
    rulebook: Rulebook
    clock: Clock

    async def deliver(self, row: OutboxRow) -> None:
        """Deliver a row to its person, or split a row for an office into one per person."""
        case, office = await self._load(row.case_id)
        if row.staff_id is None:
            await self._split(row, case, office)
        elif row.kind is NoticeKind.DEAD_LETTER:
            await self._report(row.staff_id, case, office)
        elif row.kind is NoticeKind.CARD_REFRESH:
            await self._refresh(row.staff_id, case, office)
        else:
            await self._tell(row.kind, row.staff_id, case, office)

    async def _load(self, case_id: CaseId) -> tuple[Case, Office]:
        async with self.units() as unit:
            case, office = await unit.cases.get(case_id), await unit.staff.office()
        if case is None:
            raise CaseNotFound
        return case, office

    async def _split(self, row: OutboxRow, case: Case, office: Office) -> None:
        now = self.clock.now()
        audience = Audience.parse(row.audience)
        holders = await self.sent_cards.of_case(case.id)
        if audience.kind is AudienceKind.HOLDERS:
            chosen = sorted({(card.staff_id, False) for card in holders})
        else:
            asked = frozenset(card.staff_id for card in holders if card.kind in STANDING)
            found = recipients(
                audience,
                office,
                self.rulebook.day(now),
                conflicted=_conflicted(case, office),
                already=asked if audience.kind is AudienceKind.DEPUTY else frozenset(),
            )
            chosen = [(r.staff_id, r.on_behalf) for r in found]
        await self.outbox.expand(row, chosen, now)

    async def _tell(self, kind: NoticeKind, staff_id: StaffId, case: Case, office: Office) -> None:
        view = self._presenter(office).case(case, staff_id)
        if view is None:
            return
        held = [card for card in await self._held(case.id, staff_id) if card.kind in STANDING]
        if kind in STANDING and held:
            # The person holds this case's card already, perhaps in another office: one card is enough.
            await self._refresh(staff_id, case, office)
            return
        rendered = render(kind, view)
        await self._send(case.id, staff_id, kind, rendered)

    async def _refresh(self, staff_id: StaffId, case: Case, office: Office) -> None:
        view = self._presenter(office).case(case, staff_id)
        for held in await self._held(case.id, staff_id):
            if held.kind not in STANDING | {NoticeKind.ALERT}:
                continue
            card = (
                replaced_card(f"{case.number} liegt nicht mehr bei Ihnen.")
                if view is None
                else render(held.kind, view).card
            )
            reference = await self._reference(staff_id)
            try:
                await self.messenger.update_card(reference, held.activity_id, card)
            except SendFailed as failure:
                if not failure.is_gone:
                    raise
                # Deleted in the chat: send it again, so that nobody is left without the case.
                await self.sent_cards.forget(held)
                await self._tell(held.kind, staff_id, case, office)

    async def _report(self, staff_id: StaffId, case: Case, office: Office) -> None:
        for row in await self.outbox.dead_of_case(case.id):
            member = office.staff.get(row.staff_id) if row.staff_id else None
            name = member.name if member else row.audience
            view = UndeliverableView(number=case.number, audience_name=name, reason=row.last_error)
            reference = await self._reference(staff_id)
            await self.messenger.send_card(
                reference, undeliverable_card(view), summary=f"{case.number}: Nachricht nicht zugestellt"
            )

    def _presenter(self, office: Office) -> Presenter:
        return Presenter(office=office, rulebook=self.rulebook, now=self.clock.now())

    async def _held(self, case_id: CaseId, staff_id: StaffId) -> Sequence[SentCard]:
        return await self.sent_cards.of_person_and_case(staff_id, case_id)

    async def _reference(self, staff_id: StaffId) -> ConversationReference:
        reference = await self.conversations.of(staff_id)
        if reference is None:
            raise SendFailed.unreachable(UNKNOWN_CONVERSATION)
        if not reference.reachable:
            raise SendFailed.unreachable(REMOVED)
        return reference

    async def _send(self, case_id: CaseId, staff_id: StaffId, kind: NoticeKind, rendered: Rendered) -> None:
        reference = await self._reference(staff_id)
        try:
            activity_id = await self.messenger.send_card(reference, rendered.card, summary=rendered.summary)
        except SendFailed as failure:
            if not failure.is_gone:
                raise
            # The chat's history was removed: open the chat once more, then try once more.
            reference = await self._reopened(reference)
            activity_id = await self.messenger.send_card(reference, rendered.card, summary=rendered.summary)
        card = SentCard(
            case_id=case_id,
            staff_id=staff_id,
            kind=kind,
            conversation_id=reference.conversation_id,
            service_url=reference.service_url,
            activity_id=activity_id,
            sent_at=self.clock.now(),
        )
        await self.sent_cards.remember(card)

    async def _reopened(self, old: ConversationReference) -> ConversationReference:
        conversation_id = await self.messenger.open_conversation(
            service_url=old.service_url, tenant_id=old.tenant_id, staff_id=old.staff_id, bot_id=old.bot_id
        )
        reference = replace(old, conversation_id=conversation_id, seen_at=self.clock.now())
        await self.conversations.remember(reference)
        return reference


def _conflicted(case: Case, office: Office) -> frozenset[StaffId]:
    return frozenset(s for s in office.staff if is_about(case, Actor.of(s, office)))
