"""What is owed about a case, by whom and until when: reminders, lists and „Als Nächstes“ rest on it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from procedure.case import Case
from procedure.representation import Audience
from procedure.rulebook import Rulebook


class DutyKind(StrEnum):
    """The things that can be owed."""

    RECORD = "erfassen"
    """BGF: enter it into the KRM-Tool (R14)."""
    ACKNOWLEDGE = "eingangsbestaetigung"
    """BGF (R18, R22)."""
    ASSIGN = "neu_zuordnen"
    """BGF: a team said it is not responsible (A18)."""
    FILE = "ablage"
    """BGF: check the file after the end (R42)."""
    DECIDE = "entscheidung_gl"
    """Management: who works on it (R33), or consent to a transfer."""
    DECIDE_TALK = "gespraech_entscheiden"
    """Management: form of the reaction (R41)."""
    HOLD_TALK = "gespraech_fuehren"
    """Management: the talk it decided on."""
    SIGN = "schlusszeichnung"
    """Management (R34)."""
    NOTE_TALK = "gespraech_vermerk"
    """Teamleitung: what the management has to know (R39)."""
    CONFIRM_RECEIPT = "empfang_bestaetigen"
    """Office that leads (R25)."""
    TAKE_OVER = "uebernehmen"
    """Office that leads, while nobody holds the case."""
    INFORM = "beschaeftigte_informieren"
    """Teamleitung of each team concerned (R21, A24)."""
    CONTRIBUTE = "beitrag"
    """Teamleitung of a team that owes its Beitrag (R13, A23)."""
    ANSWER = "abschluss"
    """Office that leads: answer and close, or an interim notice before (R26, R27)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One thing owed. ``audience`` is the office; who stands in for it is resolved when asked."""

    kind: DutyKind
    audience: Audience
    due_on: date


def duties_of(case: Case, rules: Rulebook) -> tuple[Duty, ...]:
    """List what is owed now, the most urgent first; nothing once a case has ended and is filed."""
    raise NotImplementedError
