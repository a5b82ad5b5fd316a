"""Whatever reads cases copes with one whose people are gone: it says so, and offers nothing (privacy)."""

import json
from typing import Any

import pytest

from cards.actions import CaseActions
from cards.case import case_card
from cards.list import list_card
from casework.errors import StaleCase
from casework.present import Presenter
from casework.requests import OpenCases, SearchCases, ShowCase
from casework.retention_run import retention_run
from procedure.anonymising import anonymised
from procedure.vocabulary import StaffId
from tests.support.builders import BGF, DEPUTY_A, MANAGEMENT, TEAM_LEAD_A
from tests.support.expired import CUSTOMER_NUMBER, NIGHT, SECRET, expired, keep_with_all
from tests.support.house import House
from tests.support.random_cases import RandomCases

FACT = "KRM-2026-0001: Dieser Vorgang wurde anonymisiert."
EVERYBODY = (BGF, MANAGEMENT, TEAM_LEAD_A, DEPUTY_A)


@pytest.fixture
async def house() -> House:
    house = House(now=NIGHT)
    await keep_with_all(house.units, expired())
    assert (await retention_run(house.units, house.rulebook, NIGHT)).anonymised == 1
    return house


def actions(house: House) -> CaseActions:
    return CaseActions(
        units=house.units, rulebook=house.rulebook, letters=house.letters, link_for=lambda *_: ""
    )


async def pressed(house: House, verb: str, who: StaffId) -> dict[str, Any]:
    data = {"case": expired().id, "version": 1}
    return await actions(house).press(verb, data, who, NIGHT)


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("verb", ["case.refresh", "case.open", "case.take_over", "case.reopen"])
async def test_every_old_card_becomes_the_bare_fact(house: House, who: StaffId, verb: str) -> None:
    shown = json.dumps(await pressed(house, verb, who), ensure_ascii=False)
    assert FACT in shown
    assert "Es sind keine persönlichen Angaben mehr vorhanden." in shown
    assert "Frist" not in shown, "it may have been erased on request"
    assert "Action.Execute" not in shown
    assert SECRET not in shown
    assert "Karla" not in shown


async def test_its_full_text_is_not_opened_and_nobody_is_written_down(house: House) -> None:
    with pytest.raises(StaleCase):
        await house.open(expired(), BGF)
    assert [entry.event for entry in house.units.audit_entries] == ["Anonymised"]


async def test_it_is_found_by_its_number_and_not_by_its_customers(house: House) -> None:
    assert (await house.number("krm-2026-0001", BGF)).id == expired().id
    by_number = await house.find(ShowCase(number="KRM-2026-0001"), BGF)
    assert [row.number for row in by_number.rows] == ["KRM-2026-0001"]
    assert "Anonymisiert" in json.dumps(list_card(by_number, today=NIGHT.date()), ensure_ascii=False)
    by_customer = await house.find(SearchCases(customer_number=CUSTOMER_NUMBER, asked="suche"), BGF)
    assert by_customer.rows == ()
    assert (await house.find(OpenCases(), BGF)).rows == ()


def test_whatever_it_was_its_card_says_the_same_to_everybody() -> None:
    house = House()
    presenter = Presenter(office=house.units.office, rulebook=house.rulebook, now=NIGHT)
    seen = 0
    for case in RandomCases(7, texts=(SECRET,)).many(60):
        left = anonymised(case)
        for who in EVERYBODY:
            view = presenter.case(left, who)
            if view is not None:
                seen += 1
                assert view.steps == ()
                assert FACT.replace("KRM-2026-0001", case.number) in json.dumps(
                    case_card(view), ensure_ascii=False
                )
    assert seen > 60
