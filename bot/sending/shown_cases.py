"""Which cases a card shows: each of its buttons names its case."""

from collections.abc import Iterator

from procedure.vocabulary import CaseId


def shown_in(content: object) -> frozenset[CaseId]:
    """Name the cases that the buttons of a card, or of anything else that is sent, carry.

    What shows a case without a button of its own (a receipt, a file) is told apart by whoever sends it.
    """
    return frozenset(_named(content))


def _named(content: object) -> Iterator[CaseId]:
    if isinstance(content, dict):
        data = content.get("data")
        case_id = data.get("case") if isinstance(data, dict) else None
        if isinstance(case_id, str):
            yield CaseId(case_id)
        for part in content.values():
            yield from _named(part)
    elif isinstance(content, list | tuple):
        for part in content:
            yield from _named(part)
