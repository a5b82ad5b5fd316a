"""Every case of the life-cycle tests, kept in a real database with marked words in every text."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, get_type_hints

from casework.ports import StoredDocument
from casework.record import first_reminders
from procedure.case import Case, Reaction
from procedure.duties import duties_of
from procedure.rulebook import Rulebook
from procedure.vocabulary import CaseId, DocumentId, StaffId
from storage.unit_of_work import SqlUnitsOfWork
from tests.acceptance.leaks.markers import CONTACT, CUSTOMER, FILE, INSIDE, NUMBER, SAID, TOLD
from tests.support.builders import BGF, REGISTERED_AT
from tests.unit.lifecycle import table_rows, table_rows_to_the_end

PLAIN = ("number", "of_number", "duplicate_of", "follow_up_of", "followed_by", "merged_into")
"""Hold the number of a case, which is no secret."""
AGAIN = 10
DETAILS = {"name": f"Karla {CUSTOMER}", "contact": f"{CONTACT} 7", "number": NUMBER}


def seeds() -> list[tuple[Case, tuple[StaffId, ...]]]:
    """Return each case that a step is taken in, marked, with who may take one.

    The desk's come a second time: only one step is taken in each, and these situations know several.
    """
    rows = [*table_rows.rows(), *table_rows_to_the_end.rows()]
    rows += rows[:AGAIN]
    return [
        (_seed(row.case, position), tuple(person for person in row.by if person is not None))
        for position, row in enumerate(rows, start=1)
    ]


def _seed(case: Case, position: int) -> Case:
    papers = tuple(
        replace(lying, id=DocumentId(f"{position:08d}-8b86-4d01-b42d-{number:012d}"))
        for number, lying in enumerate(case.documents)
    )
    return replace(
        _marked(case),
        id=CaseId(f"{position:08d}-8b86-4d01-b42d-00c04fc964ff"),
        number=f"KRM-2026-{position:04d}",
        documents=papers,
    )


async def keep(units: SqlUnitsOfWork, rulebook: Rulebook, cases: list[Case]) -> None:
    """Put cases into the store with their papers and what is owed about them."""
    async with units() as unit:
        for case in cases:
            await unit.cases.add(case)
            duties = duties_of(case, rulebook)
            await unit.duties.replace(case.id, duties, first_reminders(case, duties, rulebook))
            for lying in case.documents:
                paper = StoredDocument(
                    id=lying.id,
                    case_id=case.id,
                    kind=lying.kind,
                    name=f"{FILE} {lying.kind}.pdf",
                    media_type="application/pdf",
                    size=len(INSIDE),
                    added_at=REGISTERED_AT,
                    added_by=BGF,
                )
                await unit.documents.add(paper, INSIDE.encode())
        # Numbers that the bot gives from here on must not meet these.
        for _ in seeds():
            await unit.cases.allocate_number(2026)
        await unit.commit()


def _marked(value: Any, kind: str = "") -> Any:  # noqa: ANN401 - any part of a case
    if is_dataclass(value) and not isinstance(value, type):
        hints = get_type_hints(type(value))
        changed = dict(_changes(value, hints))
        return replace(value, **changed)
    if isinstance(value, tuple):
        return tuple(_marked(part, kind) for part in value)
    return value


def _changes(value: Any, hints: dict[str, Any]) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - idem
    customer = type(value).__name__ == "Customer"
    for field in fields(value):
        held = getattr(value, field.name)
        if customer and field.name in DETAILS:
            yield field.name, DETAILS[field.name]
        elif hints[field.name] is str and field.name not in PLAIN:
            yield field.name, f"{TOLD if type(value) is Reaction else SAID} {field.name}"
        elif is_dataclass(held) or isinstance(held, tuple):
            yield field.name, _marked(held)
