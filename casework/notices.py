"""Who is told what. A notice holds ids only; its text is rendered when it is sent."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from procedure.representation import Audience
from procedure.vocabulary import CaseId


class NoticeKind(StrEnum):
    """The messages the assistant sends on its own account."""

    RECORD_REQUEST = "bgf_erfassen"
    """BGF: „Neue Kundenreaktion – bitte erfassen“ (R17)."""
    CASE_FOR_TEAM = "team_vorgang"
    """Teamleitung or deputy: the case; while a customer waits, the hand-over (R35)."""
    CASE_FOR_MANAGEMENT = "gl_vorgang"
    """Management: a case it leads (R12, R19, A26)."""
    ALERT = "sofortalarm"
    """Management, Teamleitung, BGF: threat or grave situation, now (A30)."""
    HANDOVER_ANSWERED = "uebergabe_antwort"
    """Reporting person: the sentence to say aloud."""
    DEPUTY_ASKED = "uebergabe_stellvertretung"
    """Reporting person: the deputy is asked too."""
    CARD_REFRESH = "karte_auffrischen"
    """Everybody who holds a card of the case: its new state."""
    DEAD_LETTER = "nicht_zustellbar"
    """BGF: a message could not be delivered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing to tell one audience about one case."""

    kind: NoticeKind
    audience: Audience
    case_id: CaseId
    due_at: datetime
