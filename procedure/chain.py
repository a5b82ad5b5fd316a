"""Who stands in for whom, along a chain of absences (GA II; R11, A25)."""

from collections.abc import Iterator
from datetime import date

from procedure.office import Office
from procedure.vocabulary import StaffId, TeamId


def stand_ins(team_id: TeamId, office: Office, on: date) -> Iterator[StaffId]:
    """Name who may act for a team's Teamleitung: its deputies in order, for each absent one theirs.

    An absent deputy who leads a team of her own is represented as she is there. Nobody is named
    twice, so a circle of absences ends. For a team that was dissolved nobody acts.
    """
    team = office.teams.get(team_id)
    if team is None or not team.active:
        return
    seen: set[StaffId] = {team.lead} if team.lead is not None else set()
    waiting = list(team.deputies)
    while waiting:
        person = waiting.pop(0)
        if person in seen or office.member(person) is None:
            continue
        seen.add(person)
        yield person
        if office.is_absent(person, on):
            own_teams = (office.teams[own] for own in sorted(office.leads(person)))
            waiting += [deputy for own in own_teams for deputy in own.deputies]


def represented_by(staff_id: StaffId, office: Office, on: date) -> frozenset[TeamId]:
    """Name the teams for which a person may act i. V. on a local day."""
    return frozenset(team.id for team in office.teams.values() if staff_id in stand_ins(team.id, office, on))
