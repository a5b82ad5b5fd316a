"""The BGF's file: KRM-Tool, papers, completeness (GA II, VII; R14, R20, R42)."""

from dataclasses import replace

import pytest

from procedure import events, steps
from procedure.case import Case
from procedure.case_parts import Acknowledgement, Contribution, Document, FurtherReceipt, InterimNotice
from procedure.errors import NotPermitted, StepNotAllowed
from procedure.lifecycle import decide, permitted
from procedure.switches import Switches
from procedure.transitions.completeness import missing_for_filing
from procedure.vocabulary import (
    AnswerKind,
    CaseState,
    Channel,
    ContributionState,
    DispatchWay,
    DocumentId,
    DocumentKind,
    EndReason,
    Origin,
    Outcome,
    StaffId,
)
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    EMPLOYEE,
    FRONT_DESK,
    MANAGEMENT,
    RECEIVED_AT,
    TEAM_A,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    a_customer,
    a_reaction,
)
from tests.unit.lifecycle.cases import (
    about_the_lead,
    closed,
    ended,
    handed_over,
    managed,
    paper,
    spoken,
    spoken_ready,
    written,
    written_ready,
)
from tests.unit.lifecycle.situations import NOW, day, refused, situation

EVERYBODY = (FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, BGF, MANAGEMENT, TEAM_LEAD_B, EMPLOYEE)


def add(kind: DocumentKind) -> steps.AddDocument:
    return steps.AddDocument(document_id=DocumentId("new"), kind=kind)


def may_add(case: Case, kind: DocumentKind) -> set[StaffId]:
    allowed = set()
    for who in EVERYBODY:
        try:
            decide(situation(case, who), add(kind))
        except (NotPermitted, StepNotAllowed):
            continue
        allowed.add(who)
    return allowed


@pytest.mark.parametrize(
    ("kind", "allowed"),
    [
        (DocumentKind.INCOMING, {FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, BGF, MANAGEMENT}),
        (DocumentKind.OTHER, {TEAM_LEAD_A, DEPUTY_A, BGF, MANAGEMENT}),
        (DocumentKind.ACKNOWLEDGEMENT, {BGF}),
        (DocumentKind.ANSWER, {TEAM_LEAD_A, DEPUTY_A}),
        (DocumentKind.INTERIM_NOTICE, {TEAM_LEAD_A, DEPUTY_A}),
        (DocumentKind.HANDOVER_NOTICE, {TEAM_LEAD_A, DEPUTY_A}),
        (DocumentKind.WITHDRAWAL_NOTICE, {TEAM_LEAD_A, DEPUTY_A}),
        (DocumentKind.STATEMENT, {TEAM_LEAD_A, DEPUTY_A, MANAGEMENT}),
        (DocumentKind.CONTRIBUTION, {TEAM_LEAD_A, DEPUTY_A, MANAGEMENT}),
    ],
)
def test_each_kind_of_paper_has_its_offices(kind: DocumentKind, allowed: set[StaffId]) -> None:
    assert may_add(handed_over(), kind) == allowed


def test_what_is_about_the_lead_is_added_to_by_management_and_bgf_alone() -> None:
    assert may_add(about_the_lead(registered_by=EMPLOYEE), DocumentKind.OTHER) == {BGF, MANAGEMENT}
    assert may_add(about_the_lead(registered_by=TEAM_LEAD_A), DocumentKind.INCOMING) == {BGF, MANAGEMENT}


def test_who_reported_a_confidential_case_brings_nothing_more() -> None:
    secret = handed_over(reaction=a_reaction(channel=Channel.WRITTEN, parting=None, confidential=True))
    assert FRONT_DESK not in may_add(secret, DocumentKind.INCOMING)


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_after_the_end_only_the_bgf_completes_the_file_but_with_no_statement(kind: DocumentKind) -> None:
    assert may_add(closed(), kind) == (set() if kind is DocumentKind.STATEMENT else {BGF})
    assert may_add(replace(closed(), state=CaseState.ANONYMISED), kind) == set()


@pytest.mark.parametrize(
    ("kind", "kept"), [(DocumentKind.ANSWER, Outcome.FOUNDED), (DocumentKind.INCOMING, None)]
)
def test_only_an_answer_tells_a_result(kind: DocumentKind, kept: Outcome | None) -> None:
    step = steps.AddDocument(document_id=DocumentId("new"), kind=kind, outcome=Outcome.FOUNDED)
    case, _ = decide(situation(written_ready(documents=()), TEAM_LEAD_A), step)
    assert case.documents == (Document(id=DocumentId("new"), kind=kind, outcome=kept),)


def test_a_paper_is_kept_with_its_kind_and_once() -> None:
    case, happened = decide(situation(written(), BGF), add(DocumentKind.INCOMING))
    assert case.documents == (Document(id=DocumentId("new"), kind=DocumentKind.INCOMING),)
    assert happened == (events.DocumentAdded(at=NOW, document_id="new", kind=DocumentKind.INCOMING),)
    assert "liegt schon beim Vorgang" in refused(situation(case, BGF), add(DocumentKind.OTHER))


@pytest.mark.parametrize("case", [spoken(), closed(), ended()], ids=["running", "closed", "ended"])
def test_the_bgf_alone_confirms_the_record_also_when_the_case_was_faster(case: Case) -> None:
    case = replace(case, recorded_in_tool_at=None)
    allowed = {who for who in EVERYBODY if permitted(situation(case, who), steps.ConfirmRecorded)}
    assert allowed == {BGF}


