"""docs/tour.md: what a year's cases tell, and the report that the management releases (GA VIII; R46-R48)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser

from tests.e2e.chat_window import ChatWindow
from tests.e2e.conftest import Windows
from tests.e2e.demo_process import DemoProcess
from tests.e2e.tour import Tour
from tests.e2e.year_of_cases import TIMEZONE, keep_a_year

NAMES = ("Bea Büro", "Gerd Geschäftsleitung")
NOW = datetime.now(ZoneInfo(TIMEZONE))
REPORT = f"bericht {NOW.year}"
AROUND_PIXELS = 300
"""The window's head, and where one types."""
DUE = NOW.date() + timedelta(days=30)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoProcess]:
    """Start a demo of an office that has a year's cases behind it."""
    folder = tmp_path_factory.mktemp("demo")
    with DemoProcess(folder, "--fresh") as running:
        running.wait_for("Beenden: Strg+C.")
        keep_a_year(folder, NOW)
        yield running


@pytest.fixture(scope="module")
def tour(browser: Browser, demo: DemoProcess) -> Iterator[Tour]:
    """Open only the windows of those who may see a year's numbers."""
    opened = Windows(browser, demo)
    yield Tour({name.split()[0]: opened.of(name) for name in NAMES}, demo, opened.picture_side_by_side)
    opened.close()


@contextmanager
def as_high_as_the_card(window: ChatWindow) -> Iterator[None]:
    """Make a window so high that the newest card stands in it from its first line to its last."""
    before = window.page.viewport_size
    drawn = window.newest.bounding_box()
    assert before
    assert drawn
    window.page.set_viewport_size({**before, "height": int(drawn["height"]) + AROUND_PIXELS})
    yield
    window.page.set_viewport_size(before)


def test_bea_counts_and_writes_and_gerd_releases(tour: Tour, pictures: Path) -> None:
    with tour.chapter("13. The yearly report") as people:
        bea, gerd = people["Bea"], people["Gerd"]
        bea.types("statistik")
        bea.sees(f"Statistik {NOW.year}")
        with as_high_as_the_card(tour.windows["Bea"]):
            tour.picture(pictures, "tour-statistics", "Bea")
        bea.presses("Alle Zahlen in Worten …")
        bea.sees("Kundenreaktionen insgesamt")

        bea.types(REPORT)
        bea.sees("Entwurf, noch nicht freigegeben")
        bea.sees("Diese Zahlen sind vorläufig.")
        bea.sees("Nicht geschrieben:")
        bea.presses("Kapitel bearbeiten", "Nr. 2 schreiben")
        bea.fills("Text", "Viele Bescheide waren schwer zu verstehen.")
        bea.presses("Speichern")
        bea.sees("Gespeichert: Ursachen.")
        bea.presses("Maßnahmen", "Neue Maßnahme")
        bea.fills("Was wird geändert?", "Jedem Bescheid liegt ein Merkblatt bei.")
        bea.chooses("Wer ist zuständig?", "Teamleitung Leistung A")
        bea.picks("Bis wann?", DUE)
        bea.presses("Speichern")
        bea.sees("1 beschlossen, davon 1 offen.")

        gerd.types(REPORT)
        gerd.sees("Entwurf, noch nicht freigegeben")
        gerd.presses("Freigeben")
        gerd.sees(f"Jahresbericht {NOW.year} freigeben?")
        tour.picture(pictures, "tour-report", "Bea", "Gerd")
        gerd.presses("Ja, freigeben")
        gerd.sees("Freigegeben am")
