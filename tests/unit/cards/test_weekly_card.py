"""The weekly summary: numbers, case numbers and dates, in words and as bars; nothing about people."""

import json
from dataclasses import replace
from datetime import date

from cards.card_rules import parts_of
from cards.samples_reminder import WEEK
from cards.weekly import weekly_card, weekly_summary_line
from casework.views_weekly import DueThisWeek, WeeklyView
from procedure.duties import DutyKind
from tests.unit.cards.reading import Card, words

CHANNEL = weekly_card(WEEK, in_channel=True)
EMPTY = replace(WEEK, due=(), due_more=0)


def said(card: Card) -> str:
    """Return the words of the card but those that stand in a chart's place; a row of runs is one line."""
    body = [part for part in card["body"] if not part["type"].startswith("Chart.")]
    return words({"body": body})


def rows(view: WeeklyView) -> list[str]:
    parts = parts_of(weekly_card(view, in_channel=True)["body"])
    return ["".join(run["text"] for run in part["inlines"]) for part in parts if "inlines" in part]


def chart() -> Card:
    return next(part for part in parts_of(CHANNEL["body"]) if part["type"].startswith("Chart."))


def test_the_title_names_the_week_and_the_line_below_its_days() -> None:
    assert said(CHANNEL).startswith(
        "KRM-Wochenübersicht, Woche 47\nMontag, 16. November bis Sonntag, 22. November 2026\n"
    )


def test_each_number_stands_large_above_its_words() -> None:
    text = said(CHANNEL)

    assert "14\noffen\n2\nüberfällig\n5\nin 7 Tagen fällig\n2\nEingangsbestätigungen fällig" in text
    large = [part["text"] for part in parts_of(CHANNEL["body"]) if part.get("size") == "extraLarge"]
    assert large == ["14", "2", "5", "2"]


def test_one_acknowledgement_is_not_called_several() -> None:
    one = weekly_card(replace(WEEK, acknowledgements_due=1), in_channel=True)
    none = weekly_card(replace(WEEK, acknowledgements_due=0), in_channel=True)

    assert "1\nEingangsbestätigung fällig" in said(one)
    assert "Eingangsbestätigung fällig: 1." in one["speak"]
    assert "0\nEingangsbestätigungen fällig" in said(none)
    assert "Eingangsbestätigungen fällig: 0." in none["speak"]


def test_what_is_due_is_listed_with_number_thing_and_date() -> None:
    assert "Diese Woche fällig: 5" in said(CHANNEL)
    assert rows(WEEK)[:2] == [
        "KRM-2026-0042  Eingangsbestätigung bis Mittwoch, 18. November",
        "KRM-2026-0043  Eingangsbestätigung bis Donnerstag, 19. November",
    ]


def test_what_is_not_listed_is_counted() -> None:
    text = said(weekly_card(replace(WEEK, due_more=3), in_channel=True))

    assert "Diese Woche fällig: 8" in text
    assert "8\nin 7 Tagen fällig" in text
    assert "und 3 weitere" in text
    assert "weitere" not in said(CHANNEL)


def test_seven_days_that_reach_into_the_next_week_are_not_called_this_week() -> None:
    view = replace(WEEK, from_on=date(2026, 11, 17), until_on=date(2026, 11, 23))

    assert "In den nächsten sieben Tagen fällig: 5" in said(weekly_card(view, in_channel=True))


def test_an_empty_week_says_so() -> None:
    text = said(weekly_card(EMPTY, in_channel=True))

    assert "Diese Woche wird sonst nichts fällig." in text  # beside the two that are overdue
    assert "fällig: 0" not in text
    assert "Diese Woche ist nichts fällig." in said(weekly_card(replace(EMPTY, overdue=0), in_channel=True))
    assert "0\nin 7 Tagen fällig" in text


