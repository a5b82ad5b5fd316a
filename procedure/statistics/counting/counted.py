"""The cases of one year as they stood on the Stichtag, and the numbers all chapters rest on (GA VIII)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from procedure.statistics.counting import words
from procedure.statistics.counting.headings import Headings, headings
from procedure.statistics.counting.key_date import as_of
from procedure.statistics.facts import CaseFacts
from procedure.statistics.figures import Cell
from procedure.statistics.template import ReportTemplate
from procedure.vocabulary import EndReason, TeamId

TOTAL: Final = "Kundenreaktionen insgesamt"
NOT_COUNTED: Final = (EndReason.MERGED, EndReason.RECORDED_IN_ERROR)
"""A duplicate counts with the case it was merged into (A17); an error was no reaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One year."""

    year: int
    key_date: date
    judged_on: date
    """The day on which a deadline is over or not: the key date, or an earlier day of counting."""
    template: ReportTemplate
    teams: Mapping[TeamId, str]
    received: Sequence[CaseFacts]
    """What was received in the year, as of the key date; without duplicates and errors."""
    left_out: Mapping[EndReason, int]
    """Duplicates and errors."""
    known: Mapping[str, CaseFacts]
    """Every case that was read, of other years too, by number: predecessors are looked up here (R9)."""
    concerns: Headings
    outcomes: Headings

    @property
    def total(self) -> Cell:
        """The year's receipts."""
        return Cell(id="eingaenge", count=len(self.received))

    @property
    def closed(self) -> Sequence[CaseFacts]:
        """Those with a result."""
        return [case for case in self.received if is_closed(case)]

    @property
    def standing(self) -> tuple[Cell, Cell, Cell]:
        """How many were closed, ended without an answer, open: together the year's receipts."""
        closed = sum(is_closed(case) for case in self.received)
        ended = sum(is_ended(case) for case in self.received)
        return (
            Cell(id="stand/abgeschlossen", count=closed),
            Cell(id="stand/beendet", count=ended),
            Cell(id="stand/offen", count=len(self.received) - closed - ended),
        )

    def concern_keys(self, case: CaseFacts) -> set[str]:
        """Name the lines in which a case is counted for its kinds: each once (R8)."""
        keys = {self.concerns.key(kind) for kind in case.concerns}
        return keys or {self.concerns.key(None)}

    def mentions(self) -> Counter[str]:
        """Count the cases by line of their kinds; a case may stand in several."""
        return Counter(key for case in self.received for key in self.concern_keys(case))


def is_ended(case: CaseFacts) -> bool:
    """Tell whether a case ended without an answer."""
    return case.ended_on is not None


def is_closed(case: CaseFacts) -> bool:
    """Tell whether a case has a result."""
    return case.closed_on is not None and case.ended_on is None


def counted(
    facts: Iterable[CaseFacts],
    *,
    year: int,
    template: ReportTemplate,
    teams: Mapping[TeamId, str],
    counted_on: date | None = None,
) -> Counted:
    """Choose what is counted in a year: received in it, and not after the key date."""
    key_date = template.key_date(year)
    read = [as_of(each, key_date) for each in facts]
    ofyear = [case for case in read if case.year == year and case.received_on <= key_date]
    received = [case for case in ofyear if case.end not in NOT_COUNTED]
    concerns = headings(template.concerns, words.CONCERNS)
    outcomes = headings(template.outcomes, words.OUTCOMES)
    kinds = {concerns.key(kind) for case in received for kind in case.concerns or (None,)}
    results = {outcomes.key(case.outcome) for case in received if is_closed(case)}
    return Counted(
        year=year,
        key_date=key_date,
        judged_on=min(key_date, counted_on or key_date),
        template=template,
        teams=teams,
        received=received,
        left_out=Counter(case.end for case in ofyear if case.end in NOT_COUNTED and case.end is not None),
        known={case.number: case for case in read},
        concerns=concerns.with_rest(kinds),
        outcomes=outcomes.with_rest(results),
    )
