"""Measures that the office has decided: who answers for them, until when, and what came of them (R46, R48).

BGF and management add and change them. Whoever answers for one says that it is done. Two may press at once:
the second is told, and sees how the measure stands.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from casework.errors import CaseworkError, UnknownPerson
from casework.measure_owners import Owner, key_of, offered
from casework.ports import UnitOfWork, UnitsOfWork
from casework.report_access import check_year, measures_writer
from casework.report_ports import StoredMeasure
from casework.staff_names import NO_NAMES_IN_REPORT, names_staff
from casework.transact import transact
from casework.views_report import MeasureState, MeasureView
from procedure.actor import Actor
from procedure.office import Office
from procedure.rulebook import Rulebook
from procedure.vocabulary import StaffId

TEXT_LENGTH: Final = 500
EFFECT_LENGTH: Final = 1_000
MOST: Final = 60
"""Measures of one year."""
LAST_YEARS: Final = 10
"""No measure is due later than so many years after the report's year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PutMeasure:
    """Add or change a measure (BGF, management)."""

    actor: StaffId
    year: int
    measure_id: str
    """A new one is drawn with the form, so that a press that is repeated adds one measure."""
    seen: int
    """The version that was changed; 0: a new one."""
    text: str
    owner: str
    """Key of an office (``casework.measure_owners``)."""
    due_on: date | None
    state: MeasureState = MeasureState.OPEN
    effect: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishMeasure:
    """Say that a measure is done (whoever answers for it, BGF, management)."""

    actor: StaffId
    measure_id: str
    seen: int
    effect: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureEntry:
    """A measure as somebody may work on it."""

    view: MeasureView
    version: int
    owner: str
    """Key of its office."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureForm:
    """What a form needs: the measure (None: a new one) and who may answer for it."""

    entry: MeasureEntry | None
    owners: tuple[Owner, ...]


class MeasureNotFound(CaseworkError):  # noqa: N818 - named for the fact
    """Diese Maßnahme gibt es nicht, oder sie liegt nicht bei Ihnen."""


class TooManyMeasures(CaseworkError):  # noqa: N818 - named for the fact
    """Für dieses Jahr stehen schon 60 Maßnahmen da. Bitte fassen Sie welche zusammen."""


class MeasureIncomplete(CaseworkError):  # noqa: N818 - named for the fact
    """Eine Angabe fehlt oder ist nicht möglich."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class MeasureChanged(CaseworkError):  # noqa: N818 - named for the fact
    """Jemand anderes hat diese Maßnahme inzwischen geändert. Ihre Angaben sind noch nicht gespeichert."""

    def __init__(self, current: MeasureEntry) -> None:
        super().__init__()
        self.current = current


async def list_measures(
    units: UnitsOfWork, year: int, actor: StaffId, *, rulebook: Rulebook, now: datetime
) -> tuple[MeasureEntry, ...]:
    """List the measures decided in a year, for BGF and management."""
    async with units(reads_only=True) as unit:
        office = await unit.staff.office()
        measures_writer(actor, office, rulebook, now)
        check_year(year, rulebook, now)
        return tuple(entry_of(measure, office) for measure in await unit.reports.measures(year))


async def measure_form(
    units: UnitsOfWork, year: int, measure_id: str, actor: StaffId, *, rulebook: Rulebook, now: datetime
) -> MeasureForm:
    """Return what the form of a measure needs; an unknown id is a new one."""
    async with units(reads_only=True) as unit:
        office = await unit.staff.office()
        measures_writer(actor, office, rulebook, now)
        check_year(year, rulebook, now)
        stored = await unit.reports.measure(measure_id)
    if stored is not None and stored.year != year:
        raise MeasureNotFound
    entry = None if stored is None else entry_of(stored, office)
    return MeasureForm(entry=entry, owners=offered(office, stored))


async def put_measure(
    units: UnitsOfWork, command: PutMeasure, *, rulebook: Rulebook, now: datetime
) -> MeasureEntry:
    """Add or change a measure; MeasureIncomplete names the field that must be mended."""

    async def work(unit: UnitOfWork) -> MeasureEntry:
        office = await unit.staff.office()
        measures_writer(command.actor, office, rulebook, now)
        check_year(command.year, rulebook, now)
        stored = await unit.reports.measure(command.measure_id)
        if stored is not None and stored.year != command.year:
            raise MeasureNotFound
        wanted = _wanted(command, stored, office, rulebook.day(now))
        if stored is not None and replace(wanted, row_version=stored.row_version) == stored:
            return entry_of(stored, office)  # pressed twice, or nothing was changed
        if command.seen != (stored.row_version if stored is not None else 0):
            if stored is None:
                raise MeasureNotFound
            raise MeasureChanged(entry_of(stored, office))
        _refuse_names(wanted.text, "text", office)
        _refuse_names(wanted.effect, "effect", office)
        if stored is None and len(await unit.reports.measures(command.year)) >= MOST:
            raise TooManyMeasures
        await unit.reports.put_measure(wanted)
        await unit.reports.note_measure(wanted, by=command.actor, at=now)
        return entry_of(wanted, office)

    return await transact(units, work)


