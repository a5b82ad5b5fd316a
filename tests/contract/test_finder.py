"""Lists and searches: exactly what ``viewpoint_of`` would show, narrowed, in order, counted, page by page."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from casework.permissions import scope_of, scope_of_assistant, viewpoint_of
from casework.ports import UnitsOfWork
from casework.search import Found, Search, Sorting
from procedure.actor import Actor
from procedure.case import Case
from procedure.duties import Duty, DutyKind
from procedure.office import Absence, Office
from procedure.representation import Audience, AudienceKind
from procedure.situation import OVER
from procedure.standing import teams_of
from procedure.vocabulary import CaseId, CaseState, Role, StaffId
from tests.contract.keeping import keep_all, put
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    EMPLOYEE,
    FRONT_DESK,
    MANAGEMENT,
    REGISTERED_AT,
    TEAM_A,
    TEAM_B,
    TEAM_LEAD_A,
    a_case,
    a_customer,
    a_reaction,
    an_office,
)
from tests.support.random_cases import RandomCases

NOW = REGISTERED_AT + timedelta(hours=2)
TODAY = NOW.date()
EVERYTHING = scope_of_assistant(NOW)
STRANGER = StaffId("00000000-0000-4000-8000-00000000ffff")
BERLIN = ZoneInfo("Europe/Berlin")
NUMBERS = ("617A123456", "617 b 9", "")

Board = dict[CaseId, tuple[Duty, ...]]


def an_office_with_trusted_people() -> Office:
    """Let only the BGF see confidential cases, and Tom's deputy stand in for him and lead a team."""
    office = an_office(absences=(Absence(staff_id=TEAM_LEAD_A, from_on=TODAY, until_on=TODAY),))
    trusted = replace(office.staff[BGF], roles=frozenset({Role.BGF, Role.TRUSTED}))
    mixed = replace(office.staff[DEPUTY_A], roles=frozenset({Role.TRUSTED}))
    team = replace(office.teams[TEAM_B], lead=DEPUTY_A, deputies=(EMPLOYEE,))
    return replace(
        office,
        staff={**office.staff, BGF: trusted, DEPUTY_A: mixed},
        teams={**office.teams, TEAM_B: team},
    )


def drawn(seed: int, count: int) -> tuple[list[Case], Board]:
    """Draw cases as an office has them: most are not confidential, some name the same customers."""
    chance, source = Random(seed), RandomCases(seed)  # noqa: S311 - nothing secret
    cases = []
    for case in source.many(count):
        reaction = replace(
            case.reaction,
            confidential=chance.random() < 0.2,
            customer=a_customer(number=chance.choice(NUMBERS)),
        )
        hours = chance.choice((1, 21, 22, 23, 200))
        cases.append(
            replace(
                case,
                reaction=reaction,
                registered_at=REGISTERED_AT - timedelta(hours=hours),
                registered_by=chance.choice((FRONT_DESK, EMPLOYEE, case.registered_by)),
                excluded=case.excluded if chance.random() < 0.3 else (),
            )
        )
    return cases, {case.id: source.duties() for case in cases}


async def fill(units: UnitsOfWork, cases: Iterable[Case], board: Board) -> None:
    async with units() as unit:
        for case in cases:
            await put(unit, case)
            await unit.duties.replace(case.id, board.get(case.id, ()))
        await unit.commit()


def owed(search: Search, duties: Iterable[Duty]) -> list[Duty]:
    return [duty for duty in duties if not search.owed_by or duty.audience in search.owed_by]


