"""In which office a person faces a case (GA II; R11, R16, A26, A34)."""

from procedure.actor import Actor
from procedure.case import Case, Reaction
from procedure.vocabulary import Lead, Role, TeamId


def office_of(case: Case, actor: Actor) -> Role | None:
    """Name the most responsible office in which a person faces a case, or None for a stranger.

    The Teamleitung a reaction is about is a stranger to it, and so are her deputies; another team
    faces it only where the management asks it for a Beitrag (A26). A confidential case is known to
    trusted people of management and BGF alone (A34).
    """
    if is_about(case, actor) or (case.reaction.confidential and not actor.is_trusted):
        return None
    if actor.is_management:
        return Role.MANAGEMENT
    offices = {actor.stands_for(team) for team in open_to(case)}
    for office in (Role.TEAM_LEAD, Role.DEPUTY):
        if office in offices:
            return office
    return Role.BGF if actor.is_bgf else None


def is_about(case: Case, actor: Actor) -> bool:
    """Tell whether a case is about this person, who then never gets, sees or finds it (A26)."""
    return actor.staff_id in case.excluded


def concerned_teams(reaction: Reaction) -> tuple[TeamId, ...]:
    """Name every team a reaction is about, those only praised included (A27, R21)."""
    return tuple(dict.fromkeys((*reaction.teams, *reaction.praised_teams)))


def home_team(case: Case) -> TeamId | None:
    """Name the team a case belongs to, also while the management leads it; never one only praised."""
    teams = concerned_teams(case.reaction)
    criticised = tuple(team for team in teams if team not in case.reaction.praised_teams)
    return next(iter(criticised or teams), None)


def teams_of(case: Case) -> tuple[TeamId, ...]:
    """Name the teams that have a part in a case: those concerned, and those asked for a Beitrag."""
    return tuple(dict.fromkeys((*concerned_teams(case.reaction), *(c.team for c in case.contributions))))


def open_to(case: Case) -> tuple[TeamId, ...]:
    """Name the teams whose Teamleitungen may know of a case.

    None of a confidential one (A34); of one about the Teamleitung none that it names (A26).
    """
    if case.reaction.confidential:
        return ()
    if case.lead_excluded:
        concerned = concerned_teams(case.reaction)
        return tuple(team for team in teams_of(case) if team not in concerned)
    return teams_of(case)


def may_name(case: Case, other: Case) -> bool:
    """Tell whether ``case`` may show the number of ``other``: nobody learns of it from whom it is kept.

    A link would tell of a case about the Teamleitung (A26) or a confidential one (A34) that it exists.
    """
    if other.reaction.confidential and not case.reaction.confidential:
        return False
    if not set(other.excluded) <= set(case.excluded):
        return False
    return not other.lead_excluded or set(concerned_teams(other.reaction)).isdisjoint(open_to(case))


def speaks_for(case: Case, actor: Actor, team: TeamId) -> Role | None:
    """Tell in which office a person speaks for a team in a case; None if the case is kept from her."""
    if is_about(case, actor) or team not in open_to(case):
        return None
    return actor.stands_for(team)


def answers_for(case: Case, actor: Actor) -> bool:
    """Tell whether a person belongs to the office that leads („federführend“), in its name or i. V."""
    if case.lead is Lead.MANAGEMENT:
        return office_of(case, actor) is Role.MANAGEMENT
    team = case.lead_team
    return team is not None and speaks_for(case, actor, team) is not None


def on_behalf(case: Case, actor: Actor) -> bool:
    """Tell whether a person acts „i. V.“, as a deputy (R11)."""
    return office_of(case, actor) is Role.DEPUTY
