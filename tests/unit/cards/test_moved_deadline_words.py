"""How the record says that a deadline has moved (R50, A9)."""

import pytest

from cards.moved_deadline_words import DEADLINES, REASONS, moved_in_words
from procedure.duties import DutyKind
from procedure.moved_deadlines import ACT

DAYS = {"old": "2026-12-08", "new": "2026-12-09"}
SAID = "verschoben von Dienstag, 8. Dezember 2026 auf Mittwoch, 9. Dezember 2026"


@pytest.mark.parametrize("which", DEADLINES)
def test_each_deadline_is_named(which: str) -> None:
    said = moved_in_words(DAYS | {"which": which, "why": "kalender", "because": "arbeitstag:2026-12-07"})

    assert said == (f"{DEADLINES[which]} {SAID}, weil Montag, der 7. Dezember 2026, kein freier Tag mehr ist")
    assert which in {*DutyKind, ACT}


@pytest.mark.parametrize("why", REASONS)
def test_what_a_step_has_moved_says_by_which(why: str) -> None:
    assert moved_in_words(DAYS | {"why": why}) == f"Frist {SAID}, {REASONS[why]}"


@pytest.mark.parametrize(
    ("details", "said"),
    [
        (DAYS, f"Frist {SAID}"),
        (DAYS | {"why": "?", "because": "?", "which": "?"}, f"Frist {SAID}"),
        ({"old": "gestern", "new": "2026-12-09"}, "Frist verschoben"),
        ({}, "Frist verschoben"),
    ],
)
def test_what_an_older_record_does_not_hold_is_left_out(details: dict[str, str], said: str) -> None:
    assert moved_in_words(details) == said
