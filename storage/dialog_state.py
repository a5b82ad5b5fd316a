"""What a conversation remembers between two messages: one row of encrypted plain JSON."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.connection import Connection
from storage.engine import reading, writing
from storage.errors import ConcurrentTurn, KeyUnknown, SealBroken
from storage.keys import KeyRing, Sealed
from storage.tables import dialog_states
from storage.upsert import insert

JSON = None | bool | int | float | str | list["JSON"] | dict[str, "JSON"]
"""What JSON can hold."""

PLACE = "dialog_states.data"

LIFETIME = timedelta(hours=24)
"""How long an interrupted draft is kept (Z0: a draft is dropped after 24 hours)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDialog:
    """A conversation's state; ``version`` is needed to save the next one."""

    version: int
    data: dict[str, JSON]
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Outdated:
    """There was a state that this program cannot continue; it has been dropped."""


class SqlDialogStates:
    """Keeps one state per conversation."""

    def __init__(self, engine: AsyncEngine, key_ring: KeyRing, lifetime: timedelta = LIFETIME) -> None:
        self._engine = engine
        self._keys = key_ring
        self._lifetime = lifetime

    async def load(self, key: str, now: datetime, schema: int) -> StoredDialog | Outdated | None:
        """Load a conversation's state.

        None if there is none or its time has run out. Outdated, once, if it was written under another
        schema number or cannot be read: it is dropped, so that nobody is stuck with it.
        """
        of_key = dialog_states.c.conversation_key == key
        async with reading(self._engine) as connection:
            row = (await connection.execute(select(dialog_states).where(of_key))).mappings().one_or_none()
        if row is None:
            return None
        if row["expires_at"] <= now:
            return None  # ``expired`` hands it out once more, so that its card can be taken away
        data = None if row["schema_number"] != schema else self._read(row["data"])
        if data is not None:
            return StoredDialog(version=row["row_version"], data=data, updated_at=row["updated_at"])
        async with writing(self._engine) as connection:
            # Only this very version: another message may have started afresh meanwhile.
            this_one = of_key & (dialog_states.c.row_version == row["row_version"])
            await connection.execute(delete(dialog_states).where(this_one))
        return Outdated()

    async def save(
        self, key: str, expected_version: int | None, schema: int, data: dict[str, JSON], now: datetime
    ) -> int:
        """Keep a state and return its version.

        ``expected_version`` is the one loaded, None for a new state. ConcurrentTurn if another message
        of the same conversation was faster: load again and repeat the turn.
        """
        values = {
            "schema_number": schema,
            "updated_at": now,
            "expires_at": now + self._lifetime,
            "data": self._keys.seal(_dump(data), PLACE),
        }
        async with writing(self._engine) as connection:
            if expected_version is None:
                return await self._add(connection, key, values, now)
            expected = (dialog_states.c.conversation_key == key) & (
                dialog_states.c.row_version == expected_version
            )
            moved = update(dialog_states).where(expected).values(row_version=expected_version + 1, **values)
            if (await connection.execute(moved)).rowcount != 1:
                raise ConcurrentTurn
            return expected_version + 1

    async def delete(self, key: str, expected_version: int) -> None:
        """Drop a conversation's state; ConcurrentTurn if it has moved on or is gone."""
        this_one = (dialog_states.c.conversation_key == key) & (
            dialog_states.c.row_version == expected_version
        )
        async with writing(self._engine) as connection:
            if (await connection.execute(delete(dialog_states).where(this_one))).rowcount != 1:
                raise ConcurrentTurn

    async def expired(self, now: datetime) -> list[tuple[str, StoredDialog]]:
        """Return the states whose time has run out, with their keys; empty data where unreadable."""
        over = select(dialog_states).where(dialog_states.c.expires_at <= now)
        async with reading(self._engine) as connection:
            rows = (await connection.execute(over)).mappings().all()
        return [
            (
                row["conversation_key"],
                StoredDialog(
                    version=row["row_version"],
                    data=self._read(row["data"]) or {},
                    updated_at=row["updated_at"],
                ),
            )
            for row in rows
        ]

    async def _add(self, connection: Connection, key: str, values: dict[str, object], now: datetime) -> int:
        expired = (dialog_states.c.conversation_key == key) & (dialog_states.c.expires_at <= now)
        await connection.execute(delete(dialog_states).where(expired))
        added = insert(connection, dialog_states).values(conversation_key=key, row_version=1, **values)
        if (await connection.execute(added.on_conflict_do_nothing())).rowcount != 1:
            raise ConcurrentTurn
        return 1

    def _read(self, sealed: Sealed) -> dict[str, JSON] | None:
        try:
            data = json.loads(self._keys.open(sealed, PLACE))
        except (KeyUnknown, SealBroken, ValueError):
            return None
        return data if isinstance(data, dict) else None


def _dump(data: dict[str, JSON]) -> str:
    text = json.dumps(data, ensure_ascii=False, allow_nan=False)
    # What would come back changed (a tuple, a number as a key) is a mistake to find now, not after a restart.
    if json.loads(text) != data:
        message = "A dialog's state holds plain JSON only."
        raise TypeError(message)
    return text
