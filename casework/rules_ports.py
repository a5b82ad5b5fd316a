"""What bringing cases to changed rules needs from the store (A9)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from procedure.duties import Duty
from procedure.vocabulary import CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedRules:
    """What deadlines rest on, as it was noted (``procedure.rule_facts``)."""

    fingerprint: str
    facts: str
    """The canonical text that the fingerprint was made of."""
    applied: bool
    """Every case was brought to them; otherwise only some may have been."""


class AppliedRules(Protocol):
    """Which rules the kept dates rest on, and the cases to bring to others; within one transaction."""

    async def noted(self) -> Sequence[NotedRules]:
        """Return all rules that kept dates may rest on: those applied first, then those begun."""

    async def begin(self, fingerprint: str, facts: str, at: datetime) -> None:
        """Note that cases are brought to these rules from now on; the same ones twice is once."""

    async def finish(self, fingerprint: str, facts: str, at: datetime, *, over: Collection[str]) -> None:
        """Note that every case rests on these rules; the fingerprints in ``over`` are forgotten."""

    async def cases(self, after: CaseId | None, limit: int) -> Sequence[CaseId]:
        """Name the next cases that are not over or about which something is owed, by key."""

    async def hold(self, case_id: CaseId) -> None:
        """Keep everybody else from changing a case until this transaction ends."""

    async def owed(self, case_id: CaseId) -> Sequence[Duty]:
        """Return what is kept as owed about a case, with the days it is kept with."""
