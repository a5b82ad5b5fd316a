"""How a figure is written on a card: a number, or the sign in place of one that is too small (GA VIII)."""

from collections.abc import Sequence

from procedure.statistics.figures import Cell, CountTable, Duration, Line, Secrecy, Share, Sign
from procedure.statistics.template import Thresholds

HIDDEN = "•"
NOTHING = "–"
UNTOLD = "nicht genannt"
TOO_FEW = "zu wenige Vorgänge"


def count_words(cell: Cell, thresholds: Thresholds) -> str:
    """Write „1.204“, „< 3“, „•“; a cell with a sign shows no number, whatever it holds."""
    if cell.sign is None and cell.count is not None:
        return whole(cell.count)
    if cell.sign is Sign.SMALL:
        return f"< {thresholds.by_team if cell.secrecy is Secrecy.BY_TEAM else thresholds.ordinary}"
    return HIDDEN if cell.sign is Sign.COMPLEMENT else NOTHING


def spelled_out(cell: Cell, thresholds: Thresholds) -> str:
    """Write a number that stands alone: „1.204“, „weniger als 3“, „nicht genannt“."""
    return aloud(count_words(cell, thresholds))


def aloud(words: str) -> str:
    """Put words in place of the signs of a figure, for the ear."""
    return words.replace(HIDDEN, UNTOLD).replace("< ", "weniger als ")


def share_words(share: Share, thresholds: Thresholds) -> str:
    """Write „82,1 % (288 von 351)“; without percent where it would tell a hidden number, or too little."""
    of = f"{count_words(share.part, thresholds)} von {count_words(share.whole, thresholds)}"
    hidden = share.sign or share.part.sign or share.whole.sign
    if hidden or share.percent is None:
        return of
    return f"{decimal(share.percent)} % ({of})"


def duration_words(duration: Duration) -> str:
    """Write „Median 9,5 Tage, neun von zehn in 16 Tagen“; or that there are too few."""
    if duration.sign or duration.median is None or duration.ninth_decile is None:
        return TOO_FEW
    return f"Median {days(duration.median, 'Tage')}, neun von zehn in {days(duration.ninth_decile, 'Tagen')}"


def days(number: float, plural: str) -> str:
    """Write „1 Tag“, „9,5 Tage“."""
    return "1 Tag" if number == 1 and plural == "Tage" else f"{decimal(number)} {plural}"


def whole(number: int) -> str:
    """Write „12.345“."""
    return f"{number:,}".replace(",", ".")


def decimal(number: float) -> str:
    """Write „82,1“, and „16“ for a whole number."""
    return f"{number:,.1f}".removesuffix(".0").translate(str.maketrans(",.", ".,"))


def shown_lines(table: CountTable) -> Sequence[Line]:
    """Return the lines of a table that a card draws: all but the totals."""
    return [line for line in table.lines if not line.is_total]


def signs_in(cells: Sequence[Cell]) -> frozenset[Sign]:
    """Name the signs that stand among cells."""
    return frozenset(cell.sign for cell in cells if cell.sign is not None)


def legend(signs: frozenset[Sign], thresholds: Thresholds, *, by_team: bool = False) -> str:
    """Explain the signs that stand on a card; empty for none."""
    few = thresholds.by_team if by_team else thresholds.ordinary
    meanings = {
        Sign.SMALL: f"„< {few}“ heißt: 1 bis {few - 1}.",
        Sign.COMPLEMENT: f"„{HIDDEN}“ heißt: nicht genannt, denn daraus ließe sich eine kleine errechnen.",
    }
    found = [words for sign, words in meanings.items() if sign in signs]
    return " ".join(["Kleine Zahlen nenne ich nicht.", *found]) if found else ""
