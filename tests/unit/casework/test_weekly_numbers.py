"""The weekly summary: what it counts, that nothing personal is in it, and who may ask for it (R51)."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from casework.errors import UnknownPerson
from casework.views_weekly import WeeklyView
from casework.weekly import (
    make_summary,
    overview,
    overview_for,
)
from casework.weekly_facts import from_facts, to_facts
from procedure.case import Case
from procedure.case_parts import Closing, Talk
from procedure.duties import DutyKind, duties_of
from procedure.errors import NotPermitted
from procedure.vocabulary import (
    AnswerKind,
    CaseId,
    CaseState,
    Channel,
    EscalationGround,
    Outcome,
    Role,
    StaffId,
    TalkState,
)
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    EMPLOYEE,
    FRONT_DESK,
    MANAGEMENT,
    REGISTERED_AT,
    TEAM_LEAD_A,
    a_case,
    a_customer,
    a_reaction,
    an_office,
)
from tests.support.house import RULEBOOK, House

BERLIN = ZoneInfo("Europe/Berlin")
STRANGER = StaffId("00000000-0000-4000-8000-00000000ffff")


def at(text: str) -> datetime:
    """Read an instant by the office's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


def case_number(count: int, **overrides: object) -> Case:
    """Build one of several cases; what the BGF owes is done."""
    values: dict[str, object] = {
        "id": CaseId(f"{count:08d}-8b86-4d01-b42d-00c04fc964ff"),
        "number": f"KRM-2026-{count:04d}",
        "recorded_in_tool_at": REGISTERED_AT,
        "handover": None,
    }
    return a_case(**(values | overrides))


class TestNumbers:
    """Counted in the office's local days, from the cases themselves."""

    async def test_a_case_counts_in_the_local_week_in_which_it_was_recorded(self) -> None:
        house = House()
        # The clocks go forward on Sunday, 29 March 2026: midnight is 22:00 UTC afterwards.
        await house.has(
            case_number(1, registered_at=at("2026-03-29T23:59")),
            case_number(2, registered_at=at("2026-03-30T00:00")),
        )
        view = await overview(house.units, RULEBOOK, at("2026-04-07T08:00"))
        assert [(week.week, week.new) for week in view.weeks[-2:]] == [(13, 1), (14, 1)]
        assert view.last_week.week == 14

    async def test_a_closed_case_counts_on_the_day_it_was_signed_and_is_open_no_more(self) -> None:
        house = House()
        closing = Closing(
            outcome=Outcome.UNFOUNDED,
            answer=AnswerKind.SENT,
            closed_at=at("2026-12-11T10:00"),
            closed_by=TEAM_LEAD_A,
            signed_at=at("2026-12-14T10:00"),
            signed_by=MANAGEMENT,
        )
        await house.has(
            case_number(1, state=CaseState.CLOSED, closing=closing),
            case_number(2, state=CaseState.FINAL_SIGNATURE, closing=replace(closing, signed_at=None)),
        )
        view = await overview(house.units, RULEBOOK, at("2026-12-21T08:00"))
        assert view.open == 1
        assert (view.last_week.closed, view.week_before.closed) == (1, 0)

    async def test_on_the_last_day_it_is_due_and_on_the_next_overdue(self) -> None:
        house = House()
        await house.has(case_number(1, holder=TEAM_LEAD_A, state=CaseState.IN_PROGRESS_TEAM))
        on_the_day = await overview(house.units, RULEBOOK, at("2026-12-17T09:00"))
        assert [(line.number, line.kind, line.due_on) for line in on_the_day.due] == [
            ("KRM-2026-0001", DutyKind.ANSWER, date(2026, 12, 17))
        ]
        after = await overview(house.units, RULEBOOK, at("2026-12-18T09:00"))
        assert (on_the_day.overdue, after.overdue, after.due) == (0, 1, ())

    async def test_between_the_last_working_day_and_a_deadline_on_a_holiday_nothing_is_overdue(self) -> None:
        house = House()
        case = case_number(
            1,
            holder=TEAM_LEAD_A,
            state=CaseState.IN_PROGRESS_TEAM,
            act_by=date(2026, 12, 15),
            close_by=date(2026, 12, 18),
        )
        await house.has(replace(case))
        view = await overview(house.units, RULEBOOK, at("2026-12-16T09:00"))
        assert view.overdue == 0
        assert [line.due_on for line in view.due] == [date(2026, 12, 18)]

    async def test_the_seventh_day_is_in_the_list_and_the_eighth_is_not(self) -> None:
        house = House()
        for number, day in ((1, 17), (2, 18)):
            limit = date(2026, 12, day)
            case = case_number(number, holder=TEAM_LEAD_A, state=CaseState.IN_PROGRESS_TEAM)
            await house.has(replace(case, act_by=limit, close_by=limit))
        view = await overview(house.units, RULEBOOK, at("2026-12-11T09:00"))
        assert [line.number for line in view.due] == ["KRM-2026-0001"]
        assert view.until_on == date(2026, 12, 17)

    async def test_a_team_is_named_only_where_the_office_wants_it(self) -> None:
        house = House()
        await house.has(case_number(1))
        now = at("2026-12-11T09:00")
        plain = await overview(house.units, RULEBOOK, now)
        named = await overview(house.units, RULEBOOK, now, show_team=True)
        assert {line.team_name for line in plain.due} == {""}
        assert "Leistung A" in {line.team_name for line in named.due}


