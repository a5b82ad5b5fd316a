"""Between columns and the parts of a case: those in the row of ``cases``, and the lists.

As in ``storage.mapping``, a field is mapped by naming it. Empty texts are no values here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table

from procedure.case import Case
from procedure.case_parts import (
    Acknowledgement,
    Alert,
    Closing,
    Contribution,
    Decision,
    Ending,
    FurtherReceipt,
    Hold,
    Informing,
    InterimNotice,
    OralTreatment,
    Reopening,
    Return,
    Talk,
)
from storage.keys import KeyRing
from storage.tables import (
    case_alerts,
    case_contributions,
    case_further_receipts,
    case_holds,
    case_informing,
    case_interim_notices,
    cases,
)

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """A part of which a case has at most one: columns of ``cases`` that bear its name as a prefix."""

    name: str
    kind: type
    plain: tuple[str, ...]
    sealed: tuple[str, ...] = ()
    marker: str = ""
    """The field that is never empty where the part is there; empty: it is always there."""

    def columns(self, case: Case, keys: KeyRing) -> dict[str, Any]:
        """Return the part's columns of ``cases``."""
        part = getattr(case, self.name)
        if part is None:
            return {f"{self.name}_{field}": None for field in (*self.plain, *self.sealed)}
        return {f"{self.name}_{field}": getattr(part, field) for field in self.plain} | {
            f"{self.name}_{field}": sealed_or_none(
                getattr(part, field), f"{cases.name}.{self.name}_{field}", keys
            )
            for field in self.sealed
        }

    def read(self, row: Row, keys: KeyRing) -> Any:  # noqa: ANN401 - whatever ``kind`` is
        """Build the part from a row of ``cases``; None where there is none."""
        if self.marker and row[f"{self.name}_{self.marker}"] is None:
            return None
        values = {field: row[f"{self.name}_{field}"] for field in self.plain}
        texts = {
            field: opened_or_empty(row[f"{self.name}_{field}"], f"{cases.name}.{self.name}_{field}", keys)
            for field in self.sealed
        }
        return self.kind(**values, **texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A part of which a case may have several: a table of its own, in the order of the case."""

    name: str
    kind: type
    table: Table
    plain: tuple[str, ...]
    sealed: tuple[str, ...] = ()

    @property
    def counter(self) -> str:
        """The column of ``cases`` that says how many there are."""
        return f"{self.name}_count"

    def rows(self, case: Case, keys: KeyRing) -> list[dict[str, Any]]:
        """Return the rows of the list's table."""
        return [
            {"case_id": case.id, "position": position}
            | {field: getattr(part, field) for field in self.plain}
            | {
                field: sealed_or_none(getattr(part, field), f"{self.table.name}.{field}", keys)
                for field in self.sealed
            }
            for position, part in enumerate(getattr(case, self.name))
        ]

    def read(self, rows: Iterable[Row], keys: KeyRing) -> tuple[Any, ...]:
        """Build the list from its table's rows, in their order."""
        return tuple(
            self.kind(
                **{field: row[field] for field in self.plain},
                **{
                    field: opened_or_empty(row[field], f"{self.table.name}.{field}", keys)
                    for field in self.sealed
                },
            )
            for row in rows
        )


def _return(name: str) -> Embedded:
    return Embedded(name=name, kind=Return, plain=("at", "team"), sealed=("reason",), marker="at")


EMBEDDED = (
    Embedded(
        name="acknowledgement",
        kind=Acknowledgement,
        plain=(
            "state",
            "settled_at",
            "sent_on",
            "way",
            "waiver",
            "receipt_confirmed_at",
            "receipt_confirmed_by",
        ),
        sealed=("note",),
    ),
    Embedded(
        name="decision",
        kind=Decision,
        plain=("lead", "decided_at", "decided_by", "final_signature"),
        sealed=("instruction", "reason"),
        marker="decided_at",
    ),
    Embedded(
        name="talk",
        kind=Talk,
        plain=(
            "state",
            "wished_at",
            "ground",
            "noted_at",
            "form",
            "appointment_at",
            "decided_at",
            "held_on",
        ),
        sealed=("note", "decision_note", "held_note"),
    ),
    Embedded(
        name="treatment",
        kind=OralTreatment,
        plain=("kind", "at", "appointment_at"),
        sealed=("place",),
        marker="at",
    ),
    _return("returned"),
    _return("revision"),
    _return("transfer"),
    Embedded(
        name="closing",
        kind=Closing,
        plain=(
            "outcome",
            "answer",
            "closed_at",
            "closed_by",
            "on_behalf",
            "answered_on",
            "way",
            "cause",
            "verbis_noted",
            "signed_at",
            "signed_by",
            "late",
        ),
        sealed=("no_answer_reason", "measure", "insight"),
        marker="closed_at",
    ),
    Embedded(
        name="ending",
        kind=Ending,
        plain=("reason", "ended_at", "ended_by"),
        sealed=("note", "target"),
        marker="ended_at",
    ),
    Embedded(
        name="reopening",
        kind=Reopening,
        plain=("at", "closed_before_at"),
        sealed=("reason",),
        marker="at",
    ),
)

LISTED = (
    Listed(
        name="contributions",
        kind=Contribution,
        table=case_contributions,
        plain=("team", "requested_at", "due_on", "state", "delivered_at", "delivered_by"),
        sealed=("text", "note"),
    ),
    Listed(
        name="informing",
        kind=Informing,
        table=case_informing,
        plain=("team", "state", "informed_on", "count", "absent_until"),
        sealed=("reason",),
    ),
    Listed(
        name="interim_notices",
        kind=InterimNotice,
        table=case_interim_notices,
        plain=("number", "sent_on", "until", "way", "late", "noted_at"),
        sealed=("reason",),
    ),
    Listed(
        name="further_receipts",
        kind=FurtherReceipt,
        table=case_further_receipts,
        plain=("channel", "origin", "received_at", "noted_at", "from_number"),
    ),
    Listed(name="alerts", kind=Alert, table=case_alerts, plain=("ground", "raised_at")),
    Listed(
        name="holds",
        kind=Hold,
        table=case_holds,
        plain=("ground", "placed_at", "lifted_at"),
        sealed=("note", "lifted_because"),
    ),
)


def sealed_or_none(text: str, place: str, keys: KeyRing) -> str | None:
    """Seal a text; an empty one is no value."""
    return keys.seal(text, place) if text else None


def opened_or_empty(sealed: Any, place: str, keys: KeyRing) -> str:  # noqa: ANN401 - a column's value
    """Open a text; no value is an empty one."""
    return "" if sealed is None else keys.open(sealed, place)
