"""The rows of the life-cycle table for contributions, talks with the management, and every end."""

from collections.abc import Iterator
from dataclasses import replace

from procedure import steps
from procedure.case_parts import Contribution, Decision, Hold, Talk
from procedure.vocabulary import (
    AnswerKind,
    ContributionState,
    DispatchWay,
    DocumentKind,
    EscalationGround,
    HoldGround,
    Lead,
    Outcome,
    TalkForm,
    TalkState,
)
from tests.support.builders import (
    TEAM_A,
    TEAM_B,
    TEAM_MI,
)
from tests.unit.lifecycle.cases import (
    INFORMED,
    closed,
    ended,
    handed_over,
    managed,
    paper,
    spoken,
    written,
    written_ready,
)
from tests.unit.lifecycle.situations import NOW, day
from tests.unit.lifecycle.table_row import (
    ALARM,
    DESK,
    GL,
    LEAD,
    OFFICE,
    STL,
    TL,
    TL_B,
    TO_BGF,
    TO_GL,
    TO_REPORTER,
    TO_TL,
    TO_TL_B,
    TO_TL_MI,
    Z2,
    Z3,
    Z4,
    Z5,
    Z6,
    Z7,
    Row,
    row,
)

ACKNOWLEDGEMENT = paper(DocumentKind.ACKNOWLEDGEMENT)
SENT = steps.Close(
    outcome=Outcome.FOUNDED, answer=AnswerKind.SENT, way=DispatchWay.LETTER, answered_on=day(3)
)
FINAL = Decision(lead=Lead.TEAM, decided_at=NOW, decided_by=GL, final_signature=True)
SUBMITTED = replace(closed(), state=Z5)
ALL_IN = managed(
    contributions=tuple(
        Contribution(team=t, requested_at=NOW, due_on=day(10), state=ContributionState.DELIVERED)
        for t in (TEAM_A, TEAM_B)
    ),
    informing=INFORMED,
    documents=(ACKNOWLEDGEMENT, paper(DocumentKind.ANSWER)),
)
WISHED = spoken(talk=Talk(state=TalkState.WISHED, wished_at=NOW))
NOTED = spoken(talk=Talk(state=TalkState.NOTED, wished_at=NOW, note="x", noted_at=NOW))
DECIDED = spoken(talk=Talk(state=TalkState.DECIDED, form=TalkForm.TELEPHONE, decided_at=NOW))


def rows() -> Iterator[Row]:
    """Return these rows."""
    yield from _contributions()
    yield from _talks()
    yield from _ends()


def _contributions() -> Iterator[Row]:
    """R13, R20."""
    ask, text = steps.RequestContribution(team=TEAM_MI), "Der Bescheid ging hinaus."
    yield row("contribution asked for", managed(), ask, (GL,), Z4, "ContributionRequested", TO_TL_MI)
    for team, by in ((TEAM_A, LEAD), (TEAM_B, (TL_B,))):
        deliver = steps.DeliverContribution(team=team, text=text)
        yield row(f"contribution of {team}", managed(), deliver, by, Z4, "ContributionDelivered", TO_GL)
    back = steps.ReturnContribution(team=TEAM_B, note="Datum fehlt")
    yield row("contribution given back", ALL_IN, back, (GL,), Z4, "ContributionReturned", TO_TL_B)
    without = steps.WaiveContribution(team=TEAM_B, reason="nicht nötig")
    yield row("contribution done without", managed(), without, (GL,), Z4, "ContributionWaived")


def _talks() -> Iterator[Row]:
    """GA VI: alert by all; wish, note, decision, held, each telling the next office."""
    alert = steps.RaiseAlert(ground=EscalationGround.BEDROHUNG, note="Drohung")
    everybody = (DESK, TL, STL, OFFICE, GL)
    alarmed = tuple(ALARM + office for office in (TO_GL, TO_TL, TO_BGF))
    yield row("alert", spoken(), alert, everybody, Z2, "AlertedLater", *alarmed)
    yield row("talk wished for", spoken(), steps.WishTalk(), everybody, Z2, "TalkWished", TO_TL)
    yield row("talk noted", WISHED, steps.NoteForTalk(note="x"), LEAD, Z2, "TalkNoted", TO_GL)
    form = steps.DecideTalk(form=TalkForm.TELEPHONE)
    yield row("talk decided", NOTED, form, (GL,), Z2, "TalkDecided", TO_TL)
    held = steps.ConfirmTalk(held_on=day(3))
    yield row("talk held", DECIDED, held, (GL,), Z2, "TalkHeld", TO_TL)


