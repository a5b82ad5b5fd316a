"""Delivers one outbox row to one person: the current view, sent anew or updated in place."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.clock import Clock
from bot.sending.answered_cards import AnsweredCards
from bot.sending.card_kinds import FOLLOWING, LIVE, NEWS, STANDING
from bot.sending.chats import Chats
from bot.sending.known_chats import Conversations
from bot.sending.live_cards import LiveCards
from bot.sending.messenger import Messenger, SendFailed, SendFailure
from bot.sending.redacting import Redacting
from bot.sending.rendering import answering_fact, closing_fact, render
from bot.sending.reporting import Reporting
from bot.sending.undelivered import NOBODY
from cards.closed import ANONYMISED, NOTHING_LEFT
from cards.intake import replaced_card
from casework.errors import CaseNotFound
from casework.linked import linked_to
from casework.notices import Notice
from casework.ports import UnitsOfWork
from casework.present import Presenter
from casework.views import CaseView, Viewpoint
from procedure.case import Case
from procedure.conflicts import conflicted
from procedure.notification import NoticeKind
from procedure.office import Office
from procedure.representation import Audience, AudienceKind, recipients
from procedure.rulebook import Rulebook
from procedure.vocabulary import CaseId, CaseState, StaffId
from storage.chat_cards import SqlChatCards
from storage.outbox import OutboxRow, SqlOutbox
from storage.sent_cards import SqlSentCards

MOST_ROUNDS = 3
"""How often a case that keeps changing is followed in one delivery; its own refreshes come after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Sends what an outbox row owes. Raises SendFailed; the relay decides what follows."""

    units: UnitsOfWork
    outbox: SqlOutbox
    sent_cards: SqlSentCards
    conversations: Conversations
    messenger: Messenger
    chat_cards: SqlChatCards
    rulebook: Rulebook
    clock: Clock
    answered: AnsweredCards = field(default_factory=AnsweredCards)
    beyond_cases: Mapping[NoticeKind, Callable[[OutboxRow], Awaitable[None]]] = field(default_factory=dict)
    """Who delivers what is about no single case, by kind."""

    async def deliver(self, row: OutboxRow) -> None:
        """Deliver a row to its person, or split a row for an office into one per person."""
        if row.case_id is None and row.kind in self.beyond_cases:
            await self.beyond_cases[row.kind](row)
            return
        if row.kind is NoticeKind.DEAD_LETTER:
            await self._reports.deliver(row)
            return
        if row.kind is NoticeKind.REDACTION:
            await self._redacting.deliver(row)
            return
        if row.case_id is None:
            raise CaseNotFound
        case, office = await self._load(row.case_id)
        if row.staff_id is None:
            await self._split(row, case, office)
        elif row.kind is NoticeKind.CARD_REFRESH:
            await self._refresh(row.staff_id, case, office)
            await self._catch_up(row.staff_id, case)
        else:
            await self._tell(row, row.staff_id, case, office)
            if row.kind in FOLLOWING:
                await self._catch_up_after_sending(row.kind, row.staff_id, case)

    async def _load(self, case_id: CaseId) -> tuple[Case, Office]:
        async with self.units(reads_only=True) as unit:
            case, office = await unit.cases.get(case_id), await unit.staff.office()
        if case is None:
            raise CaseNotFound
        return case, office

    async def _split(self, row: OutboxRow, case: Case, office: Office) -> None:
        now = self.clock.now()
        audience = Audience.parse(row.audience)
        if audience.kind is AudienceKind.HOLDERS:
            holders = {card.staff_id for card in await self.sent_cards.of_case(case.id)}
            await self.outbox.expand(row, sorted(holders), now)
            return
        passed_over = conflicted(case, office)
        chosen = recipients(audience, office, self.rulebook.day(now), conflicted=passed_over)
        # A person the case is about gets nothing, and a refresh owes nobody anything.
        if not chosen and row.kind is not NoticeKind.CARD_REFRESH and audience.ref not in passed_over:
            raise SendFailed(SendFailure.RETRY, NOBODY)
        await self.outbox.expand(row, chosen, now)

    async def _tell(self, row: OutboxRow, staff_id: StaffId, case: Case, office: Office) -> None:
        if case.state is CaseState.ANONYMISED:
            return  # of what nobody reads any more nobody is told
        view = await self._view(case, staff_id, office)
        if row.kind is NoticeKind.CASE_CLOSED:
            # Whoever reported it sees the case for a day only; that it is over, she learns all the same.
            if not await self._follows(case, staff_id, view):
                await self._chats.send(staff_id, closing_fact(case))
            return
        if row.kind is NoticeKind.HANDOVER_ANSWERED and view is None:
            await self._tell_answer(staff_id, case, office)
            return
        waits = case.handover is not None and case.handover.is_open
        if view is None or (_asks_further(row) and not waits):
            return  # out of sight, or the answer was faster than the question
        following = [c for c in await self._live.held(case.id, staff_id) if c.kind in LIVE]
        cards = [card for card in following if card.kind in STANDING | NEWS]
        held = {card.kind for card in cards}
        # One card per case is enough, whatever the office; but who is asked about a waiting customer
        # must be called, and a card kept up to date in silence calls nobody.
        calls = row.kind is NoticeKind.CASE_FOR_TEAM and waits and row.kind not in held
        # Who holds two offices, or stands in for one, is called once for what happened once.
        called = False
        if row.kind in NEWS and following:
            since = await self.outbox.owed_since(row)
            # Her own step is no news to her: its answer was the fresh card, with what is owed now.
            called = any(card.sent_at >= since for card in cards) or await self._was_own_step(
                since, case.id, staff_id
            )
        if called or (row.kind in STANDING and held and not calls):
            await self._refresh(staff_id, case, office)
        elif row.kind in FOLLOWING:
            await self._live.send(case, staff_id, row.kind, render(row.kind, view))
        else:
            await self._chats.send(staff_id, render(row.kind, view))

    async def _tell_answer(self, staff_id: StaffId, case: Case, office: Office) -> None:
        """Tell whoever reported the case and was promised it the bare answer: she sees no more (R37)."""
        fact = answering_fact(case, self.rulebook)
        if (
            fact is not None
            and office.member(staff_id) is not None
            and staff_id not in conflicted(case, office)
        ):
            await self._chats.send(staff_id, fact)

    async def _was_own_step(self, at: datetime, case_id: CaseId, staff_id: StaffId) -> bool:
        """Tell whether this person alone did what happened at an instant; in doubt somebody else did, too."""
        async with self.units(reads_only=True) as unit:
            entries = await unit.audit.of_case(case_id)
        return {entry.actor for entry in entries if entry.at == at} == {staff_id}

    async def _follows(self, case: Case, staff_id: StaffId, view: CaseView | None) -> bool:
        """Tell whether whoever reported a case has an office in it, and its card with it."""
        if view is None or view.viewpoint is Viewpoint.REPORTER:
            return False
        return any(card.kind in LIVE for card in await self._live.held(case.id, staff_id))

    async def _refresh(self, staff_id: StaffId, case: Case, office: Office) -> None:
        view = await self._view(case, staff_id, office)
        for held in await self._live.following(case, staff_id):
            if held.kind not in FOLLOWING:
                continue
            await self.answered.settled(held)
            if case.state is CaseState.ANONYMISED:
                card = replaced_card(f"{ANONYMISED.format(number=case.number)} {NOTHING_LEFT}")
            elif view is None:
                card = replaced_card(f"{case.number} liegt nicht mehr bei Ihnen.")
            else:
                answer = self.answered.of(held, case.version, self.clock.now())
                card = render(held.kind, view).card if answer is None else answer
            try:
                await self._chats.update(held, card)
            except SendFailed as failure:
                if not failure.is_gone:
                    raise
                await self.sent_cards.forget(held)
                # Deleted in the chat: nobody is left without the case, but no alarm is raised again.
                others = {card.kind for card in await self._live.held(case.id, staff_id)} & LIVE
                if view is not None and held.kind in STANDING | NEWS and not others:
                    await self._live.send(case, staff_id, held.kind, render(held.kind, view))

    async def _catch_up(self, staff_id: StaffId, shown: Case) -> None:
        """Follow a case that changed while its card was on the way: no overtaken card may stay."""
        for _ in range(MOST_ROUNDS):
            case, office = await self._load(shown.id)
            if case.version == shown.version:
                return
            await self._refresh(staff_id, case, office)
            shown = case

    async def _catch_up_after_sending(self, kind: NoticeKind, staff_id: StaffId, shown: Case) -> None:
        try:
            await self._catch_up(staff_id, shown)
        except SendFailed:
            if kind in STANDING:
                raise  # tried again, it finds the card in its place
            # Tried again, the alarm would be raised twice: only the refresh is owed.
            audience = Audience(AudienceKind.PERSON, staff_id)
            owed = Notice(
                kind=NoticeKind.CARD_REFRESH, audience=audience, case_id=shown.id, due_at=self.clock.now()
            )
            async with self.units() as unit:
                await unit.notices.put([owed])
                await unit.commit()

    async def _view(self, case: Case, staff_id: StaffId, office: Office) -> CaseView | None:
        if case.state is CaseState.ANONYMISED:
            return None
        linked = await linked_to(self.units, case)
        presenter = Presenter(office=office, rulebook=self.rulebook, now=self.clock.now(), linked=linked)
        return presenter.case(case, staff_id)

    @property
    def _live(self) -> LiveCards:
        return LiveCards(sent_cards=self.sent_cards, chats=self._chats, clock=self.clock)

    @property
    def _reports(self) -> Reporting:
        return Reporting(
            units=self.units,
            outbox=self.outbox,
            chats=self._chats,
            rulebook=self.rulebook,
            clock=self.clock,
        )

    @property
    def _redacting(self) -> Redacting:
        return Redacting(units=self.units, outbox=self.outbox, chats=self._chats, clock=self.clock)

    @property
    def _chats(self) -> Chats:
        return Chats(
            conversations=self.conversations,
            messenger=self.messenger,
            chat_cards=self.chat_cards,
            clock=self.clock,
        )


def _asks_further(row: OutboxRow) -> bool:
    """Tell whether a row belongs to asking somebody else because a customer waits without an answer."""
    if row.kind is NoticeKind.DEPUTY_ASKED:
        return True
    first = Audience.parse(row.audience).kind is AudienceKind.TEAM_LEAD
    return row.kind is NoticeKind.CASE_FOR_TEAM and not first
