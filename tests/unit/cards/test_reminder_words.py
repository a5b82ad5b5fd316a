"""The heading of a reminder says the worst; so does the line in the list of messages."""

from dataclasses import replace

import pytest

from cards.reminder import reminder_card, reminder_summary
from cards.reminder_words import settled_by, title
from casework.offers import settling
from casework.views import Step
from casework.views_reminder import Reminder, ReminderLine
from procedure.duties import Duty, DutyKind
from procedure.representation import Audience, AudienceKind
from tests.unit.cards.reading import words
from tests.unit.cards.reminded import CHRISTMAS, TEAM, a_case, acknowledgement, answer, of

BGF = Audience(AudienceKind.BGF)
NEWS = replace(answer(20), moved_from=CHRISTMAS)


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (of(a_case(31, answer(-2))), "Frist abgelaufen: KRM-2026-0031"),
        (of(a_case(31, answer(-2), answer(-1))), "2 Fristen sind überfällig"),
        (of(a_case(31, answer(-2)), a_case(42, acknowledgement())), "Frist abgelaufen: KRM-2026-0031"),
        (of(a_case(42, acknowledgement())), "Heute fällig: Eingangsbestätigung zu KRM-2026-0042"),
        (of(a_case(42, acknowledgement()), a_case(43, answer(0))), "2 Fristen enden heute"),
        (of(a_case(37, answer(2))), "Frist in 2 Arbeitstagen: KRM-2026-0037"),
        (of(a_case(37, answer(1)), a_case(38, answer(5))), "Frist in 1 Arbeitstag: KRM-2026-0037"),
        (of(a_case(37, answer(2)), a_case(38, answer(2))), "2 Fristen enden in 2 Arbeitstagen"),
        (of(a_case(37, answer(-2, owed_by=TEAM))), "Zur Kenntnis – Frist abgelaufen: KRM-2026-0037"),
        (of(a_case(40, NEWS)), "Frist verschoben: KRM-2026-0040"),
        (of(a_case(40, NEWS), a_case(41, NEWS)), "2 Fristen verschoben"),
    ],
)
def test_the_heading_says_the_worst(view: Reminder, said: str) -> None:
    assert title(view) == said
    assert words(reminder_card(view)).startswith(f"{said}\n")


def test_ones_own_comes_before_what_others_owe_however_late() -> None:
    view = of(a_case(42, acknowledgement()), a_case(37, answer(-5, owed_by=TEAM)), a_case(40, NEWS))

    assert title(view) == "Heute fällig: Eingangsbestätigung zu KRM-2026-0042"


def test_a_count_says_that_it_is_a_least_one_only_where_more_may_be_as_bad() -> None:
    late, today = a_case(31, answer(-1)), a_case(42, acknowledgement())

    assert title(of(late, more=3)) == "Mindestens 1 Frist ist überfällig"
    assert title(of(late, a_case(32, answer(-3)), more=3)) == "Mindestens 2 Fristen sind überfällig"
    assert title(of(today, more=1)) == "Mindestens 1 Frist endet heute"
    assert title(of(late, today, more=3)) == "Frist abgelaufen: KRM-2026-0031"


def test_the_message_list_says_number_what_and_until_when() -> None:
    late = of(a_case(31, answer(-2), answer(-1)), a_case(42, acknowledgement()), more=2)

    assert reminder_summary(late) == (
        "2 Fristen sind überfällig. Zuerst KRM-2026-0031: Antworten und abschließen bis Dienstag, "
        "17. November 2026, überfällig seit 2 Arbeitstagen. Insgesamt 4 Vorgänge."
    )
    assert reminder_summary(of(a_case(42, acknowledgement()))) == (
        "Heute fällig: Eingangsbestätigung zu KRM-2026-0042. Eingangsbestätigung versenden bis Donnerstag, "
        "19. November 2026."
    )


def test_the_summary_names_the_worst_thing_of_its_case() -> None:
    view = of(a_case(31, acknowledgement(3), answer(1)))

    assert "Antworten und abschließen bis Freitag, 20. November 2026, noch 1 Arbeit" in reminder_summary(view)


def test_the_card_carries_the_same_line_for_list_and_ear_and_the_day_of_which_it_speaks() -> None:
    view = of(a_case(42, acknowledgement()))
    card = reminder_card(view)

    said = f"{reminder_summary(view)} Stand: Donnerstag, 19. November 2026."
    assert card["fallbackText"] == card["speak"] == said


@pytest.mark.parametrize("line", [answer(-9), answer(0), answer(2), answer(0, owed_by=TEAM)])
def test_whoever_reads_it_years_later_sees_right_below_the_heading_of_which_day_it_is(
    line: ReminderLine,
) -> None:
    view = of(a_case(31, line))

    assert words(reminder_card(view)).startswith(f"{title(view)}\nStand: Donnerstag, 19. November 2026\n")


def test_every_step_that_settles_a_duty_has_a_name_for_its_button() -> None:
    day = answer(0).due_on
    for kind in DutyKind:
        left = list(Step)
        while (step := settling(left, [Duty(kind=kind, audience=BGF, due_on=day)])) is not None:
            assert settled_by(step)[0].isupper()
            assert len(f"{settled_by(step)}, 2026-0042") <= 40
            left.remove(step)
        assert len(left) < len(Step)
