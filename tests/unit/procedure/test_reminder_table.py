"""The table of deadlines, row by row: the command and the reminders of a fresh case say the same days."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from procedure.case import Case
from procedure.deadlines import deadlines_of
from procedure.duties import DutyKind, duties_of
from procedure.reminders import next_reminder, stage_on
from procedure.rulebook import Rulebook
from procedure.switches import Switches
from procedure.vocabulary import AcknowledgementState, Channel
from procedure.working_days import WorkingCalendar
from tests.support.builders import a_case, a_reaction
from tests.unit.lifecycle.cases import OPEN
from tests.unit.rules_cli.command_line import run

BERLIN = ZoneInfo("Europe/Berlin")
EXAMPLES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "data" / "deadline_examples.json").read_text(encoding="utf-8")
)
REMINDERS = {
    DutyKind.ACKNOWLEDGE: "acknowledge_reminders",
    DutyKind.ANSWER: "close_reminders",
}

each_row = pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: f"{row['number']}-{row['received']}")


def rules_of(row: dict[str, Any]) -> Rulebook:
    switches = Switches(**row["switches"])
    return Rulebook(switches=switches, calendar=WorkingCalendar.from_switches(switches), timezone=BERLIN)


def fresh_case(row: dict[str, Any], rules: Rulebook) -> Case:
    """Build the case of a row as it is right after its registration."""
    reaction = a_reaction(
        channel=Channel(row["channel"]),
        received_at=datetime.fromisoformat(row["received"]).replace(tzinfo=BERLIN),
        parting=None,
    )
    deadlines = deadlines_of(reaction, rules)
    return a_case(
        reaction=reaction,
        registered_at=reaction.received_at,
        acknowledge_by=deadlines.acknowledge_by,
        close_by=deadlines.close_by,
        act_by=deadlines.act_by,
        **({} if deadlines.acknowledge_by is None else {"acknowledgement": OPEN}),
    )


def reminded(row: dict[str, Any], kind: DutyKind) -> list[tuple[int, str]]:
    """Walk the stages of a fresh case up to the day it is due."""
    rules = rules_of(row)
    case = fresh_case(row, rules)
    found = []
    for duty in (duty for duty in duties_of(case, rules) if duty.kind is kind):
        after: date | None = None
        while (after := next_reminder(case, duty, after, rules)) <= duty.due_on:
            stage = stage_on(case, duty, after, rules)
            assert stage is not None
            found.append((stage, after.isoformat()))
    return found


def said(row: dict[str, Any]) -> dict[str, Any]:
    """Run the command for a row."""
    arguments = ("--received", row["received"], "--channel", row["channel"], "--json")
    ended = run(
        "deadlines",
        *arguments,
        settings={f"KRM_{name.upper()}": value for name, value in row["switches"].items()},
    )
    assert ended.status == 0
    result: dict[str, Any] = json.loads(ended.output)
    return result


def test_the_table_has_its_28_rows_and_26_that_are_acknowledged() -> None:
    assert len(EXAMPLES) == 28
    assert sum(row.get("acknowledge_by") is not None for row in EXAMPLES) == 26


@each_row
def test_the_command_prints_the_days_of_the_row(row: dict[str, Any]) -> None:
    inputs = {"number", "received", "channel", "switches"}
    came_out = said(row)
    assert came_out == came_out | {name: value for name, value in row.items() if name not in inputs}


@each_row
@pytest.mark.parametrize("kind", list(REMINDERS), ids=lambda kind: kind.value)
def test_a_fresh_case_is_reminded_on_the_days_of_the_row(row: dict[str, Any], kind: DutyKind) -> None:
    found = reminded(row, kind)
    days = [day for _, day in found]
    assert days == said(row)[REMINDERS[kind]]
    assert days == row.get(REMINDERS[kind], days)
    # Those that fell on or before the receipt are missing at the front, never at the end.
    assert [stage for stage, _ in found] == {DutyKind.ACKNOWLEDGE: [-1, 0], DutyKind.ANSWER: [-5, -2, 0]}[
        kind
    ][-len(found) or 9 :]


@each_row
def test_a_case_of_the_row_is_overdue_and_told_to_the_management_when_the_command_says_so(
    row: dict[str, Any],
) -> None:
    rules, came_out = rules_of(row), said(row)
    case = fresh_case(row, rules)
    assert (case.acknowledgement.state is AcknowledgementState.OPEN) is (
        came_out["acknowledge_by"] is not None
    )
    for kind, name in ((DutyKind.ACKNOWLEDGE, "acknowledge"), (DutyKind.ANSWER, "close")):
        for duty in (duty for duty in duties_of(case, rules) if duty.kind is kind):
            overdue = date.fromisoformat(came_out[f"{name}_overdue_from"])
            management = date.fromisoformat(came_out[f"{name}_management_from"])
            assert stage_on(case, duty, overdue, rules) == 1
            assert stage_on(case, duty, management, rules) == 2
            assert management == rules.calendar.nth_working_day_after(overdue, 1)
