"""Typed words: an intake under way has them first, then requests; what is neither gets the help."""

from dataclasses import dataclass

from bot.absences import Absences
from bot.clock import Clock
from bot.drafts import DraftStands
from bot.files.received import ReceivedFiles
from bot.finding import Finding
from bot.helping import help_for
from bot.incoming import Incoming
from bot.intake import IntakeTurns
from bot.report.yearly import Yearly
from bot.time_travel import TimeTravel
from cards.weekly import weekly_card
from casework.requests import Deadlines, MyTasks, OpenCases, SearchCases, ShowCase
from casework.weekly import overview_for
from dialogs.context import Context
from dialogs.requests import (
    Away,
    Back,
    ExportYear,
    Help,
    MeasuresYear,
    ReportYear,
    Request,
    StatisticsYear,
    Unclear,
    Week,
    beside_a_draft,
    understand_request,
)
from procedure.office import Office
from procedure.rulebook import Rulebook

DRAFT_STAYS = "Ihre begonnene Aufnahme bleibt, wie sie ist. Sie können oben einfach weitermachen."
"""After an answer that was given beside it."""
ASKS_FOR_A_NUMBER = "follow_up_of"
"""The question of the intake to which a case number is the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedText:
    """Answers what people type in their personal chat."""

    intake: IntakeTurns
    finding: Finding
    absences: Absences
    files: ReceivedFiles
    yearly: Yearly
    rulebook: Rulebook
    clock: Clock
    time_travel: TimeTravel | None = None
    """Only in the demo: „zeit +14 Tage“. Elsewhere these are words like any others."""

    async def on_text(self, turn: Incoming, office: Office) -> None:
        """Answer a message. Raises CaseworkError or ProcedureError with a German sentence."""
        if turn.files:
            await self.files.on_files(turn)
            return
        if self.time_travel is not None and await self.time_travel.on_text(turn):
            return
        context = Context(actor=turn.staff_id, office=office, rulebook=self.rulebook, now=self.clock.now())
        beside = beside_a_draft(turn.text, context)
        if beside is not None and await self._answered_beside(turn, beside, context):
            return
        if await self.intake.on_text(turn, office):
            return
        request = understand_request(turn.text, context)
        if request is None:
            await turn.replies.send_card(help_for(context))
        else:
            await self._answer(turn, request, context)

    async def _answered_beside(self, turn: Incoming, request: Request, context: Context) -> bool:
        """Answer an exact command although an intake is under way; the draft stays as it is."""
        stands, question = await self.intake.stands(turn, context.office)
        match stands:
            case DraftStands.NONE:
                pass
            case DraftStands.CONFIRMED:
                await self.intake.on_text(turn, context.office)  # finishes it first
            case DraftStands.OPEN if isinstance(request, ShowCase) and question == ASKS_FOR_A_NUMBER:
                return False
            case DraftStands.OPEN:
                await self._answer(turn, request, context)
                await turn.replies.send_text(DRAFT_STAYS)
                return True
        await self._answer(turn, request, context)
        return True

    async def _answer(self, turn: Incoming, request: Request, context: Context) -> None:
        match request:
            case ShowCase(number=number):
                await self.finding.show(number, turn.staff_id)
            case MyTasks() | OpenCases() | Deadlines() | SearchCases():
                await turn.replies.send_card(await self.finding.list_page(request, turn.staff_id))
            case Away():
                await turn.replies.send_card(
                    await self.absences.away(request, turn.staff_id, turn.activity_id)
                )
            case Back():
                await turn.replies.send_card(
                    await self.absences.back(request, turn.staff_id, turn.activity_id)
                )
            case Week():
                week = await overview_for(self.finding.units, turn.staff_id, self.rulebook, self.clock.now())
                await turn.replies.send_card(weekly_card(week, in_channel=False))
            case StatisticsYear() | ReportYear() | ExportYear() | MeasuresYear():
                await self.yearly.on_request(turn, request)
            case Unclear(sentence=sentence):
                await turn.replies.send_text(sentence)
            case Help():
                await turn.replies.send_card(help_for(context))
