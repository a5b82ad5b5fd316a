"""A pressed button becomes a step, once, and its answer is the card as it stands then."""

from dataclasses import replace

import pytest

from casework.errors import CaseNotFound
from casework.ports import UnitOfWork
from procedure.case import Case
from procedure.vocabulary import CaseState, Channel, DecisionState, HandoverAnswer
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    EMPLOYEE,
    FRONT_DESK,
    MANAGEMENT,
    TEAM_A,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    a_case,
    a_reaction,
)
from tests.unit.cards.desk import Desk
from tests.unit.cards.reading import fields_in_sight, pressed, titles, words


@pytest.fixture
async def desk() -> Desk:
    return Desk()


@pytest.fixture
async def case(desk: Desk) -> Case:
    kept = a_case()
    await desk.house.has(kept)
    return kept


async def a_taken_case(desk: Desk) -> Case:
    kept = replace(a_case(), handover=None, state=CaseState.IN_PROGRESS_TEAM, holder=TEAM_LEAD_A)
    await desk.house.has(kept)
    return kept


async def test_a_press_takes_the_step_and_shows_what_follows(desk: Desk, case: Case) -> None:
    card = await desk.clicks(await desk.sees(case, TEAM_LEAD_A), "Ich komme", TEAM_LEAD_A)

    handover = desk.stored(case).handover
    assert handover is not None
    assert handover.answer is HandoverAnswer.COME
    assert "geantwortet: Ich komme." in words(card)


async def test_the_same_press_again_is_the_same_answer(desk: Desk, case: Case) -> None:
    first = await desk.press("handover.come", case, TEAM_LEAD_A)
    again = await desk.press("handover.come", case, TEAM_LEAD_A)

    assert again == first
    assert desk.stored(case).version == 2


async def test_what_is_typed_goes_with_the_press(desk: Desk, case: Case) -> None:
    await desk.clicks(
        await desk.sees(case, TEAM_LEAD_A), "Rückruf mitteilen", TEAM_LEAD_A, callback="heute bis 15 Uhr"
    )

    handover = desk.stored(case).handover
    assert handover is not None
    assert handover.callback == "heute bis 15 Uhr"


async def test_a_press_loads_and_commits_once(desk: Desk, case: Case) -> None:
    opened: list[bool] = []

    def counting(*, reads_only: bool = False) -> UnitOfWork:
        opened.append(reads_only)
        return desk.house.units(reads_only=reads_only)

    actions = replace(desk.actions, units=counting)
    data = {"case": str(case.id), "version": case.version}

    card = await actions.press("handover.come", data, TEAM_LEAD_A, desk.house.now)

    assert "geantwortet: Ich komme." in words(card)
    assert opened == [False]


async def test_all_verbs_of_case_cards_are_known_and_no_others(desk: Desk) -> None:
    known = ("case.open", "case.refresh", "case.more", "case.form", "file.fetch", "gl.sign")

    assert all(desk.actions.knows(verb) for verb in known)
    assert not any(desk.actions.knows(verb) for verb in ("intake.start", "help", "", "case.delete"))


async def test_to_a_stranger_no_button_says_that_the_case_exists(desk: Desk, case: Case) -> None:
    for verb in ("case.refresh", "case.open", "case.more", "case.form", "handover.come", "case.close"):
        for stranger in (EMPLOYEE, TEAM_LEAD_B):
            with pytest.raises(CaseNotFound):
                await desk.press(verb, case, stranger, step="case.close")
    with pytest.raises(CaseNotFound):
        await desk.press("file.fetch", case, EMPLOYEE, document="x")


async def test_a_forged_press_is_refused_in_a_sentence_and_changes_nothing(desk: Desk, case: Case) -> None:
    card = await desk.press(
        "interim.send",
        case,
        BGF,
        interim_send_until="2026-12-24",
        interim_send_reason="Die Akte fehlt.",
        interim_send_sent_on="2026-12-03",
        interim_send_way="brief",
    )

    assert words(card).startswith("Zwischennachrichten schreibt die federführende Stelle.")
    assert fields_in_sight(card) == []
    assert desk.stored(case) == case


