"""Makes a letter of a case: fields from the case, the file from a template (R24)."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from casework.changing import situation_of
from casework.commands import CaseCommand
from casework.letter_addressee import asks_for_answer, has_address
from casework.letter_fields import GRUND, NEUES_DATUM, STELLE, letter_fields
from casework.letter_ports import MEDIA_TYPE, LetterFailed, LetterHead, LetterWriter
from casework.ports import StoredDocument, UnitsOfWork
from procedure import steps
from procedure.days_in_words import day_in_words
from procedure.rulebook import Rulebook
from procedure.situation import Situation
from procedure.steps import CaseStep
from procedure.vocabulary import DocumentId, DocumentKind, StaffId

_NAMES = {
    DocumentKind.ACKNOWLEDGEMENT: "Eingangsbestätigung",
    DocumentKind.INTERIM_NOTICE: "Zwischennachricht",
    DocumentKind.ANSWER: "Antwort",
    DocumentKind.HANDOVER_NOTICE: "Abgabenachricht",
    DocumentKind.WITHDRAWAL_NOTICE: "Rücknahmebestätigung",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """How letters are made here."""

    writer: LetterWriter
    sender: LetterHead
    new_id: Callable[[], str]
    """Gives each document a new key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A finished letter that is not stored yet."""

    document: StoredDocument
    content: bytes


LETTER_STEPS: Final = (steps.SendInterimNotice, steps.HandOver, steps.Withdraw)
"""The steps that may bring a letter with them, where somebody can be written to."""


def letter_of_step(at: Situation, step: CaseStep) -> tuple[DocumentKind, Mapping[str, str]] | None:
    """Name the letter that a step brings with it, and what the step adds to it.

    A notice of delay (R27-R29), the notice that another authority has the matter now (A18), and, where
    it is wanted and there is an address, the confirmation of a withdrawal (A16). Nobody writes to the
    anonymous (A15), only to the body that asks for the answer (A21).
    """
    match step:
        case steps.SendInterimNotice():
            kind = DocumentKind.INTERIM_NOTICE
            details = {GRUND: step.reason, NEUES_DATUM: day_in_words(step.until)}
        case steps.HandOver():
            kind, details = DocumentKind.HANDOVER_NOTICE, {STELLE: step.authority}
        case steps.Withdraw(confirm=True) if has_address(at.case):
            return DocumentKind.WITHDRAWAL_NOTICE, {}
        case _:
            return None
    if at.case.reaction.anonymous and not asks_for_answer(at.case, kind):
        return None
    return kind, details


async def prepared(
    units: UnitsOfWork,
    command: CaseCommand,
    wanted: Callable[[Situation], tuple[DocumentKind, Mapping[str, str]] | None],
    *,
    rulebook: Rulebook,
    now: datetime,
    letters: Letters | None,
) -> Letter | None:
    """Make the letter of a command before its transaction begins, so that no writer waits for the computing.

    ``wanted`` says which letter, or raises why there is none. The letter fits if the transaction finds
    the version it was made from. None where no letter belongs to it, or where the transaction has an
    answer of its own: the command was carried out before, or the card is older than the case. Raises
    CaseNotFound or LetterFailed; nothing is stored yet.
    """
    async with units(reads_only=True) as unit:
        case = await unit.cases.get(command.case_id)
        at = await situation_of(case, command.actor, unit, rulebook=rulebook, now=now)
    brought = wanted(at) if at.case.version == command.version else None
    return None if brought is None else await _written(letters, at, *brought)


async def _written(
    letters: Letters | None, at: Situation, kind: DocumentKind, details: Mapping[str, str]
) -> Letter:
    if letters is None:
        raise LetterFailed("Schreiben können gerade nicht erstellt werden. Bitte wenden Sie sich an das BGF.")
    fields = letter_fields(
        at.case, kind, office=at.office, rules=at.rules, sender=letters.sender, now=at.now, details=details
    )
    content = await asyncio.to_thread(letters.writer.write, kind, fields)
    document = StoredDocument(
        id=DocumentId(letters.new_id()),
        case_id=at.case.id,
        kind=kind,
        name=f"{at.case.number} {_NAMES[kind]}.docx",
        media_type=MEDIA_TYPE,
        size=len(content),
        added_at=at.now,
        added_by=at.actor.staff_id or StaffId(""),
    )
    return Letter(document=document, content=content)
