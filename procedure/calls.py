"""Whom each event calls: a message that asks to be read, besides the refresh every change brings.

One function for each row of the transition table's last column („Nachricht an“), and for R15, R17,
R25, R35, A11, A16-A19, A25, A30. ``case`` is as the event left it. News call whether or not the
office holds a card already; the kinds of a new case would not.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from procedure import events
from procedure.case import Case
from procedure.notice_kind import NoticeKind, Notification
from procedure.representation import Audience, AudienceKind, asked_second
from procedure.standing import concerned_teams, home_team, open_to, teams_of
from procedure.vocabulary import CaseState, ContributionState, DecisionState, Lead, TalkForm, TeamId

Told = tuple[Notification, ...]

BGF: Final = Audience(AudienceKind.BGF)
MANAGEMENT: Final = Audience(AudienceKind.MANAGEMENT)
_NEWS_FOR_BGF: Final = Notification(NoticeKind.NEWS_FOR_BGF, BGF)
_NEWS_FOR_MANAGEMENT: Final = Notification(NoticeKind.NEWS_FOR_MANAGEMENT, MANAGEMENT)


def lead_of(team: TeamId) -> Audience:
    """Name a team's Teamleitung, or who stands in for her."""
    return Audience(AudienceKind.TEAM_LEAD, team)


def is_kept_from(case: Case, audience: Audience) -> bool:
    """Tell whether an office must not learn of a case (A26, A34)."""
    of_team = audience.kind in {AudienceKind.TEAM_LEAD, AudienceKind.DEPUTY}
    return of_team and audience.ref not in open_to(case)


def alarmed(case: Case, first_contact: TeamId | None) -> tuple[Audience, ...]:
    """Name who is alarmed: management, the Teamleitung who may know, and the BGF (A30)."""
    team = first_contact or home_team(case)
    everybody = (MANAGEMENT, lead_of(team), BGF) if team is not None else (MANAGEMENT, BGF)
    return tuple(audience for audience in everybody if not is_kept_from(case, audience))


def _news_for_team(team: TeamId | None) -> Told:
    return (Notification(NoticeKind.NEWS_FOR_TEAM, lead_of(team)),) if team is not None else ()


def _news_for_lead(case: Case) -> Told:
    return (_NEWS_FOR_MANAGEMENT,) if case.lead is Lead.MANAGEMENT else _news_for_team(case.lead_team)


def _reporter(kind: NoticeKind, case: Case) -> Told:
    return (Notification(kind, Audience(AudienceKind.PERSON, case.registered_by)),)


def _deputy_asked(case: Case, _: events.DeputyAsked) -> Told:
    team = case.handover.team if case.handover is not None else None
    asked = Notification(NoticeKind.CASE_FOR_TEAM, asked_second(team))
    return (asked, *_reporter(NoticeKind.DEPUTY_ASKED, case))


def _state_changed(case: Case, event: events.StateChanged) -> Told:
    """Z2 to Z3: how a spoken reaction goes on is known now (R37). To Z2: its Teamleitung is asked (R35)."""
    if event.new is CaseState.WITH_TEAM_LEAD:
        return _news_for_lead(case)
    begun = (CaseState.WITH_TEAM_LEAD, CaseState.IN_PROGRESS_TEAM)
    return (_NEWS_FOR_BGF,) if (event.old, event.new) == begun else ()


def _corrected(_: Case, event: events.Corrected) -> Told:
    """A26, A34: management and BGF must know from whom a case is to be kept, or who else is to be told."""
    shield = {"confidential", "concerns_lead", "concerns_management"} & set(event.fields.split(","))
    return (_NEWS_FOR_MANAGEMENT, _NEWS_FOR_BGF) if shield else ()


def _alerted_later(case: Case, _: events.AlertedLater) -> Told:
    return tuple(Notification(NoticeKind.ALERT, audience) for audience in alarmed(case, None))


def _acknowledged(case: Case, _: events.Event) -> Told:
    """R25: now the whole case goes to who answers it; not to a team that has given it back (A18)."""
    return _news_for_lead(case) if case.returned is None else ()


def _receipt_added(case: Case, _: events.ReceiptAdded) -> Told:
    return _news_for_lead(case)


def _lead_changed(case: Case, event: events.LeadChanged) -> Told:
    """Old and new office, and the BGF; who has just decided it or passed it on (R37) knows."""
    own_doing = case.decision is not None and case.decision.decided_at == event.at
    passed_on = case.transfer is not None and case.transfer.at == event.at
    if event.new is Lead.MANAGEMENT:
        told = () if own_doing else (_NEWS_FOR_MANAGEMENT,)
        return (*told, *(() if passed_on else _news_for_team(home_team(case))), _NEWS_FOR_BGF)
    return (*_news_for_lead(case), *(() if own_doing else (_NEWS_FOR_MANAGEMENT,)), _NEWS_FOR_BGF)


