"""A case as far as it is counted: kinds and dates from their columns, nothing where texts and people are."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from procedure.anonymising import NOBODY
from procedure.case import Case, Reaction
from procedure.case_parts import (
    Acknowledgement,
    Alert,
    Closing,
    Ending,
    FurtherReceipt,
    InterimNotice,
    Reopening,
    Talk,
)
from procedure.vocabulary import DispatchWay
from storage.keys import KeyRing
from storage.tables import Involvement

COLUMNS: Final = (
    "id",
    "number",
    "version",
    "state",
    "lead",
    "registered_at",
    "acknowledge_by",
    "close_by",
    "act_by",
    "original_close_by",
    "channel",
    "received_at",
    "origin",
    "talk_wish",
    "follow_up_of",
    "people",
    "acknowledgement_state",
    "acknowledgement_sent_on",
    "talk_state",
    "talk_form",
    "talk_held_on",
    "closing_outcome",
    "closing_answer",
    "closing_closed_at",
    "closing_cause",
    "closing_signed_at",
    "ending_reason",
    "ending_ended_at",
    "reopening_at",
    "further_receipts_count",
)
"""Columns of ``cases`` that are counted."""

Lists = Mapping[str, list[tuple[Any, ...]]]
"""Rows of a case's lists, in its order."""

_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""Where a case must have an instant that is not counted."""


def counted_case(row: Mapping[Any, Any], lists: Lists, keys: KeyRing) -> Case:
    """Build what is counted of a case; to be given to ``facts_of`` and to nobody else."""
    return Case(
        **{name: row[name] for name in _OF_CASE},
        registered_by=NOBODY,
        reaction=_reaction(row, lists, keys),
        record_reasons=tuple(reason for (reason,) in lists["reasons"]),
        acknowledgement=Acknowledgement(
            state=row["acknowledgement_state"], sent_on=row["acknowledgement_sent_on"]
        ),
        interim_notices=tuple(_interim(*notice) for notice in lists["interim_notices"]),
        talk=Talk(state=row["talk_state"], form=row["talk_form"], held_on=row["talk_held_on"]),
        closing=_closing(row),
        ending=_ending(row),
        reopening=_reopening(row),
        further_receipts=(_receipt(row),) * row["further_receipts_count"],
        alerts=tuple(Alert(ground=ground, raised_at=_NEVER) for (ground,) in lists["alerts"]),
    )


_OF_CASE: Final = COLUMNS[: COLUMNS.index("channel")]


def _reaction(row: Mapping[Any, Any], lists: Lists, keys: KeyRing) -> Reaction:
    def involved(how: Involvement) -> Sequence[Any]:
        return [team for involvement, team in lists["teams"] if involvement == how]

    return Reaction(
        channel=row["channel"],
        received_at=row["received_at"],
        origin=row["origin"],
        talk_wish=row["talk_wish"],
        people=row["people"],
        follow_up_of=keys.open(row["follow_up_of"], "cases.follow_up_of"),
        concerns=tuple(kind for (kind,) in lists["concerns"]),
        teams=tuple(involved(Involvement.CONCERNED)),
        praised_teams=tuple(involved(Involvement.PRAISED)),
    )


def _interim(sent_on: Any, until: Any, late: Any) -> InterimNotice:  # noqa: ANN401 - columns' values
    return InterimNotice(
        number=1,
        sent_on=sent_on,
        until=until,
        late=late,
        reason="",
        way=DispatchWay.LETTER,
        noted_at=_NEVER,
    )


def _closing(row: Mapping[Any, Any]) -> Closing | None:
    if row["closing_closed_at"] is None:
        return None
    return Closing(
        outcome=row["closing_outcome"],
        answer=row["closing_answer"],
        closed_at=row["closing_closed_at"],
        closed_by=NOBODY,
        cause=row["closing_cause"],
        signed_at=row["closing_signed_at"],
    )


def _ending(row: Mapping[Any, Any]) -> Ending | None:
    if row["ending_ended_at"] is None:
        return None
    return Ending(reason=row["ending_reason"], ended_at=row["ending_ended_at"], ended_by=NOBODY)


def _reopening(row: Mapping[Any, Any]) -> Reopening | None:
    if row["reopening_at"] is None:
        return None
    return Reopening(at=row["reopening_at"], reason="", closed_before_at=_NEVER)


def _receipt(row: Mapping[Any, Any]) -> FurtherReceipt:
    """Stand for a further receipt; only how many there are is counted."""
    return FurtherReceipt(channel=row["channel"], origin=row["origin"], received_at=_NEVER, noted_at=_NEVER)
