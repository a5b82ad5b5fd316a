"""A replica that stands still (paused, swapped out) comes back with claims that have ended."""

import time
from typing import Any

import pytest

from bot.sending import delivery as delivery_module
from bot.sending import relay as relay_module
from bot.sending.rendering import Rendered
from procedure.case import Case
from procedure.notification import NoticeKind
from storage.outbox import OutboxRow, SqlOutbox
from tests.integration.relay.conftest import Post
from tests.integration.relay.test_lanes import TO_LEAD
from tests.support.builders import TEAM_LEAD_A

SHORT_SECONDS = 0.5


async def test_who_stood_still_after_claiming_sends_nothing_that_another_replica_has_sent(
    post: Post, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay_module, "DELIVERY_SECONDS", SHORT_SECONDS)
    await post.knows(TEAM_LEAD_A)
    await post.owe(case, NoticeKind.ALERT, TO_LEAD)
    await post.relay.deliver_due()  # split into one per person
    renew, stood = SqlOutbox.renew, []

    async def stand_still(self: SqlOutbox, row: OutboxRow, *rest: object) -> bool:
        held = await renew(self, row, *rest)  # type: ignore[arg-type]
        if not stood:
            stood.append(row)
            time.sleep(SHORT_SECONDS * 2)  # noqa: ASYNC251 - the whole process stands still
            post.clock.advance(relay_module.LEASE)
            await post.second_relay().deliver_due()
        return held

    monkeypatch.setattr(SqlOutbox, "renew", stand_still)
    await post.relay.deliver_due()
    assert len(stood) == 1
    assert len(post.to(TEAM_LEAD_A)) == 1
    # … and its late failure did not open again what the other one has settled.
    assert await post.state_of(NoticeKind.ALERT, TEAM_LEAD_A) == ["zugestellt"]


async def test_who_stood_still_just_before_sending_looks_at_the_clock_once_more(
    post: Post, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay_module, "DELIVERY_SECONDS", SHORT_SECONDS)
    await post.knows(TEAM_LEAD_A)
    await post.owe(case, NoticeKind.ALERT, TO_LEAD)
    await post.relay.deliver_due()
    render = delivery_module.render

    def stand_still(*about: Any) -> Rendered:  # noqa: ANN401 - passed on as it is
        time.sleep(SHORT_SECONDS * 2)
        return render(*about)

    with monkeypatch.context() as patched:
        patched.setattr(delivery_module, "render", stand_still)
        await post.relay.deliver_due()
    assert post.to(TEAM_LEAD_A) == []
    assert await post.state_of(NoticeKind.ALERT, TEAM_LEAD_A) == ["offen"]
    post.clock.advance(relay_module.LEASE)
    await post.second_relay().deliver_due()
    assert len(post.to(TEAM_LEAD_A)) == 1
