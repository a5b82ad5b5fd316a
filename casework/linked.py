"""Numbers of other cases: shown only to who may see those, too (R9, A17; A26, A34).

A follow-up names an earlier case, a merged duplicate its target, the record both. Whether a person may
see them is asked of ``casework.permissions``; a number that nobody knows reads like one she may not see.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from casework.permissions import is_about_somebody_forgotten, viewpoint_of
from casework.ports import AuditEntry, Correction, UnitOfWork, UnitsOfWork
from procedure.actor import Actor
from procedure.case import Case

ANOTHER: Final = "eine andere Kundenreaktion"
_NUMBER: Final = re.compile(r"(?<!\w)KRM[-–]\d{4}[-–]\d{1,8}(?!\d)", re.IGNORECASE)


async def linked_to(units: UnitsOfWork, case: Case) -> tuple[Case, ...]:
    """Load the cases whose numbers the card of a case names; no transaction where it names none."""
    if not _named(_on_card(case), case):
        return ()
    async with units(reads_only=True) as unit:
        return await linked_cases(case, unit)


async def linked_cases(
    case: Case,
    unit: UnitOfWork,
    *,
    history: Sequence[AuditEntry] = (),
    corrections: Sequence[Correction] = (),
) -> tuple[Case, ...]:
    """Load the cases whose numbers a case and its record name."""
    texts = list(_on_card(case))
    texts += [value for entry in history for value in entry.details.values()]
    texts += [text for correction in corrections for text in (correction.old, correction.new)]
    found = [await unit.cases.find_by_number(number) for number in sorted(_named(texts, case))]
    return tuple(other for other in found if other is not None)


def seen_numbers(case: Case, linked: Sequence[Case], actor: Actor, now: datetime) -> frozenset[str]:
    """Name the cases that a person may see: this one, and of those linked to it the ones open to her.

    An anonymised one that may have been about her stays unnamed (A26), as it was before.
    """
    seen = {
        other.number
        for other in linked
        if viewpoint_of(other, actor, now) is not None and not is_about_somebody_forgotten(other)
    }
    return frozenset({case.number, *seen})


def without_unseen(text: str, seen: frozenset[str]) -> str:
    """Write „eine andere Kundenreaktion“ for the number of every case that the reader may not see."""
    return _NUMBER.sub(lambda found: found[0] if _plain(found[0]) in seen else ANOTHER, text)


def _on_card(case: Case) -> Iterator[str]:
    yield case.reaction.follow_up_of
    yield from case.followed_by
    if case.ending is not None:
        yield case.ending.target
        yield case.ending.note


def _named(texts: Sequence[str] | Iterator[str], case: Case) -> set[str]:
    return {_plain(found) for text in texts for found in _NUMBER.findall(text)} - {case.number}


def _plain(number: str) -> str:
    return number.upper().replace("–", "-")
