"""What is kept after a run, read once, and the questions that the books ask of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from procedure.case import Case
from procedure.notice_kind import NoticeKind
from procedure.vocabulary import CaseId, StaffId
from storage.connection import Connection
from storage.engine import create_engine, reading
from storage.key_file import load_key_ring
from storage.tables import OutboxState, audit_entries, cases, duties, outbox, processed_commands, sent_cards
from storage.unit_of_work import SqlUnitsOfWork
from tests.faults.office import Office
from tests.support.builders import BGF, MANAGEMENT, an_office

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The cases, and what is kept beside them."""

    office: Office
    kept: list[Case]
    rows: Mapping[str, list[Row]]
    """By the table's name."""

    @property
    def outbox(self) -> list[Row]:
        """The outbox, in the order of its rows."""
        return self.rows["outbox"]

    def number(self, case_id: str | None) -> str:
        """Return the number of a case; empty for none."""
        return next((case.number for case in self.kept if case.id == case_id), "")

    def of_person(self, kind: NoticeKind, case_id: CaseId, staff_id: StaffId) -> list[Row]:
        """Return a person's messages of a kind about a case, oldest first."""
        wanted = (kind, case_id, staff_id)
        return [row for row in self.outbox if (row["kind"], row["case_id"], row["staff_id"]) == wanted]

    def is_dead_and_told(self, row: Row) -> bool:
        """Tell whether this very message was given up, and the BGF has read whom it was for."""
        return row["state"] == OutboxState.DEAD and self.is_told(row)

    def is_told(self, row: Row) -> bool:
        """Tell whether a report of this very message stands in the BGF's chat, or the management's."""
        named = an_office().staff[row["staff_id"]].name
        number = self.number(row["case_id"])
        said = any(
            entry["taken"]
            and entry["chat"] in {f"a:{BGF}", f"a:{MANAGEMENT}"}
            and all(word in str(entry["body"]) for word in ("Nicht zugestellt", number, named))
            for entry in self.office.channel.log
        )
        return said and any(part["state"] == OutboxState.DELIVERED for part in self._reports(row))

    def _reports(self, row: Row) -> Iterator[Row]:
        of_row = {
            each["id"]
            for each in self.outbox
            if each["kind"] == NoticeKind.DEAD_LETTER and each["parent_id"] == row["id"]
        }
        return (each for each in self.outbox if each["parent_id"] in of_row)

    def is_about_dead(self, report: Row) -> bool:
        """Tell whether what a report (or a person's part of one) is about is still given up."""
        by_id = {row["id"]: row for row in self.outbox}
        about = by_id[report["parent_id"]]
        if about["kind"] == NoticeKind.DEAD_LETTER:
            about = by_id[about["parent_id"]]
        return bool(about["state"] == OutboxState.DEAD)


async def read_ledger(office: Office) -> Ledger:
    """Read everything."""
    engine = create_engine(office.database_url)
    keys = load_key_ring(office.folder / "krm.key")
    try:
        async with reading(engine) as connection:
            ids = (await connection.execute(select(cases.c.id))).scalars().all()
            rows = await _rows(connection)
        async with SqlUnitsOfWork(engine, keys)(reads_only=True) as unit:
            kept = [case for case_id in ids if (case := await unit.cases.get(CaseId(case_id)))]
    finally:
        await engine.dispose()
    return Ledger(office=office, kept=kept, rows=rows)


async def _rows(connection: Connection) -> dict[str, list[Row]]:
    tables = (audit_entries, duties, outbox, processed_commands, sent_cards)
    found = {table.name: list((await connection.execute(select(table))).mappings()) for table in tables}
    found["outbox"].sort(key=lambda row: row["sequence"])
    return {name: [dict(row) for row in rows] for name, rows in found.items()}
