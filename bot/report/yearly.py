"""What people ask about a year, in words or with a button, finds whoever knows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.incoming import Incoming
from bot.report.statistics import Statistics
from cards.actions import UnreadablePress
from cards.card import Card
from cards.verbs import STATISTICS_SHOW, STATISTICS_TEAMS
from dialogs.request_kinds import AboutAYear, StatisticsYear

_FIRST_YEAR, _LAST_YEAR = 1000, 9998


@dataclass(frozen=True, slots=True, kw_only=True)
class Yearly:
    """Statistics, report, export."""

    statistics: Statistics

    def knows(self, verb: str) -> bool:
        """Tell whether a button is about a year."""
        return verb in {STATISTICS_SHOW, STATISTICS_TEAMS}

    async def on_request(self, turn: Incoming, request: AboutAYear) -> None:
        """Answer a typed request. Raises CaseworkError or ProcedureError with a German sentence."""
        match request:
            case StatisticsYear(year=year):
                await self.statistics.on_request(turn, year)

    async def on_press(self, turn: Incoming, verb: str, data: Mapping[str, Any]) -> Card | str:
        """Answer a button; raises as ``on_request`` does, UnreadablePress for what no card of ours sends."""
        year = _number(data.get("year"), _FIRST_YEAR, _LAST_YEAR)
        return await self.statistics.on_press(turn, year, teams=verb == STATISTICS_TEAMS)


def _number(value: object, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise UnreadablePress
    return value
