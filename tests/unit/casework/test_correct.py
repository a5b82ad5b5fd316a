"""Putting right what was typed: the old and the new value are kept beside the record (R50; Art. 16 GDPR)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from casework.corrections import corrections_between
from casework.errors import CaseNotFound
from casework.ports import Correction
from procedure import steps
from procedure.actor import Actor
from procedure.case import Case
from procedure.case_parts import Acknowledgement, Informing, InterimNotice, Talk
from procedure.errors import ProcedureError
from procedure.situation import Situation
from procedure.vocabulary import (
    AcknowledgementState,
    CaseId,
    Channel,
    ConcernKind,
    DispatchWay,
    InformingState,
    Origin,
    Parting,
    StaffId,
    TalkWish,
)
from tests.support.builders import (
    BGF,
    MANAGEMENT,
    TEAM_A,
    TEAM_LEAD_A,
    a_case,
    a_customer,
    a_reaction,
    an_office,
)
from tests.support.fakes import FakeUnitsOfWork
from tests.support.house import NOW, RULEBOOK, House

SENT = Acknowledgement(
    state=AcknowledgementState.SENT, settled_at=NOW, sent_on=date(2026, 12, 3), way=DispatchWay.LETTER
)
NOTICE = InterimNotice(
    number=1,
    sent_on=date(2026, 12, 3),
    until=date(2026, 12, 22),
    reason="x",
    way=DispatchWay.LETTER,
    late=False,
    noted_at=NOW,
)
NUMBERS = {"wrong": "KRM-2026-0100", "right": "KRM-2026-0200", "later": "KRM-2026-0300"}
SPOKEN = a_reaction(parting=Parting.LEFT)


def kept(name: str) -> Case:
    return a_case(id=CaseId(name), number=NUMBERS[name], reaction=SPOKEN)


async def followed_by(house: House, name: str) -> tuple[str, ...]:
    return (await house.look(kept(name), BGF)).followed_by


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


def test_every_field_that_can_be_corrected_is_kept() -> None:
    old = a_case(
        acknowledgement=SENT,
        interim_notices=(NOTICE,),
        informing=(
            Informing(team=TEAM_A, state=InformingState.DONE, informed_on=date(2026, 12, 3), count=2),
        ),
    )
    new = replace(
        old,
        krm_tool_ref="4711",
        acknowledgement=replace(SENT, sent_on=date(2026, 12, 2), way=DispatchWay.EMAIL),
        interim_notices=(replace(NOTICE, sent_on=date(2026, 12, 2), way=DispatchWay.EMAIL),),
        informing=(Informing(team=TEAM_A, state=InformingState.NOBODY),),
        talk=Talk(held_on=date(2026, 12, 2), held_note="Am Telefon geklärt."),
        reaction=a_reaction(
            channel=Channel.TELEPHONE,
            parting=Parting.LEFT,
            handover_agreed_with="Tom Teamleiter, gestern",
            escalation_note="Er wurde laut.",
            follow_up_of="KRM-2026-0001",
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
            concerns_management=True,
            resolved_on_spot=True,
            time_consuming=True,
            reached_leadership=True,
            talk_wish=TalkWish.WISH,
            confidential=True,
            concerns_lead=True,
        ),
    )
    values = {c.field: (c.old, c.new) for c in corrections_between(facing(old), new, "")}
    parts = {"reason", "remove_external_due", "interim_number", "team", "informed_on", "informed_count"}
    kinds = (steps.Correct, steps.CorrectNotes, steps.Shield)
    changeable = {name for kind in kinds for name in kind.__dataclass_fields__} - parts
    assert set(values) == changeable | {"informing"}
    assert values["external_due_on"] == ("", "Mittwoch, 30. Dezember 2026")
    assert values["third_party_authorised"] == ("nein", "ja")
    assert values["origin"] == ("direkt", "sonstige")
    assert values["people"] == ("1", "4")
    assert values["interim_way"] == ("brief", "e_mail")
    assert values["informing"] == (
        "Leistung A: 2 informiert am Donnerstag, 3. Dezember 2026",
        "Leistung A: niemand betroffen",
    )


def facing(case: Case) -> Situation:
    office = an_office()
    actor = Actor.of(BGF, office, RULEBOOK.day(NOW))
    return Situation(case=case, actor=actor, office=office, now=NOW, rules=RULEBOOK)


async def test_only_what_was_noted_wrongly_about_a_letter_is_kept(
    house: House, units: FakeUnitsOfWork
) -> None:
    await house.has(a_case(acknowledgement=SENT, reaction=SPOKEN))
    step = steps.CorrectNotes(reason="Poststempel", ack_sent_on=date(2026, 12, 3), ack_way=DispatchWay.EMAIL)
    await house.take(a_case(), BGF, step)
    assert [(c.field, c.old, c.new) for c in units.corrections_made] == [("ack_way", "brief", "e_mail")]


async def test_a_case_becomes_confidential_and_the_team_loses_it(
    house: House, units: FakeUnitsOfWork, case: Case
) -> None:
    await house.take(case, BGF, steps.Shield(reason="Die Schwester arbeitet hier", confidential=True))
    assert [(c.field, c.old, c.new) for c in units.corrections_made] == [("confidential", "nein", "ja")]
    with pytest.raises(CaseNotFound):
        await house.take(case, TEAM_LEAD_A, steps.TakeOver(), version=2, command_id="press-2")


class TestFollowUps:
    async def test_a_number_put_right_links_the_right_case_and_frees_the_wrong_one(
        self, house: House
    ) -> None:
        await house.has(kept("wrong"), kept("right"), kept("later"))
        first = steps.Correct(reason="Steht im Brief", follow_up_of=NUMBERS["wrong"].lower())
        await house.take(kept("later"), BGF, first)
        assert await followed_by(house, "wrong") == (NUMBERS["later"],)
        second = steps.Correct(reason="Vertippt", follow_up_of=NUMBERS["right"])
        await house.take(kept("later"), BGF, second, version=2, command_id="press-2")
        assert await followed_by(house, "wrong") == ()
        assert await followed_by(house, "right") == (NUMBERS["later"],)

    async def test_a_reaction_that_turns_out_to_follow_another_is_linked(self, house: House) -> None:
        await house.has(kept("right"), kept("later"))
        step = steps.Reclassify(
            concerns=(ConcernKind.FACHLICHE_BESCHWERDE, ConcernKind.FOLGEREAKTION),
            teams=(TEAM_A,),
            reason="Steht im Brief",
            follow_up_of=NUMBERS["right"],
        )
        await house.take(kept("later"), BGF, step)
        assert await followed_by(house, "right") == (NUMBERS["later"],)

    async def test_words_and_numbers_that_name_no_other_case_link_nothing(self, house: House) -> None:
        await house.has(kept("later"))
        named = ("der Brief vom Sommer", "KRM-2026-0999", NUMBERS["later"])
        for version, text in enumerate(named, start=1):
            step = steps.Correct(reason="Steht im Brief", follow_up_of=text)
            changed = await house.take(
                kept("later"), BGF, step, version=version, command_id=f"press-{version}"
            )
            assert changed.reaction.follow_up_of == text
        assert await followed_by(house, "later") == ()


async def test_where_only_the_day_was_told_no_time_is_kept_in_words(
    house: House, units: FakeUnitsOfWork
) -> None:
    first_moment = datetime(2026, 12, 1, 23, tzinfo=UTC)
    case = a_case(id=CaseId("day"), reaction=a_reaction(received_at=first_moment))
    await house.has(case)
    told = datetime(2026, 12, 2, 11, tzinfo=UTC)
    await house.take(case, BGF, steps.Correct(reason="Stempel", received_at=told))
    (correction,) = units.corrections_made
    assert (correction.old, correction.new) == (
        "Mittwoch, 2. Dezember 2026",
        "Mittwoch, 2. Dezember 2026, 12.00 Uhr",
    )
