"""What is frozen of a report comes back as it was; anything else is refused (GA VIII)."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.report_frozen import Frozen, ReportBroken, Written, checksum, from_text, to_text
from procedure.statistics.figures import Cell, Chapter, CountTable, Duration, Figures, Line, Relation, Share
from procedure.statistics.template import Category, ReportTemplate, Thresholds

FINITE = st.floats(allow_nan=False, allow_infinity=False)
SHORT = st.text(max_size=8)


def some(kind: type, **fields: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 - any field
    """Draw a dataclass; tuples in it are short."""
    return st.builds(kind, **fields)


def few(each: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """Draw up to two."""
    return st.lists(each, max_size=2).map(tuple)


CELL = some(Cell, id=SHORT, count=st.none() | st.integers(0, 10**6))
LINE = some(Line, cells=few(CELL))
TABLE = some(CountTable, columns=few(SHORT), lines=few(LINE))
CHAPTER = some(
    Chapter,
    tables=few(TABLE),
    shares=few(some(Share, part=CELL, whole=CELL, percent=st.none() | FINITE)),
    durations=few(some(Duration, of=CELL, median=st.none() | FINITE, ninth_decile=st.none() | FINITE)),
    notes=few(SHORT),
)
FIGURES = some(Figures, chapters=few(CHAPTER), relations=few(some(Relation, parts=few(SHORT))))
CATEGORIES = few(some(Category, words=few(SHORT)))
TEMPLATE = some(
    ReportTemplate,
    titles=st.dictionaries(SHORT, SHORT, max_size=2),
    chapters=few(SHORT),
    channels=CATEGORIES,
    causes=CATEGORIES,
    thresholds=some(Thresholds),
)
FROZEN = some(
    Frozen, figures=FIGURES, veiled=FIGURES, before=st.none() | FIGURES, template=TEMPLATE, words=SHORT
)
NOTHING = Figures(year=2026, definitions="1", chapters=())
EMPTY = Frozen(
    figures=NOTHING,
    veiled=NOTHING,
    before=None,
    template=ReportTemplate(version="1"),
    hiding=1,
    words="",
)


@settings(max_examples=60, deadline=None)
@given(FROZEN)
def test_what_is_frozen_comes_back_and_is_written_the_same_again(frozen: Frozen) -> None:
    text = to_text(frozen)
    assert from_text(Frozen, text) == frozen
    assert to_text(from_text(Frozen, text)) == text
    assert len(checksum(text)) == 64


@settings(max_examples=40, deadline=None)
@given(st.from_type(Written))
def test_what_people_wrote_comes_back(written: Written) -> None:
    assert from_text(Written, to_text(written)) == written


def _without_year(data: dict[str, Any]) -> None:
    del data["figures"]["year"]


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.update(more=1),
        lambda data: data.update(form="1"),
        lambda data: data.update(template=[]),
        lambda data: data["figures"].update(year=True),
        lambda data: data["figures"].update(year=2026.0),
        lambda data: data["figures"].update(chapters={}),
        lambda data: data.pop("veiled"),
        lambda data: data.update(veiled=None),
        lambda data: data.update(hiding=None),
        lambda data: data["veiled"].update(year="2026"),
        lambda data: data["veiled"].update(signs={}),
        lambda data: data["veiled"].update(relations=[{"total": "a"}]),
        lambda data: data["template"].update(titles={"a": 1}),
        lambda data: data["template"]["thresholds"].update(ordinary=None),
        _without_year,
    ],
)
def test_anything_else_is_refused(change: Any) -> None:  # noqa: ANN401 - a change of the parsed text
    data = json.loads(to_text(EMPTY))
    change(data)
    with pytest.raises(ReportBroken, match="nicht mehr so gespeichert"):
        from_text(Frozen, json.dumps(data))


@pytest.mark.parametrize("text", ["", "{", "null", "[]", "NaN", '{"form":NaN}', "[" * 100_000])
def test_so_is_what_is_no_text_of_ours(text: str) -> None:
    with pytest.raises(ReportBroken):
        from_text(Frozen, text)


def test_keys_are_sorted_and_nothing_stands_between() -> None:
    text = to_text(EMPTY)
    assert text.startswith('{"before":null,"figures":{"chapters":[],"definitions":"1",')
    assert " " not in text
