"""A pressed button becomes a use case; its answer is the fresh card. Framework-free.

What arrives is input, not authority: the payload is read strictly, and the use case checks who may.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from cards.case import case_card
from cards.full_text import full_text_card
from cards.verbs import CASE_REFRESH
from casework.commands import OpenCase, TakeStep
from casework.errors import CaseworkError, StaleCase
from casework.open_case import look, open_case
from casework.ports import UnitsOfWork
from casework.present import Presenter
from casework.take_step import take_step
from casework.views import CaseView, Step
from procedure import steps
from procedure.case import Case
from procedure.errors import IncompleteReaction, ProcedureError
from procedure.office import Office
from procedure.rulebook import Rulebook
from procedure.vocabulary import CaseId, HandoverAnswer, StaffId

Card = dict[str, Any]

_MAX_VERSION = 1_000_000
_MAX_INPUT = 4_000


class UnreadablePress(CaseworkError):  # noqa: N818 - named for the fact
    """Diese Karte kann ich nicht lesen. Bitte schreiben Sie „hilfe“, dann geht es weiter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A button of a case card, read from what the client sent."""

    case_id: CaseId
    version: int
    typed: Mapping[str, str]
    """The form's inputs by id."""

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Press":
        """Read the data of a button; UnreadablePress if they are not ours."""
        case_id, version = data.get("case"), data.get("version")
        if not isinstance(case_id, str) or not case_id or len(case_id) > 64:  # noqa: PLR2004 - a UUID has 36
            raise UnreadablePress
        if not isinstance(version, int) or isinstance(version, bool) or not 0 < version < _MAX_VERSION:
            raise UnreadablePress
        # Cut, not dropped: what is far too long is then refused as too long, not taken for missing.
        typed = {
            key: value[:_MAX_INPUT]
            for key, value in data.items()
            if key not in {"case", "version", "verb"} and isinstance(value, str)
        }
        return cls(case_id=CaseId(case_id), version=version, typed=typed)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseActions:
    """The buttons of the case cards."""

    units: UnitsOfWork
    rulebook: Rulebook

    def knows(self, verb: str) -> bool:
        """Tell whether a verb belongs to a case card."""
        return verb == CASE_REFRESH or verb in set(Step)

    async def press(self, verb: str, data: Mapping[str, Any], actor: StaffId, now: datetime) -> Card:
        """Do what the button says and return the card as it stands then.

        A press that comes too late, or is refused, gets the fresh card and one sentence. Raises
        UnreadablePress, or CaseNotFound for whoever may not see the case.
        """
        press = Press.read(data)
        try:
            if verb == CASE_REFRESH:
                return await self._fresh(press, actor, now)
            if verb == Step.OPEN:
                return await self._open(press, actor, now)
            if verb not in _READERS:
                raise UnreadablePress
            return await self._step(Step(verb), press, actor, now)
        except StaleCase as stale:
            return await self._fresh(press, actor, now, notice=str(stale))
        except IncompleteReaction as error:
            return await self._fresh(press, actor, now, problem={error.field: str(error)})
        except ProcedureError as error:
            return await self._fresh(press, actor, now, notice=str(error))

    async def _step(self, step: Step, press: Press, actor: StaffId, now: datetime) -> Card:
        command = TakeStep(
            # The channel repeats a press under new ids: what makes it the same is what it would do.
            command_id=f"{press.case_id}/{press.version}/{step}/{actor}",
            actor=actor,
            case_id=press.case_id,
            version=press.version,
            step=_READERS[step](press.typed, self.rulebook),
        )
        case, office = await take_step(self.units, command, rulebook=self.rulebook, now=now)
        return self._card(case, office, press, actor, now)

    async def _open(self, press: Press, actor: StaffId, now: datetime) -> Card:
        command = OpenCase(actor=actor, case_id=press.case_id)
        case, office = await open_case(self.units, command, rulebook=self.rulebook, now=now)
        presenter = Presenter(office=office, rulebook=self.rulebook, now=now)
        view = presenter.full_text(case, actor)
        if view is None:
            raise UnreadablePress
        return full_text_card(view)

    async def _fresh(
        self,
        press: Press,
        actor: StaffId,
        now: datetime,
        *,
        notice: str = "",
        problem: Mapping[str, str] | None = None,
    ) -> Card:
        case, office = await look(self.units, press.case_id, actor, rulebook=self.rulebook, now=now)
        return self._card(case, office, press, actor, now, notice=notice, problem=problem)

    def _card(
        self,
        case: Case,
        office: Office,
        press: Press,
        actor: StaffId,
        now: datetime,
        *,
        notice: str = "",
        problem: Mapping[str, str] | None = None,
    ) -> Card:
        view = self._view(case, Presenter(office=office, rulebook=self.rulebook, now=now), actor)
        return case_card(view, notice=notice, problem=problem or {}, typed=press.typed if problem else {})

    def _view(self, case: Case, presenter: Presenter, actor: StaffId) -> CaseView:
        view = presenter.case(case, actor)
        if view is None:
            raise UnreadablePress
        return view


def _instant(typed: Mapping[str, str], rulebook: Rulebook) -> datetime | None:
    """Read the day and time of an appointment as the office's clocks show them; None if one is missing."""
    try:
        day = date.fromisoformat(typed.get("day", "").strip())
        clock = time.fromisoformat(typed.get("time", "").strip())
    except ValueError:
        return None
    instant = datetime.combine(day, clock.replace(tzinfo=None), tzinfo=rulebook.timezone)
    # An hour that the clocks skip would be shown as another one: then it is asked again.
    exists = rulebook.local(instant.astimezone(UTC)).replace(tzinfo=None) == instant.replace(tzinfo=None)
    return instant if exists else None


def _answer(answer: HandoverAnswer) -> Callable[[Mapping[str, str], Rulebook], steps.CaseStep]:
    return lambda _typed, _rulebook: steps.AnswerHandover(answer=answer)


_READERS: Mapping[str, Callable[[Mapping[str, str], Rulebook], steps.CaseStep]] = {
    Step.COME: _answer(HandoverAnswer.COME),
    Step.WRITTEN: _answer(HandoverAnswer.WRITTEN),
    Step.APPOINTMENT: lambda typed, rulebook: steps.AnswerHandover(
        answer=HandoverAnswer.APPOINTMENT,
        appointment_at=_instant(typed, rulebook),
        place=typed.get("place", ""),
    ),
    Step.CALLBACK: lambda typed, _: steps.AnswerHandover(
        answer=HandoverAnswer.CALLBACK, callback=typed.get("callback", "")
    ),
    Step.ASK_DEPUTY: lambda _typed, _: steps.AskDeputy(),
    Step.TAKE_OVER: lambda _typed, _: steps.TakeOver(),
    Step.CONFIRM_RECORDED: lambda typed, _: steps.ConfirmRecorded(krm_tool_ref=typed.get("krm_tool_ref", "")),
}
"""How each button's form is read; what may be done with it the use case decides."""
