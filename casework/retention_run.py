"""Anonymises every case whose time is over, one after the other; a killed run is gone on with by the next.

Also looks through what is anonymised already: what came late beside such a case goes, too. Two runs at
once do no harm: who comes second finds the case anonymised.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import Final

from casework.anonymise import AnonymisedBecause, anonymise
from casework.errors import VersionConflict
from casework.merged_into import what_keeps, what_keeps_for_good
from casework.ports import UnitOfWork, UnitsOfWork
from casework.transact import transact
from procedure.case import Case
from procedure.retention import Obstacle, anonymise_from, holds_in_force, obstacles
from procedure.rulebook import Rulebook
from procedure.vocabulary import CaseId, CaseState, HoldGround

AT_A_TIME: Final = 50
"""Cases named at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRun:
    """What came of a run, in numbers."""

    anonymised: int = 0
    entries: int = 0
    """Entries removed from the records, as the record of the house says it now."""
    swept: int = 0
    """Anonymised cases beside which something was found again and removed."""
    kept: int = 0
    """Cases whose time is over, but which have to be kept."""
    skipped: int = 0
    """Cases that somebody changed at the same moment; the next run takes them."""
    failed: int = 0

    @property
    def is_quiet(self) -> bool:
        """Nothing happened that anybody should know of."""
        return not (self.anonymised or self.entries or self.swept or self.skipped or self.failed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expiring:
    """A case whose time is over on a day; no personal data."""

    number: str
    first_day: date
    """From when it may be anonymised."""
    obstacles: tuple[Obstacle, ...]
    """What it is kept for all the same; nothing: it goes."""
    holds: tuple[HoldGround, ...]


def _pass_over(_case_id: CaseId, _code: str) -> None:
    """Take no note of a failure."""


async def retention_run(
    units: UnitsOfWork,
    rulebook: Rulebook,
    now: datetime,
    *,
    on_failure: Callable[[CaseId, str], None] = _pass_over,
    goes_on: Callable[[], bool] = lambda: True,
) -> RetentionRun:
    """Anonymise what may be on the local day of ``now``, and remove what came late.

    ``on_failure`` learns a case's id and a code, no more; the next run tries again, as it does with all
    that are left when ``goes_on`` says no.
    """
    tally = _Tally(on_failure)
    first = _first_instant_kept(rulebook, rulebook.day(now))
    async for case_id in _all(units, lambda unit, after: unit.retention.over_before(first, after, AT_A_TIME)):
        if not goes_on():
            break
        await tally.take("anonymised", case_id, partial(_anonymise, units, rulebook, now, case_id))
    async for case_id in _all(units, lambda unit, after: unit.retention.late(now, after, AT_A_TIME)):
        if not goes_on():
            break
        await tally.take("swept", case_id, partial(_sweep, units, now, case_id))
    noted = await transact(units, lambda unit: unit.retention.note_run(now))
    return RetentionRun(entries=noted.entries, **tally.counts)


async def retention_preview(units: UnitsOfWork, rulebook: Rulebook, on: date) -> tuple[Expiring, ...]:
    """List by number what a run on a local day would find, with what is kept and why; writes nothing."""
    first = _first_instant_kept(rulebook, on)
    found: list[Expiring] = []
    async for case_id in _all(units, lambda unit, after: unit.retention.over_before(first, after, AT_A_TIME)):
        async with units(reads_only=True) as unit:
            case = await unit.cases.get(case_id)
            in_the_way = () if case is None else await _obstacles(unit, case, rulebook, on)
        if case is None:
            continue
        day = anonymise_from(case, years=rulebook.retention_years, timezone=rulebook.timezone)
        if day is not None:
            holds = holds_in_force(case)
            found.append(Expiring(number=case.number, first_day=day, obstacles=in_the_way, holds=holds))
    return tuple(sorted(found, key=lambda expiring: (expiring.first_day, expiring.number)))


class _Tally:
    """Takes one case after the other; what goes wrong with one keeps no other back."""

    def __init__(self, on_failure: Callable[[CaseId, str], None]) -> None:
        self._on_failure = on_failure
        self.counts = dict.fromkeys(("anonymised", "swept", "kept", "skipped", "failed"), 0)

    async def take(self, counted_as: str, case_id: CaseId, work: Callable[[], Awaitable[bool]]) -> None:
        try:
            outcome = counted_as if await work() else "kept"
        except VersionConflict:
            outcome = "skipped"
        except Exception as error:  # noqa: BLE001 - one unreadable case must not keep the others back
            self._on_failure(case_id, type(error).__name__)
            outcome = "failed"
        self.counts[outcome] += 1


async def _anonymise(units: UnitsOfWork, rulebook: Rulebook, now: datetime, case_id: CaseId) -> bool:
    """Anonymise a case, unless something is in the way; False then. No writer waits for the question."""
    if not await _may_go(units, rulebook, now, case_id):
        return False
    async with units() as unit:
        case = await unit.cases.get(case_id)
        if case is None:
            return False
        # Somebody may have held or reopened it meanwhile, or what it was merged into, or
        # another run was faster.
        target = await what_keeps_for_good(case, unit)
        if _in_the_way(case, target, rulebook, rulebook.day(now)):
            return False
        if case.state is CaseState.ANONYMISED:
            raise VersionConflict
        await anonymise(unit, case, now=now, why=AnonymisedBecause.TIME)
        await unit.commit()
    return True


async def _may_go(units: UnitsOfWork, rulebook: Rulebook, now: datetime, case_id: CaseId) -> bool:
    async with units(reads_only=True) as unit:
        case = await unit.cases.get(case_id)
        return case is not None and not await _obstacles(unit, case, rulebook, rulebook.day(now))


async def _sweep(units: UnitsOfWork, now: datetime, case_id: CaseId) -> bool:
    async with units() as unit:
        case = await unit.cases.get(case_id)
        if case is None or case.state is not CaseState.ANONYMISED:
            raise VersionConflict
        await anonymise(unit, case, now=now, why=AnonymisedBecause.TIME)
        await unit.commit()
    return True


async def _obstacles(unit: UnitOfWork, case: Case, rulebook: Rulebook, on: date) -> tuple[Obstacle, ...]:
    return _in_the_way(case, await what_keeps(case, unit), rulebook, on)


def _in_the_way(case: Case, target: Case | None, rulebook: Rulebook, on: date) -> tuple[Obstacle, ...]:
    return obstacles(case, on=on, years=rulebook.retention_years, timezone=rulebook.timezone, target=target)


def _first_instant_kept(rulebook: Rulebook, on: date) -> datetime:
    """Return the instant before which a case must have been over for its time to be up on a local day."""
    year = max(1, on.year - rulebook.retention_years)
    return datetime(year, 1, 1, tzinfo=rulebook.timezone).astimezone(UTC)


async def _all(
    units: UnitsOfWork, page: Callable[[UnitOfWork, CaseId | None], Awaitable[Sequence[CaseId]]]
) -> AsyncIterator[CaseId]:
    after: CaseId | None = None
    while True:
        async with units(reads_only=True) as unit:
            found = await page(unit, after)
        for case_id in found:
            yield case_id
        if len(found) < AT_A_TIME:
            return
        after = found[-1]
