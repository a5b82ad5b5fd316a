"""An answer to a form becomes the step, or is refused at its field in one sentence."""

from itertools import pairwise

import pytest

from cards.step_forms.fields import ChoiceField, DayField, NumberField, TextField, TimeField
from cards.step_forms.registry import FORMS
from casework.views import Step
from procedure import steps
from procedure.errors import IncompleteReaction
from tests.unit.cards.step_answers import ANSWERED, RULEBOOK, VIEW, WITH_FIELDS, by_id, inputs


def refused(step: Step, answers: dict[str, str]) -> IncompleteReaction:
    form = FORMS[step]
    with pytest.raises(IncompleteReaction) as refusal:
        form.wish(by_id(form, answers), RULEBOOK)
    return refusal.value


@pytest.mark.parametrize("step", sorted(FORMS))
def test_a_good_answer_becomes_the_step(step: Step) -> None:
    answers, wanted = ANSWERED[step]

    assert FORMS[step].wish(by_id(FORMS[step], answers), RULEBOOK) == wanted


@pytest.mark.parametrize(
    ("step", "name"),
    [(step, field.name) for step in WITH_FIELDS for field in FORMS[step].fields if field.missing],
)
def test_a_missing_answer_is_refused_at_its_field_in_a_sentence(step: Step, name: str) -> None:
    refusal = refused(step, ANSWERED[step][0] | {name: " "})

    assert refusal.field == name
    assert str(refusal).startswith("Bitte ")
    assert FORMS[step].problem(refusal) == {FORMS[step].ids[name]: str(refusal)}


@pytest.mark.parametrize(
    ("step", "name"),
    [
        (step, field.name)
        for step in WITH_FIELDS
        for field in FORMS[step].fields
        if isinstance(field, ChoiceField) and field.name not in {"team", "teams"}
    ],
)
def test_a_choice_that_is_none_is_refused_at_its_field(step: Step, name: str) -> None:
    refusal = refused(step, ANSWERED[step][0] | {name: "erfunden"})

    assert (refusal.field, str(refusal)) == (name, "Bitte wählen Sie eine der angebotenen Möglichkeiten.")


@pytest.mark.parametrize(
    ("step", "name"),
    [(step, f.name) for step in WITH_FIELDS for f in FORMS[step].fields if isinstance(f, DayField)],
)
@pytest.mark.parametrize("typed", ["übermorgen", "2026-02-30", "20261119", "2026-W47-1", "19.11.2026"])
def test_a_day_that_is_none_is_refused_at_its_field(step: Step, name: str, typed: str) -> None:
    refusal = refused(step, ANSWERED[step][0] | {name: typed})

    assert refusal.field == name
    assert str(refusal).startswith("Bitte wählen Sie ")


@pytest.mark.parametrize(
    ("step", "name"),
    [(step, f.name) for step in WITH_FIELDS for f in FORMS[step].fields if isinstance(f, TimeField)],
)
@pytest.mark.parametrize("typed", ["25:00", "neun Uhr", "09:00+02:00", ""])
def test_a_time_that_is_none_is_refused_at_its_field(step: Step, name: str, typed: str) -> None:
    refusal = refused(step, ANSWERED[step][0] | {name: typed})

    assert refusal.field == name
    assert "Uhrzeit" in str(refusal)


@pytest.mark.parametrize(
    ("step", "name"),
    [(step, f.name) for step in WITH_FIELDS for f in FORMS[step].fields if isinstance(f, TextField)],
)
def test_a_text_that_is_too_long_is_refused_with_the_limit(step: Step, name: str) -> None:
    field = next(f for f in FORMS[step].fields if f.name == name)
    assert isinstance(field, TextField)

    refusal = refused(step, ANSWERED[step][0] | {name: "x" * (field.limit + 1)})

    assert refusal.field == name
    assert str(field.limit) in str(refusal)
    assert inputs(VIEW, step)[FORMS[step].ids[name]]["maxLength"] == field.limit


@pytest.mark.parametrize(
    ("step", "name"),
    [(step, f.name) for step in WITH_FIELDS for f in FORMS[step].fields if isinstance(f, NumberField)],
)
@pytest.mark.parametrize("typed", ["-1", "10000", "2,5", "viele", "²"])
def test_a_number_out_of_bounds_is_refused_with_the_bounds(step: Step, name: str, typed: str) -> None:
    refusal = refused(step, ANSWERED[step][0] | {name: typed})

    assert refusal.field == name
    assert str(refusal).startswith("Bitte geben Sie eine ganze Zahl von ")


def test_a_number_may_come_as_some_clients_send_it() -> None:
    form = FORMS[Step.INFORM_EMPLOYEES]

    wish = form.wish(by_id(form, ANSWERED[Step.INFORM_EMPLOYEES][0] | {"count": "2.0"}), RULEBOOK)

    assert isinstance(wish, steps.InformEmployees)
    assert wish.count == 2


@pytest.mark.parametrize(
    "step", sorted(s for s in WITH_FIELDS if any(isinstance(f, TimeField) for f in FORMS[s].fields))
)
@pytest.mark.parametrize(("day", "time"), [("0001-01-01", "00:00"), ("9999-12-31", "23:59")])
def test_the_first_and_the_last_day_of_all_are_read_without_an_error(step: Step, day: str, time: str) -> None:
    before, clock = next(
        (one, two) for one, two in pairwise(FORMS[step].fields) if isinstance(two, TimeField)
    )
    answers = ANSWERED[step][0] | {before.name: day, clock.name: time}
    if day == "0001-01-01":
        assert refused(step, answers).field == before.name
    else:
        assert FORMS[step].wish(by_id(FORMS[step], answers), RULEBOOK)


def test_an_hour_that_the_clocks_skip_is_asked_again() -> None:
    refusal = refused(Step.ARRANGE_APPOINTMENT, {"day": "2027-03-28", "time": "02:30", "place": ""})

    assert refusal.field == "time"


def test_a_correction_that_corrects_nothing_is_refused() -> None:
    refusal = refused(Step.CORRECT, {"reason": "Verhört.", "customer_name": "  "})

    assert str(refusal) == "Bitte tragen Sie mindestens eine richtige Angabe ein."


def test_a_team_with_a_key_of_any_length_is_no_team() -> None:
    assert refused(Step.NOBODY_CONCERNED, {"team": "x" * 65}).field == "team"


def test_what_the_rules_call_otherwise_is_told_at_the_field_people_see() -> None:
    sentence = "Bitte wählen Sie einen Zeitpunkt, der noch kommt."
    error = IncompleteReaction("appointment_at", sentence)

    assert FORMS[Step.DECIDE_TALK].problem(error) == {"talk_decide_day": sentence}
    assert FORMS[Step.DECIDE_TALK].problem(IncompleteReaction("elsewhere", "x")) == {}
