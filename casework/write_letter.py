"""Makes the acknowledgement or the answer as a letter and puts it to the case (GA III; R18, R24)."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from casework.changing import keep, put_to, situation_of
from casework.commands import WriteLetter
from casework.errors import StaleCase
from casework.letter_fields import ERGEBNIS, ERGEBNIS_TEXT, MASSNAHME
from casework.letters import Letter, Letters, prepared
from casework.ports import UnitOfWork, UnitsOfWork
from casework.transact import transact
from procedure.case import Case
from procedure.letters import check_letter
from procedure.office import Office
from procedure.rulebook import Rulebook
from procedure.situation import Situation
from procedure.vocabulary import DocumentKind


async def write_letter(
    units: UnitsOfWork, command: WriteLetter, *, rulebook: Rulebook, now: datetime, letters: Letters
) -> tuple[Case, Office]:
    """Make a letter once and put it to the case; a newer one of the same kind is the one that counts.

    The acknowledgement is the BGF's, the answer belongs to the office that leads. Raises CaseNotFound,
    StaleCase, LetterFailed, or the rules' refusals; then nothing has changed.
    """
    wanted = partial(_wanted, command=command)
    letter = await prepared(units, command, wanted, rulebook=rulebook, now=now, letters=letters)
    return await transact(units, partial(_put, command, rulebook, now, letter))


def _wanted(at: Situation, *, command: WriteLetter) -> tuple[DocumentKind, Mapping[str, str]]:
    check_letter(at, command.kind)
    return command.kind, _details(command)


async def _put(
    command: WriteLetter, rulebook: Rulebook, now: datetime, letter: Letter | None, unit: UnitOfWork
) -> tuple[Case, Office]:
    case = await unit.cases.get(command.case_id)
    at = await situation_of(case, command.actor, unit, rulebook=rulebook, now=now)
    if await unit.commands.case_of(command.command_id) == at.case.id:
        return at.case, at.office
    if letter is None or at.case.version != command.version:
        raise StaleCase(at.case)
    check_letter(at, command.kind)
    changed, happened = put_to(at, letter.document, command.outcome)
    await unit.documents.add(letter.document, letter.content)
    await keep(at, changed, happened, unit)
    await unit.commands.remember(command.command_id, changed.id, now)
    return changed, at.office


def _details(command: WriteLetter) -> Mapping[str, str]:
    """Name what the person added to the case's own facts."""
    if command.kind is not DocumentKind.ANSWER:
        return {}
    return {
        ERGEBNIS: command.outcome or "",
        ERGEBNIS_TEXT: command.text,
        MASSNAHME: command.measure,
    }
