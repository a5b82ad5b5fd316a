"""The grammar of every sample: readable, speakable, usable by keyboard and without seeing colours."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from cards.card_rules import MAX_CHARACTERS, parts_of, size_of
from cards.samples import samples
from cards.verbs import CASE_FORM
from casework.views import Step

SAMPLES = samples()
every_sample = pytest.mark.parametrize("name", sorted(SAMPLES))
LETTERS = re.compile(r"[^\W\d_]{2,}")


def parts(name: str, *kinds: str) -> Iterator[Mapping[str, Any]]:
    return (part for part in parts_of(SAMPLES[name]) if part["type"].startswith(kinds))


def words_in(part: Mapping[str, Any]) -> str:
    return json.dumps(part, ensure_ascii=False)


@every_sample
def test_it_is_in_german_and_has_words_for_ear_and_message_list(name: str) -> None:
    card = SAMPLES[name]

    assert card["lang"] == "de"
    assert LETTERS.search(card["speak"])
    assert LETTERS.search(card["fallbackText"])
    assert size_of(card) <= MAX_CHARACTERS * 3 // 4


@every_sample
def test_it_starts_with_a_heading_and_every_text_wraps(name: str) -> None:
    texts = list(parts(name, "TextBlock"))

    assert texts[0]["style"] == "heading"
    assert all(text["wrap"] is True for text in texts)
    assert all(text["text"].strip() for text in texts)


@every_sample
def test_every_input_has_a_label_and_a_remedy(name: str) -> None:
    for field in parts(name, "Input."):
        assert LETTERS.search(field["label"])
        assert not field.get("isRequired") or field["errorMessage"].startswith("Bitte")
        if name.startswith(("form_", "summary", "handover", "file_")):
            assert field.get("isRequired") or "freiwillig" in field["label"]


@every_sample
def test_no_colour_stands_without_words(name: str) -> None:
    for part in parts(name, "TextBlock", "Container", "Column"):
        if part.get("color", "default") != "default" or part.get("style") in {"attention", "good", "warning"}:
            assert LETTERS.search(words_in(part))
            assert "✓" not in part.get("text", "")


@every_sample
def test_done_and_open_are_told_by_sign_and_words(name: str) -> None:
    for column_set in parts(name, "ColumnSet"):
        columns = [column["items"] for column in column_set["columns"]]
        if columns[0][0].get("text", "").startswith("✓"):
            assert len(columns) <= 4
            assert all(LETTERS.search(items[1]["text"]) for items in columns)


@every_sample
def test_button_titles_are_unique_short_and_say_when_a_form_follows(name: str) -> None:
    actions = [a for part in parts_of(SAMPLES[name]) for a in part.get("actions", [])]
    titles = [action["title"] for action in actions]

    assert len(set(titles)) == len(titles)
    assert all(len(title) <= 40 for title in titles)
    for action in actions:
        unfolds = action["type"] == "Action.ShowCard" or action.get("verb") == CASE_FORM
        assert action["title"].endswith(" …") is unfolds or action["type"] == "Action.Submit"


@every_sample
def test_at_most_one_button_is_positive_and_it_comes_first(name: str) -> None:
    for part in parts_of(SAMPLES[name]):
        styles = [action.get("style") for action in part.get("actions", [])]
        assert "positive" not in styles[1:]


@every_sample
def test_every_press_has_an_equal_for_old_clients(name: str) -> None:
    for press in parts(name, "Action.Execute"):
        submit = press["fallback"]
        assert submit["type"] == "Action.Submit"
        assert submit["title"] == press["title"]
        assert submit["data"] == press["data"] | {"verb": press["verb"]}
        assert submit.get("associatedInputs") == press.get("associatedInputs")
        if press["verb"] in set(Step) or press["verb"] == "case.refresh":
            assert {"case", "version"} <= set(press["data"])


@every_sample
def test_what_the_message_list_shows_is_no_personal_data(name: str) -> None:
    card = SAMPLES[name]

    for secret in ("Karla", "617A123456", "Musterweg", "Miete", "Weiterbewilligung", "karla_kundin"):
        assert secret not in card["fallbackText"]
        assert secret not in card["speak"]


@every_sample
def test_words_are_german_as_an_office_writes_it(name: str) -> None:
    text = words_in({key: held for key, held in SAMPLES[name].items() if key != "actions"})

    assert not re.search(r"\b(fuer|ueber|Rueckruf|koennen|Geschaeft\w*|gruen\w*)\b", text)
    assert not re.search(r"\w[*:]in(nen)?\b", text)
    assert not re.search(r"\b(du|dein|dir)\b", text)


@every_sample
def test_no_picture_is_needed(name: str) -> None:
    assert not list(parts(name, "Image", "Media"))
