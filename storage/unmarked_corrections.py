"""What a transaction has corrected, until the entry of the same step vouches for it (R50)."""

from collections import defaultdict
from collections.abc import Iterable

from casework.ports import Correction
from procedure.vocabulary import CaseId


class UnmarkedCorrections:
    """Corrections that a transaction has written and no entry vouches for yet."""

    def __init__(self) -> None:
        self._of_case: dict[CaseId, list[Correction]] = defaultdict(list)

    def add(self, corrections: Iterable[Correction]) -> None:
        """Wait for the entry of the same step."""
        for one in corrections:
            self._of_case[one.case_id].append(one)

    def take(self, case_id: CaseId) -> list[Correction]:
        """Return those of a case, once."""
        return self._of_case.pop(case_id, [])
