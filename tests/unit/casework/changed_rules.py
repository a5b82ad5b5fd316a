"""An office in memory whose rules change."""

from dataclasses import replace

from casework.ports import AuditEntry
from casework.recalculate import Applied, apply_rules
from casework.reminding_ports import ReminderItem
from procedure.case import Case
from procedure.rulebook import Rulebook
from procedure.vocabulary import CaseId
from tests.support.house import House
from tests.unit.procedure.rule_changes import OLD, office

MONDAY_OFF = office("2026-12-07")
"""Monday, 7 December 2026: within the three working days of what arrived on Thursday the 3rd."""


def numbered(case: Case, number: int) -> Case:
    """Give a case an id and a number of its own."""
    case_id = CaseId(f"6f9619ff-8b86-4d01-b42d-00c04fc{number:05d}")
    return replace(case, id=case_id, number=f"KRM-2026-{number:04d}")


async def settled(*cases: Case) -> House:
    """Open a house in which these cases rest on the old rules."""
    house = House(rulebook=OLD)
    await house.has(*cases)
    assert (await change(house, OLD)).complete
    return house


async def change(house: House, rules: Rulebook) -> Applied:
    """Start the assistant with these rules."""
    return await apply_rules(house.through or house.units, rules, lambda: house.now)


def kept(house: House, case: Case) -> Case:
    """Return a case as it is kept now."""
    return house.units.cases_by_id[case.id]


def entries(house: House) -> list[AuditEntry]:
    """Return what the record says of moved deadlines."""
    return [entry for entry in house.units.audit_entries if entry.event.endswith("DeadlineMoved")]


def items(house: House) -> list[ReminderItem]:
    """Return what people are told."""
    return [item for item, _ in house.units.committed.reminders]
