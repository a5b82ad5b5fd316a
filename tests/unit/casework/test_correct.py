"""Putting right what was typed: the old and the new value are kept beside the record (R50; Art. 16 GDPR)."""

from datetime import UTC, date, datetime

import pytest

from casework.corrections import corrections_between
from casework.ports import Correction
from procedure import steps
from procedure.case import Case
from procedure.errors import ProcedureError
from procedure.vocabulary import Channel, Origin, StaffId
from tests.support.builders import BGF, MANAGEMENT, TEAM_LEAD_A, a_case, a_customer, a_reaction
from tests.support.fakes import FakeUnitsOfWork
from tests.support.house import NOW, RULEBOOK, House


@pytest.fixture
async def case(house: House) -> Case:
    kept = a_case(reaction=a_reaction(channel=Channel.WRITTEN, parting=None, referred_to_team_lead=False))
    await house.has(kept)
    return kept


async def test_every_old_value_is_kept_with_the_new_one_and_the_reason(
    house: House, units: FakeUnitsOfWork, case: Case
) -> None:
    step = steps.Correct(
        reason=" Anruf der Kundin ", customer_name="Karla Kundig", summary="Bescheid seit acht Wochen offen"
    )
    await house.take(case, BGF, step)
    assert units.corrections_made == [
        Correction(
            case_id=case.id,
            at=NOW,
            actor=BGF,
            field=field,
            old=old,
            new=new,
            reason="Anruf der Kundin",
        )
        for field, old, new in (
            ("summary", "Bescheid seit sieben Wochen offen", "Bescheid seit acht Wochen offen"),
            ("customer_name", "Karla Kundin", "Karla Kundig"),
        )
    ]


async def test_the_record_names_the_fields_and_never_the_values(
    house: House, units: FakeUnitsOfWork, case: Case
) -> None:
    await house.take(case, BGF, steps.Correct(reason="Tippfehler", customer_name="Karla Kundig"))
    record = " ".join(str(entry) for entry in units.audit_entries)
    assert "customer_name" in record
    assert not [value for value in ("Karla", "Tippfehler") if value in record]


async def test_an_earlier_receipt_moves_the_deadlines_and_is_kept_in_words(
    house: House, units: FakeUnitsOfWork, case: Case
) -> None:
    received_at = datetime(2026, 12, 2, 7, 5, tzinfo=UTC)
    changed = await house.take(case, BGF, steps.Correct(reason="Stempel", received_at=received_at))
    assert changed.close_by == date(2026, 12, 16)
    (correction,) = units.corrections_made
    assert (correction.field, correction.old, correction.new) == (
        "received_at",
        "Donnerstag, 3. Dezember 2026, 10.10 Uhr",
        "Mittwoch, 2. Dezember 2026, 8.05 Uhr",
    )


async def test_a_repeated_press_keeps_one_correction(
    house: House, units: FakeUnitsOfWork, case: Case
) -> None:
    step = steps.Correct(reason="Tippfehler", customer_name="Karla Kundig")
    await house.take(case, BGF, step)
    await house.take(case, BGF, step)
    assert len(units.corrections_made) == 1


@pytest.mark.parametrize("who", [MANAGEMENT])
async def test_whoever_may_not_correct_leaves_no_trace(
    house: House, units: FakeUnitsOfWork, case: Case, who: StaffId
) -> None:
    with pytest.raises(ProcedureError):
        await house.take(case, who, steps.Correct(reason="Tippfehler", customer_name="Karla Kundig"))
    assert units.corrections_made == []


async def test_every_field_that_can_be_corrected_is_kept() -> None:
    old = a_case()
    new = a_case(
        reaction=a_reaction(
            received_at=datetime(2026, 12, 1, 8, 0, tzinfo=UTC),
            origin=Origin.OTHER,
            origin_detail="Wahlkreisbüro",
            summary="Anders",
            customer=a_customer(name="Anna Anders", contact="anna@example.org", number="617A654321"),
            external_due_on=date(2026, 12, 30),
            third_party_authorised=True,
            origin_in_verbis=True,
            legal_remedy_check=True,
            people=4,
        )
    )
    made = corrections_between(old, new, actor=TEAM_LEAD_A, at=NOW, reason="", rulebook=RULEBOOK)
    values = {correction.field: (correction.old, correction.new) for correction in made}
    changeable = set(steps.Correct.__dataclass_fields__) - {"reason", "remove_external_due"}
    assert set(values) == changeable
    assert values["external_due_on"] == ("", "Mittwoch, 30. Dezember 2026")
    assert values["third_party_authorised"] == ("nein", "ja")
    assert values["origin"] == ("direkt", "sonstige")
    assert values["people"] == ("1", "4")
