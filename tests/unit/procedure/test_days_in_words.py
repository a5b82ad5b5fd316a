from datetime import date

import pytest

from procedure.days_in_words import day_in_words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 12, 3), "Donnerstag, 3. Dezember 2026"),
        (date(2027, 3, 28), "Sonntag, 28. März 2027"),
        (date(2028, 1, 1), "Samstag, 1. Januar 2028"),
    ],
)
def test_a_day_is_written_out(day: date, words: str) -> None:
    assert day_in_words(day) == words