@pytest.mark.parametrize("case", [closed(), ended()], ids=["closed", "ended"])
def test_the_bgf_alone_finds_the_file_complete_and_only_once(case: Case) -> None:
    assert {who for who in EVERYBODY if permitted(situation(case, who), steps.ConfirmFiled)} == {BGF}
    filed, happened = decide(situation(case, BGF), steps.ConfirmFiled())
    assert filed.filed_at == NOW
    assert happened == (events.Filed(at=NOW),)
    assert "schon bestätigt" in refused(situation(filed, BGF), steps.ConfirmFiled())
    assert "schon bestätigt" in refused(situation(filed, BGF), steps.ConfirmRecorded())


@pytest.mark.parametrize("state", [s for s in CaseState if s not in {CaseState.CLOSED, CaseState.ENDED}])
def test_what_still_runs_or_is_gone_is_not_filed(state: CaseState) -> None:
    assert not permitted(situation(written_ready(state=state), BGF), steps.ConfirmFiled)


def interim_notice(number: int) -> InterimNotice:
    return InterimNotice(
        number=number,
        sent_on=day(3),
        until=day(20),
        reason="Rückfrage",
        way=DispatchWay.LETTER,
        late=False,
        noted_at=NOW,
    )


LETTER_LATER = FurtherReceipt(
    channel=Channel.WRITTEN, origin=Origin.DIRECT, received_at=RECEIVED_AT, noted_at=NOW
)
OPEN_CONTRIBUTION = Contribution(team=TEAM_A, requested_at=NOW, due_on=day(10))


@pytest.mark.parametrize(
    ("case", "word"),
    [
        (closed(written_ready(documents=written_ready().documents[1:])), "eingegangene Schreiben"),
        (closed(spoken_ready(further_receipts=(LETTER_LATER,)), answer=AnswerKind.IN_TALK), "Schreiben"),
        (closed(written_ready(documents=written_ready().documents[::2])), "Eingangsbestätigung"),
        (closed(written_ready(interim_notices=(interim_notice(1),))), "Zwischennachricht"),
        (closed(written_ready(documents=written_ready().documents[:2])), "Antwort"),
        (closed(written_ready(contributions=(OPEN_CONTRIBUTION,))), "Beitrag"),
        (ended(reason=EndReason.HANDED_OVER), "Abgabenachricht"),
    ],
    ids=["letter", "letter-later", "acknowledgement", "interim", "answer", "contribution", "hand-over"],
)
def test_what_the_file_lacks_is_named_and_keeps_it_open(case: Case, word: str) -> None:
    (sentence,) = missing_for_filing(case)
    assert word in sentence
    assert refused(situation(case, BGF), steps.ConfirmFiled()) == sentence


def test_every_interim_notice_has_a_copy_of_its_own() -> None:
    two = written_ready(interim_notices=(interim_notice(1), interim_notice(2)))
    one_copy = (*two.documents, paper(DocumentKind.INTERIM_NOTICE))
    assert missing_for_filing(closed(replace(two, documents=one_copy)))
    second = Document(id=DocumentId("second"), kind=DocumentKind.INTERIM_NOTICE)
    assert not missing_for_filing(closed(replace(two, documents=(*one_copy, second))))


def test_what_was_never_owed_is_not_missed() -> None:
    anonymous = a_reaction(
        channel=Channel.WRITTEN,
        parting=None,
        anonymous=True,
        customer=a_customer(name="", contact="", number=""),
    )
    incoming = (paper(DocumentKind.INCOMING),)
    handed_away = written(reaction=anonymous, acknowledgement=Acknowledgement(), documents=incoming)
    assert not missing_for_filing(ended(handed_away, EndReason.HANDED_OVER))
    assert not missing_for_filing(closed(spoken_ready(), answer=AnswerKind.IN_TALK))
    waived = replace(OPEN_CONTRIBUTION, state=ContributionState.WAIVED)
    assert not missing_for_filing(closed(written_ready(contributions=(waived,))))


@pytest.mark.parametrize("reason", [EndReason.RECORDED_IN_ERROR, EndReason.MERGED])
def test_what_was_no_case_of_its_own_needs_no_papers(reason: EndReason) -> None:
    assert missing_for_filing(ended(written(), reason)) == ()
    assert missing_for_filing(ended(managed(), EndReason.WITHDRAWN)) != ()


def test_what_was_never_entered_into_the_krm_tool_is_not_found_complete() -> None:
    missed = replace(closed(), recorded_in_tool_at=None)
    assert "noch nicht im KRM-Tool" in refused(situation(missed, BGF), steps.ConfirmFiled())
    without = Switches(krm_tool="none")
    assert permitted(situation(missed, BGF, switches=without), steps.ConfirmFiled)
    assert not permitted(situation(missed, BGF, switches=without), steps.ConfirmRecorded)


@pytest.mark.parametrize("reason", [EndReason.RECORDED_IN_ERROR, EndReason.MERGED])
def test_what_is_no_case_of_its_own_needs_no_entry_there(reason: EndReason) -> None:
    missed = replace(ended(reason=reason), recorded_in_tool_at=None)
    assert permitted(situation(missed, BGF), steps.ConfirmFiled)
