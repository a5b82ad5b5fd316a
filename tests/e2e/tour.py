"""Plays docs/tour.md: whatever a person does in a test must stand in the document, in this order.

A chapter is a heading with numbered steps below it. A step begins with the name of whoever does it; in it
**bold** is a button, `code` is typed or chosen, and „quoted“ is seen.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from playwright.sync_api import Page, expect

from bot.demo.people import PEOPLE
from tests.e2e.chat_window import ChatWindow
from tests.e2e.demo_process import DemoProcess

DOCUMENT = Path(__file__).parents[2] / "docs" / "tour.md"
WHO = {person.name.split()[0]: f"{person.name}, {person.office.split(',')[0]}" for person in PEOPLE} | {
    "Mio": "Kanal des Teams"
}
NUMBER = re.compile(r"KRM-\d{4}-\d{4}")
YEAR = re.compile(r"\b20\d\d\b")
_CHAPTER = re.compile(r"^## (?P<title>.+)$", re.MULTILINE)
_STEP = re.compile(r"^\d+\. (?P<person>\w+)(?P<rest>.*(?:\n +.*)*)", re.MULTILINE)
_MARK = re.compile(r"\*\*(?P<press>[^*]+)\*\*|`(?P<type>[^`]+)`|„(?P<see>[^“]+)“")


class Kind(StrEnum):
    """What a person does in a step."""

    PRESS = "press"
    TYPE = "type"
    SEE = "see"


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that somebody does."""

    person: str
    kind: Kind
    words: str


def chapters(document: str) -> dict[str, list[Mark]]:
    """Read what is done in each chapter that has steps."""
    parts = _CHAPTER.split(document)[1:]
    found = {title: list(_marks(text)) for title, text in zip(parts[::2], parts[1::2], strict=True)}
    return {title: marks for title, marks in found.items() if marks}


def _marks(text: str) -> Iterator[Mark]:
    for step in _STEP.finditer(text):
        for mark in _MARK.finditer(step["rest"]):
            assert mark.lastgroup is not None
            words = " ".join(mark[mark.lastgroup].split())
            yield Mark(step["person"], Kind(mark.lastgroup), _any_number(words))


def _any_number(words: str) -> str:
    """Take numbers and years out: the document names the cases of one year and one demo."""
    return YEAR.sub("2026", NUMBER.sub("KRM", words))


@dataclass(slots=True)
class Chapter:
    """A chapter that is being played."""

    title: str
    ahead: list[Mark] = field(init=False)

    def __post_init__(self) -> None:
        """Open the document at the chapter."""
        self.ahead = chapters(DOCUMENT.read_text(encoding="utf-8"))[self.title]

    def done(self, person: str, kind: Kind, words: str) -> None:
        """Cross off what is done now; AssertionError if the document has something else here."""
        expected = self.ahead.pop(0) if self.ahead else None
        assert Mark(person, kind, _any_number(words)) == expected, f"docs/tour.md, „{self.title}“"

    def end(self) -> None:
        """Expect that nothing of the chapter is left."""
        assert not self.ahead, f"docs/tour.md, „{self.title}“: not played: {self.ahead}"


@dataclass(frozen=True, slots=True)
class Guided:
    """A person who does what the document says."""

    person: str
    window: ChatWindow
    chapter: Chapter
    demo: DemoProcess

    def types_into_the_terminal(self, keys: str) -> None:
        """Type into the terminal in which the demo runs."""
        self.chapter.done(self.person, Kind.TYPE, keys)
        self.demo.type(f"{keys}\n".encode())

    def types(self, text: str) -> None:
        """Send a message."""
        self.chapter.done(self.person, Kind.TYPE, text)
        self.window.write(text)

    def presses(self, *titles: str) -> None:
        """Press buttons of the newest card, one after the other."""
        for title in titles:
            self.chapter.done(self.person, Kind.PRESS, title)
            self.window.press(title)

    def presses_above(self, title: str) -> None:
        """Press a button of the newest message that stands above what is unfolded in it."""
        self.chapter.done(self.person, Kind.PRESS, title)
        self.window.press(title, within=self.window.newest)

    def records(self, title: str) -> None:
        """Press a button that changes the case, and wait until the window shows it."""
        self.presses(title)
        self.window.until_updated()

    def fills(self, label: str, text: str) -> None:
        """Fill in a field."""
        self.chapter.done(self.person, Kind.TYPE, text)
        self.window.fill(label, text)

    def chooses(self, label: str, option: str) -> None:
        """Choose from a list that unfolds."""
        self.chapter.done(self.person, Kind.TYPE, option)
        self.window.choose(label, option)

    def ticks(self, option: str, *, question: str = "") -> None:
        """Tick a choice."""
        self.chapter.done(self.person, Kind.TYPE, option)
        self.window.tick(option, question=question)

    def picks(self, label: str, day: date) -> None:
        """Pick a day in the calendar; the document cannot name it, because every reader has another today."""
        self.window.pick(label, day)

    def sees(self, words: str) -> None:
        """Wait for words of the bot."""
        self.chapter.done(self.person, Kind.SEE, words)
        self.window.sees(words)

    def opens(self, title: str) -> Page:
        """Press a link of the newest card; return the page that the browser opens."""
        self.chapter.done(self.person, Kind.PRESS, title)
        return self.window.follow(title)

    def presses_on(self, page: Page, title: str) -> None:
        """Press a button of a page."""
        self.chapter.done(self.person, Kind.PRESS, title)
        page.get_by_role("button", name=title, exact=True).click()

    def reads_on(self, page: Page, words: str) -> None:
        """Wait for words on a page."""
        self.chapter.done(self.person, Kind.SEE, words)
        expect(page.get_by_text(words).first).to_be_visible()


@dataclass(frozen=True, slots=True)
class Tour:
    """The people, the document, and a camera."""

    windows: Mapping[str, ChatWindow]
    """By first name."""
    demo: DemoProcess
    photograph: Callable[[Mapping[str, ChatWindow], Path], None]

    @contextmanager
    def chapter(self, title: str) -> Iterator[Mapping[str, Guided]]:
        """Play a chapter to its end."""
        open_chapter = Chapter(title)
        yield {name: Guided(name, window, open_chapter, self.demo) for name, window in self.windows.items()}
        open_chapter.end()

    def number_seen_by(self, person: str) -> str:
        """Return the number of the newest case in somebody's window."""
        card = self.windows[person].card_with(NUMBER).inner_text()
        found = NUMBER.search(card)
        assert found, card
        return found[0]

    def picture(self, folder: Path, name: str, *people: str) -> None:
        """Take a picture of people's windows side by side."""
        self.photograph({WHO[person]: self.windows[person] for person in people}, folder / f"{name}.png")
