"""Whose tasks are whose: lists and cards ask here, so that they say the same (GA II; R11, A25)."""

from datetime import date

from procedure.actor import Actor
from procedure.office import Office
from procedure.representation import Audience, AudienceKind, recipients
from procedure.vocabulary import StaffId, TeamId


def audiences_of(staff_id: StaffId, office: Office, on: date) -> tuple[Audience, ...]:
    """Name the offices whose tasks are a person's on a local day: her own, and those she stands in for."""
    actor = Actor.of(staff_id, office, on)
    every = [Audience(AudienceKind.PERSON, staff_id)]
    every += [Audience(AudienceKind.BGF), Audience(AudienceKind.MANAGEMENT)]
    for kind in (AudienceKind.TEAM_LEAD, AudienceKind.DEPUTY):
        every += [Audience(kind, team) for team in office.teams]
    return tuple(audience for audience in every if is_own(audience, actor, office, on))


def is_own(audience: Audience, actor: Actor, office: Office, on: date) -> bool:
    """Tell whether an office's tasks are a person's on a local day.

    A deputy has the Teamleitung's tasks only while that one is absent (R11), the BGF only where a team
    has nobody left (A25), or is dissolved.
    """
    if actor.staff_id is None:
        return False
    if audience.kind is AudienceKind.PERSON:
        return audience.ref == actor.staff_id
    holds = (
        (audience.kind is AudienceKind.BGF and actor.is_bgf)
        or (audience.kind is AudienceKind.MANAGEMENT and actor.is_management)
        or (audience.kind is AudienceKind.TEAM_LEAD and TeamId(audience.ref) in actor.leads)
    )
    return holds or actor.staff_id in recipients(audience, office, on)
