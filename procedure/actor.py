"""Who acts on a case, and in which office (GA II; R11, R16, A26)."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from procedure.chain import represented_by
from procedure.conflicts import trusted_people
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
    is_trusted: bool = False
    """May see confidential cases (A34); where the roster names nobody, all of management and BGF may."""

    @classmethod
    def of(cls, staff_id: StaffId, office: Office, on: date) -> Self:
        """Read a person's offices on a local day; somebody inactive or unknown holds none.

        Who stands in for an absent deputy deputises that team, too (R11).
        """
        member = office.member(staff_id)
        if member is None:
            return cls(staff_id=staff_id)
        return cls(
            staff_id=staff_id,
            leads=office.leads(staff_id),
            deputises=represented_by(staff_id, office, on),
            is_bgf=Role.BGF in member.roles,
            is_management=Role.MANAGEMENT in member.roles,
            is_trusted=staff_id in trusted_people(office),
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
