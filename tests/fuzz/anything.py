"""What a client that means harm, or is broken, may put into JSON."""

from typing import Any

from hypothesis import strategies as st

_FLOATS = st.floats(allow_nan=False, allow_infinity=False)
_NASTY = st.sampled_from(
    ["", " ", "\u0000", "\ud83d", "\u202e", "../..", "' OR 1=1 --", "{{7*7}}", "x" * 5_000, "9" * 400, "-0"]
)
TEXTS = st.one_of(st.text(st.characters(), max_size=30), _NASTY)
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.integers(10**30, 10**31), _FLOATS, TEXTS)
JSON: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXTS, inner, max_size=4)),
    max_leaves=12,
)
