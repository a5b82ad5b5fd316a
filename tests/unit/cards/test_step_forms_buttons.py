"""Which buttons are in sight: six at most, the likeliest first, the others one press away."""

from dataclasses import replace

import pytest

from cards.card_rules import MAX_CHARACTERS, size_of
from cards.case import case_card
from cards.sample_views import HANDOVER_STEPS
from cards.step_forms.registry import FORMS
from cards.step_forms.registry import titles as named
from casework.part_views import DecisionView
from casework.views import CaseView, Step, Viewpoint
from tests.unit.cards.reading import pressed, titles
from tests.unit.cards.step_views import everything

MANY = (
    Step.TAKE_OVER,
    Step.INFORM_EMPLOYEES,
    Step.CLOSE,
    Step.WRITE_ANSWER,
    Step.SEND_INTERIM_NOTICE,
    Step.OPEN,
    Step.NOT_RESPONSIBLE,
    Step.TO_MANAGEMENT,
)
LONG = 'Sehr lange Worte über »alles« & „jedes“ "\\ ' * 200


def view(*steps: Step, viewpoint: Viewpoint = Viewpoint.TEAM_LEAD) -> CaseView:
    return everything(steps=steps, viewpoint=viewpoint, handover=None)


def pages(shown: CaseView) -> list[list[str]]:
    """Turn all pages as a person does."""
    card = case_card(shown)
    found = [titles(card)]
    while "Weitere Schritte" in [*titles(card), *titles(card, overflow=True)]:
        card = case_card(shown, page=pressed(card, "Weitere Schritte")["data"]["page"])
        found.append(titles(card))
    return found


def bare(title: str) -> str:
    return title.removesuffix(" …")


def test_up_to_six_steps_are_all_in_sight() -> None:
    assert [bare(title) for title in titles(case_card(view(*MANY[:6])))] == named(MANY[:6])


def test_of_more_steps_the_first_are_in_sight_with_the_case_itself_and_the_way_to_the_others() -> None:
    assert [bare(title) for title in titles(case_card(view(*MANY)))] == [
        "Übernehmen",
        "Beschäftigte informiert",
        "Abschließen",
        "Antwort erstellen",
        "Vorgang öffnen",
        "Weitere Schritte",
    ]
    assert titles(case_card(view(*MANY)), overflow=True) == ["Stand aktualisieren"]


def test_while_a_customer_waits_all_answers_are_in_sight_and_the_rest_is_in_the_overflow() -> None:
    steps = (*HANDOVER_STEPS[:1], Step.OPEN, *HANDOVER_STEPS[1:-1], Step.TAKE_OVER, Step.CLOSE)
    card = case_card(everything(steps=steps, viewpoint=Viewpoint.TEAM_LEAD))

    assert sorted(bare(title) for title in titles(card)) == sorted(named(HANDOVER_STEPS))
    assert titles(card, overflow=True) == ["Weitere Schritte", "Stand aktualisieren"]


def test_the_further_steps_take_the_place_of_the_first_and_there_is_a_way_back() -> None:
    card = case_card(view(*MANY), page=1)

    assert [bare(title) for title in titles(card)] == [
        "Zwischennachricht erfassen",
        "Nicht zuständig",
        "An Geschäftsleitung geben",
        "Zurück",
    ]
    assert pressed(card, "Zurück")["verb"] == "case.refresh"


@pytest.mark.parametrize("viewpoint", [Viewpoint.TEAM_LEAD, Viewpoint.MANAGEMENT, Viewpoint.BGF])
@pytest.mark.parametrize("count", [1, 6, 7, 10, 11, 14, 15, len(FORMS) + 1])
def test_every_step_is_on_one_page_and_no_page_has_more_than_six_buttons(
    count: int, viewpoint: Viewpoint
) -> None:
    steps = tuple(Step)[len(Step) - count :]
    shown = view(*steps, viewpoint=viewpoint)

    found = pages(shown)

    assert all(len(page) <= 6 for page in found)
    buttons = [bare(title) for page in found for title in page]
    assert sorted(title for title in buttons if title not in {"Weitere Schritte", "Zurück"}) == sorted(
        named(steps)
    )


def test_a_page_that_is_not_there_is_the_last_one() -> None:
    assert titles(case_card(view(*MANY), page=99)) == titles(case_card(view(*MANY), page=1))
    assert titles(case_card(view(*MANY[:3]), page=2)) == titles(case_card(view(*MANY[:3])))


def test_only_the_likeliest_step_stands_out() -> None:
    for page in (0, 1):
        actions = case_card(view(*MANY), page=page)["actions"]
        standing_out = [action["title"] for action in actions if action.get("style") == "positive"]
        assert standing_out == (["Übernehmen"] if page == 0 else [])


def test_where_somebody_else_works_on_it_nothing_stands_out() -> None:
    taken = replace(view(*MANY), holder_name="Sina Stellvertretung", mine=False)

    assert not [a for a in case_card(taken)["actions"] if a.get("style") == "positive"]


def test_a_form_for_which_there_is_no_room_is_unfolded_by_a_press() -> None:
    shown = view(
        Step.CORRECT, Step.CLOSE, Step.RECLASSIFY, Step.DECIDE_TALK, Step.OPEN, viewpoint=Viewpoint.BGF
    )
    by_press = [a for a in case_card(shown)["actions"] if a.get("verb") == "case.form"]

    assert by_press
    for action in by_press:
        assert action["title"].endswith(" …")
        assert action["associatedInputs"] == "none"
        assert titles(case_card(shown, unfolded=Step(action["data"]["step"])))[-1] == "Zurück"


@pytest.mark.parametrize("viewpoint", [Viewpoint.TEAM_LEAD, Viewpoint.MANAGEMENT, Viewpoint.BGF])
def test_the_largest_case_with_its_buttons_stays_below_the_limit(viewpoint: Viewpoint) -> None:
    shown = replace(
        view(*Step, viewpoint=viewpoint),
        subject=LONG[:80],
        agreed_with=LONG[:200],
        origin_detail=LONG[:200],
        follow_up_of=LONG[:200],
        revision_note=LONG[:1000],
        reopened_reason=LONG[:500],
        returned_reason=LONG[:500],
        transfer_reason=LONG[:500],
        decision=DecisionView(instruction=LONG[:1000]),
        missing=tuple(LONG[:120] for _ in range(5)),
    )
    first = tuple(step for step in Step if step is not Step.OPEN)
    for start in range(0, len(first), 5):
        card = case_card(replace(shown, steps=(*first[start : start + 5], Step.OPEN)))
        assert size_of(card) < MAX_CHARACTERS
