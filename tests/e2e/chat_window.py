"""A person in front of a chat window: reads, types, presses."""

import re
from calendar import month_name
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

PATIENCE_MILLISECONDS = 15_000
"""How long an answer may take on a slow machine before the person gives up."""
QUIET_MILLISECONDS = 300
UPDATE_MILLISECONDS = 2_500
ANSWERED = "Your response was sent to the app"
MOST_TABS = 80
MOST_MONTHS = 24


@dataclass(frozen=True, slots=True)
class ChatWindow:
    """One Playground page."""

    page: Page
    address: str

    def open(self) -> None:
        """Open the page and wait until one can type. (Reloading it would lose what it shows.)"""
        self.page.goto(self.address)
        expect(self._editor).to_be_visible(timeout=PATIENCE_MILLISECONDS)
        self._hide_developers_panels()

    def _hide_developers_panels(self) -> None:
        self.page.get_by_title("Hide log panel").click()
        self.settle()

    def settle(self) -> None:
        """Look at the page until it has stopped changing.

        The Playground draws every card anew when a message arrives, and forgets what has been typed into it.
        A browser draws pages in the background once a second only, so the page is brought to the front.
        """
        self.page.bring_to_front()
        self.page.evaluate(
            """([quiet, patience]) => new Promise((done) => {
                let timer = setTimeout(done, quiet);
                const observer = new MutationObserver(() => {
                    clearTimeout(timer);
                    timer = setTimeout(() => { observer.disconnect(); done(); }, quiet);
                });
                observer.observe(document.body, { subtree: true, childList: true });
                setTimeout(() => { observer.disconnect(); done(); }, patience);
            })""",
            [QUIET_MILLISECONDS, PATIENCE_MILLISECONDS],
        )

    @property
    def _editor(self) -> Locator:
        return self.page.locator("[data-lexical-editor]")

    @property
    def said(self) -> Locator:
        """Everything the bot has sent, oldest first."""
        return self.page.locator(".fai-OutputCard")

    @property
    def newest(self) -> Locator:
        """The bot's last message."""
        return self.said.last

    @property
    def card(self) -> Locator:
        """The newest card."""
        return self.page.locator(".ac-adaptiveCard").last

    def card_with(self, text: str | re.Pattern[str]) -> Locator:
        """Return the newest card that contains a text."""
        return self.page.locator(".ac-adaptiveCard", has_text=text).last

    def write(self, text: str) -> None:
        """Type a message and send it."""
        self.page.bring_to_front()
        self._editor.click()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def press(self, title: str, *, within: Locator | None = None) -> None:
        """Press a button of the newest card; AssertionError with the card's words if it has none such."""
        self.settle()
        card = within or self.card
        try:
            card.get_by_role("button", name=title, exact=True).click(timeout=PATIENCE_MILLISECONDS)
        except PlaywrightTimeout:
            raise AssertionError(f"No button „{title}“ on:\n{card.inner_text()}") from None

    def follow(self, title: str) -> Page:
        """Press a link of the newest card and return the page that the browser opens."""
        self.settle()
        with self.page.context.expect_page() as opened:
            self.card.get_by_role("link", name=title, exact=True).click(timeout=PATIENCE_MILLISECONDS)
        opened.value.wait_for_load_state()
        return opened.value

    def fill(self, label: str | re.Pattern[str], text: str) -> None:
        """Fill an input of the newest card, found by its label."""
        self.card.get_by_label(label).fill(text, timeout=PATIENCE_MILLISECONDS)

    def choose(self, label: str | re.Pattern[str], option: str) -> None:
        """Choose from a list of the newest card, found by its label."""
        self.card.get_by_label(label).first.click(timeout=PATIENCE_MILLISECONDS)
        self.page.get_by_role("option", name=option, exact=True).click()

    def pick(self, label: str, day: date) -> None:
        """Pick a day in the calendar of an input, which is English here whatever the browser's language."""
        self.card.get_by_label(label).click(timeout=PATIENCE_MILLISECONDS)
        calendar = self.page.get_by_role("dialog", name="Calendar")
        expect(calendar).to_be_visible(timeout=PATIENCE_MILLISECONDS)
        cell = calendar.get_by_role("button", name=f"{day.day}, {month_name[day.month]}, {day.year}")
        for _ in range(MOST_MONTHS):
            if cell.count():
                break
            calendar.get_by_title(re.compile("^Next month")).click()
        cell.first.click()

    def tick(self, option: str, *, question: str = "") -> None:
        """Tick a choice of the newest card, as one does: by a click on its words.

        What a choice explains in brackets need not be said. ``question`` names the group where several groups
        offer the same words.
        """
        group = self.card.get_by_role("radiogroup", name=question) if question else self.card
        label = group.locator("label").filter(has_text=re.compile(rf"^{re.escape(option)}( \(.*\))?$"))
        label.click(timeout=PATIENCE_MILLISECONDS)

    def sees(self, text: str | re.Pattern[str]) -> None:
        """Wait until the bot has said something; then until the page is at rest."""
        self.page.bring_to_front()
        expect(self.said.filter(has_text=text).last).to_be_visible(timeout=PATIENCE_MILLISECONDS)
        self.settle()

    def until_updated(self) -> None:
        """Wait until the card has followed its case: then the page takes its line about the answer away.

        An update may have come before the answer; then the line stays, and enough time has passed.
        """
        answered = self.newest.get_by_text(ANSWERED)
        with suppress(AssertionError):
            expect(answered).to_have_count(0, timeout=UPDATE_MILLISECONDS)
        self.settle()

    def sees_button(self, title: str) -> None:
        """Wait for a card with a button."""
        self.page.bring_to_front()
        button = self.page.locator(".ac-adaptiveCard").get_by_role("button", name=title, exact=True)
        expect(button.last).to_be_visible(timeout=PATIENCE_MILLISECONDS)
        self.settle()

    def tab_to(self, name: str) -> None:
        """Move with the Tab key alone to the element of that name; AssertionError if it cannot be reached."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            # A choice is called by its question and its own words, which may explain something in brackets.
            if re.sub(r" \([^)]*\)$", "", self._focused_name()).endswith(name):
                return
        raise AssertionError(f"„{name}“ ist mit der Tabulatortaste nicht zu erreichen.")

    def _focused_name(self) -> str:
        """Name the focused element as a screen reader would: its label, else its text."""
        name = self.page.evaluate(
            """() => {
                const e = document.activeElement;
                if (!e) return "";
                if (e.matches("[data-lexical-editor]")) return "Nachricht";
                const own = e.getAttribute("aria-label") || "";
                const words = (id) => (id === e.id ? own : document.getElementById(id)?.innerText || "");
                const by = (e.getAttribute("aria-labelledby") || "").split(" ").map(words).join(" ");
                const label = e.labels?.length ? e.labels[0].innerText : "";
                return (by.trim() || own || label || e.innerText || "").replace("*", "").trim();
            }"""
        )
        return str(name)
