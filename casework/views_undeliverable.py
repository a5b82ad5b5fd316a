"""A message that did not arrive, as somebody who can pick up the telephone is told of it."""

from dataclasses import dataclass
from enum import StrEnum

from procedure.notice_kind import NoticeKind
from procedure.vocabulary import CaseId


class UndeliverableReason(StrEnum):
    """Why a message was given up."""

    NEVER_OPENED = "noch_nie_geoeffnet"
    """There is no chat with this person."""
    REMOVED = "entfernt_oder_blockiert"
    NOBODY = "niemand_zustaendig"
    """Nobody in the roster stands for the office."""
    TECHNICAL = "technischer_fehler"
    CHANNEL = "kanal_nicht_erreichbar"


@dataclass(frozen=True, slots=True, kw_only=True)
class UndeliverableView:
    """A message that could not be delivered, for the BGF; of an alarm also for the management."""

    number: str
    """Empty: it is about no single case."""
    audience_name: str
    """The person it was meant for, or the office in words."""
    reason: UndeliverableReason
    kind: NoticeKind = NoticeKind.CASE_FOR_TEAM
    case_id: CaseId | None = None
    """The case it was about, to be opened."""