def fits(search: Search, case: Case, duties: Iterable[Duty]) -> bool:
    """Say the same as the port's documentation, one criterion after the other."""
    received_on = case.reaction.received_at.astimezone(BERLIN).date()
    mine = owed(search, duties)
    asked: list[tuple[object, Callable[[], bool]]] = [
        (search.open_only, lambda: case.state not in OVER),
        (search.number, lambda: case.number == search.number),
        (
            search.customer_number,
            lambda: plain(case.reaction.customer.number) == (plain(search.customer_number) or None),
        ),
        (search.team, lambda: search.team in teams_of(case)),
        (search.states, lambda: case.state in search.states),
        (search.received_from, lambda: received_on >= (search.received_from or date.min)),
        (search.received_until, lambda: received_on <= (search.received_until or date.max)),
        (search.due_until, lambda: any(duty.due_on <= (search.due_until or date.max) for duty in mine)),
        (search.owed_by, lambda: bool(mine)),
    ]
    return all(holds() for is_asked, holds in asked if is_asked)


def plain(number: str) -> str:
    """Return a customer number without what does not matter in it."""
    return number.replace(" ", "").upper()


def expected(search: Search, cases: Iterable[Case], board: Board) -> list[CaseId]:
    found = [case for case in cases if fits(search, case, board[case.id])]
    if search.sorting is Sorting.NEWEST:
        found.sort(key=lambda case: (-case.registered_at.timestamp(), case.number))
    else:
        due = {c.id: min((d.due_on for d in owed(search, board[c.id])), default=date.max) for c in found}
        found.sort(key=lambda case: (due[case.id], case.number))
    return [case.id for case in found]


@pytest.mark.parametrize("office", [an_office(), an_office_with_trusted_people()], ids=["plain", "trusted"])
async def test_everybody_finds_exactly_what_the_policy_shows_them(units: UnitsOfWork, office: Office) -> None:
    cases, board = drawn(5, 200)
    await fill(units, cases, board)
    counts = set()
    for person in (*office.staff, STRANGER):
        actor = Actor.of(person, office, TODAY)
        visible = [case for case in cases if viewpoint_of(case, actor, NOW) is not None]
        async with units(reads_only=True) as unit:
            found = await unit.finder.find(Search(), scope_of(actor, NOW), page=1, size=500)
        assert found == Found(cases=tuple(expected(Search(), visible, board)), total=len(visible)), person
        counts.add(len(visible))
    assert min(counts) == 0, "the stranger"
    assert max(counts) < len(cases), "nobody sees everything here"
    assert len(counts) > 4, "the offices differ in what they see"


async def test_the_assistant_itself_finds_every_case(units: UnitsOfWork) -> None:
    cases, board = drawn(6, 20)
    await fill(units, cases, board)
    async with units(reads_only=True) as unit:
        found = await unit.finder.find(Search(), EVERYTHING, page=1, size=100)
    assert set(found.cases) == {case.id for case in cases}


def a_search(chance: Random, source: RandomCases) -> Search:
    """Draw a search of one to three criteria."""
    day = TODAY + timedelta(days=chance.randint(-20, 20))
    criteria: dict[str, Any] = {
        "open_only": True,
        "number": f"KRM-2026-{chance.randint(1, 130):04d}",
        "customer_number": chance.choice(("617a 123456", "617B9", "unbekannt", " ")),
        "team": chance.choice((TEAM_A, TEAM_B)),
        "states": tuple(chance.sample(list(CaseState), 3)),
        "received_from": day,
        "received_until": day + timedelta(days=5),
        "due_until": day,
        "owed_by": tuple(chance.sample(source.audiences(), 2)),
    }
    chosen = {name: criteria[name] for name in chance.sample(sorted(criteria), chance.randint(1, 3))}
    return replace(Search(sorting=chance.choice(list(Sorting))), **chosen)


