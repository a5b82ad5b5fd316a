"""Somebody in front of the team's channel: the same page, on another conversation."""

from dataclasses import dataclass

from playwright.sync_api import Locator, expect

from bot.demo.people import CHANNEL_NAME
from tests.e2e.chat_window import PATIENCE_MILLISECONDS, ChatWindow

BESIDE_THE_LIST = (625, 600)
LIST = "Toggle app bar and conversation window"


@dataclass(frozen=True, slots=True)
class ChannelWindow(ChatWindow):
    """The Playground's page with the channel open."""

    def open(self) -> None:
        """Open the page and choose the channel in the list on its left, which a narrow window hides.

        A click beside the list folds it up again.
        """
        # Not super(): a class made anew for its slots has another identity than the one it would look for.
        ChatWindow.open(self)
        page = self.page
        page.get_by_title(LIST).click()
        page.get_by_text(CHANNEL_NAME, exact=True).click()
        page.mouse.click(*BESIDE_THE_LIST)
        expect(page.get_by_text("Start a new post")).to_be_visible(timeout=PATIENCE_MILLISECONDS)
        self.settle()

    @property
    def said(self) -> Locator:
        """Everything the bot has posted, newest first."""
        return self.page.locator(".ac-adaptiveCard")

    @property
    def newest(self) -> Locator:
        """The bot's last post."""
        return self.said.first
