"""Messages as the channel receives them, and what each refusal means (Microsoft's table of status codes)."""

import asyncio
from datetime import timedelta

import pytest

from bot import http_session
from bot.sending.send_failure import SendFailed, SendFailure
from procedure.vocabulary import StaffId
from tests.integration.host.test_outgoing import Chat
from tests.support.channel import BOT_ID, STAFF_ID, TENANT_ID
from tests.support.connector_server import Misbehaviour, refusal
from tests.support.host import RunningBot, running_bot

CARD = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "Ä", "wrap": True}]}
SUMMARY = "KRM-2026-0042: Kundin/Kunde wartet"


async def test_a_card_goes_without_text_and_shows_its_summary_in_the_feed(bot: RunningBot) -> None:
    sent_id = await bot.host.messenger.send_card(Chat(bot.service_url), CARD, summary=SUMMARY)

    assert sent_id == "sent-1"
    body = bot.connector.sent[0].body
    assert body["attachments"] == [
        {"contentType": "application/vnd.microsoft.card.adaptive", "content": CARD}
    ]
    assert body["summary"] == SUMMARY
    assert body["channelData"] == {"notification": {"alert": True}}
    assert body["locale"] == "de-DE"
    assert "text" not in body


async def test_a_card_can_go_quietly(bot: RunningBot) -> None:
    await bot.host.messenger.send_card(Chat(bot.service_url), CARD, summary=SUMMARY, alert=False)

    assert "channelData" not in bot.connector.sent[0].body


async def test_a_text_goes_without_a_card(bot: RunningBot) -> None:
    await bot.host.messenger.send_text(Chat(bot.service_url), "Die Teamleitung kommt.", summary=SUMMARY)

    body = bot.connector.sent[0].body
    assert body["text"] == "Die Teamleitung kommt."
    assert "attachments" not in body


async def test_an_update_replaces_the_card_and_alerts_nobody(bot: RunningBot) -> None:
    await bot.host.messenger.update_card(Chat(bot.service_url), "sent-1", CARD)

    sent = bot.connector.sent[0]
    assert sent.method == "PUT"
    assert sent.path.endswith("/activities/sent-1")
    assert "channelData" not in sent.body


# The channel takes the object id in members[0].id only, and the tenant in channelData.
async def test_a_chat_is_opened_by_the_object_id(bot: RunningBot) -> None:
    opened = await bot.host.messenger.open_conversation(
        service_url=bot.service_url, tenant_id=TENANT_ID, staff_id=StaffId(STAFF_ID), bot_id=BOT_ID
    )

    assert opened == "a:opened"
    body = bot.connector.sent[0].body
    assert body["members"] == [{"id": STAFF_ID}]
    assert body["channelData"] == {"tenant": {"id": TENANT_ID}}
    assert body["isGroup"] is False


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, "BadSyntax", SendFailure.PERMANENT),
        (401, "BotNotRegistered", SendFailure.PERMANENT),
        (403, "BotNotInConversationRoster", SendFailure.UNREACHABLE),
        (403, "ForbiddenOperationException", SendFailure.UNREACHABLE),
        (403, "SomethingNew", SendFailure.UNREACHABLE),
        (403, "InvalidBotApiHost", SendFailure.PERMANENT),
        (404, "ConversationNotFound", SendFailure.GONE),
        (404, "ActivityNotFoundInConversation", SendFailure.GONE),
        (412, "PreconditionFailed", SendFailure.RETRY),
        (413, "MessageSizeTooBig", SendFailure.PERMANENT),
        (429, "Throttled", SendFailure.RETRY),
        (500, "ServiceError", SendFailure.PERMANENT),
        (502, "ServiceError", SendFailure.RETRY),
        (503, "ServiceError", SendFailure.RETRY),
        (504, "ServiceError", SendFailure.RETRY),
    ],
)
async def test_each_refusal_says_what_is_to_be_done(
    bot: RunningBot, status: int, code: str, kind: SendFailure
) -> None:
    tries = 2 if status == 401 else 1  # a token that has just been replaced deserves a second try
    bot.connector.plans = [refusal(status, code)] * tries

    with pytest.raises(SendFailed) as failure:
        await bot.host.messenger.send_card(Chat(bot.service_url), CARD, summary=SUMMARY)

    assert (failure.value.kind, failure.value.code) == (kind, code)
    assert len(bot.connector.sent) == tries