async def test_every_combination_of_criteria_narrows_what_one_may_see(units: UnitsOfWork) -> None:
    cases, board = drawn(7, 120)
    await fill(units, cases, board)
    chance, source, office = Random(8), RandomCases(9), an_office()  # noqa: S311 - nothing secret
    hits = 0
    for _ in range(150):
        search = a_search(chance, source)
        actor = Actor.of(chance.choice((MANAGEMENT, BGF, TEAM_LEAD_A)), office, TODAY)
        visible = [case for case in cases if viewpoint_of(case, actor, NOW) is not None]
        wanted = expected(search, visible, board)
        size, page = chance.randint(1, 12), chance.randint(1, 3)
        async with units(reads_only=True) as unit:
            found = await unit.finder.find(search, scope_of(actor, NOW), page=page, size=size)
        shown = tuple(wanted[(page - 1) * size : page * size])
        assert found == Found(cases=shown, total=len(wanted)), search
        hits += bool(shown)
    assert hits > 30, "the searches found something"


class TestDays:
    """A day is the office's day, from midnight to midnight."""

    @pytest.mark.parametrize(
        ("received", "is_found"),
        [
            ("2026-12-02T22:59Z", 0),
            ("2026-12-02T23:00Z", 1),
            ("2026-12-03T22:59Z", 1),
            ("2026-12-03T23:00Z", 0),
        ],
    )
    async def test_received_on_a_day(self, units: UnitsOfWork, received: str, is_found: int) -> None:
        instant = REGISTERED_AT.fromisoformat(received)
        await keep_all(units, [a_case(reaction=a_reaction(received_at=instant))])
        search = Search(received_from=date(2026, 12, 3), received_until=date(2026, 12, 3))
        async with units(reads_only=True) as unit:
            assert (await unit.finder.find(search, EVERYTHING, page=1, size=10)).total == is_found

    @pytest.mark.parametrize(("minutes", "is_found"), [(0, 1), (1, 0)])
    async def test_own_reports_are_found_for_24_hours(
        self, units: UnitsOfWork, minutes: int, is_found: int
    ) -> None:
        await keep_all(units, [a_case()])
        later = REGISTERED_AT + timedelta(hours=24, minutes=minutes)
        scope = scope_of(Actor.of(FRONT_DESK, an_office(), TODAY), later)
        async with units(reads_only=True) as unit:
            assert (await unit.finder.find(Search(), scope, page=1, size=10)).total == is_found


class TestDuties:
    """What is owed is kept beside the case."""

    LEAD = Audience(AudienceKind.TEAM_LEAD, TEAM_A)

    def a_duty(self, days: int, audience: Audience = LEAD) -> Duty:
        return Duty(kind=DutyKind.ANSWER, audience=audience, due_on=TODAY + timedelta(days=days))

    async def found(self, units: UnitsOfWork, search: Search) -> int:
        async with units(reads_only=True) as unit:
            return (await unit.finder.find(search, EVERYTHING, page=1, size=10)).total

    async def test_new_duties_take_the_place_of_those_before(self, units: UnitsOfWork) -> None:
        await fill(units, [a_case()], {a_case().id: (self.a_duty(0), self.a_duty(3))})
        assert await self.found(units, Search(owed_by=(self.LEAD,))) == 1
        for duties, count in (((self.a_duty(9),), 0), ((self.a_duty(1), self.a_duty(9)), 1), ((), 0)):
            async with units() as unit:
                await unit.duties.replace(a_case().id, duties)
                await unit.duties.replace(a_case().id, duties)
                await unit.commit()
            assert await self.found(units, Search(due_until=TODAY + timedelta(days=3))) == count

    async def test_without_commit_nothing_is_owed(self, units: UnitsOfWork) -> None:
        await keep_all(units, [a_case()])
        async with units() as unit:
            await unit.duties.replace(a_case().id, (self.a_duty(0),))
        assert await self.found(units, Search(due_until=TODAY)) == 0

    async def test_due_until_means_a_duty_of_the_office_that_is_asked_for(self, units: UnitsOfWork) -> None:
        others = self.a_duty(0, Audience(AudienceKind.BGF))
        await fill(units, [a_case()], {a_case().id: (others, self.a_duty(9))})
        assert await self.found(units, Search(owed_by=(self.LEAD,), due_until=TODAY)) == 0
        assert await self.found(units, Search(owed_by=(others.audience,), due_until=TODAY)) == 1
