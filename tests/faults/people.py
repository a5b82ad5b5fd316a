"""People who work while the bot dies under their hands, and press again when no answer comes."""

import asyncio
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from procedure.notice_kind import NoticeKind
from procedure.vocabulary import StaffId
from tests.acceptance.cards import buttons_of
from tests.faults.channel import Channel
from tests.support.builders import TEAM_A

FORMS = {
    "concerns": {"concerns": "fachliche_beschwerde", "teams": TEAM_A},
    "resolved": {"resolved": "nein", "leadership": "nein", "concerns_lead": "nein", "origin": "direkt"},
    "parting": {"parting": "gegangen", "talk": "kein", "name": "Karla Kundin", "verbis": "nein"},
}
"""What is answered to the form that has this field."""
ORDER = ("Persönlich", "concerns", "resolved", "parting", "Erfassen")
PAUSE_SECONDS = 0.05
APOLOGY = "Das hat leider nicht geklappt"
AGAIN_SECONDS = 0.2
"""After so long a person presses again. Oftener would only keep the machine from starting the bot."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a person sees at a glance on a card."""

    card: dict[str, Any]
    number: str
    titles: frozenset[str]


@dataclass(kw_only=True)
class Chat:
    """A person in front of her chat."""

    person: StaffId
    channel: Channel
    _read: dict[int, Read] = field(default_factory=dict)
    """Each card is read once: a chat is looked at twenty times a second."""

    def cards(self, since: int = 0) -> Iterator[tuple[str, dict[str, Any]]]:
        """Go through the cards of the chat as they stand, newest first."""
        shown: dict[str, dict[str, Any] | None] = {}
        for entry in self.channel.log:
            if not entry["taken"] or entry["chat"] != f"a:{self.person}" or entry["number"] <= since:
                continue
            attachments = entry["body"].get("attachments") or [{}]
            shown[entry["activity"]] = attachments[0].get("content")
        for activity_id, card in reversed(shown.items()):
            if isinstance(card, dict):
                yield activity_id, card

    def read(self, card: dict[str, Any]) -> Read:
        """Read a card of the chat."""
        known = self._read.get(id(card))
        if known is None:
            titles = frozenset(button.title for button in buttons_of(card))
            known = self._read[id(card)] = Read(card, number_of(card), titles)
        return known

    async def find(self, title: str, seconds: float, since: int) -> tuple[str, dict[str, Any]] | None:
        """Wait for a card with a button; None if none comes."""
        for _ in range(int(seconds / PAUSE_SECONDS)):
            await self.channel.look()
            for activity_id, card in self.cards(since):
                if any(button.title == title for button in buttons_of(card)):
                    return activity_id, card
            await asyncio.sleep(PAUSE_SECONDS)
        return None

    async def press(
        self, title: str, card: dict[str, Any], activity_id: str, **inputs: str
    ) -> dict[str, Any] | str:
        """Press a button until something else than an apology answers."""
        while True:
            shown = await self.press_once(title, card, activity_id, **inputs)
            if shown is not None and APOLOGY not in str(shown):
                return shown
            await asyncio.sleep(AGAIN_SECONDS)

    async def press_once(
        self, title: str, card: dict[str, Any], activity_id: str, **inputs: str
    ) -> dict[str, Any] | str | None:
        """Press a button; None if nothing answers."""
        button = next(button for button in buttons_of(card) if button.title == title)
        return await self.channel.presses(self.person, button.verb, {**button.data, **inputs}, activity_id)


