"""An office that keeps a lot about one customer: every text is unlike every other and names an employee."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import overload

from sqlalchemy.ext.asyncio import AsyncEngine
from typer.testing import CliRunner, Result

from bot.__main__ import build
from casework.ports import AuditEntry, Correction, StoredDocument
from procedure.case import Case
from procedure.vocabulary import CaseId, CaseState, ConcernKind, DocumentId, DocumentKind
from storage.engine import create_engine
from storage.key_file import load_key_ring
from storage.keys import KeyRing
from storage.roster import Roster
from storage.staff import SqlStaff
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.builders import REGISTERED_AT, TEAM_LEAD_A, a_customer, an_office
from tests.support.random_cases import RandomCases

NUMBER = "617A123456"
CASES = 7

NAMED = (
    "Tom Teamleiter",
    "Teamleiter, Tom",
    "Frau Stellvertretung",
    "Bea Büros Wort",
    "Herrn Geschäftsleitung",
    "ERIKA EMPFANG",
)
"""Employees as people write of them."""


class EachOnce(Sequence[str]):
    """Texts of which none comes twice, each with a mark of its own and an employee's name."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def __len__(self) -> int:
        return 1

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        """Return another text, whatever is asked for."""
        if isinstance(index, slice):
            return [self.text()]
        return self.text()

    def text(self) -> str:
        """Return the next text; its first word occurs nowhere else."""
        number = next(self._numbers)
        return f"Marke{number}x steht hier, und dass {NAMED[number % len(NAMED)]} dabei war."


def mark_of(text: str) -> str:
    """Return the word of a text that occurs nowhere else."""
    return text.split(maxsplit=1)[0]


def full_cases(texts: EachOnce) -> list[Case]:
    """Draw cases of one customer with every part that a case can have; over, filed and held by nothing."""
    drawn = RandomCases(11, texts=texts).many(CASES)
    closing = next(case.closing for case in drawn if case.closing is not None)
    return [
        replace(
            case,
            state=CaseState.CLOSED,
            closing=case.closing or closing,
            filed_at=REGISTERED_AT,
            holds=tuple(replace(hold, lifted_at=hold.lifted_at or REGISTERED_AT) for hold in case.holds),
            documents=(),
            reaction=replace(
                case.reaction,
                customer=a_customer(number=NUMBER),
                concerns=(ConcernKind.FACHLICHE_BESCHWERDE,),
                anonymous=False,
            ),
            ending=None if case.ending is None else replace(case.ending, target="Familienkasse Musterstadt"),
        )
        for case in drawn
    ]


async def keep(engine: AsyncEngine, keys: KeyRing, cases: Sequence[Case], texts: EachOnce) -> None:
    """Keep cases, and with each a letter, a correction and a line of the record."""
    async with SqlUnitsOfWork(engine, keys)() as unit:
        for case in cases:
            await unit.cases.add(case)
            await unit.documents.add(_letter(case, texts), f"Inhalt {case.number}".encode())
            await unit.corrections.append(
                [
                    Correction(
                        case_id=case.id,
                        at=REGISTERED_AT,
                        actor=TEAM_LEAD_A,
                        field="summary",
                        old=texts.text(),
                        new=texts.text(),
                        reason=texts.text(),
                    )
                ]
            )
            taken_over = _registered(case.id)
            corrected = replace(taken_over, event="Corrected", details={"fields": "summary"})
            await unit.audit.append([corrected, taken_over])
        await unit.commit()


def _letter(case: Case, texts: EachOnce) -> StoredDocument:
    return StoredDocument(
        id=DocumentId(f"letter-{case.number}"),
        case_id=case.id,
        kind=DocumentKind.INCOMING,
        name=f"{texts.text()}.pdf",
        media_type="application/pdf",
        size=20,
        added_at=REGISTERED_AT,
        added_by=TEAM_LEAD_A,
    )


def _registered(case_id: CaseId) -> AuditEntry:
    return AuditEntry(
        case_id=case_id,
        at=REGISTERED_AT,
        actor=TEAM_LEAD_A,
        role=None,
        on_behalf=False,
        event="TakenOver",
        details={"holder": TEAM_LEAD_A},
    )


def with_office(url: str, key_file: Path, work: Callable[[AsyncEngine, KeyRing], Awaitable[None]]) -> None:
    """Do something with an office's database outside of any event loop, as the commands do."""

    async def run() -> None:
        engine = create_engine(url)
        try:
            await work(engine, load_key_ring(key_file))
        finally:
            await engine.dispose()

    asyncio.run(run())


async def with_roster(engine: AsyncEngine, keys: KeyRing) -> None:
    """Keep the invented roster."""
    await SqlStaff(engine, keys).apply_roster(Roster(an_office()), REGISTERED_AT)


def krm(*arguments: object) -> Result:
    """Type a command."""
    return CliRunner().invoke(build(), [str(argument) for argument in arguments])
