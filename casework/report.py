"""The yearly report: a run is counted and frozen, shown, and released by the management (GA VIII, R46).

A run never changes: it holds the figures, the template and what people had written. Whoever asks again
while nothing has changed gets the same run; also after cases were anonymised, as their facts stay.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime
from typing import Final

from casework.errors import CaseworkError, UnknownPerson, VersionConflict
from casework.ports import UnitOfWork, UnitsOfWork
from casework.report_freezing import Material, frozen_of, shown, written_in
from casework.report_frozen import checksum
from casework.report_ports import StoredRun
from casework.transact import transact
from casework.views_report import ReportView
from procedure.actor import Actor
from procedure.errors import NotPermitted
from procedure.rulebook import Rulebook
from procedure.statistics.facts import CaseFacts
from procedure.statistics.template import ReportTemplate
from procedure.vocabulary import StaffId

_ATTEMPTS: Final = 4
_TOO_MANY: Final = 10**6
"""No year has so many versions."""
_NOT_YOURS: Final = "Den Jahresbericht sehen nur das BGF und die Geschäftsleitung."
_NOT_YOURS_TO_RELEASE: Final = "Den Jahresbericht gibt nur die Geschäftsleitung frei."

Progress = Callable[[int], None]
"""Is told how many cases have been read."""


class NoReport(CaseworkError):  # noqa: N818 - named for the fact
    """Für dieses Jahr gibt es keinen Bericht."""


class AlreadyReleased(NoReport):
    """Diese Version ist schon freigegeben."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRun:
    """A run that is kept."""

    year: int
    version: int
    checksum: str
    made_at: datetime
    is_new: bool
    """False: nothing has changed since this run was made."""


def quiet(_count: int) -> None:
    """Tell nobody how far the counting has come."""


async def make_report(
    units: UnitsOfWork,
    year: int,
    *,
    actor: StaffId | None,
    rulebook: Rulebook,
    template: ReportTemplate,
    now: datetime,
    progress: Progress = quiet,
) -> ReportRun:
    """Count a year and freeze it as its next version; the last one if it would say the same.

    ``actor`` None is the office's operator on the command line. Raises UnknownPerson, NotPermitted, or
    NoReport for a year in which nothing can be counted.
    """
    for _ in range(_ATTEMPTS):
        async with units(reads_only=True) as unit:
            await _check_reader(unit, actor, rulebook, now)
            material = await _material(unit, year, rulebook, template, now, progress)
        frozen, words = await asyncio.to_thread(frozen_of, material, rulebook)
        run = StoredRun(
            year=year,
            version=material.runs[-1].version + 1 if material.runs else 1,
            made_at=now,
            made_by=actor,
            frozen=frozen,
            words=words,
            checksum=checksum(frozen),
        )
        kept = await transact(units, lambda unit, run=run: _keep(unit, run))  # type: ignore[misc]
        if kept is not None:
            return _run(kept, is_new=kept is run)
        # Somebody else was faster, with other figures: these may be the older ones.
    raise VersionConflict


async def report_view(
    units: UnitsOfWork,
    year: int,
    version: int | None = None,
    *,
    actor: StaffId | None,
    rulebook: Rulebook,
    now: datetime,
    office_name: str = "",
) -> ReportView:
    """Return a run, the latest without a version, its small numbers hidden unless the template wants all.

    Raises UnknownPerson, NotPermitted, NoReport, or ReportBroken if it is not as it was kept.
    """
    async with units(reads_only=True) as unit:
        await _check_reader(unit, actor, rulebook, now)
        can_be = _can_be(year) and (version is None or 1 <= version < _TOO_MANY)
        run = await unit.reports.run(year, version) if can_be else None
        released = await unit.reports.released_version(year) if can_be else None
    if run is None:
        raise _no_run(year, version)
    seen, written = await asyncio.to_thread(lambda: (shown(run), written_in(run)))
    return ReportView(
        year=year,
        version=run.version,
        checksum=run.checksum,
        made_at=rulebook.local(run.made_at),
        released_at=None if run.released_at is None else rulebook.local(run.released_at),
        key_date=seen.template.key_date(year),
        template=seen.template,
        figures=seen.figures,
        protected=seen.protected,
        texts=written.texts,
        measures=written.measures,
        earlier_measures=written.earlier_measures,
        office_name=office_name,
        released_version=released,
    )


