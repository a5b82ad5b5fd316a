"""GA I: must a reaction be recorded, and why; and is everything stated that recording needs (R1-R9)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from procedure.case import Reaction
from procedure.errors import IncompleteReaction
from procedure.switches import Switches
from procedure.vocabulary import Channel, ConcernKind, Origin, RecordReason, TalkWish
from procedure.working_days import FIRST_YEAR, LAST_YEAR

SUMMARY_MAX_LENGTH: Final = 4000
"""Characters of the summary: two typed pages, and a card with it stays far below Teams' limit."""

TEXT_MAX_LENGTH: Final = 200
"""Characters of each other text: a line or two."""

MAX_PEOPLE: Final = 1000
"""A37: more than this is a slip of the finger."""

_REASONS: Final[dict[RecordReason, Callable[[Reaction, Switches], bool]]] = {
    RecordReason.WRITTEN_OR_ELECTRONIC: lambda reaction, _: not reaction.channel.is_oral,
    RecordReason.TIME_CONSUMING_CALL: lambda reaction, _: (
        reaction.channel is Channel.TELEPHONE and reaction.time_consuming
    ),
    RecordReason.NOT_REMEDIED: lambda reaction, _: reaction.channel.is_oral and not reaction.resolved_on_spot,
    RecordReason.LEADERSHIP: lambda reaction, switches: (
        reaction.reached_leadership or (reaction.referred_to_team_lead and switches.record_on_tl_referral)
    ),
}
"""R3-R6 in the order of GA I. R4 is about calls alone, by the letter of the GA."""

_IN_WORDS: Final = {
    RecordReason.WRITTEN_OR_ELECTRONIC: "sie schriftlich oder elektronisch eingegangen ist",
    RecordReason.TIME_CONSUMING_CALL: "der Anruf zeitaufwändige Nachforschungen nötig macht",
    RecordReason.NOT_REMEDIED: "das Anliegen vor Ort nicht sofort geklärt wurde",
    RecordReason.LEADERSHIP: "eine Teamleitung oder die Geschäftsleitung sie erhalten hat",
}

_WITHDRAWAL: Final = (
    "Das ist eine Rücknahme. Bitte vermerken Sie sie am früheren Vorgang. Ein neuer Vorgang ist nicht nötig."
)
_DUPLICATE: Final = (
    "Diese Reaktion liegt schon vor. Bitte vermerken Sie den weiteren Eingang am früheren Vorgang. "
    "Ein neuer Vorgang ist nicht nötig."
)
_LEGAL_REMEDY: Final = (
    "Ein Widerspruch ist keine Kundenreaktion. Bitte leiten Sie ihn sofort an die Widerspruchsstelle weiter. "
    "Die Frist für den Widerspruch läuft weiter."
)
_NO_DUTY: Final = "Diese Reaktion muss nicht erfasst werden, weil Sie direkt helfen konnten."


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingDuty:
    """What GA I says about one reaction."""

    must_record: bool
    reasons: tuple[RecordReason, ...]
    """All that apply, in the order of GA I; empty when nothing obliges to record."""
    explanation: str
    """For people: why it must be recorded, or why not."""
    voluntary_possible: bool
    """R7: it may be recorded all the same. Not so for what makes no case of its own (A16, A17, R52)."""


def recording_duty(reaction: Reaction, switches: Switches) -> RecordingDuty:
    """Say whether a reaction must be recorded (GA I; R3-R7, A2, A16, A17, R52).

    A withdrawal and a duplicate belong to the earlier case. What is nothing but a Widerspruch is no
    Kundenreaktion; one that also complains is, and is passed on besides (A31).
    """
    no_case = _why_no_case(reaction)
    if no_case:
        return RecordingDuty(must_record=False, reasons=(), explanation=no_case, voluntary_possible=False)
    reasons = tuple(reason for reason, applies in _REASONS.items() if applies(reaction, switches))
    return RecordingDuty(
        must_record=bool(reasons),
        reasons=reasons,
        explanation=_explanation(reaction, reasons),
        voluntary_possible=not reasons,
    )


def expects_answer(reaction: Reaction) -> bool:
    """Tell whether the customer may be promised an answer.

    Not the anonymous one, who cannot be written to (A15), nor praise alone, which needs none (A20).
    """
    return not reaction.anonymous and set(reaction.concerns) != {ConcernKind.LOB}


def _why_no_case(reaction: Reaction) -> str:
    if reaction.withdraws:
        return _WITHDRAWAL
    if reaction.duplicate_of:
        return _DUPLICATE
    if reaction.legal_remedy_check and not reaction.concerns:
        return _LEGAL_REMEDY
    return ""


def _explanation(reaction: Reaction, reasons: tuple[RecordReason, ...]) -> str:
    if not reasons:
        return _NO_DUTY
    words = dict(_IN_WORDS)
    if not reaction.reached_leadership:
        # A2: it has not been there yet, passing it on is what obliges.
        words[RecordReason.LEADERSHIP] = "sie an die Teamleitung weitergegeben wird"
    because = " und weil ".join(words[reason] for reason in reasons)
    return f"Diese Reaktion muss erfasst werden, weil {because}."


def check_complete(reaction: Reaction, now: datetime) -> None:
    """Raise IncompleteReaction for the first thing a case cannot be opened without.

    R1, R2, R8, R9, R30, R38, A22, A37; at least one team, a summary, a receipt that is over, no text too
    long. ``now`` is an aware instant. The error's ``field`` is the name in Reaction, for the
    customer ``customer.name`` and so on.
    """
    for check in (_channel_and_origin, _concerns, _teams, _texts, _people, _talk, _parting):
        check(reaction)
    check_receipt(reaction.received_at, now)
    _external_due(reaction)


