"""Who may take which step in which state: the responsibilities of GA II-VII, written down on their own.

A person faces a case in capacities. They are listed here case by case from the procedure, and not
asked of the code.
"""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from procedure import steps
from procedure.case import Case
from procedure.vocabulary import (
    CaseState,
    Channel,
    ConcernKind,
    DispatchWay,
    DocumentId,
    DocumentKind,
    EscalationGround,
    HandoverAnswer,
    HoldGround,
    Lead,
    Origin,
    StaffId,
    TalkForm,
    TalkWish,
    TeamId,
    WaiverReason,
)
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    EMPLOYEE,
    FRONT_DESK,
    MANAGEMENT,
    TEAM_A,
    TEAM_B,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    TEAM_LEAD_MI,
    TEAM_MI,
)
from tests.unit.lifecycle.situations import NOW, day
from tests.unit.lifecycle.table_row import Z1, Z2, Z3, Z4, Z5, Z6, Z7
from tests.unit.lifecycle.table_rows_to_the_end import SENT

EVERYBODY = (FRONT_DESK, EMPLOYEE, TEAM_LEAD_A, DEPUTY_A, TEAM_LEAD_B, TEAM_LEAD_MI, BGF, MANAGEMENT, None)
"""Everybody of the invented office, and the assistant itself."""

REPORTER = "meldende Person"
OFFICE = "BGF"
GL = "Geschäftsleitung"
LEAD = "federführend"
TEAM_LEADS = "federführendes Team"
WITHDRAWS = "nimmt die Rücknahme auf"
"""Who leads; after a Dienstaufsichtsbeschwerde or a threat the management (A16)."""
ASKED = "an der Übergabe gefragt"
CLOCK = "Zeitablauf"
IN_PLACE = "GL anstelle der Teamleitung"


def team(key: TeamId) -> str:
    """Name the capacity of a Teamleitung (or deputy) of a team that has a part in the case."""
    return f"Team {key}"


SOMEBODY = frozenset({OFFICE, GL, LEAD, team(TEAM_A), team(TEAM_B), team(TEAM_MI)})
A_TEAM = frozenset({team(TEAM_A), team(TEAM_B), team(TEAM_MI)})

OPEN = frozenset({Z1, Z2, Z3, Z4, Z5})
AT_WORK = frozenset({Z1, Z2, Z3, Z4})
"""Without Z5, where the result lies before the management."""


@dataclass(frozen=True, slots=True, kw_only=True)
class May:
    """One line of the responsibilities."""

    step: steps.CaseStep
    who: frozenset[str]
    when: frozenset[CaseState]


def _may(step: steps.CaseStep, when: frozenset[CaseState], *who: str) -> May:
    return May(step=step, who=frozenset(who), when=when)


def _paper(kind: DocumentKind) -> steps.AddDocument:
    return steps.AddDocument(document_id=DocumentId("neu"), kind=kind)


