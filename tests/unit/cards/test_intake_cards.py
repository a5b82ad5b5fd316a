"""The steps of the conversation as cards: every kind of question, what was typed, what stays afterwards."""

from dataclasses import replace
from typing import Any

import pytest

from cards import sample_forms as forms
from cards.forms import Field, FormView, InputKind, Option
from cards.intake import form_card, replaced_card, summary_card
from cards.welcome import draft_offer_card, help_card, welcome_card
from tests.unit.cards.reading import field, fields_in_sight, pressed, titles, words

DRAFT = {"draft": forms.DRAFT}


def a_form(*fields: Field, **overrides: Any) -> FormView:  # noqa: ANN401 - any field of the value
    values: dict[str, Any] = {
        "draft_id": forms.DRAFT,
        "turn": 3,
        "progress": "Schritt 2 von 5",
        "title": "Worum geht es?",
        "fields": fields,
    }
    return FormView(**(values | overrides))


def a_field(kind: InputKind, **overrides: Any) -> Field:  # noqa: ANN401 - any field of the value
    values: dict[str, Any] = {
        "id": "frage",
        "kind": kind,
        "label": "Frage",
        "error": "Bitte antworten Sie.",
        "options": (Option(value="a", title="Eins"), Option(value="b", title="Zwei")),
    }
    return Field(**(values | overrides))


def test_one_question_with_few_options_is_one_button_each_and_needs_no_next() -> None:
    card = form_card(forms.channel_step())

    assert titles(card) == ["Persönlich", "Telefonisch", "Brief oder Fax", "E-Mail oder online", "Abbrechen"]
    press = pressed(card, "Telefonisch")
    assert press["verb"] == "intake.next"
    assert press["data"] == {**DRAFT, "turn": 0, "values": {"channel": "telefonisch"}}


def test_a_button_question_is_asked_once_by_its_heading() -> None:
    card = form_card(a_form(a_field(InputKind.BUTTONS, label="Eingangsweg")))

    assert words(card) == "Worum geht es?\nSchritt 2 von 5"


def test_more_than_six_options_become_a_list_with_all_in_sight() -> None:
    card = form_card(forms.kind_step())

    assert field(card, "team")["style"] == "expanded"
    assert titles(card) == ["Weiter", "Zurück", "Abbrechen"]


def test_six_options_are_still_buttons() -> None:
    options = tuple(Option(value=str(n), title=f"Wahl {n}") for n in range(6))

    card = form_card(a_form(a_field(InputKind.BUTTONS, options=options)))

    assert titles(card)[:6] == [f"Wahl {n}" for n in range(6)]
    assert titles(card)[6:] == ["Zurück", "Abbrechen"]


def test_a_button_question_among_others_becomes_a_list() -> None:
    card = form_card(a_form(a_field(InputKind.BUTTONS), a_field(InputKind.TEXT, id="text")))

    assert fields_in_sight(card) == ["frage", "text"]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (InputKind.CHOICE, {"type": "Input.ChoiceSet", "style": "compact"}),
        (InputKind.RADIO, {"type": "Input.ChoiceSet", "style": "expanded"}),
        (InputKind.MULTI, {"type": "Input.ChoiceSet", "style": "expanded", "isMultiSelect": True}),
        (InputKind.TEXT, {"type": "Input.Text"}),
        (InputKind.LONG_TEXT, {"type": "Input.Text", "isMultiline": True}),
        (InputKind.DATE, {"type": "Input.Date"}),
        (InputKind.TIME, {"type": "Input.Time"}),
    ],
)
def test_every_kind_of_field_has_its_input(kind: InputKind, expected: dict[str, Any]) -> None:
    drawn = field(form_card(a_form(a_field(kind))), "frage")

    assert expected.items() <= drawn.items()
    assert drawn["label"] == "Frage"
    assert drawn["isRequired"] is True
    assert drawn["errorMessage"] == "Bitte antworten Sie."


def test_next_back_and_cancel_carry_draft_and_turn_and_leaving_ignores_the_form() -> None:
    card = form_card(forms.concern_step())

    for title, verb in {
        "Weiter": "intake.next",
        "Zurück": "intake.back",
        "Abbrechen": "intake.cancel",
    }.items():
        assert pressed(card, title)["verb"] == verb
        assert pressed(card, title)["data"] == {**DRAFT, "turn": 2}
    assert "associatedInputs" not in pressed(card, "Weiter")
    assert pressed(card, "Zurück")["associatedInputs"] == "none"
    assert pressed(card, "Abbrechen")["associatedInputs"] == "none"


def test_the_first_step_cannot_go_back() -> None:
    assert "Zurück" not in titles(form_card(forms.channel_step()))


def test_a_form_with_texts_says_where_they_go() -> None:
    assert "Diese Angaben lesen nur die zuständigen Stellen." in words(form_card(forms.concern_step()))
    assert "lesen nur" not in words(form_card(forms.kind_step()))


def test_what_was_typed_comes_back_and_the_problem_stands_right_above_its_field() -> None:
    card = form_card(forms.concern_step_again())

    assert field(card, "teams")["value"] == "leistung-a"
    assert field(card, "summary")["value"] == "Bescheid <b>dringend</b> 😟 seit 7 Wochen offen"
    for container in card["body"]:
        ids = [item.get("id") for item in container.get("items", [])]
        if "concerns" in ids:
            assert container["items"][0]["text"] == "Das passt noch nicht: Es ist noch kein Anliegen gewählt."
            assert container["items"][0]["color"] == "attention"


