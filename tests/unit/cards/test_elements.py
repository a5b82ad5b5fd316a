"""Typed elements: what the card format does not know cannot be built."""

import pytest

from cards.action_elements import Execute, InnerCard, Refresh, ShowCard, Submit
from cards.card import card
from cards.charts import (
    DonutChart,
    GroupedVerticalBarChart,
    LineChart,
    Point,
    Series,
    Slice,
    VerticalBarChart,
)
from cards.elements import Container, Fact, FactSet, TextBlock, as_dict
from cards.inputs import Choice, ChoiceSet, DateInput, TextInput, TimeInput
from cards.tables import Table, TableCell, TableColumn, TableRow


def test_an_unknown_property_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="colour"):
        TextBlock(text="Guten Tag", colour="good")


def test_an_unknown_property_cannot_be_set_afterwards_either() -> None:
    block = TextBlock(text="Guten Tag")

    with pytest.raises(TypeError, match="colour"):
        block.colour = "good"


def test_a_wrong_word_of_a_closed_list_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="attention"):
        TextBlock(text="Guten Tag", color="red")


@pytest.mark.parametrize("wrong", [{"text": 7}, {"wrap": "yes"}])
def test_a_value_of_the_wrong_type_is_a_type_error(wrong: dict[str, object]) -> None:
    with pytest.raises(TypeError):
        TextBlock(**wrong)


def test_a_container_holds_elements_only() -> None:
    with pytest.raises(TypeError, match="Block"):
        Container(items=[{"type": "TextBlock", "text": "ein dict"}])


def test_properties_come_out_under_their_json_names_and_none_is_left_out() -> None:
    block = TextBlock(text="Guten Tag", is_subtle=True, horizontal_alignment="right", color=None)

    assert as_dict(block) == {
        "type": "TextBlock",
        "text": "Guten Tag",
        "isSubtle": True,
        "horizontalAlignment": "right",
    }


def test_an_element_can_have_another_one_as_fallback() -> None:
    block = Container(items=[], fallback=TextBlock(text="statt dessen"))

    assert as_dict(block)["fallback"] == {"type": "TextBlock", "text": "statt dessen"}


def test_a_fact_has_no_type_of_its_own() -> None:
    facts = FactSet(facts=[Fact(title="Weg", value="persönlich")])

    assert as_dict(facts) == {"type": "FactSet", "facts": [{"title": "Weg", "value": "persönlich"}]}


def test_inputs_have_their_kinds() -> None:
    assert as_dict(TextInput(id="place", label="Ort", is_multiline=True, max_length=80)) == {
        "type": "Input.Text",
        "id": "place",
        "label": "Ort",
        "isMultiline": True,
        "maxLength": 80,
    }
    assert as_dict(DateInput(id="day", label="Tag", min="2026-11-19"))["type"] == "Input.Date"
    assert as_dict(TimeInput(id="time", label="Uhrzeit"))["type"] == "Input.Time"
    choice = ChoiceSet(
        id="team", label="Team", choices=[Choice(title="Leistung A", value="a")], is_multi_select=True
    )
    assert as_dict(choice)["choices"] == [{"title": "Leistung A", "value": "a"}]


def test_a_choice_set_knows_compact_and_expanded_only() -> None:
    with pytest.raises(ValueError, match="expanded"):
        ChoiceSet(id="team", label="Team", choices=[], style="dropdown")


def test_a_button_carries_verb_data_and_a_fallback() -> None:
    press = Execute(title="Öffnen", verb="case.open", data={"case": "1"}, fallback=Submit(title="Öffnen"))

    assert as_dict(press) == {
        "type": "Action.Execute",
        "title": "Öffnen",
        "verb": "case.open",
        "data": {"case": "1"},
        "fallback": {"type": "Action.Submit", "title": "Öffnen"},
    }


def test_a_form_button_holds_a_card_without_a_version() -> None:
    form = ShowCard(title="Rückruf …", card=InnerCard(body=[TextInput(id="callback", label="Wann?")]))

    inner = as_dict(form)["card"]
    assert inner["type"] == "AdaptiveCard"
    assert "version" not in inner


def test_a_refresh_names_the_action_and_the_people_it_runs_for() -> None:
    built = card(
        body=[TextBlock(text="Stand", style="heading", wrap=True)],
        fallback_text="Stand",
        speak="Stand",
        refresh=Refresh(action=Execute(title="Stand", verb="case.refresh", data={}), user_ids=["29:x"]),
    )

    assert built["refresh"]["type"] == "Refresh"
    assert built["refresh"]["action"]["verb"] == "case.refresh"
    assert built["refresh"]["userIds"] == ["29:x"]


def test_a_table_has_columns_rows_and_cells() -> None:
    cell = TableCell(items=[TextBlock(text="KRM-2026-0042", wrap=True)])
    table = Table(columns=[TableColumn(width=2)], rows=[TableRow(cells=[cell])], grid_style="default")

    assert as_dict(table) == {
        "type": "Table",
        "columns": [{"width": 2}],
        "rows": [
            {
                "type": "TableRow",
                "cells": [
                    {
                        "type": "TableCell",
                        "items": [{"type": "TextBlock", "text": "KRM-2026-0042", "wrap": True}],
                    }
                ],
            }
        ],
        "gridStyle": "default",
    }


def test_a_row_holds_cells_only() -> None:
    with pytest.raises(TypeError, match="TableCell"):
        TableRow(cells=[TextBlock(text="keine Zelle")])


def test_charts_carry_their_figures() -> None:
    series = Series(legend="eingegangen", values=[Point(x="44", y=6)])

    grouped = GroupedVerticalBarChart(title="Vier Wochen", x_axis_title="Woche", data=[series])
    assert as_dict(grouped) == {
        "type": "Chart.VerticalBar.Grouped",
        "title": "Vier Wochen",
        "xAxisTitle": "Woche",
        "data": [{"legend": "eingegangen", "values": [{"x": "44", "y": 6}]}],
    }
    assert as_dict(LineChart(data=[series]))["type"] == "Chart.Line"
    assert as_dict(VerticalBarChart(data=[Point(x="44", y=6)]))["data"] == [{"x": "44", "y": 6}]
    assert as_dict(DonutChart(data=[Slice(legend="Lob", value=3)]))["data"] == [{"legend": "Lob", "value": 3}]
