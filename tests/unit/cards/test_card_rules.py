"""What ``card`` refuses: each rule is broken once."""

from collections.abc import Sequence
from typing import Any

import pytest

from cards.action_elements import Action, ActionSet, Execute, InnerCard, ShowCard
from cards.buttons import button
from cards.card import card
from cards.card_rules import MAX_CHARACTERS, CardRuleBroken, check, size_of
from cards.charts import DonutChart, Slice
from cards.elements import Block, Container, TextBlock
from cards.inputs import TextInput
from cards.tables import Table

HEADING = TextBlock(text="Überschrift", style="heading", wrap=True)
FALLBACK = TextBlock(text="in Worten", wrap=True)


def build(
    *body: Block, actions: Sequence[Action] = (), fallback_text: str = "Kurz", speak: str = "Kurz"
) -> dict[str, Any]:
    return card(body=[HEADING, *body], actions=actions, fallback_text=fallback_text, speak=speak)


def buttons(count: int) -> list[Action]:
    return [button(f"Knopf {n}", "case.open", {}) for n in range(count)]


def test_a_card_is_a_plain_dict_of_version_1_5_in_german() -> None:
    built = build()

    assert type(built) is dict
    assert built["version"] == "1.5"
    assert built["lang"] == "de"
    assert built["fallbackText"] == "Kurz"
    assert built["speak"] == "Kurz"


def test_full_width_is_for_teams_only_on_demand() -> None:
    assert "msteams" not in build()
    wide = card(body=[HEADING], fallback_text="Kurz", speak="Kurz", full_width=True)
    assert wide["msteams"] == {"width": "Full"}


@pytest.mark.parametrize("first", [TextBlock(text="kein Titel", wrap=True), TextInput(id="a", label="A")])
def test_the_first_thing_to_read_is_a_heading(first: Block) -> None:
    with pytest.raises(CardRuleBroken, match="heading"):
        card(body=[Container(items=[first]), HEADING], fallback_text="Kurz", speak="Kurz")


def test_a_heading_inside_a_band_counts() -> None:
    assert card(body=[Container(style="attention", items=[HEADING])], fallback_text="Kurz", speak="Kurz")


@pytest.mark.parametrize("words", [{"fallback_text": " "}, {"speak": ""}])
def test_fallback_text_and_speech_are_never_empty(words: dict[str, str]) -> None:
    with pytest.raises(CardRuleBroken, match="empty"):
        build(**words)


def test_markup_never_reaches_the_voice() -> None:
    assert build(speak='<speak>Müller & Söhne</speak> <audio src="x"/>')["speak"].count("<") == 0


def test_a_text_that_does_not_wrap_is_refused_also_inside_a_form() -> None:
    with pytest.raises(CardRuleBroken, match="wrap"):
        build(TextBlock(text="abgeschnitten"))
    form = ShowCard(title="Formular …", card=InnerCard(body=[TextBlock(text="abgeschnitten")]))
    with pytest.raises(CardRuleBroken, match="wrap"):
        build(actions=[form])


def test_a_card_of_more_than_20000_characters_is_refused() -> None:
    assert size_of(build(TextBlock(text="a" * 19_000, wrap=True))) <= MAX_CHARACTERS
    with pytest.raises(CardRuleBroken, match="20000"):
        build(TextBlock(text="a" * 20_000, wrap=True))


def test_an_emoji_counts_as_the_channel_counts_it() -> None:
    assert size_of({"a": "😟"}) == size_of({"a": "ab"})


def test_an_embedded_picture_is_refused() -> None:
    wrong = build() | {"body": [{"type": "Image", "url": "data:image/png;base64,AAAA"}]}

    with pytest.raises(CardRuleBroken, match="heading"):
        check(wrong)
    wrong["body"].insert(0, {"type": "TextBlock", "text": "Titel", "style": "heading", "wrap": True})
    with pytest.raises(CardRuleBroken, match="picture"):
        check(wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        TextInput(id="place"),
        TextInput(label="Ort"),
        TextInput(id="place", label="Ort", is_required=True),
        TextInput(id="case", label="Ort"),
    ],
    ids=["no label", "no id", "required without error message", "name of our own data"],
)
def test_an_input_without_label_id_or_error_message_is_refused(wrong: Block) -> None:
    with pytest.raises(CardRuleBroken):
        build(wrong)


def test_two_inputs_of_the_same_id_are_refused() -> None:
    with pytest.raises(CardRuleBroken, match="twice"):
        build(TextInput(id="place", label="Ort"), TextInput(id="place", label="Zimmer"))


def test_tables_and_charts_need_a_fallback_for_phones() -> None:
    with pytest.raises(CardRuleBroken, match="fallback"):
        build(Table(columns=[], rows=[]))
    with pytest.raises(CardRuleBroken, match="fallback"):
        build(DonutChart(data=[Slice(legend="Lob", value=1)]))
    with pytest.raises(CardRuleBroken, match="fallback"):
        build(Table(columns=[], rows=[], fallback="drop"))
    assert build(Table(columns=[], rows=[], fallback=FALLBACK), DonutChart(data=[], fallback=FALLBACK))


def test_the_seventh_button_goes_into_the_overflow() -> None:
    modes = [action.get("mode") for action in build(actions=buttons(8))["actions"]]

    assert modes == [None] * 6 + ["secondary"] * 2


def test_a_row_inside_the_body_with_seven_buttons_is_refused() -> None:
    assert build(ActionSet(actions=buttons(6)))
    with pytest.raises(CardRuleBroken, match="6 buttons"):
        build(ActionSet(actions=buttons(7)))


@pytest.mark.parametrize("title", ["Zurück", "Abbrechen"])
def test_leaving_a_form_never_depends_on_what_is_in_it(title: str) -> None:
    with pytest.raises(CardRuleBroken, match=title):
        build(actions=[Execute(title=title, verb="intake.back", data={})])
    assert build(actions=[button(title, "intake.back", {}, ignores_form=True)])


def test_buttons_of_the_same_title_are_refused() -> None:
    with pytest.raises(CardRuleBroken, match="twice"):
        build(actions=[button("Öffnen", "case.open", {}), button("Öffnen", "case.open", {})])


def test_a_button_without_a_title_is_refused() -> None:
    with pytest.raises(CardRuleBroken, match="title"):
        build(actions=[Execute(title=" ", verb="case.open", data={})])


def test_an_old_client_sends_the_same_data_with_the_verb_in_it() -> None:
    action = build(actions=[button("Öffnen", "case.open", {"case": "1", "version": 2})])["actions"][0]

    assert action["data"] == {"case": "1", "version": 2}
    assert action["fallback"]["type"] == "Action.Submit"
    assert action["fallback"]["data"] == {"case": "1", "version": 2, "verb": "case.open"}
