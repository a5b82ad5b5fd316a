"""Ties the history of what was typed to the record (R50): the entry „Corrected“ vouches for its corrections.

Corrections are sealed and written anew when keys are renewed, so they are in no chain themselves. The
entry of the step that made them carries their number and one MAC over their plain texts.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import RowMapping, select

from casework.ports import Correction
from procedure import events
from storage.audit_chain import AuditKey, Content, instant
from storage.audit_content import CASE_FIELDS, content_found, raw
from storage.connection import Connection
from storage.corrections import PLAIN, SEALED, place_of
from storage.errors import KeyUnknown, SealBroken
from storage.keys import KeyRing
from storage.tables import corrections as history

MARK: Final = "corrections"
"""Among an entry's details; nobody reads it but the check."""
CORRECTED: Final = events.Corrected.__name__

_COVERED: Final = ("at", "actor", "field", "old", "new", "reason")
_AT, _EVENT, _DETAILS = (CASE_FIELDS.index(name) for name in ("at", "event", "details"))


def mark_of(key: AuditKey, corrections: Sequence[Correction]) -> str:
    """Write what an entry says of its corrections."""
    plain = [[_plain(getattr(one, name)) for name in _COVERED] for one in corrections]
    return f"{len(plain)} {key.corrections_mac(corrections[0].case_id, plain)}"


async def corrections_of(
    connection: Connection, keys: KeyRing, wanted: Sequence[str]
) -> Mapping[str, list[Content | None]]:
    """Read the corrections of cases, oldest first; None stands for one that cannot be read."""
    chosen = select(history.c.case_id, *raw(history, (*PLAIN[1:], *SEALED)))
    ordered = chosen.where(history.c.case_id.in_(wanted)).order_by(history.c.id)
    found: dict[str, list[Content | None]] = defaultdict(list)
    for row in (await connection.execute(ordered)).mappings():
        found[row["case_id"]].append(_opened(row, keys))
    return found


def corrections_fit(
    key: AuditKey, case_id: str, entries: Sequence[Content], corrections: Sequence[Content | None]
) -> bool:
    """Tell whether the corrections of a case are those that its entries vouch for.

    An entry from before the sealing, or from a release that knows no marks, vouches for nothing: what was
    corrected at its instant is not judged.
    """
    by_instant: dict[Any, list[Content]] = defaultdict(list)
    for one in corrections:
        if one is None:
            return False
        by_instant[one[0]].append(one)
    marks = [(entry[_AT], _mark(entry)) for entry in entries if entry[_EVENT] == CORRECTED]
    unjudged = {at for at, mark in marks if mark is None}
    for at, mark in marks:
        if mark is None or at in unjudged:
            continue
        made = by_instant[at]
        number = int(mark.partition(" ")[0])
        if len(made) < number or mark != f"{number} {key.corrections_mac(case_id, made[:number])}":
            return False
        del made[:number]
    return not any(made for at, made in by_instant.items() if at not in unjudged)


def _mark(entry: Content) -> str | None:
    details = entry[_DETAILS]
    return details.get(MARK) if isinstance(details, dict) else None


def _opened(row: RowMapping, keys: KeyRing) -> Content | None:
    try:
        opened = {name: keys.open(row[name], place_of(name)) for name in SEALED}
    except (KeyUnknown, SealBroken, TypeError, ValueError):
        return None
    return content_found({**row, **opened}, _COVERED)


def _plain(value: Any) -> str:  # noqa: ANN401 - an instant or a text
    return value if isinstance(value, str) else instant(value)
