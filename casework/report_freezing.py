"""From what was read to a frozen run, and back to what may be shown (GA VIII; small numbers: privacy).

Pure and, in a large office, seconds of computing: to be called outside of the event loop.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from casework.measure_owners import printed
from casework.report_frozen import Frozen, ReportBroken, Written, checksum, from_text, to_text
from casework.report_ports import StoredMeasure, StoredRun, StoredText
from casework.report_titles import chapter_title
from casework.views_report import MeasureView, TextView
from procedure.rulebook import Rulebook
from procedure.statistics.comparison import compared
from procedure.statistics.counting import figures
from procedure.statistics.facts import CaseFacts
from procedure.statistics.figures import Figures
from procedure.statistics.suppression import HIDING, protected
from procedure.statistics.template import ReportTemplate, Thresholds
from procedure.vocabulary import TeamId

_KEPT = 4
"""Runs that are kept as they are shown: a card and two files are made of the same one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All that a run is made of."""

    year: int
    counted_on: date
    """The local day of counting."""
    template: ReportTemplate
    facts: Sequence[CaseFacts]
    """Of the year and of all before: reactions refer to earlier cases (R9)."""
    teams: Mapping[TeamId, str]
    runs: Sequence[StoredRun]
    """Of the year itself, oldest first."""
    before: StoredRun | None
    """The latest run of the year before."""
    texts: Sequence[StoredText]
    measures: Sequence[StoredMeasure]
    earlier_measures: Sequence[StoredMeasure]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A run as it may be shown."""

    figures: Figures
    template: ReportTemplate
    protected: bool


def frozen_of(material: Material, rulebook: Rulebook) -> tuple[str, str]:
    """Return what is kept of a run: what is counted, and what people wrote."""
    words = to_text(_written(material, rulebook))
    template = material.template
    counted = figures(
        material.facts,
        year=material.year,
        template=template,
        teams=material.teams,
        counted_on=material.counted_on,
    )
    frozen = Frozen(
        figures=counted,
        veiled=_veiled(counted, template.thresholds, material.runs),
        before=None if material.before is None else _alone(_kept(material.before), template),
        template=template,
        hiding=HIDING,
        words=checksum(words),
    )
    return to_text(frozen), words


def shown(run: StoredRun) -> Shown:
    """Return the figures of a run as they may be shown, always the same; ReportBroken if it was changed.

    Each year was protected by itself when it was frozen; here they are only put beside each other
    (``procedure.statistics.comparison``).
    """
    return _shown(_whole(run))


def written_in(run: StoredRun) -> Written:
    """Return what people had written when a run was made; ReportBroken if it was changed."""
    if checksum(run.words) != from_text(Frozen, run.frozen).words:
        raise ReportBroken
    return from_text(Written, run.words)


def _veiled(counted: Figures, thresholds: Thresholds, runs: Sequence[StoredRun]) -> Figures:
    """Return what may be shown of figures, hidden in the way in which a run of before has hidden the same.

    There is often more than one way, and the solver's next version may choose another one: two of them side
    by side would tell what each alone does not.
    """
    for run in reversed(runs):
        # One that was changed since is no example, and no reason to make no report.
        with suppress(ReportBroken):
            found = _kept(run)
            # The template's name may differ, as long as the numbers and their sums are the same.
            same = replace(found.figures, definitions=counted.definitions) == counted
            if same and (found.template.thresholds, found.hiding) == (thresholds, HIDING):
                return replace(counted, chapters=found.veiled.chapters)
    return protected(counted, thresholds)


def _kept(run: StoredRun) -> Frozen:
    return from_text(Frozen, _whole(run))


def _whole(run: StoredRun) -> str:
    if checksum(run.frozen) != run.checksum:
        raise ReportBroken
    return run.frozen


@lru_cache(maxsize=_KEPT)
def _shown(text: str) -> Shown:
    frozen = from_text(Frozen, text)
    template = frozen.template
    rates = 0 if template.unsuppressed else template.thresholds.rates
    return Shown(
        figures=compared(_alone(frozen, template), frozen.before, rates=rates),
        template=template,
        protected=not template.unsuppressed,
    )


def _alone(frozen: Frozen, reader: ReportTemplate) -> Figures:
    """Return a run's own year: whole if the template it is shown by wants every number.

    Otherwise as its own report hides it, even if thresholds were changed since.
    """
    return frozen.figures if reader.unsuppressed else frozen.veiled


def _written(material: Material, rulebook: Rulebook) -> Written:
    latest = {text.chapter: text for text in material.texts}
    return Written(
        texts=tuple(
            _text(key, chapter_title(material.template, key), latest.get(key), rulebook)
            for key in material.template.qualitative
        ),
        measures=tuple(map(_measure, material.measures)),
        earlier_measures=tuple(map(_measure, material.earlier_measures)),
    )


def _text(key: str, title: str, stored: StoredText | None, rulebook: Rulebook) -> TextView:
    if stored is None:
        return TextView(key=key, title=title, text="", version=0)
    at = rulebook.local(stored.written_at)
    return TextView(key=key, title=title, text=stored.text, version=stored.version, written_at=at)


def _measure(stored: StoredMeasure) -> MeasureView:
    return MeasureView(
        id=stored.id,
        year=stored.year,
        text=stored.text,
        responsible=printed(stored.responsible),
        due_on=stored.due_on,
        state=stored.state,
        done_on=stored.done_on,
        effect=stored.effect,
    )
