"""What cannot be delivered is reported once, with its reason; who comes back gets what was missed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.sending.relay import FIRST_DELAY_SECONDS, LONGEST_DELAY_SECONDS, MOST_ATTEMPTS
from cards.verbs import CASE_SHOW
from procedure.case import Case
from procedure.notification import NoticeKind
from procedure.representation import Audience, AudienceKind
from storage.outbox import OutboxRow
from tests.acceptance.cards import buttons_of, texts_of
from tests.integration.relay.cards import card_of
from tests.integration.relay.conftest import Post
from tests.integration.relay.holding import on_its_way
from tests.support.builders import BGF, FRONT_DESK, MANAGEMENT, TEAM_A, TEAM_LEAD_A, an_office
from tests.support.connector_server import Misbehaviour, Sent, refusal

TO_LEAD = Audience(AudienceKind.TEAM_LEAD, TEAM_A)
TO_BGF = Audience(AudienceKind.BGF)
HOLDERS = Audience(AudienceKind.HOLDERS)


def words(sent: Sent) -> str:
    return " ".join(texts_of(card_of(sent)))


def test_a_message_is_tried_for_three_to_six_hours() -> None:
    longest = sum(min(LONGEST_DELAY_SECONDS, FIRST_DELAY_SECONDS * 2.0**n) for n in range(1, MOST_ATTEMPTS))
    assert timedelta(hours=6) < timedelta(seconds=longest) < timedelta(hours=6.5)


async def test_every_message_that_did_not_arrive_is_reported_once(post: Post, case: Case) -> None:
    await post.knows(BGF)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.deliver(4)
    await post.owe(case, NoticeKind.ALERT, TO_LEAD)
    await post.owe(case, NoticeKind.HANDOVER_ANSWERED, Audience(AudienceKind.PERSON, FRONT_DESK))
    await post.deliver(8)
    reported = sorted(words(sent).count("Tom Teamleiter") for sent in post.to(BGF))
    assert len(reported) == 3
    assert sum("Erika Empfang" in words(sent) for sent in post.to(BGF)) == 1


async def test_a_refresh_that_failed_is_not_reported(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A, BGF)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.deliver()
    post.connector.plans.append(refusal(400, "BadSyntax"))
    await post.owe(case, NoticeKind.CARD_REFRESH, HOLDERS)
    await post.deliver(6)
    assert post.to(BGF) == []


async def test_a_report_that_the_channel_fails_to_take_is_tried_again(post: Post, case: Case) -> None:
    await post.knows(BGF)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    for _ in range(3):
        await post.relay.deliver_due()
    post.connector.plans.append(refusal(500, "ServiceError"))
    await post.deliver()
    assert await post.state_of(NoticeKind.DEAD_LETTER, BGF) == ["offen"]
    post.clock.advance(timedelta(minutes=1))
    await post.deliver()
    assert await post.state_of(NoticeKind.DEAD_LETTER, BGF) == ["zugestellt"]


async def test_a_refresh_that_the_channel_fails_to_take_leaves_no_old_card(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.deliver()
    post.connector.plans.append(refusal(500, "ServiceError"))
    changed = await post.change(case, recorded_in_tool_at=post.clock.now())
    await post.owe(case, NoticeKind.CARD_REFRESH, HOLDERS)
    await post.deliver()
    post.clock.advance(timedelta(minutes=1))
    await post.deliver()
    assert f"'version': {changed.version}" in str(post.to(TEAM_LEAD_A)[-1].body)


async def test_the_reason_is_told_in_words(post: Post, case: Case) -> None:
    await post.knows(BGF)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.deliver(6)
    assert "noch nicht geöffnet" in words(post.to(BGF)[-1])
    await post.knows(TEAM_LEAD_A)
    post.connector.plans.append(refusal(403, "MessageWritesBlocked"))
    await post.deliver(6)
    assert "entfernt oder blockiert" in words(post.to(BGF)[-1])


async def test_the_report_of_a_lost_alarm_leads_to_the_case(post: Post, case: Case) -> None:
    await post.knows(BGF, MANAGEMENT)
    await post.owe(case, NoticeKind.ALERT, TO_LEAD)
    await post.deliver(6)
    for person in (BGF, MANAGEMENT):
        (report,) = post.to(person)
        (button,) = buttons_of(card_of(report))
        assert (button.title, button.verb) == (f"{case.number} öffnen", CASE_SHOW)
        assert button.data["case"] == case.id


async def test_a_technical_failure_is_called_one(post: Post, case: Case) -> None:
    await post.knows(BGF, TEAM_LEAD_A)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.relay.deliver_due()
    post.connector.plans.append(refusal(400, "BadSyntax"))
    await post.deliver(6)
    (report,) = post.to(BGF)
    assert "technischen Fehler" in words(report)
    assert "BadSyntax" not in str(card_of(report))


async def test_a_report_opens_a_chat_again_whose_history_was_removed(post: Post, case: Case) -> None:
    await post.knows(BGF)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    for _ in range(3):
        await post.relay.deliver_due()
    post.connector.plans.append(refusal(404, "ConversationNotFound"))
    await post.deliver()
    assert "a%3Aopened" in post.connector.sent[-1].path or "a:opened" in post.connector.sent[-1].path
    assert await post.state_of(NoticeKind.DEAD_LETTER, BGF) == ["zugestellt"]


async def test_whoever_writes_between_the_failure_and_its_mark_misses_nothing(
    post: Post, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    await post.knows(BGF)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.relay.deliver_due()
    mark = post.outbox.dead

    async def written_just_before(row: OutboxRow, *rest: object) -> None:
        if row.staff_id == TEAM_LEAD_A:
            await post.knows(TEAM_LEAD_A)
        await mark(row, *rest)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(post.outbox, "dead", written_just_before)
        await post.relay.deliver_due()
    post.clock.advance(timedelta(minutes=1))
    await post.deliver(6)
    assert len(post.to(TEAM_LEAD_A)) == 1
    assert post.to(BGF) == []  # by the time of the report the message was on its way again


async def test_whoever_writes_while_the_channel_refuses_stays_reachable(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.relay.deliver_due()
    post.connector.plans.append(refusal(403, "MessageWritesBlocked"))
    async with on_its_way(post):
        post.clock.advance(timedelta(seconds=1))
        await post.knows(TEAM_LEAD_A)
        post.clock.advance(timedelta(seconds=1))
    post.clock.advance(timedelta(minutes=1))
    await post.deliver(2)
    assert len(post.to(TEAM_LEAD_A)) == 2


async def test_a_refusal_after_the_chat_was_opened_again_counts(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A, BGF)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.relay.deliver_due()
    post.clock.advance(timedelta(minutes=1))
    post.connector.plans += [
        refusal(404, "ConversationNotFound"),
        Misbehaviour(status=201, body={"id": "a:opened"}),
        refusal(403, "BotNotInConversationRoster"),
    ]
    await post.deliver(6)
    chat = await post.conversations.of(TEAM_LEAD_A)
    assert chat is not None
    assert not chat.reachable
    assert await post.state_of(NoticeKind.CASE_FOR_TEAM, TEAM_LEAD_A) == ["tot"]


async def test_a_token_the_channel_refuses_once_costs_nothing(post: Post, case: Case) -> None:
    await post.knows(TEAM_LEAD_A, BGF)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    post.connector.plans.append(refusal(401))
    await post.deliver()
    assert len(post.to(TEAM_LEAD_A)) == 2
    assert await post.outbox.pending_count() == 0
    assert post.to(BGF) == []


async def test_with_the_bgf_vacant_the_management_is_asked_to_record(post: Post, case: Case) -> None:
    office = an_office()
    left = replace(office.staff[BGF], active=False)
    await post.staffed(replace(office, staff={**office.staff, BGF: left}))
    await post.knows(MANAGEMENT)
    await post.owe(case, NoticeKind.RECORD_REQUEST, TO_BGF)
    await post.deliver()
    assert len(post.to(MANAGEMENT)) == 1


async def test_an_office_nobody_stands_for_is_tried_again_until_somebody_does(post: Post, case: Case) -> None:
    office = an_office()
    nobody = {p: replace(m, active=False) for p, m in office.staff.items() if p in {BGF, MANAGEMENT}}
    await post.staffed(replace(office, staff={**office.staff, **nobody}))
    await post.knows(BGF)
    await post.owe(case, NoticeKind.RECORD_REQUEST, TO_BGF)
    await post.deliver()
    assert await post.outbox.pending_count() == 1
    await post.staffed(office)
    post.clock.advance(timedelta(minutes=1))
    await post.deliver()
    assert len(post.to(BGF)) == 1


async def test_a_person_who_left_is_reported_when_trying_has_ended(post: Post, case: Case) -> None:
    office = an_office()
    left = replace(office.staff[FRONT_DESK], active=False)
    await post.staffed(replace(office, staff={**office.staff, FRONT_DESK: left}))
    await post.knows(BGF)
    await post.owe(case, NoticeKind.HANDOVER_ANSWERED, Audience(AudienceKind.PERSON, FRONT_DESK))
    for _ in range(MOST_ATTEMPTS):
        await post.relay.deliver_due()
        post.clock.advance(timedelta(hours=1))
    await post.deliver()
    (report,) = post.to(BGF)
    assert "Für diese Stelle ist niemand eingetragen" in words(report)
