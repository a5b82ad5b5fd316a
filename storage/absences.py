"""Absences: those of the roster file, and those that people report themselves (A25).

Nothing is deleted when somebody is back early: the row is kept and says from which day. So an import
of the same file does not send a person away again.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import delete, or_, select, update

from procedure.office import Absence
from procedure.vocabulary import StaffId
from storage.connection import Connection
from storage.tables import absences
from storage.upsert import insert

KEY = ("staff_id", "from_on", "until_on")


async def load_absences(connection: Connection) -> tuple[Absence, ...]:
    """Load who is away when, as it has turned out; in a stable order."""
    rows = (await connection.execute(select(absences))).mappings()
    found = {absence for absence in map(_effective, rows) if absence is not None}
    return tuple(sorted(found, key=lambda a: (a.staff_id, a.from_on, a.until_on)))


async def report(connection: Connection, absence: Absence, by: StaffId) -> bool:
    """Keep an absence that somebody reported; False if it was kept already."""
    values = {field: getattr(absence, field) for field in KEY}
    kept = insert(connection, absences).values(**values, reported_by=by)
    anew = kept.on_conflict_do_update(
        index_elements=[absences.c[field] for field in KEY],
        set_={"reported_by": by, "back_on": None},
        where=or_(absences.c.reported_by.is_(None), absences.c.back_on.is_not(None)),
    )
    return (await connection.execute(anew)).rowcount == 1


async def end(connection: Connection, staff_id: StaffId, on: date) -> int:
    """Let a person be back from a local day on; return how many absences that has changed."""
    of_person = absences.c.staff_id == staff_id
    rows = (await connection.execute(select(absences).where(of_person))).mappings()
    ended = {a for a in map(_effective, rows) if a is not None and a.until_on >= on}
    if ended:
        later = (absences.c.until_on >= on) & or_(absences.c.back_on.is_(None), absences.c.back_on > on)
        await connection.execute(update(absences).where(of_person & later).values(back_on=on))
    return len(ended)


async def import_absences(connection: Connection, listed: Collection[Absence]) -> frozenset[StaffId]:
    """Make the absences of the roster file those listed; name whose have changed.

    What people reported themselves stays, and also that they came back early.
    """
    rows = (await connection.execute(select(absences))).mappings().all()
    kept = {_planned(row) for row in rows}
    from_file = {_planned(row) for row in rows if row["reported_by"] is None}
    gone, new = from_file - set(listed), set(listed) - kept
    for absence in gone:
        this_one = [absences.c[field] == getattr(absence, field) for field in KEY]
        await connection.execute(delete(absences).where(*this_one))
    if new:
        await connection.execute(absences.insert(), _rows(new))
    return frozenset(absence.staff_id for absence in gone | new)


def _rows(away: Iterable[Absence]) -> list[dict[str, Any]]:
    return [{field: getattr(absence, field) for field in KEY} for absence in away]


def _planned(row: Any) -> Absence:  # noqa: ANN401 - SQLAlchemy's mapping
    return Absence(**{field: row[field] for field in KEY})


def _effective(row: Any) -> Absence | None:  # noqa: ANN401 - SQLAlchemy's mapping
    planned = _planned(row)
    if row["back_on"] is None:
        return planned
    last = min(planned.until_on, row["back_on"] - timedelta(days=1))
    return replace(planned, until_on=last) if last >= planned.from_on else None
