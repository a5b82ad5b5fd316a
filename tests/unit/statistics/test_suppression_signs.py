"""What stands in the place of a number, in documents and on cards."""

import pytest

from procedure.statistics.figures import Cell, Secrecy, Sign
from procedure.statistics.suppression_signs import legend, shown
from procedure.statistics.template import Thresholds


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (Cell(id="a", count=12), "12"),
        (Cell(id="a", count=0), "0"),
        (Cell(id="a", count=None, sign=Sign.SMALL), "< 3"),
        (Cell(id="a", count=None, sign=Sign.SMALL, secrecy=Secrecy.BY_TEAM), "< 5"),
        (Cell(id="a", count=None, sign=Sign.COMPLEMENT), "•"),
        (Cell(id="a", count=None, sign=Sign.TOO_FEW), "–"),
        (Cell(id="a", count=None), "–"),
    ],
)
def test_a_number_or_the_sign_in_its_place(cell: Cell, text: str) -> None:
    assert shown(cell, Thresholds()) == text


def test_the_signs_follow_the_template() -> None:
    cell = Cell(id="a", count=None, sign=Sign.SMALL)

    assert shown(cell, Thresholds(ordinary=4)) == "< 4"


def test_the_legend_explains_each_sign_with_the_thresholds_of_the_template() -> None:
    assert legend(Thresholds()) == (
        "„< 3“: Die Zahl ist größer als null und kleiner als 3.",
        "„< 5“: Die Zahl eines Teams ist größer als null und kleiner als 5.",
        "„•“: Diese Angabe fehlt, damit sich keine kleine Zahl errechnen lässt.",
        "„–“: Anteile und Zeiten stehen hier erst ab 10 Vorgängen.",
        "Eine Null wird immer gezeigt.",
    )
    assert "„< 6“" in legend(Thresholds(by_team=6))[1]
