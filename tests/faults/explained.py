"""What surrounds a finding: the messages of the case and the person, what Teams answered, the kills between.

All instants are the bot's, which runs ahead of the machine's clock.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from tests.faults.ledger import Ledger
from tests.faults.people import number_of

SHOWN = (
    "sequence",
    "kind",
    "audience",
    "state",
    "attempts",
    "last_error",
    "due_at",
    "claimed_until",
    "settled_at",
)
MOST_LINES = 60


def explained(ledger: Ledger, sentence: str, case_id: str | None, staff_id: str | None = None) -> str:
    """Return a finding with the state that explains it."""
    lines = [sentence, *_messages(ledger, case_id, staff_id), *_events(ledger, case_id, staff_id)]
    return "\n    ".join(lines)


def _messages(ledger: Ledger, case_id: str | None, staff_id: str | None) -> Iterator[str]:
    for row in ledger.outbox:
        if row["case_id"] != case_id or (staff_id and row["staff_id"] not in {None, staff_id}):
            continue
        to = f"for {row['staff_id'][-2:]}" if row["staff_id"] else "office"
        parent = next((str(p["sequence"]) for p in ledger.outbox if p["id"] == row["parent_id"]), "-")
        values = (f"{name}={_brief(row[name])}" for name in SHOWN if row[name] not in {None, ""})
        yield f"row {to} of {parent}: {' '.join(values)}"


def _events(ledger: Ledger, case_id: str | None, staff_id: str | None) -> list[str]:
    office, number = ledger.office, ledger.number(case_id)
    sent = [
        (office.bot_time(entry["at"]), _answered(entry))
        for entry in office.channel.log
        if (not staff_id or entry["chat"] == f"a:{staff_id}")
        and (number_of(entry["body"]) == number or entry["fault"] == 403)
    ]
    logged = list(_logged(ledger, case_id))
    times = [at for at, _ in (*sent, *logged)]
    killed = [
        (office.bot_time(at), "KILL")
        for at in office.killed_at
        if times and min(times) <= office.bot_time(at) <= max(times)
    ]
    return [f"{at:%H:%M:%S.%f} {what}" for at, what in sorted((*sent, *logged, *killed))][:MOST_LINES]


def _answered(entry: dict[str, Any]) -> str:
    summary = entry["body"].get("summary") or ""
    return f"{entry['method']} {entry['chat'][-2:]} {entry['activity']} {entry['fault']} {summary}"


def _logged(ledger: Ledger, case_id: str | None) -> Iterator[tuple[datetime, str]]:
    """Read what the bot logged about the case; its log is on the machine's clock."""
    file = ledger.office.folder / "bot.log"
    for line in file.read_text(errors="replace").splitlines() if file.exists() else ():
        if case_id and case_id in line and line.startswith("{"):
            said = json.loads(line)
            at = datetime.fromisoformat(said.pop("timestamp"))
            yield (
                ledger.office.bot_time_of(at),
                " ".join(f"{k}={v}" for k, v in said.items() if k != "case_id"),
            )


def _brief(value: object) -> str:
    return f"{value:%H:%M:%S.%f}" if isinstance(value, datetime) else str(value)
