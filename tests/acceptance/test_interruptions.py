"""Repetitions, old clients, breaks in the middle: one case, one truth, nothing personal left in the chat."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.drafts import Drafts, Shown
from dialogs.conversation import SCHEMA
from procedure.errors import IncompleteReaction
from storage.dialog_state import SqlDialogStates, StoredDialog
from tests.acceptance.conftest import Bot, Chat
from tests.acceptance.test_walk_in import SECRET_NAME, SECRET_TEXT, record, to_summary
from tests.support.builders import FRONT_DESK, MANAGEMENT, TEAM_A, TEAM_LEAD_A
from tests.support.channel import submitted
from tests.support.connector_server import Misbehaviour


async def submits(chat: Chat, title: str, **inputs: str) -> None:
    """Press a button as an old client does, which knows no Action.Execute."""
    activity_id, button = chat.find(title)
    data = {**button.data, "verb": button.verb, **inputs}
    await chat.bot.post(chat.address(submitted(chat.bot.connector.url, data, replyToId=activity_id)))


def nothing_personal(chat: Chat) -> bool:
    chat.shown.clear()  # what any other client of the same person shows
    return SECRET_NAME not in str(chat.messages) and SECRET_TEXT not in str(chat.messages)


async def test_erfassen_pressed_twice_shows_the_same_receipt_twice(bot: Bot) -> None:
    desk = bot.chat(FRONT_DESK)
    await to_summary(desk)
    activity_id, button = desk.find("Erfassen")
    answers = await asyncio.gather(*(desk.sends(button.verb, button.data, activity_id) for _ in range(3)))
    assert all("KRM-2026-0001" in str(answer) for answer in answers)
    later = await desk.sends(button.verb, button.data, activity_id)
    assert "KRM-2026-0001" in str(later)


async def test_somebody_elses_draft_id_shows_no_receipt(bot: Bot) -> None:
    desk = bot.chat(FRONT_DESK)
    await to_summary(desk)
    button = desk.button("Erfassen")
    await desk.presses("Erfassen")
    assert "KRM-2026-0001" not in str(await bot.chat(MANAGEMENT).sends(button.verb, button.data))


async def test_an_old_client_can_record_and_leaves_nothing_personal_in_the_chat(bot: Bot) -> None:
    desk = bot.chat(FRONT_DESK)
    await desk.types("neu")
    await submits(desk, "Persönlich")
    await submits(desk, "Weiter", concerns="fachliche_beschwerde", teams=TEAM_A, summary=SECRET_TEXT)
    await submits(desk, "Weiter", resolved="nein", leadership="nein", concerns_lead="nein", origin="direkt")
    await submits(desk, "Weiter", parting="wartet", talk="kein", name=SECRET_NAME, verbis="nein")
    await submits(desk, "Erfassen")
    assert sum("ist angelegt" in str(card) for card in desk.cards) == 1
    assert nothing_personal(desk)


async def test_an_old_client_that_ends_by_typing_leaves_nothing_personal_either(bot: Bot) -> None:
    desk = bot.chat(FRONT_DESK)
    await desk.types("neu")
    await submits(desk, "Persönlich")
    await submits(desk, "Weiter", concerns="fachliche_beschwerde", teams=TEAM_A, summary=SECRET_TEXT)
    await submits(desk, "Weiter", resolved="nein", leadership="nein", concerns_lead="nein", origin="direkt")
    await submits(desk, "Weiter", parting="wartet", talk="kein", name=SECRET_NAME, verbis="nein")
    await desk.types("erfassen")
    assert "KRM-2026-0001" in desk.last
    assert nothing_personal(desk)


async def test_an_old_client_gets_no_full_text_because_it_would_stay_in_the_chat(bot: Bot) -> None:
    lead = bot.chat(TEAM_LEAD_A)
    await record(bot.chat(FRONT_DESK), waiting=False)
    await bot.until(lambda: lead.says("Übernehmen"))
    await submits(lead, "Vorgang öffnen")
    assert "neueren Fassung" in lead.last
    assert nothing_personal_but_the_subject(lead)


async def test_a_button_of_an_old_client_updates_its_own_card(bot: Bot) -> None:
    lead = bot.chat(TEAM_LEAD_A)
    await record(bot.chat(FRONT_DESK))
    await bot.until(lambda: lead.says("wartet"))
    before = len(lead.messages)
    await submits(lead, "Ich komme")
    await bot.until(lambda: lead.says("Sie haben um"))
    assert len(lead.messages) == before


async def test_a_break_after_recording_cannot_be_cancelled_into_nothing_stored(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = bot.chat(FRONT_DESK)
    await to_summary(desk)
    with monkeypatch.context() as broken:
        broken.setattr(SqlDialogStates, "delete", _break)
        await desk.presses("Erfassen")
    await desk.types("abbrechen")
    assert "KRM-2026-0001 ist angelegt" in desk.last
    assert "Es wurde nichts gespeichert" not in str(desk.messages)


async def test_a_break_before_recording_is_made_good_by_the_next_turn(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = bot.chat(FRONT_DESK)
    await to_summary(desk)
    with monkeypatch.context() as broken:
        broken.setattr("bot.drafts.register", _break)
        await desk.presses("Erfassen")
    await desk.types("hallo?")
    assert "KRM-2026-0001 ist angelegt" in desk.last
    await bot.until(lambda: bot.chat(TEAM_LEAD_A).says("wartet"))


async def test_a_button_pressed_before_its_card_is_noted_leaves_no_apology(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    load, note_card = SqlDialogStates.load, Drafts.note_card

    async def overtaken(dialogs: SqlDialogStates, key: str, now: datetime, schema: int) -> Any:  # noqa: ANN401
        """Let another replica take the next turn between the reading and the writing."""
        monkeypatch.setattr(SqlDialogStates, "load", load)
        found = await load(dialogs, key, now, schema)
        assert isinstance(found, StoredDialog)
        await dialogs.save(key, found.version, schema, found.data, now)
        return found

    async def noted_late(drafts: Drafts, key: str, activity_id: str, shown: Shown) -> bool:
        monkeypatch.setattr(SqlDialogStates, "load", overtaken)
        is_newest = await note_card(drafts, key, activity_id, shown)
        assert SqlDialogStates.load is load
        return is_newest

    monkeypatch.setattr(Drafts, "note_card", noted_late)
    desk = bot.chat(FRONT_DESK)
    before = len(desk.messages)
    await desk.types("neu")
    assert len(desk.messages) == before + 1, "only the question"
    await desk.presses("Persönlich")
    assert "Worum geht es?" in desk.last


async def test_a_question_that_a_newer_one_overtakes_does_not_stay_in_the_chat(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    note_card = Drafts.note_card
    desk = bot.chat(FRONT_DESK)
    await to_summary(desk)

    async def overtaken(drafts: Drafts, key: str, activity_id: str, shown: Shown) -> bool:
        """Let another replica answer the next message before this question is noted."""
        monkeypatch.setattr(Drafts, "note_card", note_card)
        stored = await drafts.dialogs.load(key, bot.clock.now(), SCHEMA)
        assert isinstance(stored, StoredDialog)
        newer = stored.data | {"card": "sent-elsewhere"}
        await drafts.dialogs.save(key, stored.version, SCHEMA, newer, bot.clock.now())
        return await note_card(drafts, key, activity_id, shown)

    monkeypatch.setattr(Drafts, "note_card", overtaken)
    await desk.types("was?")
    assert "Hier ging es unten weiter" in desk.last
    assert nothing_personal(desk)
    await desk.types("erfassen")
    assert "KRM-2026-0001" in desk.last


async def test_a_command_after_a_break_finishes_the_recording_first(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = bot.chat(FRONT_DESK)
    await to_summary(desk)
    with monkeypatch.context() as broken:
        broken.setattr("bot.drafts.register", _break)
        await desk.presses("Erfassen")
    await desk.types("offen")
    assert any("KRM-2026-0001 ist angelegt" in str(card) for card in desk.cards)
    assert "Offene Vorgänge: 1" in desk.last


async def test_when_the_channel_fails_at_the_last_word_the_receipt_comes_with_the_next(bot: Bot) -> None:
    desk = bot.chat(FRONT_DESK)
    await to_summary(desk)
    await desk.types("unklar")  # the summary comes again, as a message of its own
    bot.connector.plans += [Misbehaviour(), Misbehaviour(reset=True)]
    await desk.types("erfassen")
    await desk.types("erfassen")
    assert "KRM-2026-0001" in desk.last
    assert nothing_personal(desk)


async def test_two_texts_at_once_leave_one_question(bot: Bot) -> None:
    desk = bot.chat(FRONT_DESK)
    await to_summary(desk)
    await asyncio.gather(desk.types("unklar"), desk.types("auch unklar"))
    desk.shown.clear()
    assert sum("Stimmt das so?" in str(card) for card in desk.cards) == 1
    await desk.types("abbrechen")
    assert nothing_personal(desk)


async def test_an_expired_draft_takes_its_card_with_it(
    stopped_bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.background.TIDY_SECONDS", 1)
    desk = stopped_bot.chat(FRONT_DESK)
    async with stopped_bot.running():
        await to_summary(desk)
        await desk.types("zurück")
        stopped_bot.clock.advance(timedelta(hours=24, seconds=1))
        await stopped_bot.until_ticked(lambda: "gelöscht" in str(desk.messages))
    assert nothing_personal(desk)


async def test_a_new_draft_after_a_break_records_the_first_one_too(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = bot.chat(FRONT_DESK)
    await to_summary(desk)
    with monkeypatch.context() as broken:
        broken.setattr("bot.drafts.register", _break)
        await desk.presses("Erfassen")
    await desk.types("neu")
    assert "Wie hat sich" in desk.last
    await bot.until(lambda: "KRM-2026-0001" in str(bot.chat(TEAM_LEAD_A).messages))


async def test_a_rule_that_refuses_at_the_last_moment_leaves_the_draft_to_go_on_with(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = bot.chat(FRONT_DESK)
    await to_summary(desk)
    with monkeypatch.context() as stricter:
        stricter.setattr("casework.register.check_complete", _refuse)
        await desk.presses("Erfassen")
    assert "Bitte nennen Sie noch etwas." in desk.texts
    assert "Stimmt das so?" in str(desk.shown)
    assert "KRM-2026-0001" in str(await desk.presses("Erfassen"))


async def test_a_row_that_is_no_draft_keeps_nobody_stuck(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = bot.chat(FRONT_DESK)
    with monkeypatch.context() as other:
        other.setattr("dialogs.flow.State.to_json", lambda _: {"something": "else"})
        await desk.types("neu")
    await desk.types("persönlich")
    assert "beginnen Sie noch einmal" in desk.last


def _refuse(*_: object) -> None:
    raise IncompleteReaction("summary", "Bitte nennen Sie noch etwas.")


def nothing_personal_but_the_subject(chat: Chat) -> bool:
    return SECRET_NAME not in str(chat.messages)


async def _break(*_: Any, **__: Any) -> None:  # noqa: ANN401
    raise OSError("the process ends here")
