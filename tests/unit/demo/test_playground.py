"""What the demo tells a Playground, and what the window then tells the bot."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.demo.people import (
    BGF,
    CHANNEL_ID,
    CHANNEL_READER,
    EVERYBODY,
    FRONT_DESK,
    PEOPLE,
    TEAM_LEAD,
    TENANT_ID,
    Person,
)
from bot.demo.playground import Playground

CHANNEL_PORT = 8106
NOW = datetime(2026, 12, 3, 9, 10, tzinfo=UTC)


def a_window(folder: Path, person: Person = FRONT_DESK, port: int = 8101) -> Playground:
    return Playground(
        person=person,
        port=port,
        channel_port=CHANNEL_PORT,
        bot_endpoint="http://127.0.0.1:3978/api/messages",
        folder=folder,
    )


def written_configuration(window: Playground) -> dict[str, Any]:
    window.write_configuration()
    loaded: dict[str, Any] = json.loads(window.configuration_file.read_text(encoding="utf-8"))
    return loaded


@pytest.mark.parametrize("person", EVERYBODY, ids=lambda person: person.key)
def test_configuration_names_the_current_person_and_exactly_five_others(
    tmp_path: Path, person: Person
) -> None:
    configuration = written_configuration(a_window(tmp_path, person))

    users = [configuration["currentUser"], *configuration["users"]]
    assert configuration["currentUser"]["name"] == person.name
    assert configuration["currentUser"]["aadObjectId"] == person.object_id
    assert len(configuration["users"]) == 5
    assert len({user["id"] for user in users}) == 6
    assert {known.name for known in PEOPLE} <= {user["name"] for user in users}


def test_configuration_keeps_umlauts(tmp_path: Path) -> None:
    window = a_window(tmp_path)
    window.write_configuration()

    assert "Bea Büro" in window.configuration_file.read_text(encoding="utf-8")


def test_chats_of_different_people_have_different_ids(tmp_path: Path) -> None:
    chats = [
        written_configuration(a_window(tmp_path / person.key, person))["personalChat"]["id"]
        for person in EVERYBODY
    ]

    assert len(set(chats)) == len(EVERYBODY)


def test_one_window_alone_shows_the_team_s_channel(tmp_path: Path) -> None:
    ports = {person: 8101 + number for number, person in enumerate(EVERYBODY)}

    showing = [
        person
        for person, port in ports.items()
        if CHANNEL_ID in str(written_configuration(a_window(tmp_path / person.key, person, port))["team"])
    ]

    assert showing == [CHANNEL_READER]


def test_what_is_posted_in_the_channel_is_handed_to_its_window(tmp_path: Path) -> None:
    of_a_person = a_window(tmp_path, BGF, 8104).environment({})
    of_the_channel = a_window(tmp_path, CHANNEL_READER, CHANNEL_PORT).environment({})

    assert of_a_person["DEMO_CHANNEL_PORT"] == "8106"
    assert of_the_channel["DEMO_CHANNEL_PORT"] == ""


def test_command_turns_telemetry_off_and_names_loopback_addresses_only(tmp_path: Path) -> None:
    command = a_window(tmp_path, port=8107).command("node", Path("cli.js"))

    assert "--disable-telemetry" in command
    assert command[command.index("--service-url") + 1] == "http://127.0.0.1:8107/_connector"
    assert command[command.index("--port") + 1] == "8107"
    assert command[command.index("--channel-id") + 1] == "msteams"


def test_no_browser_opens_by_itself_and_no_proxy_stands_between_window_and_bot(tmp_path: Path) -> None:
    base = {"PATH": "/usr/bin", "HTTP_PROXY": "http://proxy.example:3128", "https_proxy": "http://x.example"}

    environment = a_window(tmp_path).environment(base)

    assert environment["TEAMSAPPTESTER_BROWSER"] == "none"
    assert environment["PATH"] == "/usr/bin"
    assert not [name for name in environment if name.lower().endswith("_proxy")]


def test_greeting_tells_where_the_chat_is_and_asks_for_no_welcome(tmp_path: Path) -> None:
    greeting = a_window(tmp_path, TEAM_LEAD, port=8102).greeting(NOW)

    assert greeting["type"] == "conversationUpdate"
    assert greeting["membersAdded"] == []
    assert greeting["serviceUrl"] == "http://127.0.0.1:8102/_connector"
    assert greeting["from"] == {"id": "29:teamleitung", "aadObjectId": TEAM_LEAD.object_id}
    assert greeting["conversation"]["id"] == "a:teamleitung"
    assert greeting["conversation"]["tenantId"] == greeting["channelData"]["tenant"]["id"] == TENANT_ID


def test_every_greeting_is_an_activity_of_its_own(tmp_path: Path) -> None:
    window = a_window(tmp_path)

    assert window.greeting(NOW)["id"] != window.greeting(NOW)["id"]


def test_file_put_into_the_chat_says_where_it_can_be_fetched(tmp_path: Path) -> None:
    address = "http://127.0.0.1:8120/scan.png"

    message = a_window(tmp_path, BGF).message_with_file(NOW, name="Scan.png", address=address)

    assert message["type"] == "message"
    assert message["from"]["aadObjectId"] == BGF.object_id
    (file,) = message["attachments"]
    assert file["contentType"] == "application/vnd.microsoft.teams.file.download.info"
    assert (file["name"], file["content"]) == ("Scan.png", {"downloadUrl": address, "fileType": "png"})
