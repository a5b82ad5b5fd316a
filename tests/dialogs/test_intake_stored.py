"""The intake as a conversation: what lies in the store is input like any other, and may be out of date."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cards.forms import FormInput
from cards.verbs import (
    INTAKE_CANCEL,
    INTAKE_RESUME,
)
from dialogs import conversation
from dialogs.conversation import ASKED_ANEW, NOTHING_STORED
from dialogs.flow import State
from procedure.errors import IncompleteReaction
from tests.dialogs.intake_chat import (
    CONCERN,
    DRAFT,
    LETTER,
    IntakeChat,
    a_context,
    at_summary,
)
from tests.dialogs.intake_steps import at_received
from tests.support.builders import TEAM_A


def test_a_team_that_is_gone_is_asked_again_before_anything_is_recorded() -> None:
    chat = at_summary()
    office = chat.context.office
    teams = {key: replace(team, active=key != TEAM_A) for key, team in office.teams.items()}
    chat.context = replace(chat.context, office=replace(office, teams=teams))
    chat.confirms()
    assert chat.last.command is None
    assert set(chat.fields()) == {"teams"}
    assert chat.said == ASKED_ANEW
    assert chat.presses(teams="leistung-b").confirms().command.reaction.teams == ("leistung-b",)


def test_what_happened_just_now_is_recorded_on_a_machine_whose_clock_is_a_moment_behind() -> None:
    chat = at_summary()
    behind = chat.context.now.replace(second=0) - timedelta(seconds=0.5)
    assert chat.at(behind).confirms().reaction.received_at == behind


def test_an_office_without_teams_is_told_whom_to_ask() -> None:
    context = a_context()
    empty = replace(context, office=replace(context.office, teams={}))
    assert "BGF" in IntakeChat(context=empty).starts().farewell


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"draft": 1, "turn": 0, "history": [], "undone": {}},
        {"draft": "d", "turn": "0", "history": [], "undone": {}},
        {"draft": "d", "turn": True, "history": [], "undone": {}},
        {"draft": "d", "turn": 0, "history": {}, "undone": {}},
        {"draft": "d", "turn": 0, "history": ["x"], "undone": {}},
        {"draft": "d", "turn": 0, "history": [{"channel": 1}], "undone": {}},
        {"draft": "d", "turn": 0, "history": [], "undone": ["x"]},
        {"draft": "d", "turn": 0, "history": []},
        {"py/object": "os.system", "draft": None},
    ],
)
def test_a_row_that_is_no_draft_is_a_type_error(data: dict[str, object]) -> None:
    with pytest.raises(TypeError):
        State.from_json(data)


@pytest.mark.parametrize(
    ("wrong", "asked"),
    [
        ({"channel": "Rauchzeichen", "x": "y"}, "channel"),
        ({"concerns": "folgereaktion"}, "concerns"),
        ({"concerns": ""}, "concerns"),
        ({"teams": "leistung-a,nirgends"}, "teams"),
        ({"summary": ""}, "summary"),
        ({"summary": "x" * 4001}, "summary"),
        ({"received": "2030-01-01"}, "received"),
        ({"origin": "sonstige"}, "origin_detail"),
        ({"talk": "bedrohung"}, "talk_note"),
        ({"legal_remedy": "vielleicht"}, "legal_remedy"),
        ({"confidential": "streng"}, "confidential"),
        ({"people": "viele"}, "people"),
        ({"people": "-1"}, "people"),
        ({"people": "1001"}, "people"),
        ({"origin": "AA"}, "authorised"),
        ({"origin": "AA", "authorised": "nein", "external_due": "2026-12-01"}, "external_due"),
        ({"origin": "AA", "authorised": "nein", "external_due": "bald"}, "external_due"),
    ],
)
def test_answers_that_hold_no_more_are_asked_again(wrong: dict[str, str], asked: str) -> None:
    answered = {"channel": "schriftlich", **CONCERN, **LETTER, "received": "2026-12-02"}
    details = {"talk": "kein", "name": "", "contact": "", "number": "", "people": ""}
    history = [{**answered, **details, **wrong}]
    stored = State.from_json({"draft": DRAFT, "turn": 1, "history": history, "undone": {}})
    resume = FormInput(verb=INTAKE_RESUME, draft_id=DRAFT)
    chat = IntakeChat(last=conversation.advance(stored, resume, a_context()))
    assert next(iter(chat.fields())) == asked
    assert conversation.offer(stored, chat.context).startswith("Schritt")
    assert chat.types("abbrechen").farewell == NOTHING_STORED


def test_an_answer_that_its_channel_does_not_ask_for_is_dropped() -> None:
    chat = at_received().presses(**LETTER).presses()
    history = [*chat.state.to_json()["history"], {"parting": "wartet", "voluntary": "ja"}]
    stored = State.from_json(chat.state.to_json() | {"history": history})
    chat.last = conversation.advance(stored, FormInput(verb=INTAKE_RESUME, draft_id=DRAFT), chat.context)
    command = chat.confirms().command
    assert command.reaction.parting is None
    assert not command.voluntary


def test_abbrechen_works_on_a_row_that_cannot_be_understood() -> None:
    stored = State.from_json({"draft": DRAFT, "turn": 9, "history": [{"channel": "?"}], "undone": {}})
    for leave in (FormInput(text="abbrechen"), FormInput(verb=INTAKE_CANCEL, draft_id=DRAFT)):
        assert conversation.advance(stored, leave, a_context()).state is None


def test_a_rule_that_the_questions_do_not_know_is_said_and_loses_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise IncompleteReaction("summary", "Das geht nicht mehr.")

    chat = at_summary()
    monkeypatch.setattr(conversation, "check_complete", refuse)
    before = chat.state
    chat.confirms()
    assert chat.last.command is None
    assert chat.said == "Das geht nicht mehr."
    assert chat.state == before
    assert chat.summary
