"""Every step of the procedure has its form, drawn so that everybody can use it."""

from dataclasses import replace

import pytest

from cards.card_rules import check, parts_of
from cards.case import case_card
from cards.elements import as_dict
from cards.step_buttons import NOT_TYPED, Typed, open_form, step_button
from cards.step_forms.registry import FORMS, title_of, titles
from casework.views import Step
from procedure.vocabulary import (
    Channel,
)
from tests.unit.cards.reading import fields_in_sight, words
from tests.unit.cards.step_answers import (
    ANSWERED,
    VIEW,
    WITH_FIELDS,
    by_id,
    drawn,
    inputs,
)
from tests.unit.cards.step_views import TEAM_A
from tests.unit.cards.test_samples_schema import mistakes


def test_every_step_has_a_form_or_only_opens_the_case() -> None:
    assert set(FORMS) == set(Step) - {Step.OPEN}
    assert all(form.step is step for step, form in FORMS.items())
    assert set(ANSWERED) == set(FORMS)


def test_all_titles_are_different_also_from_the_buttons_inside_the_forms() -> None:
    named = [*titles(list(Step)), *(FORMS[step].submit for step in WITH_FIELDS), "Weitere Schritte", "Zurück"]

    assert len(set(named)) == len(named)
    assert all(named)


def test_the_titles_are_the_offices_words() -> None:
    assert titles([Step.CONFIRM_RECEIPT, Step.INFORM_EMPLOYEES, Step.NOBODY_CONCERNED, Step.OPEN]) == [
        "Empfang bestätigen",
        "Beschäftigte informiert",
        "Niemand betroffen",
        "Vorgang öffnen",
    ]
    assert title_of(replace(VIEW, channel=Channel.TELEPHONE), Step.COME) == "Ich übernehme das Gespräch"


@pytest.mark.parametrize("step", sorted(FORMS))
def test_the_inputs_of_a_form_are_its_fields(step: Step) -> None:
    assert list(inputs(VIEW, step)) == list(FORMS[step].ids.values())


def test_no_two_forms_share_an_input() -> None:
    ids = [input_id for form in FORMS.values() for input_id in form.ids.values()]

    assert len(set(ids)) == len(ids)
    assert set(FORMS[Step.APPOINTMENT].ids.values()) == {"day", "time", "place"}


@pytest.mark.parametrize("step", WITH_FIELDS)
def test_every_form_is_valid_folded_and_unfolded_and_keeps_the_rules_of_cards(step: Step) -> None:
    view = replace(VIEW, steps=(step,), handover=None)
    folded = as_dict(step_button(view, step, NOT_TYPED, positive=False))
    card = case_card(view, unfolded=step)

    assert mistakes({"type": "AdaptiveCard", "version": "1.5", "actions": [folded]}) == []
    assert mistakes(folded["card"]) == []
    assert mistakes(card) == []
    assert fields_in_sight(card) == list(FORMS[step].ids.values())
    check(card)


@pytest.mark.parametrize("step", WITH_FIELDS)
def test_what_is_required_says_how_to_mend_it(step: Step) -> None:
    for part in inputs(VIEW, step).values():
        assert part["label"]
        if part.get("isRequired"):
            assert str(part["errorMessage"]).startswith("Bitte ")


def test_what_was_typed_stays_in_every_field() -> None:
    for step in WITH_FIELDS:
        form = FORMS[step]
        typed = by_id(form, ANSWERED[step][0])
        shown = inputs(VIEW, step, Typed(values=typed, problems={}))
        for input_id, value in typed.items():
            kept = shown[input_id].get("value", "")
            if shown[input_id]["type"] == "Input.ChoiceSet":
                assert set(str(kept).split(",")) == set(value.split(","))
            else:
                assert str(kept) == value.strip() or str(kept) == value


def test_a_field_that_was_emptied_is_not_filled_in_again() -> None:
    typed = Typed(values={"interim_send_until": "", "interim_send_reason": "x"}, problems={})

    assert "value" not in inputs(VIEW, Step.SEND_INTERIM_NOTICE, typed)["interim_send_until"]


def test_the_sentence_stands_right_above_its_field() -> None:
    typed = Typed(values={"case_close_outcome": ""}, problems={"case_close_way": "Bitte wählen Sie den Weg."})
    card = case_card(replace(VIEW, steps=(Step.CLOSE,)), problem=typed.problems, typed=typed.values)
    parts = [part for part in parts_of(card["body"]) if "text" in part or part["type"].startswith("Input.")]
    place = next(n for n, part in enumerate(parts) if "Bitte wählen Sie den Weg." in part.get("text", ""))

    assert parts[place + 1]["id"] == "case_close_way"
    assert "Das passt noch nicht: Bitte wählen Sie den Weg." in words(card)


def test_what_was_typed_far_too_long_is_cut_and_the_short_fields_stay() -> None:
    typed = {
        "case_correct_summary": '"' * 4_000,
        "case_correct_reason": "Verhört.",
        "case_correct_people": "3",
    }
    shown = inputs(VIEW, Step.CORRECT, Typed(values=typed, problems={}))

    assert 2_000 < len(str(shown["case_correct_summary"]["value"])) < 4_000
    assert shown["case_correct_reason"]["value"] == "Verhört."
    assert shown["case_correct_people"]["value"] == 3


def test_day_and_time_stand_side_by_side() -> None:
    form = as_dict(open_form(VIEW, Step.ARRANGE_APPOINTMENT, NOT_TYPED))

    columns = next(part for part in parts_of(form) if part["type"] == "ColumnSet")["columns"]
    assert [column["items"][0]["type"] for column in columns] == ["Input.Date", "Input.Time"]


def test_the_rule_stands_below_its_field() -> None:
    assert "steht so im Schreiben" in str(drawn(VIEW, Step.SEND_INTERIM_NOTICE)).replace("Das ", "")
    assert "Keine Namen von Beschäftigten, keine Gesundheitsdaten" in str(drawn(VIEW, Step.NOTE_FOR_TALK))
    assert TEAM_A in str(drawn(VIEW, Step.NOBODY_CONCERNED))
