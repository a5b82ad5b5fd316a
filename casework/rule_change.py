"""What changed rules do to one case: new dates, the record, and who is told (R15, R50, A9)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from casework.ports import UnitOfWork
from casework.record import first_reminders, record
from casework.reminding_ports import ReminderItem
from casework.rules_ports import NotedRules
from procedure import events
from procedure.actor import Actor
from procedure.case import Case
from procedure.conflicts import conflicted
from procedure.moved_deadlines import Moved
from procedure.recalculation import Before, recalculated
from procedure.representation import Audience, AudienceKind, recipients
from procedure.rule_differences import Difference, because, codes_of, differences, reasons_for
from procedure.rule_facts import RuleFacts, facts_from, rulebook_of
from procedure.rulebook import Rulebook
from procedure.vocabulary import CaseId, StaffId

CALENDAR: Final = "kalender"
"""Why a deadline has moved, for the record: nobody did it."""

_BGF: Final = Audience(AudienceKind.BGF)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChange:
    """From which rules to which."""

    rulebook: Rulebook
    before: Before
    differences: tuple[tuple[Difference, ...], ...]
    """Of each of the rules from before, what is different now."""
    moves_nothing: bool
    """Only the years noted have moved on."""

    async def bring(self, case_id: CaseId, now: datetime, unit: UnitOfWork) -> bool:
        """Bring one case to the rules of now; tell whether a deadline has moved."""
        await unit.applied_rules.hold(case_id)
        case = await unit.cases.get(case_id)
        if case is None:
            return False
        owed = await unit.applied_rules.owed(case_id)
        fresh = recalculated(case, owed, self.rulebook, self.before)
        changed = fresh.case
        if fresh.moved:
            changed = replace(changed, version=case.version + 1)
            await unit.cases.save(changed)
            happened = [self._event(moved, now) for moved in fresh.moved]
            await record(unit, changed, happened, Actor.system(), rulebook=self.rulebook, before=case)
            await unit.reminders.put(await self._told(changed, fresh.moved, now, unit))
        # Also where no deadline has moved: a reminder some working days before may have.
        reminders = first_reminders(changed, fresh.duties, self.rulebook)
        await unit.duties.replace(case_id, fresh.duties, reminders)
        return bool(fresh.moved)

    def _reasons(self, moved: Moved) -> tuple[Difference, ...]:
        changed = self.differences[moved.under] if moved.under is not None else ()
        return reasons_for(moved.kind, moved.spans, changed)

    def _event(self, moved: Moved, now: datetime) -> events.Event:
        general = events.DeadlineMoved(
            at=now,
            old=moved.old,
            new=moved.new,
            why=CALENDAR,
            which=moved.which,
            because=codes_of(self._reasons(moved)),
        )
        if moved.team is None:
            return general
        return events.TeamDeadlineMoved(
            at=now,
            old=moved.old,
            new=moved.new,
            why=CALENDAR,
            which=moved.which,
            because=general.because,
            team=moved.team,
        )

    async def _told(
        self, case: Case, moved: Sequence[Moved], now: datetime, unit: UnitOfWork
    ) -> list[ReminderItem]:
        """Tell the office that owes it and the BGF (R15); nobody the case is kept from (A26, A34)."""
        office = await unit.staff.office()
        today, passed_over = self.rulebook.day(now), conflicted(case, office)

        def people(owing: Audience) -> tuple[StaffId, ...]:
            found = [
                person
                for audience in (owing, _BGF)
                for person in recipients(audience, office, today, conflicted=passed_over)
            ]
            return tuple(dict.fromkeys(found))

        return [
            ReminderItem(
                staff_id=person,
                case_id=case.id,
                kind=one.kind,
                audience=one.audience,
                due_on=one.new,
                stage=None,
                moved_from=one.old,
                because=because(self._reasons(one)),
            )
            for one in moved
            if one.audience is not None
            for person in people(one.audience)
        ]


def change_to(facts: RuleFacts, rulebook: Rulebook, noted: Sequence[NotedRules]) -> RuleChange:
    """Compare the rules of now with what was noted; what cannot be read is not known any more."""
    earlier: list[RuleFacts] = []
    rules: list[Rulebook] = []
    known = any(one.applied for one in noted)
    for one in noted:
        if one.fingerprint != facts.fingerprint:
            try:
                read = facts_from(one.facts)
                rules.append(rulebook_of(read, rulebook))
                earlier.append(read)
            except ValueError:
                known = False
    return RuleChange(
        rulebook=rulebook,
        before=Before(rules=tuple(rules), are_known=known),
        differences=tuple(differences(old, facts) for old in earlier),
        moves_nothing=known and all(old.agrees_with(facts) for old in earlier),
    )
