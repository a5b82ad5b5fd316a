"""Reading activities: whatever arrives, it is an ``Incoming`` of safe values or a refusal, never an error."""

import json
from collections.abc import Callable, Collection
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.activity_reader import MAX_DEPTH, parse_activity, read_incoming, tenant_ids
from bot.incoming import Attachment, Card, Incoming, SentFile
from bot.rejection import Rejected
from procedure.vocabulary import CaseId
from tests.support.channel import TENANT_ID, activity, message, sent_file

T = TypeVar("T")
URL = "https://smba.trafficmanager.net/teams/"

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


class Silence:
    """Replies to nobody."""

    def __init__(self, *, service_url: str, conversation_id: str, bot_id: str) -> None:
        self.address = (service_url, conversation_id, bot_id)

    async def send_text(self, text: str) -> str:
        raise AssertionError(text)

    async def send_card(self, card: Card, *, summary: str = "", about: Collection[CaseId] = ()) -> str:
        raise AssertionError(card, summary, about)

    async def send_attachment(self, attachment: Attachment, *, about: Collection[CaseId] = ()) -> str:
        raise AssertionError(attachment, about)

    async def update_card(self, activity_id: str, card: Card, *, about: Collection[CaseId] = ()) -> None:
        raise AssertionError(activity_id, card, about)

    async def delete(self, activity_id: str) -> None:
        raise AssertionError(activity_id)

    async def note(self, activity_id: str, shown: Collection[CaseId]) -> None:
        raise AssertionError(activity_id, shown)


def refused(call: Callable[[], T]) -> T | Rejected:
    try:
        return call()
    except Rejected as rejection:
        return rejection


def read(value: object) -> Incoming:
    return read_incoming(parse_activity(json.dumps(value).encode()), Silence)


@given(st.binary())
def test_bytes_of_any_kind_are_read_or_refused(body: bytes) -> None:
    outcome = refused(lambda: parse_activity(body))

    assert outcome.status == 400 if isinstance(outcome, Rejected) else outcome["type"]


@given(
    st.dictionaries(
        st.sampled_from([*activity(URL), "text", "value", "name", "entities", "action", "attachments"]), JSON
    )
)
def test_activities_with_fields_of_any_kind_are_read_or_refused(changes: dict[str, Any]) -> None:
    turn = refused(lambda: read(message(URL) | changes))

    if isinstance(turn, Rejected):
        assert turn.status == 400
        return
    for text in (turn.activity_id, turn.conversation_id, turn.user_id, turn.text, turn.locale, turn.name):
        text.encode()
        assert "\x00" not in text
    json.dumps(turn.value).encode()


@given(st.text())
def test_each_text_arrives_storable(text: str) -> None:
    heard = read(message(URL, text=text)).text

    heard.encode()
    assert "\x00" not in heard
    assert heard == heard.strip()


def nested(depth: int) -> Any:  # noqa: ANN401 - JSON
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


def test_json_may_be_nested_so_deep_and_no_deeper() -> None:
    assert read(message(URL, extra=nested(MAX_DEPTH - 1))).kind == "message"
    with pytest.raises(Rejected, match="too_deep"):
        read(message(URL, extra=nested(MAX_DEPTH)))


@pytest.mark.parametrize("name", ["NaN", "Infinity", "-Infinity"])
def test_numbers_that_are_no_json_are_refused(name: str) -> None:
    with pytest.raises(Rejected, match="not_json"):
        parse_activity(f'{{"type": "message", "value": {name}}}'.encode())


def test_both_tenants_an_activity_names_are_read_in_small_letters() -> None:
    both = activity(
        URL, conversation={"tenantId": TENANT_ID.upper()}, channelData={"tenant": {"id": "Other"}}
    )

    assert tenant_ids(both) == {TENANT_ID, "other"}
    assert tenant_ids({"type": "message"}) == frozenset()


def test_the_object_id_of_a_person_is_compared_in_small_letters() -> None:
    sender = {"id": "29:x", "aadObjectId": "11111111-2222-4333-8444-ABCDEFABCDEF"}

    assert read(message(URL) | {"from": sender}).staff_id == "11111111-2222-4333-8444-abcdefabcdef"


def test_somebody_without_an_object_id_is_nobody() -> None:
    assert read(message(URL) | {"from": {"id": "29:guest"}}).staff_id == ""


@pytest.mark.parametrize(
    ("kind", "conversation_type", "personal"),
    [("message", "personal", True), ("message", "channel", False), ("message", None, False)],
)
def test_only_a_chat_of_two_is_personal(kind: str, conversation_type: str | None, *, personal: bool) -> None:
    conversation = {"id": "c", "conversationType": conversation_type, "tenantId": TENANT_ID}

    assert read(activity(URL, kind, conversation=conversation)).is_personal is personal


def test_a_turn_that_is_printed_shows_nothing_a_person_wrote() -> None:
    turn = read(message(URL, text="Frau Muster", value={"summary": "Frau Muster"}))

    assert "Muster" not in repr(turn)


PLACE = "https://jobcenter-my.sharepoint.com/download.aspx?tempauth=a"


def test_an_attached_file_arrives_with_its_name_and_place() -> None:
    turn = read(message(URL, text="", attachments=[sent_file("Brief.pdf", PLACE)]))

    assert turn.files == (SentFile(name="Brief.pdf", download_url=PLACE),)
    assert PLACE not in repr(turn)
    assert "Brief" not in repr(turn)


def test_the_html_that_teams_adds_to_a_formatted_text_is_no_file() -> None:
    html = {"contentType": "text/html", "content": "<p>hallo</p>"}

    assert read(message(URL, attachments=[html])).files == ()


def test_a_pasted_picture_is_a_file_without_a_place() -> None:
    picture = {"contentType": "image/png", "contentUrl": "https://smba.trafficmanager.net/x"}

    assert read(message(URL, attachments=[picture])).files == (SentFile(name="", download_url=""),)


@given(st.lists(JSON | st.dictionaries(st.sampled_from(["contentType", "content", "name"]), JSON)))
def test_attachments_of_any_kind_are_read_or_left_out(attachments: list[Any]) -> None:
    turn = refused(lambda: read(message(URL, attachments=attachments)))
    for file in () if isinstance(turn, Rejected) else turn.files:
        assert isinstance(file.name, str)
        assert isinstance(file.download_url, str)


def test_an_endless_list_of_files_has_an_end() -> None:
    assert len(read(message(URL, attachments=[sent_file("a.pdf", PLACE)] * 1_000)).files) == 20
