"""Brings an intake to each of its steps."""

import pytest

from tests.dialogs.intake_chat import (
    OPEN,
    WAITS,
    IntakeChat,
    at_circumstances,
    at_concern,
    at_details,
    at_letter,
    at_summary,
)


def at_channel() -> IntakeChat:
    return IntakeChat().starts()


def at_voluntary() -> IntakeChat:
    return at_circumstances().presses(**OPEN | {"resolved": "ja"})


def at_talk_note() -> IntakeChat:
    return at_details().presses(**WAITS | {"talk": "bedrohung"})


def at_another_office() -> IntakeChat:
    return at_letter(origin="sonstige")


def at_received() -> IntakeChat:
    return at_circumstances("schriftlich")


EVERY_STEP = {
    "channel": at_channel,
    "concern": at_concern,
    "circumstances": at_circumstances,
    "letter": at_received,
    "another office": at_another_office,
    "sender": at_letter,
    "voluntary": at_voluntary,
    "details": at_details,
    "talk note": at_talk_note,
    "summary": at_summary,
}

every_step = pytest.mark.parametrize("step", EVERY_STEP)
