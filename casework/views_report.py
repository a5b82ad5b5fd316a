"""The yearly report as its documents and cards show it (GA VIII): figures, texts, measures; no names."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from procedure.statistics.figures import Figures
from procedure.statistics.template import ReportTemplate


class MeasureState(StrEnum):
    """How far a measure is."""

    OPEN = "offen"
    DONE = "erledigt"
    DROPPED = "verworfen"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureView:
    """Something the office has decided to change (R48)."""

    id: str
    year: int
    """The report's year in which it was decided."""
    text: str
    responsible: str
    """An office or a function in words („Teamleitung Leistung A“), no employee without an office."""
    due_on: date | None
    state: MeasureState
    done_on: date | None = None
    effect: str = ""
    """What it brought about; for the report of the year after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextView:
    """A chapter that people have written."""

    key: str
    title: str
    text: str
    version: int
    """0: nobody has written it yet."""
    written_at: datetime | None = None
    gathered: tuple[str, ...] = ()
    """What closings of the year noted about it, without names; offered to whoever writes, never printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """One run of a year's report."""

    year: int
    version: int
    """Runs of the year, from 1."""
    checksum: str
    """SHA-256 of the frozen facts, in hexadecimal digits."""
    made_at: datetime
    """Local."""
    released_at: datetime | None
    """Local; None: a draft. The management releases (R46)."""
    key_date: date
    template: ReportTemplate
    figures: Figures
    """As they may be shown to whom the report is for."""
    protected: bool
    """Small numbers are not shown."""
    texts: tuple[TextView, ...] = ()
    measures: tuple[MeasureView, ...] = ()
    """Decided in this year."""
    earlier_measures: tuple[MeasureView, ...] = field(default=())
    """Decided in the year before: what became of them."""
    office_name: str = ""
    released_version: int | None = None
    """The latest version that the management has released, this one or another."""