def test_a_problem_of_a_button_question_stands_above_its_buttons() -> None:
    card = form_card(a_form(a_field(InputKind.BUTTONS, problem="Das kenne ich nicht.")))

    kinds = [part["type"] for part in card["body"]]
    assert words(card).endswith("Das passt noch nicht: Das kenne ich nicht.")
    assert kinds[-1] == "ActionSet"


def test_only_values_that_an_input_can_show_are_sent_back() -> None:
    card = form_card(
        a_form(
            a_field(InputKind.MULTI, id="arten", value="a,c,b"),
            a_field(InputKind.CHOICE, id="team", value="fremd"),
            a_field(InputKind.DATE, id="tag", value="gestern"),
            a_field(InputKind.TIME, id="zeit", value="9 Uhr"),
            a_field(InputKind.TEXT, id="kurz", value="zu lang", max_length=2),
        )
    )

    assert field(card, "arten")["value"] == "a,b"
    assert not {"team", "tag", "zeit"} & {p for p in fields_in_sight(card) if "value" in field(card, p)}
    assert field(card, "kurz")["value"] == "zu"


def test_a_flood_of_text_still_makes_a_card() -> None:
    flood = '"\\😟' * 40_000

    card = form_card(a_form(*(a_field(InputKind.LONG_TEXT, id=f"f{n}", value=flood) for n in range(5))))

    assert all(field(card, f"f{n}")["value"] for n in range(5))
    facts = tuple((f"Angabe {n}", flood) for n in range(12))
    assert summary_card(replace(forms.summary(), facts=facts))["type"] == "AdaptiveCard"


def test_an_address_too_wide_for_a_phone_stands_on_a_line_of_its_own_in_its_place() -> None:
    contact = "Karla Kundin, karla_kundin@example.org"
    facts = (("Team", "Leistung A"), ("Kundin/Kunde", contact), ("Kundin/Kunde jetzt", "wartet auf Antwort"))

    summary = words(summary_card(replace(forms.summary(), facts=facts)))

    assert f"Team: Leistung A\nKundin/Kunde\n{contact}\nKundin/Kunde jetzt: wartet auf Antwort" in summary


def test_a_text_as_long_as_a_draft_may_hold_is_shown_and_sent_back_whole() -> None:
    text = "Bescheid offen. " * 250
    facts = (("Text", text), ("Kontakt", "x" * 200), *((f"Angabe {n}", "y " * 75) for n in range(6)))

    summary = summary_card(replace(forms.summary(), facts=facts))
    form = form_card(a_form(a_field(InputKind.LONG_TEXT, value=text, max_length=4000)))

    assert text.strip() in words(summary)
    assert f"Kontakt\n{'x' * 200}" in words(summary)
    assert "Angabe 5: " + ("y " * 75).strip() in words(summary)
    assert field(form, "frage")["value"] == text


def test_a_required_field_always_has_a_remedy() -> None:
    card = form_card(a_form(a_field(InputKind.TEXT, error="")))

    assert field(card, "frage")["errorMessage"] == "Bitte füllen Sie dieses Feld aus."


def test_danger_is_the_first_sentence_of_all() -> None:
    card = form_card(forms.danger_step())

    assert words(card).startswith(forms.DANGER)
    assert card["body"][0]["style"] == "attention"
    assert card["speak"].startswith(forms.DANGER)


def test_the_summary_shows_the_facts_and_what_follows_before_anything_is_stored() -> None:
    card = summary_card(forms.summary())

    assert words(card).startswith("Stimmt das so?\nSchritt 5 von 5\nWeg: persönlich")
    assert "Die Reaktion muss erfasst werden, weil Sie nicht sofort helfen konnten." in words(card)
    assert "Gespeichert wird erst, wenn Sie „Erfassen“ drücken." in words(card)
    assert titles(card) == ["Erfassen", "Zurück", "Abbrechen"]
    assert pressed(card, "Erfassen")["verb"] == "intake.confirm"
    assert pressed(card, "Erfassen")["data"] == {**DRAFT, "turn": 5}


def test_what_nobody_has_to_record_can_be_discarded() -> None:
    card = summary_card(forms.voluntary_summary())

    assert titles(card) == ["Freiwillig erfassen", "Nicht erfassen", "Zurück", "Abbrechen"]
    assert pressed(card, "Nicht erfassen")["verb"] == "intake.discard"


def test_an_answered_form_leaves_nothing_but_one_sentence() -> None:
    card = replaced_card("Beantwortet: Worum geht es?")

    assert words(card) == "Beantwortet: Worum geht es?"
    assert titles(card) == []


def test_the_welcome_offers_the_intake_and_names_the_alarm_first() -> None:
    card = welcome_card("Erika")

    assert words(card).startswith("Guten Tag Erika")
    assert "110 oder 112" in words(card)
    assert pressed(card, "Reaktion aufnehmen")["verb"] == "intake.start"
    assert words(welcome_card("")).startswith("Guten Tag\n")


def test_help_names_every_word_that_always_works() -> None:
    text = words(help_card())

    assert all(f"{word}: " in text for word in ("neu", "zurück", "abbrechen", "hilfe"))


def test_an_interrupted_draft_can_be_continued_or_discarded() -> None:
    card = draft_offer_card(draft_id=forms.DRAFT, turn=2)

    assert pressed(card, "Weitermachen")["verb"] == "intake.resume"
    assert pressed(card, "Verwerfen")["verb"] == "intake.cancel"
    assert pressed(card, "Weitermachen")["data"] == {**DRAFT, "turn": 2}