async def test_a_throttled_send_names_the_pause_the_channel_asks_for(bot: RunningBot) -> None:
    bot.connector.plans = [refusal(429, Retry_After="17")]

    with pytest.raises(SendFailed) as failure:
        await bot.host.messenger.send_text(Chat(bot.service_url), "x")

    assert failure.value.retry_after == timedelta(seconds=17)


async def test_an_update_of_a_deleted_card_is_gone(bot: RunningBot) -> None:
    bot.connector.plans = [refusal(404)]

    with pytest.raises(SendFailed) as failure:
        await bot.host.messenger.update_card(Chat(bot.service_url), "sent-1", CARD)

    assert failure.value.is_gone
    assert failure.value.code == "ActivityNotFoundInConversation"


# A gateway's error page is HTML; the SDK would raise an error without a status.
@pytest.mark.parametrize(("status", "kind"), [(502, SendFailure.RETRY), (403, SendFailure.UNREACHABLE)])
async def test_an_error_page_is_read_by_its_status(bot: RunningBot, status: int, kind: SendFailure) -> None:
    bot.connector.plans = [Misbehaviour(status=status, text="<html>Bad Gateway</html>")]

    with pytest.raises(SendFailed) as failure:
        await bot.host.messenger.send_text(Chat(bot.service_url), "x")

    assert (failure.value.kind, failure.value.code) == (kind, str(status))


@pytest.mark.parametrize("text", ["", "ok", "[]", '"id"'])
async def test_an_accepted_message_counts_as_sent_whatever_the_answer_says(
    bot: RunningBot, text: str
) -> None:
    bot.connector.plans = [Misbehaviour(status=201, text=text)]

    assert await bot.host.messenger.send_text(Chat(bot.service_url), "x") == ""


async def test_a_cut_connection_may_be_tried_again_later_but_not_at_once(bot: RunningBot) -> None:
    bot.connector.plans = [Misbehaviour(reset=True)]

    with pytest.raises(SendFailed) as failure:
        await bot.host.messenger.send_text(Chat(bot.service_url), "x")

    assert (failure.value.kind, failure.value.code) == (SendFailure.RETRY, "no_answer")
    assert len(bot.connector.sent) == 1


async def test_a_connector_that_does_not_answer_ends_in_a_retry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_session, "TOTAL_SECONDS", 0.2)
    async with running_bot() as bot:
        bot.connector.plans = [Misbehaviour(seconds=1.0)]

        async with asyncio.timeout(0.9):
            with pytest.raises(SendFailed) as failure:
                await bot.host.messenger.send_text(Chat(bot.service_url), "x")

        assert (failure.value.kind, failure.value.code) == (SendFailure.RETRY, "no_answer")


async def test_a_connector_that_is_not_there_ends_in_a_retry() -> None:
    async with running_bot(allowed_service_hosts=("127.0.0.1",)) as bot:
        with pytest.raises(SendFailed) as failure:
            await bot.host.messenger.send_text(Chat("http://127.0.0.1:1/"), "x")

    assert failure.value.kind is SendFailure.RETRY


async def test_a_card_that_is_no_json_is_our_own_fault(bot: RunningBot) -> None:
    with pytest.raises(SendFailed) as failure:
        await bot.host.messenger.send_card(Chat(bot.service_url), {"body": object()}, summary=SUMMARY)

    assert failure.value.kind is SendFailure.PERMANENT


async def test_a_file_consent_goes_as_the_plain_attachment_it_is(bot: RunningBot) -> None:
    attachment = {
        "contentType": "application/vnd.microsoft.teams.card.file.consent",
        "name": "Brief.docx",
        "content": {"sizeInBytes": 6, "acceptContext": {"ticket": "x"}},
    }
    sent_id = await bot.host.messenger.send_attachment(Chat(bot.service_url), attachment)

    assert sent_id == "sent-1"
    body = bot.connector.sent[0].body
    assert body["attachments"] == [attachment]
    assert "channelData" not in body


async def test_what_was_sent_can_be_taken_away(bot: RunningBot) -> None:
    await bot.host.messenger.delete(Chat(bot.service_url), "sent-7")

    sent = bot.connector.sent[0]
    assert sent.method == "DELETE"
    assert sent.path.endswith("/activities/sent-7")


async def test_what_is_gone_already_is_named_so(bot: RunningBot) -> None:
    bot.connector.plans.append(refusal(404, "ActivityNotFoundInConversation"))
    with pytest.raises(SendFailed) as failed:
        await bot.host.messenger.delete(Chat(bot.service_url), "sent-7")

    assert failed.value.is_gone