def _reclassified(case: Case, event: events.Reclassified) -> Told:
    """A36: the teams that come in, those that go out, and who leads; a team going out sees at most that."""
    old, new = _keys(event.old_teams), _keys(event.new_teams)
    changed = (team for team in (*new, *old) if (team in new) is not (team in old))
    return (*(n for team in changed for n in _news_for_team(team)), *_news_for_lead(case))


def _keys(words: str) -> tuple[TeamId, ...]:
    return tuple(TeamId(word.strip()) for word in words.split(",") if word.strip())


def _decided(case: Case, event: events.Decided) -> Told:
    if event.lead is Lead.MANAGEMENT:
        return (*_news_for_team(home_team(case)), _NEWS_FOR_BGF)
    return (*_news_for_team(case.lead_team), _NEWS_FOR_BGF)


def _talk_wished(case: Case, _: events.TalkWished) -> Told:
    """R39: the Teamleitung notes something first; where none may know of the case, the management."""
    team = home_team(case)
    if team is None or is_kept_from(case, lead_of(team)):
        return (_NEWS_FOR_MANAGEMENT,)
    return _news_for_team(team)


def _talk_decided(case: Case, event: events.TalkDecided) -> Told:
    """R41: who answers learns of it; a talk is the management's own to hold."""
    by_team = event.form in {TalkForm.NO_TALK, TalkForm.IN_WRITING}
    return _news_for_team(case.lead_team or (home_team(case) if by_team else None))


def _interim_notice(case: Case, event: events.InterimNoticeSent) -> Told:
    """R15, A11: the BGF watches the deadlines; from the second one on the management is told."""
    tell = event.tell_management and case.lead is Lead.TEAM
    return (_NEWS_FOR_BGF, *((_NEWS_FOR_MANAGEMENT,) if tell else ()))


def _closed(case: Case, _: events.Closed) -> Told:
    return (_NEWS_FOR_BGF, *_reporter(NoticeKind.CASE_CLOSED, case))


def _ended(case: Case, _: events.Ended) -> Told:
    """A16-A18: everybody who has a part in it, and who reported it."""
    owing = {c.team for c in case.contributions if c.state is not ContributionState.WAIVED}
    teams = (t for t in teams_of(case) if t in owing or t in concerned_teams(case.reaction))
    management = case.lead is Lead.MANAGEMENT or case.decision_state is not DecisionState.NOT_NEEDED
    return (
        *(n for team in teams for n in _news_for_team(team)),
        _NEWS_FOR_BGF,
        *((_NEWS_FOR_MANAGEMENT,) if management else ()),
        *_reporter(NoticeKind.CASE_CLOSED, case),
    )


CALLS: Final[Mapping[type[events.Event], Callable[[Case, Any], Told]]] = {
    events.HandoverAnswered: lambda case, _: _reporter(NoticeKind.HANDOVER_ANSWERED, case),
    events.DeputyAsked: _deputy_asked,
    events.StateChanged: _state_changed,
    events.AlertedLater: _alerted_later,
    events.AcknowledgementSent: _acknowledged,
    events.AcknowledgementWaived: _acknowledged,
    events.AcknowledgementOwed: lambda _case, _: (_NEWS_FOR_BGF,),
    events.DecisionOwed: lambda _case, _: (_NEWS_FOR_MANAGEMENT,),
    events.Corrected: _corrected,
    events.ReceiptAdded: _receipt_added,
    events.Reclassified: _reclassified,
    events.LeadChanged: _lead_changed,
    events.Decided: _decided,
    events.TransferRequested: lambda _case, _: (_NEWS_FOR_MANAGEMENT,),
    events.ContributionRequested: lambda _case, event: _news_for_team(event.team),
    events.ContributionDelivered: lambda _case, _: (_NEWS_FOR_MANAGEMENT,),
    events.ContributionReturned: lambda _case, event: _news_for_team(event.team),
    events.TalkWished: _talk_wished,
    events.TalkNoted: lambda _case, _: (_NEWS_FOR_MANAGEMENT,),
    events.TalkDecided: _talk_decided,
    events.TalkHeld: lambda case, _: _news_for_team(case.lead_team),
    events.Treated: lambda _case, _: (_NEWS_FOR_BGF,),
    events.NotResponsible: lambda _case, _: (_NEWS_FOR_BGF,),
    events.InterimNoticeSent: _interim_notice,
    events.SubmittedForSignature: lambda _case, _: (_NEWS_FOR_MANAGEMENT,),
    events.Signed: lambda case, _: _news_for_team(case.lead_team),
    events.SignatureRefused: lambda case, _: _news_for_team(case.lead_team),
    events.Closed: _closed,
    events.Ended: _ended,
    events.Reopened: lambda case, _: (*_news_for_lead(case), _NEWS_FOR_BGF),
}
"""Events that are missing here call nobody."""
