"""Recording a reaction: one case, one number, the right people told, once (GA I-V; R7, R17, R35, A30)."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest

from casework.commands import RegisterReaction
from casework.errors import UnknownPerson
from casework.register import register
from procedure.case import Case
from procedure.case_parts import Alert
from procedure.errors import IncompleteReaction, StepNotAllowed
from procedure.notification import NoticeKind
from procedure.rulebook import Rulebook
from procedure.vocabulary import (
    CaseState,
    Channel,
    ConcernKind,
    EscalationGround,
    Lead,
    Parting,
    RecordReason,
    StaffId,
    TalkWish,
    TeamId,
)
from tests.support.builders import (
    FRONT_DESK,
    REGISTERED_AT,
    TEAM_A,
    TEAM_B,
    TEAM_LEAD_A,
    a_reaction,
)
from tests.support.fakes import FakeUnitsOfWork

NOW = REGISTERED_AT


async def record(
    units: FakeUnitsOfWork,
    rulebook: Rulebook,
    *,
    command_id: str = "draft-1",
    **overrides: Any,  # noqa: ANN401
) -> Case:
    voluntary = overrides.pop("voluntary", False)
    actor = overrides.pop("actor", FRONT_DESK)
    command = RegisterReaction(
        command_id=command_id, actor=actor, reaction=a_reaction(**overrides), voluntary=voluntary
    )
    ids = count(len(units.cases_by_id) + 1)
    return await register(
        units, command, rulebook=rulebook, now=NOW, new_id=lambda: f"case-{command_id}-{next(ids)}"
    )


def told(units: FakeUnitsOfWork) -> list[tuple[str, str]]:
    return [(n.kind.value, str(n.audience)) for n in units.notices_put]


async def test_a_walk_in_complaint_becomes_a_case_with_number_lead_and_deadline(
    units: FakeUnitsOfWork, rulebook: Rulebook
) -> None:
    case = await record(units, rulebook)
    assert (case.number, case.version) == ("KRM-2026-0001", 1)
    assert (case.state, case.lead, case.lead_team) == (CaseState.WITH_TEAM_LEAD, Lead.TEAM, TEAM_A)
    assert (case.acknowledge_by, case.close_by) == (None, date(2026, 12, 17))
    assert RecordReason.NOT_REMEDIED in case.record_reasons
    assert units.cases_by_id == {case.id: case}


async def test_a_waiting_customer_is_answered_within_the_minutes_of_the_setting(
    units: FakeUnitsOfWork, rulebook: Rulebook
) -> None:
    case = await record(units, rulebook)
    assert case.handover is not None
    assert case.handover.due_at == NOW + timedelta(minutes=5)
    assert case.handover.team == TEAM_A


async def test_the_bgf_and_the_teamleitung_are_told_of_a_spoken_reaction_and_the_management_is_not(
    units: FakeUnitsOfWork, rulebook: Rulebook
) -> None:
    await record(units, rulebook)
    assert told(units) == [("bgf_erfassen", "bgf"), ("team_vorgang", "teamleitung:leistung-a")]


async def test_a_written_reaction_goes_to_bgf_teamleitung_and_management(
    units: FakeUnitsOfWork, rulebook: Rulebook
) -> None:
    case = await record(units, rulebook, channel=Channel.WRITTEN, parting=None)
    assert case.state is CaseState.RECORDED
    assert case.acknowledge_by == date(2026, 12, 8)
    assert case.handover is None
    assert told(units) == [
        ("bgf_erfassen", "bgf"),
        ("team_vorgang", "teamleitung:leistung-a"),
        ("gl_vorgang", "geschaeftsleitung"),
    ]


async def test_with_two_teams_the_management_leads_and_the_first_team_sees_the_customer(
    units: FakeUnitsOfWork, rulebook: Rulebook
) -> None:
    case = await record(units, rulebook, teams=(TEAM_B, TEAM_A))
    assert (case.lead, case.state) == (Lead.MANAGEMENT, CaseState.IN_PROGRESS_MANAGEMENT)
    assert ("team_vorgang", "teamleitung:leistung-b") in told(units)
    assert ("gl_vorgang", "geschaeftsleitung") in told(units)


async def test_a_reaction_about_the_teamleitung_never_reaches_her_team(
    units: FakeUnitsOfWork, rulebook: Rulebook
) -> None:
    case = await record(
        units,
        rulebook,
        concerns_lead=True,
        talk_wish=TalkWish.IMMEDIATE,
        escalation_ground=EscalationGround.BEDROHUNG,
        escalation_note="Drohung am Tresen",
    )
    assert (case.lead_excluded, case.excluded) == (True, (TEAM_LEAD_A,))
    assert case.handover is not None
    assert case.handover.team is None
    assert {audience for _, audience in told(units)} == {"bgf", "geschaeftsleitung"}


async def test_a_threat_alerts_management_teamleitung_and_bgf_at_once(
    units: FakeUnitsOfWork, rulebook: Rulebook
) -> None:
    case = await record(
        units,
        rulebook,
        talk_wish=TalkWish.IMMEDIATE,
        escalation_ground=EscalationGround.BEDROHUNG,
        escalation_note="Drohung am Tresen",
    )
    assert case.alerts == (Alert(ground=EscalationGround.BEDROHUNG, raised_at=case.registered_at),)
    alerted = [audience for kind, audience in told(units) if kind == NoticeKind.ALERT]
    assert alerted == ["geschaeftsleitung", "teamleitung:leistung-a", "bgf"]


async def test_a_mere_wish_to_talk_alerts_nobody(units: FakeUnitsOfWork, rulebook: Rulebook) -> None:
    case = await record(units, rulebook, talk_wish=TalkWish.WISH)
    assert case.alerts == ()
    assert NoticeKind.ALERT not in {kind for kind, _ in told(units)}


async def test_what_nothing_obliges_to_record_is_stored_only_when_asked_for(
    units: FakeUnitsOfWork, rulebook: Rulebook
) -> None:
    settled = {"resolved_on_spot": True, "parting": None, "referred_to_team_lead": False}
    with pytest.raises(StepNotAllowed):
        await record(units, rulebook, **settled)
    assert (units.cases_by_id, units.notices_put, units.audit_entries) == ({}, [], [])
    case = await record(units, rulebook, voluntary=True, **settled)
    assert case.voluntary


async def test_the_same_command_twice_is_one_case(units: FakeUnitsOfWork, rulebook: Rulebook) -> None:
    first = await record(units, rulebook)
    again = await record(units, rulebook)
    assert again == first
    assert len(units.notices_put) == 2


async def test_the_same_command_twice_at_once_is_one_case(units: FakeUnitsOfWork, rulebook: Rulebook) -> None:
    cases = await asyncio.gather(*(record(units, rulebook) for _ in range(8)))
    assert len({case.id for case in cases}) == 1
    assert len(units.cases_by_id) == 1


async def test_many_reactions_at_once_get_numbers_without_gaps(
    units: FakeUnitsOfWork, rulebook: Rulebook
) -> None:
    cases = await asyncio.gather(*(record(units, rulebook, command_id=f"draft-{n}") for n in range(20)))
    assert sorted(c.number for c in cases) == [f"KRM-2026-{n:04d}" for n in range(1, 21)]


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        ({"concerns": ()}, "concerns"),
        ({"teams": ()}, "teams"),
        ({"teams": (TeamId("gibt-es-nicht"),)}, "teams"),
        ({"received_at": NOW + timedelta(minutes=1)}, "received_at"),
        ({"concerns": (ConcernKind.FOLGEREAKTION,)}, "concerns"),
        ({"summary": "x" * 100_000}, "summary"),
    ],
)
async def test_a_refused_reaction_names_its_field_and_leaves_no_trace(
    units: FakeUnitsOfWork, rulebook: Rulebook, broken: dict[str, Any], field: str
) -> None:
    with pytest.raises(IncompleteReaction) as refusal:
        await record(units, rulebook, **broken)
    assert refusal.value.field == field
    assert (units.cases_by_id, units.notices_put, units.audit_entries) == ({}, [], [])
    assert (await record(units, rulebook)).number == "KRM-2026-0001"


async def test_a_stranger_records_nothing(units: FakeUnitsOfWork, rulebook: Rulebook) -> None:
    with pytest.raises(UnknownPerson):
        await record(units, rulebook, actor=StaffId("nobody"))
    assert units.cases_by_id == {}


async def test_somebody_who_left_records_nothing(units: FakeUnitsOfWork, rulebook: Rulebook) -> None:
    member = units.office.staff[FRONT_DESK]
    gone = {**units.office.staff, FRONT_DESK: replace(member, active=False)}
    units.office = replace(units.office, staff=gone)
    with pytest.raises(UnknownPerson):
        await record(units, rulebook)


async def test_the_record_says_who_and_when_and_repeats_no_free_text(
    units: FakeUnitsOfWork, rulebook: Rulebook
) -> None:
    case = await record(units, rulebook)
    entries = units.audit_entries
    assert [e.event for e in entries] == ["Registered", "HandoverOpened"]
    assert {(e.actor, e.at, e.case_id) for e in entries} == {(FRONT_DESK, NOW, case.id)}
    text = repr(entries) + repr(units.notices_put)
    for secret in (case.reaction.summary, case.reaction.customer.name, case.reaction.customer.contact):
        assert secret not in text


async def test_a_customer_who_has_left_waits_for_nobody(units: FakeUnitsOfWork, rulebook: Rulebook) -> None:
    case = await record(units, rulebook, parting=Parting.LEFT)
    assert case.handover is None


@pytest.mark.parametrize("no_reaction", [{"withdraws": True}, {"duplicate_of": "KRM-2026-0001"}])
async def test_a_withdrawal_or_duplicate_becomes_no_case_even_if_asked_for(
    units: FakeUnitsOfWork, rulebook: Rulebook, no_reaction: dict[str, Any]
) -> None:
    with pytest.raises(StepNotAllowed):
        await record(units, rulebook, voluntary=True, **no_reaction)
    assert units.cases_by_id == {}
