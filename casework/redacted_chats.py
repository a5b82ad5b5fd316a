"""Whatever the assistant wrote about a case into people's chats goes when the case's texts go (privacy)."""

from datetime import datetime

from casework.notices import Notice
from procedure.notice_kind import NoticeKind
from procedure.representation import Audience, AudienceKind
from procedure.vocabulary import CaseId


def redaction_of(case_id: CaseId, now: datetime) -> Notice:
    """Owe the redaction of every message that shows a case, in the chat of whoever got one.

    To be put in the transaction that anonymises the case. The relay finds the people and their messages
    when it comes to it, and needs nothing of the case itself but its id.
    """
    return Notice(
        kind=NoticeKind.REDACTION, audience=Audience(AudienceKind.HOLDERS), case_id=case_id, due_at=now
    )
