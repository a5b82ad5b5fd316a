"""Who could not be reminded, and which alarm did not arrive, is told to whoever can pick up the phone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from procedure.case import Case
from procedure.notice_kind import NoticeKind
from procedure.representation import Audience, AudienceKind
from procedure.vocabulary import Role
from tests.acceptance.cards import texts_of
from tests.integration.relay.cards import card_of
from tests.integration.relay.conftest import Post
from tests.integration.relay.ticking import a_letter, berlin, owing, tick
from tests.support.builders import BGF, MANAGEMENT, TEAM_A, TEAM_LEAD_A, an_office
from tests.support.connector_server import Sent, refusal

TO_LEAD = Audience(AudienceKind.TEAM_LEAD, TEAM_A)
TO_MANAGEMENT = Audience(AudienceKind.MANAGEMENT)


def words(sent: Sent) -> str:
    return " ".join(texts_of(card_of(sent)))


def reports(post: Post, person: str) -> list[Sent]:
    return [sent for sent in post.to(person) if "Nicht zugestellt" in words(sent)]  # type: ignore[arg-type]


async def test_the_bgf_learns_who_could_not_be_reminded(post: Post) -> None:
    await post.knows(BGF)
    await owing(post, a_letter())
    await tick(post, berlin(10))
    await post.deliver(6)
    reported = [words(sent) for sent in reports(post, BGF)]
    assert len(reported) == 2, "the Teamleitung and the management"
    (of_lead,) = [text for text in reported if "Tom Teamleiter" in text]
    assert "Erinnerung an fällige Fristen" in of_lead
    assert "noch nicht geöffnet" in of_lead
    assert "KRM-2026" not in of_lead, "it is about no single case"


async def test_where_the_bgf_itself_is_out_of_reach_the_management_learns_of_it(post: Post) -> None:
    await post.knows(MANAGEMENT)
    await owing(post, a_letter())
    await tick(post, berlin(7))
    await post.deliver(6)
    (report,) = reports(post, MANAGEMENT)
    assert "Bea Büro" in words(report)


async def test_where_nobody_is_in_reach_the_reports_come_to_an_end(post: Post) -> None:
    await owing(post, a_letter())
    await tick(post, berlin(21))
    await post.deliver(12)
    assert await post.outbox.pending_count() == 0
    assert post.connector.sent == []
    assert len(await post.state_of(NoticeKind.DEAD_LETTER)) == 3


async def test_each_reminder_that_did_not_arrive_is_reported_once(post: Post) -> None:
    await post.knows(BGF)
    await owing(post, a_letter())
    await tick(post, berlin(10))
    second = post.second_relay()
    for _ in range(8):
        await second.deliver_due()
        await post.relay.deliver_due()
        post.clock.advance(timedelta(minutes=1))
    assert len(reports(post, BGF)) == 2


async def test_who_is_out_of_reach_for_weeks_is_reported_once_a_week(post: Post) -> None:
    await post.knows(BGF)
    await owing(post, a_letter())
    told: list[int] = []
    for day in (10, 15, 17, 18, 21, 22, 30):  # stages of the answer, the acknowledgement's between them
        await tick(post, berlin(day))
        await post.deliver(6)
        told.append(sum("Tom Teamleiter" in words(sent) for sent in reports(post, BGF)))
    assert told == [1, 2, 2, 2, 3, 3, 4]


async def test_a_reminder_that_reached_her_after_all_is_not_reported(post: Post) -> None:
    await post.knows(BGF)
    await owing(post, a_letter())
    await tick(post, berlin(10))
    await post.relay.deliver_due()
    await post.knows(TEAM_LEAD_A)
    await post.outbox.revive(TEAM_LEAD_A, post.clock.now())
    await post.deliver(6)
    assert len(post.to(TEAM_LEAD_A)) == 1
    assert not any("Tom Teamleiter" in words(sent) for sent in reports(post, BGF))


async def test_an_alarm_that_did_not_arrive_is_reported_to_bgf_and_management_even_at_night(
    post: Post, case: Case
) -> None:
    await post.knows(BGF, MANAGEMENT)
    post.clock.set(berlin(5, 2))  # a Saturday
    await post.owe(case, NoticeKind.ALERT, TO_LEAD)
    await post.deliver(8)
    for person in (BGF, MANAGEMENT):
        (report,) = reports(post, person)
        assert "Sofortalarm zu KRM-2026-0001" in words(report)
        assert "Tom Teamleiter" in words(report)


async def test_who_is_bgf_and_management_is_told_of_a_dead_alarm_once(post: Post, case: Case) -> None:
    office = an_office()
    both = replace(office.staff[BGF], roles=frozenset({Role.BGF, Role.MANAGEMENT}))
    await post.staffed(replace(office, staff={**office.staff, BGF: both}))
    await post.knows(BGF, MANAGEMENT)
    await post.owe(case, NoticeKind.ALERT, TO_LEAD)
    await post.deliver(8)
    assert [len(reports(post, person)) for person in (BGF, MANAGEMENT)] == [1, 1]


async def test_of_an_alarm_to_the_management_itself_the_bgf_is_told(post: Post, case: Case) -> None:
    await post.knows(BGF)
    await post.owe(case, NoticeKind.ALERT, TO_MANAGEMENT)
    await post.deliver(8)
    (report,) = reports(post, BGF)
    assert "Gerd Geschäftsleitung" in words(report)
    assert await post.outbox.pending_count() == 0


async def test_of_any_other_message_the_management_is_not_told(post: Post, case: Case) -> None:
    await post.knows(BGF, MANAGEMENT)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.deliver(8)
    assert (len(reports(post, BGF)), reports(post, MANAGEMENT)) == (1, [])


async def test_a_dead_alarm_is_reported_to_nobody_the_case_is_kept_from(post: Post) -> None:
    case = await post.keep(a_letter(excluded=(MANAGEMENT,)))
    await post.knows(BGF, MANAGEMENT)
    await post.owe(case, NoticeKind.ALERT, TO_LEAD)
    await post.deliver(8)
    assert (len(reports(post, BGF)), post.to(MANAGEMENT)) == (1, [])


@pytest.mark.parametrize("status", [400, 413])
async def test_a_reminder_the_channel_refuses_for_good_is_reported_to_the_bgf_though_it_is_her_own(
    post: Post, status: int
) -> None:
    await post.knows(BGF)
    await owing(post, a_letter())
    await tick(post, berlin(7))
    post.connector.plans.append(refusal(status, "BadSyntax"))
    await post.deliver(6)
    (report,) = [sent for sent in reports(post, BGF) if "technischen Fehler" in words(sent)]
    assert "Bea Büro" in words(report)


async def test_a_channel_lost_after_its_summary_was_delivered_is_reported_too(post: Post) -> None:
    await post.knows(BGF)
    async with post.units() as unit:
        assert await unit.weekly.keep("2026-W50", "{}", post.clock.now())
        await unit.commit()
    (row,) = await post.outbox.claim(post.clock.now(), 1, timedelta(minutes=1), "worker")
    await post.outbox.delivered(row, post.clock.now())
    async with post.units() as unit:
        assert await unit.weekly.report_lost("2026-W50", post.clock.now())
        await unit.commit()
    await post.deliver()
    (report,) = reports(post, BGF)
    assert "Wochenübersicht" in words(report)
