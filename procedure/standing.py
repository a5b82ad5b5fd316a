"""In which office a person faces a case (GA II; R11, R16, A26, A34)."""

from procedure.actor import Actor
from procedure.case import Case
from procedure.vocabulary import Lead, Role, TeamId


def office_of(case: Case, actor: Actor) -> Role | None:
    """Name the most responsible office in which a person faces a case, or None for a stranger.

    The Teamleitung a reaction is about is a stranger to it, and so are her deputies: the
    management decides who contributes (A26). A confidential case is known to trusted people of
    management and BGF alone (A34).
    """
    if is_about(case, actor) or (case.reaction.confidential and not actor.is_trusted):
        return None
    if actor.is_management:
        return Role.MANAGEMENT
    if not case.lead_excluded and not case.reaction.confidential:
        offices = {actor.stands_for(team) for team in teams_of(case)}
        for office in (Role.TEAM_LEAD, Role.DEPUTY):
            if office in offices:
                return office
    return Role.BGF if actor.is_bgf else None


def is_about(case: Case, actor: Actor) -> bool:
    """Tell whether a case is about this person, who then never gets, sees or finds it (A26)."""
    return actor.staff_id in case.excluded


def teams_of(case: Case) -> tuple[TeamId, ...]:
    """Name the teams that have a part in a case: those concerned, and those asked for a Beitrag."""
    return tuple(dict.fromkeys((*case.reaction.teams, *(c.team for c in case.contributions))))


def answers_for(case: Case, actor: Actor) -> bool:
    """Tell whether a person belongs to the office that leads („federführend“), in its name or i. V."""
    office = office_of(case, actor)
    if case.lead is Lead.MANAGEMENT:
        return office is Role.MANAGEMENT
    team = case.lead_team
    return (
        team is not None
        and not case.lead_excluded
        and not is_about(case, actor)
        and not case.reaction.confidential
        and actor.stands_for(team) is not None
    )


def on_behalf(case: Case, actor: Actor) -> bool:
    """Tell whether a person acts „i. V.“, as a deputy (R11)."""
    return office_of(case, actor) is Role.DEPUTY
