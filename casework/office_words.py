"""Names offices and people as sentences do: „das BGF“, „Teamleitung Leistung A“."""

from procedure.case import Case
from procedure.office import Office
from procedure.representation import Audience, AudienceKind
from procedure.vocabulary import StaffId, TeamId


def lead_name(case: Case, office: Office) -> str:
    """Name the office that answers for a case."""
    return f"Teamleitung {office.team_name(case.lead_team)}" if case.lead_team else "Geschäftsleitung"


def name_of(staff_id: StaffId | None, office: Office) -> str:
    """Name a person, also one who has left; empty for nobody."""
    member = office.staff.get(staff_id) if staff_id else None
    return member.name if member else ""


def audience_name(audience: Audience, office: Office) -> str:
    """Name an office without its article."""
    match audience.kind:
        case AudienceKind.BGF:
            return "BGF"
        case AudienceKind.MANAGEMENT:
            return "Geschäftsleitung"
        case AudienceKind.PERSON:
            return name_of(StaffId(audience.ref), office)
        case _:
            return f"Teamleitung {office.team_name(TeamId(audience.ref))}"


def with_article(audience: Audience, office: Office) -> str:
    """Name an office with its article."""
    article = "das" if audience.kind is AudienceKind.BGF else "die"
    return f"{article} {audience_name(audience, office)}"
