"""docs/tour.md: two weeks in which nobody does anything, over six windows (GA III; R15, R51)."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from procedure.days_in_words import MONTHS
from tests.e2e.channel_window import ChannelWindow
from tests.e2e.chat_window import PATIENCE_MILLISECONDS
from tests.e2e.conftest import Windows
from tests.e2e.tour import Guided, Tour

WHY = "Wie wurde diese Frist berechnet? …"
OVERDUE = "2 Fristen sind überfällig"
STANDS = "Die Uhr steht jetzt auf"
_INSTANT = re.compile(r"(\d+)\. (\w+) (\d+), (\d+):(\d+) Uhr")


@pytest.fixture
def tour(tour: Tour, windows: Windows) -> Tour:
    """Open the team's channel, too."""
    channel = windows.of("Kanal des Teams", ChannelWindow)
    return replace(tour, windows={**tour.windows, "Mio": channel})


def a_letter_comes_in(erika: Guided) -> None:
    erika.types("neu")
    erika.presses("Brief")
    erika.ticks("Fachliche Beschwerde")
    erika.ticks("Leistung A")
    erika.fills("In ein, zwei Sätzen: Was ist passiert?", "Niemand ruft mich zurück.")
    erika.presses("Weiter")
    erika.fills("Wann ist die Reaktion bei uns eingegangen?", "heute")
    erika.presses("Weiter")
    erika.fills("Name der Kundin/des Kunden", "Karla Kundin")
    erika.presses("Weiter", "Erfassen")
    erika.sees("ist angelegt")


def test_nobody_does_anything_for_two_weeks(tour: Tour, pictures: Path) -> None:
    with tour.chapter("12. Two weeks go by") as people:
        a_letter_comes_in(people["Erika"])
        bea, gerd, mio = people["Bea"], people["Gerd"], people["Mio"]
        bea.sees("bitte erfassen")
        bea.types("zeit +14 Tage")
        bea.sees(STANDS)
        bea.sees(OVERDUE)
        bea.presses(WHY)
        bea.sees("Der Tag des Eingangs zählt nicht mit.")
        gerd.sees("Frist abgelaufen: KRM-2026-0001")
        gerd.sees("Eingangsbestätigung versenden (BGF)")
        mio.sees("KRM-Wochenübersicht, Woche")
        mio.sees("überfällig")
        tour.picture(pictures, "tour-deadlines", "Bea", "Gerd", "Mio")
        bea.presses_above("Erfassung, 0001")
        bea.sees("Als erfasst bestätigen")
        bea.records("Bestätigen")
        bea.types("wochenübersicht")
        bea.sees("KRM-Wochenübersicht, Woche")


def test_a_restart_keeps_the_clock_and_repeats_no_reminder(tour: Tour) -> None:
    bea = tour.windows["Bea"]
    tour.demo.restart_bot()
    bea.write("zeit -1 Tag")
    bea.sees("Die Uhr der Demo geht nur vorwärts.")
    assert bea.said.filter(has_text=OVERDUE).count() == 1

    bea.write("zeit +2 Stunden")

    told = bea.said.filter(has_text=STANDS)
    expect(told).to_have_count(2, timeout=PATIENCE_MILLISECONDS)
    before, after = (_instant(text) for text in told.all_inner_texts())
    assert after - before >= timedelta(hours=2)


def _instant(text: str) -> datetime:
    read = _INSTANT.search(text)
    assert read, text
    day, month, year, hour, minute = read.groups()
    return datetime(int(year), MONTHS.index(month) + 1, int(day), int(hour), int(minute))  # noqa: DTZ001 - as shown
