"""What a redaction does not reach at first is reached later; nobody waits behind one (privacy)."""

from datetime import timedelta

import pytest

from bot.jobs.late_redactions import LateRedactions
from bot.sending.redacting import OTHERS_FIRST, REDACTED
from casework.redacted_chats import redaction_of
from procedure.case import Case
from procedure.notice_kind import NoticeKind
from procedure.representation import Audience, AudienceKind
from procedure.vocabulary import CaseState
from storage.tables import OutboxState
from tests.integration.relay.conftest import Post
from tests.integration.relay.holding import on_its_way
from tests.integration.relay.redacted import noted, redact, still_noted, updated
from tests.integration.relay.ticking import a_letter
from tests.support.builders import BGF, TEAM_A, TEAM_LEAD_A
from tests.support.connector_server import refusal

TO_LEAD = Audience(AudienceKind.TEAM_LEAD, TEAM_A)
BLOCKED = refusal(403, "MessageWritesBlocked")


@pytest.mark.parametrize("blocked_before", [True, False])
async def test_who_removed_the_assistant_is_no_dead_letter_and_is_redacted_when_she_is_back(
    post: Post, case: Case, *, blocked_before: bool
) -> None:
    await post.knows(TEAM_LEAD_A, BGF)
    await noted(post, TEAM_LEAD_A, case.id)
    if blocked_before:
        await post.conversations.mark_unreachable(TEAM_LEAD_A, post.clock.now())
    else:
        post.connector.plans = [BLOCKED]
    anonymised = await post.change(case, state=CaseState.ANONYMISED)
    await redact(post, anonymised)
    assert await post.state_of(NoticeKind.REDACTION, TEAM_LEAD_A) == [OutboxState.DELIVERED]
    assert post.to(BGF) == []
    assert await still_noted(post, TEAM_LEAD_A, case) == ["old-1"]
    post.clock.advance(timedelta(days=2))
    assert await post.chat_cards.left_over(post.clock.now()) == []
    await post.knows(TEAM_LEAD_A)
    assert await post.chat_cards.left_over(post.clock.now()) == [case.id]
    await redact(post, anonymised)
    assert updated(post, TEAM_LEAD_A)["old-1"] == REDACTED
    assert await post.chat_cards.left_over(post.clock.now() + timedelta(days=2)) == []


async def test_killed_in_the_middle_it_goes_on(
    post: Post, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    await post.knows(TEAM_LEAD_A)
    await noted(post, TEAM_LEAD_A, case.id, activities=["a", "b", "c"])
    forget, calls = type(post.chat_cards).forget, []

    async def dies(*args: object, **named: object) -> None:
        calls.append(args)
        if len(calls) == 2:
            raise OSError
        await forget(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(type(post.chat_cards), "forget", dies)
    await redact(post, case)
    assert await still_noted(post, TEAM_LEAD_A, case) == ["b", "c"]
    post.clock.advance(timedelta(minutes=1))
    await post.deliver()
    assert [sent.path.rsplit("/", 1)[1] for sent in post.to(TEAM_LEAD_A)] == ["a", "b", "b", "c"]
    assert await still_noted(post, TEAM_LEAD_A, case) == []


async def test_a_card_on_its_way_while_its_case_is_anonymised_is_found_again(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.relay.deliver_due()
    async with on_its_way(post):
        await post.change(case, state=CaseState.ANONYMISED)
        async with post.units() as unit:
            await unit.notices.put([redaction_of(case.id, post.clock.now())])
            await unit.commit()
        await post.second_relay().deliver_due()
    await post.deliver()
    assert "anonymisiert" in updated(post, TEAM_LEAD_A)["sent-1"]
    post.clock.advance(timedelta(days=2))
    nudged: list[bool] = []
    late = LateRedactions(
        units=post.units,
        chat_cards=post.chat_cards,
        clock=post.clock,
        nudge=lambda: nudged.append(True),
    )
    for _ in range(2):
        await late.run()
    await post.deliver()
    assert updated(post, TEAM_LEAD_A)["sent-1"] == REDACTED
    assert nudged == [True]


async def test_whatever_a_person_waits_for_goes_before_it(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A)
    await noted(post, TEAM_LEAD_A, case.id)
    other = await post.keep(a_letter(7))
    async with post.units() as unit:
        await unit.notices.put([redaction_of(case.id, post.clock.now() - timedelta(hours=1))])
        await unit.commit()
    await post.owe(other, NoticeKind.ALERT, TO_LEAD)
    await post.deliver()
    assert [sent.method for sent in post.to(TEAM_LEAD_A)] == ["POST"]
    post.clock.advance(OTHERS_FIRST)
    await post.deliver()
    assert [sent.method for sent in post.to(TEAM_LEAD_A)] == ["POST", "PUT"]
