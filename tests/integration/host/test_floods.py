"""One person sends far too much: told once, refused from then on; nobody else notices."""

from collections.abc import AsyncIterator

import pytest
import structlog

from bot.adapter import TOO_MANY
from tests.support.channel import TENANT_ID, activity, message, pressed
from tests.support.host import RunningBot, running_bot

ALLOWED = 10
TOM = {"id": "29:1-tom", "name": "Tom Teamleiter", "aadObjectId": "22222222-3333-4444-8555-666666666666"}


@pytest.fixture
async def strict() -> AsyncIterator[RunningBot]:
    async with running_bot(turns_per_minute=ALLOWED) as running:
        yield running


async def test_the_eleventh_message_is_429_with_one_sentence_and_the_next_429_without(
    strict: RunningBot,
) -> None:
    statuses = [(await strict.post(message(strict.service_url))).status for _ in range(ALLOWED + 5)]

    assert statuses == [201] * ALLOWED + [429] * 5
    assert len(strict.assistant.turns) == ALLOWED
    assert strict.connector.texts == [TOO_MANY]


async def test_a_refused_message_says_when_to_come_again_and_logs_a_reason_only(strict: RunningBot) -> None:
    for _ in range(ALLOWED + 1):
        await strict.post(message(strict.service_url))
    with structlog.testing.capture_logs() as events:
        answer = await strict.post(message(strict.service_url, text="Frau Muster"))

    assert answer.headers["Retry-After"] == "60"
    assert [(event["event"], event["reason"]) for event in events] == [("rejected", "too_many_turns")]
    assert "Muster" not in str(events)


async def test_a_refused_press_gets_the_sentence_in_place_of_an_error(strict: RunningBot) -> None:
    for _ in range(ALLOWED):
        await strict.post(message(strict.service_url))

    answer = await strict.post(pressed(strict.service_url, "case_refresh", {"case": "x", "version": 1}))

    assert answer.status == 200
    assert answer.json["value"] == TOO_MANY
    assert len(strict.assistant.turns) == ALLOWED


async def test_a_refused_consent_to_a_file_is_429_for_it_can_show_no_sentence(strict: RunningBot) -> None:
    for _ in range(ALLOWED):
        await strict.post(message(strict.service_url))

    refused = activity(strict.service_url, "invoke", name="fileConsent/invoke", value={})

    assert (await strict.post(refused)).status == 429


async def test_while_one_person_floods_another_is_served(strict: RunningBot) -> None:
    for _ in range(ALLOWED * 3):
        await strict.post(message(strict.service_url))

    of_tom = message(strict.service_url) | {
        "from": TOM,
        "conversation": {"id": "a:1-tom", "conversationType": "personal", "tenantId": TENANT_ID},
    }
    assert (await strict.post(of_tom)).status == 201
    assert strict.assistant.turns[-1].staff_id == TOM["aadObjectId"]


async def test_what_the_bot_sends_by_itself_is_never_limited(strict: RunningBot) -> None:
    for _ in range(ALLOWED * 2):
        await strict.post(message(strict.service_url))
    said = len(strict.connector.sent)

    for _ in range(ALLOWED * 2):
        await strict.assistant.turns[0].replies.send_text("Eine Erinnerung")

    assert len(strict.connector.sent) == said + ALLOWED * 2


async def test_removing_the_assistant_is_heard_even_from_whoever_floods(strict: RunningBot) -> None:
    for _ in range(ALLOWED * 2):
        await strict.post(message(strict.service_url))

    removal = activity(strict.service_url, "installationUpdate", action="remove")

    assert (await strict.post(removal)).status == 201
    assert len(strict.assistant.removed) == 1


async def test_a_flood_of_chatter_without_content_is_429_and_gets_no_sentence(strict: RunningBot) -> None:
    typing = activity(strict.service_url, "typing")
    statuses = [(await strict.post(typing)).status for _ in range(ALLOWED + 2)]

    assert statuses[-2:] == [429, 429]
    assert strict.connector.sent == []
