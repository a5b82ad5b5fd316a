"""Reminders in memory (``casework.reminding_ports``)."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from casework.clocks import CLOCKS_APART
from casework.reminding_ports import Permission, ReminderItem
from procedure.duties import Duty
from procedure.representation import Audience, AudienceKind
from procedure.vocabulary import CaseId, StaffId
from tests.support.fake_state import State, Transaction


class FakeReminderBoard:
    """Reminders within one transaction on memory."""

    def __init__(self, unit: Transaction) -> None:
        self._unit = unit

    async def due(self, now: datetime, limit: int) -> Sequence[CaseId]:
        """Name cases with a reminder due, longest due first."""
        due = sorted((at, case_id) for (case_id, _), at in self._unit.read().remind_at.items() if at <= now)
        return list(dict.fromkeys(case_id for _, case_id in due[:limit]))

    async def claim(self, case_id: CaseId, now: datetime) -> bool:
        """Become the writer, and tell whether something is due."""
        state = await self._unit.write()
        return any(of == case_id and at <= now for (of, _), at in state.remind_at.items())

    async def permit(self, permission: Permission, at: datetime) -> bool:
        """Note a permission; False if it was given before."""
        state = await self._unit.write()
        if at.tzinfo is None:
            message = "Ein Zeitpunkt braucht eine Zeitzone."
            raise ValueError(message)
        self._unit.replace_with(replace(state, permissions=state.permissions | {permission}))
        return permission not in state.permissions

    async def passed_on(self, permission: Permission) -> bool:
        """Tell whether the same stage of the same thing was permitted while another office owed it."""
        state = self._unit.read()
        leads = (Audience(AudienceKind.TEAM_LEAD, team) for team in state.office.teams)
        offices = {Audience(AudienceKind.BGF), Audience(AudienceKind.MANAGEMENT), *leads}
        others = offices - {permission.audience}
        return any(replace(permission, audience=other) in state.permissions for other in others)

    async def advance(self, case_id: CaseId, remind_at: Mapping[Duty, datetime]) -> bool:
        """Set when each duty is told next; those not named never are. False if one of them is not kept."""
        state = await self._unit.write()
        known = {(case_id, duty): at for duty, at in remind_at.items() if duty in state.duties[case_id]}
        others = {key: at for key, at in state.remind_at.items() if key[0] != case_id}
        self._unit.replace_with(replace(state, remind_at=others | known))
        return len(known) == len(remind_at)

    async def postpone(self, case_id: CaseId, until: datetime) -> None:
        """Leave a case's due reminders alone until an instant."""
        state = await self._unit.write()
        later = {key: until for key, at in state.remind_at.items() if key[0] == case_id and at < until}
        self._unit.replace_with(replace(state, remind_at=state.remind_at | later))

    async def put(self, items: Sequence[ReminderItem]) -> None:
        """Keep what people are to be told."""
        state = await self._unit.write()
        self._unit.replace_with(replace(state, reminders=state.reminders + tuple((i, None) for i in items)))

    async def bundle(self, now: datetime) -> int:
        """Owe each person one message about everything kept for her; return how many messages."""
        state = await self._unit.write()
        if any(at <= now + CLOCKS_APART for at in state.remind_at.values()):
            return 0
        messages = {item.staff_id: str(uuid.uuid4()) for item, message in state.reminders if message is None}
        sent = tuple((item, message or messages[item.staff_id]) for item, message in state.reminders)
        self._unit.replace_with(_bundled(state, sent, messages, now))
        return len(messages)

    async def of_message(self, message_id: str) -> Sequence[ReminderItem]:
        """Return what a message is about, in the order in which it was kept."""
        return [item for item, message in self._unit.read().reminders if message == message_id]


def _bundled(
    state: State,
    sent: tuple[tuple[ReminderItem, str | None], ...],
    messages: Mapping[StaffId, str],
    now: datetime,
) -> State:
    told = tuple((message_id, staff_id, now) for staff_id, message_id in messages.items())
    return replace(state, reminders=sent, bundles=state.bundles + told)
