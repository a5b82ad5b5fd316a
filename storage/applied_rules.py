"""Which rules the kept dates rest on, and the cases to bring to others (``casework.rules_ports``)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import delete, func, or_, select, union

from casework.rules_ports import NotedRules
from procedure.duties import Duty
from procedure.representation import Audience
from procedure.situation import OVER
from procedure.vocabulary import CaseId
from storage.connection import Connection
from storage.exclusive import one_at_a_time
from storage.tables import applied_rules, cases, duties

APPLIED: Final = 1
"""Id of the rules that every case rests on; higher ones belong to rules that were begun."""
NOTING: Final = "applied_rules"


class SqlAppliedRules:
    """The rules noted, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def noted(self) -> Sequence[NotedRules]:
        """Return all rules that kept dates may rest on: those applied first, then those begun."""
        rows = await self._connection.execute(select(applied_rules).order_by(applied_rules.c.id))
        return [
            NotedRules(fingerprint=row["fingerprint"], facts=row["facts"], applied=row["id"] == APPLIED)
            for row in rows.mappings()
        ]

    async def begin(self, fingerprint: str, facts: str, at: datetime) -> None:
        """Note that cases are brought to these rules from now on; the same ones twice is once."""
        await one_at_a_time(self._connection, NOTING)
        known = select(applied_rules.c.id).where(applied_rules.c.fingerprint == fingerprint)
        if (await self._connection.execute(known)).first() is None:
            last = select(func.max(applied_rules.c.id))
            highest = (await self._connection.execute(last)).scalar_one() or APPLIED
            await self._note(highest + 1, fingerprint, facts, at)

    async def finish(self, fingerprint: str, facts: str, at: datetime, *, over: Collection[str]) -> None:
        """Note that every case rests on these rules; the fingerprints in ``over`` are forgotten."""
        await one_at_a_time(self._connection, NOTING)
        gone = or_(
            applied_rules.c.id == APPLIED, applied_rules.c.fingerprint.in_(sorted({*over, fingerprint}))
        )
        await self._connection.execute(delete(applied_rules).where(gone))
        await self._note(APPLIED, fingerprint, facts, at)

    async def cases(self, after: CaseId | None, limit: int) -> Sequence[CaseId]:
        """Name cases that are not over or about which something is owed, through their keys.

        Cases of the first releases have nothing kept as owed.
        """
        owing = select(duties.c.case_id.label("id")).distinct().order_by(duties.c.case_id).limit(limit)
        not_over = select(cases.c.id).where(cases.c.state.not_in(OVER)).order_by(cases.c.id).limit(limit)
        if after is not None:
            owing = owing.where(duties.c.case_id > after)
            not_over = not_over.where(cases.c.id > after)
        both = union(select(owing.subquery("owing")), select(not_over.subquery("not_over")))
        page = both.order_by("id").limit(limit)
        return [CaseId(case_id) for case_id in (await self._connection.execute(page)).scalars()]

    async def hold(self, case_id: CaseId) -> None:
        """Keep everybody else from changing a case; SQLite has one writer at a time and needs none.

        Rows that refer to the case may still be written: who reminds of it waits for nobody.
        """
        held = select(cases.c.id).where(cases.c.id == case_id).with_for_update(key_share=True)
        await self._connection.execute(held)

    async def owed(self, case_id: CaseId) -> Sequence[Duty]:
        """Return what is kept as owed about a case, with the days it is kept with."""
        chosen = select(duties).where(duties.c.case_id == case_id).order_by(duties.c.position)
        return [
            Duty(kind=row["kind"], audience=Audience.parse(row["audience"]), due_on=row["due_on"])
            for row in (await self._connection.execute(chosen)).mappings()
        ]

    async def _note(self, key: int, fingerprint: str, facts: str, at: datetime) -> None:
        noted = applied_rules.insert().values(id=key, fingerprint=fingerprint, facts=facts, applied_at=at)
        await self._connection.execute(noted)
