"""One visibility policy: whoever has no viewpoint on a case does not learn that it exists."""

from casework.views import Viewpoint
from procedure.actor import Actor
from procedure.case import Case
from procedure.lifecycle import is_about, office_of
from procedure.vocabulary import Role

_VIEWPOINTS = {
    Role.TEAM_LEAD: Viewpoint.TEAM_LEAD,
    Role.DEPUTY: Viewpoint.DEPUTY,
    Role.MANAGEMENT: Viewpoint.MANAGEMENT,
    Role.BGF: Viewpoint.BGF,
}


def viewpoint_of(case: Case, actor: Actor) -> Viewpoint | None:
    """Tell from which office a person sees a case; the reporting person sees her own report."""
    office = office_of(case, actor)
    if office is not None:
        return _VIEWPOINTS[office]
    if actor.staff_id == case.registered_by and not is_about(case, actor):
        return Viewpoint.REPORTER
    return None


def may_open(case: Case, actor: Actor) -> bool:
    """Tell whether a person may read the full text and the customer's details."""
    return office_of(case, actor) is not None
