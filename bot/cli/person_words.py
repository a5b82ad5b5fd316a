"""How a value that is disclosed to a person reads, and how the record tells her what happened."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final
from zoneinfo import ZoneInfo

from cards import wording, wording_steps
from cards.history import FIELDS as CORRECTED
from cards.moved_deadline_words import EVENTS as MOVED
from cards.moved_deadline_words import moved_in_words
from casework.person_case import DisclosedCorrection, DisclosedEvent, DisclosedPaper
from casework.person_contents import Part, Value, Word
from casework.person_record import DISCLOSED, REFUSED, WITHHELD
from documents.disclosure_labels import field_label
from procedure.days_in_words import day_in_words, is_day_alone
from procedure.vocabulary import RecordReason

RECORD_REASONS: Final[Mapping[RecordReason, str]] = {
    RecordReason.WRITTEN_OR_ELECTRONIC: "schriftlich oder elektronisch eingegangen",
    RecordReason.TIME_CONSUMING_CALL: "zeitaufwändiger Anruf",
    RecordReason.NOT_REMEDIED: "vor Ort nicht geklärt",
    RecordReason.LEADERSHIP: "an eine Führungskraft gerichtet",
}

_VOCABULARIES: Final[tuple[Mapping[Any, str], ...]] = (
    RECORD_REASONS,
    wording.CHANNELS,
    wording.ORIGINS,
    wording.KINDS,
    wording.STATES,
    wording.LEADS,
    wording.PARTINGS,
    wording.TALK_WISHES,
    wording.GROUNDS,
    wording.ANSWERS,
    wording_steps.ACKNOWLEDGEMENT_STATES,
    wording_steps.DISPATCH_WAYS,
    wording_steps.WAIVER_REASONS,
    wording_steps.DECISION_STATES,
    wording_steps.CONTRIBUTION_STATES,
    wording_steps.INFORMING_STATES,
    wording_steps.TALK_STATES,
    wording_steps.TALK_FORMS,
    wording_steps.TREATMENTS,
    wording_steps.OUTCOMES,
    wording_steps.ANSWER_KINDS,
    wording_steps.CAUSES,
    wording_steps.END_REASONS,
    wording_steps.DOCUMENT_KINDS,
    wording_steps.HOLD_GROUNDS,
)
TERMS: Final[Mapping[type, Mapping[Any, str]]] = {type(next(iter(words))): words for words in _VOCABULARIES}
"""The words of each vocabulary; members of two may be written alike."""

_EVENTS: Final[Mapping[str, str]] = {
    DISCLOSED: "Auskunft an die Person erteilt",
    WITHHELD: "Auskunft an die Person verweigert",
    REFUSED: "Löschung abgelehnt",
}
_UNTOLD: Final = frozenset({"StateChanged"})
"""Told by the event that led to it."""


class Words:
    """Puts what is stored into words, in the time of the office."""

    def __init__(self, timezone: ZoneInfo) -> None:
        self._timezone = timezone

    def part(self, part: Part) -> tuple[tuple[str, str], ...]:
        """Return each field of a part that says something, with its name."""
        return tuple(
            (field_label(part.name, field), self._value(value))
            for field, value in part.values
            if _says(value)
        )

    def events(self, history: tuple[DisclosedEvent, ...]) -> tuple[tuple[str, str], ...]:
        """Return the record: when, and what in which office."""
        return tuple(
            (self.instant(line.at), f"{event_in_words(line)} ({line.office})")
            for line in history
            if line.event not in _UNTOLD
        )

    def corrections(self, lines: tuple[DisclosedCorrection, ...]) -> Iterator[tuple[str, str]]:
        """Return what was put right: the old value, the new one and why."""
        for line in lines:
            change = f"„{line.old or 'leer'}“ wurde zu „{line.new or 'leer'}“"
            why = f"Grund: {line.reason}. " if line.reason else ""
            said = f"{change}. {why}({line.office}, {self.instant(line.at)})"
            yield CORRECTED.get(line.field, "Angabe"), said

    def papers(self, papers: tuple[DisclosedPaper, ...], names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """Return what lies with a case; ``names`` says under which name each is handed out, if it is."""
        for paper, name in zip(papers, names, strict=True):
            where = f", Anlage {name}" if name else ""
            kind = wording_steps.DOCUMENT_KINDS[paper.kind]
            yield kind, f"{paper.name}, vom {self.instant(paper.added_at)} ({paper.office}){where}"

    def instant(self, at: datetime) -> str:
        """Write an instant out; a day of which nobody told the time without one (A35)."""
        local = at.astimezone(self._timezone)
        day = day_in_words(local.date())
        return day if is_day_alone(local) else f"{day}, {local.hour}.{local.minute:02d} Uhr"

    def _value(self, value: Value) -> str:
        return ", ".join(map(self._word, value)) if isinstance(value, tuple) else self._word(value)

    def _word(self, word: Word) -> str:
        match word:
            case bool():
                return "ja" if word else "nein"
            case datetime():
                return self.instant(word)
            case date():
                return day_in_words(word)
            case StrEnum():
                return TERMS[type(word)][word]
            case _:
                return str(word)


def _says(value: Value) -> bool:
    """Tell whether a field holds anything; „nein“ is told by the file for machines only."""
    return value is not None and value is not False and value not in ("", ())


def event_in_words(line: DisclosedEvent) -> str:
    """Say what happened."""
    if line.event in MOVED:
        return moved_in_words(dict(line.details))
    return _EVENTS.get(line.event) or wording_steps.event_in_words(line.event)
