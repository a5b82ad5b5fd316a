"""Turns what happened into audit entries (R50) and into notices for those concerned."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import datetime

from casework.notices import Notice
from casework.ports import AuditEntry, UnitOfWork
from procedure import events
from procedure.actor import Actor
from procedure.case import Case
from procedure.escalation import must_alert
from procedure.notification import NoticeKind
from procedure.representation import Audience, AudienceKind, asked_second
from procedure.standing import office_of
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


def told_of_registration(case: Case, first_contact: TeamId | None) -> tuple[tuple[NoticeKind, Audience], ...]:
    """Name who is told of a new case, and what for.

    R17: the BGF always. R35: of spoken ones the Teamleitung first. GA IV: of written ones both.
    """
    told = [(NoticeKind.RECORD_REQUEST, _BGF)]
    team = first_contact if case.reaction.channel.is_oral else case.lead_team
    if team is not None:
        told.append((NoticeKind.CASE_FOR_TEAM, Audience(AudienceKind.TEAM_LEAD, team)))
    if case.lead is Lead.MANAGEMENT or not case.reaction.channel.is_oral:
        told.append((NoticeKind.CASE_FOR_MANAGEMENT, _MANAGEMENT))
    return tuple(told)


def told_of_alert(case: Case, first_contact: TeamId | None) -> tuple[Audience, ...]:
    """Name who is alarmed at once, the channel never (A30): management, Teamleitung and BGF; or nobody."""
    if not must_alert(case.reaction):
        return ()
    team = first_contact or case.lead_team
    if team is None or case.lead_excluded:
        return _MANAGEMENT, _BGF
    return _MANAGEMENT, Audience(AudienceKind.TEAM_LEAD, team), _BGF


def _notices(case: Case, happened: Sequence[events.Event], first_contact: TeamId | None) -> Iterator[Notice]:
    refresh_at: datetime | None = None
    for event in happened:
        match event:
            case events.Registered(at=at):
                for kind, audience in told_of_registration(case, first_contact):
                    yield _notice(case, kind, audience, at)
            case events.AlertRaised(at=at):
                for audience in told_of_alert(case, first_contact):
                    yield _notice(case, NoticeKind.ALERT, audience, at)
            case events.HandoverAnswered(at=at):
                yield _notice(case, NoticeKind.HANDOVER_ANSWERED, _reporter(case), at)
                refresh_at = at
            case events.DeputyAsked(at=at):
                team = case.handover.team if case.handover is not None else None
                yield _notice(case, NoticeKind.CASE_FOR_TEAM, asked_second(team), at)
                yield _notice(case, NoticeKind.DEPUTY_ASKED, _reporter(case), at)
                refresh_at = at
            case events.TakenOver(at=at) | events.RecordedInTool(at=at) | events.StateChanged(at=at):
                refresh_at = at
            case _:
                pass
    if refresh_at is not None:
        yield _notice(case, NoticeKind.CARD_REFRESH, _HOLDERS, refresh_at)


def _reporter(case: Case) -> Audience:
    return Audience(AudienceKind.PERSON, case.registered_by)


def _notice(case: Case, kind: NoticeKind, audience: Audience, at: datetime) -> Notice:
    return Notice(kind=kind, audience=audience, case_id=case.id, due_at=at)
