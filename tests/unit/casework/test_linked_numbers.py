"""The number of another case is shown to whom it may be shown, and to nobody else (R9, A17; A26, A34)."""

from dataclasses import replace
from typing import Any

import pytest

from casework.linked import ANOTHER, linked_to, without_unseen
from casework.ports import AuditEntry
from casework.present import Presenter
from casework.views import CaseView, FullTextView
from procedure import steps
from procedure.anonymising import anonymised
from procedure.case import Case
from procedure.case_parts import Ending
from procedure.vocabulary import CaseId, CaseState, Channel, EndReason, Lead, Role, StaffId
from tests.support.builders import (
    BGF,
    MANAGEMENT,
    TEAM_A,
    TEAM_B,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    a_case,
    a_reaction,
)
from tests.support.house import NOW, RULEBOOK, House

EARLIER = "KRM-2026-0001"
LATER = "KRM-2026-0002"


def written(**overrides: Any) -> Any:  # noqa: ANN401 - any field of a reaction
    return a_reaction(channel=Channel.WRITTEN, parting=None, referred_to_team_lead=False, **overrides)


def earlier(**overrides: Any) -> Case:  # noqa: ANN401 - any field of a case
    """Build a case of Leistung B alone."""
    values = {"id": CaseId("earlier"), "number": EARLIER, "reaction": written(teams=(TEAM_B,))}
    return a_case(**(values | overrides))


def later(**overrides: Any) -> Case:  # noqa: ANN401 - any field of a case
    """Build a case of Leistung A that follows it."""
    reaction = written(teams=(TEAM_A,), follow_up_of=f"Bezug: {EARLIER.lower()}")
    return a_case(**({"id": CaseId("later"), "number": LATER, "reaction": reaction} | overrides))


def confidential() -> Case:
    return earlier(
        reaction=written(teams=(TEAM_B,), confidential=True),
        lead=Lead.MANAGEMENT,
        state=CaseState.IN_PROGRESS_MANAGEMENT,
    )


async def card(house: House, case: Case, who: StaffId) -> CaseView:
    linked = await linked_to(house.units, case)
    presenter = Presenter(office=house.units.office, rulebook=RULEBOOK, now=NOW, linked=linked)
    view = presenter.case(case, who)
    assert view is not None
    return view


async def full_text(house: House, case: Case, who: StaffId) -> FullTextView:
    found = await house.open(case, who)
    presenter = Presenter(office=found.office, rulebook=RULEBOOK, now=NOW, linked=found.linked)
    view = presenter.full_text(found.case, who, history=found.history, corrections=found.corrections)
    assert view is not None
    return view


@pytest.mark.parametrize(
    ("who", "shown"),
    [(BGF, "Bezug: krm-2026-0001"), (MANAGEMENT, "Bezug: krm-2026-0001"), (TEAM_LEAD_A, f"Bezug: {ANOTHER}")],
)
async def test_the_earlier_case_is_named_to_who_sees_it(house: House, who: StaffId, shown: str) -> None:
    await house.has(earlier(), later())
    assert (await card(house, later(), who)).follow_up_of == shown


@pytest.mark.parametrize("about_lead", [True, False])
async def test_a_case_about_somebody_stays_unnamed_to_her_when_nobody_knows_any_more_who_she_was(
    house: House, *, about_lead: bool
) -> None:
    kept = earlier(
        reaction=written(teams=(TEAM_B,), concerns_lead=about_lead),
        lead_excluded=about_lead,
        excluded=(BGF,) if about_lead else (),
        state=CaseState.ENDED,
    )
    await house.has(anonymised(kept), later())
    named = EARLIER.lower() in (await card(house, later(), BGF)).follow_up_of
    assert named is not about_lead


async def test_a_number_of_no_case_reads_like_one_that_is_kept_from_the_reader(house: House) -> None:
    await house.has(later())
    assert (await card(house, later(), TEAM_LEAD_A)).follow_up_of == f"Bezug: {ANOTHER}"


