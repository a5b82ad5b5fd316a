"""What must not be stored, the database refuses."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlalchemy.ext.asyncio import AsyncEngine

from procedure.vocabulary import StaffId, TeamId
from storage.engine import reading, writing
from storage.keys import KeyRing
from storage.tables import case_numbers, cases
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.builders import CASE_ID, REGISTERED_AT, a_case, a_reaction

WRONG = (
    "UPDATE cases SET state = 'verschollen'",
    "UPDATE cases SET channel = 'brieftaube'",
    "UPDATE cases SET lead = 'niemand'",
    "UPDATE cases SET version = 0",
    "UPDATE cases SET holder = 'nobody'",
    "UPDATE cases SET number = NULL",
    "UPDATE case_concerns SET kind = 'unfug'",
    "UPDATE case_teams SET team_id = 'unbekannt'",
    "UPDATE case_record_reasons SET reason = 'darum'",
    "UPDATE handovers SET answer = 'vielleicht'",
    "UPDATE handovers SET answer = 'termin'",
    "UPDATE staff_roles SET role = 'kaiser'",
    "UPDATE cases SET acknowledgement_state = 'vielleicht'",
    "UPDATE cases SET decision_lead = 'niemand'",
    "UPDATE cases SET decision_decided_by = 'nobody'",
    "UPDATE cases SET talk_form = 'gesungen'",
    "UPDATE cases SET treatment_kind = 'vergessen'",
    "UPDATE cases SET returned_team = 'unbekannt'",
    "UPDATE cases SET closing_outcome = 'egal'",
    "UPDATE cases SET closing_answer = 'egal'",
    "UPDATE cases SET closing_cause = 'pech'",
    "UPDATE cases SET closing_signed_by = 'nobody'",
    "UPDATE cases SET ending_reason = 'unlust'",
    "UPDATE cases SET talk_state = NULL",
    "INSERT INTO case_informing (case_id, position, team, state) SELECT id, 0, 'leistung-a', '?' FROM cases",
    "INSERT INTO case_informing (case_id, position, team, state) SELECT id, 0, 'weg', 'offen' FROM cases",
    "INSERT INTO case_followers (case_id, position, number) SELECT id, NULL, 'KRM-2026-0002' FROM cases",
    "UPDATE roster_version SET id = 2",
    "INSERT INTO duties SELECT id, 0, 'warten', 'bgf', '2026-12-03', NULL FROM cases",
    "INSERT INTO absences (staff_id, from_on, until_on) SELECT id, '2026-12-04', '2026-12-03' FROM staff",
)


@pytest.mark.parametrize("statement", WRONG)
async def test_a_wrong_value_is_refused(
    units: SqlUnitsOfWork, office_engine: AsyncEngine, statement: str
) -> None:
    async with writing(office_engine) as connection:
        with pytest.raises(IntegrityError):
            await connection.execute(text(statement))
        await connection.rollback()
    async with units() as unit:
        assert await unit.cases.get(CASE_ID) == a_case()


@pytest.mark.parametrize(
    "case",
    [
        a_case(id="other", number="KRM-2026-0002", registered_by=StaffId("nobody")),
        a_case(id="other", number="KRM-2026-0002", reaction=a_reaction(teams=(TeamId("nowhere"),))),
    ],
)
async def test_unknown_people_and_teams_are_refused(units: SqlUnitsOfWork, case: object) -> None:
    async def add() -> None:
        async with units() as unit:
            await unit.cases.add(case)  # type: ignore[arg-type]
            await unit.commit()

    with pytest.raises(IntegrityError):
        await add()


async def test_plain_text_never_reaches_an_encrypted_column(
    units: SqlUnitsOfWork, office_engine: AsyncEngine
) -> None:
    async with units(), reading(office_engine) as connection:
        with pytest.raises(StatementError, match="seal it with the key ring"):
            await connection.execute(cases.update().values(summary="Bescheid offen"))


@pytest.mark.usefixtures("units")
async def test_an_error_of_the_database_shows_no_values(
    office_engine: AsyncEngine, key_ring: KeyRing
) -> None:
    sealed = key_ring.seal("Karla Kundin", "cases.customer_name")
    async with writing(office_engine) as connection:
        with pytest.raises(DBAPIError) as caught:
            await connection.execute(cases.update().values(customer_name=sealed, holder="nobody"))
        await connection.rollback()
    assert sealed not in str(caught.value)
    assert "parameters hidden" in str(caught.value)


async def test_after_number_9999_numbers_grow_longer(
    units: SqlUnitsOfWork, office_engine: AsyncEngine
) -> None:
    async with writing(office_engine) as connection:
        await connection.execute(case_numbers.insert().values(year=2026, last=9_998))
    async with units() as unit:
        assert await unit.cases.allocate_number(2026) == "KRM-2026-9999"
        assert await unit.cases.allocate_number(2026) == "KRM-2026-10000"


async def test_an_instant_without_a_time_zone_is_refused_with_the_remedy(units: SqlUnitsOfWork) -> None:
    async with units() as unit:
        with pytest.raises(StatementError, match="ohne Zeitzone kann nicht gespeichert werden"):
            await unit.cases.save(a_case(version=2, taken_over_at=REGISTERED_AT.replace(tzinfo=None)))
