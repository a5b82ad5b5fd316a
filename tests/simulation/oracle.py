"""What should have been said to whom at each moment: it looks at every case, every time, and forgets nothing.

Who represents whom and whom a case is kept from is not the subject, nor is what is owed; those are asked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from procedure.case import Case
from procedure.conflicts import conflicted
from procedure.duties import duties_of
from procedure.office import Office
from procedure.representation import Audience, recipients
from procedure.rulebook import Rulebook
from procedure.vocabulary import Role, StaffId
from tests.simulation.rules import (
    OFFICE_WORK,
    OVER,
    Owed,
    Told,
    at_work,
    local,
    offices_told,
    same_thing,
    stage_at,
    stage_of_the_day,
)

Message = frozenset[Told]
"""What one message says."""


@dataclass
class Oracle:
    """Sees the cases and the roster at each tick of the clock."""

    rulebook: Rulebook
    """For what is owed alone."""
    last_told: dict[Owed, int] = field(default_factory=dict)
    """The last stage of each thing that somebody was told of."""
    all_told: dict[str, set[Told]] = field(default_factory=dict)
    """By case: every stage that somebody was told of."""
    kept: dict[str, set[Told]] = field(default_factory=dict)
    """By person: decided on and not sent, because a process died in between."""
    held_back: dict[str, datetime] = field(default_factory=dict)
    """By case: left alone until then, because telling it failed."""
    dropped: dict[str, set[Told]] = field(default_factory=dict)
    """By person: decided on before a process died, and settled or told anew by the time it could be sent."""
    _looked_at: dict[str, tuple[Case, tuple[Owed, ...]]] = field(default_factory=dict)

    def copy(self) -> "Oracle":
        """Return one that knows the same and goes its own way."""
        return replace(
            self,
            last_told=dict(self.last_told),
            all_told={case: set(told) for case, told in self.all_told.items()},
            kept={person: set(kept) for person, kept in self.kept.items()},
            held_back=dict(self.held_back),
        )

    def tick(self, cases: Iterable[Case], office: Office, now: datetime) -> dict[str, Message]:
        """Say what everybody gets at a moment at which a process is up."""
        cases = list(cases)
        for case in cases:
            self.tell(case, office, now)
        return self.send(cases, office, now)

    def tell(self, case: Case, office: Office, now: datetime) -> None:
        """Decide what is told about one case."""
        if not at_work(now) or self.held_back.get(case.id, now) > now:
            return
        for owed in self.owed_of(case):
            stage = stage_at(case, owed, now)
            if stage is None or stage <= self.last_told.get(owed, stage - 1):
                continue  # told already, or a later one was before the clock went back
            that_day = stage_of_the_day(case, owed, now)
            told = Told(owed, stage if that_day is None else that_day)
            self.last_told[owed] = told.stage
            before = self.all_told.setdefault(case.id, set())
            known = any(one.stage == told.stage and same_thing(one.owed, owed) for one in before)
            before |= {Told(owed, stage), told}
            for person in people_told(case, told, office, now, known=known):
                self.kept.setdefault(person, set()).add(told)

    def send(self, cases: Iterable[Case], office: Office, now: datetime) -> dict[str, Message]:
        """Say what each person gets of all that was decided on: one message, of what is owed still."""
        self.dropped = {}
        if not at_work(now):
            return {}
        by_id = {case.id: case for case in cases}
        messages = {
            person: frozenset(told for told in kept if self._still(by_id, office, person, told, kept))
            for person, kept in self.kept.items()
        }
        self.dropped = {person: kept - messages[person] for person, kept in self.kept.items()}
        self.kept = {}
        return {person: message for person, message in messages.items() if message}

    def owed_of(self, case: Case) -> tuple[Owed, ...]:
        """List what is owed about a case; after its end nothing but recording and filing."""
        seen, owed = self._looked_at.get(case.id, (None, ()))
        if seen is not case:
            duties = duties_of(case, self.rulebook)
            owed = tuple(Owed(case.id, duty.kind, str(duty.audience), duty.due_on) for duty in duties)
            owed = tuple(one for one in owed if case.state not in OVER or one.kind in OFFICE_WORK)
            self._looked_at[case.id] = (case, owed)
        return owed

    def hold_back(self, case_id: str, until: datetime) -> None:
        """Leave a case alone for a while: telling it failed."""
        self.held_back[case_id] = until

    def changed(self, case_id: str) -> None:
        """Look at a case again at once: something else is owed now."""
        self.held_back.pop(case_id, None)

    def _still(
        self, by_id: Mapping[str, Case], office: Office, person: str, told: Told, kept: set[Told]
    ) -> bool:
        case = by_id[told.owed.case]
        newest = max(other.stage for other in kept if other.owed == told.owed)
        owed = self.owed_of(case)
        if watches(person, office):  # it concerns her whoever owes it now
            owed = tuple(told.owed for one in owed if same_thing(one, told.owed))
        return told.owed in owed and told.stage == newest and person not in conflicted(case, office)


def watches(person: str, office: Office) -> bool:
    """Tell whether somebody is of the BGF or the management, who are told of what others owe."""
    member = office.member(StaffId(person))
    return member is not None and bool({Role.BGF, Role.MANAGEMENT} & set(member.roles))


def people_told(case: Case, told: Told, office: Office, now: datetime, *, known: bool = False) -> set[str]:
    """Name the people who stand for the offices that are told, but none the case is kept from."""
    kept_from, today = conflicted(case, office), local(now).date()
    return {
        person
        for name in offices_told(case, told, now, known=known)
        for person in recipients(Audience.parse(name), office, today, conflicted=kept_from)
        if person not in kept_from
    }
