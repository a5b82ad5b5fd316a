"""Whose tasks are whose: lists and cards ask here, so that they say the same (GA II; R11, A25)."""

from datetime import date

from procedure.actor import Actor
from procedure.office import Office
from procedure.representation import Audience, AudienceKind, recipients
from procedure.vocabulary import StaffId


def audiences_of(staff_id: StaffId, office: Office, on: date) -> tuple[Audience, ...]:
    """Name the offices whose tasks are a person's on a local day: her own, and those she stands in for.

    A deputy has the Teamleitung's tasks only while that one is absent (R11), the BGF only where a team
    has nobody left (A25), or is dissolved.
    """
    actor = Actor.of(staff_id, office, on)
    own = [Audience(AudienceKind.PERSON, staff_id)]
    own += [Audience(AudienceKind.BGF)] if actor.is_bgf else []
    own += [Audience(AudienceKind.MANAGEMENT)] if actor.is_management else []
    own += [Audience(AudienceKind.TEAM_LEAD, team) for team in sorted(actor.leads)]
    others = [Audience(AudienceKind.BGF), Audience(AudienceKind.MANAGEMENT)]
    for kind in (AudienceKind.TEAM_LEAD, AudienceKind.DEPUTY):
        others += [Audience(kind, team) for team in office.teams]
    own += [audience for audience in others if staff_id in recipients(audience, office, on)]
    return tuple(dict.fromkeys(own))
