"""Turns what happened into audit entries (R50) and into notices for those concerned."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import datetime

from casework.notices import Notice, NoticeKind
from casework.ports import AuditEntry, UnitOfWork
from procedure import events
from procedure.actor import Actor
from procedure.case import Case
from procedure.lifecycle import office_of
from procedure.representation import Audience, AudienceKind
from procedure.vocabulary import Lead, Role, TeamId

_BGF = Audience(AudienceKind.BGF)
_MANAGEMENT = Audience(AudienceKind.MANAGEMENT)
_HOLDERS = Audience(AudienceKind.HOLDERS)


async def record(
    unit: UnitOfWork,
    case: Case,
    happened: Sequence[events.Event],
    actor: Actor,
    *,
    first_contact: TeamId | None = None,
) -> None:
    """Write the audit entries and queue the notices of ``happened`` in the running transaction."""
    role = office_of(case, actor)
    entries = [
        AuditEntry(
            case_id=case.id,
            at=event.at,
            actor=actor.staff_id,
            role=role or (Role.EMPLOYEE if actor.staff_id is not None else None),
            on_behalf=role is Role.DEPUTY,
            event=type(event).__name__,
            details={f.name: str(getattr(event, f.name)) for f in fields(event) if f.name != "at"},
        )
        for event in happened
    ]
    await unit.audit.append(entries)
    await unit.notices.put(list(_notices(case, happened, first_contact)))


def _notices(case: Case, happened: Sequence[events.Event], first_contact: TeamId | None) -> Iterator[Notice]:
    refresh_at: datetime | None = None
    for event in happened:
        match event:
            case events.Registered(at=at):
                yield from _on_registration(case, first_contact, at)
            case events.AlertRaised(at=at):
                yield from _on_alert(case, first_contact, at)
            case events.HandoverAnswered(at=at):
                yield _notice(case, NoticeKind.HANDOVER_ANSWERED, _reporter(case), at)
                refresh_at = at
            case events.DeputyAsked(at=at):
                team = case.handover.team if case.handover is not None else None
                deputy = Audience(AudienceKind.DEPUTY, team) if team is not None else _BGF
                yield _notice(case, NoticeKind.CASE_FOR_TEAM, deputy, at)
                yield _notice(case, NoticeKind.DEPUTY_ASKED, _reporter(case), at)
                refresh_at = at
            case events.TakenOver(at=at) | events.RecordedInTool(at=at) | events.StateChanged(at=at):
                refresh_at = at
            case _:
                pass
    if refresh_at is not None:
        yield _notice(case, NoticeKind.CARD_REFRESH, _HOLDERS, refresh_at)


def _on_registration(case: Case, first_contact: TeamId | None, at: datetime) -> Iterator[Notice]:
    """R17: the BGF always. R35: spoken ones to the Teamleitung first. GA IV: written ones to both."""
    yield _notice(case, NoticeKind.RECORD_REQUEST, _BGF, at)
    team = first_contact if case.reaction.channel.is_oral else case.lead_team
    if team is not None:
        yield _notice(case, NoticeKind.CASE_FOR_TEAM, Audience(AudienceKind.TEAM_LEAD, team), at)
    if case.lead is Lead.MANAGEMENT or not case.reaction.channel.is_oral:
        yield _notice(case, NoticeKind.CASE_FOR_MANAGEMENT, _MANAGEMENT, at)


def _on_alert(case: Case, first_contact: TeamId | None, at: datetime) -> Iterator[Notice]:
    """A30: the management, the Teamleitung and the BGF, at once; never the channel."""
    yield _notice(case, NoticeKind.ALERT, _MANAGEMENT, at)
    team = first_contact or case.lead_team
    if team is not None and not case.lead_excluded:
        yield _notice(case, NoticeKind.ALERT, Audience(AudienceKind.TEAM_LEAD, team), at)
    yield _notice(case, NoticeKind.ALERT, _BGF, at)


def _reporter(case: Case) -> Audience:
    return Audience(AudienceKind.PERSON, case.registered_by)


def _notice(case: Case, kind: NoticeKind, audience: Audience, at: datetime) -> Notice:
    return Notice(kind=kind, audience=audience, case_id=case.id, due_at=at)
