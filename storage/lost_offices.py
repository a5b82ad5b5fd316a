"""Who loses an office by a change of the roster: the cards in her chat must say so (GA II; R11, A34).

Nothing happens to the cases themselves, so no other refresh would come.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from procedure.conflicts import trusted_people
from procedure.notification import NoticeKind
from procedure.office import Office
from procedure.representation import Audience, AudienceKind
from procedure.vocabulary import StaffId
from storage.connection import Connection
from storage.tables import OutboxState, outbox, sent_cards


def who_lost_an_office(before: Office, after: Office) -> tuple[StaffId, ...]:
    """Name whoever leads, deputises or holds a role no longer, or is not trusted any more."""
    trusted_before, trusted_after = trusted_people(before), trusted_people(after)
    return tuple(
        person
        for person in sorted(before.staff)
        if _offices(person, before) - _offices(person, after)
        or (person in trusted_before and person not in trusted_after)
    )


async def refresh_cards_of(connection: Connection, people: Iterable[StaffId], now: datetime) -> None:
    """Owe people the fresh state of every card they hold; one that is theirs no longer becomes a pointer.

    Owed to the person herself, not to an office: who has left belongs to none.
    """
    held = select(sent_cards.c.staff_id, sent_cards.c.case_id).distinct()
    rows = (await connection.execute(held.where(sent_cards.c.staff_id.in_(list(people))))).all()
    if rows:
        await connection.execute(
            outbox.insert(),
            [
                {
                    "id": str(uuid.uuid4()),
                    "kind": NoticeKind.CARD_REFRESH,
                    "audience": str(Audience(AudienceKind.PERSON, staff_id)),
                    "staff_id": staff_id,
                    "on_behalf": False,
                    "case_id": case_id,
                    "due_at": now,
                    "attempts": 0,
                    "state": OutboxState.OPEN,
                }
                for staff_id, case_id in rows
            ],
        )


def _offices(person: StaffId, office: Office) -> frozenset[str]:
    member = office.member(person)
    if member is None:
        return frozenset()
    led = (f"leads {team}" for team in office.leads(person))
    deputised = (f"deputises {team}" for team in office.deputises(person))
    return frozenset({"works here", *member.roles, *led, *deputised})
