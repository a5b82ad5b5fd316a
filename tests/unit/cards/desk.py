"""People who press buttons on cards: the cards they see go through the real use cases, in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cards.actions import CaseActions
from cards.card import Card
from casework.views import Step
from procedure.case import Case
from procedure.vocabulary import DocumentId, StaffId
from tests.support.house import House
from tests.unit.cards.reading import pressed


def link_for(document: DocumentId, person: StaffId) -> str:
    return f"https://bot.example/d/{document}?fuer={person}"


@dataclass(kw_only=True)
class Desk:
    """The buttons of the cards in one office."""

    house: House = field(default_factory=House)

    @property
    def actions(self) -> CaseActions:
        return CaseActions(
            units=self.house.units,
            rulebook=self.house.rulebook,
            letters=self.house.letters,
            link_for=link_for,
        )

    async def press(
        self, verb: str, case: Case, who: StaffId, *, version: int | None = None, **data: object
    ) -> Card:
        """Press a button on a card of ``case`` as it stands there; ``data`` are the inputs by id."""
        sent = {"case": str(case.id), "version": case.version if version is None else version, **data}
        return await self.actions.press(verb, sent, who, self.house.now)

    async def clicks(self, card: Card, title: str, who: StaffId, **typed: object) -> Card:
        """Click a button of a card that is in sight, with what is typed into its form."""
        button: Mapping[str, Any] = pressed(card, title)
        return await self.actions.press(button["verb"], button["data"] | typed, who, self.house.now)

    async def sees(self, case: Case, who: StaffId) -> Card:
        """Bring a person's card up to date."""
        return await self.press("case.refresh", case, who)

    def stored(self, case: Case) -> Case:
        """Return the case as it is kept."""
        return self.house.units.cases_by_id[case.id]


ANSWERING = (Step.COME, Step.APPOINTMENT, Step.CALLBACK, Step.WRITTEN)
