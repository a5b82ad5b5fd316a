"""What a reader knows beyond the sums: what a number cannot exceed, from shares and from the definitions.

A part is no larger than its whole; a kind of concern is named once in a case at most (R8). What is left of
the larger number stands nowhere, but it is not negative.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from procedure.statistics.figures import Figures, Relation
from procedure.statistics.suppression_search import Quantity

_TWO_YEARS: Final = "vorjahr"
"""Its shares are changes: this year's number is no part of last year's."""

_WITHIN: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    # What was promised, or missed after a promise, had an interim notice; what was kept had them in time.
    "zn/mit": (("abschluss/zugesagt", "abschluss/verspaetet_mit"),),
    "zn/rechtzeitig": (("abschluss/zugesagt",),),
    "zn/0": (("abschluss/verspaetet_ohne",),),
    # What comes in writing must be recorded (R3).
    "pflicht/ja": (("kanal/schriftlich", "kanal/elektronisch"),),
    # Of several teams, the management leads (R12).
    "feder/gl": (("team/_mehrere",),),
}
_SAME: Final[Mapping[str, tuple[str, ...]]] = {
    # What was said needs no acknowledgement (R22).
    "eb/nicht_noetig": ("kanal/telefonisch", "kanal/persoenlich"),
}

Known = tuple[list[Quantity], list[Relation]]


def bounds(figures: Figures, cells: Mapping[str, int]) -> Known:
    """Return the sums that say so, and the numbers in them that stand nowhere.

    Raises ValueError for a share of more than the whole. What a definition says is left out where the
    numbers do not bear it out: no reader can be sure of it then.
    """
    rests: dict[str, Quantity] = {}
    relations: list[Relation] = []
    for whole, parts in (*_of_shares(figures, cells), *_of_definitions(cells)):
        left = cells[whole] - sum(cells[part] for part in parts)
        name = f"{whole} ./. {' ./. '.join(parts)}"
        if left >= 0 and name not in rests:
            rests[name] = Quantity(id=name, count=left, threshold=1, published=False)
            relations.append(Relation(total=whole, parts=(*parts, name)))
    for total, parts in _SAME.items():
        known = all(name in cells for name in (total, *parts))
        if known and cells[total] == sum(cells[part] for part in parts):
            relations.append(Relation(total=total, parts=parts))
    return list(rests.values()), relations


def _of_shares(figures: Figures, cells: Mapping[str, int]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for chapter in figures.chapters:
        for share in chapter.shares if chapter.key != _TWO_YEARS else ():
            part, whole = share.part.id, share.whole.id
            if part not in cells or whole not in cells or part == whole:
                continue
            if cells[part] > cells[whole]:
                raise ValueError(f"a part that is more than its whole: {part}")
            yield whole, (part,)


def _of_definitions(cells: Mapping[str, int]) -> Iterator[tuple[str, tuple[str, ...]]]:
    named = ((whole, parts) for whole, several in _WITHIN.items() for parts in several)
    for whole, parts in (*_of_mentions(cells), *named):
        if all(name in cells for name in (whole, *parts)):
            yield whole, parts


def _of_mentions(cells: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield lines of kinds with the cases they are about: each case is counted once in a line."""
    for name in cells:
        table, *keys = name.split("/")
        if table == "anliegen":
            yield "eingaenge", (name,)
        elif table == "ergebnis_je_art":
            result = keys[-1]
            yield ("stand/ohne_ergebnis" if result == "_ohne" else f"ergebnis/{result}"), (name,)
