"""The case store: what goes in comes out, versions guard against each other."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from casework.errors import VersionConflict
from casework.ports import UnitsOfWork
from procedure.case import Case, Customer, Reaction
from procedure.vocabulary import (
    CaseId,
    CaseState,
    Channel,
    ConcernKind,
    EscalationGround,
    HandoverAnswer,
    Lead,
    Origin,
    Parting,
    RecordReason,
    TalkWish,
)
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    TEAM_A,
    TEAM_B,
    TEAM_LEAD_A,
    TEAM_MI,
    a_case,
    a_handover,
    a_reaction,
)

OTHER_ID = CaseId("6f9619ff-8b86-4d01-b42d-00c04fc96500")
LATER = datetime(2026, 12, 3, 9, 30, tzinfo=UTC)


def a_full_reaction() -> Reaction:
    return a_reaction(
        channel=Channel.TELEPHONE,
        origin=Origin.OTHER,
        origin_detail="Schuldnerberatung",
        concerns=(ConcernKind.LOB, ConcernKind.FACHLICHE_BESCHWERDE, ConcernKind.EINGABE),
        teams=(TEAM_MI, TEAM_A),
        praised_teams=(TEAM_B, TEAM_MI),
        summary="Zeile eins\nZeile zwei – „wörtlich“ 😀",
        customer=Customer(name="Ömer Özgür", contact="oe@example.org", number="617 a 42"),
        anonymous=True,
        resolved_on_spot=True,
        time_consuming=True,
        reached_leadership=True,
        concerns_lead=True,
        talk_wish=TalkWish.IMMEDIATE,
        escalation_ground=EscalationGround.BEDROHUNG,
        escalation_note="drohte",
        parting=Parting.APPOINTMENT,
        handover_agreed_with="Tom, morgen früh",
        origin_in_verbis=True,
        follow_up_of="KRM-2026-0001",
        legal_remedy_check=True,
        withdraws=True,
        duplicate_of="KRM-2025-0009",
        external_due_on=date(2026, 12, 10),
    )


def a_full_case() -> Case:
    return a_case(
        state=CaseState.IN_PROGRESS_MANAGEMENT,
        lead=Lead.MANAGEMENT,
        reaction=a_full_reaction(),
        record_reasons=(RecordReason.LEADERSHIP, RecordReason.NOT_REMEDIED),
        acknowledge_by=date(2026, 12, 8),
        lead_excluded=True,
        excluded=(TEAM_LEAD_A,),
        handover=a_handover(
            team=None,
            deputy_asked_at=LATER,
            answer=HandoverAnswer.CALLBACK,
            answered_at=LATER,
            answered_by=DEPUTY_A,
            on_behalf=True,
            appointment_at=LATER + timedelta(days=1),
            place="Zimmer 2.15",
            callback="heute gegen 15 Uhr",
        ),
        holder=DEPUTY_A,
        taken_over_at=LATER,
        holder_on_behalf=True,
        recorded_in_tool_at=LATER,
        krm_tool_ref="BA-4711",
    )


async def keep(units: UnitsOfWork, case: Case) -> None:
    async with units() as unit:
        await unit.cases.add(case)
        await unit.commit()


async def load(units: UnitsOfWork, case_id: CaseId) -> Case | None:
    async with units() as unit:
        return await unit.cases.get(case_id)


@pytest.mark.parametrize("case", [a_case(), a_full_case(), a_case(handover=None, record_reasons=())])
async def test_a_case_comes_back_as_it_was_kept(units: UnitsOfWork, case: Case) -> None:
    await keep(units, case)
    assert await load(units, case.id) == case


async def test_instants_come_back_aware_and_in_utc(units: UnitsOfWork) -> None:
    await keep(units, a_case())
    found = await load(units, a_case().id)
    assert found is not None
    assert found.reaction.received_at.tzinfo is UTC


async def test_a_case_is_found_by_its_number(units: UnitsOfWork) -> None:
    await keep(units, a_case(number="KRM-2026-0042"))
    async with units() as unit:
        assert await unit.cases.find_by_number("KRM-2026-0042") == a_case(number="KRM-2026-0042")


async def test_what_is_not_there_is_none(units: UnitsOfWork) -> None:
    async with units() as unit:
        assert await unit.cases.get(OTHER_ID) is None
        assert await unit.cases.find_by_number("KRM-2026-9999") is None


async def test_two_cases_are_kept_apart(units: UnitsOfWork) -> None:
    first = a_full_case()
    second = a_case(id=OTHER_ID, number="KRM-2026-0002")
    await keep(units, first)
    await keep(units, second)
    assert await load(units, first.id) == first
    assert await load(units, second.id) == second


@pytest.mark.parametrize("taken", [{"number": "KRM-2026-0002"}, {"id": OTHER_ID}])
async def test_an_id_and_a_number_are_given_once(units: UnitsOfWork, taken: dict[str, str]) -> None:
    await keep(units, a_case())
    async with units() as unit:
        with pytest.raises(VersionConflict):
            await unit.cases.add(a_case(**taken))


async def test_a_saved_case_replaces_its_version_before(units: UnitsOfWork) -> None:
    await keep(units, a_case())
    changed = replace(a_full_case(), version=2)
    async with units() as unit:
        await unit.cases.get(changed.id)
        await unit.cases.save(changed)
        assert await unit.cases.get(changed.id) == changed
        await unit.commit()
    assert await load(units, changed.id) == changed


async def test_a_case_can_be_saved_without_having_been_read(units: UnitsOfWork) -> None:
    await keep(units, a_full_case())
    changed = replace(a_case(), version=2)
    async with units() as unit:
        await unit.cases.save(changed)
        await unit.commit()
    assert await load(units, changed.id) == changed


async def test_each_save_counts_within_one_transaction(units: UnitsOfWork) -> None:
    await keep(units, a_case())
    async with units() as unit:
        await unit.cases.save(replace(a_case(), version=2, holder=DEPUTY_A))
        await unit.cases.save(replace(a_case(), version=3, holder=BGF))
        await unit.commit()
    found = await load(units, a_case().id)
    assert found is not None
    assert (found.version, found.holder) == (3, BGF)


@pytest.mark.parametrize("version", [1, 3])
async def test_a_stale_save_is_refused_and_changes_nothing(units: UnitsOfWork, version: int) -> None:
    await keep(units, a_case())
    async with units() as unit:
        with pytest.raises(VersionConflict):
            await unit.cases.save(replace(a_case(), version=version, holder=BGF))
    assert await load(units, a_case().id) == a_case()


async def test_an_unknown_case_cannot_be_saved(units: UnitsOfWork) -> None:
    async with units() as unit:
        with pytest.raises(VersionConflict):
            await unit.cases.save(a_case(version=2))


class TestDueHandovers:
    async def keep_with(self, units: UnitsOfWork, case: Case, number: int) -> CaseId:
        case_id = CaseId(f"{number:08d}-8b86-4d01-b42d-00c04fc964ff")
        await keep(units, replace(case, id=case_id, number=f"KRM-2026-{number:04d}"))
        return case_id

    async def due(self, units: UnitsOfWork, now: datetime) -> list[CaseId]:
        async with units() as unit:
            return list(await unit.cases.due_handovers(now))

    async def test_the_longest_waiting_comes_first(self, units: UnitsOfWork) -> None:
        late = await self.keep_with(units, a_case(handover=a_handover(due_at=LATER)), 1)
        early = await self.keep_with(units, a_case(), 2)
        assert await self.due(units, LATER) == [early, late]

    async def test_due_means_at_the_very_instant(self, units: UnitsOfWork) -> None:
        case_id = await self.keep_with(units, a_case(handover=a_handover(due_at=LATER)), 1)
        assert await self.due(units, LATER) == [case_id]
        assert await self.due(units, LATER - timedelta(microseconds=1)) == []

    async def test_answered_and_passed_on_are_not_due(self, units: UnitsOfWork) -> None:
        answered = a_handover(answer=HandoverAnswer.COME, answered_at=LATER, answered_by=DEPUTY_A)
        await self.keep_with(units, a_case(handover=answered), 1)
        await self.keep_with(units, a_case(handover=a_handover(deputy_asked_at=LATER)), 2)
        await self.keep_with(units, a_case(handover=None), 3)
        assert await self.due(units, LATER + timedelta(days=1)) == []
