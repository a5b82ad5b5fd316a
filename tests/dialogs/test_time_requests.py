"""What people type to put the demo's clock forward."""

import pytest

from dialogs.request_kinds import Unclear
from dialogs.request_time import EXAMPLES, ONLY_FORWARD, PutForward, understand_time


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("zeit +14 Tage", PutForward(days=14)),
        ("Zeit + 1 Tag", PutForward(days=1)),
        ("  ZEIT   +14   tage. ", PutForward(days=14)),
        ("zeit 14 Tage", PutForward(days=14)),
        ("zeit+14Tage", PutForward(days=14)),
        ("„zeit +14 Tage“", PutForward(days=14)),
        ("zeit +2 Wochen", PutForward(days=14)),
        ("zeit +3 Arbeitstage", PutForward(working_days=3)),
        ("zeit +1 Arbeitstag", PutForward(working_days=1)),
        ("zeit +2 Stunden", PutForward(hours=2)),
        ("zeit +1 Stunde", PutForward(hours=1)),
        ("zeit +6 Monate", PutForward(months=6)),
        ("zeit +1 Monat", PutForward(months=1)),
        ("zeit +3 Jahre", PutForward(months=36)),
        ("Zeit 1 Jahr", PutForward(months=12)),
    ],
)
def test_hours_days_working_days_months_and_years_are_understood(text: str, wish: PutForward) -> None:
    assert understand_time(text) == wish


ABOUT_THE_CLOCK = (
    *("zeit", "Zeit +", "zeit +14", "zeit +0 Tage", "zeit +vierzehn Tage", "zeit +14 Monde"),
    *("zeit 7.12.2026", "zeit +1,5 Tage", "zeit +999999 Tage"),
)
OTHER_WORDS = (
    *("Zeit für ein Gespräch hatte niemand", "Zeitdruck", "zeitweise 3 Tage zu", "keine zeit +14 Tage"),
    *("14 Tage", "", "Zeitung 3"),
)


@pytest.mark.parametrize("text", ABOUT_THE_CLOCK)
def test_anything_else_about_the_clock_is_answered_with_examples(text: str) -> None:
    assert understand_time(text) == Unclear(sentence=EXAMPLES)


@pytest.mark.parametrize("text", ["zeit -1 Tag", "zeit −3 Tage", "zeit – 2 Stunden"])
def test_going_back_is_refused(text: str) -> None:
    assert understand_time(text) == Unclear(sentence=ONLY_FORWARD)


@pytest.mark.parametrize("text", OTHER_WORDS)
def test_words_that_are_not_about_the_clock_are_left_to_the_others(text: str) -> None:
    assert understand_time(text) is None
