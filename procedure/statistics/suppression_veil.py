"""Puts signs in the place of numbers, wherever these stand, and hides what is computed from them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from procedure.statistics.figures import Cell, Chapter, CountTable, Duration, Secrecy, Share, Sign
from procedure.statistics.suppression_signs import threshold
from procedure.statistics.template import Thresholds


@dataclass(frozen=True, slots=True, kw_only=True)
class Veil:
    """What is hidden in one report."""

    signs: Mapping[str, Sign]
    secrecy: Mapping[str, Secrecy]
    """The strictest of a cell that stands in several places."""
    thresholds: Thresholds

    def chapter(self, chapter: Chapter) -> Chapter:
        """Return a chapter as it may be shown."""
        return replace(
            chapter,
            tables=tuple(self._table(table) for table in chapter.tables),
            shares=tuple(self._share(share) for share in chapter.shares),
            durations=tuple(self._duration(duration) for duration in chapter.durations),
        )

    def _table(self, table: CountTable) -> CountTable:
        lines = tuple(
            replace(line, cells=tuple(self._cell(cell) for cell in line.cells)) for line in table.lines
        )
        return replace(table, lines=lines)

    def _cell(self, cell: Cell) -> Cell:
        sign = self.signs.get(cell.id)
        secrecy = self.secrecy.get(cell.id, cell.secrecy)
        if sign is None or cell.count is None:
            return replace(cell, secrecy=secrecy)
        return replace(cell, count=None, sign=sign, secrecy=secrecy)

    def _share(self, share: Share) -> Share:
        part, whole = self._cell(share.part), self._cell(share.whole)
        sign = self._sign_of_rate(whole, part)
        if sign is None:
            return replace(share, part=part, whole=whole)
        return replace(share, part=part, whole=whole, percent=None, sign=sign)

    def _duration(self, duration: Duration) -> Duration:
        of = self._cell(duration.of)
        sign = self._sign_of_rate(of, of)
        if sign is None:
            return replace(duration, of=of)
        return replace(duration, of=of, median=None, ninth_decile=None, sign=sign)

    def _sign_of_rate(self, whole: Cell, part: Cell) -> Sign | None:
        """Say what stands in the place of a share or a time; None: it is shown.

        „–“ says that there are fewer than ten, so it must not stand where that is not known anyway.
        """
        most = whole.count
        if whole.sign is Sign.SMALL:
            most = threshold(whole.secrecy, self.thresholds) - 1
        if most is not None and most < self.thresholds.rates:
            return Sign.TOO_FEW
        return Sign.COMPLEMENT if whole.count is None or part.count is None else None