def _ends() -> Iterator[Row]:
    over = "StateChanged Closed"
    yield row("Z3 to Z6", written_ready(), SENT, LEAD, Z6, over, TO_BGF, TO_REPORTER)
    yield row("Z4 to Z6", ALL_IN, SENT, (GL,), Z6, over, TO_BGF, TO_REPORTER)
    signs = written_ready(decision=FINAL)
    yield row("Z3 to Z5", signs, SENT, LEAD, Z5, "SubmittedForSignature StateChanged", TO_GL)
    signed = "Signed Closed StateChanged"
    yield row("Z5 to Z6", SUBMITTED, steps.Sign(), (GL,), Z6, signed, TO_TL, TO_BGF, TO_REPORTER)
    again = steps.ReturnForRevision(note="Ton")
    yield row("Z5 to Z3", SUBMITTED, again, (GL,), Z3, "SignatureRefused StateChanged", TO_TL)

    ending, all_told = "StateChanged Ended", (TO_TL, TO_BGF, TO_REPORTER)
    error = steps.MarkRecordedInError(reason="war ein Antrag")
    merged = steps.MergeInto(target_number="KRM-2026-0002")
    taken_back, elsewhere = steps.Withdraw(note="am Telefon"), steps.HandOver(authority="Familienkasse")
    confirmed = steps.Withdraw(note="am Telefon", confirm=True)
    yield row("Z1 to Z7: error", written(), error, (OFFICE,), Z7, ending, *all_told, TO_GL)
    yield row("Z2 to Z7: duplicate", spoken(), merged, (OFFICE,), Z7, ending, *all_told)
    yield row("Z2 to Z7: withdrawn", spoken(), taken_back, LEAD, Z7, ending, *all_told)
    yield row("Z2 to Z7: withdrawn and confirmed", spoken(), confirmed, LEAD, Z7, ending, *all_told)
    yield row("Z3 to Z7: handed over", handed_over(), elsewhere, LEAD, Z7, ending, *all_told, TO_GL)
    both = (*all_told, TO_TL_B, TO_GL)
    yield row("Z4 to Z7: withdrawn", managed(), taken_back, (GL,), Z7, ending, *both)
    dab = spoken(reaction=replace(spoken().reaction, escalation_ground=EscalationGround.BEDROHUNG))
    yield row("a threat withdrawn", dab, taken_back, (GL,), Z7, ending, *all_told)

    reopen, reopened = steps.Reopen(reason="Rückläufer"), "Reopened StateChanged"
    for name, case in (("Z6", closed()), ("Z7", ended())):
        yield row(f"{name} to Z3", case, reopen, (*LEAD, OFFICE, GL), Z3, reopened, TO_TL, TO_BGF)
    yield row("Z6 to Z4", closed(ALL_IN), reopen, (OFFICE, GL), Z4, reopened, TO_GL, TO_BGF)
    filed = replace(closed(), documents=(*closed().documents, paper(DocumentKind.INCOMING)))
    yield from _holds()
    yield row("filed", filed, steps.ConfirmFiled(), (OFFICE,), Z6, "Filed")


def _holds() -> Iterator[Row]:
    """Kept longer than its time, or no longer: everybody's card shows it, nobody is called."""
    place = steps.PlaceHold(ground=HoldGround.LAWSUIT, note="Az. 12 AS 1/27")
    lift = steps.LiftHold(ground=HoldGround.LAWSUIT, reason="zurückgenommen")
    held = (Hold(ground=HoldGround.LAWSUIT, placed_at=NOW),)
    for name, case in (("Z3", handed_over()), ("Z5", SUBMITTED), ("Z6", closed()), ("Z7", ended())):
        yield row(f"{name}, hold placed", case, place, (OFFICE, GL), case.state, "HoldPlaced")
        holding = replace(case, holds=held)
        yield row(f"{name}, hold lifted", holding, lift, (OFFICE, GL), case.state, "HoldLifted")
