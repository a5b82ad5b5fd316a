"""Second tables: other whole numbers that agree with all sums a reader knows. Integer programming (HiGHS)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Final

_NODES: Final = 2_000
"""Where the solver stops and its best table is taken. Never a time: same figures, same signs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """How far one number may be moved, and what a step costs."""

    down: int
    up: int | None
    """None: as far as one likes."""
    price: int
    beyond: int | None = None
    """Price of a step further up than ``up``; None: not to be had."""


class Sums:
    """The sums of a report: in each, the signed numbers add up to nothing, before a move and after it."""

    def __init__(self, names: Sequence[str], sums: Sequence[Sequence[tuple[str, int]]]) -> None:
        """Take the numbers that can be moved at all, in a fixed order, and the sums they stand in."""
        self._names = tuple(names)
        self._sums = tuple(tuple(terms) for terms in sums if terms)

    def hold(self, table: Mapping[str, int]) -> bool:
        """Say, in whole numbers, whether all sums hold after these differences."""
        return all(sum(sign * table.get(name, 0) for name, sign in terms) == 0 for terms in self._sums)

    def cheapest(self, moves: Mapping[str, Move], name: str, direction: int) -> dict[str, int] | None:
        """Return the differences of the cheapest table that has more (1) or less (-1) at ``name``.

        None: there is none, or none was found. The answer comes from floating point: ask ``hold``.
        """
        return self._solved(moves, {name: direction}, {})

    def widest(self, moves: Mapping[str, Move], wishes: Mapping[str, int]) -> dict[str, int] | None:
        """Return the differences of a table that goes as far as it can where it is wished to: up or down.

        What is wished for must have ends. The answer comes from floating point: ask ``hold``.
        """
        return self._solved(moves, {}, wishes)

    def _solved(
        self, moves: Mapping[str, Move], demand: Mapping[str, int], wishes: Mapping[str, int]
    ) -> dict[str, int] | None:
        # Late: half a second that only a report should pay.
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        place = {key: index for index, key in enumerate(self._names)}
        count = len(place)
        # Three columns each: up, down, further up.
        prices = [float(moves[key].price - wishes.get(key, 0)) for key in self._names]
        prices += [float(moves[key].price + wishes.get(key, 0)) for key in self._names]
        prices += [float(moves[key].beyond or 0) for key in self._names]
        upper = [inf if moves[key].up is None else float(moves[key].up or 0) for key in self._names]
        upper += [float(moves[key].down) for key in self._names]
        upper += [0.0 if moves[key].beyond is None else inf for key in self._names]
        lower = [0.0] * (3 * count)

        entries: list[tuple[float, int, int]] = []
        for row, terms in enumerate(self._sums):
            for key, sign in terms:
                entries += [
                    (sign * step, row, place[key] + part * count) for part, step in enumerate((1, -1, 1))
                ]
        entries += [
            (direction * step, len(self._sums), place[name] + part * count)
            for name, direction in demand.items()
            for part, step in enumerate((1, -1, 1))
        ]
        least = [0.0] * len(self._sums) + [1.0] * len(demand)
        most = [0.0] * len(self._sums) + [inf] * len(demand)
        if not entries:  # no sum and no demand: nothing to be found that one by one would not
            return None
        values, rows, columns = zip(*entries, strict=True)
        matrix = csr_array((values, (rows, columns)), shape=(len(least), 3 * count))
        answer = milp(
            prices,
            integrality=[1] * (3 * count),
            bounds=Bounds(lower, upper),
            constraints=LinearConstraint(matrix, least, most),
            options={"node_limit": _NODES},
        )
        if answer.x is None:
            return None
        whole = [round(float(value)) for value in answer.x]
        by = {key: whole[at] - whole[at + count] + whole[at + 2 * count] for key, at in place.items()}
        return {key: value for key, value in by.items() if value}
