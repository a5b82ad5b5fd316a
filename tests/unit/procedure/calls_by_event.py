"""What each event of the rules calls whom to: a case as the event left it, the event, kinds and offices."""

from dataclasses import replace

from procedure import events
from procedure.case import Case
from procedure.case_parts import Decision, Return
from procedure.vocabulary import (
    AnswerKind,
    CaseState,
    Channel,
    DocumentKind,
    EndReason,
    EscalationGround,
    HandoverAnswer,
    HoldGround,
    InformingState,
    Lead,
    Outcome,
    TalkForm,
    Treatment,
    WaiverReason,
)
from tests.support.builders import FRONT_DESK, MANAGEMENT, TEAM_A, TEAM_B, TEAM_MI, a_case, a_handover
from tests.unit.lifecycle.cases import (
    about_the_lead,
    closed,
    ended,
    handed_over,
    managed,
    spoken,
    written,
)
from tests.unit.lifecycle.situations import NOW, day

LEAD_A, LEAD_B, LEAD_MI = (f"teamleitung:{team}" for team in (TEAM_A, TEAM_B, TEAM_MI))
BGF, GL, DESK = "bgf", "geschaeftsleitung", f"person:{FRONT_DESK}"
TEAM_CASE, GL_CASE = "team_vorgang", "gl_vorgang"
TEAM_NEWS, BGF_NEWS, GL_NEWS = "team_neues", "bgf_neues", "gl_neues"
REFRESH = ("karte_auffrischen", "karteninhaber")

SECRET = managed(reaction=replace(managed().reaction, confidential=True))
GIVEN_BACK = written(returned=Return(at=NOW, reason="x", team=TEAM_A))
CLOSED = events.Closed(at=NOW, outcome=Outcome.FOUNDED, answer=AnswerKind.SENT, late=False)
REGISTERED = events.Registered(at=NOW, state=CaseState.RECORDED, lead=Lead.TEAM, lead_reason="x")


def interim(number: int) -> events.InterimNoticeSent:
    return events.InterimNoticeSent(
        at=NOW, number=number, until=day(24), late=False, tell_management=number > 1
    )


def state(old: CaseState, new: CaseState) -> events.StateChanged:
    return events.StateChanged(at=NOW, old=old, new=new)


def teams_changed(old: str, new: str) -> events.Reclassified:
    return events.Reclassified(at=NOW, old_concerns="lob", new_concerns="lob", old_teams=old, new_teams=new)


def talk_decided(form: TalkForm) -> events.TalkDecided:
    return events.TalkDecided(at=NOW, form=form)


def decided_now(case: Case, lead: Lead) -> Case:
    return replace(case, decision=Decision(lead=lead, decided_at=NOW, decided_by=MANAGEMENT))


