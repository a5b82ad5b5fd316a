"""Who is meant when somebody asks for her data: one person's cases, no one else's (Art. 15, 17 DSGVO).

A BG-Nummer belongs to a household, so it alone does not say who is meant: where the cases of a number
name different people, somebody has to say which are whose.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from casework.errors import CaseworkError
from casework.ports import UnitOfWork
from procedure.case import Case
from procedure.vocabulary import CaseState, EndReason

_CASE_NUMBER: Final = re.compile(r"KRM-\d{4}-\d{4,6}")
_WORD: Final = re.compile(r"[^\W_]+")
_FORMS_OF_ADDRESS: Final = frozenset({"frau", "herr"})


class PersonNotFound(CaseworkError):  # noqa: N818 - named for the fact
    """Zu dieser Kundennummer ist kein Vorgang gespeichert."""


class SeveralPeople(CaseworkError):  # noqa: N818 - named for the fact
    """Diese Vorgänge gehören wohl nicht alle zu derselben Person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonWanted:
    """What the operator typed."""

    number: str = ""
    """Customer number, found through its keyed hash."""
    cases: tuple[str, ...] = ()
    """Numbers of cases, for people without a customer number."""
    leave_out: frozenset[str] = frozenset()
    """Numbers of cases that are somebody else's."""
    same_person: bool = False
    """The operator has checked that differing names or numbers are one person's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCases:
    """What was found."""

    cases: tuple[Case, ...]
    """Oldest first."""
    others: tuple[str, ...] = ()
    """Numbers of linked cases that seem to be somebody else's: not among them, to be checked by a person."""


async def cases_of_person(wanted: PersonWanted, unit: UnitOfWork) -> PersonCases:
    """Find a person's cases, with merged duplicates and follow-ups (A17, R9).

    PersonNotFound for a number without a case or a case that is not there; SeveralPeople where names or
    customer numbers differ and nobody has said that they are one person's.
    """
    named = {case.number: case for case in await _named(wanted, unit)}
    found = {number: case for number, case in named.items() if number not in wanted.leave_out}
    met = named.keys() & wanted.leave_out
    if not found:
        raise PersonNotFound("Es bleibt kein Vorgang übrig.")
    if not wanted.same_person:
        _refuse_several(tuple(found.values()))
    others: set[str] = set()
    queue = list(found.values())
    while queue:
        for number in _linked(queue.pop()):
            if number in wanted.leave_out:
                met.add(number)
            if number in found or number in others or number in wanted.leave_out:
                continue
            case = await unit.cases.find_by_number(number)
            if case is None or case.state is CaseState.ANONYMISED:
                continue
            if _belongs(case, found.values(), wanted):
                found[number] = case
                queue.append(case)
            else:
                others.add(number)
    _refuse_unknown(wanted.leave_out - met)
    ordered = sorted(found.values(), key=lambda case: (case.registered_at, case.number))
    return PersonCases(cases=tuple(ordered), others=tuple(sorted(others)))


def _belongs(case: Case, found: Iterable[Case], wanted: PersonWanted) -> bool:
    """Tell whether a linked case is the person's: nothing in it names somebody else."""
    known = [one for one in found if not one.reaction.customer.is_anonymous]
    fits = [_may_be_one(case, one) for one in known]
    return not fits or (any(fits) if wanted.same_person else all(fits))


async def _named(wanted: PersonWanted, unit: UnitOfWork) -> Sequence[Case]:
    found: list[Case] = []
    if wanted.number.strip():
        ids = await unit.cases.of_customer(wanted.number)
        found = [case for case_id in ids if (case := await unit.cases.get(case_id)) is not None]
        if not found:
            raise PersonNotFound
    for number in wanted.cases:
        case = await unit.cases.find_by_number(number)
        if case is None:
            raise PersonNotFound(f"Den Vorgang {number} gibt es nicht.")
        found.append(case)
    return found


def _refuse_unknown(left_out: AbstractSet[str]) -> None:
    """Stop at a number that was left out and found nowhere: a slip there would hand out what must not be."""
    if left_out:
        raise PersonNotFound(
            f"Der Vorgang {min(left_out)} gehört nicht zu den gefundenen. Bitte --leave-out prüfen."
        )


def _refuse_several(cases: Sequence[Case]) -> None:
    unlike = {case.number for pair in combinations(cases, 2) if not _may_be_one(*pair) for case in pair}
    if unlike:
        raise SeveralPeople(
            "In diesen Vorgängen stehen verschiedene Namen oder Kundennummern: "
            f"{', '.join(sorted(unlike))}. Eine BG-Nummer kann mehrere Personen meinen. Bitte prüfen Sie, "
            "wer gemeint ist. Fremde Vorgänge lassen Sie mit --leave-out weg. Ist es dieselbe Person, "
            "ergänzen Sie --same-person."
        )


def _may_be_one(one: Case, other: Case) -> bool:
    """Tell whether nothing speaks against two cases being one person's."""
    left, right = one.reaction.customer, other.reaction.customer
    same_number = not left.number or not right.number or _plain(left.number) == _plain(right.number)
    return same_number and may_be_one_name(left.name, right.name)


def may_be_one_name(one: str, other: str) -> bool:
    """Tell whether two names, in any order and perhaps not whole, may be one person's.

    „Kundin, Karla“, „Karla Kundin“ and „Frau Kundin“ may; „Frau Kundin“ and „Herr Kundin“ may not.
    """
    left, right = name_words(one), name_words(other)
    if (left | right) >= _FORMS_OF_ADDRESS:
        return False
    left, right = left - _FORMS_OF_ADDRESS, right - _FORMS_OF_ADDRESS
    return left <= right or right <= left


def _plain(number: str) -> str:
    """Bring a customer number to the form in which two are compared."""
    return "".join(number.split()).upper()


def name_words(name: str) -> frozenset[str]:
    """Part a name into words whatever their order: „Kundin, Karla“ is „Karla Kundin“."""
    return frozenset(_WORD.findall(name.casefold()))


def _linked(case: Case) -> Iterator[str]:
    named = [case.reaction.follow_up_of, case.reaction.duplicate_of, *case.followed_by]
    named += [receipt.from_number for receipt in case.further_receipts]
    if case.ending is not None and case.ending.reason is EndReason.MERGED:
        named.append(case.ending.target)
    plain = (number.strip().upper() for number in named)
    yield from (number for number in plain if _CASE_NUMBER.fullmatch(number))