@dataclass(kw_only=True)
class Recorder(Chat):
    """Takes reactions down, one after the other, each with words of its own."""

    recorded: dict[str, str] = field(default_factory=dict)
    """Words to the number that the receipt named."""
    begun: list[str] = field(default_factory=list)
    asked_again: list[str] = field(default_factory=list)
    """Questions that were answered, acknowledged and asked again all the same."""

    async def work(self, stop: asyncio.Event) -> None:
        """Record until told to stop; what is begun is finished."""
        for number in itertools.count(1):
            if stop.is_set():
                return
            words = f"Anliegen {self.person[-4:]}-{number}"
            self.begun.append(words)
            self.recorded[words] = await self._record(words)

    async def _record(self, words: str) -> str:
        furthest = -1
        while True:
            await self.channel.look()
            since = len(self.channel.log)
            if not await self.channel.types(self.person, "neu"):
                await asyncio.sleep(PAUSE_SECONDS)
                continue
            activity_id, card = await self.question(since)
            while card is not None:
                step = step_of(card)
                if step is None:
                    break
                if ORDER.index(step) < furthest:
                    self.asked_again.append(f"{words}: {step} after {ORDER[furthest]}")
                furthest = ORDER.index(step)
                answer = await self.answer(step, card, activity_id, words)
                if isinstance(answer, str):
                    break
                if "KRM-2026-" in (text := str(answer)) and "angelegt" in text:
                    return text[text.index("KRM-2026-") :][:13]
                card = answer

    async def to_summary(self, words: str) -> tuple[str, dict[str, Any]]:
        """Begin a recording, and return its last card: what it becomes with „Erfassen“."""
        assert await self.channel.types(self.person, "neu")
        activity_id, card = await self.question(0)
        while card is not None and (step := step_of(card)) is not None and step != "Erfassen":
            shown = await self.answer(step, card, activity_id, words)
            assert isinstance(shown, dict), shown
            card = shown
        assert card is not None
        return activity_id, card

    async def question(self, since: int) -> tuple[str, dict[str, Any] | None]:
        """Wait for the newest question of an intake."""
        for _ in range(30):
            await self.channel.look()
            for activity_id, card in self.cards(since):
                if step_of(card) is not None:
                    return activity_id, card
            await asyncio.sleep(PAUSE_SECONDS)
        return "", None

    async def answer(
        self, step: str, card: dict[str, Any], activity_id: str, words: str
    ) -> dict[str, Any] | str:
        """Answer a question."""
        if step in FORMS:
            more = {"summary": words} if step == "concerns" else {}
            return await self.press("Weiter", card, activity_id, **FORMS[step], **more)
        return await self.press(step, card, activity_id)


@dataclass(kw_only=True)
class Decider(Chat):
    """Presses one button of each case that arrives in her chat."""

    title: str
    brought_by: NoticeKind
    """The notice whose card offers the button."""
    proof: str
    """What the answer shows when it had its effect; ``{number}`` is the case's."""
    inputs: dict[str, str] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    """Numbers of the cases for which the answer showed the effect."""
    idle: bool = False
    """Nothing in the chat is left to press."""

    async def work(self, stop: asyncio.Event) -> None:
        """Press until told to stop."""
        while not stop.is_set():
            await self.channel.look()
            left = [
                (number, card, activity_id)
                for activity_id, card in self.cards()
                if self._offers(card) and (number := self.read(card).number) and number not in self.done
            ]
            self.idle = not left
            for number, card, activity_id in left:
                await self._decide(number, card, activity_id)
            await asyncio.sleep(PAUSE_SECONDS)

    async def _decide(self, number: str, card: dict[str, Any], activity_id: str) -> None:
        shown: dict[str, Any] | str = card
        for _ in range(5):
            if isinstance(shown, str) or not self._offers(shown):
                return
            inputs = {name: value.format(number=number) for name, value in self.inputs.items()}
            shown = await self.press(self.title, shown, activity_id, **inputs)
            if self.proof.format(number=number) in str(shown):
                self.done.add(number)
                return

    def _offers(self, card: dict[str, Any]) -> bool:
        return self.title in self.read(card).titles


def number_of(card: dict[str, Any]) -> str:
    """Return the number of the case a card is about; empty for none."""
    text = str(card)
    return text[text.index("KRM-2026-") :][:13] if "KRM-2026-" in text else ""


def step_of(card: dict[str, Any]) -> str | None:
    """Tell which question of an intake a card asks; None for any other card."""
    text, titles = str(card), {button.title for button in buttons_of(card)}
    for title in ("Erfassen", "Persönlich"):
        if title in titles:
            return title
    for field_name in FORMS:
        if f"'id': '{field_name}'" in text and "Weiter" in titles:
            return field_name
    return None