class TestNothingPersonal:
    """Numbers, case numbers, kinds and dates: all that leaves for the channel."""

    async def facts(self, *cases: Case) -> str:
        house = House()
        await house.has(*cases)
        assert await make_summary(house.units, RULEBOOK, at("2026-12-14T08:00"))
        ((_, facts),) = house.units.committed.summaries.values()
        return facts

    async def test_no_name_no_text_and_no_kind_of_concern_is_in_the_facts(self) -> None:
        reaction = a_reaction(
            channel=Channel.WRITTEN, parting=None, summary="Drohung am Empfang", customer=a_customer()
        )
        facts = await self.facts(case_number(1, reaction=reaction, state=CaseState.IN_PROGRESS_TEAM))
        office = an_office()
        words = [member.name for member in office.staff.values()] + [
            team.name for team in office.teams.values()
        ]
        words += ["Kundin", "Karla", "Muster", "617A", "Drohung", "beschwerde", "schriftlich", *office.staff]
        assert not [word for word in words if word.casefold() in facts.casefold()]
        assert "KRM-2026-0001" in facts

    async def test_a_confidential_case_is_in_no_list_and_no_number(self) -> None:
        secret = case_number(2, reaction=a_reaction(confidential=True))
        assert json.loads(await self.facts(secret)) == json.loads(await self.facts())

    async def test_a_talk_with_the_management_is_neither_named_nor_counted(self) -> None:
        ground = EscalationGround.BEDROHUNG
        talk = Talk(state=TalkState.WISHED, wished_at=at("2026-12-03T10:00"), ground=ground)
        quiet = case_number(1, holder=TEAM_LEAD_A, state=CaseState.IN_PROGRESS_TEAM)
        threatened = replace(quiet, talk=talk)
        assert DutyKind.DECIDE_TALK in {duty.kind for duty in duties_of(threatened, RULEBOOK)}
        assert json.loads(await self.facts(threatened)) == json.loads(await self.facts(quiet))

    async def test_what_was_kept_is_what_is_delivered(self) -> None:
        house = House()
        await house.has(case_number(1), case_number(2))
        view: WeeklyView = await overview(house.units, RULEBOOK, at("2026-12-14T08:00"), show_team=True)
        assert view.due
        assert from_facts(to_facts(view)) == view


class TestWhoMayAsk:
    """„wochenübersicht“ answers BGF and management, and nobody else."""

    @pytest.mark.parametrize("person", [BGF, MANAGEMENT])
    async def test_bgf_and_management_see_it_any_time(self, person: StaffId) -> None:
        house = House()
        await house.has(case_number(1))
        view = await overview_for(house.units, person, RULEBOOK, at("2026-12-05T23:00"))
        assert view.open == 1

    @pytest.mark.parametrize("person", [FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, EMPLOYEE])
    async def test_others_are_told_whose_it_is(self, person: StaffId) -> None:
        with pytest.raises(NotPermitted, match="nur das BGF und die Geschäftsleitung"):
            await overview_for(House().units, person, RULEBOOK, at("2026-12-07T08:00"))

    async def test_strangers_are_told_nothing(self) -> None:
        with pytest.raises(UnknownPerson):
            await overview_for(House().units, STRANGER, RULEBOOK, at("2026-12-07T08:00"))

    async def test_only_the_trusted_count_confidential_cases(self) -> None:
        house, office = House(), an_office()
        trusted = replace(office.staff[BGF], roles=frozenset({Role.BGF, Role.TRUSTED}))
        house.units.office = replace(office, staff={**office.staff, BGF: trusted})
        await house.has(case_number(1, reaction=a_reaction(confidential=True)))
        seen = [
            (await overview_for(house.units, person, RULEBOOK, at("2026-12-07T08:00"))).open
            for person in (BGF, MANAGEMENT)
        ]
        assert seen == [1, 0]
