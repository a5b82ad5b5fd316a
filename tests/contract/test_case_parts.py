"""The case store keeps every part of a case: what goes in comes out, what is cleared is gone."""

from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest

from casework.ports import UnitsOfWork
from procedure.case import Case
from procedure.case_parts import Closing, Contribution, Document, Hold, Return
from procedure.vocabulary import (
    AnswerKind,
    CaseId,
    ContributionState,
    DocumentId,
    DocumentKind,
    HoldGround,
    Outcome,
)
from tests.contract.keeping import a_stored, keep_all, load
from tests.support.builders import (
    BGF,
    CASE_ID,
    MANAGEMENT,
    REGISTERED_AT,
    TEAM_A,
    TEAM_B,
    TEAM_LEAD_A,
    a_case,
)
from tests.support.random_cases import RandomCases

FIXED = {"id", "number", "version", "documents"}
"""Fields that keep their value in the tests that exchange one field after the other."""


async def change(units: UnitsOfWork, case: Case, **changes: Any) -> Case:  # noqa: ANN401 - any fields
    """Load a case, save it changed, and return what is found afterwards."""
    async with units() as unit:
        found = await unit.cases.get(case.id)
        assert found is not None
        changed = replace(found, version=found.version + 1, **changes)
        await unit.cases.save(changed)
        assert await unit.cases.get(case.id) == changed
        await unit.commit()
    kept = await load(units, case.id)
    assert kept == changed
    return changed


async def test_whatever_a_case_holds_comes_back(units: UnitsOfWork) -> None:
    cases = RandomCases(1).many(60)
    await keep_all(units, cases)
    for case in cases:
        assert await load(units, case.id) == case


async def test_every_part_can_be_exchanged_and_cleared_by_itself(units: UnitsOfWork) -> None:
    full, other = RandomCases(2).many(2)
    empty = a_case(id=full.id, number=full.number, handover=None)
    full = replace(full, documents=())
    await keep_all(units, [full])
    changed = full
    for field in [f.name for f in fields(Case) if f.name not in FIXED]:
        for source in (other, empty, full):
            changed = await change(units, changed, **{field: getattr(source, field)})


async def test_everything_at_once_can_be_exchanged(units: UnitsOfWork) -> None:
    drawn = [replace(case, documents=()) for case in RandomCases(3).many(12)]
    kept = drawn[0]
    await keep_all(units, [kept])
    for case in drawn[1:]:
        changes = {f.name: getattr(case, f.name) for f in fields(Case) if f.name not in FIXED}
        kept = await change(units, kept, **changes)


async def test_one_case_can_be_exchanged_without_having_been_read(units: UnitsOfWork) -> None:
    first, second = (replace(case, documents=()) for case in RandomCases(4).many(2))
    await keep_all(units, [first])
    changed = replace(second, id=first.id, number=first.number, version=2)
    async with units() as unit:
        await unit.cases.save(changed)
        await unit.commit()
    assert await load(units, first.id) == changed


async def test_a_list_grows_and_shrinks_in_its_order(units: UnitsOfWork) -> None:
    await keep_all(units, [a_case()])
    first, second = (
        Contribution(team=team, requested_at=REGISTERED_AT, due_on=REGISTERED_AT.date())
        for team in (TEAM_B, TEAM_A)
    )
    await change(units, a_case(), contributions=(first,))
    await change(units, a_case(), contributions=(first, second))
    await change(units, a_case(), contributions=(second, first))
    settled = replace(first, state=ContributionState.DELIVERED, text="Ich halte …", delivered_by=TEAM_LEAD_A)
    await change(units, a_case(), contributions=(second, settled))
    await change(units, a_case(), contributions=())


async def test_holds_are_kept_in_their_order_lifted_ones_too(units: UnitsOfWork) -> None:
    await keep_all(units, [a_case()])
    lawsuit = Hold(ground=HoldGround.LAWSUIT, placed_at=REGISTERED_AT, note="Az. 12 AS 1/27 – „Klage“")
    petition = Hold(
        ground=HoldGround.PETITION,
        placed_at=REGISTERED_AT,
        lifted_at=REGISTERED_AT + timedelta(days=1),
        lifted_because="Vom Petitionsausschuss abgeschlossen",
    )
    await change(units, a_case(), holds=(lawsuit,))
    await change(units, a_case(), holds=(lawsuit, petition))
    lifted = replace(lawsuit, lifted_at=REGISTERED_AT + timedelta(days=2), lifted_because="Zurückgenommen")
    await change(units, a_case(), holds=(lifted, petition))
    await change(units, a_case(), holds=(lifted, petition, lawsuit))


async def test_the_three_ways_back_are_kept_apart(units: UnitsOfWork) -> None:
    await keep_all(units, [a_case()])
    back = Return(at=REGISTERED_AT, reason="Falsches Team", team=TEAM_B)
    await change(units, a_case(), returned=back)
    await change(units, a_case(), returned=None, revision=replace(back, reason="Ton", team=None))
    found = await change(units, a_case(), transfer=back)
    assert (found.returned, found.transfer) == (None, back)


async def test_a_signature_changes_nothing_else_of_a_closing(units: UnitsOfWork) -> None:
    await keep_all(units, [a_case()])
    closing = Closing(
        outcome=Outcome.FOUNDED,
        answer=AnswerKind.SENT,
        closed_at=REGISTERED_AT,
        closed_by=TEAM_LEAD_A,
        measure="Bescheid erlassen",
    )
    await change(units, a_case(), closing=closing)
    signed = replace(closing, signed_at=REGISTERED_AT, signed_by=MANAGEMENT)
    assert (await change(units, a_case(), closing=signed)).closing == signed


async def test_a_document_is_with_the_case_as_soon_as_it_is_kept(units: UnitsOfWork) -> None:
    await keep_all(units, [a_case()])
    letter = Document(id=DocumentId("letter"), kind=DocumentKind.ANSWER)
    async with units() as unit:
        # The case first, the letter after it: the order does not matter.
        await unit.cases.save(a_case(version=2, documents=(letter,)))
        await unit.documents.add(a_stored(letter, CASE_ID), b"pdf")
        await unit.commit()
    found = await load(units, CASE_ID)
    assert found is not None
    assert found.documents == (letter,)
    assert found.has_document(DocumentKind.ANSWER)


class TestOfCustomer:
    """The cases of a customer number (R9, A17)."""

    @pytest.mark.parametrize(
        ("asked", "found"),
        [("617a 123456", [CASE_ID]), ("617A123456", [CASE_ID]), ("617A123457", []), ("", [])],
    )
    async def test_blanks_and_case_of_a_number_do_not_matter(
        self, units: UnitsOfWork, asked: str, found: list[CaseId]
    ) -> None:
        await keep_all(units, [a_case()])
        async with units() as unit:
            assert await unit.cases.of_customer(asked) == found

    async def test_the_oldest_comes_first(self, units: UnitsOfWork) -> None:
        older = a_case(id=CaseId("older"), number="KRM-2026-0002", registered_at=REGISTERED_AT.replace(day=1))
        await keep_all(units, [a_case(), older])
        async with units() as unit:
            assert await unit.cases.of_customer("617A123456") == [older.id, CASE_ID]
            assert await unit.cases.of_customer("") == []


async def test_who_handles_a_case_is_not_mixed_up(units: UnitsOfWork) -> None:
    changed = a_case(version=1, holder=TEAM_LEAD_A, excluded=(BGF,), lead_excluded=True)
    await keep_all(units, [changed])
    assert await load(units, CASE_ID) == changed
