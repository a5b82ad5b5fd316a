"""Answers the buttons of the report's chapters and measures (GA VIII, R46, R48)."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from bot.clock import Clock
from bot.incoming import Incoming, Kind
from cards import verbs
from cards.card import Card
from cards.measures import EFFECT_OF, NOTHING, due_measures_card, measure_form_card, measures_card
from cards.press import UnreadablePress
from cards.report_press import ReportPress
from cards.report_texts import TEXT_ID, chapter_card, chapters_card, version_card
from casework.measures import (
    FinishMeasure,
    MeasureChanged,
    MeasureIncomplete,
    PutMeasure,
    finish_measure,
    list_measures,
    measure_form,
    put_measure,
)
from casework.measures_due import measures_due_for
from casework.ports import UnitsOfWork
from casework.report_texts import (
    ChapterChanged,
    ChapterNamesStaff,
    ChapterTooLong,
    NoSuchChapter,
    WriteChapter,
    Writing,
    chapter,
    chapter_with_notes,
    chapters,
    versions,
    write_chapter,
)
from casework.views_report import MeasureState, TextView
from procedure.rulebook import Rulebook
from procedure.statistics.template import ReportTemplate
from procedure.vocabulary import StaffId

KEPT: Final = "Gespeichert: {title}."
MEASURE_KEPT: Final = "Die Maßnahme ist gespeichert."
MEASURE_DONE: Final = "Danke. Die Maßnahme ist als erledigt vermerkt."
_STATES: Final = frozenset(MeasureState)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWriting:
    """What BGF and management write for the report, and what whoever answers for a measure says.

    Raises CaseworkError or ProcedureError with a German sentence, UnreadablePress for what no card sends.
    """

    units: UnitsOfWork
    rulebook: Rulebook
    template: ReportTemplate
    clock: Clock
    new_id: Callable[[], str]

    def knows(self, verb: str) -> bool:
        """Tell whether a button is about chapters or measures."""
        return verb in _ANSWERS

    async def on_press(self, turn: Incoming, verb: str, data: Mapping[str, Any]) -> Card:
        """Do what a button says and return the card that takes its place."""
        return await _ANSWERS[verb](self, turn, ReportPress.read(data))

    async def _list(self, turn: Incoming, press: ReportPress) -> Card:
        return await self._chapters(press.year, turn.staff_id)

    async def _chapters(self, year: int, actor: StaffId, notice: str = "") -> Card:
        found = await chapters(self._writing, year, actor, self.clock.now())
        return chapters_card(year, found, notice=notice)

    async def _chapter(self, turn: Incoming, press: ReportPress) -> Card:
        return chapter_card(press.year, await self._to_show(turn, press), with_notes=_is_not_kept(turn))

    async def _to_show(self, turn: Incoming, press: ReportPress) -> TextView:
        """Read a chapter, with what cases noted only where that is shown: it is written down (R50)."""
        read = chapter_with_notes if _is_not_kept(turn) else chapter
        return await read(self._writing, press.year, press.chapter, turn.staff_id, self.clock.now())

    async def _save(self, turn: Incoming, press: ReportPress) -> Card:
        typed = press.typed.get(TEXT_ID, "")
        command = WriteChapter(
            actor=turn.staff_id, year=press.year, chapter=press.chapter, seen=press.seen, text=typed
        )
        try:
            kept = await write_chapter(self._writing, command, self.clock.now())
        except ChapterChanged as changed:
            view = await self._to_show(turn, press)
            return chapter_card(
                press.year, view, notice=str(changed), typed=typed, with_notes=_is_not_kept(turn)
            )
        except (ChapterTooLong, ChapterNamesStaff) as problem:
            view = await chapter(self._writing, press.year, press.chapter, turn.staff_id, self.clock.now())
            return chapter_card(press.year, view, typed=typed, problem=str(problem), with_notes=False)
        return await self._chapters(press.year, turn.staff_id, KEPT.format(title=kept.title))

    async def _version(self, turn: Incoming, press: ReportPress) -> Card:
        every = await versions(self._writing, press.year, press.chapter, turn.staff_id, self.clock.now())
        if not 1 <= press.number <= len(every):
            raise NoSuchChapter
        return version_card(press.year, every[press.number - 1], latest=len(every))

    async def measures(self, actor: StaffId, year: int, *, page: int = 1, notice: str = "") -> Card:
        """List a year's measures, also for „maßnahmen“ that was typed."""
        listed = await list_measures(self.units, year, actor, rulebook=self.rulebook, now=self.clock.now())
        return measures_card(year, listed, page=page, notice=notice)

    async def _measures(self, turn: Incoming, press: ReportPress, notice: str = "") -> Card:
        return await self.measures(turn.staff_id, press.year, page=press.page, notice=notice)

    async def _form(
        self, turn: Incoming, press: ReportPress, *, notice: str = "", problem: Mapping[str, str] = NOTHING
    ) -> Card:
        measure_id, now = press.measure or self.new_id(), self.clock.now()
        form = await measure_form(
            self.units, press.year, measure_id, turn.staff_id, rulebook=self.rulebook, now=now
        )
        return measure_form_card(
            press.year, measure_id, form, notice=notice, typed=press.typed, problem=problem
        )

    async def _put(self, turn: Incoming, press: ReportPress) -> Card:
        try:
            command = _as_command(press, turn.staff_id)
            await put_measure(self.units, command, rulebook=self.rulebook, now=self.clock.now())
        except MeasureIncomplete as missing:
            return await self._form(turn, press, problem={missing.field: str(missing)})
        except MeasureChanged as changed:
            return await self._form(turn, press, notice=str(changed))
        return await self._measures(turn, press, MEASURE_KEPT)

    async def _done(self, turn: Incoming, press: ReportPress) -> Card:
        actor, now, notice = turn.staff_id, self.clock.now(), MEASURE_DONE
        # What others of the card's fields hold is not sent off yet, either.
        typed = dict(press.typed)
        command = FinishMeasure(
            actor=actor,
            measure_id=press.measure,
            seen=press.seen,
            effect=press.typed.get(f"{EFFECT_OF}{press.measure}", ""),
        )
        try:
            await finish_measure(self.units, command, rulebook=self.rulebook, now=now)
            typed.pop(f"{EFFECT_OF}{press.measure}", None)
        except (MeasureChanged, MeasureIncomplete) as refused:
            notice = str(refused)
        left = await measures_due_for(self.units, actor, rulebook=self.rulebook, now=now)
        return due_measures_card(left, notice=notice, typed=typed)

    @property
    def _writing(self) -> Writing:
        return Writing(units=self.units, rulebook=self.rulebook, template=self.template)


