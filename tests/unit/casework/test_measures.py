"""Measures of the report: who decides them, who says that they are done, what is refused (R46, R48)."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from casework.errors import UnknownPerson
from casework.measure_owners import KEPT, owners
from casework.measures import (
    EFFECT_LENGTH,
    MOST,
    TEXT_LENGTH,
    FinishMeasure,
    MeasureChanged,
    MeasureEntry,
    MeasureIncomplete,
    MeasureNotFound,
    PutMeasure,
    TooManyMeasures,
    finish_measure,
    list_measures,
    measure_form,
    put_measure,
)
from casework.report_access import NoSuchReport
from casework.report_ports import StoredMeasure
from casework.views_report import MeasureState
from procedure.errors import NotPermitted
from procedure.office import StaffMember
from procedure.vocabulary import Role, StaffId
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    EMPLOYEE,
    FRONT_DESK,
    MANAGEMENT,
    TEAM_A,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    an_office,
)
from tests.support.fakes import FakeUnitsOfWork
from tests.support.house import RULEBOOK

NOW = datetime(2027, 1, 20, 9, 0, tzinfo=UTC)
DUE = date(2027, 3, 1)
OF_TEAM_A = "teamleitung/leistung-a"
NEW = PutMeasure(
    actor=BGF,
    year=2026,
    measure_id="m1",
    seen=0,
    text="Wegweiser erneuern",
    owner=OF_TEAM_A,
    due_on=DUE,
)


@pytest.fixture
def units() -> FakeUnitsOfWork:
    return FakeUnitsOfWork(an_office())


async def put(units: FakeUnitsOfWork, command: PutMeasure = NEW, **changes: object) -> MeasureEntry:
    return await put_measure(units, replace(command, **changes), rulebook=RULEBOOK, now=NOW)  # type: ignore[arg-type]


async def finish(
    units: FakeUnitsOfWork, who: StaffId = TEAM_LEAD_A, *, seen: int = 1, effect: str = ""
) -> MeasureEntry:
    command = FinishMeasure(actor=who, measure_id="m1", seen=seen, effect=effect)
    return await finish_measure(units, command, rulebook=RULEBOOK, now=NOW)


async def stored(units: FakeUnitsOfWork) -> StoredMeasure:
    async with units(reads_only=True) as unit:
        found = await unit.reports.measure("m1")
    assert found is not None
    return found


class TestDeciding:
    async def test_a_measure_names_an_office_and_keeps_whom_to_remind(self, units: FakeUnitsOfWork) -> None:
        entry = await put(units)

        assert (entry.view.responsible, entry.view.due_on, entry.version) == (
            "Teamleitung Leistung A",
            DUE,
            1,
        )
        assert (entry.view.state, entry.owner) == (MeasureState.OPEN, OF_TEAM_A)
        assert (await stored(units)).owner == TEAM_LEAD_A

    @pytest.mark.parametrize(
        ("key", "words", "person"),
        [
            ("bgf", "Büro der Geschäftsführung", None),
            ("geschaeftsleitung/1", "Geschäftsleitung", MANAGEMENT),
            ("teamleitung/leistung-b", "Teamleitung Leistung B", TEAM_LEAD_B),
        ],
    )
    async def test_bgf_management_and_each_teamleitung_may_answer_for_it(
        self, units: FakeUnitsOfWork, key: str, words: str, person: StaffId | None
    ) -> None:
        await put(units, owner=key)

        assert ((await stored(units)).responsible, (await stored(units)).owner) == (words, person)

    async def test_of_several_in_the_management_one_is_named(self) -> None:
        second = StaffMember(
            id=StaffId("z"), name="Gerda Geschäftsleitung", roles=frozenset({Role.MANAGEMENT})
        )
        office = an_office()

        found = owners(replace(office, staff={**office.staff, second.id: second}))

        assert [owner.words for owner in found[1:3]] == [
            "Geschäftsleitung, Gerd Geschäftsleitung",
            "Geschäftsleitung, Gerda Geschäftsleitung",
        ]

    async def test_who_answered_for_it_can_stay_when_the_office_is_offered_no_more(
        self, units: FakeUnitsOfWork
    ) -> None:
        await put(units)
        office = units.office
        units.office = replace(
            office, teams={key: team for key, team in office.teams.items() if key != TEAM_A}
        )

        form = await measure_form(units, 2026, "m1", BGF, rulebook=RULEBOOK, now=NOW)
        kept = await put(units, seen=1, owner=KEPT, text="Neue Wegweiser")

        assert form.entry is not None
        assert form.entry.owner == form.owners[0].key == KEPT
        assert (kept.view.responsible, kept.view.text) == ("Teamleitung Leistung A", "Neue Wegweiser")

    async def test_the_list_is_in_the_order_in_which_they_came(self, units: FakeUnitsOfWork) -> None:
        for measure_id in ("m1", "m0", "m2"):
            await put(units, measure_id=measure_id)

        listed = await list_measures(units, 2026, MANAGEMENT, rulebook=RULEBOOK, now=NOW)

        assert [entry.view.id for entry in listed] == ["m1", "m0", "m2"]
        assert await list_measures(units, 2025, BGF, rulebook=RULEBOOK, now=NOW) == ()

    async def test_it_can_be_dropped_and_taken_up_again(self, units: FakeUnitsOfWork) -> None:
        await put(units)

        dropped = await put(units, seen=1, state=MeasureState.DROPPED, effect="Zu teuer")
        again = await put(units, seen=2, state=MeasureState.OPEN)

        assert (dropped.view.state, dropped.view.effect) == (MeasureState.DROPPED, "Zu teuer")
        assert dropped.view.done_on == date(2027, 1, 20)
        assert (again.view.state, again.view.done_on) == (MeasureState.OPEN, None)

    async def test_a_press_that_is_repeated_adds_one_measure(self, units: FakeUnitsOfWork) -> None:
        first, second = await asyncio.gather(put(units), put(units))

        assert first == second
        assert len(await list_measures(units, 2026, BGF, rulebook=RULEBOOK, now=NOW)) == 1

    async def test_who_has_not_seen_the_last_change_learns_it(self, units: FakeUnitsOfWork) -> None:
        await put(units)
        await put(units, seen=1, text="Zuerst")

        with pytest.raises(MeasureChanged) as told:
            await put(units, seen=1, text="Danach", actor=MANAGEMENT)

        assert (told.value.current.view.text, told.value.current.version) == ("Zuerst", 2)

    async def test_another_day_or_another_office_is_reminded_anew(self, units: FakeUnitsOfWork) -> None:
        await put(units)
        for changes, reminded in (
            ({"text": "Andere Worte"}, DUE),
            ({"due_on": date(2027, 4, 1)}, None),
            ({"owner": "bgf"}, None),
        ):
            before = replace(await stored(units), reminded_on=DUE)
            async with units() as unit:
                await unit.reports.put_measure(replace(before, row_version=before.row_version + 1))
                await unit.commit()
            await put(units, replace(NEW, **changes), seen=before.row_version + 1)  # type: ignore[arg-type]
            assert (await stored(units)).reminded_on == reminded
            await put(units, seen=before.row_version + 2, text="Zurück")


class TestRefused:
    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"text": "  "}, "text"),
            ({"text": "x" * (TEXT_LENGTH + 1)}, "text"),
            ({"owner": ""}, "owner"),
            ({"owner": "teamleitung/unbekannt"}, "owner"),
            ({"owner": KEPT}, "owner"),
            ({"due_on": None}, "due"),
            ({"due_on": date(2027, 1, 19)}, "due"),
            ({"due_on": date(2037, 1, 1)}, "due"),
            ({"due_on": date(2025, 12, 31), "state": MeasureState.DONE}, "due"),
            ({"effect": "x" * (EFFECT_LENGTH + 1)}, "effect"),
        ],
    )
    async def test_what_is_missing_is_named_with_its_field(
        self, units: FakeUnitsOfWork, changes: dict[str, object], field: str
    ) -> None:
        with pytest.raises(MeasureIncomplete, match=r"\.$") as refused:
            await put(units, **changes)

        assert refused.value.field == field

    async def test_a_day_that_has_passed_may_stay(self, units: FakeUnitsOfWork) -> None:
        await put(units, due_on=date(2027, 1, 20))
        later = datetime(2027, 2, 20, 9, 0, tzinfo=UTC)

        changed = replace(NEW, seen=1, due_on=date(2027, 1, 20), text="Immer noch")

        assert (await put_measure(units, changed, rulebook=RULEBOOK, now=later)).version == 2

    @pytest.mark.parametrize("who", [FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, EMPLOYEE])
    async def test_nobody_else_decides_or_lists_them(self, units: FakeUnitsOfWork, who: StaffId) -> None:
        for refused in (
            put(units, actor=who),
            list_measures(units, 2026, who, rulebook=RULEBOOK, now=NOW),
            measure_form(units, 2026, "m1", who, rulebook=RULEBOOK, now=NOW),
        ):
            with pytest.raises(NotPermitted):
                await refused

    async def test_a_measure_of_another_year_is_not_this_one(self, units: FakeUnitsOfWork) -> None:
        await put(units)

        with pytest.raises(MeasureNotFound):
            await put(units, year=2025, seen=1)
        with pytest.raises(MeasureNotFound):
            await measure_form(units, 2025, "m1", BGF, rulebook=RULEBOOK, now=NOW)
        with pytest.raises(NoSuchReport):
            await put(units, year=2028)
        with pytest.raises(MeasureNotFound):
            await put(units, measure_id="m9", seen=3)

    async def test_a_year_has_no_endless_list(self, units: FakeUnitsOfWork) -> None:
        for number in range(MOST):
            await put(units, measure_id=f"n{number}")

        with pytest.raises(TooManyMeasures):
            await put(units)


class TestDone:
    @pytest.mark.parametrize("who", [TEAM_LEAD_A, BGF, MANAGEMENT])
    async def test_whoever_answers_for_it_says_that_it_is_done(
        self, units: FakeUnitsOfWork, who: StaffId
    ) -> None:
        await put(units)

        done = await finish(units, who, effect=" Weniger Nachfragen ")

        assert (done.view.state, done.view.done_on) == (MeasureState.DONE, date(2027, 1, 20))
        assert (done.view.effect, done.version) == ("Weniger Nachfragen", 2)

    @pytest.mark.parametrize("who", [TEAM_LEAD_B, DEPUTY_A, FRONT_DESK, EMPLOYEE])
    async def test_for_others_it_is_not_there(self, units: FakeUnitsOfWork, who: StaffId) -> None:
        await put(units)

        with pytest.raises(MeasureNotFound):
            await finish(units, who)

    async def test_a_stranger_is_not_known(self, units: FakeUnitsOfWork) -> None:
        with pytest.raises(UnknownPerson):
            await finish(units, StaffId("nobody"))

    async def test_done_twice_is_done_once(self, units: FakeUnitsOfWork) -> None:
        await put(units)

        again = [await finish(units, effect=effect) for effect in ("Gut", "Gut", "")]

        assert [entry.version for entry in again] == [2, 2, 2]

    async def test_what_was_changed_meanwhile_is_shown_first(self, units: FakeUnitsOfWork) -> None:
        await put(units)
        await put(units, seen=1, text="Etwas anderes")

        with pytest.raises(MeasureChanged) as told:
            await finish(units, seen=1)

        assert told.value.current.view.text == "Etwas anderes"
        assert (await stored(units)).state is MeasureState.OPEN
