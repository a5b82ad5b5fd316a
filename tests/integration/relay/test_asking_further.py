"""Nobody has answered a waiting customer: who is asked too is called, the desk is told who (R35, R37)."""

from dataclasses import replace
from datetime import date, timedelta

from casework.commands import TakeStep
from casework.take_step import ask_deputy, take_step
from procedure.case import Case
from procedure.notification import NoticeKind
from procedure.office import Absence, Office
from procedure.representation import Audience, AudienceKind
from procedure.steps import AnswerHandover
from procedure.vocabulary import HandoverAnswer, Role, StaffId
from tests.acceptance.cards import texts_of
from tests.integration.relay.cards import calls, card_of, methods
from tests.integration.relay.conftest import Post
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    FRONT_DESK,
    MANAGEMENT,
    TEAM_A,
    TEAM_LEAD_A,
    a_case,
    a_handover,
    an_office,
)

TO_LEAD = Audience(AudienceKind.TEAM_LEAD, TEAM_A)
TO_BGF = Audience(AudienceKind.BGF)


def away(*people: StaffId) -> Office:
    december = (date(2026, 12, 1), date(2026, 12, 31))
    return an_office(
        absences=tuple(Absence(staff_id=p, from_on=december[0], until_on=december[1]) for p in people)
    )


async def nobody_answers(post: Post, case: Case) -> None:
    """Let the time run out and deliver what follows."""
    post.clock.advance(timedelta(minutes=6))
    assert await ask_deputy(post.units, case.id, rulebook=post.rulebook, now=post.clock.now())
    await post.deliver(8)


def desk_words(post: Post) -> str:
    return " ".join(texts_of(card_of(post.to(FRONT_DESK)[-1])))


async def test_the_bgf_as_last_resort_is_called_although_it_holds_a_card_of_the_case(
    post: Post, case: Case
) -> None:
    await post.staffed(away(TEAM_LEAD_A))
    await post.knows(DEPUTY_A, BGF, FRONT_DESK)
    await post.owe(case, NoticeKind.RECORD_REQUEST, TO_BGF)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.deliver()
    assert methods(post.to(DEPUTY_A)) == ["POST"]  # in for the absent Teamleitung
    before = len(post.to(BGF))
    await nobody_answers(post, case)
    (called,) = [sent for sent in post.to(BGF)[before:] if calls(sent)]
    assert called.body["summary"] == "KRM-2026-0001: Kundin/Kunde wartet"
    assert "Bitte helfen Sie jetzt: Erika Empfang" in str(card_of(called))
    assert "Bitte helfen Sie jetzt" in card_of(called)["fallbackText"]
    assert "auch das BGF gefragt" in desk_words(post)
    assert "ertretung" not in desk_words(post)


async def test_a_deputy_who_is_also_bgf_is_called(post: Post, case: Case) -> None:
    office = an_office()
    deputy = replace(office.staff[DEPUTY_A], roles=frozenset({Role.BGF}))
    await post.staffed(replace(office, staff={**office.staff, DEPUTY_A: deputy}))
    await post.knows(TEAM_LEAD_A, DEPUTY_A, BGF, FRONT_DESK)
    await post.owe(case, NoticeKind.RECORD_REQUEST, TO_BGF)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.deliver()
    before = len(post.to(DEPUTY_A))
    await nobody_answers(post, case)
    assert sum(calls(sent) for sent in post.to(DEPUTY_A)[before:]) == 1
    assert "auch Sina Stellvertretung gefragt" in desk_words(post)


async def test_the_deputy_of_a_teamleitung_who_does_not_answer_is_called(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A, DEPUTY_A, FRONT_DESK)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.deliver()
    await nobody_answers(post, case)
    assert methods(post.to(DEPUTY_A)) == ["POST"]
    assert "auch Sina Stellvertretung gefragt" in desk_words(post)


async def test_where_the_management_was_asked_the_bgf_is_asked_second(post: Post) -> None:
    about_the_lead = await post.keep(a_case(lead_excluded=True, handover=a_handover(team=None)))
    await post.knows(MANAGEMENT, BGF, FRONT_DESK)
    await post.owe(about_the_lead, NoticeKind.RECORD_REQUEST, TO_BGF)
    await post.deliver()
    before = len(post.to(BGF))
    await nobody_answers(post, about_the_lead)
    assert sum(calls(sent) for sent in post.to(BGF)[before:]) == 1
    assert "auch das BGF gefragt" in desk_words(post)
    assert "ertretung" not in desk_words(post)


async def test_an_answer_that_is_faster_than_the_question_makes_it_superfluous(
    post: Post, case: Case
) -> None:
    await post.knows(FRONT_DESK, DEPUTY_A, TEAM_LEAD_A)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.deliver()
    post.clock.advance(timedelta(minutes=6))
    await ask_deputy(post.units, case.id, rulebook=post.rulebook, now=post.clock.now())
    come = TakeStep(
        command_id="x",
        actor=TEAM_LEAD_A,
        case_id=case.id,
        version=2,
        step=AnswerHandover(answer=HandoverAnswer.COME),
    )
    await take_step(post.units, come, rulebook=post.rulebook, now=post.clock.now())
    await post.deliver(8)
    assert len(post.to(FRONT_DESK)) == 1
    assert "kommt gleich zu Ihnen" in desk_words(post)
    assert post.to(DEPUTY_A) == []