def _channel_and_origin(reaction: Reaction) -> None:
    if not isinstance(reaction.channel, Channel):
        raise IncompleteReaction("channel", "Bitte wählen Sie, wie sich die Kundin/der Kunde gemeldet hat.")
    if not isinstance(reaction.origin, Origin):
        raise IncompleteReaction("origin", "Bitte wählen Sie, woher die Reaktion kommt.")
    if reaction.origin is Origin.OTHER and not reaction.origin_detail.strip():
        raise IncompleteReaction("origin_detail", "Bitte nennen Sie die Stelle, von der die Reaktion kommt.")


def _concerns(reaction: Reaction) -> None:
    kinds = set(reaction.concerns)
    if not kinds:
        raise IncompleteReaction(
            "concerns", "Das kann ich so nicht speichern: Bitte wählen Sie mindestens eine Anliegensart."
        )
    if ConcernKind.FOLGEREAKTION not in kinds:
        return
    if len(kinds) == 1:
        raise IncompleteReaction(
            "concerns", "Bitte wählen Sie zur Folgereaktion mindestens eine weitere Anliegensart."
        )
    if not reaction.follow_up_of.strip():
        raise IncompleteReaction(
            "follow_up_of", "Bitte nennen Sie den früheren Vorgang oder beschreiben Sie ihn kurz."
        )


def _teams(reaction: Reaction) -> None:
    if not any(team.strip() for team in reaction.teams):
        raise IncompleteReaction("teams", "Bitte wählen Sie mindestens ein Team.")


def _texts(reaction: Reaction) -> None:
    if not reaction.summary.strip():
        raise IncompleteReaction("summary", "Bitte beschreiben Sie kurz, worum es geht.")
    limits = {
        "summary": (reaction.summary, SUMMARY_MAX_LENGTH),
        "origin_detail": (reaction.origin_detail, TEXT_MAX_LENGTH),
        "customer.name": (reaction.customer.name, TEXT_MAX_LENGTH),
        "customer.contact": (reaction.customer.contact, TEXT_MAX_LENGTH),
        "customer.number": (reaction.customer.number, TEXT_MAX_LENGTH),
        "escalation_note": (reaction.escalation_note, TEXT_MAX_LENGTH),
        "handover_agreed_with": (reaction.handover_agreed_with, TEXT_MAX_LENGTH),
        "follow_up_of": (reaction.follow_up_of, TEXT_MAX_LENGTH),
        "duplicate_of": (reaction.duplicate_of, TEXT_MAX_LENGTH),
    }
    for name, (text, limit) in limits.items():
        if len(text) > limit:
            raise IncompleteReaction(
                name, f"Dieser Text ist zu lang. Bitte kürzen Sie ihn auf höchstens {limit} Zeichen."
            )


def _people(reaction: Reaction) -> None:
    if not 1 <= reaction.people <= MAX_PEOPLE:
        raise IncompleteReaction(
            "people", f"Bitte geben Sie an, wie viele Personen sich beschweren: 1 bis {MAX_PEOPLE}."
        )
    if reaction.third_party_authorised and reaction.origin is Origin.DIRECT:
        raise IncompleteReaction(
            "third_party_authorised",
            "Eine Vollmacht gehört zu einer anderen Stelle. Bitte wählen Sie diese als Herkunft.",
        )


def _talk(reaction: Reaction) -> None:
    if reaction.talk_wish is not TalkWish.IMMEDIATE:
        return
    if reaction.escalation_ground is None:
        raise IncompleteReaction(
            "escalation_ground",
            "Ein sofortiges Gespräch ist nur bei Eskalation, Bedrohung oder schwerwiegender "
            "Gesamtsituation möglich. Bitte schalten Sie zuerst die Teamleitung ein.",
        )
    if not reaction.escalation_note.strip():
        raise IncompleteReaction(
            "escalation_note", "Bitte begründen Sie kurz, warum ein sofortiges Gespräch nötig ist."
        )


def _parting(reaction: Reaction) -> None:
    if reaction.channel.is_oral and not reaction.resolved_on_spot and reaction.parting is None:
        raise IncompleteReaction(
            "parting", "Bitte wählen Sie, wie Sie mit der Kundin/dem Kunden verblieben sind."
        )


def check_receipt(received_at: datetime, now: datetime) -> None:
    """Raise IncompleteReaction unless something can have arrived at this instant (A8)."""
    if now.tzinfo is None:
        raise ValueError("now must be an aware instant")
    if received_at.tzinfo is None:
        raise IncompleteReaction("received_at", "Bitte geben Sie den Eingang mit Tag und Uhrzeit an.")
    if received_at > now:
        raise IncompleteReaction(
            "received_at", "Der Eingang liegt in der Zukunft. Bitte prüfen Sie Tag und Uhrzeit."
        )
    if received_at.year <= FIRST_YEAR:
        raise IncompleteReaction(
            "received_at", "Der Eingang liegt zu weit zurück. Bitte prüfen Sie das Jahr."
        )


def check_external_due(reaction: Reaction, received_on: date) -> None:
    """Refuse a day of another body (A21) before the receipt, on a local day of the office."""
    if reaction.external_due_on is not None and reaction.external_due_on < received_on:
        raise IncompleteReaction("external_due_on", "Der Termin der anderen Stelle liegt vor dem Eingang.")


def _external_due(reaction: Reaction) -> None:
    due_on = reaction.external_due_on
    if due_on is not None and not FIRST_YEAR < due_on.year < LAST_YEAR:
        raise IncompleteReaction(
            "external_due_on", "Dieser Termin ist nicht möglich. Bitte prüfen Sie das Jahr."
        )
