"""The books see what they are there for: each loss, put in by hand, is named."""

from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest

from tests.faults.books import wrong_in
from tests.faults.office import an_open_office
from tests.faults.plan import Plan

QUIET = Plan(seed=1, bad_answers=0.0, repeated=0.0, held_back=0.0, life_seconds=(2.0, 2.1))
LOSSES = (
    ("DELETE FROM duties WHERE case_id = :case", "duties of KRM-2026-0001"),
    ("DELETE FROM processed_commands WHERE case_id = :case", "KRM-2026-0001: version"),
    ("UPDATE outbox SET case_id = NULL WHERE case_id = :case AND parent_id IS NULL", "notices differ"),
    ("UPDATE outbox SET state = 'offen' WHERE sequence = (SELECT max(sequence) FROM outbox)", "still open"),
    ("UPDATE cases SET holder = NULL WHERE id = :case", "lost: „Übernehmen“"),
    ("UPDATE cases SET version = 9 WHERE id = :case", "not 9"),
    (
        "UPDATE sent_cards SET activity_id = 'sent-0' WHERE kind = 'team_vorgang'",
        "a card that was never sent",
    ),
    ("UPDATE outbox SET state = 'tot' WHERE staff_id IS NOT NULL", "dead without a report"),
    ("UPDATE cases SET number = 'KRM-2026-0900' WHERE id = :case", "lost: ("),
)
"""A statement, and what the books say of it; each is added to those before."""


@pytest.mark.timeout(60)
async def test_a_quiet_day_is_in_order_and_every_loss_put_in_by_hand_is_named(
    sqlite_url: str, tmp_path: Path
) -> None:
    file = sqlite_url.removeprefix("sqlite:///")
    async with an_open_office(QUIET, tmp_path, sqlite_url) as office:
        await office.work(0)
        assert sum(len(each.recorded) for each in office.recorders) > 1
        assert await wrong_in(office) == []
        for change, named in LOSSES:
            with closing(connect(file)) as database:
                found = database.execute("SELECT id FROM cases ORDER BY number").fetchone()
                assert database.execute(change, {"case": found[0]}).rowcount > 0, change
                database.commit()
            assert named in "\n".join(await wrong_in(office)), change
        office.recorders[0].recorded["Anliegen, das niemand behielt"] = "KRM-2026-0999"
        assert "lost: ('Anliegen, das niemand behielt'" in "\n".join(await wrong_in(office))
        office.channel.log.append(dict(next(e for e in office.channel.log if e["body"].get("summary"))))
        office.channel.log[-1]["at"] += 60
        assert "twice without need" in "\n".join(await wrong_in(office))
