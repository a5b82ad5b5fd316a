"""The reminder: what, until when, how it stands in words, why, and one button per case."""

import re
from dataclasses import replace
from datetime import date

from cards.card_rules import parts_of
from cards.reminder import reminder_card
from cards.wording_steps import DUTIES
from casework.views import Step
from procedure.duties import DutyKind
from procedure.vocabulary import CaseId
from tests.unit.cards.reading import pressed, titles, words
from tests.unit.cards.reminded import CHRISTMAS, TEAM, a_case, acknowledgement, answer, of

EXPLAINED = "Wie wurde diese Frist berechnet?"


def lines(card: dict[str, object]) -> list[str]:
    """Return the lines that tell of things due, one sentence each."""
    return [
        "".join(run["text"] for run in part["inlines"])
        for part in parts_of(card["body"])
        if part["type"] == "RichTextBlock"
    ]


def test_each_thing_says_what_until_when_and_how_it_stands() -> None:
    card = reminder_card(of(a_case(31, answer(-2), acknowledgement(), answer(1))))

    assert lines(card) == [
        "Antworten und abschließen bis Dienstag, 17. November 2026, überfällig seit 2 Arbeitstagen",
        "Eingangsbestätigung versenden bis Donnerstag, 19. November 2026, heute fällig",
        "Antworten und abschließen bis Freitag, 20. November 2026, noch 1 Arbeitstag",
    ]


def test_lateness_is_told_in_words_and_the_colour_only_repeats_it() -> None:
    card = reminder_card(of(a_case(31, answer(-1), acknowledgement())))

    coloured = [part["text"] for part in parts_of(card["body"]) if "color" in part]
    inlines = [run for part in parts_of(card["body"]) for run in part.get("inlines", ())]
    assert coloured == [run["text"] for run in inlines if "color" in run] == ["überfällig seit 1 Arbeitstag"]


def test_the_number_stands_with_the_state_or_that_nobody_has_it() -> None:
    case = a_case(35, answer(0))

    assert "KRM-2026-0035 · In Bearbeitung" in words(reminder_card(of(case)))
    untaken = words(reminder_card(of(replace(case, unassigned=True))))
    assert "KRM-2026-0035 · noch von niemandem übernommen" in untaken


def test_the_button_names_the_settling_step_and_the_case_and_asks_for_its_form() -> None:
    case = a_case(42, acknowledgement(), settling=Step.WRITE_ACKNOWLEDGEMENT)

    press = pressed(reminder_card(of(case)), "Eingangsbestätigung, 0042")

    assert press["verb"] == "case.show"
    assert press["data"] == {"case": case.case_id, "version": 3, "step": "ack.write"}
    assert press["tooltip"] == "Eingangsbestätigung, KRM-2026-0042"


def test_who_can_settle_nothing_may_open_the_case() -> None:
    case = a_case(37, answer(-2, owed_by=TEAM), settling=None)

    press = pressed(reminder_card(of(case)), "0037 öffnen")

    assert press["data"] == {"case": case.case_id, "version": 3}


def test_there_is_one_button_for_each_case_with_a_title_of_its_own() -> None:
    card = reminder_card(of(a_case(31, answer(-1), acknowledgement()), a_case(35, answer(0))))

    assert [title for title in titles(card) if not title.startswith(EXPLAINED)] == [
        "Abschluss, 0031",
        "Abschluss, 0035",
    ]


def test_numbers_of_two_years_carry_the_year_on_their_buttons() -> None:
    old = replace(a_case(31, answer(-1)), number="KRM-2025-0031", case_id=CaseId("another"))

    shown = titles(reminder_card(of(old, a_case(31, answer(0)))))

    assert shown[::2] == ["Abschluss, 2025-0031", "Abschluss, 2026-0031"]


def test_why_a_date_is_what_it_is_unfolds_thing_by_thing_with_each_sentence_once() -> None:
    why = ("Eingang: Freitag, 30. Oktober 2026.", "Abschluss bis Freitag, 13. November 2026.")
    both = (replace(answer(-1), reasons=why), replace(acknowledgement(), reasons=why[:1]))

    toggle = pressed(reminder_card(of(a_case(31, *both), a_case(32, answer(0)))), f"{EXPLAINED} 0031 …")

    assert toggle["type"] == "Action.ShowCard"
    assert words(toggle["card"]) == "\n\n".join(("Antwort:", *why))


