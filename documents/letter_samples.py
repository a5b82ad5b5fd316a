"""An invented case for each letter: what ``krm-bot letters --out`` shows and the golden files hold."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from casework.letter_fields import (
    ERGEBNIS,
    ERGEBNIS_TEXT,
    GRUND,
    MASSNAHME,
    NEUES_DATUM,
    PRAISE,
    REQUESTING_BODY,
    STELLE,
    letter_fields,
)
from casework.letter_ports import LetterHead, LetterWriter
from documents.letter_kinds import LETTER_KINDS, LetterKind
from procedure.case import Case, Customer, Reaction
from procedure.days_in_words import day_in_words
from procedure.office import Office
from procedure.rulebook import Rulebook
from procedure.switches import Switches
from procedure.vocabulary import (
    CaseId,
    CaseState,
    Channel,
    ConcernKind,
    DocumentKind,
    Lead,
    Origin,
    Outcome,
    RecordReason,
    StaffId,
    TeamId,
)
from procedure.working_days import WorkingCalendar

_RECEIVED_AT: Final = datetime(2026, 12, 3, 9, 10, tzinfo=UTC)
_WRITTEN_AT: Final = datetime(2026, 12, 4, 8, 0, tzinfo=UTC)
_CLOSE_BY: Final = date(2026, 12, 17)
_MEASURE: Final = "Ihr Antrag ist entschieden. Der Bescheid ist heute an Sie versandt worden."
_DETAILS: Final[Mapping[tuple[DocumentKind, str], Mapping[str, str]]] = {
    (DocumentKind.ACKNOWLEDGEMENT, ""): {},
    (DocumentKind.ACKNOWLEDGEMENT, PRAISE): {},
    (DocumentKind.INTERIM_NOTICE, ""): {
        GRUND: "Uns fehlt noch eine Auskunft Ihrer Krankenkasse.",
        NEUES_DATUM: day_in_words(date(2027, 1, 8)),
    },
    (DocumentKind.INTERIM_NOTICE, REQUESTING_BODY): {
        GRUND: "Zwei Teams arbeiten uns noch zu.",
        NEUES_DATUM: day_in_words(date(2027, 1, 8)),
    },
    (DocumentKind.ANSWER, Outcome.FOUNDED): {
        ERGEBNIS_TEXT: "Ihr Antrag lag sieben Wochen bei uns. Das ist zu lange.\n\nIhre Unterlagen waren "
        "vollständig. Sie haben alles richtig gemacht.",
        MASSNAHME: _MEASURE,
    },
    (DocumentKind.ANSWER, Outcome.PARTLY_FOUNDED): {
        ERGEBNIS_TEXT: "Ihre Anrufe hätten wir früher beantworten müssen.\n\nDer Bescheid konnte aber erst "
        "ergehen, als der Mietvertrag vorlag. Er ist am 1. Dezember 2026 eingegangen.",
        MASSNAHME: _MEASURE,
    },
    (DocumentKind.ANSWER, Outcome.UNFOUNDED): {
        ERGEBNIS_TEXT: "Ihr Antrag ist am 30. November 2026 eingegangen. Wir haben ihn nach drei Tagen "
        "entschieden. Der Bescheid ist an die Anschrift gegangen, die Sie uns genannt haben.",
    },
    (DocumentKind.ANSWER, Outcome.UNDETERMINED): {
        ERGEBNIS_TEXT: "Über das Telefonat gibt es bei uns keine Notiz. Künftig rufen wir am "
        "selben Tag zurück.",
    },
    (DocumentKind.ANSWER, Outcome.NOT_APPLICABLE): {
        ERGEBNIS_TEXT: "Das Schild am Aufzug haben wir erneuert. Ihr Hinweis hat uns dabei geholfen.",
    },
    (DocumentKind.ANSWER, PRAISE): {},
    (DocumentKind.ANSWER, REQUESTING_BODY): {
        ERGEBNIS_TEXT: "Über den Antrag ist am 3. Dezember 2026 entschieden worden. Die Nachzahlung ist "
        "angewiesen.",
    },
    (DocumentKind.HANDOVER_NOTICE, ""): {
        STELLE: "Familienkasse Musterstadt, Beispielweg 7, 12345 Musterstadt"
    },
    (DocumentKind.WITHDRAWAL_NOTICE, ""): {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSample:
    """One letter as it could be sent."""

    letter: LetterKind
    fields: Mapping[str, str]

    def write(self, writer: LetterWriter) -> bytes:
        """Return the letter as .docx."""
        return writer.write(self.letter.kind, self.fields)


def letter_samples(sender: LetterHead) -> tuple[LetterSample, ...]:
    """Return one sample of each letter, from an office with the defaults."""
    switches = Switches()
    rules = Rulebook(
        switches=switches,
        calendar=WorkingCalendar.from_switches(switches),
        timezone=ZoneInfo("Europe/Berlin"),
    )
    samples = []
    for letter in LETTER_KINDS:
        details = dict(_DETAILS[letter.kind, letter.variant])
        if letter.variant in set(Outcome):
            details[ERGEBNIS] = letter.variant
        fields = letter_fields(
            _case_for(letter),
            letter.kind,
            office=Office(),
            rules=rules,
            sender=sender,
            now=_WRITTEN_AT,
            details=details,
        )
        samples.append(LetterSample(letter=letter, fields=fields))
    return tuple(samples)


def _case_for(letter: LetterKind) -> Case:
    case = _a_written_complaint()
    reaction = case.reaction
    match letter.variant:
        case "lob":
            reaction = replace(reaction, concerns=(ConcernKind.LOB,))
        case "stelle":
            reaction = replace(
                reaction,
                concerns=(ConcernKind.PETITION,),
                origin=Origin.OTHER,
                origin_detail="Petitionsausschuss des Landtags",
                external_due_on=date(2026, 12, 18),
            )
        case Outcome.NOT_APPLICABLE:
            reaction = replace(reaction, concerns=(ConcernKind.IDEE_ANREGUNG,))
        case Outcome.PARTLY_FOUNDED:
            reaction = replace(reaction, origin=Origin.LRA, third_party_authorised=True)
        case Outcome.UNFOUNDED:
            reaction = replace(reaction, people=12)
        case _:
            pass
    return replace(case, reaction=reaction)


def _a_written_complaint() -> Case:
    return Case(
        id=CaseId("6f9619ff-8b86-4d01-b42d-00c04fc964ff"),
        number="KRM-2026-0042",
        version=1,
        state=CaseState.RECORDED,
        lead=Lead.TEAM,
        reaction=Reaction(
            channel=Channel.WRITTEN,
            received_at=_RECEIVED_AT,
            concerns=(ConcernKind.FACHLICHE_BESCHWERDE,),
            teams=(TeamId("leistung-a"),),
            summary="Bescheid seit sieben Wochen offen",
            customer=Customer(
                name="Karla Kundin", contact="Musterweg 1, 12345 Musterstadt", number="617A123456"
            ),
        ),
        registered_at=_RECEIVED_AT,
        registered_by=StaffId("00000000-0000-4000-8000-000000000001"),
        record_reasons=(RecordReason.WRITTEN_OR_ELECTRONIC,),
        acknowledge_by=date(2026, 12, 8),
        close_by=_CLOSE_BY,
        act_by=_CLOSE_BY,
    )
