"""What happened to a case, in words: who did what and when, and what was put right (R50, A36)."""

from collections.abc import Mapping, Sequence
from datetime import date

from cards.elements import Block
from cards.layout import facts, small, text
from cards.moved_deadline_words import EVENTS as MOVED_DEADLINES
from cards.moved_deadline_words import moved_in_words
from cards.wording import (
    ANSWERS,
    CHANNELS,
    GROUNDS,
    LEADS,
    ORIGINS,
    STATES,
    TALK_WISHES,
    parting_in_words,
    short_date,
)
from cards.wording_steps import (
    ANSWER_KINDS,
    DISPATCH_WAYS,
    DOCUMENT_KINDS,
    END_REASONS,
    HOLD_GROUNDS,
    INFORMING_STATES,
    OUTCOMES,
    TALK_FORMS,
    TREATMENTS,
    WAIVER_REASONS,
    event_in_words,
)
from casework.part_views import CorrectionView, HistoryLine
from procedure.vocabulary import Channel, Parting

SHOWN = 20
"""Lines of the record on a card; it says how many there are."""

_VALUE_LENGTH = 120

_ECHOES = frozenset({"StateChanged"})
"""Told by the event that led to it."""

FIELDS = {
    "summary": "Wortlaut",
    "customer_name": "Name",
    "customer_contact": "Kontakt",
    "customer_number": "Kundennummer",
    "received_at": "Eingang",
    "origin": "Herkunft",
    "origin_detail": "Stelle",
    "external_due_on": "Frist der Stelle",
    "third_party_authorised": "Vollmacht der Stelle",
    "origin_in_verbis": "Ursprung in VerBIS",
    "legal_remedy_check": "Kann Widerspruch sein",
    "people": "Anzahl Personen",
    "confidential": "Vertraulich",
    "concerns_lead": "Gegen die Teamleitung",
    "concerns_management": "Gegen die Geschäftsleitung",
    "channel": "Eingangsweg",
    "parting": "Verblieben",
    "handover_agreed_with": "Übergabe abgestimmt",
    "escalation_note": "Anlass",
    "follow_up_of": "Früherer Vorgang",
    "resolved_on_spot": "Sofort geklärt",
    "time_consuming": "Zeitaufwändig",
    "reached_leadership": "Leitung erreicht",
    "talk_wish": "Gesprächswunsch",
    "talk_held_on": "Gespräch geführt am",
    "talk_held_note": "Ergebnis des Gesprächs",
    "krm_tool_ref": "Nummer im KRM-Tool",
    "ack_sent_on": "Eingangsbestätigung vom",
    "ack_way": "Eingangsbestätigung",
    "interim_sent_on": "Zwischennachricht vom",
    "interim_way": "Zwischennachricht",
    "informing": "Beschäftigte informiert",
}
"""Names of the fields that can be put right."""


def history(lines: Sequence[HistoryLine], *, limit: int = SHOWN) -> list[Block]:
    """List the last ``limit`` lines of the record, oldest first (nothing if there is none)."""
    lines = [line for line in lines if line.event not in _ECHOES]
    if not lines:
        return []
    shown = lines[-limit:]
    left_out = len(lines) - len(shown)
    remark = [small(f"Die letzten {len(shown)} von {len(lines)} Einträgen.")] if left_out else []
    return [text("Verlauf", bold=True), *remark, *facts([(_when(line), _what(line)) for line in shown])]


def corrections(lines: Sequence[CorrectionView], *, channel: Channel, limit: int = SHOWN) -> list[Block]:
    """List what was put right: old and new value, and why (nothing if nothing was)."""
    if not lines:
        return []
    rows = [
        (
            FIELDS.get(line.field, "Angabe"),
            f"{_change(line, channel)}, {line.who}, {short_date(line.at)}: {line.reason}",
        )
        for line in lines[-limit:]
    ]
    return [text("Berichtigt", bold=True), *facts(rows)]


def _when(line: HistoryLine) -> str:
    # One word that does not wrap: the column of the labels is narrow on a phone.
    return f"{line.at.day}.{line.at.month}.\u00a0{line.at:%H:%M}"


def _what(line: HistoryLine) -> str:
    if line.event in MOVED_DEADLINES:
        moved = moved_in_words(dict(line.details))
        return f"{moved} · {line.who}" if line.who else moved
    words = event_in_words(line.event)
    details = [_detail(name, value) for name, value in line.details]
    # „Aufgenommen: Aufgenommen“ would say nothing twice.
    detail = ", ".join(said for said in details if said and said != words)
    what = f"{words}: {detail}" if detail else words
    return f"{what} · {line.who}" if line.who else what


def _detail(name: str, value: str) -> str:
    """Put what the record holds besides the event into words: dates, numbers, codes that have some."""
    if name in _DAYS:
        try:
            return f"{_DAYS[name]} {short_date(date.fromisoformat(value))}"
        except ValueError:
            return ""
    if name in {"target", "from_number"} or (name == "number" and value.startswith("KRM-")):
        return value
    if name == "late" and value == "True":
        return "verspätet"
    return _CODES.get(name, {}).get(value, "")


_DAYS = {"until": "bis", "due_on": "bis", "held_on": "am"}

_CODES: Mapping[str, Mapping[str, str]] = {
    "lead": {lead.value: words for lead, words in LEADS.items()},
    "answer": {kind.value: words for kind, words in (*ANSWERS.items(), *ANSWER_KINDS.items())},
    "outcome": {outcome.value: words for outcome, words in OUTCOMES.items()},
    "reason": {reason.value: words for reason, words in (*END_REASONS.items(), *WAIVER_REASONS.items())},
    "form": {form.value: words for form, words in TALK_FORMS.items()},
    "ground": {ground.value: words for ground, words in (*GROUNDS.items(), *HOLD_GROUNDS.items())},
    "kind": {kind.value: words for kind, words in (*TREATMENTS.items(), *DOCUMENT_KINDS.items())},
    "state": {state.value: words for state, words in (*STATES.items(), *INFORMING_STATES.items())},
}


_TERMS: Mapping[str, Mapping[str, str]] = {
    "channel": {channel.value: words for channel, words in CHANNELS.items()},
    "origin": {origin.value: words for origin, words in ORIGINS.items()},
    "talk_wish": {wish.value: words for wish, words in TALK_WISHES.items()},
    "ack_way": {way.value: words for way, words in DISPATCH_WAYS.items()},
    "interim_way": {way.value: words for way, words in DISPATCH_WAYS.items()},
}
"""Fields that hold a term of the procedure, with its words."""


def _change(line: CorrectionView, channel: Channel) -> str:
    return f"„{_said(line, line.old, channel)}“ → „{_said(line, line.new, channel)}“"


def _said(line: CorrectionView, value: str, channel: Channel) -> str:
    if line.field == "parting" and value in set(Parting):
        return parting_in_words(Parting(value), channel)
    return _short(_TERMS.get(line.field, {}).get(value, value))


def _short(value: str) -> str:
    if not value.strip():
        return "leer"
    return value if len(value) <= _VALUE_LENGTH else f"{value[: _VALUE_LENGTH - 1]}…"
