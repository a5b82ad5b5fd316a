"""A real browser in front of a running demo."""

import shutil
from base64 import b64encode
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from bot.demo.node import find_node, install_packages, project_folder
from bot.demo.people import PEOPLE
from tests.e2e.chat_window import ChatWindow
from tests.e2e.demo_process import DemoProcess
from tests.e2e.picture import picture_of
from tests.e2e.tour import Tour

WIDTH, HEIGHT = 640, 940
HERE = Path(__file__).parent
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


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add where the pictures go."""
    parser.addoption(
        "--pictures",
        type=Path,
        default=HERE / "output",
        help="Folder for the pictures of the windows.",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give these tests time: the first one may install the windows' package."""
    for item in items:
        if item.path.parent == HERE:
            item.add_marker(pytest.mark.timeout(400))


@pytest.fixture(scope="session", autouse=True)
def _packages(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Install the windows and the official card renderer, on a fresh clone for the first time."""
    install_packages(find_node(), project_folder(), tmp_path_factory.mktemp("npm") / "npm.log", print)


@pytest.fixture(scope="session")
def pictures(pytestconfig: pytest.Config) -> Path:
    """Make the folder for pictures."""
    folder: Path = pytestconfig.getoption("--pictures")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


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


_STYLE = """
body { margin: 0 } main { display: inline-flex; gap: 8px; padding: 8px; background: #616161 }
figure { margin: 0 }
figcaption { padding: 10px; background: #464775; color: white; font: 600 18px sans-serif }
img { display: block }
"""


class Windows:
    """Opens the windows of people in a browser that cannot reach the internet."""

    def __init__(self, browser: Browser, demo: DemoProcess) -> None:
        """Take the browser and the demo."""
        self._context = browser.new_context(
            viewport={"width": WIDTH, "height": HEIGHT}, locale="de-DE", timezone_id="Europe/Berlin"
        )
        self._context.route(lambda url: not url.startswith("http://127.0.0.1:"), lambda route: route.abort())
        self._demo = demo

    def of(self, name: str, kind: type[ChatWindow] = ChatWindow) -> ChatWindow:
        """Open a person's window, or that of the team's channel."""
        window = kind(self._context.new_page(), self._demo.address(name))
        window.open()
        return window

    def picture_side_by_side(self, people: Mapping[str, ChatWindow], path: Path) -> None:
        """Take one picture of several people's windows, each under the words that say whose it is."""
        shown = "".join(
            f"<figure><figcaption>{words}</figcaption>"
            f'<img src="data:image/png;base64,{b64encode(picture_of(window)).decode()}"></figure>'
            for words, window in people.items()
        )
        page = self._context.new_page()
        page.set_content(f"<style>{_STYLE}</style><main>{shown}</main>")
        page.locator("main").screenshot(path=path)
        page.close()

    def close(self) -> None:
        """Close all windows."""
        self._context.close()


@pytest.fixture(scope="module")
def tour(browser: Browser, demo: DemoProcess) -> Iterator[Tour]:
    """Open all five windows for the chapters of a module."""
    opened = Windows(browser, demo)
    people = {person.name.split()[0]: opened.of(person.name) for person in PEOPLE}
    yield Tour(people, demo, opened.picture_side_by_side)
    opened.close()


@pytest.fixture
def windows(browser: Browser, demo: DemoProcess) -> Iterator[Windows]:
    """Open windows that close after the test."""
    opened = Windows(browser, demo)
    yield opened
    opened.close()
