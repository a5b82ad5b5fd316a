"""Walks the whole life-cycle table: each row does what it says, and tells whom it names (R1-R45)."""

from typing import get_args

import pytest

from procedure import steps
from procedure.lifecycle import TABLE, decide, permitted
from procedure.notification import NoticeKind, told_of_step
from procedure.vocabulary import StaffId
from tests.unit.lifecycle import table_rows, table_rows_to_the_end
from tests.unit.lifecycle.situations import situation
from tests.unit.lifecycle.table_row import ALARM, Row

ROWS = (*table_rows.rows(), *table_rows_to_the_end.rows())
WALKED = [(row, who) for row in ROWS for who in row.by]
NAMES = [f"{row.name}, by {row.by.index(who) + 1} of {len(row.by)}" for row, who in WALKED]


@pytest.mark.parametrize(("row", "who"), WALKED, ids=NAMES)
def test_each_row_of_the_table(row: Row, who: StaffId | None) -> None:
    at = situation(row.case, who)
    assert permitted(at, type(row.step))
    changed, happened = decide(at, row.step)
    assert (row.case.state, changed.state) == (row.old, row.new)
    assert tuple(type(event).__name__ for event in happened) == row.happened
    assert changed.version == row.case.version + 1
    told = told_of_step(changed, happened)
    alarm = {NoticeKind.ALERT: ALARM}
    called = [alarm.get(n.kind, "") + str(n.audience) for n in told if n.kind is not NoticeKind.CARD_REFRESH]
    assert sorted(called) == sorted(row.told)
    assert told[-1].kind is NoticeKind.CARD_REFRESH


def test_the_table_has_every_step_there_is() -> None:
    assert set(TABLE) == set(get_args(steps.CaseStep))
