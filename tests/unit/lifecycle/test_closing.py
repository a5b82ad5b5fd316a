"""Closing with a result (GA III, VII, VIII; R13, R30, R34, R45, A13, A32)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from procedure import events, steps
from procedure.case import Case
from procedure.case_parts import Closing, FurtherReceipt, OralTreatment, Return, Talk
from procedure.lifecycle import decide, permitted
from procedure.transitions.closing import possible_answers
from procedure.vocabulary import (
    AnswerKind,
    CaseState,
    Cause,
    Channel,
    ConcernKind,
    DispatchWay,
    DocumentKind,
    Lead,
    Origin,
    Outcome,
    Parting,
    StaffId,
    TalkState,
    Treatment,
)
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    EMPLOYEE,
    FRONT_DESK,
    MANAGEMENT,
    RECEIVED_AT,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    a_reaction,
)
from tests.unit.lifecycle.cases import (
    INFORMED,
    TEAM_DECIDED,
    closed,
    managed,
    paper,
    spoken,
    spoken_ready,
    written_ready,
)
from tests.unit.lifecycle.situations import NOW, day, refused, refused_field, situation

EVERYBODY = (FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, BGF, MANAGEMENT, TEAM_LEAD_B, EMPLOYEE)
SENT = steps.Close(
    outcome=Outcome.FOUNDED, answer=AnswerKind.SENT, answered_on=day(3), way=DispatchWay.LETTER
)
IN_TALK = steps.Close(outcome=Outcome.UNFOUNDED, answer=AnswerKind.IN_TALK)
NO_LETTER = steps.Close(outcome=Outcome.NOT_APPLICABLE, answer=AnswerKind.NO_LETTER_CAME)
NOT_REQUIRED = steps.Close(
    outcome=Outcome.UNDETERMINED, answer=AnswerKind.NOT_REQUIRED, no_answer_reason=" anonym "
)
SIGNATURE = replace(TEAM_DECIDED, final_signature=True)


def allowed(case: Case) -> set[StaffId]:
    return {who for who in EVERYBODY if permitted(situation(case, who), steps.Close)}


def test_an_answer_that_was_sent_closes_the_case() -> None:
    step = replace(SENT, cause=Cause.PROCESS, measure=" Post täglich sichten ", insight="x")
    case, happened = decide(situation(written_ready(), DEPUTY_A), step)
    assert case.state is CaseState.CLOSED
    assert case.closing == Closing(
        outcome=Outcome.FOUNDED,
        answer=AnswerKind.SENT,
        closed_at=NOW,
        closed_by=DEPUTY_A,
        on_behalf=True,
        answered_on=day(3),
        way=DispatchWay.LETTER,
        cause=Cause.PROCESS,
        measure="Post täglich sichten",
        insight="x",
    )
    assert happened == (
        events.StateChanged(at=NOW, old=CaseState.IN_PROGRESS_TEAM, new=CaseState.CLOSED),
        events.Closed(at=NOW, outcome=Outcome.FOUNDED, answer=AnswerKind.SENT, late=False),
    )


def test_only_the_office_that_leads_closes() -> None:
    assert allowed(written_ready()) == {TEAM_LEAD_A, DEPUTY_A}
    assert allowed(spoken_ready()) == {TEAM_LEAD_A, DEPUTY_A}
    assert allowed(managed(contributions=(), informing=INFORMED)) == {MANAGEMENT}
    assert allowed(managed()) == set()
    assert allowed(closed()) == set()
    assert allowed(written_ready(state=CaseState.FINAL_SIGNATURE)) == set()
    assert allowed(written_ready(state=CaseState.RECORDED)) == set()
    assert allowed(written_ready(returned=Return(at=NOW, reason="falsch"))) == set()


@pytest.mark.parametrize(("days", "late"), [(14, False), (15, True)])
def test_after_its_day_a_case_is_closed_late(days: int, late: bool) -> None:  # noqa: FBT001 - a table
    at = situation(written_ready(), TEAM_LEAD_A, now=NOW + timedelta(days=days))
    case, _ = decide(at, SENT)
    assert case.closing is not None
    assert case.closing.late is late


def test_a_spoken_case_is_settled_in_the_talk_at_once() -> None:
    case, _ = decide(situation(spoken_ready(), TEAM_LEAD_A), IN_TALK)
    assert case.state is CaseState.CLOSED
    assert case.closing is not None
    assert (case.closing.answer, case.closing.answered_on, case.closing.way) == (
        AnswerKind.IN_TALK,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"answered_on": None}, "answered_on"),
        ({"answered_on": day(4)}, "answered_on"),
        ({"answered_on": day(2)}, "answered_on"),
        ({"way": None}, "way"),
        ({"measure": "x" * 501}, "measure"),
        ({"insight": "x" * 501}, "insight"),
        ({"outcome": Outcome.NOT_APPLICABLE}, "outcome"),
        ({"answer": AnswerKind.IN_TALK}, "answer"),
        ({"answer": AnswerKind.NO_LETTER_CAME}, "answer"),
        ({"answer": AnswerKind.NOT_REQUIRED}, "no_answer_reason"),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else None,
)
def test_what_does_not_fit_is_refused_at_its_field(change: dict[str, object], field: str) -> None:
    values = {"outcome": Outcome.FOUNDED, "answer": AnswerKind.SENT, "answered_on": day(3)}
    values |= {"way": DispatchWay.LETTER}
    step = steps.Close(**(values | change))  # type: ignore[arg-type]  # one wrong detail at a time
    assert refused_field(situation(written_ready(), TEAM_LEAD_A), step) == field


def test_an_answer_that_was_sent_lies_with_the_case() -> None:
    without = written_ready(documents=(paper(DocumentKind.INCOMING),))
    assert "Antwort zum Vorgang" in refused(situation(without, TEAM_LEAD_A), SENT)


@pytest.mark.parametrize(
    "case",
    [
        written_ready(talk=Talk(state=TalkState.HELD)),
        written_ready(treatment=OralTreatment(kind=Treatment.APPOINTMENT, at=NOW)),
        spoken_ready(state=CaseState.IN_PROGRESS_TEAM),
    ],
    ids=["talk-with-management", "appointment", "spoken"],
)
def test_whoever_has_been_talked_to_may_have_had_the_answer_there(case: Case) -> None:
    assert decide(situation(case, TEAM_LEAD_A), IN_TALK)[0].state is CaseState.CLOSED


def test_no_answer_is_explained() -> None:
    case, _ = decide(situation(written_ready(), TEAM_LEAD_A), NOT_REQUIRED)
    assert case.closing is not None
    assert case.closing.no_answer_reason == "anonym"


def test_who_was_asked_to_write_and_did_not_is_closed_without_a_result() -> None:
    referred = spoken_ready(reaction=a_reaction(parting=Parting.REFERRED_TO_WRITING))
    case, _ = decide(situation(referred, TEAM_LEAD_A), NO_LETTER)
    assert case.closing is not None
    assert case.closing.outcome is Outcome.NOT_APPLICABLE
    assert refused_field(situation(spoken_ready(), TEAM_LEAD_A), NO_LETTER) == "answer"
    letter = FurtherReceipt(
        channel=Channel.WRITTEN, origin=Origin.DIRECT, received_at=RECEIVED_AT, noted_at=NOW
    )
    came = replace(referred, further_receipts=(letter,))
    assert refused_field(situation(came, TEAM_LEAD_A), NO_LETTER) == "answer"


@pytest.mark.parametrize("kind", [ConcernKind.LOB, ConcernKind.IDEE_ANREGUNG])
def test_praise_and_ideas_are_neither_right_nor_wrong(kind: ConcernKind) -> None:
    case = spoken_ready(reaction=a_reaction(parting=Parting.LEFT, concerns=(kind, ConcernKind.FOLGEREAKTION)))
    step = replace(IN_TALK, outcome=Outcome.NOT_APPLICABLE)
    assert decide(situation(case, TEAM_LEAD_A), step)[0].state is CaseState.CLOSED
    mixed = spoken_ready(
        reaction=a_reaction(parting=Parting.LEFT, concerns=(kind, ConcernKind.FACHLICHE_BESCHWERDE))
    )
    assert refused_field(situation(mixed, TEAM_LEAD_A), step) == "outcome"


def test_the_short_note_in_verbis_is_confirmed_where_it_began_there_and_never_else() -> None:
    case = spoken_ready(reaction=a_reaction(parting=Parting.LEFT, origin_in_verbis=True))
    assert refused_field(situation(case, TEAM_LEAD_A), IN_TALK) == "verbis_noted"
    done, _ = decide(situation(case, TEAM_LEAD_A), replace(IN_TALK, verbis_noted=True))
    assert done.closing is not None
    assert done.closing.verbis_noted


def test_where_the_management_signs_the_result_waits_for_it() -> None:
    case = written_ready(decision=SIGNATURE, revision=Return(at=NOW, reason="zu lang"))
    case, happened = decide(situation(case, TEAM_LEAD_A), SENT)
    assert case.state is CaseState.FINAL_SIGNATURE
    assert case.closing is not None
    assert case.closing.signed_at is None
    assert case.revision is None
    assert happened == (
        events.SubmittedForSignature(at=NOW),
        events.StateChanged(at=NOW, old=CaseState.IN_PROGRESS_TEAM, new=CaseState.FINAL_SIGNATURE),
    )
    assert "Unterschrift" in refused(situation(case, TEAM_LEAD_A), SENT)
    signed, _ = decide(situation(case, MANAGEMENT), steps.Sign())
    assert signed.state is CaseState.CLOSED


def test_what_the_management_leads_it_signs_by_closing() -> None:
    case = managed(contributions=(), informing=INFORMED, documents=written_ready().documents)
    case = replace(case, decision=replace(SIGNATURE, lead=Lead.MANAGEMENT))
    assert decide(situation(case, MANAGEMENT), SENT)[0].state is CaseState.CLOSED


def test_the_assistant_closes_nothing_by_itself() -> None:
    assert refused(situation(spoken_ready(), None), IN_TALK)
    assert not permitted(situation(spoken(), None), steps.Close)


def test_an_interim_notice_makes_a_later_closing_punctual() -> None:
    promised = written_ready(close_by=date(2027, 1, 8), original_close_by=day(17))
    case, _ = decide(situation(promised, TEAM_LEAD_A, now=NOW + timedelta(days=30)), SENT)
    assert case.closing is not None
    assert not case.closing.late


class TestPossibleAnswers:
    """What a form may offer is what the rules accept, no more and no less."""

    @pytest.mark.parametrize(
        ("case", "possible"),
        [
            (written_ready(), {AnswerKind.SENT, AnswerKind.NOT_REQUIRED}),
            (replace(written_ready(), documents=()), {AnswerKind.NOT_REQUIRED}),
            (spoken_ready(), {AnswerKind.IN_TALK, AnswerKind.NOT_REQUIRED}),
            (
                replace(spoken_ready(), treatment=OralTreatment(kind=Treatment.REFERRED_TO_WRITING, at=NOW)),
                {AnswerKind.IN_TALK, AnswerKind.NOT_REQUIRED, AnswerKind.NO_LETTER_CAME},
            ),
        ],
    )
    def test_each_kind_is_offered_where_it_closes_the_case(
        self, case: Case, possible: set[AnswerKind]
    ) -> None:
        assert set(possible_answers(case)) == possible
        for step in (SENT, IN_TALK, NOT_REQUIRED, NO_LETTER):
            if step.answer in possible:
                assert decide(situation(case, TEAM_LEAD_A), step)[0].state is CaseState.CLOSED
            else:
                assert refused_field(situation(case, TEAM_LEAD_A), step) == "answer"
