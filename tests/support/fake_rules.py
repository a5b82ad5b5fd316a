"""Which rules the kept dates rest on, in memory (``casework.rules_ports``)."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from casework.rules_ports import NotedRules
from procedure.duties import Duty
from procedure.situation import OVER
from procedure.vocabulary import CaseId
from tests.support.fake_state import Transaction


class FakeAppliedRules:
    """The rules noted, within one transaction on memory."""

    def __init__(self, unit: Transaction) -> None:
        self._unit = unit

    async def noted(self) -> Sequence[NotedRules]:
        """Return all rules that kept dates may rest on: those applied first, then those begun."""
        return sorted(self._unit.read().rules, key=lambda noted: not noted.applied)

    async def begin(self, fingerprint: str, facts: str, at: datetime) -> None:
        """Note that cases are brought to these rules from now on."""
        state = await self._unit.write()
        _aware(at)
        if fingerprint not in {noted.fingerprint for noted in state.rules}:
            begun = NotedRules(fingerprint=fingerprint, facts=facts, applied=False)
            self._unit.replace_with(replace(state, rules=(*state.rules, begun)))

    async def finish(self, fingerprint: str, facts: str, at: datetime, *, over: Collection[str]) -> None:
        """Note that every case rests on these rules."""
        state = await self._unit.write()
        _aware(at)
        gone = {*over, fingerprint}
        others = tuple(n for n in state.rules if not n.applied and n.fingerprint not in gone)
        applied = NotedRules(fingerprint=fingerprint, facts=facts, applied=True)
        self._unit.replace_with(replace(state, rules=(applied, *others)))

    async def cases(self, after: CaseId | None, limit: int) -> Sequence[CaseId]:
        """Name cases that are not over or about which something is owed, by key."""
        state = self._unit.read()
        open_ones = {case.id for case in state.cases.values() if case.state not in OVER}
        owing = {case_id for case_id, duties in state.duties.items() if duties}
        return sorted(key for key in open_ones | owing if after is None or key > after)[:limit]

    async def hold(self, case_id: CaseId) -> None:  # noqa: ARG002 - there is one writer at a time
        """Become the writer."""
        await self._unit.write()

    async def owed(self, case_id: CaseId) -> Sequence[Duty]:
        """Return what is kept as owed about a case, with the days it is kept with."""
        return [replace(duty, ends_on=None) for duty in self._unit.read().duties.get(case_id, ())]


def _aware(at: datetime) -> None:
    if at.tzinfo is None:
        message = "Ein Zeitpunkt braucht eine Zeitzone."
        raise ValueError(message)
