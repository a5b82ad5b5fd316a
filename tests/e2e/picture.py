"""A picture of a conversation, without the developers' tools around it."""

from playwright.sync_api import FloatRect

from tests.e2e.chat_window import ANSWERED, ChatWindow

HEADER_PIXELS = 50
NO_FULL_WIDTH = "Full width control is not supported yet in Microsoft 365 Agents playground"

_HIDE_NOTES = """(notes) => {
    const words = (e) => e.innerText.trim();
    const isNote = (e) => notes.some((note) => words(e).startsWith(note));
    for (const e of [...document.querySelectorAll("div, span, p")].filter(isNote)) {
        const all = words(e);
        let outer = e;
        while (outer.parentElement && words(outer.parentElement) === all) outer = outer.parentElement;
        outer.style.display = "none";
    }
}"""
"""Takes the Playground's notes to developers away. Pressing them away would fold up an open form."""

_SHOW_THE_END = """(newest) => {
    newest.scrollIntoView({ block: "end" });
    let chat = newest.parentElement;
    while (!["auto", "scroll"].includes(getComputedStyle(chat).overflowY)) chat = chat.parentElement;
    for (let outer = chat.parentElement; outer; outer = outer.parentElement) {
        outer.scrollTop = outer.scrollHeight;
    }
}"""
"""Scrolls to the end of the newest message, and the tools around the chat as far out as they go."""


def picture_of(window: ChatWindow) -> bytes:
    """Take a picture; what is open or typed in the newest card stays so."""
    page = window.page
    window.settle()
    page.evaluate(_HIDE_NOTES, [ANSWERED, NO_FULL_WIDTH])
    window.newest.evaluate(_SHOW_THE_END)
    window.settle()
    size = page.viewport_size
    assert size is not None
    clip: FloatRect = {
        "x": 0,
        "y": HEADER_PIXELS,
        "width": size["width"],
        "height": size["height"] - HEADER_PIXELS,
    }
    return page.screenshot(clip=clip, animations="disabled")
