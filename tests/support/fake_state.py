"""What the ports in memory keep, and the transaction in which they change it."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

from casework.notices import Notice
from casework.ports import AuditEntry, Correction, StoredDocument
from casework.reminding_ports import Permission, ReminderItem
from casework.report_ports import StoredMeasure, StoredRun, StoredText
from casework.retention_ports import Noted
from casework.rules_ports import NotedRules
from procedure.case import Case
from procedure.duties import Duty
from procedure.office import Office
from procedure.vocabulary import CaseId, DocumentId


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What has been committed. Never changed in place: a unit of work replaces it whole."""

    office: Office
    cases: dict[CaseId, Case] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)
    audit: tuple[AuditEntry, ...] = ()
    notices: tuple[Notice, ...] = ()
    commands: dict[str, CaseId] = field(default_factory=dict)
    duties: dict[CaseId, tuple[Duty, ...]] = field(default_factory=dict)
    remind_at: dict[tuple[CaseId, Duty], datetime] = field(default_factory=dict)
    permissions: frozenset[Permission] = frozenset()
    reminders: tuple[tuple[ReminderItem, str | None], ...] = ()
    """What people are told, with the message it went out in."""
    bundles: tuple[tuple[str, str, datetime], ...] = ()
    """Messages made of reminders: id, person, when."""
    summaries: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Weekly summaries by their week: the message (an outbox row) and its facts."""
    summaries_delivered: frozenset[str] = frozenset()
    """Messages that reached the channel; nothing delivers them here but a test."""
    losses_reported: tuple[tuple[str, datetime], ...] = ()
    """Weeks whose summary lost its channel, and when the BGF was owed a word about it."""
    rules: tuple[NotedRules, ...] = ()
    """What the kept dates rest on."""
    documents: dict[DocumentId, StoredDocument] = field(default_factory=dict)
    contents: dict[DocumentId, bytes] = field(default_factory=dict)
    links: frozenset[str] = frozenset()
    corrections: tuple[Correction, ...] = ()
    retention_noted: tuple[Noted, ...] = ()
    """How many cases the record of the house says were anonymised."""
    runs: tuple[StoredRun, ...] = ()
    texts: tuple[StoredText, ...] = ()
    """All versions, in the order in which they were written."""
    measures: tuple[StoredMeasure, ...] = ()
    report_reminders: frozenset[tuple[int, int]] = frozenset()
    """Year, and how many days before its report is due was reminded of it."""


class Memory:
    """The committed state, and whose turn it is to write."""

    def __init__(self, office: Office) -> None:
        self.committed = State(office=office)
        self.writer = asyncio.Lock()


class Transaction:
    """Sees the committed state and its own writes; the first write waits for the writer before it."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._pending: State | None = None
        self._open = False

    def begin(self) -> None:
        """Begin."""
        self._open = True

    def read(self) -> State:
        """Return what this transaction sees."""
        if not self._open:
            message = "This unit of work has ended or was never entered."
            raise RuntimeError(message)
        return self._pending or self._memory.committed

    async def write(self) -> State:
        """Become the writer and return the state to build on."""
        self.read()
        if self._pending is None:
            async with asyncio.timeout(5):  # a nested writer would wait for itself for ever
                await self._memory.writer.acquire()
            self._pending = self._memory.committed
        return self._pending

    def replace_with(self, state: State) -> None:
        """Keep a new pending state; only after ``write``."""
        self._pending = state

    def end(self, *, commit: bool) -> None:
        """End, and keep or undo what was written."""
        self._open = False
        if self._pending is not None:
            if commit:
                self._memory.committed = self._pending
            self._pending = None
            self._memory.writer.release()
