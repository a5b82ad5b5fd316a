"""Every sample against the JSON schema of Adaptive Cards 1.5, ``msteams`` and charts taken out."""

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

import pytest
from jsonschema import Draft6Validator

from cards.action_elements import Execute, Refresh
from cards.card import card
from cards.charts import GroupedVerticalBarChart, Point, Series
from cards.elements import TextBlock
from cards.samples import samples
from cards.tables import Table, TableCell, TableColumn, TableRow

SAMPLES = samples()
HEADING = TextBlock(text="Wochenübersicht", style="heading", wrap=True)
IN_WORDS = TextBlock(text="KRM-2026-0042 bis Donnerstag, 3. Dezember 2026", wrap=True)


@cache
def schema() -> Draft6Validator:
    source = resources.files("adaptive_cards") / "schemas" / "schema-1.5.json"
    return Draft6Validator(json.loads(source.read_text(encoding="utf-8")))


def without_teams(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Take out what only Teams knows."""
    if isinstance(value, dict):
        return {key: without_teams(held) for key, held in value.items() if key != "msteams"}
    if isinstance(value, list):
        return [without_teams(held) for held in value if not is_chart(held)]
    return value


def is_chart(value: object) -> bool:
    return isinstance(value, dict) and str(value.get("type", "")).startswith("Chart.")


def mistakes(built: dict[str, Any]) -> list[str]:
    return [error.message[:200] for error in schema().iter_errors(without_teams(built))]


def inner_cards(built: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for action in built.get("actions", []):
        if action["type"] == "Action.ShowCard":
            yield action["card"]


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_every_sample_is_valid(name: str) -> None:
    assert mistakes(SAMPLES[name]) == []


@pytest.mark.parametrize("name", ["handover", "bgf"])
def test_the_forms_inside_buttons_are_valid_cards_of_their_own(name: str) -> None:
    forms = list(inner_cards(SAMPLES[name]))

    assert forms
    assert [mistake for form in forms for mistake in mistakes(form)] == []


@pytest.mark.parametrize(
    "broken",
    [
        {"type": "TextBlock", "text": "x", "colour": "good"},
        {"type": "TextBlock"},
        {"type": "TextBlock", "text": "x", "size": "huge"},
        {"type": "Input.Text", "id": "a", "label": "A", "required": True},
        {"type": "Container", "items": [{"type": "Nonsense"}]},
        {"type": "FactSet", "facts": [{"title": "nur ein Titel"}]},
    ],
)
def test_the_schema_itself_is_strict(broken: dict[str, Any]) -> None:
    assert mistakes({"type": "AdaptiveCard", "version": "1.5", "body": [broken]})


def test_the_schema_looks_into_forms_and_buttons() -> None:
    form = {"type": "AdaptiveCard", "body": [{"type": "Input.Text", "lable": "x"}]}
    action = {"type": "Action.ShowCard", "title": "…", "card": form}

    assert mistakes({"type": "AdaptiveCard", "version": "1.5", "actions": [action]})
    assert mistakes(
        {"type": "AdaptiveCard", "version": "1.5", "actions": [{"type": "Action.Execute", "verbs": "x"}]}
    )


def test_a_card_with_table_chart_and_refresh_is_valid() -> None:
    cell = TableCell(items=[TextBlock(text="KRM-2026-0042", wrap=True)])
    table = Table(columns=[TableColumn(width=2)], rows=[TableRow(cells=[cell])], fallback=IN_WORDS)
    series = Series(legend="eingegangen", values=[Point(x="44", y=6)])
    built = card(
        body=[HEADING, table, GroupedVerticalBarChart(title="Woche", data=[series], fallback=IN_WORDS)],
        fallback_text="Wochenübersicht",
        speak="Wochenübersicht",
        full_width=True,
        refresh=Refresh(action=Execute(title="Stand", verb="case.refresh", data={}), user_ids=[]),
    )

    assert is_chart(built["body"][2])
    assert mistakes(built) == []
