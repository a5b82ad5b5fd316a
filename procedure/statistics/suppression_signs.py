"""What stands in the place of a number that is not shown, and what it means, in German."""

from typing import Final

from procedure.statistics.figures import Cell, Secrecy, Sign
from procedure.statistics.template import Thresholds

_COMPLEMENT: Final = "•"
_TOO_FEW: Final = "–"


def threshold(secrecy: Secrecy, thresholds: Thresholds) -> int:
    """Return the number from which on a cell is shown."""
    return thresholds.by_team if secrecy is Secrecy.BY_TEAM else thresholds.ordinary


def shown(cell: Cell, thresholds: Thresholds) -> str:
    """Return a cell as text: „12“, „< 3“, by team „< 5“, „•“, „–“."""
    if cell.sign is Sign.SMALL:
        return f"< {threshold(cell.secrecy, thresholds)}"
    if cell.sign is Sign.COMPLEMENT:
        return _COMPLEMENT
    return _TOO_FEW if cell.count is None else str(cell.count)


def legend(thresholds: Thresholds) -> tuple[str, ...]:
    """Return German sentences that say what the signs mean, for the foot of documents and cards."""
    ordinary, by_team = thresholds.ordinary, thresholds.by_team
    return (
        f"„< {ordinary}“: Die Zahl ist größer als null und kleiner als {ordinary}.",
        f"„< {by_team}“: Die Zahl eines Teams ist größer als null und kleiner als {by_team}.",
        f"„{_COMPLEMENT}“: Diese Angabe fehlt, damit sich keine kleine Zahl errechnen lässt.",
        f"„{_TOO_FEW}“: Anteile und Zeiten stehen hier erst ab {thresholds.rates} Vorgängen.",
        "Eine Null wird immer gezeigt.",
    )
