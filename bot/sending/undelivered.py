"""Says in words which message did not arrive, for whom, and why."""

from casework.views_undeliverable import UndeliverableReason, UndeliverableView
from procedure.office import Office
from procedure.representation import Audience, AudienceKind
from procedure.vocabulary import TeamId
from storage.conversations import ConversationReference
from storage.outbox import OutboxRow

NOBODY = "nobody"
"""Nobody stands for the office: somebody has to look at the roster."""


def undelivered(
    dead: OutboxRow, number: str, office: Office, chat: ConversationReference | None
) -> UndeliverableView:
    """Describe a message that was given up; ``chat`` is the person's, as it stands now.

    ``number`` is empty for what is about no single case.
    """
    member = office.staff.get(dead.staff_id) if dead.staff_id is not None else None
    return UndeliverableView(
        number=number,
        kind=dead.kind,
        case_id=dead.case_id,
        audience_name=member.name if member else audience_in_words(Audience.parse(dead.audience), office),
        reason=_reason(dead, chat),
    )


def audience_in_words(audience: Audience, office: Office) -> str:
    """Name an office for people: „Teamleitung Leistung A“."""
    match audience.kind:
        case AudienceKind.TEAM_LEAD:
            return f"Teamleitung {office.team_name(TeamId(audience.ref))}"
        case AudienceKind.DEPUTY:
            return f"Stellvertretung {office.team_name(TeamId(audience.ref))}"
        case AudienceKind.BGF:
            return "BGF"
        case AudienceKind.MANAGEMENT:
            return "Geschäftsleitung"
        case AudienceKind.PERSON | AudienceKind.HOLDERS:
            return "meldende Person"
        case AudienceKind.CHANNEL:
            return "Kanal der Wochenübersicht"


def _reason(dead: OutboxRow, chat: ConversationReference | None) -> UndeliverableReason:
    if Audience.parse(dead.audience).kind is AudienceKind.CHANNEL:
        return UndeliverableReason.CHANNEL
    if dead.staff_id is None:
        return UndeliverableReason.NOBODY
    if chat is None:
        return UndeliverableReason.NEVER_OPENED
    return UndeliverableReason.TECHNICAL if chat.reachable else UndeliverableReason.REMOVED
