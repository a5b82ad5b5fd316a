"""Nothing typed is lost: a refused or late press brings the fresh card with the form open (3.3.1, 3.3.7)."""

from dataclasses import replace

import pytest

from cards.card_rules import MAX_CHARACTERS, size_of
from cards.variants import with_form
from casework.views import Step
from procedure.case import Case
from procedure.vocabulary import CaseState
from tests.support.builders import TEAM_LEAD_A, a_case
from tests.unit.cards.desk import Desk
from tests.unit.cards.reading import field, fields_in_sight, titles, words
from tests.unit.cards.step_views import everything

STALE = "Diese Karte ist nicht mehr aktuell. Hier ist der neue Stand."
INTERIM = {
    "interim_send_until": "2026-12-24",
    "interim_send_reason": "Die Akte fehlt.",
    "interim_send_sent_on": "2026-12-03",
    "interim_send_way": "e_mail",
}


@pytest.fixture
async def desk() -> Desk:
    return Desk()


@pytest.fixture
async def case(desk: Desk) -> Case:
    kept = replace(a_case(), handover=None, state=CaseState.IN_PROGRESS_TEAM, holder=TEAM_LEAD_A, version=2)
    await desk.house.has(replace(kept, version=1))
    async with desk.house.units() as unit:
        await unit.cases.save(kept)
        await unit.commit()
    return kept


def shown(card: object, *names: str) -> list[str]:
    return [str(field(card, name).get("value", "")) for name in names]  # type: ignore[arg-type] # JSON


async def test_a_mistake_is_told_at_its_field_and_every_other_field_keeps_its_value(
    desk: Desk, case: Case
) -> None:
    card = await desk.press(
        "interim.send", case, TEAM_LEAD_A, **INTERIM | {"interim_send_until": "2026-12-03"}
    )

    assert fields_in_sight(card) == list(INTERIM)
    assert shown(card, *INTERIM) == ["2026-12-03", "Die Akte fehlt.", "2026-12-03", "e_mail"]
    assert "Das passt noch nicht: " in words(card)
    assert titles(card) == ["Schreiben erstellen und erfassen", "Zurück"]
    assert desk.stored(case) == case


async def test_a_missing_answer_is_asked_for_without_asking_the_rules(desk: Desk, case: Case) -> None:
    card = await desk.press("interim.send", case, TEAM_LEAD_A, **INTERIM | {"interim_send_reason": " "})

    assert "Das passt noch nicht: Bitte nennen Sie den Grund." in words(card)
    assert shown(card, "interim_send_until") == ["2026-12-24"]


async def test_a_choice_that_is_none_is_asked_again(desk: Desk, case: Case) -> None:
    card = await desk.press("interim.send", case, TEAM_LEAD_A, **INTERIM | {"interim_send_way": "taube"})

    assert "Das passt noch nicht: Bitte wählen Sie eine der angebotenen Möglichkeiten." in words(card)
    assert "value" not in field(card, "interim_send_way")


async def test_a_press_on_an_older_card_brings_the_new_state_and_what_was_typed(
    desk: Desk, case: Case
) -> None:
    card = await desk.press("interim.send", case, TEAM_LEAD_A, version=1, **INTERIM)

    assert words(card).startswith(f"{STALE} Ihre Eingaben stehen unten.")
    assert shown(card, *INTERIM) == list(INTERIM.values())
    assert desk.stored(case) == case
    assert desk.house.writer.written == 0


async def test_from_there_the_next_press_counts(desk: Desk, case: Case) -> None:
    late = await desk.press("interim.send", case, TEAM_LEAD_A, version=1, **INTERIM)

    await desk.clicks(late, "Schreiben erstellen und erfassen", TEAM_LEAD_A, **INTERIM)

    assert [notice.reason for notice in desk.stored(case).interim_notices] == ["Die Akte fehlt."]


async def test_a_late_press_without_a_form_gets_the_new_state_alone(desk: Desk, case: Case) -> None:
    card = await desk.press("case.take_over", case, TEAM_LEAD_A, version=1)

    assert words(card).startswith(f"{STALE}\n")
    assert fields_in_sight(card) == []


async def test_a_step_that_is_not_possible_any_more_opens_no_form(desk: Desk, case: Case) -> None:
    card = await desk.press("handover.callback", case, TEAM_LEAD_A, callback="heute")

    assert words(card).startswith("Die Übergabe ist schon beantwortet.")
    assert fields_in_sight(card) == []


async def test_a_letter_that_cannot_be_made_keeps_what_was_typed(desk: Desk, case: Case) -> None:
    desk.house.writer.fails = True

    card = await desk.press("interim.send", case, TEAM_LEAD_A, **INTERIM)

    assert words(card).startswith("Die Vorlage hat keinen Platz für das Zeichen. Ihre Eingaben stehen unten.")
    assert shown(card, *INTERIM) == list(INTERIM.values())
    assert desk.stored(case) == case


async def test_a_name_of_an_employee_in_a_letter_is_refused_with_the_text_kept(
    desk: Desk, case: Case
) -> None:
    typed = INTERIM | {"interim_send_reason": "Herr Teamleiter ist krank."}

    card = await desk.press("interim.send", case, TEAM_LEAD_A, **typed)

    assert words(card).startswith("Bitte nennen Sie im Schreiben keine Namen von Beschäftigten.")
    assert shown(card, "interim_send_reason") == ["Herr Teamleiter ist krank."]


def test_a_case_that_leaves_no_room_gives_way_to_the_form(monkeypatch: pytest.MonkeyPatch) -> None:
    view = everything(steps=(Step.CORRECT, Step.OPEN))
    room = size_of(with_form(view, Step.CORRECT)) - 1
    monkeypatch.setattr("cards.card_rules.MAX_CHARACTERS", room)

    card = with_form(view, Step.CORRECT, notice=STALE, typed={"case_correct_reason": "Verhört."})

    assert words(card).startswith(f"{STALE}\n{view.number}\nAngaben berichtigen")
    assert shown(card, "case_correct_reason") == ["Verhört."]
    assert titles(card) == ["Berichtigung festhalten", "Zurück"]


async def test_the_longest_text_comes_back_on_a_card_that_arrives(desk: Desk, case: Case) -> None:
    typed = {"case_correct_summary": '"\\' * 2_000, "case_correct_customer_name": "Kira Kundin"}

    card = await desk.press("case.correct", case, TEAM_LEAD_A, **typed)

    assert size_of(card) < MAX_CHARACTERS
    assert "Das passt noch nicht: Bitte nennen Sie den Grund." in words(card)
    assert shown(card, "case_correct_customer_name") == ["Kira Kundin"]
    assert len(shown(card, "case_correct_summary")[0]) > 2_000


async def test_another_answer_to_a_form_that_was_sent_before_is_not_taken_for_the_first(
    desk: Desk, case: Case
) -> None:
    await desk.press("interim.send", case, TEAM_LEAD_A, **INTERIM)
    again = await desk.press("interim.send", case, TEAM_LEAD_A, **INTERIM)
    assert STALE not in words(again)
    other = INTERIM | {"interim_send_until": "2026-12-29", "interim_send_reason": "Der Bericht fehlt."}
    card = await desk.press("interim.send", case, TEAM_LEAD_A, **other)

    assert STALE in words(card)
    assert shown(card, *INTERIM) == ["2026-12-29", "Der Bericht fehlt.", "2026-12-03", "e_mail"]
    assert len(desk.stored(case).interim_notices) == 1
