"""What the assistant's messages show of an anonymised case is taken out of people's chats (privacy)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.sending.redacting import ASK_ANEW, MOST_AT_ONCE, REDACTED
from procedure.case import Case
from procedure.notice_kind import NoticeKind
from procedure.representation import Audience, AudienceKind
from procedure.vocabulary import CaseState
from storage.tables import OutboxState
from tests.integration.relay.conftest import Post
from tests.integration.relay.redacted import noted, redact, still_noted, updated
from tests.integration.relay.ticking import a_letter, berlin, owing, tick
from tests.support.builders import BGF, DEPUTY_A, FRONT_DESK, MANAGEMENT, TEAM_A, TEAM_LEAD_A
from tests.support.connector_server import Misbehaviour, refusal

TO_LEAD = Audience(AudienceKind.TEAM_LEAD, TEAM_A)
BLOCKED = refusal(403, "MessageWritesBlocked")


async def test_every_message_that_shows_the_case_says_that_it_was_removed(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A, BGF, FRONT_DESK)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.owe(case, NoticeKind.ALERT, TO_LEAD)
    await post.owe(case, NoticeKind.RECORD_REQUEST, Audience(AudienceKind.BGF))
    await post.owe(case, NoticeKind.CASE_CLOSED, Audience(AudienceKind.PERSON, FRONT_DESK))
    await post.deliver()
    sent = len(post.connector.sent)
    await redact(post, case)
    assert list(updated(post, TEAM_LEAD_A).values()) == [REDACTED, REDACTED]
    assert list(updated(post, BGF).values()) == [REDACTED]
    assert list(updated(post, FRONT_DESK).values()) == [REDACTED]
    assert len(post.connector.sent) == sent + 4
    assert await post.sent_cards.of_case(case.id) == []
    assert await post.chat_cards.people_of(case.id) == []


async def test_an_alarm_that_a_newer_one_came_after_is_redacted_too(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A)
    for _ in range(2):
        await post.owe(case, NoticeKind.ALERT, TO_LEAD)
        await post.deliver()
    assert len(await post.sent_cards.of_case(case.id)) == 1
    await redact(post, case)
    assert updated(post, TEAM_LEAD_A) == {"sent-1": REDACTED, "sent-2": REDACTED}


async def test_a_card_from_before_there_were_notes_is_redacted_as_long_as_it_is_the_newest(
    post: Post, case: Case
) -> None:
    await post.knows(TEAM_LEAD_A)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.deliver()
    (card,) = await post.sent_cards.of_case(case.id)
    (message,) = await post.chat_cards.of_person_and_case(TEAM_LEAD_A, case.id, most=9)
    await post.chat_cards.forget(message)
    assert await post.chat_cards.people_of(case.id) == [TEAM_LEAD_A]
    await redact(post, case)
    assert updated(post, TEAM_LEAD_A) == {card.activity_id: REDACTED}
    assert await post.sent_cards.of_case(case.id) == []


async def test_a_pointer_is_no_message_about_the_case_any_more(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.deliver()
    post.clock.advance(timedelta(minutes=1))
    await post.owe(case, NoticeKind.NEWS_FOR_TEAM, TO_LEAD)
    await post.deliver()
    assert updated(post, TEAM_LEAD_A) == {"sent-1": f"{case.number}: Neuer Stand weiter unten."}
    assert await still_noted(post, TEAM_LEAD_A, case) == ["sent-2"]


async def test_a_card_that_could_not_become_a_pointer_is_still_redacted(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.deliver()
    post.clock.advance(timedelta(minutes=1))
    post.connector.plans = [Misbehaviour(body={"id": "sent-2"}), refusal(502)]
    await post.owe(case, NoticeKind.NEWS_FOR_TEAM, TO_LEAD)
    await post.deliver()
    await redact(post, case)
    assert updated(post, TEAM_LEAD_A) == {"sent-1": REDACTED, "sent-2": REDACTED}


async def test_a_reminder_of_several_cases_goes_as_a_whole_and_says_what_to_do(post: Post) -> None:
    await post.knows(BGF)
    first, second = a_letter(1), a_letter(2)
    await owing(post, first, second)
    await tick(post, berlin(7))
    await post.deliver()
    assert await still_noted(post, BGF, first) == await still_noted(post, BGF, second) == ["sent-1"]
    await redact(post, first)
    assert updated(post, BGF) == {"sent-1": f"{REDACTED} {ASK_ANEW}"}
    assert await still_noted(post, BGF, second) == []


async def test_a_report_that_a_message_did_not_arrive_is_redacted(post: Post, case: Case) -> None:
    await post.knows(BGF)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.deliver()
    assert "Nicht zugestellt" in str(post.to(BGF)[-1].body)
    await redact(post, case)
    assert updated(post, BGF) == {"sent-1": REDACTED}


async def test_another_cases_messages_stay(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A)
    other = await post.keep(a_letter(7))
    await noted(post, TEAM_LEAD_A, other.id, activities=["of-the-other"])
    await noted(post, TEAM_LEAD_A, case.id)
    await redact(post, case)
    assert set(updated(post, TEAM_LEAD_A)) == {"old-1"}
    assert await still_noted(post, TEAM_LEAD_A, other) == ["of-the-other"]


async def test_a_message_that_is_gone_is_forgotten_and_nobody_is_told(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A, BGF)
    await noted(post, TEAM_LEAD_A, case.id, activities=["gone", "there"])
    post.connector.plans = [refusal(404)]
    await redact(post, case)
    assert await still_noted(post, TEAM_LEAD_A, case) == []
    assert updated(post, TEAM_LEAD_A)["there"] == REDACTED
    assert await post.state_of(NoticeKind.REDACTION, TEAM_LEAD_A) == [OutboxState.DELIVERED]
    assert post.to(BGF) == []


async def test_an_old_chat_that_is_closed_to_us_does_not_make_the_person_unreachable(
    post: Post, case: Case
) -> None:
    await post.knows(TEAM_LEAD_A)
    await noted(post, TEAM_LEAD_A, case.id)
    (old,) = await post.chat_cards.of_person_and_case(TEAM_LEAD_A, case.id, most=1)
    await post.chat_cards.forget(old)
    await post.chat_cards.remember(replace(old, conversation_id="a:former"), [case.id])
    post.connector.plans = [BLOCKED]
    await redact(post, case)
    assert "a%3Aformer" in post.connector.sent[-1].path or "a:former" in post.connector.sent[-1].path
    assert await still_noted(post, TEAM_LEAD_A, case) == []
    chat = await post.conversations.of(TEAM_LEAD_A)
    assert chat is not None
    assert chat.reachable


@pytest.mark.parametrize("plan", [refusal(429, Retry_After="30"), refusal(503)])
async def test_what_the_channel_refuses_for_the_moment_is_tried_again_from_where_it_stood(
    post: Post, case: Case, plan: Misbehaviour
) -> None:
    await post.knows(TEAM_LEAD_A)
    await noted(post, TEAM_LEAD_A, case.id, activities=["a", "b"])
    post.connector.plans = [Misbehaviour(body={"id": "a"}), plan]
    await redact(post, case)
    assert await still_noted(post, TEAM_LEAD_A, case) == ["b"]
    post.clock.advance(timedelta(minutes=1))
    await post.deliver()
    assert [sent.path.rsplit("/", 1)[1] for sent in post.to(TEAM_LEAD_A)] == ["a", "b", "b"]
    assert await still_noted(post, TEAM_LEAD_A, case) == []


async def test_a_refused_message_keeps_no_other_one_and_is_tried_again(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A, BGF)
    await noted(post, TEAM_LEAD_A, case.id, activities=["a", "b"])
    post.connector.plans = [refusal(400, "BadSyntax")]
    await redact(post, case)
    assert await still_noted(post, TEAM_LEAD_A, case) == ["a"]
    post.clock.advance(timedelta(minutes=1))
    await post.deliver()
    assert updated(post, TEAM_LEAD_A) == {"a": REDACTED, "b": REDACTED}
    assert post.to(BGF) == []


async def test_many_messages_go_in_portions_behind_what_else_she_is_owed(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A)
    await noted(post, TEAM_LEAD_A, case.id, activities=[f"old-{n}" for n in range(MOST_AT_ONCE + 3)])
    await redact(post, case, rounds=2)
    assert len(await still_noted(post, TEAM_LEAD_A, case)) == 3
    await post.deliver()
    assert await still_noted(post, TEAM_LEAD_A, case) == []
    assert len(post.to(TEAM_LEAD_A)) == MOST_AT_ONCE + 3


async def test_of_an_anonymised_case_nobody_is_told_anything(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A, DEPUTY_A, BGF, MANAGEMENT, FRONT_DESK)
    await post.change(case, state=CaseState.ANONYMISED)
    for kind in (
        NoticeKind.CASE_FOR_TEAM,
        NoticeKind.NEWS_FOR_TEAM,
        NoticeKind.ALERT,
        NoticeKind.CASE_CLOSED,
    ):
        await post.owe(case, kind, TO_LEAD)
    await post.deliver()
    assert post.connector.sent == []
