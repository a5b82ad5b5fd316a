"""The word lists of a case: each entry one word, a table each, read all at once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    Table,
    bindparam,
    func,
    literal,
    select,
    type_coerce,
    union_all,
)

from procedure.case import Case
from procedure.case_parts import Document
from procedure.vocabulary import (
    ConcernKind,
    DocumentId,
    DocumentKind,
    Outcome,
    RecordReason,
    StaffId,
    TeamId,
)
from storage.tables import (
    Involvement,
    case_concerns,
    case_documents,
    case_excluded_staff,
    case_followers,
    case_record_reasons,
    case_teams,
)


def concern_rows(case: Case) -> list[dict[str, Any]]:
    """Return the rows of ``case_concerns``."""
    return [
        {"case_id": case.id, "position": position, "kind": kind}
        for position, kind in enumerate(case.reaction.concerns)
    ]


def team_rows(case: Case) -> list[dict[str, Any]]:
    """Return the rows of ``case_teams``."""
    involved = (
        (Involvement.CONCERNED, case.reaction.teams),
        (Involvement.PRAISED, case.reaction.praised_teams),
    )
    return [
        {"case_id": case.id, "involvement": involvement, "position": position, "team_id": team}
        for involvement, teams in involved
        for position, team in enumerate(teams)
    ]


def reason_rows(case: Case) -> list[dict[str, Any]]:
    """Return the rows of ``case_record_reasons``."""
    return [
        {"case_id": case.id, "position": position, "reason": reason}
        for position, reason in enumerate(case.record_reasons)
    ]


def excluded_rows(case: Case) -> list[dict[str, Any]]:
    """Return the rows of ``case_excluded_staff``."""
    return [
        {"case_id": case.id, "position": position, "staff_id": staff_id}
        for position, staff_id in enumerate(case.excluded)
    ]


def follower_rows(case: Case) -> list[dict[str, Any]]:
    """Return the rows of ``case_followers``."""
    return [
        {"case_id": case.id, "position": position, "number": number}
        for position, number in enumerate(case.followed_by)
    ]


def document_rows(case: Case) -> list[dict[str, Any]]:
    """Return the rows of ``case_documents``."""
    return [
        {
            "case_id": case.id,
            "position": position,
            "document_id": document.id,
            "kind": document.kind,
            "outcome": document.outcome,
        }
        for position, document in enumerate(case.documents)
    ]


OF_CASE = "of_case"
"""Name of the parameter of ``ALL_WORDS``."""

WORD_LISTS: tuple[tuple[Table, Callable[[Case], list[dict[str, Any]]]], ...] = (
    (case_concerns, concern_rows),
    (case_teams, team_rows),
    (case_record_reasons, reason_rows),
    (case_excluded_staff, excluded_rows),
    (case_followers, follower_rows),
    (case_documents, document_rows),
)


def _words(name: ColumnElement[Any], table: Table, column: ColumnElement[Any]) -> Select[str, int, str]:
    """Select (list, position, word); enums as the words they hold, because the lists share a result."""
    part: ColumnElement[str] = type_coerce(name, String)
    position: ColumnElement[int] = table.c.position
    word: ColumnElement[str] = type_coerce(column, String)
    return select(part, position, word).where(table.c.case_id == bindparam(OF_CASE))


ALL_WORDS = union_all(
    _words(literal("concerns"), case_concerns, case_concerns.c.kind),
    _words(literal("reasons"), case_record_reasons, case_record_reasons.c.reason),
    _words(case_teams.c.involvement, case_teams, case_teams.c.team_id),
    _words(literal("excluded"), case_excluded_staff, case_excluded_staff.c.staff_id),
    _words(literal("followers"), case_followers, case_followers.c.number),
    _words(literal("documents"), case_documents, case_documents.c.document_id),
    _words(literal("document kinds"), case_documents, case_documents.c.kind),
    _words(
        literal("document outcomes"),
        case_documents,
        func.coalesce(type_coerce(case_documents.c.outcome, String), ""),
    ),
)
"""Selects every word of the case ``OF_CASE`` as (list, position, word)."""


def words_from(found: Iterable[Sequence[Any]]) -> dict[str, tuple[Any, ...]]:
    """Build the lists from the rows of ``ALL_WORDS``."""
    words: dict[str, list[str]] = defaultdict(list)
    for row in sorted(found, key=lambda row: int(row[1])):
        words[row[0]].append(row[2])
    documents = zip(words["documents"], words["document kinds"], words["document outcomes"], strict=True)
    return {
        "concerns": tuple(ConcernKind(word) for word in words["concerns"]),
        "reasons": tuple(RecordReason(word) for word in words["reasons"]),
        "teams": tuple(TeamId(word) for word in words[Involvement.CONCERNED]),
        "praised_teams": tuple(TeamId(word) for word in words[Involvement.PRAISED]),
        "excluded": tuple(StaffId(word) for word in words["excluded"]),
        "followers": tuple(words["followers"]),
        "documents": tuple(
            Document(
                id=DocumentId(document_id),
                kind=DocumentKind(kind),
                outcome=Outcome(outcome) if outcome else None,
            )
            for document_id, kind, outcome in documents
        ),
    }
