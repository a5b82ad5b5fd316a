"""The end of the assistant in a team, or of a channel, is noticed; all else about teams is nothing to us."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.incoming import Incoming, Kind
from bot.rejection import Rejected
from tests.support.channel import BOT_ID, USER_ID, activity, told_of_team
from tests.unit.bot.test_activity_reader import JSON, URL, read, refused

TEAM = "19:general@thread.tacv2"
GROUP = "22222222-5E4F-4d3c-8b1a-0f1e2d3c4b5a"
CHANNEL = "19:weekly@thread.tacv2"
OWN = [{"id": BOT_ID}]


def told(kind: str = "conversationUpdate", **changes: Any) -> Incoming:  # noqa: ANN401 - an activity's fields
    return read(told_of_team(URL, kind, **({"team_id": TEAM, "group_id": GROUP} | changes)))


@pytest.mark.parametrize("action", ["remove", "remove-upgrade"])
def test_the_end_of_an_installation_in_a_team_names_team_and_channel(action: str) -> None:
    turn = told("installationUpdate", action=action, channel_id=CHANNEL)

    assert turn.kind is Kind.REMOVED
    assert not turn.is_personal
    assert turn.left == {TEAM, GROUP.lower(), CHANNEL}


def test_the_assistant_among_those_who_left_a_team_is_its_removal() -> None:
    turn = told(event="teamMemberRemoved", membersRemoved=[{"id": USER_ID}, {"id": BOT_ID}])

    assert turn.kind is Kind.REMOVED
    assert turn.left == {TEAM, GROUP.lower()}


@pytest.mark.parametrize("event", ["teamDeleted", "teamHardDeleted"])
def test_a_deleted_team_is_left(event: str) -> None:
    assert told(event=event).left == {TEAM, GROUP.lower()}


def test_of_a_deleted_channel_only_the_channel_is_left_and_not_its_team() -> None:
    turn = told(event="channelDeleted", channel_id=CHANNEL)

    assert turn.kind is Kind.REMOVED
    assert turn.left == {CHANNEL}


@pytest.mark.parametrize(
    "changes",
    [
        {"membersRemoved": [{"id": USER_ID}]},
        {"membersAdded": OWN},
        {"event": "channelRenamed", "channel_id": CHANNEL},
        {"event": "teamRenamed"},
        {"membersRemoved": "everybody"},
        {"membersRemoved": [BOT_ID, None, 7]},
    ],
)
def test_everything_else_about_a_team_is_nothing_to_us(changes: dict[str, Any]) -> None:
    turn = told(**changes)

    assert turn.kind is Kind.OTHER
    assert turn.left == frozenset()


def test_who_leaves_a_personal_chat_leaves_no_team() -> None:
    assert read(activity(URL, "conversationUpdate", membersRemoved=OWN)).kind is Kind.OTHER


@given(
    st.dictionaries(st.sampled_from(["eventType", "team", "channel", "tenant"]), JSON),
    JSON | st.lists(st.dictionaries(st.just("id"), JSON | st.just(BOT_ID))),
)
def test_whatever_is_told_is_read_or_refused(channel_data: dict[str, Any], members: object) -> None:
    told_of = activity(URL, "conversationUpdate", channelData=channel_data, membersRemoved=members)
    turn = refused(lambda: read(told_of))
    if isinstance(turn, Rejected):
        assert turn.status == 400
    else:
        assert all(isinstance(name, str) and name for name in turn.left)
