"""The roster as the use cases see it, and the absences that people report."""

from datetime import date, datetime

from procedure.office import Absence, Office
from procedure.vocabulary import StaffId
from storage import absences
from storage.connection import Connection
from storage.keys import KeyRing
from storage.office_cache import OfficeCache, count_roster_change
from storage.roster_rows import load_office
from storage.staff_changes import StaffEvent
from storage.staff_record import append_to_staff_record


class SqlStaffDirectory:
    """The roster within one transaction."""

    def __init__(self, connection: Connection, keys: KeyRing, cache: OfficeCache) -> None:
        self._connection = connection
        self._keys = keys
        self._cache = cache
        self._changed_here = False

    async def office(self) -> Office:
        """Load the roster as it stands."""
        if self._changed_here:
            return await load_office(self._connection, self._keys)
        return await self._cache.office(self._connection)

    async def add_absence(self, absence: Absence, *, by: StaffId, at: datetime) -> None:
        """Keep an absence, and who reported it; the same one twice is the same as once."""
        if await absences.report(self._connection, absence, by):
            days = {"from": absence.from_on.isoformat(), "until": absence.until_on.isoformat()}
            await self._note(absence.staff_id, StaffEvent.ABSENT, {"by": by, **days}, at)

    async def end_absences(self, staff_id: StaffId, *, on: date, by: StaffId, at: datetime) -> int:
        """Let a person be back on a local day: absences that reach beyond it end the day before."""
        ended = await absences.end(self._connection, staff_id, on)
        if ended:
            await self._note(staff_id, StaffEvent.BACK, {"by": by, "on": on.isoformat()}, at)
        return ended

    async def _note(self, subject: StaffId, event: StaffEvent, details: dict[str, str], at: datetime) -> None:
        self._changed_here = True
        await count_roster_change(self._connection)
        entry = {"at": at, "subject": subject, "event": event, "details": details}
        await append_to_staff_record(self._connection, self._keys, [entry])
