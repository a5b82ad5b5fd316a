"""Who is told what. A notice holds ids only; its text is rendered when it is sent."""

from dataclasses import dataclass
from datetime import datetime

from procedure.notification import NoticeKind
from procedure.representation import Audience
from procedure.vocabulary import CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing to tell one audience, most often about one case."""

    kind: NoticeKind
    audience: Audience
    case_id: CaseId | None
    """None: about no single case (the yearly report, its measures)."""
    due_at: datetime
