"""Turns the Entra object id of a turn into an employee; nothing else in an activity is identity."""

from datetime import datetime

from bot.incoming import Incoming
from casework.errors import UnknownPerson
from casework.ports import UnitsOfWork
from procedure.office import Office, StaffMember
from storage.conversations import ConversationReference


async def identify(units: UnitsOfWork, turn: Incoming) -> tuple[StaffMember, Office]:
    """Find who acts; UnknownPerson for everybody who is not in the roster or has left."""
    async with units(reads_only=True) as unit:
        office = await unit.staff.office()
    member = office.member(turn.staff_id)
    if member is None:
        raise UnknownPerson
    return member, office


def reference_of(turn: Incoming, now: datetime) -> ConversationReference:
    """Return where this person's chat is, as the turn shows it."""
    return ConversationReference(
        staff_id=turn.staff_id,
        tenant_id=turn.tenant_id,
        service_url=turn.service_url,
        conversation_id=turn.conversation_id,
        channel_id=turn.channel_id,
        user_id=turn.user_id,
        bot_id=turn.bot_id,
        locale=turn.locale,
        reachable=True,
        seen_at=now,
    )
