"""Default readings A1-A38 of the GA where it is silent or contradicts itself: an office may set them."""

from dataclasses import dataclass
from datetime import date, time
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Switches:
    """The readings an office has chosen; the defaults are the literal or the safer reading."""

    record_on_tl_referral: bool = True
    """A2: a reaction passed on to a Teamleitung must be recorded (GA I, fourth bullet, literally)."""

    fachaufsichtsbeschwerde_lead: Literal["team", "GL"] = "team"
    """A5: who leads a Fachaufsichtsbeschwerde; the GA's list of management cases does not name it."""

    conflict_of_interest_to_gl: bool = True
    """A26: a reaction about the Teamleitung itself is led by the management."""

    multi_team_counts_praise: bool = True
    """A27: a team that is only praised counts as an involved team („mehrere Teams“, literally)."""

    weekend_receipt: Literal["actual", "next_workday"] = "actual"
    """A8: the day a reaction arrives on a free day is that day, or the next working day."""

    receipt_cutoff: time | None = None
    """A8: receipts at or after this local time count for the next day; None switches it off."""

    closing_rollover: Literal["none", "next_workday"] = "none"
    """A10: does the 14th day move when it falls on a free day?"""

    ack_oral: bool = False
    """A14: is an acknowledgement of receipt owed for spoken reactions too?"""

    extra_non_working_days: tuple[str, ...] = ("12-24", "12-31")
    """A9: days off every year (MM-DD) or once (YYYY-MM-DD) besides Saturdays, Sundays, holidays."""

    land: str = "BW"
    """The Land whose public holidays apply (two letters as in ISO 3166-2:DE)."""

    gl_decision: Literal["before_closing", "before_forwarding", "standing_order"] = "before_closing"
    """A3: a written reaction of one team needs the management's decision before it is closed, before it
    is forwarded to the team, or (standing order) not at all."""

    interim_max_days: int = 28
    """A11: days from today to the new date above which an interim notice is warned about."""

    interim_notify_gl_from: int = 2
    """A11: from the so-manieth interim notice on the management is told."""

    contribution_lead_days: int = 5
    """A23: working days before ``act_by`` on which a Beitrag is due."""

    external_lead_days: int = 3
    """A21: working days before a date set by another body by which the office acts."""

    inform_within_days: int = 1
    """A24: working days after the hand-over within which employees are informed."""

    reopen_days: int = 30
    """A19: days after the end during which a case may be reopened."""

    duplicate_window_days: int = 30
    """A17: how far back a possible duplicate is suggested."""

    praise_short_path: bool = True
    """A20: praise may be closed without an answer of its own."""

    written_followup_restarts_closing: bool = False
    """A13: the letter that follows a spoken reaction starts the 14 days anew."""

    krm_tool: Literal["none", "manual"] = "manual"
    """A1: does the BGF also enter cases into a KRM-Tool of its own?"""

    handover_minutes: int = 5
    """GA V: minutes a customer waits for the Teamleitung's answer before the deputy is asked too."""


def parse_extra_day(text: str) -> tuple[int | None, int, int]:
    """Read ``MM-DD`` or ``YYYY-MM-DD``; ValueError with a German remedy otherwise."""
    parts = text.strip().split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 2:  # noqa: PLR2004 - month and day
            date(2024, numbers[0], numbers[1])
            return None, numbers[0], numbers[1]
        year, month, day = numbers
        date(year, month, day)
    except ValueError:
        message = f"„{text}“ ist kein Tag. Bitte MM-TT (jedes Jahr) oder JJJJ-MM-TT angeben."
        raise ValueError(message) from None
    return year, month, day