LINES: tuple[May, ...] = (
    # At the desk (R35-R37)
    _may(steps.AnswerHandover(answer=HandoverAnswer.COME), OPEN, ASKED),
    _may(steps.AskDeputy(), OPEN, ASKED, CLOCK),
    # The BGF's duties (R14, R18, R42, A17)
    _may(steps.ConfirmRecorded(), OPEN | {Z6, Z7}, OFFICE),
    _may(steps.SendAcknowledgement(sent_on=day(3), way=DispatchWay.LETTER), AT_WORK, OFFICE),
    _may(steps.WaiveAcknowledgement(reason=WaiverReason.NO_ADDRESS), AT_WORK, OFFICE),
    _may(steps.ConfirmFiled(), frozenset({Z6, Z7}), OFFICE),
    _may(steps.AddReceipt(channel=Channel.WRITTEN, origin=Origin.LRA, received_at=NOW), AT_WORK, OFFICE),
    _may(steps.MarkRecordedInError(reason="x"), AT_WORK, OFFICE),
    _may(steps.MergeInto(target_number="KRM-2026-0777"), AT_WORK, OFFICE),
    _may(steps.LinkFollowUp(number="KRM-2026-0777"), OPEN | {Z6, Z7}, OFFICE, CLOCK),
    # Keeping the record right (A36)
    _may(steps.Correct(reason="x", summary="Anders"), AT_WORK, OFFICE, LEAD),
    _may(steps.Correct(reason="x", origin=Origin.AA), AT_WORK, OFFICE),
    _may(steps.Correct(reason="x", reached_leadership=True), AT_WORK, OFFICE, LEAD),
    _may(steps.Correct(reason="x", talk_wish=TalkWish.WISH), AT_WORK, LEAD),
    _may(steps.Correct(reason="x", concerns_management=True), AT_WORK, OFFICE),
    _may(steps.CorrectNotes(reason="x", ack_way=DispatchWay.EMAIL), OPEN | {Z6, Z7}, OFFICE),
    _may(steps.CorrectNotes(reason="x", team=TEAM_A, informed_count=3), OPEN, team(TEAM_A)),
    _may(steps.Shield(reason="x", confidential=True), AT_WORK | {Z6, Z7}, OFFICE, GL),
    _may(steps.Shield(reason="x", confidential=False), AT_WORK | {Z6, Z7}, GL),
    _may(
        steps.Reclassify(concerns=(ConcernKind.IDEE_ANREGUNG,), teams=(TEAM_A, TEAM_MI), reason="x"),
        AT_WORK,
        OFFICE,
        LEAD,
        GL,
    ),
    _may(_paper(DocumentKind.INCOMING), OPEN, REPORTER, *SOMEBODY),
    _may(_paper(DocumentKind.OTHER), OPEN, *SOMEBODY),
    _may(_paper(DocumentKind.ANSWER), OPEN, LEAD),
    _may(_paper(DocumentKind.INTERIM_NOTICE), OPEN, LEAD),
    _may(_paper(DocumentKind.HANDOVER_NOTICE), OPEN, LEAD),
    _may(_paper(DocumentKind.WITHDRAWAL_NOTICE), OPEN, WITHDRAWS),
    _may(_paper(DocumentKind.ACKNOWLEDGEMENT), OPEN, OFFICE),
    _may(_paper(DocumentKind.STATEMENT), OPEN, GL, *A_TEAM),
    _may(_paper(DocumentKind.CONTRIBUTION), OPEN, GL, *A_TEAM),
    # R42: the file is completed after the end; never by a Stellungnahme (R20)
    *(
        _may(_paper(kind), frozenset({Z6, Z7}), OFFICE)
        for kind in DocumentKind
        if kind is not DocumentKind.STATEMENT
    ),
    # What is kept from others: the management's, the BGF may only tighten it (A26, A34)
    _may(steps.Shield(reason="x", confidential=True), AT_WORK | {Z6, Z7}, OFFICE, GL),
    _may(steps.Shield(reason="x", confidential=False, concerns_lead=False), AT_WORK | {Z6, Z7}, GL),
    # Kept longer than its time, or no longer: in every state but Z8
    _may(steps.PlaceHold(ground=HoldGround.LAWSUIT), OPEN | {Z6, Z7}, OFFICE, GL),
    _may(steps.LiftHold(ground=HoldGround.LAWSUIT, reason="x"), OPEN | {Z6, Z7}, OFFICE, GL),
    _may(steps.LiftHold(ground=HoldGround.PETITION, reason="x"), frozenset({Z6, Z7}), OFFICE, GL),
    # Each office its own notes (R14, R18, R21, R28)
    _may(steps.CorrectNotes(reason="x", krm_tool_ref="7"), OPEN | {Z6, Z7}, OFFICE),
    _may(
        steps.CorrectNotes(reason="x", ack_sent_on=day(3), ack_way=DispatchWay.EMAIL), OPEN | {Z6, Z7}, OFFICE
    ),
    _may(steps.CorrectNotes(reason="x", interim_way=DispatchWay.EMAIL), OPEN, LEAD),
    _may(steps.CorrectNotes(reason="x", team=TEAM_A, informed_count=3), OPEN, team(TEAM_A), IN_PLACE),
    _may(steps.CorrectNotes(reason="x", talk_held_note="Geklärt"), OPEN, GL),
    # Whoever leads (R25, R28, R30, R37)
    _may(steps.TakeOver(), OPEN, LEAD),
    _may(steps.ConfirmReceipt(), OPEN, LEAD),
    _may(steps.ArrangeAppointment(appointment_at=NOW + timedelta(days=1)), AT_WORK, LEAD),
    _may(steps.ReferToWriting(), AT_WORK, LEAD),
    _may(
        steps.SendInterimNotice(until=day(22), reason="x", sent_on=day(3), way=DispatchWay.LETTER), OPEN, LEAD
    ),
    _may(SENT, AT_WORK, LEAD),
    _may(steps.PassOnPraise(count=1), AT_WORK, LEAD),
    _may(steps.Withdraw(note="x"), AT_WORK, WITHDRAWS),
    _may(steps.Withdraw(note="x", confirm=True), AT_WORK, WITHDRAWS),
    _may(steps.HandOver(authority="Familienkasse"), AT_WORK, LEAD),
    _may(steps.Reopen(reason="x"), frozenset({Z6, Z7}), LEAD, OFFICE, GL),
    # The team that leads (A18, R37)
    _may(steps.ReportNotResponsible(reason="x"), AT_WORK, TEAM_LEADS),
    _may(steps.PassToManagement(reason="x"), AT_WORK, TEAM_LEADS),
    # Each team for itself (R13, R20, R21, R39)
    _may(
        steps.InformEmployees(team=TEAM_A, informed_on=day(3), count=1), OPEN | {Z6}, team(TEAM_A), IN_PLACE
    ),
    _may(steps.NobodyConcerned(team=TEAM_A), OPEN | {Z6}, team(TEAM_A), IN_PLACE),
    _may(steps.InformEmployees(team=TEAM_B, informed_on=day(3), count=1), OPEN, team(TEAM_B)),
    _may(steps.NobodyConcerned(team=TEAM_B), OPEN, team(TEAM_B)),
    _may(steps.EmployeesAbsent(team=TEAM_A, until=day(11)), OPEN, team(TEAM_A), IN_PLACE),
    _may(steps.EmployeesAbsent(team=TEAM_B, until=day(11)), OPEN, team(TEAM_B)),
    _may(steps.DeliverContribution(team=TEAM_A, text="x"), OPEN, team(TEAM_A)),
    _may(steps.DeliverContribution(team=TEAM_B, text="x"), OPEN, team(TEAM_B)),
    _may(steps.DeliverContribution(team=TEAM_MI, text="x"), OPEN, team(TEAM_MI)),
    _may(steps.NoteForTalk(note="x"), OPEN, team(TEAM_A), team(TEAM_B)),
    # The management (R12, R33, R34, R40, R41, A24)
    _may(steps.Decide(lead=Lead.TEAM, reason="x"), AT_WORK, GL),
    _may(steps.Decide(lead=Lead.MANAGEMENT, reason="x"), AT_WORK, GL),
    _may(steps.Sign(), frozenset({Z5}), GL),
    _may(steps.ReturnForRevision(note="x"), frozenset({Z5}), GL),
    _may(steps.RequestContribution(team=TEAM_MI), frozenset({Z4}), GL),
    _may(steps.ReturnContribution(team=TEAM_A, note="x"), AT_WORK, GL),
    _may(steps.WaiveContribution(team=TEAM_A, reason="x"), AT_WORK, GL),
    _may(steps.PostponeInforming(team=TEAM_A, reason="x"), OPEN, GL),
    _may(steps.DecideTalk(form=TalkForm.IN_PERSON), OPEN, GL),
    _may(steps.ConfirmTalk(held_on=day(3)), OPEN, GL),
    # Everybody who has a part in it, or reported it (R38, A30)
    _may(steps.WishTalk(), OPEN, REPORTER, *SOMEBODY),
    _may(steps.RaiseAlert(ground=EscalationGround.ESKALATION, note="x"), OPEN, REPORTER, *SOMEBODY),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Faced:
    """A case, and in which capacities each person faces it; who is missing is a stranger."""

    name: str
    case: Case
    capacities: dict[StaffId | None, frozenset[str]] = field(default_factory=dict)


_ALWAYS: dict[StaffId | None, frozenset[str]] = {
    FRONT_DESK: frozenset({REPORTER}),
    BGF: frozenset({OFFICE}),
    MANAGEMENT: frozenset({GL}),
    None: frozenset({CLOCK}),
}


def led_by_team_a(name: str, case: Case) -> Faced:
    """Say that Leistung A leads; its Teamleitung and her deputy act alike."""
    team_a = frozenset({LEAD, TEAM_LEADS, WITHDRAWS, ASKED, team(TEAM_A)})
    return Faced(name=name, case=case, capacities={**_ALWAYS, TEAM_LEAD_A: team_a, DEPUTY_A: team_a})


def after_a_threat(name: str, case: Case) -> Faced:
    """Say that Leistung A leads, and the management takes the withdrawal."""
    faced = led_by_team_a(name, case)
    capacities = {who: what - {WITHDRAWS} for who, what in faced.capacities.items()}
    return replace(faced, capacities={**capacities, MANAGEMENT: frozenset({GL, WITHDRAWS})})


def led_by_management(name: str, case: Case) -> Faced:
    """Say that the management leads a case about Leistung A and Leistung B, which contribute."""
    team_a = frozenset({team(TEAM_A)})
    return Faced(
        name=name,
        case=case,
        capacities={
            **_ALWAYS,
            MANAGEMENT: frozenset({GL, LEAD, WITHDRAWS}),
            TEAM_LEAD_A: team_a,
            DEPUTY_A: team_a,
            TEAM_LEAD_B: frozenset({team(TEAM_B)}),
        },
    )


def kept_from_the_teams(name: str, case: Case, *, asked: TeamId | None = None) -> Faced:
    """Say that a case is about the Teamleitung or confidential: the management stands in for the team."""
    management = frozenset({GL, LEAD, WITHDRAWS, ASKED, IN_PLACE})
    capacities = {**_ALWAYS, MANAGEMENT: management}
    if case.reaction.confidential:
        del capacities[FRONT_DESK]
    if asked is not None:
        capacities[TEAM_LEAD_MI] = frozenset({team(asked)})
    return Faced(name=name, case=case, capacities=capacities)
