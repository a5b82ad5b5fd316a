"""Which further cells must be hidden so that no hidden one can be computed (statistical disclosure control).

The proof is a second table: for every hidden cell there is another table of whole numbers that agrees with
everything published and has another number in that cell. The search asks for such tables at the least price.
Each is checked in whole numbers before it counts, so that no secret rests on the solver's arithmetic; and
there always is one, because a report that shows nothing but its zeros fits the doubled table too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from procedure.statistics.figures import Relation, Sign
from procedure.statistics.suppression_tables import Move, Sums

_BLUNT: Final = 100_000
"""Price of „•“ in the place of „< 3“. It tells less, so it helps where „< 3“ would tell the number itself."""
_STAYS: Final = Move(down=0, up=0, price=0)
_ROUNDS: Final = 8
_SMALLEST_SPAN: Final = 3
"""Below this threshold the sign of a small number would say which it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number that the report shows, or that everybody knows to exist."""

    id: str
    count: int
    threshold: int
    """1 to ``threshold - 1`` is small."""
    price: int = 0
    """What it costs to hide it."""
    last: bool = False
    """Hidden only where nothing else helps: the year's total."""
    published: bool = True
    """False: stands nowhere, but binds others: what a share leaves of its whole."""

    @property
    def small(self) -> bool:
        """Whether it is hidden in its own right; zero is not."""
        return self.published and 0 < self.count < self.threshold


class Hiding:
    """The signs of one report, while they are being found."""

    def __init__(self, quantities: Sequence[Quantity], relations: Sequence[Relation]) -> None:
        """Take the numbers and their sums. Zeros are shown, so they drop out of every sum."""
        self._quantities = {item.id: item for item in quantities if item.count or not item.published}
        self._sums = Sums(
            tuple(self._quantities),
            [
                [(name, sign) for name, sign in _terms(relation) if name in self._quantities]
                for relation in relations
            ],
        )
        self._signs = {item.id: _first_sign(item) for item in self._quantities.values() if item.small}
        self._tables: list[dict[str, int]] = []
        """Second tables, as differences from the true one."""

    def signs(self) -> dict[str, Sign]:
        """Hide what must be hidden besides the small numbers, and return what stands in the place of each."""
        self._move_small_ones_together()
        for name in tuple(self._signs):
            if not any(name in table for table in self._tables):
                self._hide_for(name)
        self._show_needless()
        return self._signs

    def _move_small_ones_together(self) -> None:
        """Look for tables that differ in many small numbers and in nothing else: they cost no cell.

        Only saves time: what is not found here is searched for one by one.
        """
        small = [name for name, sign in self._signs.items() if sign is Sign.SMALL]
        if not small:
            return
        moves = {
            item.id: replace(self._move(item), beyond=None, price=0)
            if item.id in small or not item.published
            else _STAYS
            for item in self._quantities.values()
        }
        for bit in range(_ROUNDS):
            wishes = {name: 1 if at >> bit & 1 else -1 for at, name in enumerate(small)}
            table = self._sums.widest(moves, wishes)
            if table and not self._hidden_by(table) and self._serves(table, next(iter(table))):
                self._tables.append(table)

    def _hide_for(self, name: str) -> None:
        """Take the cheapest second table that differs at a cell, and hide the cells in which it differs."""
        table = self._cheapest(name) or self._cheapest(name, everything=True) or self._doubled()
        self._signs.update(self._hidden_by(table))
        self._tables.append(table)

    def _cheapest(self, name: str, *, everything: bool = False) -> dict[str, int] | None:
        """Return the cheaper of the tables with more and with less in a cell; None: there is none.

        The year's total stays as it is in it, unless it is hidden already, or ``everything`` may be.
        """
        moves = {item.id: self._move(item) for item in self._quantities.values()}
        if not everything:
            kept = [item.id for item in self._quantities.values() if item.last and item.id not in self._signs]
            moves |= dict.fromkeys(kept, _STAYS)
        found: list[dict[str, int]] = []
        for direction in (1, -1):
            table = self._sums.cheapest(moves, name, direction)
            if table is not None and self._serves(table, name):
                found.append(table)
                if not self._price(table):
                    break
        return min(found, key=self._price, default=None)

    def _move(self, item: Quantity) -> Move:
        """Return how far a number may move if it is, or were, hidden; what is hidden moves almost freely.

        „•“ stands for no zero. A reader may guess that it stands for no small number either: where that is
        true, a table in which it were small is none that he believes in.
        """
        if not item.published:
            return Move(down=item.count, up=None, price=1)
        if self._signs.get(item.id) is Sign.SMALL:
            return Move(down=item.count - 1, up=item.threshold - 1 - item.count, price=1, beyond=_BLUNT)
        least = 1 if item.small else item.threshold
        return Move(down=item.count - least, up=None, price=1 if item.id in self._signs else 1 + item.price)

    def _serves(self, table: Mapping[str, int], name: str) -> bool:
        """Check a table in whole numbers: all sums hold, no number falls below what its sign can mean."""
        return (
            name in table
            and self._sums.hold(table)
            and all(self._move(self._quantities[key]).down >= -by for key, by in table.items())
        )

    def _hidden_by(self, table: Mapping[str, int]) -> dict[str, Sign]:
        """Return the cells that must be hidden, or hidden more bluntly, for a table to be possible."""
        hidden: dict[str, Sign] = {}
        for name, by in table.items():
            item = self._quantities[name]
            sign = self._signs.get(name)
            too_far = sign is Sign.SMALL and item.count + by >= item.threshold
            if item.published and (sign is None or too_far):
                hidden[name] = Sign.COMPLEMENT
        return hidden

    def _price(self, table: Mapping[str, int]) -> int:
        return sum(
            _BLUNT if name in self._signs else self._quantities[name].price for name in self._hidden_by(table)
        )

    def _doubled(self) -> dict[str, int]:
        """Every number twice: all sums hold, and no number falls."""
        return {item.id: item.count for item in self._quantities.values() if item.count}

    def _show_needless(self) -> None:
        """Show what an early search hid and the tables found later do without, the dearest first."""
        extra = [name for name in self._signs if not self._quantities[name].small]
        for name in sorted(extra, key=lambda name: -self._quantities[name].price):
            without = [table for table in self._tables if name not in table]
            if all(any(other in table for table in without) for other in self._signs if other != name):
                self._tables = without
                del self._signs[name]


def _terms(relation: Relation) -> list[tuple[str, int]]:
    return [(relation.total, -1), *((part, 1) for part in relation.parts)]


def _first_sign(item: Quantity) -> Sign:
    return Sign.SMALL if item.threshold >= _SMALLEST_SPAN else Sign.COMPLEMENT
