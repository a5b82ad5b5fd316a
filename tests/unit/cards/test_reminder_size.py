"""However much is due, the reminder arrives: first the reasons give way, then cases, which are counted."""

from dataclasses import replace

from cards.card_rules import MAX_CHARACTERS, parts_of, size_of
from cards.reminder import reminder_card
from casework.views import Step
from casework.views_reminder import RemindedCase
from procedure.duties import DutyKind
from tests.unit.cards.reading import words
from tests.unit.cards.reminded import CHRISTMAS, TEAM, a_case, answer, of

LONG = "Abschluss bis Donnerstag, 24. Dezember 2026: 14 Kalendertage nach Eingang, weil manche frei sind. "


def full(number: int, *, reasons: int = 3, moved: bool = False) -> RemindedCase:
    """Build a case with three duties, each with long reasons of its own."""
    lines = [
        replace(
            answer(left, owed_by=TEAM),
            mine=left < 0,
            kind=kind,
            reasons=tuple(f"{number} {kind} {n} {3 * LONG}" for n in range(reasons)),
            moved_from=CHRISTMAS if moved else None,
            because="x " * 200 if moved else "",
        )
        for left, kind in ((-2, DutyKind.DECIDE_TALK), (-1, DutyKind.ANSWER), (0, DutyKind.INFORM))
    ]
    return a_case(number, *lines, settling=Step.SEND_INTERIM_NOTICE)


def shown(card: dict[str, object]) -> int:
    return len({line for line in words(card).split("\n") if " · In Bearbeitung" in line})


def test_ten_cases_with_three_duties_and_long_reasons_fit_whole() -> None:
    card = reminder_card(of(*(full(number, reasons=1) for number in range(1, 11))))

    assert shown(card) == 10
    assert size_of(card) <= MAX_CHARACTERS
    assert sum(part["type"] == "Action.ShowCard" for part in parts_of(card)) == 10
    assert "…" in str([part["card"] for part in parts_of(card) if part["type"] == "Action.ShowCard"])


def test_reasons_that_fit_are_not_cut() -> None:
    card = reminder_card(of(full(1)))

    assert f"1 abschluss 2 {3 * LONG}".strip() in str(card)


def test_where_even_short_reasons_do_not_fit_fewer_cases_are_shown_and_the_rest_is_counted() -> None:
    card = reminder_card(of(*(full(number, reasons=5, moved=True) for number in range(1, 11)), more=1))

    assert 0 < shown(card) < 10
    assert size_of(card) <= MAX_CHARACTERS
    assert f"und {11 - shown(card)} weitere Vorgänge" in words(card)
