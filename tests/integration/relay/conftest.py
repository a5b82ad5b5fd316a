"""A relay on a real database, speaking to a connector that misbehaves as told."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.clock import FixedClock
from bot.connector import NoToken, PooledConnectorFactory
from bot.sending.chats import Chats
from bot.sending.delivery import Delivery
from bot.sending.messenger import Messenger
from bot.sending.relay import Relay
from bot.sending.reminding import Reminding
from bot.service_hosts import ServiceHosts
from casework.notices import Notice
from procedure.case import Case
from procedure.notification import NoticeKind
from procedure.office import Office
from procedure.representation import Audience
from procedure.rulebook import Rulebook
from procedure.switches import Switches
from procedure.vocabulary import StaffId
from procedure.working_days import WorkingCalendar
from storage.chat_cards import SqlChatCards
from storage.conversations import ConversationReference, SqlConversations
from storage.engine import reading
from storage.keys import KeyRing
from storage.outbox import SqlOutbox
from storage.reminder_messages import SqlReminderMessages
from storage.roster import Roster
from storage.sent_cards import SqlSentCards
from storage.staff import SqlStaff
from storage.tables import outbox as outbox_table
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.builders import REGISTERED_AT, a_case, an_office
from tests.support.connector_server import ConnectorServer, Sent, connector_server


@dataclass(kw_only=True)
class Post:
    """The relay with everything around it."""

    engine: AsyncEngine
    keys: KeyRing
    relay: Relay
    units: SqlUnitsOfWork
    outbox: SqlOutbox
    conversations: SqlConversations
    sent_cards: SqlSentCards
    chat_cards: SqlChatCards
    connector: ConnectorServer
    clock: FixedClock
    rulebook: Rulebook

    async def knows(self, *people: StaffId) -> None:
        """Let people have written to the assistant before."""
        for person in people:
            await self.conversations.remember(
                ConversationReference(
                    staff_id=person,
                    tenant_id="t",
                    service_url=self.connector.url,
                    conversation_id=f"a:{person}",
                    channel_id="msteams",
                    user_id=f"29:{person}",
                    bot_id="28:bot",
                    locale="de-DE",
                    reachable=True,
                    seen_at=self.clock.now(),
                )
            )

    async def keep(self, case: Case) -> Case:
        """Store a case."""
        async with self.units() as unit:
            await unit.cases.add(case)
            await unit.commit()
        return case

    async def change(self, case: Case, **changes: Any) -> Case:  # noqa: ANN401
        """Store a case's next version."""
        changed = replace(case, version=case.version + 1, **changes)
        async with self.units() as unit:
            await unit.cases.save(changed)
            await unit.commit()
        return changed

    async def owe(self, case: Case, kind: Any, audience: Audience) -> None:  # noqa: ANN401
        """Queue a notice."""
        async with self.units() as unit:
            await unit.notices.put(
                [Notice(kind=kind, audience=audience, case_id=case.id, due_at=self.clock.now())]
            )
            await unit.commit()

    async def deliver(self, rounds: int = 4) -> None:
        """Let the relay work until nothing more is due now."""
        for _ in range(rounds):
            await self.relay.deliver_due()

    def second_relay(self) -> Relay:
        """Start another relay on the same outbox, as a second replica would."""
        return Relay(outbox=self.outbox, delivery=self.relay.delivery, clock=self.clock)

    async def state_of(self, kind: NoticeKind, person: StaffId | None = None) -> list[str]:
        """Return what has become of the rows of a kind, for an office or for a person."""
        rows = select(outbox_table.c.state).where(
            outbox_table.c.kind == kind, outbox_table.c.staff_id == person
        )
        async with reading(self.engine) as connection:
            return list((await connection.execute(rows.order_by(outbox_table.c.sequence))).scalars())

    async def staffed(self, office: Office) -> None:
        """Exchange the roster."""
        await SqlStaff(self.engine, self.keys).apply_roster(Roster(office), self.clock.now())

    def to(self, person: StaffId) -> list[Sent]:
        """Return what a person's chat got."""
        return [
            sent for sent in self.connector.sent if f"a%3A{person}" in sent.path or f"a:{person}" in sent.path
        ]


@pytest.fixture
async def post(engine: AsyncEngine, key_ring: KeyRing) -> AsyncIterator[Post]:
    clock = FixedClock(REGISTERED_AT + timedelta(seconds=1))
    switches = Switches()
    rulebook = Rulebook(
        switches=switches,
        calendar=WorkingCalendar.from_switches(switches),
        timezone=ZoneInfo("Europe/Berlin"),
    )
    await SqlStaff(engine, key_ring).apply_roster(Roster(an_office()), clock.now())
    async with connector_server() as connector, aiohttp.ClientSession() as session:
        hosts = ServiceHosts.parse((connector.url.removeprefix("http://"),))
        connectors = PooledConnectorFactory(
            session=session, tokens=NoToken(), service_hosts=hosts, clock=clock
        )
        units, outbox = SqlUnitsOfWork(engine, key_ring), SqlOutbox(engine)
        conversations, sent_cards = SqlConversations(engine), SqlSentCards(engine)
        messenger, chat_cards = Messenger(connectors), SqlChatCards(engine)
        reminding = Reminding(
            units=units,
            messages=SqlReminderMessages(engine),
            chats=Chats(conversations=conversations, messenger=messenger, chat_cards=chat_cards, clock=clock),
            rulebook=rulebook,
            clock=clock,
        )
        delivery = Delivery(
            units=units,
            outbox=outbox,
            sent_cards=sent_cards,
            conversations=conversations,
            messenger=messenger,
            chat_cards=chat_cards,
            rulebook=rulebook,
            clock=clock,
            beyond_cases={NoticeKind.REMINDER: reminding.deliver},
        )
        yield Post(
            engine=engine,
            keys=key_ring,
            relay=Relay(outbox=outbox, delivery=delivery, clock=clock),
            units=units,
            outbox=outbox,
            conversations=conversations,
            sent_cards=sent_cards,
            chat_cards=chat_cards,
            connector=connector,
            clock=clock,
            rulebook=rulebook,
        )


@pytest.fixture
async def case(post: Post) -> Case:
    return await post.keep(a_case())
