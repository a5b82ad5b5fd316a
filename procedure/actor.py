"""Who acts on a case, and in which office (GA II; R11, R16, A26)."""

from dataclasses import dataclass
from typing import Self

from procedure.office import Office
from procedure.vocabulary import Role, StaffId, TeamId


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person with the offices held now; nobody (``staff_id`` None) is the assistant itself."""

    staff_id: StaffId | None
    leads: frozenset[TeamId] = frozenset()
    deputises: frozenset[TeamId] = frozenset()
    is_bgf: bool = False
    is_management: bool = False

    @classmethod
    def of(cls, staff_id: StaffId, office: Office) -> Self:
        """Read a person's offices from the roster; somebody inactive or unknown holds none."""
        member = office.member(staff_id)
        if member is None:
            return cls(staff_id=staff_id)
        return cls(
            staff_id=staff_id,
            leads=office.leads(staff_id),
            deputises=office.deputises(staff_id),
            is_bgf=Role.BGF in member.roles,
            is_management=Role.MANAGEMENT in member.roles,
        )

    @classmethod
    def system(cls) -> Self:
        """Return the assistant itself: a time ran out."""
        return cls(staff_id=None)

    def stands_for(self, team: TeamId) -> Role | None:
        """Tell in which office this person answers for a team; leading comes before deputising."""
        if team in self.leads:
            return Role.TEAM_LEAD
        return Role.DEPUTY if team in self.deputises else None
