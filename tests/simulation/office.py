"""The invented office, with more than one person in BGF and management, so that absences matter."""

from dataclasses import replace
from typing import Final

from procedure.office import Office, StaffMember
from procedure.vocabulary import Role, StaffId
from tests.support.builders import BGF, TEAM_B, TEAM_LEAD_MI, an_office

BGF_2: Final = StaffId("00000000-0000-4000-8000-000000000009")
MANAGEMENT_2: Final = StaffId("00000000-0000-4000-8000-000000000010")


def a_large_office() -> Office:
    """Return an office in which each group has two people; one of the BGF sees confidential cases."""
    office = an_office()
    more = (
        StaffMember(id=BGF_2, name="Bert Beispiel", roles=frozenset({Role.BGF}), room="3.03"),
        StaffMember(
            id=MANAGEMENT_2,
            name="Gerda Muster",
            roles=frozenset({Role.MANAGEMENT, Role.TRUSTED}),
            room="3.00",
        ),
    )
    staff = {**office.staff, **{person.id: person for person in more}}
    staff[BGF] = replace(staff[BGF], roles=staff[BGF].roles | {Role.TRUSTED})
    team_b = replace(office.teams[TEAM_B], deputies=(TEAM_LEAD_MI,))
    return replace(office, staff=staff, teams={**office.teams, TEAM_B: team_b})
