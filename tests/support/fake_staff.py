"""The roster in memory."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from procedure.office import Absence, Office
from procedure.vocabulary import StaffId
from tests.support.fake_state import Transaction


class FakeStaffDirectory:
    """The roster in memory."""

    def __init__(self, unit: Transaction) -> None:
        self._unit = unit

    async def office(self) -> Office:
        """Load the roster as it stands."""
        return self._unit.read().office

    async def add_absence(self, absence: Absence, *, by: StaffId, at: datetime) -> None:  # noqa: ARG002 - nobody asks who reported it
        """Keep an absence."""
        state = await self._unit.write()
        self._keep({*state.office.absences, absence})

    async def end_absences(self, staff_id: StaffId, *, on: date, by: StaffId, at: datetime) -> int:  # noqa: ARG002 - idem
        """Let a person be back on a local day."""
        state = await self._unit.write()
        ended = {a for a in state.office.absences if a.staff_id == staff_id and a.until_on >= on}
        last = on - timedelta(days=1)
        shortened = {replace(a, until_on=last) for a in ended if a.from_on <= last}
        self._keep(set(state.office.absences) - ended | shortened)
        return len(ended)

    def _keep(self, absences: Iterable[Absence]) -> None:
        state = self._unit.read()
        ordered = sorted(absences, key=lambda a: (a.staff_id, a.from_on, a.until_on))
        office = replace(state.office, absences=tuple(ordered))
        self._unit.replace_with(replace(state, office=office))
