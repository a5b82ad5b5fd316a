"""Lists and searches in memory: every case is looked at, each through ``casework.permissions``' scope."""

from datetime import date
from zoneinfo import ZoneInfo

from casework.permissions import Scope
from casework.search import Found, Search, Sorting
from procedure.case import Case
from procedure.duties import Duty
from procedure.situation import OVER
from procedure.standing import open_to, teams_of
from tests.support.fake_state import Transaction
from tests.support.fake_stores import same_number

BERLIN = ZoneInfo("Europe/Berlin")


class FakeCaseFinder:
    """Lists and searches in memory."""

    def __init__(self, unit: Transaction) -> None:
        self._unit = unit

    async def find(self, search: Search, scope: Scope, *, page: int, size: int) -> Found:
        """Return one page (from 1) of the cases in scope."""
        state = self._unit.read()
        found = [
            case
            for case in state.cases.values()
            if in_scope(case, scope) and _fits(case, search, _owed(state.duties.get(case.id, ()), search))
        ]
        found.sort(key=lambda case: case.number)
        if search.sorting is Sorting.NEWEST:
            found.sort(key=lambda case: case.registered_at, reverse=True)
        else:
            by_office = Search(owed_by=search.owed_by)
            earliest = {
                case.id: min(
                    (d.due_on for d in _owed(state.duties.get(case.id, ()), by_office)), default=date.max
                )
                for case in found
            }
            found.sort(key=lambda case: earliest[case.id])
        shown = found[(page - 1) * size : page * size]
        return Found(cases=tuple(case.id for case in shown), total=len(found))


def in_scope(case: Case, scope: Scope) -> bool:
    """Tell whether a case may exist for a person."""
    if scope.viewer in case.excluded or (case.reaction.confidential and not scope.confidential):
        return False
    if scope.everything:
        return True
    own_team = not scope.teams.isdisjoint(open_to(case))
    reported = case.registered_by == scope.viewer and case.registered_at >= scope.reported_since
    return own_team or reported


def _fits(case: Case, search: Search, owed: list[Duty]) -> bool:
    day = case.reaction.received_at.astimezone(BERLIN).date()
    return all(
        (
            not search.open_only or case.state not in OVER,
            search.number in ("", case.number),
            not search.customer_number or _same(search.customer_number, case.reaction.customer.number),
            search.team is None or search.team in teams_of(case),
            not search.states or case.state in search.states,
            search.received_from is None or day >= search.received_from,
            search.received_until is None or day <= search.received_until,
            bool(owed) or (search.due_until is None and not search.owed_by),
        )
    )


def _owed(duties: tuple[Duty, ...], search: Search) -> list[Duty]:
    return [
        duty
        for duty in duties
        if (not search.owed_by or duty.audience in search.owed_by)
        and (search.due_until is None or duty.due_on <= search.due_until)
    ]


def _same(one: str, other: str) -> bool:
    return same_number(one) != "" and same_number(one) == same_number(other)
