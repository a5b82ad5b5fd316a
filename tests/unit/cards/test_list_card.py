"""Lists: ten rows with the next step, its date and one button; no names, no texts."""

from dataclasses import replace
from datetime import date

from cards.card import Card
from cards.list import list_card
from cards.samples_office import sample_list
from casework.part_views import CaseList
from procedure.duties import DutyKind
from procedure.vocabulary import CaseState
from tests.unit.cards.reading import pressed, titles, words

MINE = sample_list(title="Ihre Aufgaben", asked="meine", page=1)
EMPTY = replace(MINE, rows=(), total=0, pages=1)


def drawn(listed: CaseList, today: date = date(2026, 11, 19)) -> Card:
    return list_card(listed, today=today)


def one(**values: object) -> CaseList:
    return replace(MINE, rows=(replace(MINE.rows[0], **values),), total=1, pages=1)  # type: ignore[arg-type]


def test_the_heading_counts_all_and_the_card_is_wide() -> None:
    card = drawn(MINE)

    assert words(card).startswith("Ihre Aufgaben: 23")
    assert card["msteams"] == {"width": "Full"}
    assert "Seite 1 von 3" in words(card)


def test_each_row_has_number_state_next_step_and_the_days_left() -> None:
    text = words(drawn(MINE))

    assert (
        "KRM-2026-0044 · In Bearbeitung\nAntworten und abschließen bis Mittwoch, 2. Dezember (noch 9" in text
    )
    assert (
        "KRM-2026-0038 · Aufgenommen\nEingangsbestätigung versenden bis Donnerstag, 19. November (heute)"
        in text
    )
    assert "Antworten und abschließen:\nüberfällig seit 2 Arbeitstagen (Dienstag, 17. November)" in text


def test_each_row_opens_its_case() -> None:
    card = drawn(MINE)

    assert len([title for title in titles(card) if title.endswith(" öffnen")]) == 10
    press = pressed(card, "0038 öffnen")
    assert press["verb"] == "case.show"
    assert press["data"] == {"case": "6f9619ff-8b86-4d01-b42d-000000000038", "version": 3}
    assert press["tooltip"] == "KRM-2026-0038 öffnen"


def test_numbers_of_two_years_are_written_whole() -> None:
    first, second = MINE.rows[:2]
    listed = replace(MINE, rows=(first, replace(second, number="KRM-2025-0031")))

    assert titles(drawn(listed))[:2] == ["KRM-2026-0031 öffnen", "KRM-2025-0031 öffnen"]


def test_the_pages_are_turned_with_the_words_that_were_asked() -> None:
    first, middle, last = (drawn(replace(MINE, page=page)) for page in (1, 2, 3))

    assert titles(first)[-1] == "Weitere"
    assert titles(middle)[-2:] == ["Weitere", "Zurück"]
    assert titles(last)[-1] == "Zurück"
    assert pressed(middle, "Weitere")["verb"] == "list.page"
    assert pressed(middle, "Weitere")["data"] == {"asked": "meine", "page": 3}
    assert pressed(middle, "Zurück")["data"] == {"asked": "meine", "page": 1}


def test_one_page_needs_no_turning() -> None:
    card = drawn(one())

    assert "Seite" not in words(card)
    assert titles(card) == ["0031 öffnen"]


def test_an_empty_list_says_so_and_what_to_type() -> None:
    idle = words(drawn(EMPTY))
    nothing = words(drawn(replace(EMPTY, title="Suche", asked="suche Leistung C")))

    assert "Ihre Aufgaben: keine\nFür Sie ist gerade nichts zu tun." in idle
    assert "Suche: keine\nDazu habe ich nichts gefunden." in nothing
    assert "„suche Leistung A“" in nothing


def test_whose_turn_it_is_stands_in_lists_of_other_peoples_cases() -> None:
    row = {"next_duty": DutyKind.ACKNOWLEDGE, "owed_by": "BGF", "state": CaseState.RECORDED}
    others = words(drawn(replace(one(**row), asked="offen")))

    assert "Eingangsbestätigung versenden (BGF)" in others
    assert "Teamleitung Leistung A" in others
    assert "BGF" not in words(drawn(one(**row)))


def test_a_case_without_a_duty_or_a_date_is_listed_all_the_same() -> None:
    nothing = drawn(one(next_duty=None, due_on=None, working_days_left=None, state=CaseState.CLOSED))
    undated = drawn(one(due_on=None, working_days_left=None))

    assert "KRM-2026-0031 · Abgeschlossen" in words(nothing)
    assert "Antworten und abschließen" in words(undated)


def test_the_message_list_shows_the_count_and_the_most_urgent_number() -> None:
    summary = drawn(MINE)["fallbackText"]

    assert summary == (
        "Ihre Aufgaben: 23. Zuerst KRM-2026-0031: Antworten und abschließen, überfällig seit 2 Arbeitstagen."
    )


def test_the_next_day_is_one_working_day() -> None:
    text = words(drawn(one(due_on=date(2026, 11, 20), working_days_left=1)))

    assert "bis Freitag, 20. November (noch 1 Arbeitstag)" in text


def test_a_day_of_another_year_is_told_with_its_year_also_where_its_date_is_that_of_today() -> None:
    late = one(due_on=date(2026, 12, 7), working_days_left=-751)
    years_later = words(drawn(late, today=date(2029, 12, 7)))
    assert "überfällig seit 751 Arbeitstagen (Montag, 7. Dezember 2026)" in years_later
    soon = one(due_on=date(2027, 1, 4), working_days_left=2)
    assert "bis Montag, 4. Januar 2027 (noch 2 Arbeitstage)" in words(drawn(soon, today=date(2026, 12, 30)))
    assert "bis Montag, 4. Januar (noch 2 Arbeitstage)" in words(drawn(soon, today=date(2027, 1, 1)))
