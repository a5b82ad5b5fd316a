"""What a client sends is read strictly: forged data are refused, numbers and ticks taken as they come."""

from typing import Any

import pytest

from cards.press import Press, UnreadablePress
from casework.errors import CaseworkError
from casework.views import Step
from tests.support.builders import TEAM_LEAD_A, a_case
from tests.unit.cards.desk import Desk

GOOD: dict[str, Any] = {"case": "6f9619ff-8b86-4d01-b42d-00c04fc964ff", "version": 3}


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"case": "", "version": 1},
        {"case": "x" * 65, "version": 1},
        {"case": 7, "version": 1},
        {"case": "x", "version": "1"},
        {"case": "x", "version": True},
        {"case": "x", "version": 0},
        {"case": "x", "version": 1_000_000},
        GOOD | {"step": "case.delete"},
        GOOD | {"step": ["case.close"]},
        GOOD | {"page": 0},
        GOOD | {"page": "2"},
        GOOD | {"document": "x" * 65},
        GOOD | {"document": {"id": "x"}},
    ],
)
def test_what_no_card_of_ours_sends_is_not_read(data: dict[str, Any]) -> None:
    with pytest.raises(UnreadablePress):
        Press.read(data)


def test_what_a_card_sends_is_read() -> None:
    press = Press.read(
        GOOD
        | {"verb": "case.form", "step": "case.close", "page": 2, "document": "d", "opened": True}
        | {"count": 2, "tick": True, "off": False, "text": "x", "list": ["no"], "none": None}
    )

    assert (press.case_id, press.version) == (GOOD["case"], 3)
    assert (press.step, press.page, press.document, press.opened) == (Step.CLOSE, 2, "d", True)
    assert press.typed == {"count": "2", "tick": "true", "off": "false", "text": "x"}


def test_an_empty_choice_of_a_document_is_none() -> None:
    assert Press.read(GOOD | {"document": ""}).document is None


def test_a_text_of_any_length_is_cut_above_what_any_field_takes() -> None:
    press = Press.read(GOOD | {"text": "x" * 100_000} | {f"field{n}": "x" for n in range(500)})

    assert 4_000 < len(press.typed["text"]) < 5_000
    assert len(press.typed) <= 60


@pytest.mark.parametrize("verb", ["case.delete", "", "intake.start"])
async def test_a_verb_that_is_none_is_answered_in_a_sentence(verb: str) -> None:
    desk = Desk()
    case = a_case()
    await desk.house.has(case)

    with pytest.raises(CaseworkError, match="hilfe"):
        await desk.press(verb, case, TEAM_LEAD_A)


@pytest.mark.parametrize("verb", ["case.form", "file.fetch"])
async def test_a_button_that_says_not_what_for_is_not_read(verb: str) -> None:
    desk = Desk()
    case = a_case()
    await desk.house.has(case)

    with pytest.raises(UnreadablePress):
        await desk.press(verb, case, TEAM_LEAD_A)
