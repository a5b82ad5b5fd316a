"""What a letter says about its case: the value of every placeholder (GA III, R24, R29, A18, A20-A22, A37)."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from casework.letter_addressee import addressee_of, asks_for_answer, copy_to
from casework.letter_ports import LetterFailed, LetterHead
from casework.letter_text import line, refuse_names, text
from procedure.case import Case
from procedure.days_in_words import MONTHS, day_in_words
from procedure.office import Office
from procedure.rulebook import Rulebook
from procedure.vocabulary import Channel, ConcernKind, DocumentKind, Origin, Outcome

GRUND: Final = "grund"
"""Detail of an interim notice: why it takes longer (R29)."""
NEUES_DATUM: Final = "neues_datum"
"""Detail of an interim notice: until when, written out (R29)."""
STELLE: Final = "stelle"
"""Detail of a hand-over notice: who has the matter now (A18)."""
ERGEBNIS: Final = "ergebnis"
"""Detail of an answer: the value of an ``Outcome``; chooses the wording."""
ERGEBNIS_TEXT: Final = "ergebnis_text"
"""Detail of an answer: the result in the words of whoever answers; empty lines part paragraphs."""
MASSNAHME: Final = "massnahme"
"""Detail of an answer that agrees: what has been done; may be missing."""

NO_DETAILS: Final[Mapping[str, str]] = MappingProxyType({})

_CONCERNS = {
    ConcernKind.LOB: "Ihr Lob",
    ConcernKind.IDEE_ANREGUNG: "Ihre Anregung",
    ConcernKind.PETITION: "Ihre Petition",
    ConcernKind.EINGABE: "Ihre Eingabe",
    ConcernKind.FACHLICHE_BESCHWERDE: "Ihre Beschwerde",
    ConcernKind.DIENSTAUFSICHTSBESCHWERDE: "Ihre Beschwerde",
    ConcernKind.FACHAUFSICHTSBESCHWERDE: "Ihre Beschwerde",
}
_CONTACT = {
    Channel.WRITTEN: "haben wir Ihr Schreiben erhalten",
    Channel.ELECTRONIC: "haben wir Ihre Nachricht erhalten",
    Channel.TELEPHONE: "haben Sie mit uns telefoniert",
    Channel.IN_PERSON: "haben Sie mit uns gesprochen",
}
_CONTACT_THROUGH_OTHERS = "hat uns Ihr Anliegen über eine andere Stelle erreicht"
PRAISE: Final = "lob"
REQUESTING_BODY: Final = "stelle"


def letter_fields(
    case: Case,
    kind: DocumentKind,
    *,
    office: Office,
    rules: Rulebook,
    sender: LetterHead,
    now: datetime,
    details: Mapping[str, str] = NO_DETAILS,
) -> dict[str, str]:
    """Build all placeholder values of a letter; LetterFailed with one German sentence where one lacks.

    The summary that employees typed is never used: it was not written for the customer. ``details`` are
    what the step or the form adds, under the names above.
    """
    refuse_names(details, office, customer=case.reaction.customer.name)
    variant = _variant(case, kind, details)
    to_body = asks_for_answer(case, kind)
    fields = {
        "variante": variant,
        "nr": case.number,
        "datum": _plain_day(rules.day(now)),
        "eingang": day_in_words(rules.day(case.reaction.received_at)),
        "name": line(case.reaction.customer.name),
        "kontakt": _contact(case),
        "anliegen_kurz": _concern(case),
        "gruppe": _group(case, to_body=to_body),
        "kopie_an": copy_to(case, kind),
        "haus": sender.office_name,
        "haus_anschrift": sender.address,
        "telefon": sender.phone,
        "link": sender.privacy_url,
        "absender": sender.signature,
    }
    return fields | addressee_of(case, kind) | _of_kind(case, kind, variant, details)


def _variant(case: Case, kind: DocumentKind, details: Mapping[str, str]) -> str:
    """Choose the wording: empty is the letter's ordinary one."""
    if kind in {DocumentKind.INTERIM_NOTICE, DocumentKind.ANSWER} and asks_for_answer(case, kind):
        return REQUESTING_BODY
    if kind is DocumentKind.ACKNOWLEDGEMENT:
        return PRAISE if case.praise_only else ""
    if kind is not DocumentKind.ANSWER:
        return ""
    if case.praise_only:
        return PRAISE
    try:
        return Outcome(details.get(ERGEBNIS, "")).value
    except ValueError:
        raise LetterFailed("Bitte wählen Sie das Ergebnis, damit die Antwort dazu passt.") from None


def _of_kind(case: Case, kind: DocumentKind, variant: str, details: Mapping[str, str]) -> dict[str, str]:
    match kind:
        case DocumentKind.ACKNOWLEDGEMENT:
            return {"abschluss": day_in_words(case.close_by)}
        case DocumentKind.INTERIM_NOTICE:
            return {
                GRUND: _needed(details, GRUND, "Bitte geben Sie an, warum es länger dauert."),
                NEUES_DATUM: _needed(details, NEUES_DATUM, "Bitte geben Sie an, bis wann es dauert."),
            }
        case DocumentKind.HANDOVER_NOTICE:
            return {STELLE: _needed(details, STELLE, "Bitte geben Sie an, welche Stelle nun zuständig ist.")}
        case DocumentKind.WITHDRAWAL_NOTICE:
            return {}
        case DocumentKind.ANSWER:
            result = text(details.get(ERGEBNIS_TEXT, ""))
            # Thanks for praise need no words of one's own.
            if not result and variant != PRAISE:
                raise LetterFailed("Bitte schreiben Sie das Ergebnis in Ihren Worten auf.")
            return {ERGEBNIS_TEXT: result, MASSNAHME: text(details.get(MASSNAHME, ""))}
        case _:
            raise LetterFailed("Für diese Art von Schreiben gibt es keine Vorlage.")


def _needed(details: Mapping[str, str], name: str, missing: str) -> str:
    value = text(details.get(name, ""))
    if not value:
        raise LetterFailed(missing)
    return value


def _contact(case: Case) -> str:
    """Complete „am …, …“: how it reached the office."""
    direct = case.reaction.origin is Origin.DIRECT
    return _CONTACT[case.reaction.channel] if direct else _CONTACT_THROUGH_OTHERS


def _concern(case: Case) -> str:
    """Name what it is in a word that fits any case: the kinds, never the text."""
    words = dict.fromkeys(_CONCERNS[kind] for kind in case.reaction.concerns if kind in _CONCERNS)
    return " und ".join(words) or "Ihr Anliegen"


def _group(case: Case, *, to_body: bool) -> str:
    """A37: a group's letter goes to its contact person, who passes it on."""
    if case.reaction.people <= 1 or to_body:
        return ""
    return (
        f"Sie haben sich gemeinsam mit anderen gemeldet, zusammen {case.reaction.people} Personen. "
        "Dieses Schreiben geht an Sie als Kontaktperson. Bitte geben Sie es an die anderen weiter."
    )


def _plain_day(day: date) -> str:
    """Write the day of the letter as letters do, without its weekday."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"
