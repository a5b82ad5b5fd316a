"""Gathers all that is stored about one person, to be handed out to her (Art. 15 DSGVO, § 83 SGB X).

Each reading writes into the record of each case that it was disclosed, or on which ground it was not, in
the transaction that reads it: no disclosure without a line in the record.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial

from casework.errors import CaseworkError
from casework.letter_addressee import addressee_of
from casework.linked import without_unseen
from casework.person_case import CaseReader, DisclosedCase
from casework.person_found import PersonWanted, cases_of_person
from casework.person_record import DISCLOSED, WITHHELD, right_exercised
from casework.person_redaction import StaffRedaction
from casework.ports import UnitOfWork, UnitsOfWork
from casework.transact import transact
from procedure.case import Case
from procedure.vocabulary import CaseState, DocumentKind


class WithholdGround(StrEnum):
    """Why a case is not disclosed (§ 83 (1) with § 82a SGB X, Art. 15 (4) DSGVO)."""

    TASKS = "aufgaben"
    """It would endanger the office's tasks (§ 82a (1) no. 1 a)."""
    SAFETY = "sicherheit"
    """It would endanger public safety (§ 82a (1) no. 1 b)."""
    OTHERS = "dritte"
    """It must be kept secret, above all for the sake of others (§ 82a (1) no. 2, Art. 15 (4))."""
    KEEPING = "aufbewahrung"
    """Kept only because a law says so, and telling would be a disproportionate effort (§ 83 (1) no. 2)."""


class NotOfThisPerson(CaseworkError):  # noqa: N818 - named for the fact
    """Dieser Vorgang gehört nicht zu den gefundenen."""


class NothingPersonal(CaseworkError):  # noqa: N818 - named for the fact
    """Die Vorgänge sind anonymisiert. Über eine Person ist darin nichts mehr gespeichert."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportWish:
    """What is to be handed out."""

    person: PersonWanted
    withhold: Mapping[str, WithholdGround]
    """Numbers of cases that are not disclosed, and why."""
    papers: bool
    """Letters and scans too; no program can take names out of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonExport:
    """What is handed out, once somebody has looked through it."""

    addressee: Mapping[str, str]
    """„anschrift“ (lines) and „anrede“, as the newest case that names the person has them."""
    cases: tuple[DisclosedCase, ...]
    """Oldest first."""
    withheld: tuple[tuple[str, WithholdGround], ...]
    others: tuple[str, ...]
    """Numbers of linked cases that seem to be somebody else's; not for the person's eyes."""
    papers: bool
    at: datetime


async def export_person(units: UnitsOfWork, wish: ExportWish, *, now: datetime) -> PersonExport:
    """Read everything about a person, and note for each case that it was disclosed or withheld.

    Raises PersonNotFound and SeveralPeople (``casework.person_found``), NotOfThisPerson where a case is to
    be withheld that was not found, and NothingPersonal where all are anonymised.
    """
    return await transact(units, partial(_export, wish, now))


async def _export(wish: ExportWish, now: datetime, unit: UnitOfWork) -> PersonExport:
    found = await cases_of_person(wish.person, unit)
    speaking = [case for case in found.cases if case.state is not CaseState.ANONYMISED]
    unknown = sorted(wish.withhold.keys() - {case.number for case in speaking})
    if unknown:
        raise NotOfThisPerson(f"Der Vorgang {unknown[0]} gehört nicht zu den gefundenen.")
    if not speaking:
        raise NothingPersonal
    told = [case for case in speaking if case.number not in wish.withhold]
    kept = [case for case in speaking if case.number in wish.withhold]
    office = await unit.staff.office()
    redaction = StaffRedaction(office, [case.reaction.customer for case in speaking])
    own = frozenset(case.number for case in found.cases)
    reader = CaseReader(office, lambda text: without_unseen(redaction(text), own), unit, papers=wish.papers)
    disclosed = tuple([await reader.read(case) for case in told])
    for case in told:
        await unit.audit.append([right_exercised(case, DISCLOSED, now, {"papers": str(wish.papers)})])
    for case in kept:
        await unit.audit.append(
            [right_exercised(case, WITHHELD, now, {"ground": str(wish.withhold[case.number])})]
        )
    return PersonExport(
        addressee=_addressee(speaking),
        cases=disclosed,
        withheld=tuple((case.number, wish.withhold[case.number]) for case in kept),
        others=found.others,
        papers=wish.papers,
        at=now,
    )


def _addressee(cases: Sequence[Case]) -> Mapping[str, str]:
    named = [case for case in cases if case.reaction.customer.name]
    return addressee_of((named or cases)[-1], DocumentKind.OTHER)
