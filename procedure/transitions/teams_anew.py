"""What other teams mean for the parts of a case: who informs, who owes a Beitrag, whom it is kept from."""

from dataclasses import replace

from procedure.case import Case
from procedure.case_parts import Contribution, Informing
from procedure.opening import contributions_for
from procedure.responsibility import Responsibility
from procedure.situation import Situation
from procedure.standing import concerned_teams
from procedure.vocabulary import ContributionState, InformingState, Lead, StaffId, TeamId

_NO_LONGER_CONCERNED = "Das Team ist nicht mehr beteiligt."


def informing_anew(case: Case) -> tuple[Informing, ...]:
    """Ask the teams that are new, and no longer those that are out of it and had not answered (R21)."""
    known = {row.team: row for row in case.informing}
    concerned = concerned_teams(case.reaction)
    kept = tuple(
        row for row in case.informing if row.team not in concerned and row.state is not InformingState.OPEN
    )
    return (*kept, *(known.get(team, Informing(team=team)) for team in concerned))


def excluded_anew(at: Situation, case: Case) -> tuple[StaffId, ...]:
    """Keep a case about a Teamleitung from whoever leads a team it names now, too (A26)."""
    if not case.lead_excluded:
        return case.excluded
    teams = (at.office.teams.get(team) for team in concerned_teams(case.reaction))
    leads = (team.lead for team in teams if team is not None and team.lead is not None)
    return tuple(dict.fromkeys((*case.excluded, *leads)))


def contributions_anew(at: Situation, case: Case, fresh: Responsibility) -> tuple[Contribution, ...]:
    """Ask the teams that are new for their Beitrag where the management leads (R13).

    What a team out of it still owed falls away; what it has delivered stays.
    """
    stay = tuple(c for c in (_kept(case, old) for old in case.contributions) if c is not None)
    asks = case.lead is Lead.MANAGEMENT and not case.lead_excluded and not case.reaction.confidential
    have = {contribution.team for contribution in stay}
    new = tuple(t for t in fresh.contributing_teams if asks and t not in have and is_active(at, t))
    return stay + contributions_for(new, act_by=case.act_by, now=at.now, today=at.today, rules=at.rules)


def is_active(at: Situation, team: TeamId) -> bool:
    """Tell whether the roster has a team that works."""
    return team in at.office.teams and at.office.teams[team].active


def _kept(case: Case, contribution: Contribution) -> Contribution | None:
    if contribution.is_settled or _is_needed(case, contribution.team):
        return contribution
    if contribution.state is ContributionState.OPEN:
        return None
    return replace(contribution, state=ContributionState.WAIVED, note=_NO_LONGER_CONCERNED)


def _is_needed(case: Case, team: TeamId) -> bool:
    if case.lead_excluded:
        return True  # the management has asked whom it wanted
    return team in concerned_teams(case.reaction) and team != case.lead_team
