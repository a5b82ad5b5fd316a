"""GA II: who answers for a case, who contributes, and whom it must be kept from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from procedure.case import Reaction
from procedure.switches import Switches
from procedure.vocabulary import ConcernKind, Lead, TeamId

_MANAGEMENT_KINDS: Final = {
    ConcernKind.PETITION: "eine Petition",
    ConcernKind.EINGABE: "eine Eingabe",
    ConcernKind.DIENSTAUFSICHTSBESCHWERDE: "eine Dienstaufsichtsbeschwerde",
}
"""R19, A4: led by the management even with one team and in mixed cases."""

_FACHAUFSICHTSBESCHWERDE: Final = {ConcernKind.FACHAUFSICHTSBESCHWERDE: "eine Fachaufsichtsbeschwerde"}
"""A5: the GA does not name it among the management's kinds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """Who answers for one reaction, and who has a part in it."""

    lead: Lead
    reason: str
    """For people: who leads, and why."""
    contributing_teams: tuple[TeamId, ...]
    """R13: teams that give a Beitrag; empty when a team leads, or the case is confidential (A34)."""
    first_contact: TeamId | None
    """R35, spoken reactions: whose Teamleitung is asked first, also when the management leads.

    None asks the management itself: conflict of interest (A26), confidential (A34), or no team is
    known. Always None for written reactions, where nobody waits.
    """
    lead_excluded: bool
    """A26: the Teamleitung must not get, see or find the case."""


def responsibility_for(
    reaction: Reaction, switches: Switches, *, team_name: Callable[[TeamId], str] = str
) -> Responsibility:
    """Say who leads (GA II; R10-R13, R19, R35, A4-A6, A26, A27).

    The team where the concern arose, unless it is of a kind kept for the management, or concerns
    several teams or none, or the Teamleitung itself, or is confidential (A34). Complaints about
    behaviour are led by their kind, as the reporting person names it (A6). ``team_name`` turns keys
    into names for ``reason``.
    """
    teams = _teams_that_count(reaction, switches)
    excluded = reaction.concerns_lead and switches.conflict_of_interest_to_gl
    grounds = _grounds_for_management(reaction, switches, teams, excluded=excluded)
    if grounds:
        lead = Lead.MANAGEMENT
        reason = f"Federführend ist die Geschäftsleitung, weil {' und weil '.join(grounds)}."
    else:
        lead = Lead.TEAM
        name = team_name(teams[0])
        reason = f"Federführend ist die Teamleitung {name}, weil das Anliegen dort entstanden ist."
    known_to_teams = not (excluded or reaction.confidential)
    asks_team = reaction.channel.is_oral and bool(teams) and known_to_teams
    return Responsibility(
        lead=lead,
        reason=reason,
        contributing_teams=teams if lead is Lead.MANAGEMENT and not reaction.confidential else (),
        first_contact=teams[0] if asks_team else None,
        lead_excluded=excluded,
    )


def _teams_that_count(reaction: Reaction, switches: Switches) -> tuple[TeamId, ...]:
    """Name each involved team once, in the order given; only praised ones by switch A27.

    Where all are praised, they are what the reaction is about, and count.
    """
    named = tuple(dict.fromkeys((*reaction.teams, *reaction.praised_teams)))
    if switches.multi_team_counts_praise:
        return named
    return tuple(team for team in named if team not in reaction.praised_teams) or named


def _grounds_for_management(
    reaction: Reaction, switches: Switches, teams: tuple[TeamId, ...], *, excluded: bool
) -> list[str]:
    kinds = dict(_MANAGEMENT_KINDS)
    if Lead(switches.fachaufsichtsbeschwerde_lead) is Lead.MANAGEMENT:
        kinds |= _FACHAUFSICHTSBESCHWERDE
    named = [words for kind, words in kinds.items() if kind in reaction.concerns]
    grounds = []
    if named:
        grounds.append(f"es um {' und '.join(named)} geht")
    if len(teams) > 1:
        grounds.append("mehrere Teams betroffen sind")
    if excluded:
        grounds.append("es um die Teamleitung selbst geht")
    if reaction.confidential:
        grounds.append("der Vorgang vertraulich ist")
    if not teams:
        grounds.append("noch kein Team feststeht")
    return grounds
