"""Merging a duplicate: both cases change together or not at all (A17)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from procedure import steps
from procedure.case import Case
from procedure.case_parts import FurtherReceipt
from procedure.errors import IncompleteReaction, NotPermitted
from procedure.notification import NoticeKind
from procedure.vocabulary import CaseId, CaseState, Channel, EndReason, Origin, Role, StaffId
from tests.support.builders import BGF, MANAGEMENT, RECEIVED_AT, TEAM_LEAD_A, TEAM_LEAD_B, a_case, a_reaction
from tests.support.fakes import FakeUnitsOfWork
from tests.support.house import House

INTO = steps.MergeInto(target_number="KRM-2026-0001")


def a_letter(**overrides: object) -> Case:
    values: dict[str, object] = {
        "id": CaseId("duplicate"),
        "number": "KRM-2026-0002",
        "reaction": a_reaction(
            channel=Channel.WRITTEN,
            origin=Origin.LRA,
            parting=None,
            referred_to_team_lead=False,
            received_at=RECEIVED_AT + timedelta(minutes=1),
        ),
    }
    return a_case(**(values | overrides))


@pytest.fixture
async def target(house: House) -> Case:
    kept = a_case(
        id=CaseId("target"),
        reaction=a_reaction(channel=Channel.ELECTRONIC, parting=None, referred_to_team_lead=False),
    )
    await house.has(kept)
    return kept


@pytest.fixture
async def duplicate(house: House, target: Case) -> Case:
    kept = a_letter()
    assert target.number == INTO.target_number
    await house.has(kept)
    return kept


async def test_the_duplicate_ends_and_the_other_case_takes_its_receipt_over(
    house: House, units: FakeUnitsOfWork, target: Case, duplicate: Case
) -> None:
    ended = await house.take(duplicate, BGF, INTO)
    assert (ended.state, ended.version) == (CaseState.ENDED, 2)
    assert ended.ending is not None
    assert (ended.ending.reason, ended.ending.target) == (EndReason.MERGED, target.number)
    kept = units.cases_by_id[target.id]
    assert kept.version == 2
    assert kept.further_receipts == (
        FurtherReceipt(
            channel=Channel.WRITTEN,
            origin=Origin.LRA,
            received_at=duplicate.reaction.received_at,
            noted_at=house.now,
            from_number=duplicate.number,
        ),
    )


async def test_both_cases_have_it_on_record_and_their_cards_are_refreshed(
    house: House, units: FakeUnitsOfWork, target: Case, duplicate: Case
) -> None:
    await house.take(duplicate, BGF, INTO)
    record = {(e.case_id, e.event, e.actor, e.role) for e in units.audit_entries}
    assert {
        (duplicate.id, "Ended", BGF, Role.BGF),
        (target.id, "ReceiptAdded", BGF, Role.BGF),
    } <= record
    refreshed = {n.case_id for n in units.notices_put if n.kind is NoticeKind.CARD_REFRESH}
    assert refreshed == {duplicate.id, target.id}


async def test_the_earlier_receipt_counts(house: House, units: FakeUnitsOfWork, target: Case) -> None:
    days_before = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
    earlier = a_letter(reaction=replace(a_letter().reaction, received_at=days_before))
    await house.has(earlier)
    await house.take(earlier, BGF, INTO)
    kept = units.cases_by_id[target.id]
    assert kept.reaction.received_at == days_before
    assert kept.close_by == target.close_by - timedelta(days=3)


async def test_receipts_merged_before_go_along(house: House, units: FakeUnitsOfWork, target: Case) -> None:
    before = FurtherReceipt(
        channel=Channel.TELEPHONE,
        origin=Origin.DIRECT,
        received_at=RECEIVED_AT + timedelta(minutes=2),
        noted_at=RECEIVED_AT + timedelta(minutes=3),
        from_number="KRM-2026-0009",
    )
    twice = a_letter(further_receipts=(before,))
    await house.has(twice)
    await house.take(twice, BGF, INTO)
    kept = units.cases_by_id[target.id]
    assert [r.from_number for r in kept.further_receipts] == ["KRM-2026-0002", "KRM-2026-0009"]
    assert kept.version == 2


async def test_the_number_is_understood_however_it_is_typed(
    house: House, units: FakeUnitsOfWork, target: Case, duplicate: Case
) -> None:
    await house.take(duplicate, BGF, steps.MergeInto(target_number=" krm-2026-0001 "))
    assert units.cases_by_id[target.id].version == 2


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("KRM-2026-0002", "dieser Vorgang selbst"),
        ("KRM-2026-0099", "gibt es nicht"),
        ("KRM-2026-0003", "schon beendet"),
        ("KRM-2026-0004", "gibt es nicht"),
        ("dieselbe", "KRM-2026-0042"),
        ("", "KRM-2026-0042"),
    ],
)
async def test_a_case_that_cannot_take_it_over_is_refused_at_the_field(
    house: House, units: FakeUnitsOfWork, duplicate: Case, number: str, sentence: str
) -> None:
    over = a_letter(id=CaseId("over"), number="KRM-2026-0003", state=CaseState.ENDED)
    hidden = a_letter(id=CaseId("hidden"), number="KRM-2026-0004", excluded=(BGF,))
    await house.has(over, hidden)
    before = units.committed
    with pytest.raises(IncompleteReaction, match=sentence) as refused:
        await house.take(duplicate, BGF, steps.MergeInto(target_number=number))
    assert refused.value.field == "target_number"
    assert units.committed is before


@pytest.mark.parametrize("who", [TEAM_LEAD_A, MANAGEMENT])
async def test_only_the_bgf_merges_and_others_learn_nothing_about_the_other_case(
    house: House, duplicate: Case, who: StaffId
) -> None:
    with pytest.raises(NotPermitted):
        await house.take(duplicate, who, steps.MergeInto(target_number="KRM-2026-0099"))


async def test_a_repeated_press_merges_once(
    house: House, units: FakeUnitsOfWork, target: Case, duplicate: Case
) -> None:
    once = await house.take(duplicate, BGF, INTO)
    assert await house.take(duplicate, BGF, INTO) == once
    assert len(units.cases_by_id[target.id].further_receipts) == 1


async def test_what_is_owed_about_both_is_as_they_stand_now(
    house: House, units: FakeUnitsOfWork, target: Case, duplicate: Case
) -> None:
    await house.take(duplicate, BGF, INTO)
    owed = {case_id: {d.kind for d in duties} for case_id, duties in units.duties_of_cases.items()}
    assert {str(kind) for kind in owed[duplicate.id]} == {"ablage", "erfassen"}
    assert "abschluss" in {str(kind) for kind in owed[target.id]}
    assert TEAM_LEAD_B not in units.cases_by_id[target.id].excluded
