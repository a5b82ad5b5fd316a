"""What the assistant is handed for each kind of activity, and what the channel gets back."""

import json

import pytest
import structlog

from bot.invoke_answers import card_answer, message_answer
from tests.support.channel import (
    BOT_ID,
    CONVERSATION_ID,
    STAFF_ID,
    TENANT_ID,
    USER_ID,
    activity,
    installation,
    message,
    pressed,
    submitted,
)
from tests.support.connector_server import refusal
from tests.support.host import RunningBot

CARD = {
    "type": "AdaptiveCard",
    "version": "1.5",
    "lang": "de",
    "body": [{"type": "TextBlock", "text": "Übernommen – grüße", "wrap": True, "spacing": None}],
}


async def test_a_message_arrives_with_everything_the_assistant_needs(bot: RunningBot) -> None:
    await bot.post(message(bot.service_url, text="neu persönlich", id="activity-1"))

    turn = bot.assistant.turns[0]
    assert (turn.kind, turn.activity_id, turn.text) == ("message", "activity-1", "neu persönlich")
    assert (turn.staff_id, turn.tenant_id) == (STAFF_ID, TENANT_ID)
    assert (turn.conversation_id, turn.conversation_type) == (CONVERSATION_ID, "personal")
    assert (turn.user_id, turn.bot_id) == (USER_ID, BOT_ID)
    assert (turn.service_url, turn.channel_id, turn.locale) == (bot.service_url, "msteams", "de-DE")
    assert turn.is_personal


# Finding 4: the SDK's model reads the tenant from a name the wire does not use and always finds None.
async def test_the_tenant_of_the_conversation_is_read_where_teams_writes_it(bot: RunningBot) -> None:
    without_channel_data = message(bot.service_url) | {"channelData": None}

    await bot.post(without_channel_data)

    assert bot.assistant.turns[0].tenant_id == TENANT_ID


# Finding 1: the stock adapter answers 500 to every invoke whose answer has a body.
async def test_a_pressed_button_gets_the_card_as_plain_json(bot: RunningBot) -> None:
    bot.assistant.answer = card_answer(CARD)

    answer = await bot.post(pressed(bot.service_url, "case.take_over", {"case_id": "c", "version": 3}))

    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.json == {
        "statusCode": 200,
        "type": "application/vnd.microsoft.card.adaptive",
        "value": CARD,
    }
    turn = bot.assistant.turns[0]
    assert (turn.name, turn.reply_to_id) == ("adaptiveCard/action", "card-1")
    assert turn.value["action"]["data"] == {"case_id": "c", "version": 3}


# The SDK's model for this answer cannot hold a string.
async def test_a_pressed_button_can_be_answered_with_a_sentence(bot: RunningBot) -> None:
    bot.assistant.answer = message_answer("Diese Karte ist nicht mehr aktuell.")

    answer = await bot.post(pressed(bot.service_url, "case.open"))

    assert answer.json["value"] == "Diese Karte ist nicht mehr aktuell."


async def test_data_of_an_old_clients_button_arrive_as_a_message_with_values(bot: RunningBot) -> None:
    await bot.post(submitted(bot.service_url, {"verb": "intake.next", "draft_id": "d"}))

    turn = bot.assistant.turns[0]
    assert (turn.kind, turn.text) == ("message", "")
    assert turn.value == {"verb": "intake.next", "draft_id": "d"}


@pytest.mark.parametrize("forged", ["text", 7, ["x"], None, True])
async def test_forged_data_that_are_no_object_arrive_empty(bot: RunningBot, forged: object) -> None:
    assert (await bot.post(submitted(bot.service_url, forged))).status == 201
    assert (await bot.post(pressed(bot.service_url, "x", value=forged))).status == 200
    assert [turn.value for turn in bot.assistant.turns] == [{}, {}]


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("<at>KRM-Assistent</at> neu", "neu"),
        ("neu <at>KRM-Assistent</at>", "neu"),
        ("  neu \u00a0  jetzt\t ", "neu jetzt"),
        ("Zeile 1\r\nZeile 2", "Zeile 1\nZeile 2"),
        ("<at>Bea Büro</at> fragt", "<at>Bea Büro</at> fragt"),
        ("<b>fett</b> & **stark**", "<b>fett</b> & **stark**"),
    ],
)
async def test_text_arrives_without_the_mention_of_the_bot_and_with_folded_spaces(
    bot: RunningBot, text: str, heard: str
) -> None:
    mentions = [
        {"type": "mention", "text": "<at>KRM-Assistent</at>", "mentioned": {"id": BOT_ID}},
        {"type": "mention", "text": "<at>Bea Büro</at>", "mentioned": {"id": "29:bea"}},
        {"type": "clientInfo"},
        "nonsense",
    ]

    await bot.post(message(bot.service_url, text=text, entities=mentions))

    assert bot.assistant.turns[0].text == heard


