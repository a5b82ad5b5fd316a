"""The rows of the life-cycle table while a case is worked on: spoken, handed over, steered, in time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from procedure import steps
from procedure.case_parts import InterimNotice, Return
from procedure.vocabulary import (
    AnswerKind,
    ConcernKind,
    DispatchWay,
    HandoverAnswer,
    Lead,
    Outcome,
    WaiverReason,
)
from tests.support.builders import (
    TEAM_A,
    TEAM_B,
    TEAM_MI,
    a_case,
)
from tests.unit.lifecycle.cases import (
    handed_over,
    managed,
    spoken,
    spoken_ready,
    written,
)
from tests.unit.lifecycle.situations import NOW, day
from tests.unit.lifecycle.table_row import (
    GL,
    LEAD,
    OFFICE,
    STL,
    TL,
    TL_B,
    TO_BGF,
    TO_GL,
    TO_REPORTER,
    TO_STL,
    TO_TL,
    TO_TL_B,
    TO_TL_MI,
    Z1,
    Z2,
    Z3,
    Z4,
    Z6,
    Row,
    row,
)
from tests.unit.lifecycle.table_rows_to_the_end import ACKNOWLEDGEMENT, ALL_IN

IN_TALK = steps.Close(outcome=Outcome.FOUNDED, answer=AnswerKind.IN_TALK)
PRAISE = replace(spoken().reaction, concerns=(ConcernKind.LOB,))
GIVEN_BACK = written(returned=Return(at=NOW, reason="x", team=TEAM_A))
INTERIM = steps.SendInterimNotice(
    until=day(22), reason="Ein Gutachten fehlt.", sent_on=day(3), way=DispatchWay.LETTER
)
FIRST_NOTICE = InterimNotice(
    number=1, sent_on=day(3), until=day(21), reason="x", way=DispatchWay.LETTER, late=False, noted_at=NOW
)


def rows() -> Iterator[Row]:
    """Return the rows from the desk to the deadlines; registration and deletion are no steps."""
    yield from _at_the_desk()
    yield from _spoken()
    yield from _handing_over()
    yield from _steering()
    yield from _deadlines()


def _at_the_desk() -> Iterator[Row]:
    """R35-R37: while a customer waits."""
    come = steps.AnswerHandover(answer=HandoverAnswer.COME)
    yield row("waiting: I am coming", a_case(), come, LEAD, Z2, "HandoverAnswered", TO_REPORTER)
    yield row(
        "waiting: in writing",
        a_case(),
        steps.AnswerHandover(answer=HandoverAnswer.WRITTEN),
        LEAD,
        Z3,
        "HandoverAnswered TakenOver StateChanged",
        TO_REPORTER,
        TO_BGF,
    )
    yield row(
        "waiting: the deputy is asked",
        a_case(),
        steps.AskDeputy(),
        (TL, STL, None),
        Z2,
        "DeputyAsked",
        TO_STL,
        TO_REPORTER,
    )


def _spoken() -> Iterator[Row]:
    yield row(
        "Z2 to Z6: settled in the talk",
        spoken_ready(),
        IN_TALK,
        LEAD,
        Z6,
        "StateChanged Closed",
        TO_BGF,
        TO_REPORTER,
    )
    appointment = steps.ArrangeAppointment(appointment_at=NOW + timedelta(days=1))
    for name, step in (("appointment", appointment), ("writing", steps.ReferToWriting())):
        yield row(f"Z2 to Z3: {name}", spoken(), step, LEAD, Z3, "Treated TakenOver StateChanged", TO_BGF)
    yield row("Z3: taken over", handed_over(), steps.TakeOver(), LEAD, Z3, "ReceiptConfirmed TakenOver")
    yield row("Z2 to Z3: work", spoken(), steps.TakeOver(), LEAD, Z3, "TakenOver StateChanged", TO_BGF)
    yield row(
        "Z2 to Z4: passed on",
        spoken(),
        steps.PassToManagement(reason="zu groß"),
        LEAD,
        Z4,
        "Treated LeadChanged StateChanged",
        TO_GL,
        TO_BGF,
    )
    yield row(
        "Z2 to Z6: praise passed on",
        spoken(reaction=PRAISE),
        steps.PassOnPraise(count=1),
        LEAD,
        Z6,
        "Informed StateChanged Closed",
        TO_BGF,
        TO_REPORTER,
    )


def _handing_over() -> Iterator[Row]:
    """R25: Z1 to Z3 with the acknowledgement, sent or waived."""
    sent = steps.SendAcknowledgement(sent_on=day(3), way=DispatchWay.LETTER)
    waived = steps.WaiveAcknowledgement(reason=WaiverReason.BY_REQUESTING_BODY)
    recorded = written(documents=(ACKNOWLEDGEMENT,))
    yield row(
        "Z1 to Z3: acknowledged", recorded, sent, (OFFICE,), Z3, "AcknowledgementSent StateChanged", TO_TL
    )
    yield row(
        "Z1 to Z3: waived", recorded, waived, (OFFICE,), Z3, "AcknowledgementWaived StateChanged", TO_TL
    )
    owed = managed(acknowledgement=recorded.acknowledgement, documents=(ACKNOWLEDGEMENT,))
    yield row("Z4: acknowledged", owed, sent, (OFFICE,), Z4, "AcknowledgementSent", TO_GL)
    yield row("Z4: waived", owed, waived, (OFFICE,), Z4, "AcknowledgementWaived", TO_GL)
    confirm = steps.ConfirmReceipt()
    yield row("Z3: receipt confirmed", handed_over(), confirm, LEAD, Z3, "ReceiptConfirmed TakenOver")
    yield row("Z4: receipt confirmed", managed(), confirm, (GL,), Z4, "ReceiptConfirmed TakenOver")
    yield row("recorded in the KRM-Tool", written(), steps.ConfirmRecorded(), (OFFICE,), Z1, "RecordedInTool")


def _steering() -> Iterator[Row]:
    """GA IV, R33, R34, A18, A36."""
    to_team, to_gl = steps.Decide(lead=Lead.TEAM), steps.Decide(lead=Lead.MANAGEMENT)
    yield row("decided: team", written(), to_team, (GL,), Z1, "Decided", TO_TL, TO_BGF)
    yield row(
        "decided: with instruction and signature",
        handed_over(),
        replace(to_team, instruction="Mit Vorrang", final_signature=True),
        (GL,),
        Z3,
        "Decided",
        TO_TL,
        TO_BGF,
    )
    for name, case in (("Z1", written()), ("Z3", handed_over())):
        happened = "Decided LeadChanged StateChanged ContributionRequested"
        yield row(f"{name} to Z4: decided", case, to_gl, (GL,), Z4, happened, TO_TL, TO_BGF)
    yield row(
        "Z4 to Z3: given to the team",
        ALL_IN,
        replace(to_team, reason="Team A genügt"),
        (GL,),
        Z3,
        "Decided LeadChanged StateChanged",
        TO_TL,
        TO_BGF,
    )
    asked = steps.PassToManagement(reason="zu groß")
    yield row("Z3: wants to pass it on", handed_over(), asked, LEAD, Z3, "TransferRequested", TO_GL)
    transfer = Return(at=NOW - timedelta(hours=1), reason="zu groß", team=TEAM_A)
    yield row(
        "Z3 to Z4: with consent",
        handed_over(transfer=transfer),
        to_gl,
        (GL,),
        Z4,
        "Decided LeadChanged StateChanged ContributionRequested",
        TO_TL,
        TO_BGF,
    )
    yield row(
        "Z3 to Z1: not responsible",
        handed_over(),
        steps.ReportNotResponsible(reason="falsches Team"),
        LEAD,
        Z1,
        "NotResponsible StateChanged",
        TO_BGF,
    )
    other = steps.Reclassify(
        concerns=(ConcernKind.FACHLICHE_BESCHWERDE,), teams=(TEAM_MI,), reason="verwechselt"
    )
    yield row("assigned anew", GIVEN_BACK, other, (OFFICE,), Z1, "Reclassified", TO_TL_MI)
    against_gl = steps.Correct(reason="Steht im Brief", concerns_management=True)
    for state, case in ((Z1, written()), (Z3, handed_over()), (Z4, managed())):
        name = f"{case.lead}: about the management itself"
        yield row(f"{state} {name}", case, against_gl, (OFFICE,), state, "Corrected", TO_GL, TO_BGF)
    two = replace(other, teams=(TEAM_A, TEAM_B))
    for name, by in (("BGF", (OFFICE,)), ("lead", LEAD), ("management", (GL,))):
        yield row(
            f"a second team, by the {name}: Z3 to Z4",
            handed_over(),
            two,
            by,
            Z4,
            "Reclassified LeadChanged ContributionRequested ContributionRequested StateChanged",
            TO_TL,
            TO_TL_B,
            TO_GL,
            TO_BGF,
        )


def _deadlines() -> Iterator[Row]:
    """R27-R29, A11, R21."""
    moved = "InterimNoticeSent DeadlineMoved"
    yield row("first interim notice", handed_over(), INTERIM, LEAD, Z3, moved, TO_BGF)
    again = handed_over(interim_notices=(FIRST_NOTICE,), close_by=day(21))
    yield row("second interim notice", again, INTERIM, LEAD, Z3, moved, TO_BGF, TO_GL)
    yield row("interim notice of the management", managed(), INTERIM, (GL,), Z4, moved, TO_BGF)
    informed = steps.InformEmployees(team=TEAM_A, informed_on=day(3), count=2)
    yield row("employees informed", handed_over(), informed, LEAD, Z3, "Informed")
    yield row("nobody concerned", managed(), steps.NobodyConcerned(team=TEAM_B), (TL_B,), Z4, "Informed")
    away = steps.EmployeesAbsent(team=TEAM_A, until=day(11))
    yield row("employees away", handed_over(), away, LEAD, Z3, "EmployeesAway")
    put_off = steps.PostponeInforming(team=TEAM_A, reason="Ermittlung")
    yield row("informing put off", handed_over(), put_off, (GL,), Z3, "Informed")
