"""Which cases the export holds before and after they are anonymised: in every store the same (A26, A1)."""

from dataclasses import replace
from datetime import date

import pytest

from casework.anonymise import AnonymisedBecause, anonymise
from casework.export import export_rows
from casework.ports import UnitsOfWork
from casework.statistics import NothingCounted
from casework.views_export import ExportRow
from procedure.case import Case
from procedure.vocabulary import StaffId
from tests.contract.keeping import put
from tests.support.builders import BGF, MANAGEMENT, RECEIVED_AT, REGISTERED_AT, a_reaction
from tests.support.expired import NIGHT, an_entry, expired, expired_id
from tests.support.house import RULEBOOK


async def rows(units: UnitsOfWork, who: StaffId) -> dict[str, ExportRow]:
    try:
        found = await export_rows(units, who, 2026, rulebook=RULEBOOK, now=NIGHT)
    except NothingCounted:
        return {}
    return {row.facts.number: row for row in found}


async def counted(units: UnitsOfWork) -> int:
    async with units(reads_only=True) as unit:
        ever = unit.statistics.facts(date(2000, 1, 1), date(2100, 1, 1), RULEBOOK)
        return sum([len(batch) async for batch in ever])


async def kept(units: UnitsOfWork, *cases: Case) -> None:
    async with units() as unit:
        for case in cases:
            await put(unit, case)
            await unit.audit.append([an_entry(case)])
        await unit.commit()


async def anonymised(units: UnitsOfWork, *numbers: int) -> None:
    for number in numbers:
        async with units() as unit:
            case = await unit.cases.get(expired_id(number))
            assert case is not None
            await anonymise(unit, case, now=NIGHT, why=AnonymisedBecause.TIME)
            await unit.commit()


def about_whoever_led(who: StaffId, number: int = 1) -> Case:
    """Return a case about a Teamleitung who has another office by now."""
    return expired(number, lead_excluded=True, excluded=(who,), reaction=a_reaction(concerns_lead=True))


async def test_whom_a_case_was_about_gets_no_line_of_it_before_or_after_it_is_anonymised(
    units: UnitsOfWork,
) -> None:
    await kept(units, about_whoever_led(BGF), expired(2))
    assert (await rows(units, BGF)).keys() == {"KRM-2026-0002"}
    assert (await rows(units, MANAGEMENT)).keys() == {"KRM-2026-0001", "KRM-2026-0002"}

    await anonymised(units, 1, 2)

    # Nobody knows any more who of the two it was.
    assert (await rows(units, BGF)).keys() == {"KRM-2026-0002"}
    assert (await rows(units, MANAGEMENT)).keys() == {"KRM-2026-0002"}
    assert await counted(units) == 2


@pytest.mark.parametrize(
    "facts",
    [
        {"lead_excluded": True},
        {"reaction": a_reaction(concerns_lead=True), "excluded": (BGF,)},
    ],
)
async def test_either_fact_that_it_was_kept_from_somebody_is_enough(
    units: UnitsOfWork, facts: dict[str, object]
) -> None:
    await kept(units, expired(1, **facts))
    assert len(await rows(units, MANAGEMENT)) == 1

    await anonymised(units, 1)

    assert await rows(units, MANAGEMENT) == await rows(units, BGF) == {}


async def test_a_case_about_the_management_is_kept_from_nobody_of_it_before_or_after(
    units: UnitsOfWork,
) -> None:
    await kept(units, expired(1, reaction=a_reaction(concerns_management=True)))
    assert len(await rows(units, MANAGEMENT)) == len(await rows(units, BGF)) == 1

    await anonymised(units, 1)

    assert len(await rows(units, MANAGEMENT)) == len(await rows(units, BGF)) == 1


async def test_no_line_names_an_earlier_case_that_is_kept_from_the_reader(units: UnitsOfWork) -> None:
    def follows(number: int, earlier: str) -> Case:
        reaction = a_reaction(received_at=RECEIVED_AT, follow_up_of=earlier)
        return expired(number, reaction=reaction)

    before = REGISTERED_AT.replace(year=2025)
    old = replace(expired(9, reaction=a_reaction(received_at=before)), number="KRM-2025-0009")
    cases = (about_whoever_led(BGF), follows(2, "KRM-2026-0001"), follows(3, "KRM-2025-0009"), old)
    await kept(units, *cases)

    async def named(who: StaffId) -> list[str]:
        found = await rows(units, who)
        return [found[number].facts.follow_up_of for number in ("KRM-2026-0002", "KRM-2026-0003")]

    assert await named(BGF) == ["", "KRM-2025-0009"]
    assert await named(MANAGEMENT) == ["KRM-2026-0001", "KRM-2025-0009"]
    await anonymised(units, 1, 2, 9)
    assert await named(BGF) == await named(MANAGEMENT) == ["", "KRM-2025-0009"]
