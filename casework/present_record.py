"""Builds what a person may read of the papers and the record of a case (R13, R20, R50; A26, A34).

Whoever was only asked for her team's Beitrag reads nothing of the other teams, and no name of theirs.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from casework.documents import may_read
from casework.linked import without_unseen
from casework.office_words import name_of
from casework.part_views import CorrectionView, DocumentView, HistoryLine
from casework.permissions import is_of_another_team, reads_everything
from casework.ports import AuditEntry, Correction, StoredDocument
from casework.views import CaseView
from procedure.actor import Actor
from procedure.situation import Situation
from procedure.vocabulary import StaffId, TeamId

_LINKS: Final = frozenset({"FollowedUp", "FollowUpRemoved"})
"""Events of the record that name a later case."""
AUTOMATICALLY: Final = "automatisch"
_BROUGHT_ALONG: Final = frozenset({"ContributionRequested", "AcknowledgementWaived"})
"""What also happens by itself …"""
_BRINGING: Final = frozenset({"Registered", "Reclassified", "Decided"})
"""… with one of these, in the same instant (R13, A15, A23)."""
_OF_A_TEAM: Final = "informing"
"""The field of a correction that is about one team; its values begin with the team's name."""

_NAMES_A_CASE: Final = "follow_up_of"
"""The field of a correction that names another case."""


def document_views(at: Situation, documents: Sequence[StoredDocument]) -> tuple[DocumentView, ...]:
    """Return what lies with the case, as far as the person may read it."""
    return tuple(
        DocumentView(
            id=document.id,
            kind=document.kind,
            name=document.name,
            size=document.size,
            added_at=at.rules.local(document.added_at),
            added_by=person_named(at, document.added_by) or "anderes Team",
        )
        for document in documents
        if may_read(at, document)
    )


def history_lines(
    at: Situation,
    entries: Sequence[AuditEntry],
    documents: Sequence[StoredDocument],
    seen: frozenset[str],
) -> tuple[HistoryLine, ...]:
    """Return the record, as far as the person may read it.

    ``documents`` is all that lies with the case, ``seen`` the numbers of cases she may see.
    """
    readable = {document.id for document in documents if may_read(at, document)}
    bringing = frozenset(entry.at for entry in entries if entry.event in _BRINGING)
    return tuple(
        _line(at, entry, seen, by_itself=entry.event in _BROUGHT_ALONG and entry.at in bringing)
        for entry in entries
        if reads_everything(at.case, at.actor)
        or (
            not _is_of_others(at, entry.actor)
            and _is_own(at, entry.details.get("team"))
            and entry.details.get("document_id") in {None, *readable}
        )
    )


def correction_lines(
    at: Situation, corrections: Sequence[Correction], seen: frozenset[str]
) -> tuple[CorrectionView, ...]:
    """Return what was put right, as far as the person may read it; ``seen``: the numbers she may."""
    own = tuple(f"{at.office.team_name(team)}:" for team in at.actor.leads | at.actor.deputises)
    everything = reads_everything(at.case, at.actor)
    return tuple(
        CorrectionView(
            at=at.rules.local(correction.at),
            who=name_of(correction.actor, at.office),
            field=correction.field,
            old=_link(correction, correction.old, seen),
            new=_link(correction, correction.new, seen),
            reason=correction.reason,
        )
        for correction in corrections
        if everything
        or (
            not _is_of_others(at, correction.actor)
            and (correction.field != _OF_A_TEAM or correction.new.startswith(own))
        )
    )


def naming_seen(view: CaseView, seen: frozenset[str]) -> CaseView:
    """Take the numbers of cases that the viewer may not see out of what links a case with others."""
    ending = view.ending
    if ending is not None:
        target, note = without_unseen(ending.target, seen), without_unseen(ending.note, seen)
        ending = replace(ending, target=target, note=note)
    return replace(
        view,
        follow_up_of=without_unseen(view.follow_up_of, seen),
        followed_by=tuple(number for number in view.followed_by if number in seen),
        ending=ending,
    )


def person_named(at: Situation, staff_id: StaffId | None) -> str:
    """Name a person; empty for one of another team, to whoever reads nothing of the other teams."""
    hidden = at.role is not None and not reads_everything(at.case, at.actor) and _is_of_others(at, staff_id)
    return "" if hidden else name_of(staff_id, at.office)


def _line(at: Situation, entry: AuditEntry, seen: frozenset[str], *, by_itself: bool) -> HistoryLine:
    name = name_of(entry.actor, at.office) or "Assistent"
    who = f"{name} (i. V.)" if entry.on_behalf else name
    # The record keeps the number of a later case; whoever reads it may no longer be told (A26, A34).
    untold = entry.event in _LINKS and entry.details.get("number") not in at.case.followed_by
    return HistoryLine(
        at=at.rules.local(entry.at),
        who=AUTOMATICALLY if by_itself else who,
        role=None if by_itself else entry.role,
        event=entry.event,
        details=() if untold else tuple((n, without_unseen(v, seen)) for n, v in entry.details.items()),
    )


def _link(correction: Correction, value: str, seen: frozenset[str]) -> str:
    return without_unseen(value, seen) if correction.field == _NAMES_A_CASE else value


def _is_of_others(at: Situation, staff_id: StaffId | None) -> bool:
    if staff_id is None:
        return False
    return is_of_another_team(at.case, at.actor, Actor.of(staff_id, at.office, at.today))


def _is_own(at: Situation, team: str | None) -> bool:
    return team is None or at.actor.stands_for(TeamId(team)) is not None
