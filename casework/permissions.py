"""One visibility policy: whoever has no viewpoint on a case does not learn that it exists.

List, count, search, card, digest and export all ask here: ``viewpoint_of`` for one case, ``scope_of``
for many. The store narrows by the scope what it reads; what is shown is asked case by case again.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from casework.views import Viewpoint
from procedure.actor import Actor
from procedure.case import Case
from procedure.standing import answers_for, is_about, office_of, open_to, teams_of
from procedure.vocabulary import CaseState, DocumentKind, Role, StaffId, TeamId

REPORTER_SIGHT: Final = timedelta(hours=24)
"""How long whoever reported a case without any office in it sees it (privacy; front desk)."""
_EVER: Final = datetime(1970, 1, 1, tzinfo=UTC)

_VIEWPOINTS = {
    Role.TEAM_LEAD: Viewpoint.TEAM_LEAD,
    Role.DEPUTY: Viewpoint.DEPUTY,
    Role.MANAGEMENT: Viewpoint.MANAGEMENT,
    Role.BGF: Viewpoint.BGF,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which cases may exist for a person: what a query is narrowed by."""

    viewer: StaffId
    """Cases about this person are left out (A26)."""
    everything: bool
    """BGF and management."""
    confidential: bool
    """Trusted people of BGF and management (A34)."""
    teams: frozenset[TeamId]
    """Cases open to one of these teams (``procedure.standing.open_to``)."""
    reported_since: datetime
    """Own reports registered since then."""


def viewpoint_of(case: Case, actor: Actor, now: datetime) -> Viewpoint | None:
    """Tell from which office a person sees a case; for a day the reporting person sees her own report."""
    office = office_of(case, actor)
    if office is not None:
        return _VIEWPOINTS[office]
    if case.reaction.confidential or is_about(case, actor) or actor.staff_id != case.registered_by:
        return None
    return Viewpoint.REPORTER if now - case.registered_at <= REPORTER_SIGHT else None


def was_own_report(case: Case, actor: Actor) -> bool:
    """Tell whether a case without a viewpoint was the person's own report, of which she knows anyway.

    Not one kept from her in its first day too (A26, A34); of an anonymised one nobody knows who reported it.
    """
    hidden = case.reaction.confidential or is_about(case, actor) or case.state is CaseState.ANONYMISED
    return not hidden and actor.staff_id == case.registered_by


def is_about_somebody_forgotten(case: Case) -> bool:
    """Tell whether nobody knows any more from whom a case was kept (A26): it was so, and is anonymised.

    It may have been about anybody of BGF and management, so no export and no other case's card names it.
    Of what an anonymised case keeps, either fact is enough: a duplicate may have one of them only (A17).
    """
    return case.state is CaseState.ANONYMISED and (case.lead_excluded or case.reaction.concerns_lead)


def may_open(case: Case, actor: Actor) -> bool:
    """Tell whether a person may read the full text and the customer's details."""
    return office_of(case, actor) is not None


def reads_everything(case: Case, actor: Actor) -> bool:
    """Tell whether a person reads all that lies with a case: management, BGF and the office that leads.

    Every other Teamleitung with a part in it was asked for her own team's Beitrag: she reads the
    incoming reaction and what comes from her own teams (A26, R13, R20).
    """
    if not may_open(case, actor):
        return False
    return actor.is_management or actor.is_bgf or answers_for(case, actor)


def may_read_paper(case: Case, actor: Actor, kind: DocumentKind, author: Actor) -> bool:
    """Tell whether a person may read a paper of a case; ``author`` put it there."""
    if reads_everything(case, actor):
        return True
    return may_open(case, actor) and (kind is DocumentKind.INCOMING or is_of_own_team(case, actor, author))


def is_of_own_team(case: Case, actor: Actor, other: Actor) -> bool:
    """Tell whether in a case another person stands for the viewer's own teams, and for no other."""
    if other.staff_id is not None and other.staff_id == actor.staff_id:
        return True
    own = _teams(actor).intersection(open_to(case))
    theirs = _teams(other).intersection(teams_of(case))
    return bool(theirs) and theirs <= own


def is_of_another_team(case: Case, actor: Actor, other: Actor) -> bool:
    """Tell whether in a case another person stands for a team that is not the viewer's."""
    return not is_of_own_team(case, actor, other) and not _teams(other).isdisjoint(teams_of(case))


def _teams(actor: Actor) -> frozenset[TeamId]:
    return actor.leads | actor.deputises


def scope_of(actor: Actor, now: datetime) -> Scope:
    """Say which cases may exist for a person. ``viewpoint_of`` gives None for every case outside."""
    everything = actor.is_bgf or actor.is_management
    return Scope(
        viewer=actor.staff_id or StaffId(""),
        everything=everything,
        confidential=everything and actor.is_trusted,
        teams=actor.leads | actor.deputises,
        reported_since=now - REPORTER_SIGHT,
    )


def scope_of_own_reports(actor: Actor) -> Scope:
    """Let a person's own reports exist for her, however old: to tell her that the day for them is over."""
    return Scope(
        viewer=actor.staff_id or StaffId(""),
        everything=False,
        confidential=False,
        teams=frozenset(),
        reported_since=_EVER,
    )


def scope_of_assistant(now: datetime) -> Scope:
    """Let the assistant itself find every case: whom to tell of it is asked case by case afterwards."""
    return Scope(
        viewer=StaffId(""), everything=True, confidential=True, teams=frozenset(), reported_since=now
    )
