"""Says in which office an employee stands, never who it is: what a customer is told (Art. 15 (4) DSGVO)."""

from collections.abc import Mapping
from typing import Final

from procedure.office import Office
from procedure.vocabulary import Role, StaffId

ASSISTANT: Final = "Assistent"
EMPLOYEE: Final = "Beschäftigte/r"

_OFFICES: Final[Mapping[Role, str]] = {
    Role.EMPLOYEE: EMPLOYEE,
    Role.FRONT_DESK: "Eingangszone",
    Role.TEAM_LEAD: "Teamleitung",
    Role.DEPUTY: "stellvertretende Teamleitung",
    Role.BGF: "Büro der Geschäftsführung",
    Role.MANAGEMENT: "Geschäftsleitung",
    Role.TRUSTED: EMPLOYEE,
}


def office_of_role(role: Role | None) -> str:
    """Name the office in which somebody acted; the assistant itself acts in none."""
    return ASSISTANT if role is None else _OFFICES[role]


def office_of_person(staff_id: StaffId, office: Office) -> str:
    """Name the highest office a person holds by the roster; „Beschäftigte/r“ where there is none."""
    member = office.staff.get(staff_id)
    roles = frozenset() if member is None else member.roles
    if Role.MANAGEMENT in roles:
        return _OFFICES[Role.MANAGEMENT]
    for role, teams in (
        (Role.TEAM_LEAD, office.leads(staff_id)),
        (Role.DEPUTY, office.deputises(staff_id)),
    ):
        if teams:
            return f"{_OFFICES[role]} {', '.join(sorted(office.team_name(team) for team in teams))}"
    for role in (Role.BGF, Role.FRONT_DESK):
        if role in roles:
            return _OFFICES[role]
    return EMPLOYEE
