"""What the notices' cards are to a person: the case itself, news of it, a card asked for, an alarm."""

from procedure.notification import NoticeKind

STANDING = frozenset({NoticeKind.RECORD_REQUEST, NoticeKind.CASE_FOR_TEAM, NoticeKind.CASE_FOR_MANAGEMENT})
"""Notices whose card is the case itself: sent once to a person, then kept up to date in place."""
NEWS = frozenset({NoticeKind.NEWS_FOR_TEAM, NoticeKind.NEWS_FOR_BGF, NoticeKind.NEWS_FOR_MANAGEMENT})
"""Notices that call a person: the case's card comes anew, below, where she looks."""
LOOKED_UP = NoticeKind.CARD_REFRESH
"""As what a card is kept that a person asked for („status …“): it follows the case, and owes nothing."""
LIVE = STANDING | NEWS | {LOOKED_UP}
"""The kinds of which a person has one card per case."""
FOLLOWING = LIVE | {NoticeKind.ALERT}
"""The kinds whose cards follow the case."""
