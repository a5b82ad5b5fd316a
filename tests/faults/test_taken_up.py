"""A message whose process died before it was acknowledged is taken up when Teams repeats it, once."""

import asyncio
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.cards import buttons_of
from tests.faults.office import Office, an_open_office
from tests.faults.plan import Fault, Plan
from tests.faults.processes import Process, healed
from tests.support.builders import FRONT_DESK
from tests.support.channel import message

SOON = timedelta(seconds=3)
"""How far the other replica's clock is ahead, so that it need not wait for the whole of a claim."""


def slow_after(answers: int) -> Plan:
    """Plan that Teams keeps the sender waiting from some answer on."""
    return Plan(
        seed=1,
        bad_answers=1.0,
        repeated=0.0,
        held_back=0.0,
        faults=(Fault.LATE,),
        late_seconds=(60.0, 60.0),
        well_at_first=answers,
    )


async def questions(office: Office) -> list[dict[str, Any]]:
    """Return the forms that were sent to the front desk, the repeated ones too."""
    await office.channel.look_at_all()
    sent = [
        entry["body"]["attachments"][0]["content"]
        for entry in office.channel.log
        if entry["method"] == "POST"
    ]
    return [card for card in sent if "intake" in str(card) and "draft" in str(card)]


def what_it_asks(card: dict[str, Any]) -> tuple[list[str], list[dict[str, Any]]]:
    """Return a form's fields and what its buttons carry: the draft and the step."""
    return re.findall(r"'id': '(\w+)'", str(card)), [button.data for button in buttons_of(card)]


async def on_its_way(office: Office, number: int) -> None:
    """Wait until so many questions have reached Teams."""
    async with asyncio.timeout(20):
        while len(await questions(office)) < number:  # noqa: ASYNC110 - it happens in another process
            await asyncio.sleep(0.02)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(("words", "well"), [(("neu",), 1), (("neu", "persönlich"), 3)])
async def test_a_message_killed_before_its_answer_is_answered_when_it_is_repeated_and_counts_once(
    sqlite_url: str, tmp_path: Path, words: tuple[str, ...], well: int
) -> None:
    async with an_open_office(slow_after(well), tmp_path, sqlite_url) as office:
        await office.start_bot()
        assert await office.channel.opens(FRONT_DESK)
        *before, last = (message(office.channel.teams_url, text) for text in words)
        for activity in before:
            assert await office.channel.deliver(FRONT_DESK, activity) is not None
        answering = asyncio.create_task(office.channel.deliver(FRONT_DESK, last))
        await on_its_way(office, len(words))
        await office.kill_bot()
        assert await answering is None
        await healed(office.channel.session, office.teams.url)
        await office.start_bot()
        for _ in range(3):
            assert await office.channel.deliver(FRONT_DESK, last) is not None
        shown = await questions(office)
        assert len(shown) == len(words) + 1
        assert what_it_asks(shown[-1]) == what_it_asks(shown[-2])


@pytest.mark.timeout(60)
async def test_a_repetition_on_another_replica_waits_and_takes_over_when_the_first_one_dies(
    postgres_url: str, tmp_path: Path
) -> None:
    async with an_open_office(slow_after(1), tmp_path, postgres_url, replicas=2) as office:
        urls = office.channel.bot_urls
        await office.start_bot()
        other = office.settings | {"KRM_PORT": urls[1].rsplit(":", 1)[1]}
        second = await asyncio.to_thread(Process.bot, other, office.ahead + SOON, tmp_path)
        try:
            await second.listening()
            office.channel.bot_urls = urls[:1]
            assert await office.channel.opens(FRONT_DESK)
            typed = message(office.channel.teams_url, "neu")
            first = asyncio.create_task(office.channel.deliver(FRONT_DESK, typed))
            await on_its_way(office, 1)
            await healed(office.channel.session, office.teams.url)
            office.channel.bot_urls = urls[1:]
            repeated = asyncio.create_task(office.channel.deliver(FRONT_DESK, typed))
            await asyncio.sleep(1)
            assert not repeated.done()
            assert len(await questions(office)) == 1
            await office.kill_bot()
            assert await first is None
            assert await repeated is not None
            shown = await questions(office)
            assert len(shown) == 2
            assert what_it_asks(shown[0]) == what_it_asks(shown[1])
        finally:
            await asyncio.to_thread(second.kill)
