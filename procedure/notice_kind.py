"""The messages the assistant sends on its own account."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from procedure.representation import Audience


class NoticeKind(StrEnum):
    """The messages the assistant sends on its own account."""

    RECORD_REQUEST = "bgf_erfassen"
    """BGF: „Neue Kundenreaktion – bitte erfassen“ (R17)."""
    CASE_FOR_TEAM = "team_vorgang"
    """Teamleitung or deputy: the case; while a customer waits, the hand-over (R35)."""
    CASE_FOR_MANAGEMENT = "gl_vorgang"
    """Management: a case it leads, or has to decide (R12, R19, R33, A26)."""
    ALERT = "sofortalarm"
    """Management, Teamleitung, BGF: threat or grave situation, now (A30)."""
    HANDOVER_ANSWERED = "uebergabe_antwort"
    """Reporting person: the sentence to say aloud."""
    DEPUTY_ASKED = "uebergabe_stellvertretung"
    """Reporting person: the deputy is asked too."""
    CASE_CLOSED = "vorgang_beendet"
    """Reporting person: the bare fact."""
    NEWS_FOR_TEAM = "team_neues"
    """Teamleitung: something on a case she holds that must call her (decision, Beitrag, signature …)."""
    NEWS_FOR_BGF = "bgf_neues"
    """BGF: something to do or to know (returned, closed and to be filed, late interim notice …)."""
    NEWS_FOR_MANAGEMENT = "gl_neues"
    """Management: something to decide or to know (Beitrag in, talk noted, signature, second notice …)."""
    CARD_REFRESH = "karte_auffrischen"
    """Everybody who holds a card of the case: its new state."""
    DEAD_LETTER = "nicht_zustellbar"
    """BGF (of an alert also the management): a message could not be delivered."""
    REMINDER = "erinnerung"
    """A person: everything that is due or overdue, in one message (R15)."""
    WEEKLY_SUMMARY = "wochenuebersicht"
    """The channel: numbers and dates of the week (R51)."""
    REDACTION = "schwaerzung"
    """Nobody: what the assistant's own messages showed of a case is taken out of people's chats."""
    REPORT_DUE = "jahresbericht_faellig"
    """BGF and management: the yearly report is due soon and not released (R47)."""
    MEASURE_DUE = "massnahme_faellig"
    """Whoever answers for a measure of the report: it is due (R48)."""


BY_THE_CLOCK: Final = frozenset(
    {NoticeKind.REMINDER, NoticeKind.WEEKLY_SUMMARY, NoticeKind.REPORT_DUE, NoticeKind.MEASURE_DUE}
)
"""Sent because of a time, not because of what somebody did: never outside of working hours."""


@dataclass(frozen=True, slots=True)
class Notification:
    """One audience to be told one kind of thing."""

    kind: NoticeKind
    audience: Audience
