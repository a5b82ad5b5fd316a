"""What fits on a phone of 320 pixels: three stages beside each other, and no button wider than the card."""

from itertools import chain

import pytest

from cards.card_rules import parts_of
from cards.elements import as_dict
from cards.layout import Stage, progress
from cards.samples import samples

MOST_LETTERS = 35
"""About 260 pixels of Teams' bold letters, with the button's edges."""
SETTLED = "Wie wurde diese Frist berechnet?"
"""With a case's number behind it, it is cut on a phone; the case stands right above."""


def rows(count: int) -> list[list[str]]:
    """Draw that many stages and read them row by row."""
    stages = [Stage(word=f"Stand{number}", done=False, detail="noch offen") for number in range(count)]
    drawn = as_dict(progress(stages))["items"]
    return [[column["items"][0]["text"] for column in row["columns"]] for row in drawn]


@pytest.mark.parametrize(("count", "across"), [(2, [2]), (3, [3]), (4, [2, 2]), (5, [2, 2, 1])])
def test_stages_stand_in_rows_of_three_at_most_in_their_order(count: int, across: list[int]) -> None:
    read = rows(count)

    assert [len(row) for row in read] == across
    assert list(chain(*read)) == [f"○ Stand{number}" for number in range(count)]


def test_no_button_is_wider_than_a_phone() -> None:
    parts = chain.from_iterable(map(parts_of, samples().values()))
    titles = {action["title"] for part in parts for action in part.get("actions", [])}

    wide = {title for title in titles if len(title) > MOST_LETTERS}
    assert {title for title in wide if not title.startswith(SETTLED)} == set()
    assert titles > wide
