"""Who works here: teams with their Teamleitung and deputies, roles and absences (GA II, A25)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from procedure.vocabulary import Role, StaffId, TeamId


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """An employee who may speak to the assistant; gone ones stay, inactive, because the audit names them."""

    id: StaffId
    name: str
    roles: frozenset[Role] = frozenset()
    room: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A team, its Teamleitung and the stv. Teamleitungen in the order in which they are asked."""

    id: TeamId
    name: str
    lead: StaffId | None
    deputies: tuple[StaffId, ...] = ()
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """An employee is away from one local day to another, both included."""

    staff_id: StaffId
    from_on: date
    until_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The whole roster at one moment."""

    staff: Mapping[StaffId, StaffMember] = field(default_factory=dict)
    teams: Mapping[TeamId, Team] = field(default_factory=dict)
    absences: tuple[Absence, ...] = ()

    def member(self, staff_id: StaffId) -> StaffMember | None:
        """Find an active employee."""
        found = self.staff.get(staff_id)
        return found if found is not None and found.active else None

    def holders(self, role: Role) -> tuple[StaffId, ...]:
        """Name the active employees who hold an office-wide role, in a stable order."""
        return tuple(sorted(m.id for m in self.staff.values() if m.active and role in m.roles))

    def is_absent(self, staff_id: StaffId, on: date) -> bool:
        """Tell whether an employee is away (or gone) on a local day."""
        if self.member(staff_id) is None:
            return True
        return any(a.staff_id == staff_id and a.from_on <= on <= a.until_on for a in self.absences)

    def leads(self, staff_id: StaffId) -> frozenset[TeamId]:
        """Name the teams this person leads."""
        return frozenset(t.id for t in self.teams.values() if t.active and t.lead == staff_id)

    def deputises(self, staff_id: StaffId) -> frozenset[TeamId]:
        """Name the teams this person is a deputy of."""
        return frozenset(t.id for t in self.teams.values() if t.active and staff_id in t.deputies)

    def team_name(self, team_id: TeamId) -> str:
        """Return the team's name for people; its key when the roster no longer has it."""
        team = self.teams.get(team_id)
        return team.name if team is not None else str(team_id)