_ANSWERS: Final[Mapping[str, Callable[[ReportWriting, Incoming, ReportPress], Awaitable[Card]]]] = {
    verbs.REPORT_TEXTS: ReportWriting._list,  # noqa: SLF001 - its own table
    verbs.REPORT_TEXT: ReportWriting._chapter,  # noqa: SLF001
    verbs.REPORT_TEXT_SAVE: ReportWriting._save,  # noqa: SLF001
    verbs.REPORT_TEXT_VERSION: ReportWriting._version,  # noqa: SLF001
    verbs.REPORT_MEASURES: ReportWriting._measures,  # noqa: SLF001
    verbs.MEASURE_FORM: ReportWriting._form,  # noqa: SLF001
    verbs.MEASURE_PUT: ReportWriting._put,  # noqa: SLF001
    verbs.MEASURE_DONE: ReportWriting._done,  # noqa: SLF001
}


def _is_not_kept(turn: Incoming) -> bool:
    """Tell whether the answer stays out of the chat: only that to an Action.Execute does.

    What closings noted goes when their cases are anonymised, so it must not stand in a message.
    """
    return turn.kind is Kind.INVOKE


def _as_command(press: ReportPress, actor: StaffId) -> PutMeasure:
    if not press.measure:
        raise UnreadablePress
    typed = press.typed
    state = typed.get("state", MeasureState.OPEN.value)
    if state not in _STATES:
        raise MeasureIncomplete("state", "Bitte wählen Sie den Stand.")
    return PutMeasure(
        actor=actor,
        year=press.year,
        measure_id=press.measure,
        seen=press.seen,
        text=typed.get("text", ""),
        owner=typed.get("owner", ""),
        due_on=_day(typed.get("due", "")),
        state=MeasureState(state),
        effect=typed.get("effect", ""),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
