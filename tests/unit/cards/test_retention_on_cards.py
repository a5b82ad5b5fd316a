"""Once a case is over, BGF and management read how long it is kept, and hold it or let it go (Art. 17)."""

from dataclasses import replace
from datetime import date

import pytest

from cards.case import case_card
from cards.retention_words import retention
from cards.sample_cases import answering, done
from cards.sample_views import NOW, for_bgf_later, for_management
from casework.part_views import EndingView, HoldView, RetentionView
from casework.views import CaseView, Step, Viewpoint
from procedure.vocabulary import CaseState, EndReason, HoldGround
from tests.unit.cards.reading import titles, words
from tests.unit.cards.step_answers import VIEW, inputs

LAWSUIT = HoldView(ground=HoldGround.LAWSUIT, since=date(2027, 2, 3), note="Az. 12 AS 1/27")
CHARGE = HoldView(ground=HoldGround.CRIMINAL_CHARGE, since=date(2027, 3, 4))
KEPT = RetentionView(anonymised_from=date(2029, 1, 1), to_place=tuple(HoldGround))
HELD = replace(
    KEPT,
    held=(LAWSUIT, CHARGE),
    to_place=(HoldGround.PETITION, HoldGround.RESTRICTION),
    to_lift=(HoldGround.LAWSUIT, HoldGround.CRIMINAL_CHARGE),
)


def offices(view: CaseView) -> tuple[CaseView, CaseView]:
    steps = view.steps
    return for_bgf_later(view, steps=steps), for_management(view, steps=steps)


def choices(view: CaseView, step: Step) -> list[str]:
    (found,) = [part for part in inputs(view, step).values() if part["type"] == "Input.ChoiceSet"]
    options = found["choices"]
    assert isinstance(options, list)
    return [option["title"] for option in options]


def test_both_offices_read_from_when_on_it_is_anonymised() -> None:
    for view in offices(done(retention=KEPT)):
        assert "Aufbewahrung: Wird ab 1. Januar 2029 anonymisiert" in words(case_card(view))


def test_what_stays_for_its_unchecked_file_says_so_and_no_day_as_if_it_were_certain() -> None:
    said = (
        "Aufbewahrung: Bleibt, bis die Ablage geprüft ist; danach Anonymisierung "
        "(frühestens ab 1. Januar 2029)"
    )
    for view in offices(done(retention=replace(KEPT, unfiled=True))):
        assert said in words(case_card(view))
        assert "Wird ab" not in words(case_card(view))


def test_a_merged_case_may_stay_for_the_one_that_goes_on() -> None:
    merged = EndingView(reason=EndReason.MERGED, ended_at=NOW, note="", target="KRM-2026-0007")
    view = answering(state=CaseState.ENDED, ending=merged, retention=KEPT)
    said = "Wird ab 1. Januar 2029 anonymisiert"
    waits = f"{said}; nicht, solange der fortgeführte Vorgang läuft oder gesperrt ist"
    assert retention(view) == ("Aufbewahrung", waits)
    alone = replace(view, ending=replace(merged, reason=EndReason.WITHDRAWN))
    assert retention(alone) == ("Aufbewahrung", said)


def test_both_offices_read_what_holds_it_instead() -> None:
    for view in offices(done(retention=HELD)):
        text = words(case_card(view))
        assert "Aufbewahrung: Gesperrt: Klage, Strafanzeige" in text
        assert "2029" not in text


def test_the_note_is_on_no_card_but_in_the_form_that_lifts() -> None:
    for view in offices(done(retention=HELD, steps=(Step.OPEN, Step.LIFT_HOLD))):
        assert "12 AS" not in words(case_card(replace(view, steps=(Step.OPEN,))))
        text = words(case_card(view, unfolded=Step.LIFT_HOLD))
        assert "Gesperrt: Klage, seit 3. Februar 2027: Az. 12 AS 1/27" in text
        assert "Gesperrt: Strafanzeige, seit 4. März 2027" in text


def test_while_it_runs_no_card_speaks_of_it() -> None:
    running = replace(HELD, anonymised_from=None)
    for view in offices(answering(retention=running)):
        assert retention(view) == ("Aufbewahrung", "")
        assert "Gesperrt" not in words(case_card(view))


@pytest.mark.parametrize("viewpoint", [Viewpoint.TEAM_LEAD, Viewpoint.DEPUTY, Viewpoint.REPORTER])
def test_nobody_else_reads_of_it(viewpoint: Viewpoint) -> None:
    text = words(case_card(done(viewpoint=viewpoint, retention=HELD)))
    assert "Aufbewahrung" not in text
    assert "Klage" not in text


def test_the_buttons_are_called_as_the_office_says() -> None:
    for view in offices(done(retention=HELD, steps=(Step.OPEN, Step.PLACE_HOLD, Step.LIFT_HOLD))):
        assert {"Aufbewahrung sperren …", "Sperre aufheben …"} <= set(titles(case_card(view)))


def test_only_grounds_that_come_into_question_are_offered() -> None:
    view = replace(VIEW, retention=HELD)
    assert choices(view, Step.PLACE_HOLD) == ["Petition", "Verarbeitung eingeschränkt"]
    assert choices(view, Step.LIFT_HOLD) == ["Klage", "Strafanzeige"]


def test_the_only_hold_is_chosen_already_of_several_none() -> None:
    one = replace(VIEW, retention=replace(HELD, held=(LAWSUIT,), to_lift=(HoldGround.LAWSUIT,)))
    assert inputs(one, Step.LIFT_HOLD)["case_release_ground"]["value"] == "klage"
    several = replace(VIEW, retention=HELD)
    assert "value" not in inputs(several, Step.LIFT_HOLD)["case_release_ground"]
