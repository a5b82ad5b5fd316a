"""What people ask about a year, in words or with a button, finds whoever knows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.incoming import Incoming
from bot.report.files import OfferedFiles
from bot.report.reports import Reports
from bot.report.runs import ReportRuns
from bot.report.statistics import Statistics
from bot.report.writing import ReportWriting
from cards.actions import UnreadablePress
from cards.card import Card
from cards.report import FORMATS
from cards.verbs import REPORT_FILE, REPORT_RELEASE, REPORT_SHOW, STATISTICS_SHOW, STATISTICS_TEAMS
from dialogs.request_kinds import AboutAYear, ExportYear, MeasuresYear, ReportYear, StatisticsYear

_FIRST_YEAR, _LAST_YEAR = 1000, 9998
_MOST_VERSIONS = 99_999
_VERBS = frozenset({STATISTICS_SHOW, STATISTICS_TEAMS, REPORT_SHOW, REPORT_FILE, REPORT_RELEASE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Yearly:
    """Statistics, report, export."""

    statistics: Statistics
    runs: ReportRuns
    reports: Reports
    files: OfferedFiles
    writing: ReportWriting

    def knows(self, verb: str) -> bool:
        """Tell whether a button is about a year."""
        return verb in _VERBS or self.writing.knows(verb)

    async def on_request(self, turn: Incoming, request: AboutAYear) -> None:
        """Answer a typed request. Raises CaseworkError or ProcedureError with a German sentence."""
        match request:
            case StatisticsYear(year=year):
                await self.statistics.on_request(turn, year)
            case ReportYear(year=year):
                await self.runs.on_request(turn, year)
            case ExportYear(year=year):
                await turn.replies.send_card(await self.files.export(turn, year))
            case MeasuresYear(year=year):
                await turn.replies.send_card(await self.writing.measures(turn.staff_id, year))

    async def on_press(self, turn: Incoming, verb: str, data: Mapping[str, Any]) -> Card | str:
        """Answer a button; raises as ``on_request`` does, UnreadablePress for what no card of ours sends."""
        if self.writing.knows(verb):
            return await self.writing.on_press(turn, verb, data)
        year = _number(data.get("year"), _FIRST_YEAR, _LAST_YEAR)
        if verb in {STATISTICS_SHOW, STATISTICS_TEAMS}:
            return await self.statistics.on_press(turn, year, teams=verb == STATISTICS_TEAMS)
        if verb == REPORT_SHOW and "version" not in data:
            return await self.reports.card(turn.staff_id, year)
        version = _number(data.get("version"), 1, _MOST_VERSIONS)
        match verb:
            case _ if verb == REPORT_SHOW:
                return await self.reports.card(turn.staff_id, year, version)
            case _ if verb == REPORT_RELEASE:
                confirmed = data.get("confirmed") is True
                return await self.reports.release(turn.staff_id, year, version, confirmed=confirmed)
            case _:
                return await self.reports.file(turn, year, version, _format(data.get("format")))


def _format(value: object) -> str:
    if not isinstance(value, str) or value not in FORMATS:
        raise UnreadablePress
    return value


def _number(value: object, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise UnreadablePress
    return value