ROWS: list[tuple[str, Case, events.Event, list[tuple[str, str]]]] = [
    (
        "deputy asked",
        a_case(handover=a_handover()),
        events.DeputyAsked(at=NOW, timed_out=True),
        [(TEAM_CASE, "stv_teamleitung:leistung-a"), ("uebergabe_stellvertretung", DESK)],
    ),
    (
        "the management was asked, now the BGF",
        about_the_lead(handover=a_handover(team=None)),
        events.DeputyAsked(at=NOW, timed_out=True),
        [(TEAM_CASE, BGF), ("uebergabe_stellvertretung", DESK)],
    ),
    (
        "customer answered",
        a_case(),
        events.HandoverAnswered(at=NOW, answer=HandoverAnswer.COME),
        [("uebergabe_antwort", DESK)],
    ),
    (
        "spoken, begun",
        spoken(),
        state(CaseState.WITH_TEAM_LEAD, CaseState.IN_PROGRESS_TEAM),
        [(BGF_NEWS, BGF)],
    ),
    ("written, handed over", handed_over(), state(CaseState.RECORDED, CaseState.IN_PROGRESS_TEAM), []),
    ("treated", spoken(), events.Treated(at=NOW, kind=Treatment.APPOINTMENT), [(BGF_NEWS, BGF)]),
    (
        "acknowledged, a team leads",
        handed_over(),
        events.AcknowledgementSent(at=NOW, late=False),
        [(TEAM_NEWS, LEAD_A)],
    ),
    (
        "acknowledgement waived, the management leads",
        managed(),
        events.AcknowledgementWaived(at=NOW, reason=WaiverReason.OTHER),
        [(GL_NEWS, GL)],
    ),
    ("decision owed", handed_over(), events.DecisionOwed(at=NOW), [(GL_NEWS, GL)]),
    (
        "spoken after all",
        spoken(),
        state(CaseState.RECORDED, CaseState.WITH_TEAM_LEAD),
        [(TEAM_NEWS, LEAD_A)],
    ),
    (
        "kept from others",
        SECRET,
        events.Corrected(at=NOW, fields="confidential"),
        [(GL_NEWS, GL), (BGF_NEWS, BGF)],
    ),
    (
        "about the lead after all",
        about_the_lead(),
        events.Corrected(at=NOW, fields="concerns_lead"),
        [(GL_NEWS, GL), (BGF_NEWS, BGF)],
    ),
    (
        "about the management after all",
        handed_over(),
        events.Corrected(at=NOW, fields="concerns_management,people"),
        [(GL_NEWS, GL), (BGF_NEWS, BGF)],
    ),
    ("acknowledged, given back", GIVEN_BACK, events.AcknowledgementSent(at=NOW, late=False), []),
    ("acknowledgement owed", spoken(), events.AcknowledgementOwed(at=NOW, due_on=day(8)), [(BGF_NEWS, BGF)]),
    (
        "letter came",
        spoken(),
        events.ReceiptAdded(at=NOW, channel=Channel.WRITTEN, from_number=""),
        [(TEAM_NEWS, LEAD_A)],
    ),
    (
        "duplicate came",
        managed(),
        events.ReceiptAdded(at=NOW, channel=Channel.WRITTEN, from_number="KRM-2026-0002"),
        [(GL_NEWS, GL)],
    ),
    (
        "another team",
        handed_over(),
        teams_changed(TEAM_MI, TEAM_A),
        [(TEAM_NEWS, LEAD_A)],
    ),
    (
        "a second team",
        managed(),
        teams_changed(TEAM_A, f"{TEAM_A},{TEAM_B}"),
        [(TEAM_NEWS, LEAD_B), (GL_NEWS, GL)],
    ),
    (
        "passed to the management, which had not asked for it",
        managed(),
        events.LeadChanged(at=NOW, old=Lead.TEAM, new=Lead.MANAGEMENT),
        [(GL_NEWS, GL), (TEAM_NEWS, LEAD_A), (BGF_NEWS, BGF)],
    ),
    (
        "passed on by the Teamleitung herself",
        managed(transfer=Return(at=NOW, reason="x", team=TEAM_A)),
        events.LeadChanged(at=NOW, old=Lead.TEAM, new=Lead.MANAGEMENT),
        [(GL_NEWS, GL), (BGF_NEWS, BGF)],
    ),
    (
        "taken by the management itself",
        decided_now(managed(), Lead.MANAGEMENT),
        events.LeadChanged(at=NOW, old=Lead.TEAM, new=Lead.MANAGEMENT),
        [(TEAM_NEWS, LEAD_A), (BGF_NEWS, BGF)],
    ),
    (
        "given to the team by the management itself",
        decided_now(handed_over(), Lead.TEAM),
        events.LeadChanged(at=NOW, old=Lead.MANAGEMENT, new=Lead.TEAM),
        [(TEAM_NEWS, LEAD_A), (BGF_NEWS, BGF)],
    ),
    (
        "given to the team by a new classification",
        handed_over(),
        events.LeadChanged(at=NOW, old=Lead.MANAGEMENT, new=Lead.TEAM),
        [(TEAM_NEWS, LEAD_A), (GL_NEWS, GL), (BGF_NEWS, BGF)],
    ),
    (
        "decided: team",
        handed_over(),
        events.Decided(at=NOW, lead=Lead.TEAM, with_instruction=True, final_signature=False),
        [(TEAM_NEWS, LEAD_A), (BGF_NEWS, BGF)],
    ),
    (
        "decided: management",
        managed(),
        events.Decided(at=NOW, lead=Lead.MANAGEMENT, with_instruction=False, final_signature=False),
        [(TEAM_NEWS, LEAD_A), (BGF_NEWS, BGF)],
    ),
    ("transfer asked for", handed_over(), events.TransferRequested(at=NOW), [(GL_NEWS, GL)]),
    (
        "contribution asked for",
        managed(),
        events.ContributionRequested(at=NOW, team=TEAM_B, due_on=day(10)),
        [(TEAM_NEWS, LEAD_B)],
    ),
    (
        "contribution in",
        managed(),
        events.ContributionDelivered(at=NOW, team=TEAM_B, all_in=False),
        [(GL_NEWS, GL)],
    ),
    (
        "contribution given back",
        managed(),
        events.ContributionReturned(at=NOW, team=TEAM_B),
        [(TEAM_NEWS, LEAD_B)],
    ),
    ("contribution waived", managed(), events.ContributionWaived(at=NOW, team=TEAM_B), []),
    ("talk wished", spoken(), events.TalkWished(at=NOW), [(TEAM_NEWS, LEAD_A)]),
    ("talk wished, the management leads", managed(), events.TalkWished(at=NOW), [(TEAM_NEWS, LEAD_A)]),
    ("talk wished, no Teamleitung may know", about_the_lead(), events.TalkWished(at=NOW), [(GL_NEWS, GL)]),
    ("talk noted", spoken(), events.TalkNoted(at=NOW), [(GL_NEWS, GL)]),
    ("talk decided, team", spoken(), talk_decided(TalkForm.TELEPHONE), [(TEAM_NEWS, LEAD_A)]),
    ("no talk, the team answers", managed(), talk_decided(TalkForm.NO_TALK), [(TEAM_NEWS, LEAD_A)]),
    ("talk decided, management", managed(), talk_decided(TalkForm.IN_PERSON), []),
    ("talk held", spoken(), events.TalkHeld(at=NOW, held_on=day(3)), [(TEAM_NEWS, LEAD_A)]),
    (
        "alert on a case",
        spoken(),
        events.AlertedLater(at=NOW, ground=EscalationGround.BEDROHUNG),
        [("sofortalarm", GL), ("sofortalarm", LEAD_A), ("sofortalarm", BGF)],
    ),
    ("not responsible", GIVEN_BACK, events.NotResponsible(at=NOW, team=TEAM_A), [(BGF_NEWS, BGF)]),
    ("first interim notice", handed_over(), interim(1), [(BGF_NEWS, BGF)]),
    ("second interim notice", handed_over(), interim(2), [(BGF_NEWS, BGF), (GL_NEWS, GL)]),
    ("second one of the management's own", managed(), interim(2), [(BGF_NEWS, BGF)]),
    ("submitted", handed_over(), events.SubmittedForSignature(at=NOW), [(GL_NEWS, GL)]),
    ("signed", closed(), events.Signed(at=NOW), [(TEAM_NEWS, LEAD_A)]),
    ("not signed", handed_over(), events.SignatureRefused(at=NOW), [(TEAM_NEWS, LEAD_A)]),
    ("closed", closed(), CLOSED, [(BGF_NEWS, BGF), ("vorgang_beendet", DESK)]),
    (
        "ended, spoken",
        ended(spoken()),
        events.Ended(at=NOW, reason=EndReason.WITHDRAWN, target=""),
        [(TEAM_NEWS, LEAD_A), (BGF_NEWS, BGF), ("vorgang_beendet", DESK)],
    ),
    (
        "ended, the management decides",
        ended(handed_over()),
        events.Ended(at=NOW, reason=EndReason.MERGED, target="KRM-2026-0002"),
        [(TEAM_NEWS, LEAD_A), (BGF_NEWS, BGF), (GL_NEWS, GL), ("vorgang_beendet", DESK)],
    ),
    (
        "ended, two teams",
        ended(managed()),
        events.Ended(at=NOW, reason=EndReason.HANDED_OVER, target=""),
        [(TEAM_NEWS, LEAD_A), (TEAM_NEWS, LEAD_B), (BGF_NEWS, BGF), (GL_NEWS, GL), ("vorgang_beendet", DESK)],
    ),
    (
        "reopened, team",
        handed_over(),
        events.Reopened(at=NOW, closed_before_at=NOW),
        [(TEAM_NEWS, LEAD_A), (BGF_NEWS, BGF)],
    ),
    (
        "reopened, management",
        managed(),
        events.Reopened(at=NOW, closed_before_at=NOW),
        [(GL_NEWS, GL), (BGF_NEWS, BGF)],
    ),
]

SILENT: list[events.Event] = [
    events.TakenOver(at=NOW),
    events.RecordedInTool(at=NOW),
    events.ReceiptConfirmed(at=NOW),
    events.Filed(at=NOW),
    events.Corrected(at=NOW, fields="summary"),
    events.DeadlineMoved(at=NOW, old=day(17), new=day(24), why="berichtigung"),
    events.TeamDeadlineMoved(at=NOW, old=day(10), new=day(9), why="kalender", which="beitrag", team=TEAM_A),
    events.DocumentAdded(at=NOW, document_id="x", kind=DocumentKind.INCOMING),
    events.FollowedUp(at=NOW, number="KRM-2026-0002"),
    events.FollowUpRemoved(at=NOW, number="KRM-2026-0002"),
    events.HoldPlaced(at=NOW, ground=HoldGround.LAWSUIT),
    events.HoldLifted(at=NOW, ground=HoldGround.LAWSUIT),
    events.Informed(at=NOW, team=TEAM_A, state=InformingState.DONE),
    events.EmployeesAway(at=NOW, team=TEAM_A, until=day(11)),
]
