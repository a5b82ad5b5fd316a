"""What a card calls a person's task is what „meine“ lists for her, whoever is away (GA II; R11, A25)."""

from hypothesis import given, settings
from hypothesis import strategies as st

from casework.present import Presenter
from casework.requests import MyTasks
from casework.views import Viewpoint
from procedure.case import Case
from procedure.office import Office
from tests.properties.casework.test_who_is_told_sees import CASES, PEOPLE, offices
from tests.support.house import NOW, RULEBOOK, House


@settings(max_examples=100)
@given(offices(), st.sampled_from(CASES))
async def test_a_case_is_among_my_tasks_exactly_where_its_card_names_one(office: Office, case: Case) -> None:
    house = House()
    house.units.office = office
    await house.has(case)
    for person in PEOPLE:
        if office.member(person) is None:
            continue
        view = Presenter(office=office, rulebook=RULEBOOK, now=NOW).case(case, person)
        listed = await house.find(MyTasks(), person)
        if view is None or view.viewpoint is Viewpoint.REPORTER:
            assert listed.total == 0
            continue
        own = [duty.kind for duty in view.duties if duty.mine]
        assert bool(own) is bool(listed.rows)
        assert not own or own[0] is listed.rows[0].next_duty
        assert {part.team for part in view.contributions if part.owed} <= {p.team for p in case.contributions}
