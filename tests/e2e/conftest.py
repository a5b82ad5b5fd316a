"""A real browser in front of a running demo."""

import shutil
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.e2e.chat_window import ChatWindow
from tests.e2e.demo_process import DemoProcess

ROOT = Path(__file__).resolve().parents[2]
WIDTH, HEIGHT = 900, 940
PICTURES = ROOT / "docs" / "images"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = (
    "--no-sandbox",  # the checks run as root in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


def installed_chromium(playwright: Playwright) -> str:
    """Find the machine's browser, or the one Playwright has installed."""
    for name in CHROMIUM:
        if found := shutil.which(name):
            return found
    if Path(playwright.chromium.executable_path).exists():
        return playwright.chromium.executable_path
    pytest.exit(
        "Es fehlt ein Browser. Debian: sudo apt-get install chromium. "
        "Sonst: .venv/bin/playwright install chromium",
        returncode=2,
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the browser once."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=installed_chromium(playwright), args=list(QUIET)
        )
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoProcess]:
    """Start a demo with fresh data for the tests of a module."""
    with DemoProcess(tmp_path_factory.mktemp("demo"), "--fresh") as running:
        running.wait_for("Beenden: Strg+C.")
        yield running


class Windows:
    """Opens the windows of people in a browser that cannot reach the internet."""

    def __init__(self, browser: Browser, demo: DemoProcess) -> None:
        """Take the browser and the demo."""
        self._context = browser.new_context(
            viewport={"width": WIDTH, "height": HEIGHT}, locale="de-DE", timezone_id="Europe/Berlin"
        )
        self._context.route(lambda url: not url.startswith("http://127.0.0.1:"), lambda route: route.abort())
        self._demo = demo

    def of(self, name: str) -> ChatWindow:
        """Open a person's window."""
        window = ChatWindow(self._context.new_page(), self._demo.address(name))
        window.open()
        return window

    def picture_side_by_side(self, left: ChatWindow, right: ChatWindow, path: Path) -> None:
        """Take one picture of two people's windows."""
        shots = [
            b64encode(window.page.screenshot(animations="disabled")).decode() for window in (left, right)
        ]
        images = "".join(f'<img src="data:image/png;base64,{shot}">' for shot in shots)
        page = self._context.new_page()
        page.set_viewport_size({"width": 2 * WIDTH + 8, "height": HEIGHT})
        page.set_content(f'<body style="margin:0;display:flex;gap:8px;background:#616161">{images}</body>')
        page.screenshot(path=path)
        page.close()

    def close(self) -> None:
        """Close all windows."""
        self._context.close()


@pytest.fixture
def windows(browser: Browser, demo: DemoProcess) -> Iterator[Windows]:
    """Open windows that close after the test."""
    opened = Windows(browser, demo)
    yield opened
    opened.close()
