"""A reminder's button sends the case's card with the form of the step that settles what is due."""

from casework.notices import Notice
from casework.views import Step
from procedure.notice_kind import NoticeKind
from procedure.representation import Audience, AudienceKind
from procedure.vocabulary import CaseId, StaffId
from storage.engine import create_engine
from storage.key_file import load_key_ring
from storage.unit_of_work import SqlUnitsOfWork
from tests.acceptance.conftest import Bot, Chat
from tests.acceptance.test_finding import NUMBER, ROW, live_cards, recorded
from tests.support.builders import BGF, TEAM_LEAD_A, TEAM_LEAD_B
from tests.unit.cards.reading import fields_in_sight


async def presses(bot: Bot, who: StaffId, step: object) -> str:
    """Press a reminder's button for the one case; return the answer."""
    lead = bot.chat(TEAM_LEAD_A)
    await lead.types("meine")
    _, row = lead.find(ROW)
    return str(await bot.chat(who).sends("case.show", {**row.data, "step": step}))


def newest(chat: Chat) -> list[str]:
    """Name the inputs that stand unfolded on the newest card of the chat."""
    return fields_in_sight(chat.cards[-1])


async def test_the_form_of_the_step_stands_unfolded_on_the_cases_card(bot: Bot) -> None:
    await recorded(bot)
    bgf = bot.chat(BGF)

    assert await presses(bot, BGF, Step.CONFIRM_RECORDED) == f"{NUMBER} steht jetzt im Chat."

    assert newest(bgf) == ["krm_tool_ref"]
    assert len(live_cards(bgf)) == 1
    await bgf.presses("Bestätigen", krm_tool_ref="4711")
    await bot.until(lambda: "4711" in bgf.last)


async def owe_a_refresh(bot: Bot, who: StaffId) -> None:
    """Let the card of the one case be drawn anew, as the tick does beside its reminder."""
    lead = bot.chat(TEAM_LEAD_A)
    _, row = lead.find(ROW)
    engine = create_engine(bot.settings.database_url)
    units = SqlUnitsOfWork(engine, load_key_ring(bot.settings.key_file), bot.settings.timezone)
    async with units() as unit:
        owed = Notice(
            kind=NoticeKind.CARD_REFRESH,
            audience=Audience(AudienceKind.PERSON, who),
            case_id=CaseId(row.data["case"]),
            due_at=bot.clock.now(),
        )
        await unit.notices.put([owed])
        await unit.commit()
    await engine.dispose()


async def test_a_refresh_on_its_way_does_not_fold_the_form_again(bot: Bot) -> None:
    await recorded(bot)
    bgf = bot.chat(BGF)
    await presses(bot, BGF, Step.CONFIRM_RECORDED)
    before = len(bot.connector.sent)
    await owe_a_refresh(bot, BGF)
    await bot.chat(TEAM_LEAD_A).types("hilfe")  # whatever arrives wakes the relay
    await bot.until(lambda: any(sent.method == "PUT" for sent in bot.connector.sent[before:]))
    assert newest(bgf) == ["krm_tool_ref"]


async def test_a_step_without_a_form_is_one_press_on_the_plain_card(bot: Bot) -> None:
    await recorded(bot)

    await presses(bot, TEAM_LEAD_A, Step.TAKE_OVER)

    assert newest(bot.chat(TEAM_LEAD_A)) == []
    assert "Übernehmen" in bot.chat(TEAM_LEAD_A).titles()


async def test_a_step_that_is_not_offered_now_leaves_the_plain_card(bot: Bot) -> None:
    await recorded(bot)

    for step in (Step.SIGN, Step.CLOSE, Step.CONFIRM_RECORDED):
        assert await presses(bot, TEAM_LEAD_A, step) == f"{NUMBER} steht jetzt im Chat."
        assert newest(bot.chat(TEAM_LEAD_A)) == []
        assert NUMBER in bot.chat(TEAM_LEAD_A).last


async def test_a_step_that_was_taken_meanwhile_leaves_the_plain_card(bot: Bot) -> None:
    await recorded(bot)
    bgf = bot.chat(BGF)
    await presses(bot, BGF, Step.CONFIRM_RECORDED)
    await bgf.presses("Bestätigen", krm_tool_ref="4711")

    await presses(bot, BGF, Step.CONFIRM_RECORDED)

    assert newest(bgf) == []


async def test_what_is_no_step_is_refused_in_one_sentence(bot: Bot) -> None:
    await recorded(bot)
    before = len(bot.chat(BGF).messages)

    for step in ("", "case.delete", "case.show", 7, ["case.record"], {"a": 1}, True):
        assert "kann ich nicht lesen" in await presses(bot, BGF, step)
    assert len(bot.chat(BGF).messages) == before


async def test_a_forwarded_reminder_shows_a_stranger_nothing(bot: Bot) -> None:
    await recorded(bot)
    stranger = bot.chat(TEAM_LEAD_B)
    await stranger.opens()

    assert "gibt es nicht" in await presses(bot, TEAM_LEAD_B, Step.TAKE_OVER)

    assert NUMBER not in str(stranger.messages)