async def test_a_confidential_case_is_named_to_trusted_people_alone(house: House) -> None:
    people = dict(house.units.office.staff)
    people[MANAGEMENT] = replace(people[MANAGEMENT], roles=frozenset({Role.MANAGEMENT, Role.TRUSTED}))
    house.units.office = replace(house.units.office, staff=people)
    await house.has(confidential(), later())
    assert (await card(house, later(), MANAGEMENT)).follow_up_of == "Bezug: krm-2026-0001"
    assert EARLIER not in repr(await card(house, later(), BGF)).upper()


async def test_whom_the_earlier_case_is_about_does_not_learn_of_it(house: House) -> None:
    about = earlier(reaction=written(teams=(TEAM_A,)), excluded=(TEAM_LEAD_A,), lead_excluded=True)
    await house.has(about, later())
    assert (await card(house, later(), TEAM_LEAD_A)).follow_up_of == f"Bezug: {ANOTHER}"


async def test_a_later_case_is_left_out_for_who_may_not_see_it(house: House) -> None:
    followed = earlier(followed_by=(LATER, "KRM-2026-0003"))
    await house.has(followed, later())
    assert (await card(house, followed, BGF)).followed_by == (LATER,)
    assert (await card(house, followed, TEAM_LEAD_B)).followed_by == ()


async def test_the_case_a_duplicate_went_into_is_named_to_who_sees_it(house: House) -> None:
    ended = later(
        state=CaseState.ENDED,
        ending=Ending(
            reason=EndReason.MERGED,
            ended_at=NOW,
            ended_by=BGF,
            note=f"gehört zu {EARLIER}",
            target=EARLIER,
        ),
    )
    await house.has(earlier(), ended)
    seen, hidden = (await card(house, ended, BGF)).ending, (await card(house, ended, TEAM_LEAD_A)).ending
    assert seen is not None
    assert hidden is not None
    assert (seen.target, seen.note) == (EARLIER, f"gehört zu {EARLIER}")
    assert (hidden.target, hidden.note) == (ANOTHER, f"gehört zu {ANOTHER}")


async def test_the_record_and_the_corrections_name_it_no_more_than_the_card(house: House) -> None:
    first = later(reaction=written(teams=(TEAM_A,)))
    await house.has(earlier(), first)
    await house.take(first, BGF, steps.Correct(reason="Steht im Brief", follow_up_of=EARLIER))
    async with house.units() as unit:
        merged = AuditEntry(
            case_id=first.id,
            at=NOW,
            actor=BGF,
            role=Role.BGF,
            on_behalf=False,
            event="ReceiptAdded",
            details={"from_number": EARLIER},
        )
        await unit.audit.append([merged])
        await unit.commit()
    to_bgf, to_team = await full_text(house, first, BGF), await full_text(house, first, TEAM_LEAD_A)
    assert [line.new for line in to_bgf.corrections] == [EARLIER]
    assert [line.new for line in to_team.corrections] == [ANOTHER]
    assert EARLIER in repr(to_bgf.history)
    assert EARLIER not in repr(to_team)


async def test_a_case_without_links_asks_the_store_for_nothing() -> None:
    def nothing(*, reads_only: bool = False) -> Any:  # noqa: ANN401 - never returns
        raise AssertionError(reads_only)

    assert await linked_to(nothing, later(reaction=written(follow_up_of="Brief vom Februar"))) == ()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("KRM-2026-0002", "KRM-2026-0002"),
        ("krm–2026–0001 und KRM-2026-0002", f"{ANOTHER} und KRM-2026-0002"),
        ("KRM-2026-00012", ANOTHER),
        ("Brief vom 3. Februar 2026", "Brief vom 3. Februar 2026"),
        ("", ""),
    ],
)
def test_only_numbers_of_cases_are_replaced(text: str, shown: str) -> None:
    assert without_unseen(text, frozenset({"KRM-2026-0002"})) == shown
