"""Finds cases for a person: one by its number, or a list, page by page; what she may not see is not there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.clock import Clock
from bot.sending.answered_cards import AnsweredCards
from bot.sending.card_kinds import LOOKED_UP
from bot.sending.live_cards import LiveCards
from bot.sending.rendering import Rendered
from cards.actions import UnreadablePress
from cards.card import Card
from cards.case import case_card
from cards.list import list_card
from cards.step_buttons import has_form
from cards.variants import with_form
from cards.verbs import CASE_SHOW, LIST_PAGE
from casework.errors import CaseNotFound
from casework.find import find_by_number, find_cases
from casework.linked import linked_to
from casework.open_case import look
from casework.ports import UnitsOfWork
from casework.present import Presenter
from casework.requests import Deadlines, MyTasks, OpenCases, Request, SearchCases, ShowCase
from casework.views import CaseView, Step
from dialogs.context import Context
from dialogs.requests import understand_request
from procedure.case import Case
from procedure.office import Office
from procedure.rulebook import Rulebook
from procedure.vocabulary import CaseId, StaffId

SHOWN = "{number} steht jetzt im Chat."
_LAST_PAGE = 10_000
_LONGEST_ASKED = 400
_LONGEST_ID = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Answers „KRM-2026-0042“, „meine“, „offen“, „fristen“, „suche …“, and the buttons of lists."""

    units: UnitsOfWork
    rulebook: Rulebook
    live: LiveCards
    clock: Clock
    answered: AnsweredCards

    def knows(self, verb: str) -> bool:
        """Tell whether a verb belongs to a list."""
        return verb in {CASE_SHOW, LIST_PAGE}

    async def list_page(self, request: Request, actor: StaffId, *, page: int = 1) -> Card:
        """Draw one page of a list."""
        now = self.clock.now()
        listed = await find_cases(self.units, request, actor, page=page, rulebook=self.rulebook, now=now)
        return list_card(listed, today=self.rulebook.day(now))

    async def show(self, number: str, actor: StaffId) -> None:
        """Send the card of the case with a number; CaseNotFound for who may not see it."""
        case, office = await find_by_number(
            self.units, number, actor, rulebook=self.rulebook, now=self.clock.now()
        )
        await self._send(case, office, actor)

    async def on_press(self, verb: str, data: Mapping[str, Any], context: Context) -> Card | str:
        """Answer a list's button: another page in place, or the case's card below and a sentence.

        A reminder's button names the step that settles what is due: its form is unfolded on the card.
        """
        if verb == LIST_PAGE:
            return await self._turned(data, context)
        case_id, step = data.get("case"), data.get("step")
        if not isinstance(case_id, str) or not 0 < len(case_id) <= _LONGEST_ID:
            raise UnreadablePress
        if step is not None and not (isinstance(step, str) and step in set(Step)):
            raise UnreadablePress
        now = self.clock.now()
        case, office = await look(self.units, CaseId(case_id), context.actor, rulebook=self.rulebook, now=now)
        await self._send(case, office, context.actor, unfolded=None if step is None else Step(step))
        return SHOWN.format(number=case.number)

    async def _turned(self, data: Mapping[str, Any], context: Context) -> Card:
        asked, page = data.get("asked"), data.get("page")
        if not isinstance(asked, str) or len(asked) > _LONGEST_ASKED:
            raise UnreadablePress
        if not isinstance(page, int) or isinstance(page, bool) or not 0 < page <= _LAST_PAGE:
            raise UnreadablePress
        request = understand_request(asked, context)
        match request:
            case MyTasks() | OpenCases() | Deadlines() | SearchCases() | ShowCase():
                return await self.list_page(request, context.actor, page=page)
            case _:
                raise UnreadablePress

    async def _send(
        self, case: Case, office: Office, actor: StaffId, *, unfolded: Step | None = None
    ) -> None:
        linked = await linked_to(self.units, case)
        presenter = Presenter(office=office, rulebook=self.rulebook, now=self.clock.now(), linked=linked)
        view = presenter.case(case, actor)
        if view is None:
            raise CaseNotFound
        rendered = Rendered(card=_drawn(view, unfolded), summary=case.number)

        def sent(activity_id: str) -> None:
            # A refresh on its way to this card must not fold the form again.
            self.answered.note(
                actor,
                activity_id,
                case_id=case.id,
                version=case.version,
                card=rendered.card,
                now=self.clock.now(),
            )

        # The person is looking at the chat: nothing has to call her.
        await self.live.send(case, actor, LOOKED_UP, rendered, alert=False, on_sent=sent)


def _drawn(view: CaseView, unfolded: Step | None) -> Card:
    """Draw a case with a step's form unfolded, where the person may take that step now; else as ever."""
    if unfolded is None or unfolded not in view.steps or not has_form(view, unfolded):
        return case_card(view)
    return with_form(view, unfolded)
