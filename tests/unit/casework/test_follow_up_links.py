"""A case names a later one only while nobody reads it from whom that one is kept (R9, A26, A34)."""

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest

from procedure import steps
from procedure.case import Case
from procedure.vocabulary import CaseId, CaseState, ConcernKind, Lead, Parting
from tests.support.builders import MANAGEMENT, TEAM_A, TEAM_B, TEAM_LEAD_A, a_case, a_reaction
from tests.unit.cards.desk import Desk
from tests.unit.lifecycle.cases import about_the_lead

LATER = "KRM-2026-0002"
ORDINARY = a_case(reaction=a_reaction(parting=Parting.LEFT))
CONFIDENTIAL = a_case(
    reaction=a_reaction(parting=Parting.LEFT, confidential=True),
    lead=Lead.MANAGEMENT,
    state=CaseState.IN_PROGRESS_MANAGEMENT,
)
KEPT: Mapping[str, Case] = {"confidential": CONFIDENTIAL, "about the Teamleitung": about_the_lead()}
OPENED = steps.Shield(reason="Ein Irrtum.", confidential=False, concerns_lead=False)


async def linked(desk: Desk, kept: Case) -> Case:
    """Keep a case and its follow-up, protected alike, that name each other."""
    later = replace(kept, id=CaseId("2"), number=LATER)
    await desk.house.has(kept, later)
    concerns = steps.Reclassify(
        concerns=(ConcernKind.FACHLICHE_BESCHWERDE, ConcernKind.FOLGEREAKTION),
        teams=(TEAM_A,),
        reason="Steht im Brief.",
        follow_up_of=kept.number,
    )
    changed = await desk.house.take(later, MANAGEMENT, concerns, command_id="concerns")
    assert desk.stored(kept).followed_by == (LATER,)
    assert changed.reaction.follow_up_of == kept.number
    return desk.stored(kept)


@pytest.mark.parametrize("kept", KEPT)
async def test_where_the_earlier_one_is_opened_the_kept_one_is_named_no_more(kept: str) -> None:
    desk = Desk()
    earlier = await linked(desk, KEPT[kept])
    opened = await desk.house.take(earlier, MANAGEMENT, OPENED)

    assert opened.followed_by == ()
    assert opened.version == earlier.version + 1
    for verb in ("case.refresh", "case.open"):
        assert LATER not in json.dumps(await desk.press(verb, opened, TEAM_LEAD_A))
    removed = [entry for entry in desk.house.units.audit_entries if entry.event == "FollowUpRemoved"]
    assert [(entry.actor, entry.details["number"]) for entry in removed] == [(MANAGEMENT, LATER)]


@pytest.mark.parametrize("kept", KEPT)
async def test_while_both_are_kept_alike_the_link_and_its_record_stand(kept: str) -> None:
    desk = Desk()
    earlier = await linked(desk, KEPT[kept])
    card = json.dumps(await desk.press("case.open", earlier, MANAGEMENT))
    assert f"Folgereaktion verkn\\u00fcpft: {LATER}" in card


async def test_a_link_between_open_cases_stands_whatever_changes() -> None:
    desk = Desk()
    later = replace(ORDINARY, id=CaseId("2"), number=LATER)
    earlier = replace(ORDINARY, followed_by=(LATER,))
    await desk.house.has(earlier, later)
    other = steps.Reclassify(
        concerns=(ConcernKind.FACHLICHE_BESCHWERDE,), teams=(TEAM_A, TEAM_B), reason="Auch dort."
    )
    changed = await desk.house.take(earlier, MANAGEMENT, other)
    assert changed.followed_by == (LATER,)