async def finish_measure(
    units: UnitsOfWork, command: FinishMeasure, *, rulebook: Rulebook, now: datetime
) -> MeasureEntry:
    """Note that a measure is done, and what it brought about; done twice is done once.

    MeasureIncomplete for an effect that is too long or names an employee.
    """
    effect = _text("effect", command.effect, EFFECT_LENGTH)

    async def work(unit: UnitOfWork) -> MeasureEntry:
        office = await unit.staff.office()
        stored = await unit.reports.measure(command.measure_id)
        actor = Actor.of(command.actor, office, rulebook.day(now))
        if office.member(command.actor) is None:
            raise UnknownPerson
        if stored is None or not may_finish(stored, actor):
            raise MeasureNotFound
        if stored.state is MeasureState.DONE and effect in {"", stored.effect}:
            return entry_of(stored, office)
        if stored.state is not MeasureState.OPEN or stored.row_version != command.seen:
            raise MeasureChanged(entry_of(stored, office))
        _refuse_names(effect, "effect", office)
        done = replace(
            stored,
            state=MeasureState.DONE,
            done_on=rulebook.day(now),
            effect=effect or stored.effect,
            row_version=stored.row_version + 1,
        )
        await unit.reports.put_measure(done)
        await unit.reports.note_measure(done, by=command.actor, at=now)
        return entry_of(done, office)

    return await transact(units, work)


def may_finish(measure: StoredMeasure, actor: Actor) -> bool:
    """Tell whether a person may say that a measure is done."""
    is_own = measure.owner is not None and measure.owner == actor.staff_id
    return is_own or actor.is_bgf or actor.is_management


def _wanted(command: PutMeasure, stored: StoredMeasure | None, office: Office, today: date) -> StoredMeasure:
    owner = next((each for each in offered(office, stored) if each.key == command.owner), None)
    text = _text("text", command.text, TEXT_LENGTH)
    if not text:
        raise MeasureIncomplete("text", "Bitte schreiben Sie, was geändert wird.")
    if owner is None:
        raise MeasureIncomplete("owner", "Bitte wählen Sie, wer zuständig ist.")
    due_on = _due_on(command, stored, today)
    state = command.state
    finished = state is not MeasureState.OPEN
    before = stored.done_on if stored is not None and stored.state is state else None
    moved = stored is None or stored.due_on != due_on or stored.owner != owner.staff_id
    return StoredMeasure(
        id=command.measure_id,
        year=command.year,
        text=text,
        responsible=owner.words,
        owner=owner.staff_id,
        due_on=due_on,
        state=state,
        done_on=(before or today) if finished else None,
        effect=_text("effect", command.effect, EFFECT_LENGTH),
        row_version=1 if stored is None else stored.row_version + 1,
        # Another day, or somebody else: who answers for it now has not been reminded yet.
        reminded_on=None if moved or stored is None else stored.reminded_on,
    )


def _due_on(command: PutMeasure, stored: StoredMeasure | None, today: date) -> date:
    due_on = command.due_on
    if due_on is None:
        raise MeasureIncomplete("due", "Bitte geben Sie einen Termin an.")
    if due_on.year > command.year + LAST_YEARS:
        raise MeasureIncomplete("due", "Dieser Termin liegt zu weit in der Zukunft.")
    is_kept = stored is not None and stored.due_on == due_on
    if command.state is MeasureState.OPEN and due_on < today and not is_kept:
        raise MeasureIncomplete("due", "Bitte wählen Sie einen Tag, der noch kommt.")
    if due_on.year < command.year:
        raise MeasureIncomplete("due", "Dieser Termin liegt vor dem Berichtsjahr.")
    return due_on


def _text(field: str, text: str, most: int) -> str:
    kept = text.strip()
    if len(kept) > most:
        raise MeasureIncomplete(field, f"Bitte kürzen Sie die Angabe auf höchstens {most} Zeichen.")
    return kept


def _refuse_names(text: str, field: str, office: Office) -> None:
    """Keep employees' names out of a report that is published (privacy); an office is chosen, not typed."""
    if names_staff(text, office):
        raise MeasureIncomplete(field, NO_NAMES_IN_REPORT)


def entry_of(measure: StoredMeasure, office: Office) -> MeasureEntry:
    """Return a measure as somebody may work on it."""
    return MeasureEntry(view=view_of(measure), version=measure.row_version, owner=key_of(office, measure))


def view_of(measure: StoredMeasure) -> MeasureView:
    """Return a measure as documents and cards show it."""
    return MeasureView(
        id=measure.id,
        year=measure.year,
        text=measure.text,
        responsible=measure.responsible,
        due_on=measure.due_on,
        state=measure.state,
        done_on=measure.done_on,
        effect=measure.effect,
    )