@pytest.mark.parametrize("action", ["add", "add-upgrade"])
async def test_an_installation_is_told(bot: RunningBot, action: str) -> None:
    assert (await bot.post(installation(bot.service_url, action))).status == 201
    assert [turn.staff_id for turn in bot.assistant.installed] == [STAFF_ID]


@pytest.mark.parametrize("action", ["remove", "remove-upgrade"])
async def test_a_removal_is_told(bot: RunningBot, action: str) -> None:
    assert (await bot.post(installation(bot.service_url, action))).status == 201
    assert [turn.staff_id for turn in bot.assistant.removed] == [STAFF_ID]


@pytest.mark.parametrize(
    "kind", ["conversationUpdate", "typing", "messageReaction", "messageUpdate", "fantasy"]
)
async def test_other_activities_are_acknowledged_and_start_nothing(bot: RunningBot, kind: str) -> None:
    assert (await bot.post(activity(bot.service_url, kind))).status == 201
    assert (await bot.post(activity(bot.service_url, kind) | {"from": None})).status == 201
    assert bot.assistant.turns == []
    assert [turn.kind for turn in bot.assistant.others] == ["other"]


async def test_a_reply_goes_to_the_conversation_it_came_from(bot: RunningBot) -> None:
    bot.assistant.reply = "Guten Tag."

    await bot.post(message(bot.service_url))

    sent = bot.connector.sent[0]
    assert (sent.method, sent.path) == ("POST", "/v3/conversations/a%3A1-erika-personal/activities")
    assert sent.body["text"] == "Guten Tag."
    assert sent.body["from"] == {"id": BOT_ID}
    assert "channelData" not in sent.body


@pytest.mark.parametrize("status", [412, 429, 502, 503, 504])
async def test_a_reply_that_is_refused_for_the_moment_is_sent_again(bot: RunningBot, status: int) -> None:
    bot.assistant.reply = "Guten Tag."
    bot.connector.plans = [refusal(status, Retry_After="0")]

    await bot.post(message(bot.service_url))

    assert bot.connector.texts == ["Guten Tag.", "Guten Tag."]


@pytest.mark.parametrize("status", [400, 403, 404, 413, 500])
async def test_a_reply_that_is_refused_for_good_is_not_sent_again(bot: RunningBot, status: int) -> None:
    bot.assistant.reply = "Guten Tag."
    bot.connector.plans = [refusal(status)]

    assert (await bot.post(message(bot.service_url))).status == 201
    assert bot.connector.texts == ["Guten Tag."]


async def test_an_error_in_a_message_is_told_with_an_incident_id_and_logged_without_its_text(
    bot: RunningBot, capsys: pytest.CaptureFixture[str]
) -> None:
    bot.assistant.error = ValueError("Frau Muster, Telefon 0711 123456")

    with structlog.testing.capture_logs() as events:
        answer = await bot.post(message(bot.service_url, text="Frau Muster"))

    assert answer.status == 201
    incident = events[0]["incident"]
    assert bot.connector.texts[0].startswith("Das hat leider nicht geklappt.")
    assert incident in bot.connector.texts[0]
    assert events == [
        {
            "event": "turn_failed",
            "incident": incident,
            "kind": "message",
            "error": "ValueError",
            "log_level": "error",
        }
    ]
    assert "Muster" not in json.dumps(events) + "".join(capsys.readouterr())


# With the stock adapter an exception in an invoke becomes 501 with the body "null".
async def test_an_error_in_a_press_is_told_on_the_card(bot: RunningBot) -> None:
    bot.assistant.error = ValueError("geheim")

    answer = await bot.post(pressed(bot.service_url, "case.open"))

    assert answer.status == 200
    assert answer.json["type"] == "application/vnd.microsoft.activity.message"
    assert answer.json["value"].startswith("Das hat leider nicht geklappt.")
    assert "geheim" not in answer.text


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("task/fetch", ("task", "value")),
        ("composeExtension/query", ("composeExtension", "text")),
    ],
)
async def test_an_error_in_another_invoke_is_told_in_its_form(
    bot: RunningBot, name: str, path: tuple[str, str]
) -> None:
    bot.assistant.error = ValueError("geheim")

    answer = await bot.post(pressed(bot.service_url, "x", name=name))

    assert answer.json[path[0]][path[1]].startswith("Das hat leider nicht geklappt.")


async def test_an_answer_that_is_no_json_is_500_with_an_incident_id_only(bot: RunningBot) -> None:
    bot.assistant.answer = {"value": object()}

    answer = await bot.post(pressed(bot.service_url, "x"))

    assert answer.status == 500
    assert list(answer.json) == ["incident"]


async def test_readiness_follows_what_the_application_says(bot: RunningBot) -> None:
    assert (await bot.request("GET", "/readyz")).status == 200
    bot.ready[0] = False
    assert (await bot.request("GET", "/readyz")).status == 503
    assert (await bot.request("GET", "/healthz")).status == 200
