"""Bodies, roster files and settings of any content: read, or refused in words, no third way."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.activity_reader import MAX_DEPTH, parse_activity
from bot.configuration.settings import Settings, SettingsError, load_settings
from bot.rejection import Rejected
from storage.roster import Roster, parse_roster
from storage.roster_source import RosterInvalid
from tests.fuzz.anything import TEXTS

EXAMPLE = (Path(__file__).resolve().parents[2] / "docs" / "roster.example.toml").read_text(encoding="utf-8")
PIECES = st.sampled_from(
    ["[[staff]]", "[[teams]]", "[", "]", "=", '"', "'''", "\n", "lead = 1", "1979-05-27", "inf", "nan", "\\u"]
)
BOUNDED = settings(max_examples=150, deadline=timedelta(seconds=2), derandomize=True, database=None)


def _read(body: bytes) -> None:
    try:
        activity = parse_activity(body)
    except Rejected as refused:
        status = refused.status.value
    else:
        status = 201 if activity["type"] else 500
    assert status in {201, 400}


@BOUNDED
@given(st.binary(max_size=300))
def test_any_bytes_are_an_activity_or_400(body: bytes) -> None:
    _read(body)


@BOUNDED
@given(st.text(st.sampled_from('{}[]":,0123456789eE+-.\\untrfals \x00'), max_size=200))
def test_anything_like_json_is_an_activity_or_400(text: str) -> None:
    _read(b'{"type": "message", "value": ' + text.encode() + b"}")


@pytest.mark.parametrize("depth", [MAX_DEPTH, 900, 5_000, 100_000])
def test_nesting_of_any_depth_is_400(depth: int) -> None:
    with pytest.raises(Rejected):
        parse_activity(b'{"type": "message", "value": ' + b"[" * depth + b"]" * depth + b"}")


@BOUNDED
@given(st.integers(0, len(EXAMPLE)), st.integers(0, 200), st.one_of(PIECES, TEXTS))
def test_a_roster_damaged_anywhere_is_read_or_refused_in_words(at: int, lost: int, put: str) -> None:
    _roster(EXAMPLE[:at] + put + EXAMPLE[at + lost :])


@BOUNDED
@given(st.lists(st.one_of(PIECES, TEXTS), max_size=12))
def test_any_text_as_a_roster_is_read_or_refused_in_words(pieces: list[str]) -> None:
    _roster("".join(pieces))


def _roster(text: str) -> None:
    try:
        read: Roster | str = parse_roster(text)
    except RosterInvalid as refused:
        read = str(refused)
    assert read


@BOUNDED
@given(field=st.sampled_from(sorted(Settings.model_fields)), value=TEXTS)
def test_any_text_as_a_setting_is_taken_or_refused_by_its_name(field: str, value: str) -> None:
    try:
        load_settings(_env_file=None, **{field: value})
    except SettingsError as refused:
        said = str(refused)
    else:
        return
    assert said.startswith("KRM_")
