"""From the night's run to the chats: what is out of an anonymised case says nothing more of it (privacy)."""

from datetime import timedelta

from bot.sending.redacting import OTHERS_FIRST
from casework.retention_run import retention_run
from procedure.notice_kind import NoticeKind
from procedure.representation import Audience, AudienceKind
from storage.outbox import SqlOutbox
from tests.integration.relay.conftest import Post
from tests.integration.relay.holding import on_its_way
from tests.integration.relay.redacted import updated
from tests.support.audit_record import checked
from tests.support.builders import BGF, TEAM_A, TEAM_LEAD_A
from tests.support.expired import NIGHT, SECRET, expired, keep_with_all

TO_LEAD = Audience(AudienceKind.TEAM_LEAD, TEAM_A)


async def settled(post: Post) -> None:
    """Deliver everything, what waits behind others too."""
    await post.deliver()
    post.clock.advance(OTHERS_FIRST + timedelta(minutes=1))
    await post.deliver()


async def test_every_card_that_is_out_is_emptied_and_nobody_is_called(post: Post) -> None:
    await post.knows(TEAM_LEAD_A, BGF)
    case = expired()
    await keep_with_all(post.units, case)
    post.clock.set(NIGHT - timedelta(days=600))
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.deliver()
    called = len([sent for sent in post.connector.sent if sent.method == "POST"])
    assert called == 2  # the Teamleitung and the BGF
    post.clock.set(NIGHT)
    assert (await retention_run(post.units, post.rulebook, NIGHT)).anonymised == 1
    await settled(post)
    assert len([sent for sent in post.connector.sent if sent.method == "POST"]) == called
    for person in (TEAM_LEAD_A, BGF):
        said = updated(post, person)
        assert len(said) == 1
        assert all("anonymisiert" in words and SECRET not in words for words in said.values())
    assert await SqlOutbox(post.engine).pending_count() == 0
    assert (await retention_run(post.units, post.rulebook, NIGHT + timedelta(days=1))).is_quiet


async def test_a_card_on_its_way_at_that_moment_does_not_stay(post: Post) -> None:
    await post.knows(TEAM_LEAD_A, BGF)
    case = expired()
    await keep_with_all(post.units, case)
    await post.deliver()
    post.clock.set(NIGHT)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.relay.deliver_due()
    async with on_its_way(post):
        assert (await retention_run(post.units, post.rulebook, NIGHT)).anonymised == 1
    await settled(post)
    (words,) = updated(post, TEAM_LEAD_A).values()
    assert "anonymisiert" in words
    await retention_run(post.units, post.rulebook, post.clock.now())
    assert (await checked(post.engine, post.keys)).broken is None
