"""Percentages and times are computed with whole numbers (GA VIII, R46)."""

from decimal import ROUND_HALF_UP, Decimal

import pytest

from procedure.statistics.rounding import change, median, ninth_decile, percent


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (0, 7, 0.0),
        (7, 7, 100.0),
        (1, 3, 33.3),
        (2, 3, 66.7),
        (1, 8, 12.5),
        (1, 16, 6.3),  # 6.25: half goes up, never to the even digit
        (3, 16, 18.8),  # 18.75
        (1, 2000, 0.1),  # 0.05
        (1, 2001, 0.0),
        (23, 80, 28.8),  # 28.75
    ],
)
def test_a_percentage_has_one_decimal_and_halves_go_up(part: int, whole: int, expected: float) -> None:
    assert percent(part, whole) == expected


def test_every_percentage_of_up_to_two_hundred_cases_is_the_decimal_one() -> None:
    for whole in range(1, 201):
        for part in range(whole + 1):
            exact = (Decimal(100 * part) / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)
            assert percent(part, whole) == float(exact), (part, whole)


def test_there_is_no_percentage_of_nothing() -> None:
    assert percent(0, 0) is None


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (12, 10, 20.0),
        (8, 10, -20.0),
        (10, 10, 0.0),
        (0, 10, -100.0),
        (15, 16, -6.3),
        (17, 16, 6.3),
        (5, 0, None),
    ],
)
def test_a_change_is_in_percent_of_the_year_before(now: int, before: int, expected: float | None) -> None:
    assert change(now, before) == expected


@pytest.mark.parametrize(
    ("values", "middle", "ninth"),
    [
        ([], None, None),
        ([4], 4.0, 4.0),
        ([9, 2], 5.5, 9.0),
        ([3, 1, 2], 2.0, 3.0),
        (list(range(1, 11)), 5.5, 9.0),
        (list(range(1, 12)), 6.0, 10.0),
        (list(range(20, 0, -1)), 10.5, 18.0),
        ([5] * 9 + [99], 5.0, 5.0),
        ([5] * 8 + [99] * 2, 5.0, 99.0),
    ],
)
def test_the_median_and_the_value_nine_of_ten_do_not_exceed(
    values: list[int], middle: float | None, ninth: float | None
) -> None:
    assert (median(values), ninth_decile(values)) == (middle, ninth)
