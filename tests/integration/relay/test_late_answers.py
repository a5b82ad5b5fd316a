"""An answer to a waiting customer that comes on a later day still arrives at the desk (GA V, R37)."""

from datetime import UTC, datetime, timedelta

import pytest

from cards.answered_late import answered_late_card
from casework.commands import TakeStep
from casework.permissions import REPORTER_SIGHT
from casework.take_step import take_step
from procedure.case import Case
from procedure.notification import NoticeKind
from procedure.representation import Audience, AudienceKind
from procedure.steps import AnswerHandover
from procedure.vocabulary import HandoverAnswer, StaffId
from tests.acceptance.cards import texts_of
from tests.integration.relay.cards import calls, card_of
from tests.integration.relay.conftest import Post
from tests.support.builders import (
    FRONT_DESK,
    REGISTERED_AT,
    TEAM_A,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    a_case,
    a_handover,
    a_reaction,
)

TO_DESK = Audience(AudienceKind.PERSON, FRONT_DESK)


async def answered(post: Post, case: Case, answer: AnswerHandover, after: timedelta) -> None:
    await post.knows(FRONT_DESK, TEAM_LEAD_A)
    post.clock.set(REGISTERED_AT + after)
    press = TakeStep(command_id="x", actor=TEAM_LEAD_A, case_id=case.id, version=case.version, step=answer)
    await take_step(post.units, press, rulebook=post.rulebook, now=post.clock.now())
    await post.deliver()


def said(post: Post, person: StaffId) -> list[str]:
    return [" ".join(texts_of(card_of(sent))).replace("\u2060", "") for sent in post.to(person)]


async def test_the_desk_learns_the_answer_although_it_has_lost_sight_of_the_case(
    post: Post, case: Case
) -> None:
    come = AnswerHandover(answer=HandoverAnswer.COME)
    await answered(post, case, come, REPORTER_SIGHT + timedelta(days=10))
    (words,) = said(post, FRONT_DESK)
    assert "Antwort zu KRM-2026-0001 vom Montag, 14. Dezember 2026, 10:14 Uhr: Ich komme." in words
    (sent,) = post.to(FRONT_DESK)
    assert calls(sent)
    assert sent.body["summary"] == "KRM-2026-0001: Antwort für den Empfang"


async def test_it_holds_nothing_but_number_answer_and_time(post: Post, case: Case) -> None:
    callback = AnswerHandover(answer=HandoverAnswer.CALLBACK, callback="bei Karla Kundin, 0151 2345678")
    await answered(post, case, callback, REPORTER_SIGHT + timedelta(seconds=1))
    (sent,) = post.to(FRONT_DESK)
    assert "Rückruf." in str(sent.body)
    for kept in ("Karla", "0151", "Tom", "sieben Wochen", "Action"):
        assert kept not in str(card_of(sent))


async def test_within_a_day_it_is_the_answer_with_the_sentence_to_say_aloud(post: Post, case: Case) -> None:
    await answered(post, case, AnswerHandover(answer=HandoverAnswer.COME), timedelta(minutes=3))
    (words,) = said(post, FRONT_DESK)
    assert "Die Teamleitung kommt gleich zu Ihnen." in words


async def test_of_a_confidential_case_the_desk_learns_nothing(post: Post) -> None:
    hidden = await post.keep(
        a_case(
            reaction=a_reaction(confidential=True),
            handover=a_handover(answer=HandoverAnswer.COME, answered_at=REGISTERED_AT),
        )
    )
    await post.knows(FRONT_DESK)
    await post.owe(hidden, NoticeKind.HANDOVER_ANSWERED, TO_DESK)
    await post.deliver()
    assert post.to(FRONT_DESK) == []


@pytest.mark.parametrize("excluded", [(FRONT_DESK,), (FRONT_DESK, TEAM_LEAD_B)])
async def test_whom_the_case_is_about_by_now_learns_nothing(
    post: Post, excluded: tuple[StaffId, ...]
) -> None:
    case = await post.keep(
        a_case(
            lead_excluded=True,
            excluded=excluded,
            handover=a_handover(answer=HandoverAnswer.COME, answered_at=REGISTERED_AT),
        )
    )
    await post.knows(FRONT_DESK)
    await post.owe(case, NoticeKind.HANDOVER_ANSWERED, TO_DESK)
    await post.deliver()
    assert post.to(FRONT_DESK) == []


async def test_nothing_is_told_while_nobody_has_answered(post: Post, case: Case) -> None:
    await post.knows(FRONT_DESK)
    post.clock.advance(REPORTER_SIGHT)
    for kind in (NoticeKind.HANDOVER_ANSWERED, NoticeKind.DEPUTY_ASKED):
        await post.owe(case, kind, TO_DESK)
    await post.deliver()
    assert post.to(FRONT_DESK) == []


def test_who_asks_further_is_sent_to_the_office_that_was_asked() -> None:
    at = datetime(2026, 12, 14, 9, 14, tzinfo=UTC)
    for team, office in ((TEAM_A, "die Teamleitung"), (None, "die Geschäftsleitung")):
        card = answered_late_card("KRM-2026-0001", "Ich komme", at, with_management=team is None)
        assert f"Fragen dazu beantwortet {office}." in " ".join(texts_of(card))