async def test_the_reporting_person_cannot_answer_for_the_teamleitung(desk: Desk, case: Case) -> None:
    card = await desk.press("handover.come", case, FRONT_DESK)

    assert "Berechtigung" in words(card)
    assert desk.stored(case) == case


async def test_further_steps_are_pages_of_the_same_card(desk: Desk) -> None:
    case = await a_taken_case(desk)
    first = await desk.sees(case, TEAM_LEAD_A)
    second = await desk.clicks(first, "Weitere Schritte", TEAM_LEAD_A)

    assert titles(first)[-1] == "Weitere Schritte"
    assert titles(second)[-1] == "Zurück"
    assert not set(titles(first)[:-1]) & set(titles(second))
    assert words(second) == words(first)
    assert await desk.clicks(second, "Zurück", TEAM_LEAD_A) == first


async def test_a_form_opens_on_the_card_with_what_is_filled_in(desk: Desk) -> None:
    case = await a_taken_case(desk)

    card = await desk.press("case.form", case, TEAM_LEAD_A, step="case.reclassify")

    assert "case_reclassify_reason" in fields_in_sight(card)
    assert titles(card) == ["Änderung festhalten", "Zurück"]
    assert desk.stored(case) == case


async def test_a_form_that_is_not_offered_any_more_is_not_opened(desk: Desk) -> None:
    case = await a_taken_case(desk)

    card = await desk.press("case.form", case, TEAM_LEAD_A, step="gl.decide")

    assert words(card).startswith("Dieser Schritt ist im jetzigen Stand nicht möglich.")
    assert fields_in_sight(card) == []


async def test_whoever_gave_a_case_away_keeps_no_card_of_it(desk: Desk) -> None:
    case = await a_taken_case(desk)

    card = await desk.press(
        "case.reclassify",
        case,
        TEAM_LEAD_A,
        case_reclassify_concerns="fachliche_beschwerde",
        case_reclassify_teams="leistung-b",
        case_reclassify_reason="Die Akte liegt bei Leistung B.",
    )

    assert desk.stored(case).reaction.teams == ("leistung-b",)
    assert words(card) == f"{case.number} liegt nicht mehr bei Ihnen."
    assert titles(card) == []


async def test_one_press_for_one_of_several_teams(desk: Desk) -> None:
    reaction = a_reaction(teams=(TEAM_A,))
    case = replace(a_case(reaction=reaction), handover=None)
    await desk.house.has(case)

    card = await desk.press("case.take_over", case, DEPUTY_A)

    assert desk.stored(case).holder == DEPUTY_A
    assert "i. V." in words(card)


async def test_a_decision_of_the_management_is_taken_from_its_card(desk: Desk) -> None:
    reaction = a_reaction(channel=Channel.WRITTEN, parting=None, referred_to_team_lead=False)
    case = replace(a_case(reaction=reaction), decision_state=DecisionState.OPEN)
    await desk.house.has(case)

    await desk.press(
        "gl.decide",
        case,
        MANAGEMENT,
        gl_decide_lead="team",
        gl_decide_instruction="Bitte anrufen.",
        gl_decide_final_signature=True,
    )

    decision = desk.stored(case).decision
    assert decision is not None
    assert (decision.instruction, decision.final_signature) == ("Bitte anrufen.", True)


async def test_opening_shows_the_text_and_is_on_record(desk: Desk, case: Case) -> None:
    card = await desk.press("case.open", case, BGF)

    assert case.reaction.summary in words(card)
    assert [entry.event for entry in desk.house.units.audit_entries] == ["FullTextOpened"]
    assert pressed(card, "Karte wieder schließen")["verb"] == "case.refresh"