def test_one_case_alone_needs_no_number_at_the_question_and_no_reasons_no_question() -> None:
    assert f"{EXPLAINED} …" in titles(reminder_card(of(a_case(31, answer(0)))))

    silent = a_case(31, replace(answer(0), reasons=()))
    assert titles(reminder_card(of(silent))) == ["Abschluss, 0031"]


def test_what_others_owe_stands_under_a_heading_of_its_own_with_their_office() -> None:
    text = words(reminder_card(of(a_case(31, answer(0)), a_case(37, answer(-2, owed_by=TEAM)))))

    own, _, others = text.partition("Zur Kenntnis\nZuständig ist jeweils die genannte Stelle.\n")
    assert "KRM-2026-0031" in own
    assert "KRM-2026-0037" not in own
    assert f"Antworten und abschließen ({TEAM}) bis Dienstag, 17. November 2026" in others
    assert TEAM not in own


def test_a_case_in_two_sections_has_its_buttons_once() -> None:
    card = reminder_card(of(a_case(31, acknowledgement(), answer(-2, owed_by=TEAM))))

    assert words(card).count("KRM-2026-0031 · ") == 2
    assert titles(card) == ["Abschluss, 0031", f"{EXPLAINED} …"]


def test_a_section_that_is_the_whole_card_has_no_second_heading() -> None:
    headings = [
        part["text"]
        for part in parts_of(reminder_card(of(a_case(37, answer(-2, owed_by=TEAM)))))
        if part.get("style") == "heading"
    ]

    assert headings == ["Zur Kenntnis – Frist abgelaufen: KRM-2026-0037"]


def test_a_moved_deadline_says_from_when_to_when_and_why() -> None:
    line = replace(answer(20), due_on=date(2026, 12, 23), moved_from=CHRISTMAS)
    told = replace(line, because="weil Donnerstag, der 24. Dezember 2026, ein freier Tag ist (dienstfrei)")

    text = words(reminder_card(of(a_case(31, answer(0)), a_case(40, told))))

    assert "Verschobene Fristen\nKRM-2026-0040" in text
    assert (
        "Frist verschoben von Donnerstag, 24. Dezember 2026 auf Mittwoch, 23. Dezember 2026, "
        "weil Donnerstag, der 24. Dezember 2026, ein freier Tag ist (dienstfrei)."
    ) in text
    assert "auf Mittwoch, 23. Dezember 2026." in words(reminder_card(of(a_case(40, line))))


def test_a_moved_deadline_that_is_due_stands_among_what_is_due() -> None:
    told = replace(acknowledgement(), moved_from=CHRISTMAS, because="weil jetzt die Ortszeit UTC gilt")

    text = words(reminder_card(of(a_case(42, told), a_case(31, answer(1)))))

    assert text.startswith("Heute fällig: Eingangsbestätigung zu KRM-2026-0042")
    assert "Verschobene Fristen" not in text
    assert "weil jetzt die Ortszeit UTC gilt." in text


def test_what_is_beyond_is_counted_with_a_button_for_the_list_of_ones_tasks() -> None:
    card = reminder_card(of(a_case(31, answer(0)), more=4))

    assert words(card).endswith("und 4 weitere Vorgänge")
    assert pressed(card, "Meine Aufgaben")["verb"] == "list.page"
    assert pressed(card, "Meine Aufgaben")["data"] == {"asked": "meine", "page": 1}
    assert "und 1 weiterer Vorgang" in words(reminder_card(of(a_case(31, answer(0)), more=1)))
    assert "Meine Aufgaben" not in titles(reminder_card(of(a_case(31, answer(0)))))


def test_who_only_watches_is_led_to_all_deadlines_because_the_own_list_would_be_empty() -> None:
    card = reminder_card(of(a_case(37, answer(-2, owed_by=TEAM), settling=None), more=3))

    assert pressed(card, "Alle Fristen")["data"] == {"asked": "fristen", "page": 1}


def test_at_most_ten_cases_are_shown() -> None:
    card = reminder_card(of(*(a_case(number, answer(0)) for number in range(1, 14)), more=2))

    assert words(card).count(" · In Bearbeitung") == 10
    assert "und 5 weitere Vorgänge" in words(card)


def test_every_duty_has_its_words() -> None:
    for kind in DutyKind:
        card = reminder_card(of(a_case(31, replace(answer(0), kind=kind))))
        assert re.match(r"Heute fällig: [A-ZÜ][A-Za-zäöüß ]+ zu KRM-2026-0031\n", words(card))
        assert lines(card)[0].startswith(f"{DUTIES[kind]} bis ")