async def release_report(
    units: UnitsOfWork, year: int, version: int, *, actor: StaffId, rulebook: Rulebook, now: datetime
) -> ReportRun:
    """Release the latest run of a year, once; only the management may (R46; RACI).

    Who has released it and asks again gets the same run. Raises UnknownPerson, NotPermitted,
    AlreadyReleased if somebody else was faster, or NoReport where this version cannot be released.
    """

    async def release(unit: UnitOfWork) -> StoredRun:
        person = await _check_reader(unit, actor, rulebook, now)
        if not person.is_management:
            raise NotPermitted(_NOT_YOURS_TO_RELEASE)
        latest = await unit.reports.run(year) if _can_be(year) else None
        if latest is None or not 1 <= version <= latest.version:
            raise _no_run(year, version)
        wanted = latest if version == latest.version else await unit.reports.run(year, version)
        if wanted is not None and wanted.released_by == actor:
            return wanted  # the channel repeats presses: this one has been done
        if version != latest.version:
            raise NoReport(
                f"Vom Bericht {year} gibt es schon Version {latest.version}. Bitte sehen Sie diese an."
            )
        if latest.released_at is not None:
            raise AlreadyReleased(f"Version {version} des Berichts {year} ist schon freigegeben.")
        await unit.reports.release(year, version, by=actor, at=now)
        return latest

    return _run(await transact(units, release), is_new=False)


async def latest_released(units: UnitsOfWork, year: int) -> int | None:
    """Tell the latest released version of a year; None while there is none."""
    async with units(reads_only=True) as unit:
        return await unit.reports.released_version(year) if _can_be(year) else None


def _can_be(year: int) -> bool:
    return MINYEAR <= year <= MAXYEAR


async def _check_reader(unit: UnitOfWork, actor: StaffId | None, rulebook: Rulebook, now: datetime) -> Actor:
    if actor is None:
        return Actor.system()
    office = await unit.staff.office()
    if office.member(actor) is None:
        raise UnknownPerson
    person = Actor.of(actor, office, rulebook.day(now))
    if not (person.is_bgf or person.is_management):
        raise NotPermitted(_NOT_YOURS)
    return person


async def _material(
    unit: UnitOfWork,
    year: int,
    rulebook: Rulebook,
    template: ReportTemplate,
    now: datetime,
    progress: Progress,
) -> Material:
    first = await _first_year(unit, year, rulebook, now)
    facts: list[CaseFacts] = []
    async for batch in unit.statistics.facts(date(first, 1, 1), date(year + 1, 1, 1), rulebook):
        facts.extend(batch)
        progress(len(facts))
    if all(each.year != year for each in facts):
        raise NoReport(f"{year} ist kein Vorgang eingegangen. Deshalb gibt es für {year} keinen Bericht.")
    office = await unit.staff.office()
    return Material(
        year=year,
        counted_on=rulebook.day(now),
        template=template,
        facts=facts,
        teams={team.id: team.name for team in office.teams.values()},
        runs=await unit.reports.runs(year),
        before=await unit.reports.run(year - 1),
        texts=await unit.reports.texts(year),
        measures=await unit.reports.measures(year),
        earlier_measures=await unit.reports.measures(year - 1),
    )


async def _first_year(unit: UnitOfWork, year: int, rulebook: Rulebook, now: datetime) -> int:
    if year > rulebook.day(now).year:
        raise NoReport(f"Das Jahr {year} hat noch nicht begonnen. Es gibt dafür noch keinen Bericht.")
    first = await unit.statistics.first_received()
    if first is None:
        raise NoReport("Es ist noch kein Vorgang erfasst. Deshalb gibt es noch keinen Bericht.")
    begun = rulebook.day(first).year
    if year < begun:
        raise NoReport(f"Der erste Vorgang ist von {begun}. Für {year} gibt es deshalb keinen Bericht.")
    return begun


async def _keep(unit: UnitOfWork, run: StoredRun) -> StoredRun | None:
    """Keep a run unless the latest says the same; None if the latest is not the one it was to follow."""
    latest = await unit.reports.run(run.year)
    if latest is not None and latest.checksum == run.checksum:
        return latest
    if (0 if latest is None else latest.version) != run.version - 1:
        return None
    await unit.reports.add_run(run)
    return run


def _run(stored: StoredRun, *, is_new: bool) -> ReportRun:
    return ReportRun(
        year=stored.year,
        version=stored.version,
        checksum=stored.checksum,
        made_at=stored.made_at,
        is_new=is_new,
    )


def _no_run(year: int, version: int | None) -> NoReport:
    if version is None:
        return NoReport(f"Der Bericht {year} ist noch nicht erstellt. Bitte erstellen Sie ihn zuerst.")
    return NoReport(f"Version {version} des Berichts {year} gibt es nicht.")
