"""Each message of the assistant is a card that follows its case, a word said once, or a redaction."""

from bot.sending.card_kinds import FOLLOWING, LIVE, LOOKED_UP, NEWS, STANDING
from procedure.notification import NoticeKind

SAID_ONCE = {
    NoticeKind.HANDOVER_ANSWERED,
    NoticeKind.DEPUTY_ASKED,
    NoticeKind.CASE_CLOSED,
    NoticeKind.DEAD_LETTER,
    NoticeKind.REMINDER,
    NoticeKind.WEEKLY_SUMMARY,
    NoticeKind.REPORT_DUE,
    NoticeKind.MEASURE_DUE,
}
SAYS_NOTHING = {NoticeKind.REDACTION}


def test_every_kind_has_its_place() -> None:
    assert set(NoticeKind) == FOLLOWING | SAID_ONCE | SAYS_NOTHING
    assert not FOLLOWING & (SAID_ONCE | SAYS_NOTHING)


def test_no_kind_is_two_things() -> None:
    assert not STANDING & NEWS
    assert LOOKED_UP not in STANDING | NEWS
    assert NoticeKind.ALERT not in LIVE