def test_a_team_is_named_only_where_the_office_wants_it() -> None:
    due = DueThisWeek(
        number="KRM-2026-0042", kind=DutyKind.ANSWER, due_on=WEEK.until_on, team_name="Leistung A"
    )

    assert rows(replace(WEEK, due=(due,))) == [
        "KRM-2026-0042  Antwort (Leistung A) bis Sonntag, 22. November"
    ]
    assert "Leistung" not in json.dumps(CHANNEL)


def test_last_week_is_compared_with_the_one_before_in_words() -> None:
    text = said(CHANNEL)

    assert "Letzte Woche (Woche 46)\nNeu: 6 (Vorwoche 4)\nAbgeschlossen: 5 (Vorwoche 7)" in text


def test_the_chart_has_a_bar_for_each_week_of_new_and_closed() -> None:
    new, closed = chart()["data"]

    assert chart()["type"] == "Chart.VerticalBar.Grouped"
    assert (new["legend"], closed["legend"]) == ("Neu", "Abgeschlossen")
    assert [point["x"] for point in new["values"]] == ["39", "40", "41", "42", "43", "44", "45", "46"]
    assert [point["y"] for point in new["values"]] == [3, 5, 2, 0, 7, 4, 4, 6]
    assert [point["y"] for point in closed["values"]] == [2, 4, 3, 1, 4, 6, 7, 5]


def test_where_no_chart_is_drawn_the_same_numbers_stand_in_words() -> None:
    text = words({"body": [chart()["fallback"]]})

    assert text.startswith("Neu und abgeschlossen je Woche\nWoche 39: 3 neu, 2 abgeschlossen\n")
    assert text.endswith("Woche 46: 6 neu, 5 abgeschlossen")


def test_who_cannot_see_the_bars_unfolds_the_numbers() -> None:
    toggle = next(part for part in parts_of(CHANNEL["body"]) if part["type"] == "Action.ShowCard")

    assert toggle["title"] == "Die Wochen in Zahlen …"
    assert words(toggle["card"]).count("abgeschlossen") == 8


def test_the_channel_is_told_who_sees_more_and_has_no_button_that_sends_anything() -> None:
    last = "Einzelheiten sehen die zuständigen Stellen im Chat mit dem Bot."

    assert said(CHANNEL).endswith(last)
    assert CHANNEL["speak"].endswith(last)
    assert not [part for part in parts_of(CHANNEL) if part["type"] in {"Action.Execute", "Action.Submit"}]


def test_in_the_chat_it_says_how_to_see_more() -> None:
    text = said(weekly_card(WEEK, in_channel=False))

    assert "Einzelheiten sehen" not in text
    assert text.endswith("Schreiben Sie „fristen“ oder eine Nummer wie „KRM-2026-0042“ für die Einzelheiten.")


def test_the_message_list_has_the_numbers_in_one_line() -> None:
    assert weekly_summary_line(WEEK) == (
        "KRM-Wochenübersicht, Woche 47. Offen: 14. Diese Woche fällig: 5. Überfällig: 2."
    )
    assert weekly_summary_line(EMPTY) == (
        "KRM-Wochenübersicht, Woche 47. Offen: 14. Diese Woche wird sonst nichts fällig. Überfällig: 2."
    )
    assert weekly_summary_line(replace(EMPTY, overdue=0)) == (
        "KRM-Wochenübersicht, Woche 47. Offen: 14. Diese Woche ist nichts fällig. Überfällig: 0."
    )


def test_the_ear_hears_what_the_eye_sees() -> None:
    assert CHANNEL["speak"] == CHANNEL["fallbackText"]
    assert (
        "Offen: 14. Diese Woche fällig: 5 – KRM-2026-0042 Eingangsbestätigung bis Mittwoch, 18. November; "
        in CHANNEL["speak"]
    )
    assert "KRM-2026-0037 Antwort bis Freitag, 20. November; und 2 weitere." in CHANNEL["speak"]
    assert "Letzte Woche neu: 6 (Vorwoche 4). Abgeschlossen: 5 (Vorwoche 7)." in CHANNEL["speak"]
