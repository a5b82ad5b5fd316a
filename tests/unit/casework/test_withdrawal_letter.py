"""A withdrawal may bring a short letter that confirms it, where there is an address (A16, A15)."""

from dataclasses import replace
from typing import Any

import pytest

from cards.card_rules import parts_of
from cards.step_forms.registry import FORMS
from casework.letter_ports import LetterFailed
from casework.present import Presenter
from casework.views import Step
from procedure import steps
from procedure.case import Case
from procedure.errors import NotPermitted
from procedure.vocabulary import CaseState, DocumentKind, EscalationGround, Origin, StaffId
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    MANAGEMENT,
    TEAM_LEAD_A,
    a_case,
    a_customer,
    a_reaction,
    an_office,
)
from tests.support.fakes import FakeUnitsOfWork
from tests.support.house import House
from tests.unit.cards.desk import Desk
from tests.unit.cards.reading import words

TAKEN_BACK = steps.Withdraw(note="Rief am Donnerstag an.", confirm=True)
WITHOUT_ADDRESS: dict[str, dict[str, Any]] = {
    "anonymous": {"anonymous": True, "customer": a_customer(name="", contact="", number="")},
    "only a name": {"customer": a_customer(contact="")},
    "only a telephone": {"customer": a_customer(contact="Tel. 07777 123456")},
}


def a_spoken_case(**reaction: Any) -> Case:  # noqa: ANN401 - a builder's fields
    return a_case(reaction=a_reaction(parting=None, **reaction), state=CaseState.WITH_TEAM_LEAD)


async def letters_of(units: FakeUnitsOfWork, case: Case) -> list[tuple[DocumentKind, str, str]]:
    async with units(reads_only=True) as unit:
        return [
            (document.kind, document.name, (await unit.documents.content(document.id) or b"").decode())
            for document in await unit.documents.of_case(case.id)
        ]


@pytest.mark.parametrize("who", [TEAM_LEAD_A, DEPUTY_A])
async def test_a_withdrawal_ends_the_case_with_its_letter(
    house: House, units: FakeUnitsOfWork, who: StaffId
) -> None:
    case = a_spoken_case()
    await house.has(case)

    changed = await house.take(case, who, TAKEN_BACK)

    assert changed.state is CaseState.ENDED
    assert [document.kind for document in changed.documents] == [DocumentKind.WITHDRAWAL_NOTICE]
    ((kind, name, text),) = await letters_of(units, case)
    assert (kind, name) == (DocumentKind.WITHDRAWAL_NOTICE, "KRM-2026-0001 Rücknahmebestätigung.docx")
    assert "anliegen_kurz=Ihre Beschwerde" in text
    assert "Rief am Donnerstag an" not in text, "what employees noted was not written for the customer"
    assert {"Ended", "DocumentAdded"} <= {entry.event for entry in units.audit_entries}


async def test_after_a_threat_the_management_withdraws_with_the_letter_although_a_team_leads(
    house: House, units: FakeUnitsOfWork
) -> None:
    case = a_spoken_case(escalation_ground=EscalationGround.BEDROHUNG)
    await house.has(case)
    with pytest.raises(NotPermitted):
        await house.take(case, TEAM_LEAD_A, TAKEN_BACK)

    await house.take(case, MANAGEMENT, TAKEN_BACK)

    assert [kind for kind, _, _ in await letters_of(units, case)] == [DocumentKind.WITHDRAWAL_NOTICE]


async def test_the_letter_may_be_left_out(house: House, units: FakeUnitsOfWork) -> None:
    case = a_spoken_case()
    await house.has(case)

    changed = await house.take(case, TEAM_LEAD_A, steps.Withdraw(note="Rief an."))

    assert (changed.state, await letters_of(units, case)) == (CaseState.ENDED, [])
    assert house.writer.written == 0


@pytest.mark.parametrize("who", WITHOUT_ADDRESS)
async def test_without_an_address_the_withdrawal_is_noted_and_no_letter_made(
    house: House, units: FakeUnitsOfWork, who: str
) -> None:
    case = a_spoken_case(**WITHOUT_ADDRESS[who])
    await house.has(case)

    changed = await house.take(case, TEAM_LEAD_A, TAKEN_BACK)

    assert (changed.state, await letters_of(units, case)) == (CaseState.ENDED, [])


async def test_the_customer_gets_it_also_where_another_office_passed_the_matter_on(
    house: House, units: FakeUnitsOfWork
) -> None:
    case = a_spoken_case(origin=Origin.LRA)
    await house.has(case)

    await house.take(case, TEAM_LEAD_A, TAKEN_BACK)

    ((_, _, text),) = await letters_of(units, case)
    assert "anrede=Guten Tag Karla Kundin" in text
    assert "kopie_an=\n" in text


async def test_where_the_template_fails_the_case_goes_on(house: House, units: FakeUnitsOfWork) -> None:
    case = a_spoken_case()
    await house.has(case)
    house.writer.fails = True

    with pytest.raises(LetterFailed, match="Vorlage"):
        await house.take(case, TEAM_LEAD_A, TAKEN_BACK)

    assert units.cases_by_id[case.id] == case


@pytest.mark.parametrize(("who", "asked"), [("", True), *((name, False) for name in WITHOUT_ADDRESS)])
def test_the_letter_is_offered_where_there_is_an_address_and_else_not_asked_about(
    house: House, who: str, *, asked: bool
) -> None:
    case = a_spoken_case(**WITHOUT_ADDRESS.get(who, {}))
    view = Presenter(office=an_office(), rulebook=house.rulebook, now=house.now).case(case, TEAM_LEAD_A)
    assert view is not None

    names = [field.name for field in FORMS[Step.WITHDRAW].asked(view)]

    assert names == (["note", "confirm"] if asked else ["note"])


async def test_the_bgf_files_a_withdrawal_without_the_letter(house: House) -> None:
    case = replace(a_spoken_case(), recorded_in_tool_at=house.now)
    await house.has(case)
    ended = await house.take(case, TEAM_LEAD_A, steps.Withdraw(note="Rief an."))
    filed = await house.take(ended, BGF, steps.ConfirmFiled(), command_id="press-2")

    assert filed.filed_at == house.now


@pytest.mark.parametrize("ticked", [True, False])
async def test_whoever_presses_gets_the_letter_at_once_where_she_wanted_it(*, ticked: bool) -> None:
    desk, case = Desk(), a_spoken_case()
    await desk.house.has(case)

    card = await desk.press(
        "case.withdraw",
        case,
        TEAM_LEAD_A,
        case_withdraw_note="Rief an.",
        case_withdraw_confirm=str(ticked).lower(),
    )

    assert desk.stored(case).state is CaseState.ENDED
    assert ("Das Schreiben liegt jetzt beim Vorgang." in words(card)) is ticked
    assert any(part.get("type") == "Action.OpenUrl" for part in parts_of(card)) is ticked
